"""Which texts of a page may be unseen, by what else it draws: geometry and colours alone, nothing is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.drawn import Box, Kind, Thing

FAINT = 20
"""A difference in colour, of 255, that is too small to read by."""
_COVERED = 0.25  # share of a text's height that has to lie under a shape
_MOST_PAIRS = 4_000_000  # texts times shapes that are compared at a time

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Placed = Sequence[tuple[int, Thing]]
"""Things with their place in the order of drawing."""


def doubtful(things: Sequence[Thing]) -> list[Thing]:
    """The texts among all that a page draws, lowest first, that are invisible, about as dark as what they stand on, or
    under something. What draws nothing, as a space, is not among them."""
    texts = [(order, thing) for order, thing in enumerate(things) if thing.kind is Kind.TEXT and _has_area(thing.box)]
    shapes = [(order, thing) for order, thing in enumerate(things) if thing.kind is not Kind.TEXT]
    step = max(1, _MOST_PAIRS // max(1, len(shapes)))
    found: list[Thing] = []
    for start in range(0, len(texts), step):
        some = texts[start : start + step]
        doubts = _doubts(some, shapes)
        found += [thing for (_, thing), doubt in zip(some, doubts, strict=True) if doubt or not thing.painted]
    return found


def are_under(boxes: Sequence[Box], things: Sequence[Thing]) -> list[bool]:
    """Whether a good part of each of `boxes` lies under one of the things that are no text."""
    covers = _Table.of([(0, thing) for thing in things if thing.kind is not Kind.TEXT]).boxes
    return [bool(row.any()) for row in _overlap(np.array(boxes, dtype=np.float64).reshape(-1, 4), covers)]


@dataclass(frozen=True, slots=True)
class _Table:
    """Things in columns: `boxes` (n, 4), `colours` (n, 3; NaN for unknown) and their `order` of drawing (n,)."""

    boxes: Numbers
    colours: Numbers
    order: NDArray[np.int64]

    @classmethod
    def of(cls, things: Placed) -> "_Table":
        unknown = (np.nan, np.nan, np.nan)
        return cls(
            np.array([thing.box for _, thing in things], dtype=np.float64).reshape(-1, 4),
            np.array([thing.colour or unknown for _, thing in things], dtype=np.float64).reshape(-1, 3),
            np.array([order for order, _ in things], dtype=np.int64),
        )


def _doubts(some: Placed, all_shapes: Placed) -> Flags:
    """Whether each text differs too little from the topmost shape beneath it, or lies under a later one."""
    texts, shapes = _Table.of(some), _Table.of(all_shapes)
    if not all_shapes:
        return _near(texts.colours, 255.0)
    earlier = shapes.order[np.newaxis, :] < texts.order[:, np.newaxis]
    under = earlier & _hold(shapes.boxes, texts.boxes)
    highest = np.where(under, shapes.order, -1).argmax(axis=1)
    topmost: NDArray[np.int64] = np.where(under.any(axis=1), highest, len(shapes.order))
    grounds = np.vstack([shapes.colours, [[255.0, 255.0, 255.0]]])[topmost]  # the last one is the paper
    covered: Flags = np.asarray((~earlier & _overlap(texts.boxes, shapes.boxes)).any(axis=1))
    return covered | _near(texts.colours, grounds)


def _near(colours: Numbers, others: Numbers | float) -> Flags:
    """Whether colours (n, 3) cannot be told from others, or one of the two is not known."""
    differ: Flags = np.asarray(np.abs(colours - others).max(axis=1) >= FAINT)
    return ~differ


def _hold(shapes: Numbers, texts: Numbers) -> Flags:
    """Whether each of `shapes` (m, 4) holds the middle of each of `texts` (n, 4), as (n, m)."""
    x, y = (texts[:, :1] + texts[:, 2:3]) / 2, (texts[:, 1:2] + texts[:, 3:]) / 2
    across: Flags = (shapes[:, 0] <= x) & (x <= shapes[:, 2])
    up: Flags = (shapes[:, 1] <= y) & (y <= shapes[:, 3])
    return across & up


def _overlap(texts: Numbers, shapes: Numbers) -> Flags:
    """Whether each of `texts` (n, 4) lies for a good part of its height under each of `shapes` (m, 4), as (n, m)."""
    lower = np.maximum(texts[:, np.newaxis, :2], shapes[np.newaxis, :, :2])
    upper = np.minimum(texts[:, np.newaxis, 2:], shapes[np.newaxis, :, 2:])
    shared = upper - lower
    size = texts[:, 2:] - texts[:, :2]
    least = _COVERED * size.min(axis=1)[:, np.newaxis, np.newaxis]
    overlap: Flags = (shared > least).all(axis=2)
    return overlap


def _has_area(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]
