"""Weights are learned from what is told, and judged on what was not."""

import json
from collections import Counter

import numpy as np
import pytest

from assistant.quotes import QUOTE_SIGNS
from assistant.refusal import ANSWER_MODELS
from eval.learning import Marks, Matrix, folds, learn_to_rank, learn_to_tell
from index.rerank import PASSAGE_SIGNS
from index.weights import FILE, read_weights

RANDOM = np.random.default_rng(7)
TRUE = np.array([3.0, -2.0, 0.0, 1.0])


def ranked_groups(count: int) -> list[tuple[Matrix, Marks]]:
    """Groups of 12 rows, of which the one with the best true score is the right one."""
    groups = []
    for _ in range(count):
        rows = RANDOM.normal(size=(12, 4))
        groups.append((rows, np.arange(12) == int((rows @ TRUE).argmax())))
    return groups


def test_ranking_finds_the_signs_that_matter() -> None:
    weights = learn_to_rank(ranked_groups(200), decay=0.001)
    judged = ranked_groups(200)
    right = sum(bool(marks[int((rows @ weights).argmax())]) for rows, marks in judged)
    assert right >= 190
    assert weights[0] > weights[3] > abs(weights[2])
    assert weights[1] < 0


def test_groups_without_a_right_row_change_nothing() -> None:
    groups = ranked_groups(20)
    idle = (np.zeros((5, 4)), np.zeros(5, dtype=np.bool_))
    assert np.allclose(learn_to_rank(groups), learn_to_rank([*groups, idle]))


def test_telling_right_from_wrong() -> None:
    rows = np.hstack([RANDOM.normal(size=(400, 2)), np.ones((400, 1))])
    marks = rows[:, 0] > 0.5
    weights = learn_to_tell(rows, marks, np.ones(400), decay=0.0005)
    said = rows @ weights > 0
    assert (said == marks).mean() > 0.95


def test_each_case_is_judged_once_and_never_learned_from_then() -> None:
    parts = list(folds(23, 5))
    assert Counter(i for _, held in parts for i in held) == Counter(range(23))
    for learned, held in parts:
        assert set(learned) | set(held) == set(range(23))
        assert not set(learned) & set(held)


@pytest.mark.parametrize(
    ("model", "signs"),
    [("passages", PASSAGE_SIGNS), ("quotes", QUOTE_SIGNS), *ANSWER_MODELS.items()],
)
def test_the_weights_in_use_are_those_of_the_signs_there_are(model: str, signs: tuple[str, ...]) -> None:
    assert tuple(json.loads(FILE.read_text())[model]) == signs
    assert np.abs(read_weights(model, signs)).sum() > 0
