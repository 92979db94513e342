"""The lines of tables: rows whose cells stand apart by tabs or pipes, and rows written as HTML."""

import re
from dataclasses import dataclass

from corpus.lines import Line
from corpus.marks import plain

Span = tuple[int, int]

_MOST_HTML = 20_000  # characters of one HTML row
_HTML_ROW = re.compile(rf"<tr\b[^>]*>(?:(?!</?tr\b)[\s\S]){{1,{_MOST_HTML}}}</tr>", re.IGNORECASE)
_HTML_CELLS = re.compile(r"</t[dh]>\s*<t[dh]\b[^>]*>", re.IGNORECASE)
_HTML_OPENS = re.compile(r"\s*<(?:tr|td|th)\b[^>]*>\s*", re.IGNORECASE)
_HTML_CLOSES = re.compile(r"(?:\s|</t[drh]>)+$", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=-]+")
_BOLD = re.compile(r"(?:<p>)?(?:\*\*.+\*\*|<(b|strong)>.+</\1>)(?:</p>)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table: its span, the spans of its cells, and what they say as plain text. `rule` is a line that only
    parts others ("---|---"), `bold` one whose cells are all bold."""

    start: int
    end: int
    cells: tuple[Span, ...]
    said: tuple[str, ...]
    rule: bool = False
    bold: bool = False

    @property
    def filled(self) -> list[int]:
        """The columns, from 0, of the cells that say something."""
        return [column for column, cell in enumerate(self.said) if cell]


def is_table_line(line: str) -> bool:
    """Whether a line has cells: apart by tabs, or by pipes."""
    return "\t" in line or len(_PIPE.findall(line)) >= 2


def cells_in(text: str) -> list[Span]:
    """The spans (from 0) of the cells of one row, in order, white space left out."""
    if "\t" in text:
        edges = [found.span() for found in re.finditer("\t", text)]
    elif "</t" in text.lower():
        edges = [found.span() for found in _HTML_CELLS.finditer(text)]
    else:
        edges = [found.span() for found in _PIPE.finditer(text)]
    starts, ends = [0, *(end for _, end in edges)], [*(start for start, _ in edges), len(text)]
    return [_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True)]


def table_line(text: str, line: Line) -> TableLine:
    """A line of `text` as a line of a table, whatever it holds."""
    raw = text[line.start : line.end]
    cells = [(line.start + start, line.start + end) for start, end in cells_in(raw)]
    if "\t" not in raw and raw.strip().startswith("|"):
        cells = cells[1:]
    if "\t" not in raw and raw.strip().endswith("|"):
        cells = cells[:-1]
    rule = "-" in raw and bool(_RULE.fullmatch(raw))
    return _table_line(text, (line.start, line.end), cells, rule)


def html_lines(text: str) -> list[TableLine]:
    """The rows written as HTML, in order."""
    found = []
    for match in _HTML_ROW.finditer(text) if "<tr" in text.lower() else ():
        start, end = match.span()
        while opens := _HTML_OPENS.match(text, start, end):
            start = opens.end()
        inner = _HTML_CLOSES.sub("", text[start:end])
        cells = [(start + left, start + right) for left, right in cells_in(inner)]
        found.append(_table_line(text, match.span(), cells))
    return found


def _table_line(text: str, span: Span, cells: list[Span], rule: bool = False) -> TableLine:
    raw = [text[start:end] for start, end in cells]
    bold = all(_BOLD.fullmatch(cell) for cell in raw if cell)
    return TableLine(*span, tuple(cells), tuple(map(plain, raw)), rule, bold)


def _trimmed(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    stripped = raw.strip()
    start += len(raw) - len(raw.lstrip()) if stripped else 0
    return start, start + len(stripped)
