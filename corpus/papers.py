"""One file into one paper with its passages."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.details import find_details, pages_access
from corpus.errors import UnreadablePaper
from corpus.furniture import without_furniture
from corpus.passages import Measure, make_passages
from corpus.readers import read_file, without_text
from corpus.types import Access, Details, Kind, Page, Paper, Passage, RawDocument

T = TypeVar("T")
ID_DIGITS = 16
PAGE_GAP = "\n\n"
"""What stands between two pages in a paper's text."""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper, its passages in order, and the bytes of the file it was read from. `unrecognised` says that text
    recognition would read more of it, and was not asked to."""

    paper: Paper
    passages: tuple[Passage, ...]
    original: bytes
    unrecognised: bool = False


def digest(content: bytes) -> str:
    """sha256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """sha256 of the file at `path`, hexadecimal. Raises UnreadablePaper."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadablePaper(path, f"the file cannot be read ({error.strerror}); check its permissions") from error


def read_paper(
    path: Path, source: str, overrides: Details, measure: Measure, max_word_pieces: int, *, recognise: bool = False
) -> ReadPaper:
    """Reads the file at `path`, given to us as `source`. What `overrides` sets wins over what the paper says.

    `measure` counts word-pieces; no passage with its heading has more than `max_word_pieces`. Text
    recognition reads the pages that are pictures if `recognise`.
    Raises UnreadablePaper, also for a paper without any text (UnrecognisedPaper where recognition may find some).
    """
    raw, content = read_file(path, recognise=recognise)
    paper = make_paper(raw, content, path, source, overrides)
    if not any(c.isalnum() for c in paper.text):
        raise without_text(raw, path)
    return ReadPaper(paper, tuple(make_passages(paper, measure, max_word_pieces)), content, raw.unrecognised)


def make_paper(raw: RawDocument, content: bytes, path: Path, source: str, overrides: Details) -> Paper:
    """The paper that a file's pages make: running headers and footers taken out, details found, access marked."""
    texts, printed = (
        without_furniture([page.text for page in raw.pages]) if raw.paged else ([raw.pages[0].text], [None])
    )
    said = find_details(PAGE_GAP.join(texts[:3]), source, raw.title, len(texts))
    access = _first(overrides.access, said.access, Access.PUBLIC)
    text, pages = _joined(raw, texts, printed, access)
    sha256 = digest(content)
    return Paper(
        id=sha256[:ID_DIGITS],
        sha256=sha256,
        source=source,
        location=str(path.resolve()),
        media_type=raw.media_type,
        title=_first(overrides.title, said.title, path.stem),
        council=overrides.council or said.council,
        committee=overrides.committee or said.committee,
        meeting_date=overrides.meeting_date or said.meeting_date,
        kind=_first(overrides.kind, said.kind, Kind.OTHER),
        access=access,
        text=text,
        pages=pages if raw.paged else (),
        notes=raw.notes,
    )


def _first(*values: T | None) -> T:
    """The first value that is not None."""
    return next(value for value in values if value is not None)


def _joined(
    raw: RawDocument, texts: Sequence[str], printed: Sequence[str | None], access: Access
) -> tuple[str, tuple[Page, ...]]:
    """The pages' texts as one, and where each page stands in it."""
    pages: list[Page] = []
    offset = 0
    marks = pages_access(texts)
    for number, (page, text, mark, said) in enumerate(zip(raw.pages, texts, printed, marks, strict=True), start=1):
        end, access_of_page = offset + len(text), max(access, said)
        pages.append(Page(number, offset, end, page.label, mark, access_of_page, page.confidence))
        offset += len(text) + len(PAGE_GAP)
    return PAGE_GAP.join(texts), tuple(pages)
