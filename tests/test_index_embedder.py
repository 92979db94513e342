"""The embedding model beside others at work: nobody waits for somebody else's batch, and no core is fought over."""

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from index.embedder import BATCH, SentenceTransformerEmbedder
from index.threads import limit_matrix_threads

LONG = "The council noted the report on the condition of the bridges, their repair and what it is to cost. " * 4


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    embedder = SentenceTransformerEmbedder()
    embedder.load()
    return embedder


def test_a_question_waits_for_no_one_elses_papers(embedder: SentenceTransformerEmbedder) -> None:
    done = threading.Event()

    def take_in() -> None:
        embedder.encode([f"{number}. {LONG}" for number in range(4 * BATCH)])
        done.set()

    papers = threading.Thread(target=take_in)
    papers.start()
    answered_before = 0
    while not done.is_set():
        embedder.encode(["What is the repair of the bridges to cost?"])
        answered_before += not done.is_set()
    papers.join()
    assert answered_before > 4  # with turns of a batch each, no more than one a batch


def test_many_callers_at_once_get_what_one_alone_gets(embedder: SentenceTransformerEmbedder) -> None:
    texts = [f"Question {number}: what does bridge {number} cost{' to repair' * (number % 5)}?" for number in range(24)]
    alone = [embedder.encode([text])[0].vector for text in texts]
    found: dict[int, np.ndarray] = {}

    def ask(first: int) -> None:
        for number in range(first, len(texts), 6):
            found[number] = embedder.encode([texts[number]])[0].vector

    askers = [threading.Thread(target=ask, args=(first,)) for first in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    for number, vector in enumerate(alone):
        assert found[number] == pytest.approx(vector, abs=1e-5)


def test_two_first_callers_load_the_model_once() -> None:
    fresh = SentenceTransformerEmbedder()
    seen: list[int] = []
    callers = [threading.Thread(target=lambda: seen.append(id(fresh._model))) for _ in range(3)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(seen) == 3 and len(set(seen)) == 1


def test_bfloat16_gives_the_same_vectors_within_a_hundredth_and_goes_by_the_same_name(
    embedder: SentenceTransformerEmbedder,
) -> None:
    short = SentenceTransformerEmbedder(bfloat16=True)
    assert short.name == embedder.name  # a collection made with one is asked with the other
    texts = ["Parking permits rise to £72 a year.", "Forty oaks were planted.", LONG]
    for exact, rounded in zip(embedder.encode(texts), short.encode(texts), strict=True):
        assert rounded.vector.dtype == np.float32
        assert np.linalg.norm(rounded.vector) == pytest.approx(1.0, abs=1e-5)
        assert exact.vector @ rounded.vector > 0.99
        assert (exact.vectors * rounded.vectors).sum(axis=1).min() > 0.98
        assert rounded.pieces.tolist() == exact.pieces.tolist()


def test_matrix_products_keep_to_the_cores_they_are_given() -> None:
    limit_matrix_threads(1)
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}
