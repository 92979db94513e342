"""The header of a table that stands above its rules: lines whose words keep to the columns below."""

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.readers.columns import Cell, Letters, runs

Column = tuple[int, int]

_LEAST = 2 / 3  # of the columns have words in a header
_LINE_GAP = 1.0  # of a line's height, up to which lines stand together
_FIGURE = re.compile(r"[-+(]?[£$€]?\d[\d,.]*%?[mk)]?")


def head_of(
    letters: Letters, rows: Sequence[dict[Column, Cell]], above: Sequence[int], top: float
) -> dict[Column, Cell]:
    """The header that stands right above a table of figures at height `top`, by column; empty where none does.

    `above` are the letters over the table, from the lowest. Its first row must not be a header itself.
    """
    first = ["".join(letters.signs[i] for i in cell) for column, cell in rows[0].items() if column != min(rows[0])]
    if not any(map(_FIGURE.fullmatch, first)):
        return {}
    extents = _extents(letters, rows)
    found: dict[Column, Cell] = defaultdict(list)
    floor = top
    for line in _lines(letters, above):
        bottom = min(letters.boxes[i, 1] for i in line)
        height = max(letters.boxes[i, 3] for i in line) - bottom
        placed = [(_column(extents, left, right), indexes) for left, right, indexes in runs(letters, line)]
        if bottom - floor > _LINE_GAP * height or any(column is None for column, _ in placed):
            break
        for column, indexes in placed:
            if column is not None:
                found[column] = [*indexes, *found[column]]
        floor = bottom + height
    return {column: sorted(cell) for column, cell in found.items()} if len(found) >= _LEAST * len(extents) else {}


def _extents(letters: Letters, rows: Sequence[dict[Column, Cell]]) -> dict[Column, tuple[float, float]]:
    """Left and right of what stands in each column."""
    cells: dict[Column, Cell] = defaultdict(list)
    for row in rows:
        for column, cell in row.items() if len(row) > 1 else ():
            cells[column] += cell
    boxes = letters.boxes
    return {column: (float(boxes[cell, 0].min()), float(boxes[cell, 2].max())) for column, cell in cells.items()}


def _lines(letters: Letters, indexes: Sequence[int]) -> list[Cell]:
    """Letters in lines, the lowest first."""
    found: list[Cell] = []
    for index in indexes:
        middle = (letters.boxes[index, 1] + letters.boxes[index, 3]) / 2
        if found and middle < letters.boxes[found[-1][0], 3]:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _column(extents: dict[Column, tuple[float, float]], left: float, right: float) -> Column | None:
    """The one column over which words stand; None where they stand over several, or over none."""
    shared = {column: min(right, end) - max(left, start) for column, (start, end) in extents.items()}
    over = [column for column, width in shared.items() if width > 0.25 * min(right - left, _width(extents[column]))]
    return over[0] if len(over) == 1 else None


def _width(extent: tuple[float, float]) -> float:
    return extent[1] - extent[0]
