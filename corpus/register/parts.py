"""The minutes that a paper is or carries: each stretch of them, with the headings of its minutes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lines import Line, find_lines
from corpus.marks import unmarked
from corpus.register.minutes import find_minutes
from corpus.register.notices import find_notices
from corpus.register.sittings import find_parts
from corpus.register.types import Item, Span
from corpus.types import Kind, Paper

_WITH_MINUTES = (Kind.MINUTES, Kind.DECISION, Kind.PACK, Kind.AGENDA)


@dataclass(frozen=True, slots=True)
class Minuted:
    """The stretch of a paper that is one meeting's minutes, and the minutes in it."""

    span: Span
    minutes: Sequence[Item]


def find_minuted(paper: Paper) -> Iterator[Minuted]:
    """The minutes in `paper`, in order; none in what neither is nor carries minutes."""
    if paper.kind not in _WITH_MINUTES:
        return
    text, breaks = unmarked(paper.text), [page.start for page in paper.pages]
    lines: Sequence[Line] = list(find_lines(text, breaks))
    if paper.kind is Kind.DECISION and next(find_notices(text, lines), None):  # its numbered parts are no minutes
        return
    for part in find_parts(text, Kind.MINUTES if paper.kind is Kind.DECISION else paper.kind, breaks):
        yield Minuted(part, find_minutes(paper.text, lines, part.start, part.end))
