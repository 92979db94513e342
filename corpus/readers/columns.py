"""Columns that no rule parts: the white that runs down between the words of a grid's cells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
Cell = list[int]

_WORDS_APART = 0.55  # of a letter's height: words that are further apart are not of one cell
_FIGURES_APART = 0.15  # figures are of one cell only where they are of one number
_BEGINS, _ENDS = frozenset("0123456789-+(£"), frozenset("0123456789)%")
_SAME_LINE = 4.0  # points
_LEAST_ROWS = 3
_MANY_LINES = 4  # lines a cell
_CROSSED = 0.2  # share of the rows that may run across the white between two columns, as headings do
_FILLED = 0.3  # share of the rows that have words in a column
_MOST_POINTS = 4_000


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page, and where they stand as it is shown, (n, 4): left, bottom, right, top; NaN where
    nothing is drawn."""

    signs: Sequence[str]
    boxes: Boxes

    def are_figures(self, left: int, right: int) -> bool:
        """Whether one character may end a figure, and the other begin one."""
        return self.signs[left][-1:] in _ENDS and self.signs[right][:1] in _BEGINS


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a grid's columns are parted within: for each column, the places from the left, in points."""

    cuts: Mapping[int, tuple[float, ...]]

    def divided(self, letters: Letters, column: int, cell: Cell) -> Iterator[tuple[int, int]]:
        """Each letter of a cell with the part of its column, from 0, that its words begin in."""
        cuts = self.cuts.get(column, ())
        for index, left in run_starts(letters, cell).items() if cuts else ((index, 0.0) for index in cell):
            yield int(np.searchsorted(cuts, left)), index


def parts_of(letters: Letters, cells: Mapping[tuple[int, int], Cell], xs: Sequence[float]) -> Parts:
    """Where the columns of a grid with edges `xs` are parted by white; `cells` are its letters by row and column."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for (_, column), cell in sorted(cells.items()):
        if max(letters.boxes[cell, 2]) <= xs[column + 1] + 2:  # a merged cell tells nothing of one column
            columns[column].append(cell)
    cuts = {}
    for column, found in columns.items():
        lines = [line for cell in found for line in _lines(letters, cell)]
        many = len(found) < _LEAST_ROWS or len(lines) > _MANY_LINES * len(found)  # perhaps no rules part its rows
        ways = [found, lines] if many else [found]
        cuts[column] = max((_cuts(letters, rows, xs[column]) for rows in ways), key=len)
    return Parts(cuts)


def run_starts(letters: Letters, cell: Cell) -> dict[int, float]:
    """For each letter of a cell, in order: where the run of words begins in which it stands, across the page."""
    found = dict.fromkeys(cell, 0.0)
    for left, _, indexes in runs(letters, cell):
        found |= dict.fromkeys(indexes, left + 1)
    return found


def runs(letters: Letters, cell: Cell) -> Iterator[tuple[float, float, Cell]]:
    """The stretches of a cell's lines in which letters stand no further apart than words of a text: left, right and
    the letters."""
    for line in _lines(letters, cell):
        run: Cell = []
        start = end = 0.0
        for index in sorted(line, key=lambda i: float(letters.boxes[i, 0])):
            left, bottom, right, top = letters.boxes[index].tolist()
            apart = _FIGURES_APART if run and letters.are_figures(run[-1], index) else _WORDS_APART
            if run and left > end + apart * (top - bottom):
                yield start, end, run
                run = []
            start, end = (start, max(end, right)) if run else (left, right)
            run.append(index)
        if run:
            yield start, end, run


def _lines(letters: Letters, cell: Cell) -> list[Cell]:
    lines: dict[int, Cell] = defaultdict(list)
    for index in cell:
        lines[round(letters.boxes[index, 1] / _SAME_LINE)].append(index)
    return list(lines.values())


def _cuts(letters: Letters, cells: Sequence[Cell], origin: float) -> tuple[float, ...]:
    """The middles of the white stripes between the words of a column's cells."""
    if len(cells) < _LEAST_ROWS:
        return ()
    height = float(np.median([letters.boxes[cell[0], 3] - letters.boxes[cell[0], 1] for cell in cells]))
    points = min(_MOST_POINTS, int(max(letters.boxes[cell, 2].max() for cell in cells) - origin) + 2)
    inked = np.zeros((len(cells), points), dtype=np.bool_)
    for row, cell in enumerate(cells):
        for left, right, _ in runs(letters, cell):
            inked[row, max(0, int(left - origin)) : max(0, int(right - origin)) + 1] = True
    white = inked.mean(axis=0) <= _CROSSED
    found: list[float] = []
    start = 0
    for left, right in _stripes(white):
        wide = right - left >= _WORDS_APART * height
        if wide and _filled(inked[:, start:left]) and _filled(inked[:, right:]):
            found.append(origin + (left + right) / 2)
            start = right
    return tuple(found)


def _stripes(white: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], white.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _filled(inked: NDArray[np.bool_]) -> bool:
    """Whether enough rows have words in a part."""
    rows = int(inked.any(axis=1).sum()) if inked.size else 0
    return rows >= 2 and rows >= _FILLED * len(inked)
