"""The grids that a page's rules draw: where rows and columns of its tables lie, merged cells too. Geometry alone."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.drawn import Rule

MAX_RULES = 3_000  # of a page; with more it is a picture drawn of lines
_MOST_CELLS = 20_000
_NEAR = 3.0  # points, up to which two rules are one, or meet
_ROW_SHARE = 0.25  # of a grid's breadth that the rule between two rows takes up
_COLUMN_SHARE, _TALL = 0.1, 40.0  # of its height, and points, one of which the rule between two columns takes up
_LEAST = 8.0  # points that a rule of a table is long, all its pieces together


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid: the edges of its columns `xs`, from the left, and of its rows `ys`, from the top, in points. `owners`
    (rows, columns) numbers the cells; the parts of a merged one have the same number."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: NDArray[np.int64]

    def column(self, x: float) -> int:
        """The column, from 0, that holds a place across the page; -1 or their number outside."""
        return bisect_right(self.xs, x) - 1

    def widened(self, left: float, right: float) -> "Grid":
        """The grid with a column more on each side where `left` or `right` lies outside."""
        before, after = left < self.xs[0] - _NEAR, right > self.xs[-1] + _NEAR
        xs = (*([left] if before else []), *self.xs, *([right] if after else []))
        rows, columns = len(self.ys) - 1, len(xs) - 1
        owners = np.arange(rows * columns, dtype=np.int64).reshape(rows, columns)
        for row, column in np.ndindex(self.owners.shape):
            first, home = divmod(int(self.owners[row, column]), self.owners.shape[1])
            owners[row, column + before] = first * columns + home + before
        return Grid(xs, self.ys, owners)

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column, from 0, of the cell that holds a point, of a merged one its first; None outside."""
        column, row = self.column(x), bisect_right(self.ys, -y, key=lambda edge: -edge) - 1
        rows, columns = self.owners.shape
        if not (0 <= column < columns and 0 <= row < rows):
            return None
        first, left = divmod(int(self.owners[row, column]), columns)
        return first, left


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of two rows and two columns or more that the rules of a page make, largest first."""
    if not 4 <= len(rules) <= MAX_RULES:
        return []
    across = _joined([rule for rule in rules if rule.level])
    down = _joined([rule for rule in rules if not rule.level])
    grids = [_grid(*group) for group in _crossing(across, down)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: -_area(grid))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with those that lie on one line, or go on from each other, made one."""
    found: list[Rule] = []
    for line in _lines(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in line) / len(line)
        current: Rule | None = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if current is not None and rule.start <= current.end + _NEAR:
                current = Rule(rule.level, at, current.start, max(current.end, rule.end))
                continue
            if current is not None:
                found.append(current)
            current = Rule(rule.level, at, rule.start, rule.end)
        if current is not None:
            found.append(current)
    return [rule for rule in found if rule.end - rule.start >= _LEAST]


def _lines(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[0].at > _NEAR:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _crossing(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together."""
    if not across or not down:
        return
    one, two = (np.array([(r.at, r.start - _NEAR, r.end + _NEAR) for r in rules]) for rules in (across, down))
    meet = (one[:, np.newaxis, 1] <= two[:, 0]) & (two[:, 0] <= one[:, np.newaxis, 2])
    meet &= (two[:, 1] <= one[:, np.newaxis, 0]) & (one[:, np.newaxis, 0] <= two[:, 2])
    left = set(range(len(across)))
    while left:
        rows, columns, new = set[int](), set[int](), {left.pop()}
        while new:
            rows |= new
            columns |= set(np.flatnonzero(meet[sorted(new)].any(axis=0)).tolist())
            new = set(np.flatnonzero(meet[:, sorted(columns)].any(axis=1)).tolist()) - rows if columns else set()
        left -= rows
        if len(rows) >= 2 and columns:
            yield [across[row] for row in sorted(rows)], [down[column] for column in sorted(columns)]


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    """The grid of rules that hang together; a side that no rule closes is where the rules across it end."""
    tall = max(r.end for r in down) - min(r.start for r in down)
    down = _long(down, min(_COLUMN_SHARE * tall, _TALL))
    if not down:
        return None
    xs = _edges([r.at for r in down], min(r.start for r in across), max(r.end for r in across))
    long = _long(across, _ROW_SHARE * (xs[-1] - xs[0]))
    if len(long) < 2:
        return None
    ys = _edges([r.at for r in long], min(r.start for r in down), max(r.end for r in down))[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    middles_y = np.array([(top + bottom) / 2 for top, bottom in pairwise(ys)])
    middles_x = np.array([(left + right) / 2 for left, right in pairwise(xs)])
    parted_left = np.stack([_ruled(down, x, middles_y) for x in xs[:-1]], axis=1)
    parted_above = np.stack([_ruled(across, y, middles_x) for y in ys[:-1]], axis=0)
    return Grid(tuple(xs), tuple(ys), _owners(parted_left, parted_above))


def _long(rules: Sequence[Rule], least: float) -> list[Rule]:
    """The rules that are so long, together with those on one line with them."""
    lengths: dict[float, float] = defaultdict(float)
    for rule in rules:
        lengths[rule.at] += rule.end - rule.start
    return [rule for rule in rules if lengths[rule.at] >= least]


def _edges(places: Sequence[float], low: float, high: float) -> list[float]:
    found = sorted(set(places))
    if low < found[0] - 2 * _NEAR:
        found.insert(0, low)
    if high > found[-1] + 2 * _NEAR:
        found.append(high)
    return found


def _ruled(rules: Sequence[Rule], at: float, middles: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a rule at `at` passes each of `middles`."""
    found = np.zeros(len(middles), dtype=np.bool_)
    for rule in rules:
        if abs(rule.at - at) < 0.01:
            found |= (rule.start <= middles) & (middles <= rule.end)
    return found


def _owners(parted_left: NDArray[np.bool_], parted_above: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Each cell's number: that of its merged cell's first part, `row * columns + column`."""
    rows, columns = parted_left.shape
    owners = np.arange(rows * columns, dtype=np.int64).reshape(rows, columns)
    for row in range(rows):
        for column in range(columns):
            if column and not parted_left[row, column]:
                owners[row, column] = owners[row, column - 1]
            elif row and not parted_above[row, column]:
                owners[row, column] = owners[row - 1, column]
    return owners


def _area(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1])
