"""One contract for rankings anew, held by late interaction and by a CrossEncoder (a tiny one of random weights)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.errors import ModelError
from index.caches import Caches
from index.candidates import Candidate, read_candidates
from index.embedder import DEFAULT_MODEL, model_folder
from index.ingest import ingest
from index.question import QuestionWords
from index.rerank import LateInteraction, Reranker
from index.rerank_cross_encoder import CrossEncoderReranker
from index.search import Search
from index.types import Filters

QUESTION = "What is the refurbishment of Larchfield to cost?"


def save_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A CrossEncoder of two small layers with random weights, and the word-pieces of the installed model."""
    torch.manual_seed(5)
    pieces = AutoTokenizer.from_pretrained(str(model_folder(DEFAULT_MODEL)))
    tiny = BertConfig(
        vocab_size=len(pieces), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    tiny.num_labels = labels
    model = BertForSequenceClassification(tiny)
    model.save_pretrained(folder)
    pieces.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))


@pytest.fixture(scope="module", params=["late interaction", "cross-encoder"])
def reranker(request: pytest.FixtureRequest, saved: Path) -> Reranker:
    return LateInteraction() if request.param == "late interaction" else CrossEncoderReranker(str(saved))


@pytest.fixture(scope="module")
def asked(sample_assistant: Assistant) -> tuple[QuestionWords, Sequence[Candidate]]:
    search, reader = sample_assistant.search, sample_assistant.reader
    question = search.question_words(QUESTION, reader)
    found = search.found(question, reader, search.scope(Filters(), reader))[:40]
    return question, read_candidates(sample_assistant.catalogue, found, reader)


class TestReranker:
    def test_each_candidate_has_a_score_in_its_place(
        self, reranker: Reranker, asked: tuple[QuestionWords, Sequence[Candidate]]
    ) -> None:
        question, candidates = asked
        scores = reranker.scores(question, candidates)
        assert len(scores) == len(candidates) > 20
        assert np.isfinite(scores).all() and len(set(scores)) > 10
        turned = reranker.scores(question, candidates[::-1])
        assert turned[::-1] == pytest.approx(scores, abs=1e-4)

    def test_a_score_does_not_hang_on_the_other_candidates(
        self, reranker: Reranker, asked: tuple[QuestionWords, Sequence[Candidate]]
    ) -> None:
        question, candidates = asked
        alone = reranker.scores(question, candidates[3:4])
        assert alone == pytest.approx(reranker.scores(question, candidates)[3:4], abs=1e-4)

    def test_nothing_to_rank_gives_nothing(
        self, reranker: Reranker, asked: tuple[QuestionWords, Sequence[Candidate]]
    ) -> None:
        assert reranker.scores(asked[0], []) == []


def test_a_search_ranks_as_the_cross_encoder_says(sample_assistant: Assistant, saved: Path) -> None:
    made = sample_assistant
    chosen = CrossEncoderReranker(str(saved))
    search = Search(made.catalogue, Caches(made.catalogue), made.embedder, chosen)
    hits = search.search(QUESTION, made.reader, k=20)
    question = search.question_words(QUESTION, made.reader)
    candidates = read_candidates(
        made.catalogue, search.found(question, made.reader, search.scope(Filters(), made.reader)), made.reader
    )
    best = sorted(chosen.scores(question, candidates), reverse=True)[:20]
    assert [hit.score for hit in hits] == pytest.approx(best, abs=1e-4)


def test_a_reranker_that_is_not_on_the_machine_is_an_error_with_its_cure(tmp_path: Path) -> None:
    for name in ("nobody/no-such-reranker", str(tmp_path)):
        with pytest.raises(ModelError, match="give the folder of a saved"):
            CrossEncoderReranker(name)


def test_a_model_that_gives_more_than_one_number_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="3 numbers a pair"):
        CrossEncoderReranker(str(save_cross_encoder(tmp_path, labels=3)))


def test_the_setting_chooses_the_reranker(tmp_path: Path, saved: Path) -> None:
    paper = tmp_path / "oaks.txt"
    paper.write_text(
        "Parks Committee\n\n1. Oaks\nThe committee noted that forty oaks were planted.\n\n2. Elms\nNone.\n"
    )
    scores = []
    for chosen in (None, str(saved)):
        assistant = open_assistant(Settings(data=tmp_path / "data", reranker=chosen), create=True)
        ingest([paper], assistant.catalogue, assistant.embedder)
        scores.append([hit.score for hit in assistant.search.search("How many oaks?", assistant.reader)])
        assistant.close()
    assert scores[0] and scores[0] != scores[1]
