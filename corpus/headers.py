"""Which of a table's first rows are its header, told from what the cells say."""

import re
from collections.abc import Sequence

MAX_HEADER_CHARACTERS = 60
"""Of the words over one column, no more is kept."""
_MOST_ROWS = 5
_SHORT = 80  # characters, up to which a cell may be a header's
_VALUE = re.compile(
    r"(?:\d\s)?[-–+(~<>]*\s?[£$€]?\s?[-–+]?\d[\d,. ]*\s*(?:%|[mk]\b|bn|million|billion|p\b|days?|hours?)?\s*\)?",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(r"(?:19|20)\d\d|[£$€]'?0+'?s?|'?000'?s?", re.IGNORECASE)  # a year, a unit
_DATE = re.compile(r"\d[\d./-]*|\d{1,2} [A-Z][a-z]+(?: \d{4})?")
_PERIOD = re.compile(
    r"(?:q[1-4]|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ytd|year|"
    r"total)\b",
    re.IGNORECASE,
)

Cells = Sequence[str]


def values(row: Cells) -> int:
    """The number of cells of a row that are figures: amounts, shares, counts."""
    return sum(bool(_VALUE.fullmatch(cell)) and not _NO_VALUE.fullmatch(cell) for cell in row)


def is_label(row: Cells) -> bool:
    """Whether a row only names the group of rows below it."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and not values(filled) and len(filled[0]) <= 2 * _SHORT


def header_of(rows: Sequence[Cells], ruled: int | None = None) -> tuple[int, tuple[str, ...]]:
    """How many of the first `rows` are header rows or stand above them, and the header: an entry a column, empty where
    the table has none. `ruled` is the number of rows above a rule that parts them from the others, where one is drawn.
    """
    width = max(map(len, rows))
    titles = next((i for i, row in enumerate(rows) if len(list(filter(None, row))) > 1), 0)
    titles = titles if titles <= 2 and all(map(is_label, rows[:titles])) else 0
    count = ruled if ruled else titles + _header_rows(rows[titles:], width)
    if count <= titles or count >= len(rows):
        return 0, ()
    header = [_padded(row, width) for row in rows[titles:count]]
    for i in range(len(header) - 1):
        header[i] = _spread(header[i], header[i + 1])
    named = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*header, strict=True)]
    return count, tuple(name[:MAX_HEADER_CHARACTERS] for name in named)


def _header_rows(rows: Sequence[Cells], width: int) -> int:
    counted = [values(row) for row in rows]
    with_values = sum(map(bool, counted))
    if with_values >= 2 or (with_values and len(rows) <= 3):
        return _above_values(rows, counted)
    return int(_reads_as_header(rows, width))


def _above_values(rows: Sequence[Cells], counted: Sequence[int]) -> int:
    """The rows above the first one with figures: a header of several rows, or of one above rows without figures."""
    first = next(i for i, count in enumerate(counted) if count)
    if not first or any(len(cell) > 2 * _SHORT for cell in rows[0]):
        return 0
    top = 0
    for row in rows[:first]:
        if top and (is_label(row) and row[0]):
            break
        top += 1
    if top <= _MOST_ROWS and all(_is_continued(row) for row in rows[1:top]):
        return top
    return 1 if len(list(filter(None, rows[0]))) > 1 else 0


def _is_continued(row: Cells) -> bool:
    """Whether a row may be a further row of a header: short cells, its first one most often empty."""
    filled = [cell for cell in row if cell]
    return all(len(cell) <= _SHORT for cell in filled) and (
        not row[0] or sum(bool(_PERIOD.match(cell)) or len(cell) <= 25 for cell in filled) * 2 >= len(filled)
    )


def _reads_as_header(rows: Sequence[Cells], width: int) -> bool:
    """Whether the first row of a table without figures names its columns."""
    first, rest = rows[0], rows[1:]
    filled = [cell for cell in first if cell]
    if len(filled) < max(2, width * 2 / 3) or any(len(cell) > _SHORT or cell.endswith(".") for cell in filled):
        return False
    others = [row for row in rest if list(row) != list(first)]  # a header may be printed again on the next page
    if any(pair[0] == pair[1] for row in others for pair in zip(first, row, strict=False) if len(pair[0]) > 3):
        return False
    if any(map(_DATE.fullmatch, filled)):
        return False
    below = [cell for row in others for cell in row[1:] if cell]
    longer = sum(map(len, below)) >= 2 * len(below) * max(len(cell) for cell in filled[1:]) if below else False
    short = sum(map(len, filled)) * len(below) <= sum(map(len, below)) * len(filled)
    return (width >= 3 and (len(others) >= 2 or longer or (width > 3 and short))) or (
        longer and all(len(cell) <= 30 for cell in filled)
    )


def _spread(upper: Cells, lower: Cells) -> list[str]:
    """A header row whose cells span several columns of the row below: each column gets the words over it."""
    found, over = list(upper), ""
    for column, cell in enumerate(upper):
        if cell:
            over = cell if column else ""
        elif lower[column]:
            found[column] = over
        else:
            over = ""
    return found


def _padded(row: Cells, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]
