"""The tables of a paper: what stands in the rows, and which caption, header and labels each row needs from elsewhere.

Pure functions over text. A row is a line whose cells stand apart by tabs or pipes, or an HTML row; readers write the
tables of web pages, Word files and PDFs as lines with tabs. A table ends with its page; the next one goes on with its
header where it has as many columns and none of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.headers import header_of, is_label, values
from corpus.lines import Line, find_lines
from corpus.marks import plain
from corpus.table_lines import Span, TableLine, cells_in, html_lines, is_table_line, table_line
from corpus.types import Passage

MAX_CAPTION_CHARACTERS = 150
MAX_LABEL_CHARACTERS = 100
_NEAR = 3
"""Lines from a page's edge within which a table may go on from the page before, or to the next."""
_CAPTION = re.compile(r"(?:table|figure|appendix|annex|schedule)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]?|[•·▪◦*-])", re.IGNORECASE)
_NAMES_ITSELF = re.compile(r"[A-Z][\w ]{1,24}:\s*\S*\d")
"""A cell that says what its figure is ("Latest: 613"), and so not of what: the row above does."""
_PAGE_NUMBER = re.compile(r"\d{1,4}(?:\s*[-–]\s*\d{1,4})?|error! bookmark not defined\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the span from its first filled cell to its last, and the spans of these and the cells between, in order.

    `column` is that of its first filled cell, from 0. `group` names what the rows above it say of it too, outermost
    first: the label over a group of rows, the first cell that several rows share, what a row that names only its
    figures is of.
    """

    start: int
    end: int
    column: int
    cells: tuple[Span, ...]
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or its part on one page: the span of its lines, header lines included. `caption` may be empty.

    `header` has an entry a column, the words of all its header cells from the top; empty where there are none.
    `rows` leaves out header lines, labels and rows with fewer than two cells. `continues` says that it goes on from the
    page before.
    """

    start: int
    end: int
    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    continues: bool = False

    def header_over(self, row: Row) -> tuple[str, ...]:
        """The header of each of a row's cells, in order; empty strings where it has none."""
        padded = (*self.header, *[""] * (row.column + len(row.cells)))
        return padded[row.column : row.column + len(row.cells)]


def cells_of(passage: Passage) -> tuple[tuple[str, str], ...]:
    """Header and value of each filled cell of a passage that is a row, in order, as plain text; the header is empty
    where the table names none. Nothing for any other passage."""
    if not passage.header:
        return ()
    spans = cells_in(passage.text) if len(passage.header) > 1 else [(0, len(passage.text))]
    said = [plain(passage.text[start:end]) for start, end in spans]
    return tuple((header, cell) for header, cell in zip(passage.header, said, strict=True) if cell)


def find_tables(text: str, breaks: Sequence[int] = ()) -> list[Table]:
    """The tables of `text`, in order, a part a page. `breaks` are the offsets at which pages start."""
    lines = [line for line in find_lines(text, breaks) if line.text]
    html = html_lines(text)
    found: list[Table] = []
    for run, before in _runs(text, lines, html, frozenset(breaks)):
        table = _table(text, run, before)
        again = table and found and (not table.header or table.header == found[-1].header)
        if table and again and _goes_on(text, found[-1], table, breaks):
            first = found[-1].rows[-1].group if found[-1].rows else ()
            table = _table(text, run, before, found[-1], first)
        if table and (table.rows or table.header):
            found.append(table)
    return [table for table in found if table.rows]


def header_lines(text: str) -> tuple[Span, ...]:
    """The lines of cells above the first rows of the tables of `text`, without the white space around them: they tell
    nothing without a row."""
    above = [(table.start, table.rows[0].start) for table in find_tables(text)]
    return tuple(
        (line.begin, line.begin + len(line.text))
        for line in find_lines(text)
        if is_table_line(text[line.start : line.end])
        and any(top <= line.start and line.end <= row for top, row in above)
    )


def _runs(
    text: str, lines: Sequence[Line], html: Sequence[TableLine], breaks: frozenset[int]
) -> Iterator[tuple[list[TableLine], Line | None]]:
    """Lines of tables that follow each other on one page, with the line before them."""
    run: list[TableLine] = []
    before: Line | None = None
    inside = 0
    for i, line in enumerate(lines):
        if line.start < inside:
            continue
        row = next((one for one in html if one.start < line.end and line.start < one.end), None)
        inside = row.end if row else 0
        if row is None and (
            is_table_line(text[line.start : line.end]) or _labels(text, run, line, lines[i + 1 : i + 2])
        ):
            row = table_line(text, line)
        if run and (row is None or line.start in breaks or _apart(text, run, line)):
            if row is None and re.fullmatch(r"(?:\s|</?(?:table|tbody|thead)\b[^>]*>)*", line.text, re.IGNORECASE):
                continue
            yield run, before
            run = []
        if row is not None:
            if not run:
                before = lines[i - 1] if i and not any(lines[i - 1].start < b <= line.start for b in breaks) else None
            run.append(row)
    if run:
        yield run, before


def _apart(text: str, run: Sequence[TableLine], line: Line) -> bool:
    """Whether the lines between leave `line` out of the table above: more than an empty one, or after its legend."""
    empty = text.count("\n", run[-1].end, line.start) - 1
    return empty > (_NEAR if run[-1].rule else 1) or (empty > 0 and all(len(one.filled) < 2 for one in run))


def _labels(text: str, run: Sequence[TableLine], line: Line, following: Sequence[Line]) -> bool:
    """Whether a line without cells stands amid a table's lines as a label: an emptied row keeps no tabs."""
    return (
        bool(run and following)
        and run[-1].end + 1 == line.start
        and line.end + 1 == following[0].start
        and len(line.text) <= MAX_LABEL_CHARACTERS
        and not line.text.endswith((".", ":"))
        and is_table_line(text[following[0].start : following[0].end])
    )


def _table(
    text: str, run: Sequence[TableLine], before: Line | None, above: Table | None = None, group: tuple[str, ...] = ()
) -> Table | None:
    """The table that these lines make, which goes on from the one `above` if that is given; None for none."""
    ruled = next((i for i, line in enumerate(run) if line.rule), None)
    lines = [line for line in run if line.said and not line.rule]
    if not lines or _is_list(lines):
        return None
    top, header = header_of([line.said for line in lines], ruled or _bold_lines(lines))
    title = next((line.said[line.filled[0]] for line in lines[:top] if len(line.filled) == 1), "")
    again = lines[top - 1].said if header else None
    rows = tuple(_rows([line for line in lines[top:] if line.said != again], group))
    caption = _caption(before) or title
    if above is not None:
        return Table(lines[0].start, lines[-1].end, above.caption, above.header, rows, continues=True)
    if len(rows) + bool(header) < 2 or (not header and _is_form(lines)):
        return None
    return Table(lines[0].start, lines[-1].end, caption[:MAX_CAPTION_CHARACTERS], header, rows)


def _bold_lines(lines: Sequence[TableLine]) -> int | None:
    """The number of lines of two cells or more at the top that are all bold, where those below are not."""
    bold = [line.bold and len(line.filled) > 1 for line in lines]
    return 1 if len(bold) > 1 and bold[0] and sum(bold) * 2 <= len(bold) else None


def _is_list(lines: Sequence[TableLine]) -> bool:
    """Whether the lines only number, mark or page what they list."""
    width = max(len(line.said) for line in lines)
    told = [
        {c for c in line.filled if not _NUMBERING.fullmatch(line.said[c]) and not _PAGE_NUMBER.fullmatch(line.said[c])}
        for line in lines
    ]
    most = max(map(len, told))
    numbered = sum(bool(_NUMBERING.fullmatch(line.said[0])) for line in lines)
    paged = sum(bool(_PAGE_NUMBER.fullmatch(line.said[-1])) for line in lines if len(line.filled) > 1)
    return width < 2 or (
        most <= 1 and (2 * numbered > len(lines) or (2 * paged > len(lines) > 2 and _counts_up(lines)))
    )


def _is_form(lines: Sequence[TableLine]) -> bool:
    """Whether one or two lines of two cells only set names beside what they name, without any figure."""
    return len(lines) < 3 and all(len(line.said) == 2 and not values(line.said) for line in lines)


def _counts_up(lines: Sequence[TableLine]) -> bool:
    """Whether the last cells count up, as the pages of a list of contents do."""
    pages = [int(found[0]) for line in lines if (found := re.search(r"\d{1,4}", line.said[-1]))]
    return len(pages) > 1 and pages == sorted(pages)


def _rows(lines: Sequence[TableLine], group: tuple[str, ...]) -> Iterator[Row]:
    """The rows with two cells or more, each with what the rows above say of it."""
    label, shared = (group[0] if group else ""), (group[1] if len(group) > 1 else "")
    above = ""
    for line in lines:
        filled = line.filled
        if is_label(line.said):
            label, shared = line.said[filled[0]], ""
            continue
        if len(filled) < 2 and not (filled and line.said[0] and values(line.said)):
            continue
        first = line.said[0]
        if first and not _NAMES_ITSELF.match(first):
            shared, above = (first if not values((first,)) else ""), first
        names = [name for name in (label, "" if first else shared) if 0 < len(name) <= MAX_LABEL_CHARACTERS]
        if above and _NAMES_ITSELF.match(first):
            names.append(above[:MAX_CAPTION_CHARACTERS])
        yield _row(line, tuple(names))


def _row(line: TableLine, group: tuple[str, ...]) -> Row:
    first, last = line.filled[0], line.filled[-1]
    cells = line.cells[first : last + 1]
    return Row(cells[0][0], cells[-1][1], first, cells, group)


def _caption(before: Line | None) -> str:
    """The caption that the line before a table is, or nothing."""
    if before is None or len(before.text) > MAX_CAPTION_CHARACTERS:
        return ""
    words = plain(before.text)
    if _CAPTION.match(words):
        return words
    return "" if before.full or words.endswith((".", ",", ";")) or not words[:1].isupper() else words.rstrip(":")


def _goes_on(text: str, above: Table, table: Table, breaks: Sequence[int]) -> bool:
    """Whether `table`, at the top of a page, goes on from `above`, at the foot of the page before."""
    between = [b for b in breaks if above.end <= b <= table.start]
    if len(between) != 1 or not above.header:
        return False
    foot, head = text[above.end : between[0]], text[between[0] : table.start]
    if max(len(foot.split("\n")), len(head.split("\n"))) > _NEAR + 2 or len(foot) + len(head) > 400:
        return False
    columns = max(row.column + len(row.cells) for row in table.rows) if table.rows else 0
    return len(above.header) - (len(above.header) > 4) <= columns <= len(above.header)
