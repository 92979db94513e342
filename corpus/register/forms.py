"""Forms laid out as tables of two columns: what each row asks for, and what is filled in."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lines import Line
from corpus.register.types import Span
from corpus.table_lines import is_table_line, table_line

_NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})?[.):]?")
_LEADING = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})?[.):]?\s+(?=\D)")
_I = re.IGNORECASE
DECISION = re.compile(
    r"(?:(?:full )?details? of )?(?:the )?(?:actual )?decisions?(?:\(s\))?(?: \(?(?:taken|made|agreed)\)?)?|resolution"
    r"|what (?:is|was) (?:the decision|decided)",
    _I,
)
TITLE = re.compile(
    r"(?:report )?title(?: of (?:the )?(?:decision|report))?|subject(?: matter)?|matter for decision", _I
)
TAKER = re.compile(
    r"decision[- ](?:maker|taker)|(?:decision )?(?:to be )?(?:taken|made) by|who (?:made|took) the decision"
    r"|(?:name of )?(?:officer|member|body) (?:making|taking) the decision",
    _I,
)
REFERENCE = re.compile(r"(?:decision |our )?ref(?:erence)?(?: (?:no|number))?|decision (?:no|number)", _I)
DATED = re.compile(
    r"(?:date of (?:the )?)?decision date|date(?: of (?:the )?decision)?|date (?:the )?decision (?:was )?(?:taken|made)"
    r"|when was (?:it|the decision) (?:made|taken)",
    _I,
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: the words that ask, without a number before them and a mark after them, and where what is filled in
    stands."""

    asked: str
    value: Span


def form_rows(text: str, lines: Sequence[Line], start: int, end: int) -> list[FormRow]:
    """The rows of two cells between `start` and `end` of `text`, in order, a number before them not counted. A row
    that asks for nothing goes on with the one above it."""
    rows: list[FormRow] = []
    first, last = (bisect_left(lines, edge, key=lambda line: line.start) for edge in (start, end))
    for asked, value in _pairs(text, lines[first:last]):
        if asked:
            rows.append(FormRow(asked, value))
        elif rows:
            rows[-1] = FormRow(rows[-1].asked, Span(rows[-1].value.start, value.end))
    return rows


def asked_for(rows: Sequence[FormRow], what: re.Pattern[str]) -> Span | None:
    """What is filled in where the form asks for `what`; None where it does not."""
    return next((row.value for row in rows if what.fullmatch(row.asked)), None)


def _pairs(text: str, lines: Sequence[Line]) -> Iterator[tuple[str, Span]]:
    for line in lines:
        row = table_line(text, line) if is_table_line(text[line.start : line.end]) else None
        if row is None or row.rule:
            continue
        cells = list(zip(row.said, row.cells, strict=True))
        if len(cells) == 3 and _NUMBER.fullmatch(cells[0][0]):
            cells = cells[1:]
        if len(cells) == 2 and cells[1][0]:
            yield _LEADING.sub("", cells[0][0]).strip(" :?*"), Span(*cells[1][1])
