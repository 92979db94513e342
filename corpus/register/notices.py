"""Records of decisions taken outside a meeting, or by it: one form a decision, proposed or made."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import find_dates
from corpus.lines import Line
from corpus.register.clauses import clauses_until, read_body
from corpus.register.fields import read_fields
from corpus.register.outcomes import delegates_in, status_of
from corpus.register.types import Decision, Span, Status

_HEADER = re.compile(
    r"^[^\n]{0,80}?\b(?P<proposed>proposed\s+)?(?:record of (?:\w+ )?decision|(?:officer |delegated )?decision "
    r"(?:notice|record)|notice of (?:\w+ )?decision)\b(?!s)[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = re.compile(
    r"^[^\w\n]*(?:the )?(?:details of (?:the )?)?decision(?: taken| made)?[ ]*(?::|\t|$)", re.IGNORECASE | re.MULTILINE
)
_DATED = re.compile(
    r"^[^\w\n]*(?:signed|date of (?:the )?decision|decision date|date (?:the )?decision (?:was )?(?:taken|made))\b",
    re.IGNORECASE | re.MULTILINE,
)
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
    headers = [header for header in _HEADER.finditer(text) if _WORDS.search(text, header.end(), header.end() + _HEAD)]
    ends = [*(header.start() for header in headers), len(text)]
    for header, end in zip(headers, ends[1:], strict=True):
        if found := _notice(text, lines, header, end):
            yield found


def _notice(text: str, lines: Sequence[Line], header: re.Match[str], end: int) -> Notice | None:
    announced = _WORDS.search(text, header.end(), end)
    if not announced:
        return None
    fields = read_fields(text[header.start() : header.start() + _HEAD])
    index = bisect_right(lines, announced.end(), key=lambda line: line.start) - 1
    body = read_body(lines, index, announced.end(), end)
    start = announced.end() + len(text[announced.end() : body.end]) - len(text[announced.end() : body.end].lstrip())
    words = text[start : body.end].rstrip()
    if not words:
        return None
    proposed = bool(header["proposed"]) or bool(_PROPOSES.match(words))
    clauses = clauses_until(body.clauses, start + len(words))
    told = [text[clause.start : clause.end] for clause in clauses]
    status = Status.RECOMMENDED if proposed else _status(text[header.start() : end], words, told)
    decision = Decision(
        start,
        start + len(words),
        status,
        title=fields.title,
        number=fields.reference,
        reference=fields.reference,
        clauses=clauses,
        key=fields.key,
        delegated_to=delegates_in(words),
        taken_by=fields.taken_by,
        drawn_from=(Span(header.start(), announced.start()),),
    )
    return Notice(Span(header.start(), end), decision, _day(text[header.start() : end]))


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
