"""Records of decisions taken outside a meeting, or by it: one form a decision, proposed or made."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import find_dates
from corpus.lines import Line
from corpus.register.clauses import Body, clauses_until, read_body
from corpus.register.fields import Fields, read_fields
from corpus.register.forms import DATED, DECISION, REFERENCE, TAKER, TITLE, FormRow, asked_for, form_rows
from corpus.register.outcomes import delegates_in, status_of
from corpus.register.types import Decision, Span, Status

_HEADER = re.compile(
    r"^[^\n]{0,80}?\b(?P<proposed>proposed\s+)?(?:record of (?:\w+ )?decision|(?:officer |delegated )?decision "
    r"(?:notice|record|details(?=\W*$))|notice of (?:\w+ )?decision)\b(?!s)[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = re.compile(
    r"^[^\w\n]*(?:\d{1,2}[.)][ \t]+)?(?:the )?(?:details of (?:the )?)?decisions?(?: taken| made)?[ ]*(?::|\t|$)",
    re.IGNORECASE | re.MULTILINE,
)
_DATED = re.compile(
    r"^[^\w\n]*(?:signed|date of (?:the )?decision|decision date|date (?:the )?decision (?:was )?(?:taken|made))\b",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_BELOW = re.compile(r"\s*(?P<title>[^\n:]{4,200})\n(?=\s*\w[^\n:]{0,40}:)")
"""The name of the matter between the words that name the form and its first field."""
_PROPOSES = re.compile(r"^[^\w\n]*[A-Z][\w' ]{2,60} (?:(?:is|are) (?:asked|recommended)|proposes? to)\b")
_CALLED_IN = re.compile(
    r"\b(?:status|call[- ]?in)\W{1,4}called[- ]in\b|\b(?:has been|was) called[- ]in\b", re.IGNORECASE
)
_HEAD = 3000
_BESIDE = 30
_NEAR_DATE = 250  # a line of dots to sign on stands between


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision notice: its stretch of the paper, the decision on it, and when it was signed or taken."""

    span: Span
    decision: Decision
    day: date | None


def find_notices(text: str, lines: Sequence[Line]) -> Iterator[Notice]:
    """The records of decisions in `text` (without marks of Markdown or HTML)."""
    headers = [header for header in _HEADER.finditer(text) if _announces(text, lines, header.end())]
    ends = [*(header.start() for header in headers), len(text)]
    for header, end in zip(headers, ends[1:], strict=True):
        if found := _notice(text, lines, header, end):
            yield found


def _announces(text: str, lines: Sequence[Line], start: int) -> bool:
    """Whether words that announce a decision follow soon, or a row of a form that holds one."""
    if _WORDS.search(text, start, start + _HEAD):
        return True
    return asked_for(form_rows(text, lines, start, start + _HEAD), DECISION) is not None


def _notice(text: str, lines: Sequence[Line], header: re.Match[str], end: int) -> Notice | None:
    rows = form_rows(text, lines, header.end(), end)
    filled = asked_for(rows, DECISION)
    announced = _WORDS.search(text, header.end(), end)
    if filled is None and announced is None:
        return None
    fields = _filled(text, rows, read_fields(text[header.start() : header.start() + _HEAD]))
    begin, limit = (filled.start, filled.end) if filled else (announced.end() if announced else end, end)
    index = bisect_right(lines, begin, key=lambda line: line.start) - 1
    body = read_body(lines, index, begin, limit)
    body = Body(filled.end, body.clauses) if filled else body
    start = begin + len(text[begin : body.end]) - len(text[begin : body.end].lstrip())
    words = text[start : body.end].rstrip()
    if not words:
        return None
    named = _NAME_BELOW.match(text, header.end())
    proposed = bool(header["proposed"]) or bool(_PROPOSES.match(words))
    clauses = clauses_until(body.clauses, start + len(words))
    told = [text[clause.start : clause.end] for clause in clauses]
    status = Status.RECOMMENDED if proposed else _status(text[header.start() : end], words, told)
    decision = Decision(
        start,
        start + len(words),
        status,
        title=fields.title or (named["title"].strip() if named else None),
        number=fields.reference,
        reference=fields.reference,
        clauses=clauses,
        key=fields.key,
        delegated_to=delegates_in(words),
        taken_by=fields.taken_by,
        drawn_from=(Span(header.start(), announced.start() if announced and not filled else begin),),
    )
    dated = asked_for(rows, DATED)
    told_day = next((found.day for found in find_dates(text[dated.start : dated.end])), None) if dated else None
    return Notice(Span(header.start(), end), decision, told_day or _day(text[header.start() : end]))


def _filled(text: str, rows: Sequence[FormRow], fields: Fields) -> Fields:
    """The fields with what the rows of a form fill in."""
    title, taker, reference = (
        " ".join(text[span.start : span.end].split()) if (span := asked_for(rows, what)) else None
        for what in (TITLE, TAKER, REFERENCE)
    )
    return Fields(title or fields.title, reference or fields.reference, fields.key, taker or fields.taken_by)


def _status(form: str, words: str, clauses: Sequence[str]) -> Status:
    return Status.CALLED_IN if _CALLED_IN.search(form) else status_of(words, clauses)


def _day(form: str) -> date | None:
    """The date beside the signature, or that the form gives as the decision's."""
    dates = list(find_dates(form))
    for mark in _DATED.finditer(form):
        after = (found for found in dates if 0 <= found.start - mark.end() < _BESIDE)
        before = (found for found in reversed(dates) if 0 <= mark.start() - found.end < _NEAR_DATE)
        nearest = next(after, None) or (next(before, None) if "signed" in mark[0].lower() else None)
        if nearest:
            return nearest.day
    return None
