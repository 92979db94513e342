"""Paragraphs packed into spans of a size: whole sentences, rows and list entries as far as they fit."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.sentences import stretches, windows
from corpus.structure import blocks

MAX_CHARACTERS = 1_000
"""A passage is not made longer than this. With 1,200, of 376 questions three fewer found their evidence among the first
five passages, and eight fewer were answered rightly, also with weights learned anew."""

Span = tuple[int, int]


def packed(text: str, first: int, last: int, breaks: Sequence[int]) -> Iterator[Span]:
    """The paragraphs of a stretch, packed into spans of up to MAX_CHARACTERS that cross no page."""
    pieces = [
        piece
        for start, end in blocks(text, first, last)
        for part in _cut(start, end, breaks)
        for piece in split_long(text, *part)
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


def split_long(text: str, start: int, end: int, size: int = MAX_CHARACTERS) -> Iterator[Span]:
    """`start`..`end` in spans of up to `size` characters: list entries, rows and paragraphs as far as they fit, then
    sentences, and of a longer sentence what the largest breaks in it leave."""
    if end - start <= size:
        yield start, end
        return
    pieces = [
        piece
        for first, last in stretches(text[start:end])
        for piece in _pieces(text, start + first, start + last, size)
    ]
    begin = start
    for (_, before), (_, after) in pairwise(pieces):
        if len(text[begin:after].rstrip()) > size:
            yield begin, before
            begin = before
    yield begin, end


def _pieces(text: str, start: int, end: int, size: int) -> Iterator[Span]:
    """One stretch in spans of up to `size` characters, of whole sentences where they fit."""
    starts = [start, *(start + begin for begin, _ in windows(text[start:end], size)[1:])]
    for first, last in pairwise([*starts, end]):
        long = len(text[first:last].rstrip()) > size
        cuts = _splitter(size).create_documents([text[first:last]])[1:] if long else []
        yield from pairwise([first, *(first + cut.metadata["start_index"] for cut in cuts), last])


def plain_pieces(text: str, size: int, overlap: int) -> list[Span]:
    """Spans of up to `size` characters that hold all words of `text`, cut at the largest break there is; each
    begins with up to `overlap` characters of the one before."""
    pieces = _splitter(size, overlap).create_documents([text])
    spans = [(p.metadata["start_index"], p.metadata["start_index"] + len(p.page_content)) for p in pieces]
    return [(start, end) for start, end in spans if not text[start:end].isspace()]


def _cut(start: int, end: int, breaks: Sequence[int]) -> Iterator[Span]:
    """`start`..`end` cut at the page breaks inside it."""
    inside = [b for b in breaks if start < b < end]
    yield from zip([start, *inside], [*inside, end], strict=True)


def _crosses(start: int, end: int, breaks: Sequence[int]) -> bool:
    return any(start < b < end for b in breaks)


def _splitter(size: int, overlap: int = 0) -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(
        chunk_size=size,
        chunk_overlap=overlap,
        separators=["\n\n", "\n", ". ", " ", ""],
        keep_separator="end",
        strip_whitespace=False,
        add_start_index=True,
    )
