"""Learns which questions lean on the ones before them (`assistant.leaning`)."""

import random
from collections.abc import Sequence
from dataclasses import astuple

import numpy as np

from assistant.leaning import LEANING_SIGNS, leaning_signs
from eval.cases import Case
from eval.learning import Marks, Matrix, folds, learn_to_tell
from eval.tables import Table

MODEL = "leaning"
TIMES_FIRST = 4
"""How often each short first question is put after another one: people type more of them than practice sets have."""


def leaning_rows(sets: Sequence[Sequence[Case]]) -> tuple[Matrix, Marks]:
    """A row of signs (rows, signs) for each case, and whether it leans: follow-ups do; any other case is put after
    another one, drawn by a fixed seed, and does not."""
    drawn = random.Random(0)
    alone = [case for cases in sets for case in cases if not case.history]
    asked = [(case, case.history or (drawn.choice(alone).question,)) for cases in sets for case in cases]
    rows = [[*astuple(leaning_signs(case.question, before)), 1.0] for case, before in asked]
    return np.array(rows), np.array([bool(case.history) for case, _ in asked], dtype=np.bool_)


def learn_leaning(rows: Matrix, marks: Marks) -> Matrix:
    """Weights (signs,) under which a question more likely leans than not, follow-ups and others being as many."""
    counts = np.where(marks, 1 / max(1, marks.sum()), 1 / max(1, (~marks).sum()))
    return learn_to_tell(rows, marks, counts)


def named(weights: Matrix) -> dict[str, float]:
    """The weights by sign."""
    return {name: round(float(weight), 4) for name, weight in zip(LEANING_SIGNS, weights, strict=True)}


def leaning_table(rows: Matrix, marks: Marks, parts: int) -> Table:
    """How many of the cases not learned from were told apart."""
    leans = np.zeros(len(marks), dtype=np.bool_)
    for learned, held in folds(len(marks), parts):
        leans[held] = rows[held] @ learn_leaning(rows[learned], marks[learned]) > 0
    figures = (
        ("follow-ups read after what went before", f"{(leans & marks).sum()} of {marks.sum()}"),
        ("others read after something else", f"{(leans & ~marks).sum()} of {(~marks).sum()}"),
    )
    return Table("Questions that lean on the ones before", ("figure", "cases"), figures)
