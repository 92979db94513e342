"""Quotes into an answer: statements, numbered citations, and the line of facts that leads them."""

import time
from collections.abc import Sequence

from assistant.quotes import Quote
from assistant.types import Answer, Citation, Statement, Status
from corpus.structure import plain
from corpus.types import Kind
from index.catalogue import Catalogue
from index.types import Reader

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
    chosen: Sequence[Quote], catalogue: Catalogue, reader: Reader, started: float, searched_as: str | None = None
) -> Answer:
    """The answer made of `chosen`, each quote read again from the stored text; one that differs is left out.

    `started` is the time.perf_counter() of the question.
    """
    citations: list[Citation] = []
    statements: list[Statement] = []
    for quote in chosen:
        passage = quote.hit.passage
        start, end = passage.start + quote.start, passage.start + quote.end
        if catalogue.text(passage.paper_id, start, end, reader) != quote.text:
            continue
        number = len(citations) + 1
        citations.append(Citation(number, passage, quote.hit.paper, quote.text, start, end))
        statements.append(Statement(plain(quote.text), (number,)))
    body = "\n".join(f"{statement.text} [{statement.citations[0]}]" for statement in statements)
    dates = [citation.paper.meeting_date for citation in citations if citation.paper.meeting_date]
    return Answer(
        Status.ANSWERED,
        None,
        f"{lead(citations[0])}\n{body}",
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
