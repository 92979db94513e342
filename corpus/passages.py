"""Papers into passages: spans of a size that a model reads whole, inside one section and one page.

A table is divided as any text is, and each of its rows is a passage besides, with its caption and header; a long row is
one only.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.headings import MAX_HEADING_CHARACTERS
from corpus.marks import unmarked
from corpus.packing import MAX_CHARACTERS, packed, split_long
from corpus.register.parts import find_minuted
from corpus.register.votes import Voted, find_votes
from corpus.structure import Section, find_sections, paragraph_number
from corpus.table_lines import cells_in
from corpus.tables import Row, Table, find_tables
from corpus.types import Access, Kind, Page, Paper, Passage, page_at

SMALL_CHARACTERS = 300
"""A passage shorter than this takes the next section in, where both stand on one page under one agenda item."""

MAX_HEAD_CHARACTERS = 200
"""Of the title and headings before a passage's words, no more is embedded."""
MAX_NAME_CHARACTERS = 60
"""Of the paper's name before a row, no more is embedded: the row's own table says more of it."""
MAX_LONG_HEAD_CHARACTERS = 320
"""Of what stands before a row's words, its header among it, or below the motion that a vote is about, no more is
embedded."""
LONG_ROW_CHARACTERS = 500
"""A row longer than this is not taken into a passage with others."""

_NUMBERED_KINDS = frozenset([Kind.MINUTES, Kind.AGENDA])
"""In these a numbered heading numbers a minute or an agenda item; in a report it only numbers a section."""

Measure = Callable[[Sequence[str]], list[int]]
"""Gives the number of word-pieces of each text, as the embedding model counts them."""

Span = tuple[int, int]


def make_passages(paper: Paper, measure: Measure, max_word_pieces: int) -> list[Passage]:
    """The passages of `paper`, in order; each with its heading is at most `max_word_pieces` long by `measure`."""
    breaks = [page.start for page in paper.pages]
    minuted = list(find_minuted(paper))
    sections = find_sections(paper.text, breaks, minuted)
    tables = find_tables(paper.text, breaks)
    apart = [
        (row.start, row.end) for table in tables for row in table.rows if row.end - row.start > LONG_ROW_CHARACTERS
    ]
    votes = list(find_votes(paper, minuted))
    edges = [edge for vote in votes for edge in (vote.span.start, vote.span.end)]
    drafts = [
        replace(draft, heading=_voted_on(votes, draft) or (*draft.heading, *_named_above(tables, draft.start)))
        for section in sections
        for start, end in _between(section.start, section.end, apart)
        for stretch in _parted(start, end, edges)
        for draft in (_passage(paper, section, *span) for span in packed(paper.text, *stretch, breaks))
    ]
    passages = [*_joined(paper, drafts, votes), *_rows(paper, sections, tables)]
    return list(_fitted(paper, sorted(passages, key=lambda p: (p.start, -p.end)), measure, max_word_pieces))


def embedded_text(passage: Passage, paper: Paper) -> tuple[str, int]:
    """What is embedded for a passage: its paper's name and its headings, then its own words.

    The number says where its own words begin: character `number + i` of the text is character i of the passage's.
    Marks are blanked out, so that every word keeps its place.
    """
    name, kept, most = paper_name(paper), passage.heading[-2:], MAX_HEAD_CHARACTERS
    if passage.header or any(len(heading) > MAX_HEADING_CHARACTERS for heading in kept[-1:]):
        name, most = name[:MAX_NAME_CHARACTERS], MAX_LONG_HEAD_CHARACTERS
    if passage.header:
        kept = (*passage.heading[-3:], *_legend(passage.header))
    head = " > ".join(dict.fromkeys([name, *kept]))[:most] + "\n"
    return head + unmarked(passage.text), len(head)


def paper_name(paper: Paper) -> str:
    """A paper's title with its committee and date where the title does not say them."""
    day = paper.meeting_date
    details = (paper.committee, f"{day.day} {day:%B %Y}" if day else None)
    missing = [detail for detail in details if detail and detail not in paper.title]
    return f"{paper.title} ({', '.join(missing)})" if missing else paper.title


def _legend(header: Sequence[str]) -> list[str]:
    """The words of a header in one line, or none."""
    words = " · ".join(dict.fromkeys(filter(None, header)))
    return [words] if words else []


def _named_above(tables: Sequence[Table], start: int) -> list[str]:
    """Caption and header of the table inside which a passage starts."""
    table = next((table for table in tables if table.start <= start < table.end), None)
    if table is None or (start == table.start and not table.continues):
        return []
    return [*filter(None, [table.caption]), *_legend(table.header)]


def _rows(paper: Paper, sections: Sequence[Section], tables: Sequence[Table]) -> Iterator[Passage]:
    """Each row of the tables as a passage; a longer one as several."""
    starts = [section.start for section in sections]
    for table in tables:
        for row in table.rows:
            section = sections[bisect_right(starts, row.start) - 1]
            above = (*section.heading, table.caption, *row.group)
            heading = tuple(dict.fromkeys(filter(None, above)))
            passage = replace(_passage(paper, section, row.start, row.end), heading=heading, header=_over(table, row))
            yield from _cut_row(paper, passage, MAX_CHARACTERS)


def _over(table: Table, row: Row) -> tuple[str, ...]:
    """The header of each cell of a row, empty over an empty one."""
    over = zip(table.header_over(row), row.cells, strict=True)
    return tuple(header if end > start else "" for header, (start, end) in over)


def _cut_row(paper: Paper, row: Passage, size: int) -> Iterator[Passage]:
    """A row as passages of up to `size` characters: of whole cells, or of one cell's pieces."""
    if row.end - row.start <= size:
        yield row
        return
    cells = [(0, len(row.text))] if len(row.header) == 1 else cells_in(row.text)
    first = 0
    for last in range(len(cells)):
        ends = last + 1 == len(cells) or cells[last + 1][1] - cells[first][0] > size
        if not ends:
            continue
        start, end = row.start + cells[first][0], row.start + cells[last][1]
        for piece in split_long(paper.text, start, end, size):
            cropped = _cropped(paper, *piece, row.heading, row.item)
            if any(c.isalnum() for c in cropped.text):
                yield replace(cropped, header=row.header[first : last + 1])
        first = last + 1


def _between(start: int, end: int, apart: Sequence[Span]) -> Iterator[Span]:
    """`start`..`end` without the spans `apart`, which are in order."""
    for left, right in apart:
        if start < right and left < end:
            if start < left:
                yield start, left
            start = right
    if start < end:
        yield start, end


def _parted(start: int, end: int, edges: Sequence[int]) -> Iterator[Span]:
    """`start`..`end` cut at the `edges` inside it, which are in order."""
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    yield from pairwise(dict.fromkeys([start, *inside, end]))


def _vote_at(votes: Sequence[Voted], offset: int) -> Voted | None:
    """The vote whose count `offset` stands in."""
    place = bisect_right(votes, offset, key=lambda vote: vote.span.start) - 1
    return votes[place] if place >= 0 and offset < votes[place].span.end else None


def _voted_on(votes: Sequence[Voted], draft: Passage) -> tuple[str, ...]:
    """What stands above the count of a vote: the headings down to the minute's, and the motion or amendment."""
    vote = _vote_at(votes, draft.start)
    if vote is None:
        return ()
    numbered = [i for i, heading in enumerate(draft.heading) if paragraph_number(heading)]
    return (*draft.heading[: numbered[-1] + 1 if numbered else 1], vote.matter)


def _passage(paper: Paper, section: Section, start: int, end: int) -> Passage:
    heading = section.heading[:-1] if start == section.start and section.own else section.heading
    item = section.item or (section.number if paper.kind in _NUMBERED_KINDS else None)
    return _cropped(paper, start, end, heading, item)


def _cropped(paper: Paper, start: int, end: int, heading: tuple[str, ...], item: str | None) -> Passage:
    """A passage over `start`..`end` without the white space around it."""
    raw = paper.text[start:end]
    start += len(raw) - len(raw.lstrip())
    text = raw.strip()
    page = page_at(paper.pages, start)
    number = next(filter(None, map(paragraph_number, text.splitlines())), None)
    access = max(paper.access, page.access if page else Access.PUBLIC)
    return Passage(0, paper.id, start, start + len(text), text, heading, item, number, page, access)


def _joined(paper: Paper, drafts: Sequence[Passage], votes: Sequence[Voted]) -> list[Passage]:
    """The drafts without empty ones, small ones joined to the one that follows on the same page under the same item;
    the count of a vote stays apart."""
    joined: list[Passage] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if not any(c.isalnum() for c in draft.text):
            continue
        if last and _may_join(last, draft) and _vote_at(votes, last.start) == _vote_at(votes, draft.start):
            joined[-1] = _cropped(paper, last.start, draft.end, last.heading, last.item)
        else:
            joined.append(draft)
    return joined


def _may_join(last: Passage, draft: Passage) -> bool:
    small = min(last.end - last.start, draft.end - draft.start) < SMALL_CHARACTERS
    alike = (last.item, _number(last.page)) == (draft.item, _number(draft.page))
    return small and alike and draft.end - last.start <= MAX_CHARACTERS


def _number(page: Page | None) -> int | None:
    return page.number if page else None


def _fitted(paper: Paper, passages: list[Passage], measure: Measure, limit: int) -> Iterator[Passage]:
    """The passages, those that are too long for the model halved until they fit."""
    lengths = measure([embedded_text(p, paper)[0] for p in passages]) if passages else []
    for passage, length in zip(passages, lengths, strict=True):
        size = passage.end - passage.start
        if length <= limit or size < 50:
            yield passage
            continue
        smaller = max(size * 2 // 3, 40)
        halves = [
            _cropped(paper, start, end, passage.heading, passage.item)
            for start, end in split_long(paper.text, passage.start, passage.end, smaller)
        ]
        halves = list(_cut_row(paper, passage, smaller)) if passage.header else halves
        yield from _fitted(paper, halves, measure, limit)
