"""Each passage cited once: from its most authoritative home, with the others beside it, and in its latest version."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.types import Citation, Statement
from corpus.marks import plain
from corpus.sentences import is_row
from corpus.tables import cells_of
from corpus.types import Kind
from index.catalogue import Catalogue
from index.copies import Copies
from index.fingerprints import words
from index.register_types import Home
from index.same_words import STANDING, authority
from index.types import Filters, PaperSummary, Reader
from index.versions import Version, Versions

_Settled = tuple[Citation, Citation | None]
"""A citation, and the one that it replaced."""


class OneCitation:
    """Settles the citations of one answer, for the reader who asked and within the filters of the question."""

    def __init__(self, catalogue: Catalogue, reader: Reader, filters: Filters) -> None:
        self._catalogue, self._reader, self._filters = catalogue, reader, filters
        self._copies = Copies(catalogue)
        self._versions = Versions(catalogue, self._copies)

    def settle(self, chosen: Sequence[Citation], *, join: bool = False) -> tuple[list[Statement], list[Citation]]:
        """The statements and citations, numbered from 1, for the quotes `chosen`, best first.

        A quote whose words a later version changes gives way to that version, and a statement says what it replaced.
        A quote that says again what one before it says, or what was replaced, is left out. `join` makes one of quotes
        that stand side by side.
        """
        settled = list(self._settled(chosen))
        statements: list[Statement] = []
        citations: list[Citation] = []
        for current, replaced in self._joined(settled) if join else settled:
            first = len(citations) + 1
            citations.append(replace(current, number=first))
            statements.append(Statement(_said(current), (first,)))
            if replaced:
                citations.append(replace(replaced, number=first + 1))
                statements.append(Statement(_replacing(replaced), (first, first + 1)))
        return statements, citations

    def _settled(self, chosen: Sequence[Citation]) -> Iterator[_Settled]:
        said: set[tuple[str, ...]] = set()
        for quote in chosen:
            current, replaced = self._latest(quote)
            if _words(current) in said or _words(quote) in said:
                continue
            said |= {_words(part) for part in (current, replaced, quote) if part}
            yield self._with_homes(current), self._with_homes(replaced) if replaced else None

    def _joined(self, settled: Sequence[_Settled]) -> list[_Settled]:
        """Quotes that stand side by side made one, at the place of the better one."""
        joined: list[tuple[int, _Settled]] = []
        for rank, (current, replaced) in sorted(enumerate(settled), key=lambda pair: _place(pair[1][0])):
            if joined and not replaced:
                before, (beside, replaced_beside) = joined[-1]
                whole = None if replaced_beside else self._one(beside, current)
                if whole:
                    joined[-1] = min(before, rank), (whole, None)
                    continue
            joined.append((rank, (current, replaced)))
        return [one for _, one in sorted(joined, key=lambda pair: pair[0])]

    def _one(self, citation: Citation, other: Citation) -> Citation | None:
        """Two quotes of one passage, the first the earlier, as one, where nothing stands between them, and other papers
        print both or neither. Rows of tables stay apart."""
        passage = citation.passage
        if passage.id != other.passage.id or is_row(citation.quote) or is_row(other.quote):
            return None
        if passage.text[citation.end - passage.start : other.start - passage.start].strip():
            return None
        end = max(citation.end, other.end)
        quote = passage.text[citation.start - passage.start : end - passage.start]
        one = self._with_homes(replace(citation, quote=quote, end=end))
        homes = [{home.paper.id for home in part.also_in} for part in (one, citation, other)]
        return one if homes[0] == homes[1] == homes[2] else None

    def _latest(self, citation: Citation) -> tuple[Citation, Citation | None]:
        """The citation in its latest version, and the one it replaced if any."""
        found = self._versions.of(citation.passage, citation.paper, citation.start, citation.end, self._reader)
        versions = [version for version in found if _within(self._filters, version.paper)]
        later = next((version for version in versions if version.later), None)
        if later:
            return self._cited(later), citation
        authoritative = self._at_best_home(citation)
        return authoritative, self._cited(versions[0]) if versions else None

    def _at_best_home(self, citation: Citation) -> Citation:
        """The citation as the minutes or the decision notice print it, where it was found in a pack that reprints them;
        else as it is. A report's words are never taken from the minutes: there they are a decision."""
        if citation.paper.kind is not Kind.PACK:
            return citation
        span = (citation.start, citation.end)
        for home in self._homes(citation):
            if (
                STANDING.get(home.paper.kind) == 0
                and _within(self._filters, home.paper)
                and self._versions.prints_again(citation.paper, *span, home, self._reader)
            ):
                passage = self._copies.passage_at(home.paper.id, home.start, home.end, self._reader)
                if passage:
                    return self._cited(Version(home.paper, passage, home.start, home.end, later=False))
        return citation

    def _with_homes(self, citation: Citation) -> Citation:
        return replace(citation, also_in=tuple(self._homes(citation)))

    def _homes(self, citation: Citation) -> list[Home]:
        found = self._copies.homes(citation.passage, citation.start, citation.end, self._reader)
        return sorted(found, key=lambda home: authority(home.paper))

    def _cited(self, version: Version) -> Citation:
        """The version's own words, read from the stored text."""
        quote = self._catalogue.text(version.paper.id, version.start, version.end, self._reader)
        return Citation(0, version.passage, version.paper, quote, version.start, version.end)


def _said(citation: Citation) -> str:
    """The quote as a statement; a row of a table with the header of each cell before it."""
    cells = cells_of(citation.passage) if citation.quote == citation.passage.text else ()
    if not any(header for header, _ in cells):
        return plain(citation.quote)
    return " · ".join(f"{header}: {value}" if header else value for header, value in cells)


def _replacing(replaced: Citation) -> str:
    page = replaced.passage.page
    return (
        f"This replaces “{plain(replaced.quote)}”{f' on page {page.number}' if page else ''} of {replaced.paper.title}."
    )


def _place(citation: Citation) -> tuple[int, int, int]:
    return citation.passage.id, citation.start, citation.end


def _words(citation: Citation) -> tuple[str, ...]:
    return tuple(words(citation.quote))


def _within(filters: Filters, paper: PaperSummary) -> bool:
    """Whether the filters of the question let a paper be cited."""
    return all(_conditions(filters, paper))


def _conditions(filters: Filters, paper: PaperSummary) -> Iterator[bool]:
    for wanted, held in ((filters.council, paper.council), (filters.committee, paper.committee)):
        yield wanted is None or (held is not None and wanted.casefold() == held.casefold())
    day = paper.meeting_date
    yield filters.since is None or (day is not None and day >= filters.since)
    yield filters.until is None or (day is not None and day <= filters.until)
    yield filters.kind in (None, paper.kind)
    yield filters.paper in (None, paper.id)
