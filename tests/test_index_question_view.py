"""A question and its words are seen as learned, for the model it was learned for alone."""

import numpy as np
import pytest

from assistant.bootstrap import Assistant
from index.embedder import SentenceTransformerEmbedder
from index.hashing import HashingEmbedder
from index.question_view import QuestionView, WordView, question_view
from index.types import Vectors


@pytest.fixture(scope="module")
def view() -> QuestionView:
    found = question_view(SentenceTransformerEmbedder().name)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def words_view(view: QuestionView) -> WordView:
    assert view.words is not None
    return view.words


def some_words(count: int) -> Vectors:
    drawn = np.random.default_rng(5).normal(size=(count, 384))
    unit: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return unit


def test_another_model_s_questions_stay_as_they_are() -> None:
    assert question_view(HashingEmbedder().name) is None


def test_words_keep_unit_length_and_weights_sum_to_one(words_view: WordView) -> None:
    words = some_words(9)
    assert np.allclose(np.linalg.norm(words_view.vectors(words), axis=1), 1, atol=1e-5)
    weights = words_view.weights(words, np.full(9, 1 / 9, dtype=np.float32))
    assert weights.min() > 0
    assert weights.sum() == pytest.approx(1, abs=1e-5)


def test_a_question_and_its_words_are_turned_a_little_and_not_away(view: QuestionView, words_view: WordView) -> None:
    encoding = SentenceTransformerEmbedder().encode(["Who seconded the motion on the recycling centre?"])[0]
    whole = encoding.vector[np.newaxis, :]
    assert view.whole is not None
    for plain, seen in (
        (encoding.vectors, words_view.vectors(encoding.vectors)),
        (whole, view.whole.vectors(whole)),
    ):
        cosines = (seen * plain).sum(axis=1)
        assert 0.7 < cosines.min() <= cosines.max() < 0.9999


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


def test_a_rarer_word_weighs_more(words_view: WordView) -> None:
    words = np.repeat(some_words(1), 2, axis=0)
    rare, common = words_view.weights(words, np.array([0.8, 0.2], dtype=np.float32))
    assert rare > common
