"""Quotes into an answer: statements, numbered citations, and the line of facts that leads them."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.complete import completed
from assistant.copies import OneCitation
from assistant.differences import Difference
from assistant.quotes import Quote
from assistant.register_rows import Registered
from assistant.types import Answer, Citation, Statement, Status
from corpus.errors import UnknownName
from corpus.marks import plain
from corpus.types import Kind, MeetingName, Passage
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


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes the answer to one question, asked at `started` (time.perf_counter()): each passage is cited once, in its
    latest version within `filters`, with its other homes (`assistant.copies`). `searched_as` is the question as it was
    searched, where that differs."""

    catalogue: Catalogue
    reader: Reader
    started: float
    searched_as: str | None = None
    filters: Filters = Filters()

    def of_quotes(
        self, chosen: Sequence[Quote], *, dated: bool = False, differing: Difference | None = None
    ) -> Answer | None:
        """The answer made of `chosen`, each quote read again from the stored text; one that differs is left out. None
        where all are gone. A quote is given with what it leans on, and quotes side by side are joined, except where two
        are `differing`, which a statement tells. In a `dated` answer each statement begins with the day of its meeting
        and what its paper is."""
        whole = completed(chosen) if differing is None else chosen
        quoted = [one for one in map(self._cited, whole) if one]
        settled = OneCitation(self.catalogue, self.reader, self.filters).settle(quoted, join=differing is None)
        statements, citations = settled
        if not citations:
            return None
        if dated:
            statements = [_dated(said, citations) for said in statements]
        before = [lead(citations[0])] if not dated else ["The newest first:"]
        return self._answer(before, [*statements, *_differing(differing, citations)], citations)

    def of_rows(self, told: Registered) -> Answer:
        """The answer that the register gives: what is said of its rows, which cites them all, then the rows."""
        statements, citations = OneCitation(self.catalogue, self.reader, self.filters).settle(told.rows)
        every = tuple(citation.number for citation in citations)
        return self._answer([], [Statement(told.statement, every), *statements], citations)

    def _cited(self, quote: Quote) -> Citation | None:
        passage = quote.hit.passage
        start, end = passage.start + quote.start, passage.start + quote.end
        try:
            same = self.catalogue.text(passage.paper_id, start, end, self.reader) == quote.text
        except UnknownName:  # the paper has gone while it was asked about
            return None
        return Citation(0, passage, quote.hit.paper, quote.text, start, end) if same else None

    def _answer(self, before: Sequence[str], statements: Sequence[Statement], citations: Sequence[Citation]) -> Answer:
        body = [f"{said.text} {' '.join(f'[{number}]' for number in said.citations)}" for said in statements]
        dates = [day for citation in citations if (day := _meeting(citation).day)]
        return Answer(
            Status.ANSWERED,
            None,
            "\n".join([*before, *body]),
            tuple(statements),
            tuple(citations),
            as_of=max(dates, default=None),
            took_ms=(time.perf_counter() - self.started) * 1000,
            searched_as=self.searched_as,
        )


def _dated(said: Statement, citations: Sequence[Citation]) -> Statement:
    citation = citations[said.citations[0] - 1]
    day, standing = _meeting(citation).day, _STANDING[_kind(citation)]
    return replace(said, text=f"{_standing(f'{_day(day)}, {standing}' if day else standing, citation)} {said.text}")


def _differing(found: Difference | None, citations: Sequence[Citation]) -> Iterator[Statement]:
    """That two of the quotes differ, where both are cited as they were found."""
    if found is None:
        return
    cited = {(one.paper.id, one.start): one for one in citations}
    places = [(one.hit.paper.id, one.hit.passage.start + one.start) for one in found.quotes]
    if all(place in cited for place in places):
        both = [cited[place] for place in places]
        said = "; ".join(f"{figure} in {_named(one)}" for figure, one in zip(found.figures, both, strict=True))
        yield Statement(f"The papers differ: {said}.", tuple(one.number for one in both))


def _named(citation: Citation) -> str:
    day = citation.paper.meeting_date
    return f"{citation.paper.title}, {_day(day)}" if day else citation.paper.title


def lead(citation: Citation) -> str:
    """The line of facts before an answer, as in "Cabinet, 30 January 2025, minute 5, minutes (decided):"."""
    meeting = _meeting(citation)
    parts = [
        meeting.committee or meeting.council or citation.paper.title,
        _day(meeting.day) if meeting.day else "",
        item_of(citation.passage, _kind(citation)),
        _STANDING[_kind(citation)],
    ]
    return _standing(", ".join(part for part in parts if part), citation)


def _standing(line: str, citation: Citation) -> str:
    """The line, with whether the words are decided or only recommended."""
    standing = _decided(citation)
    return f"{line} ({standing}):" if standing else f"{line}:"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _meeting(citation: Citation) -> MeetingName:
    return citation.paper.meeting_of(citation.passage)


def _kind(citation: Citation) -> Kind:
    return citation.paper.kind_of(citation.passage)


def item_of(passage: Passage, kind: Kind) -> str:
    """The minute or agenda item of a passage of a paper of that `kind`, as in "minute 12"; empty where it is of none.
    Minutes without numbers of their own say which item each is of."""
    if not passage.item:
        return ""
    begins = re.compile(rf"{re.escape(passage.item)}(?!\w)")
    numbered = any(begins.match(plain(words)) for words in (*passage.heading, passage.text))
    return f"{'minute' if numbered and kind is Kind.MINUTES else 'item'} {passage.item}"


def _decided(citation: Citation) -> str:
    """Whether the words quoted are a decision, or only a recommendation; empty for neither."""
    words = citation.quote.casefold()
    near = " ".join((*citation.passage.heading, citation.passage.text)).casefold()
    if _kind(citation) in (Kind.MINUTES, Kind.DECISION) and ("resolved" in near or "agreed" in words):
        return "decided"
    if _kind(citation) in (Kind.REPORT, Kind.PACK) and "recommend" in near and "resolved" not in near:
        return "only recommended"
    return ""
