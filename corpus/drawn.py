"""What a page draws and says, as values, and where on the page it comes to stand."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

Point = tuple[float, float]
Segment = tuple[str, Point, bool]
"""A piece of a path: "move", "line" or "curve", where it leads, and whether the path then goes back to its start."""
_THICK = 3.5  # points; what is thicker is a shape, not a rule
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page's own space, whose origin is most often its lower left corner."""
Matrix = tuple[float, float, float, float, float, float]
"""The numbers a to f of a transformation matrix (ISO 32000-1, 8.3.3)."""


class Kind(Enum):
    """What a thing on a page is."""

    TEXT = "text"
    SHAPE = "shape"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a page draws.

    `key` tells a text from the others of its page; it is 0 for what is no text. `colour` is its fill (red, green,
    blue, each 0 to 255) where that is one opaque colour all over `box`. `size` is a text's font size in points where
    its box is thin, otherwise infinite. `painted` is False for text in the invisible mode (ISO 32000-1, 9.3.6).
    """

    kind: Kind
    box: Box
    key: int
    handle: Any
    colour: tuple[int, int, int] | None = None
    size: float = math.inf
    painted: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on a page as it is shown: `level` or upright, `at` a height or else a breadth, from `start` to
    `end`, in points."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a page's text: its index there (from 0), the `key` of the thing that draws it, and its box."""

    index: int
    key: int
    box: Box


@dataclass(frozen=True, slots=True)
class Look:
    """What looking a page over tells: the indexes of the letters `unseen` by anybody, whether the `whole` of it was
    looked at, and the share (0 to 1) of it that its largest `picture` takes up."""

    unseen: frozenset[int] = frozenset()
    whole: bool = True
    picture: float = 0.0


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text in the order of its library, unclean.

    `lost` is the share (0 to 1) of its characters that are left out because their font does not say what they are.
    `blank` says that the page shows nothing at all, `hidden` that words were left out because nobody sees them,
    `looked_over` that the whole page was searched for such words. `picture` is the share (0 to 1) of the page that its
    largest picture takes up.
    """

    text: str
    lost: float = 0.0
    blank: bool = False
    hidden: bool = False
    looked_over: bool = True
    picture: float = 0.0


def combined(inner: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that does first what `inner` does, then what `outer` does (ISO 32000-1, 8.3.4)."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    across = (a * outer[0] + b * outer[2], a * outer[1] + b * outer[3])
    up = (c * outer[0] + d * outer[2], c * outer[1] + d * outer[3])
    return (*across, *up, *moved(outer, e, f))


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where `matrix` brings a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved_box(matrix: Matrix | None, box: Box) -> Box:
    """The upright box around where `matrix` brings `box`."""
    if matrix is None:
        return box
    points = [moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def turned_box(box: Box, quarters: int) -> Box:
    """`box` on a page that is shown turned clockwise by so many quarters of a turn, about the origin."""
    left, bottom, right, top = box
    turns = (box, (bottom, -right, top, -left), (-right, -top, -left, -bottom), (-top, left, -bottom, right))
    return turns[quarters % 4]


def rule_along(box: Box) -> Rule | None:
    """The rule that a line or a thin shape in `box` draws; None where it is neither level nor upright, or a dot."""
    across, up = box[2] - box[0], box[3] - box[1]
    if min(across, up) > _THICK or max(across, up) < 2 * _THICK:
        return None
    if across >= up:
        return Rule(True, (box[1] + box[3]) / 2, box[0], box[2])
    return Rule(False, (box[0] + box[2]) / 2, box[1], box[3])


def sides_of(box: Box) -> list[Box]:
    """The four sides of a box, as boxes of no breadth or no height."""
    left, bottom, right, top = box
    return [
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    ]


def straight_lines(path: Iterable[Segment]) -> Iterator[tuple[Point, Point]]:
    """The two ends of each straight line of a path."""
    first = before = (0.0, 0.0)
    for kind, point, closes in path:
        if kind == "line":
            yield before, point
        first, before = (point if kind == "move" else first), point
        if closes:
            yield point, first


def box_around(one: Point, other: Point) -> Box:
    """The box between two corners, in whichever order."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def scale_of(matrix: Matrix) -> float:
    """How much larger `matrix` makes what it moves: the lesser of across and up."""
    a, b, c, d, _, _ = matrix
    return min(math.hypot(a, b), math.hypot(c, d))
