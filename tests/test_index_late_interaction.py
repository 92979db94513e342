"""Late interaction over many passages at once, held against one that looks at them word by word."""

from itertools import pairwise

import numpy as np
import pytest

from assistant.bootstrap import Assistant
from index.candidates import Candidate, read_candidates
from index.late_interaction import ABOVE_SHARE, AFTER_SHARE, BEFORE_SHARE, CELL_CHARACTERS, Cells, similarities
from index.question import QuestionWords
from index.rerank import passage_signs
from index.tokens import Tokens
from index.types import Filters

QUESTION = "How many tenders for Larchfield did Cabinet receive on 15 July 2025?"
AXES = np.eye(2, dtype=np.float32)


def tokens(starts: list[int], directions: list[int]) -> Tokens:
    """Words of two characters at `starts`, each along one of two axes."""
    vectors = (AXES[directions] * 127).astype(np.int8)
    at = np.array(starts, dtype=np.int32)
    scales = np.full(len(starts), 1 / 127, dtype=np.float16)
    return Tokens.unpack(Tokens(np.array(directions, dtype=np.int32), at, at + 2, scales, vectors).pack())


def near_word_by_word(question: QuestionWords, candidate: Candidate) -> float:
    """The best window's score: each word of the question with each word that it may count, one at a time."""

    def cosine(word: int, held: Tokens, row: int) -> float:
        unit = held.vectors[row].astype(np.float64) * float(held.scales[row])
        return float(question.vectors[word].astype(np.float64) @ unit)

    def counted(word: int, held: Tokens | None, share: float, above: bool) -> list[float]:
        if held is None:
            return []
        return [share * cosine(word, held, row) for row, start in enumerate(held.starts) if (start < 0) == above]

    own = candidate.tokens
    scores = []
    for begin in range(0, len(candidate.text) + 1, CELL_CHARACTERS):
        inside = [row for row, start in enumerate(own.starts) if begin <= start < begin + 2 * CELL_CHARACTERS]
        best = [
            max(
                [cosine(word, own, row) for row in inside]
                + counted(word, own, ABOVE_SHARE, above=True)
                + counted(word, candidate.before, BEFORE_SHARE, above=False)
                + counted(word, candidate.after, AFTER_SHARE, above=False),
                default=-1.0,
            )
            for word in range(len(question.weights))
        ]
        scores.append(float(np.dot(question.weights, best)))
    return max(scores)


@pytest.fixture(scope="module")
def asked(sample_assistant: Assistant) -> tuple[QuestionWords, list[Candidate]]:
    search, reader = sample_assistant.search, sample_assistant.reader
    question = search.question_words(QUESTION, reader)
    found = search.found(question, reader, search.scope(Filters(), reader))[:12]
    return question, read_candidates(sample_assistant.catalogue, found, reader)


def test_the_best_window_is_that_of_a_look_word_by_word(asked: tuple[QuestionWords, list[Candidate]]) -> None:
    question, candidates = asked
    assert sum(one.before is not None for one in candidates) > 5
    near = [signs.near for signs in passage_signs(question, candidates)]
    assert near == pytest.approx([near_word_by_word(question, one) for one in candidates], abs=1e-3)


def test_the_share_of_pairs_of_words_is_that_of_a_count(asked: tuple[QuestionWords, list[Candidate]]) -> None:
    question, candidates = asked
    sought = set(pairwise(question.pieces.tolist()))
    for one, signs in zip(candidates, passage_signs(question, candidates), strict=True):
        held = one.tokens.pieces.tolist()
        assert signs.phrases == pytest.approx(len(sought & set(pairwise(held))) / len(sought))


def test_a_window_begins_where_the_words_stand_and_a_passage_without_words_has_none() -> None:
    far = tokens([-9, 10, 2_000], [0, 0, 1])  # a heading, and two words far apart
    only_heading, nothing = tokens([-9], [0]), tokens([], [])
    cells = Cells.of(AXES, [far, nothing, only_heading])
    assert cells.above()[:, 0] == pytest.approx([ABOVE_SHARE, 0], abs=1e-3)
    assert cells.within()[:, 0] == pytest.approx([1, 1], abs=1e-3)
    assert (cells.within()[:, 1:] == -1).all()
    nowhere = np.full((2, 3), -1.0, dtype=np.float32)
    even = np.array([0.5, 0.5], dtype=np.float32)
    (score, begin), *others = cells.best_windows(even, nowhere)
    assert score == pytest.approx(0.5, abs=1e-3) and begin == 0
    assert others == [(-1.0, 0), (-1.0, 0)]
    (score, begin), *_ = cells.best_windows(even, cells.above())
    assert score == pytest.approx((ABOVE_SHARE + 1) / 2, abs=1e-3)
    assert begin <= 2_000 < begin + 2 * CELL_CHARACTERS


def test_more_words_than_are_looked_at_in_one_go_have_the_same_cosines() -> None:
    directions = np.random.default_rng(3).integers(0, 2, 5_000).tolist()
    held = [tokens(list(range(5_000)), directions), tokens([], []), tokens([0, 5], [1, 0])]
    first, none, last = similarities(AXES, held)
    assert first == pytest.approx(AXES[directions].T, abs=1e-3)
    assert none.shape == (2, 0)
    assert last == pytest.approx(AXES[[1, 0]].T, abs=1e-3)
