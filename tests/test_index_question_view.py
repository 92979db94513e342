"""A question is seen as learned, for the model it was learned for alone; passages stay as they are."""

from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import Assistant
from index import question_view as module
from index.embedder import SentenceTransformerEmbedder
from index.hashing import HashingEmbedder
from index.question_view import Change, QuestionView, question_view, write_view
from index.types import Vectors

ASKED = "Who seconded the motion on the recycling centre?"


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def view(embedder: SentenceTransformerEmbedder) -> QuestionView:
    found = question_view(embedder.name)
    assert found is not None
    return found


def some_words(count: int) -> Vectors:
    drawn = np.random.default_rng(5).normal(size=(count, 384))
    unit: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_another_model_s_questions_stay_as_they_are() -> None:
    hashing = HashingEmbedder()
    assert question_view(hashing.name) is None
    assert np.array_equal(hashing.encode_question(ASKED).vectors, hashing.encode([ASKED])[0].vectors)


def test_a_question_is_seen_a_little_otherwise_and_a_passage_as_it_is(embedder: SentenceTransformerEmbedder) -> None:
    before = embedder.encode([ASKED])[0]
    seen, after = embedder.encode_question(ASKED), embedder.encode([ASKED])[0]
    assert np.array_equal(before.vectors, after.vectors)
    assert np.array_equal(seen.pieces, before.pieces)
    assert np.array_equal(seen.spans, before.spans)
    for one in (seen.vector[np.newaxis], seen.vectors):
        assert np.allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)
    cosines = [float(seen.vector @ before.vector), *(seen.vectors * before.vectors).sum(axis=1).tolist()]
    assert 0.5 < min(cosines) <= max(cosines) < 0.9999


def test_weights_sum_to_one_and_a_rarer_word_weighs_more(view: QuestionView) -> None:
    words = some_words(9)
    weights = view.weights(words, np.full(9, 1 / 9, dtype=np.float32))
    assert weights.min() > 0
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    rare, common = view.weights(np.repeat(words[:1], 2, axis=0), np.array([0.8, 0.2], dtype=np.float32))
    assert rare > common


def test_what_is_kept_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    drawn = np.random.default_rng(1)
    change = Change(*(drawn.normal(size=size).astype(np.float32) for size in ((2, 6), (4, 2))))
    monkeypatch.setattr(module, "FILE", tmp_path / "view.npz")
    module._kept.cache_clear()
    try:
        write_view("a@1", QuestionView({"layer.weight": change}, np.ones(6, np.float32), 0.5))
        kept = question_view("a@1")
        assert question_view("b@1") is None
    finally:
        monkeypatch.undo()
        module._kept.cache_clear()
    assert kept is not None
    assert kept.rarity == 0.5
    held = kept.changes["layer.weight"]
    assert np.allclose(held.back @ held.into, change.back @ change.into, atol=0.02)


def test_what_was_asked_before_counts_half(sample_assistant: Assistant) -> None:
    search, reader = sample_assistant.search, sample_assistant.reader
    whole, own = "Which parks have trees? Who planted the oaks?", "Who planted the oaks?"
    alike, less = search.question_words(whole, reader), search.question_words(whole, reader, own)
    before = [word in ("parks", "trees", "Which") for word in alike.words]
    shares = less.weights / alike.weights
    assert np.allclose(shares[before] * 2, shares[np.logical_not(before)].mean(), rtol=1e-3)
    assert less.weights.sum() == pytest.approx(1, abs=1e-5)
    alone, plain = search.question_words(own, reader, own), search.question_words(own, reader)
    assert np.allclose(alone.weights, plain.weights)
