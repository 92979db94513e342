"""Papers into passages: spans of a size that a model reads whole, inside one section and one page."""

from collections.abc import Callable, Iterator, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.structure import Section, blocks, find_sections, paragraph_number, unmarked
from corpus.types import Access, Kind, Page, Paper, Passage, page_at

MAX_CHARACTERS = 1_000
"""A passage is not made longer than this."""
SMALL_CHARACTERS = 300
"""A passage shorter than this takes the next section in, where both stand on one page under one parent."""

MAX_HEAD_CHARACTERS = 200
"""Of the title and headings before a passage's words, no more is embedded."""

_NUMBERED_KINDS = frozenset([Kind.MINUTES, Kind.AGENDA])
"""In these a numbered heading numbers a minute or an agenda item; in a report it only numbers a section."""

Measure = Callable[[Sequence[str]], list[int]]
"""Gives the number of word-pieces of each text, as the embedding model counts them."""

Span = tuple[int, int]


def make_passages(paper: Paper, measure: Measure, max_word_pieces: int) -> list[Passage]:
    """The passages of `paper`, in order; each with its heading is at most `max_word_pieces` long by `measure`."""
    breaks = [page.start for page in paper.pages]
    drafts: list[Passage] = []
    for section in find_sections(paper.text, breaks):
        for start, end in _packed(paper.text, section, breaks):
            drafts.append(_passage(paper, section, start, end))
    return list(_fitted(paper, _joined(paper, drafts), measure, max_word_pieces))


def embedded_text(passage: Passage, paper: Paper) -> tuple[str, int]:
    """What is embedded for a passage: its paper's name and its headings, then its own words.

    The number says where its own words begin: character `number + i` of the text is character i of the passage's.
    Marks are blanked out, so that every word keeps its place.
    """
    head = " > ".join(dict.fromkeys([paper_name(paper), *passage.heading[-2:]]))[:MAX_HEAD_CHARACTERS] + "\n"
    return head + unmarked(passage.text), len(head)


def paper_name(paper: Paper) -> str:
    """A paper's title with its committee and date where the title does not say them."""
    day = paper.meeting_date
    details = (paper.committee, f"{day.day} {day:%B %Y}" if day else None)
    missing = [detail for detail in details if detail and detail not in paper.title]
    return f"{paper.title} ({', '.join(missing)})" if missing else paper.title


def _packed(text: str, section: Section, breaks: Sequence[int]) -> Iterator[Span]:
    """The section's paragraphs, packed into spans of up to MAX_CHARACTERS that cross no page."""
    pieces = [
        piece
        for start, end in blocks(text, section.start, section.end)
        for part in _cut(start, end, breaks)
        for piece in _split_long(text, *part)
    ]
    current: Span | None = None
    for start, end in pieces:
        if current and end - current[0] <= MAX_CHARACTERS and not _crosses(current[0], end, breaks):
            current = (current[0], end)
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current


def _cut(start: int, end: int, breaks: Sequence[int]) -> Iterator[Span]:
    """`start`..`end` cut at the page breaks inside it."""
    inside = [b for b in breaks if start < b < end]
    yield from zip([start, *inside], [*inside, end], strict=True)


def _crosses(start: int, end: int, breaks: Sequence[int]) -> bool:
    return any(start < b < end for b in breaks)


def plain_pieces(text: str, size: int, overlap: int) -> list[Span]:
    """Spans of up to `size` characters that hold all words of `text`, cut at the largest break there is; each
    begins with up to `overlap` characters of the one before."""
    pieces = _splitter(size, overlap).create_documents([text])
    spans = [(p.metadata["start_index"], p.metadata["start_index"] + len(p.page_content)) for p in pieces]
    return [(start, end) for start, end in spans if not text[start:end].isspace()]


def _split_long(text: str, start: int, end: int, size: int = MAX_CHARACTERS) -> Iterator[Span]:
    """`start`..`end` in spans of up to `size` characters, cut at the largest break there is."""
    if end - start <= size:
        yield start, end
        return
    pieces = _splitter(size).create_documents([text[start:end]])
    starts = [start + piece.metadata["start_index"] for piece in pieces]
    yield from zip(starts, [*starts[1:], end], strict=True)


def _splitter(size: int, overlap: int = 0) -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        chunk_size=size,
        chunk_overlap=overlap,
        separators=["\n\n", "\n", ". ", " ", ""],
        keep_separator="end",
        strip_whitespace=False,
        add_start_index=True,
    )


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


def _joined(paper: Paper, drafts: Sequence[Passage]) -> list[Passage]:
    """The drafts without empty ones, small ones joined to the one that follows on the same page."""
    joined: list[Passage] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if not any(c.isalnum() for c in draft.text):
            continue
        if last and _may_join(last, draft):
            joined[-1] = _cropped(paper, last.start, draft.end, last.heading, last.item)
        else:
            joined.append(draft)
    return joined


def _may_join(last: Passage, draft: Passage) -> bool:
    small = min(last.end - last.start, draft.end - draft.start) < SMALL_CHARACTERS
    return small and _number(last.page) == _number(draft.page) and draft.end - last.start <= MAX_CHARACTERS


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
        halves = [
            _cropped(paper, start, end, passage.heading, passage.item)
            for start, end in _split_long(paper.text, passage.start, passage.end, max(size * 2 // 3, 40))
        ]
        yield from _fitted(paper, halves, measure, limit)
