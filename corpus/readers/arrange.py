"""The letters of a page in reading order where it has tables: a row a line, its cells apart by tabs.

Everything else stays as it is. Pure functions over letters and where they stand.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from corpus.readers.columns import Letters, Parts, parts_of, run_starts
from corpus.readers.grids import Grid
from corpus.readers.heads import head_of

Sign = tuple[str, int]
"""A character, and its index among the page's letters; -1 for one that is put in."""
Cell = list[int]
Rows = list[dict[tuple[int, int], Cell]]
"""The letters of a table's cells, row by row, by column: that of the grid, and the part of it."""

_MOST_IN_CELL = 1_500  # characters; with more in one cell a grid lays prose out
_HYPHENS = "\u0002\ufffe\u00ad"
_FIGURE = re.compile(r"[-+(]?[£$€]?[\d.,]*\d[\d.,]*[%mk)]*|-|–|n/a", re.IGNORECASE)
_MOST_FIGURES = 0.6  # share of the lines of a row's cells from which lines are rows
_MANY_COLUMNS = 15
_HEAD = 80.0  # points above a grid, in which the header may stand that its rules leave out
_MANY = 3  # times as many rows as rules part
_ALL_FIGURES = 0.95  # the same share where there are two lines
_SAME_LINE = 3.0  # points


def arranged(letters: Letters, grids: Sequence[Grid]) -> list[Sign] | None:
    """The characters of a page, those of the tables that stand in `grids`, largest first, row by row; None where there
    are no tables."""
    signs = letters.signs
    owners = np.full(len(signs), -1, dtype=np.int64)
    tables: list[Rows] = []
    for grid in grids:
        rows = _table(letters, grid, owners)
        if rows:
            for row in rows:
                for cell in row.values():
                    owners[cell] = len(tables)
            tables.append(rows)
    return list(_written(signs, _closed(letters, owners), tables)) if tables else None


def _table(letters: Letters, grid: Grid, owners: NDArray[np.int64]) -> Rows:
    """The rows of the table in one grid, of letters that are in no other; none where it holds no table."""
    ys = (letters.boxes[:, 1] + letters.boxes[:, 3]) / 2
    beside = np.flatnonzero((owners < 0) & (grid.ys[-1] <= ys) & (ys <= grid.ys[0]))
    rows = _rows(letters, grid, beside)
    if len(rows) >= _MANY * len(grid.owners):  # no rules part its rows: what is written beside it goes with them
        wider = grid.widened(float(letters.boxes[beside, 0].min()), float(letters.boxes[beside, 2].max()))
        rows = _rows(letters, wider, beside, most=len(letters.signs))
    columns = {column for row in rows for column in row}
    if len(columns) < 2 or sum(len(row) > 1 for row in rows) < 2:
        return []
    if len(columns) > _MANY_COLUMNS and not _figures(letters, rows):
        return []  # words that are marked, not columns
    above = np.flatnonzero((owners < 0) & (ys > grid.ys[0]) & (ys <= grid.ys[0] + _HEAD))
    head = head_of(letters, rows, above[np.argsort(ys[above], kind="stable")].tolist(), grid.ys[0])
    return [head, *rows] if head else rows


def _figures(letters: Letters, rows: Rows) -> bool:
    """Whether a good part of a table's cells are figures."""
    said = ["".join(letters.signs[i] for i in cell) for row in rows for cell in row.values()]
    return sum(bool(_FIGURE.fullmatch(cell)) for cell in said) >= 0.2 * len(said)


def _rows(letters: Letters, grid: Grid, indexes: NDArray[np.int64], most: int = _MOST_IN_CELL) -> Rows:
    """The letters with `indexes` that stand in a grid, row by row; none where a cell has more than `most`."""
    cells: dict[tuple[int, int], Cell] = defaultdict(list)
    for index in indexes.tolist():
        left, bottom, right, top = letters.boxes[index].tolist()
        place = grid.place((left + right) / 2, (bottom + top) / 2)
        if place and letters.signs[index]:
            cells[place].append(index)
    if max(map(len, cells.values()), default=0) > most:
        return []
    cells = _unmerged(letters, cells, grid)
    parts = parts_of(letters, cells, grid.xs)
    rows: Rows = []
    for _, members in groupby(sorted(cells), key=lambda place: place[0]):
        rows += _as_lines(letters, _parted(letters, {place[1]: cells[place] for place in members}, parts))
    return rows


def _unmerged(letters: Letters, cells: dict[tuple[int, int], Cell], grid: Grid) -> dict[tuple[int, int], Cell]:
    """The cells, the words of those across several columns put into the columns in which they begin."""
    found: dict[tuple[int, int], Cell] = defaultdict(list)
    for (row, column), cell in cells.items():
        several = len({grid.column((letters.boxes[i, 0] + letters.boxes[i, 2]) / 2) for i in cell}) > 1
        for index, left in run_starts(letters, cell).items() if several else ((index, 0.0) for index in cell):
            found[row, grid.column(left) if several else column].append(index)
    return found


def _parted(letters: Letters, row: dict[int, Cell], parts: Parts) -> dict[tuple[int, int], Cell]:
    """A row with its cells divided into the parts of their columns."""
    found: dict[tuple[int, int], Cell] = defaultdict(list)
    for column, cell in row.items():
        for part, index in parts.divided(letters, column, cell):
            found[column, part].append(index)
    return found


def _as_lines(letters: Letters, row: dict[tuple[int, int], Cell]) -> Rows:
    """A row as it is; or as one a line where its cells are columns of figures whose rows no rules part."""
    lines = {column: list(_lines(letters, cell)) for column, cell in row.items()}
    told = ["".join(letters.signs[i] for i in line) for column in sorted(lines)[1:] for _, line in lines[column]]
    figures = sum(bool(_FIGURE.fullmatch(said)) for said in told)
    most = max(map(len, lines.values()))
    enough = _MOST_FIGURES if most > 2 else _ALL_FIGURES
    if sum(1 < len(found) >= most - 2 for found in lines.values()) < 2 or figures < enough * len(told):
        return [row]
    heights = sorted({height for found in lines.values() for height, _ in found}, reverse=True)
    levels = [y for i, y in enumerate(heights) if not i or heights[i - 1] - y > _SAME_LINE]
    found: list[dict[tuple[int, int], Cell]] = [defaultdict(list) for _ in levels]
    for column, members in lines.items():
        for height, line in members:
            level = min(range(len(levels)), key=lambda i: abs(levels[i] - height))
            found[level][column] += line
    return [dict(one) for one in found if one]


def _lines(letters: Letters, cell: Cell) -> Iterator[tuple[float, Cell]]:
    """The lines of a cell, each with its height on the page."""
    line: Cell = []
    for index in cell:
        if line and abs(letters.boxes[index, 1] - letters.boxes[line[0], 1]) > _SAME_LINE:
            yield float(letters.boxes[line[0], 1]), line
            line = []
        line.append(index)
    if line:
        yield float(letters.boxes[line[0], 1]), line


def _closed(letters: Letters, owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """The table of each sign, -1 for none; what is not drawn belongs with what stands before and after it."""
    found = owners.copy()
    drawn = np.flatnonzero(~np.isnan(letters.boxes[:, 0]))
    for left, right in zip(drawn[:-1].tolist(), drawn[1:].tolist(), strict=True):
        if right - left > 1 and owners[left] == owners[right]:
            found[left + 1 : right] = owners[left]
    return found


def _written(signs: Sequence[str], owners: NDArray[np.int64], tables: Sequence[Rows]) -> Iterator[Sign]:
    """Every sign, the tables' where the first of it stands."""
    before, open_line = -1, False
    written: set[int] = set()
    for index, (sign, owner) in enumerate(zip(signs, owners.tolist(), strict=True)):
        if owner < 0:
            if not (before >= 0 and sign.isspace()):  # a table ends its last line itself
                yield sign, index
                before, open_line = -1, not sign.endswith("\n")
        elif owner not in written:
            written.add(owner)
            if open_line:
                yield "\n", -1
            yield from _table_signs(signs, tables[owner])
            before, open_line = owner, False


def _table_signs(signs: Sequence[str], rows: Rows) -> Iterator[Sign]:
    """The rows as lines with tabs between the cells."""
    columns = sorted({column for row in rows for column in row})
    for row in rows:
        last = columns.index(max(row))
        for place, column in enumerate(columns[: last + 1]):
            if place:
                yield "\t", -1
            yield from _in_one_line(signs, row.get(column, []))
        yield "\n", -1


def _in_one_line(signs: Sequence[str], cell: Cell) -> Iterator[Sign]:
    """The words of a cell, a blank wherever its letters leave signs out or go back; none after the mark of a hyphen.
    One that ends the cell is a hyphen itself."""
    before = cell[0] if cell else 0
    for index in cell:
        between = "".join(signs[before + 1 : index])
        apart = index < before or bool(between)
        if apart and not (signs[before] in _HYPHENS and between.isspace()):
            yield " ", -1
        yield ("-" if index == cell[-1] and signs[index] in _HYPHENS else signs[index]), index
        before = index
