"""Quotes into an answer: statements, numbered citations, and the line of facts that leads them."""

import time
from collections.abc import Sequence

from assistant.copies import OneCitation
from assistant.quotes import Quote
from assistant.registered import Registered
from assistant.types import Answer, Citation, Statement, Status
from corpus.types import Kind
from index.catalogue import Catalogue
from index.types import Filters, Reader

_STANDING = {
    Kind.MINUTES: "minutes",
    Kind.DECISION: "decision notice",
    Kind.REPORT: "report",
    Kind.AGENDA: "agenda",
    Kind.PACK: "papers for the meeting",
    Kind.QUESTION: "questions and answers",
    Kind.OTHER: "paper",
}


def compose(
    chosen: Sequence[Quote],
    catalogue: Catalogue,
    reader: Reader,
    started: float,
    searched_as: str | None = None,
    filters: Filters = Filters(),
) -> Answer:
    """The answer made of `chosen`, each quote read again from the stored text; one that differs is left out.

    Each passage is cited once, in its latest version within `filters`, with its other homes (`assistant.copies`).
    `started` is the time.perf_counter() of the question.
    """
    quoted: list[Citation] = []
    for quote in chosen:
        passage = quote.hit.passage
        start, end = passage.start + quote.start, passage.start + quote.end
        if catalogue.text(passage.paper_id, start, end, reader) != quote.text:
            continue
        quoted.append(Citation(len(quoted) + 1, passage, quote.hit.paper, quote.text, start, end))
    statements, citations = OneCitation(catalogue, reader, filters).settle(quoted)
    return _answer([lead(citations[0])], statements, citations, started, searched_as)


def compose_rows(
    told: Registered,
    catalogue: Catalogue,
    reader: Reader,
    started: float,
    searched_as: str | None = None,
    filters: Filters = Filters(),
) -> Answer:
    """The answer that the register gives: what is said of its rows, which cites them all, then the rows."""
    statements, citations = OneCitation(catalogue, reader, filters).settle(told.rows)
    every = tuple(citation.number for citation in citations)
    return _answer([], [Statement(told.statement, every), *statements], citations, started, searched_as)


def _answer(
    before: Sequence[str],
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    started: float,
    searched_as: str | None,
) -> Answer:
    body = [f"{said.text} {' '.join(f'[{number}]' for number in said.citations)}" for said in statements]
    dates = [citation.paper.meeting_date for citation in citations if citation.paper.meeting_date]
    return Answer(
        Status.ANSWERED,
        None,
        "\n".join([*before, *body]),
        tuple(statements),
        tuple(citations),
        as_of=max(dates, default=None),
        took_ms=(time.perf_counter() - started) * 1000,
        searched_as=searched_as,
    )


def lead(citation: Citation) -> str:
    """The line of facts before an answer, as in "Cabinet, 30 January 2025, minute 5, minutes (decided):"."""
    paper = citation.paper
    meeting = paper.meeting_date
    parts = [
        paper.committee or paper.council or paper.title,
        f"{meeting.day} {meeting:%B %Y}" if meeting else "",
        _place(citation),
        _STANDING[paper.kind],
    ]
    standing = _decided(citation)
    line = ", ".join(part for part in parts if part)
    return f"{line} ({standing}):" if standing else f"{line}:"


def _place(citation: Citation) -> str:
    item = citation.passage.item
    if not item:
        return ""
    return f"minute {item}" if citation.paper.kind is Kind.MINUTES else f"item {item}"


def _decided(citation: Citation) -> str:
    """Whether the words quoted are a decision, or only a recommendation; empty for neither."""
    words = citation.quote.casefold()
    near = " ".join((*citation.passage.heading, citation.passage.text)).casefold()
    if citation.paper.kind in (Kind.MINUTES, Kind.DECISION) and ("resolved" in near or "agreed" in words):
        return "decided"
    if citation.paper.kind in (Kind.REPORT, Kind.PACK) and "recommend" in near and "resolved" not in near:
        return "only recommended"
    return ""
