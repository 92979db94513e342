"""The nouns of a council's papers. All frozen; all spans are half-open character offsets from 0 into `Paper.text`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a paper is."""

    AGENDA = "agenda"
    PACK = "pack"
    REPORT = "report"
    MINUTES = "minutes"
    DECISION = "decision"
    QUESTION = "question"
    OTHER = "other"


class Access(IntEnum):
    """Who may read a text: everybody, or those cleared for exempt information
    (Local Government Act 1972, Schedule 12A). A reader sees what is at or below their clearance."""

    PUBLIC = 0
    EXEMPT = 1


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as a reader found it. `text` uses '\\n' line ends; `label` is the PDF's own page label; `confidence`
    (0 to 100) is how sure text recognition was of its words, None where they did not have to be recognised."""

    text: str
    label: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as a reader found it: `pages` in order (one page for formats without pages, `paged` False).

    `unrecognised` says that text recognition would read more of it, and was not asked to.
    """

    media_type: str
    pages: tuple[RawPage, ...]
    paged: bool
    title: str | None = None
    notes: tuple[str, ...] = ()
    unrecognised: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page: `number` from 1 (what `#page=N` opens), its span, the PDF's label and the
    number printed on the page (of the pack it was printed for). `confidence` (0 to 100) is how sure text recognition
    was of its words, None where they did not have to be recognised."""

    number: int
    start: int
    end: int
    label: str | None = None
    printed: str | None = None
    access: Access = Access.PUBLIC
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What a paper says of itself. Each field is None where nothing is known."""

    title: str | None = None
    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    kind: Kind | None = None
    access: Access | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper read whole. `id` is the first 16 hexadecimal digits of `sha256`, the hash of the file's bytes.

    `source` is the path as it was given at ingest, for people; `location` is the absolute path, the key under
    which a changed file replaces the old one. `pages` is empty for formats without pages. `notes` are
    things a reader should know, such as "not read: pages 3-4 (no text layer)".
    """

    id: str
    sha256: str
    source: str
    location: str
    media_type: str
    title: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    kind: Kind
    access: Access
    text: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds character `offset` (from 0), or None for a format without pages."""
        return page_at(self.pages, offset)


def page_at(pages: Sequence[Page], offset: int) -> Page | None:
    """The page whose span holds `offset`; the last page that starts at or before it."""
    found = None
    for page in pages:
        if page.start > offset:
            break
        found = page
    return found


@dataclass(frozen=True, slots=True)
class MeetingName:
    """A meeting as it is named: of what council and committee, and on which day. Each None where a paper does not
    say."""

    council: str | None
    committee: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one paper inside one section and, for paged formats, inside one page.

    `id` is its 64-bit id for life (0 until the catalogue gives it one). `text` is `paper.text[start:end]`.
    `heading` is the path of headings above it, outermost first; it is embedded and searched along with the
    text, never quoted. `item` is the agenda item or minute number, `paragraph` the paragraph's own number.
    `header` is for a row of a table, and empty for anything else: the words over each of its cells (empty strings where
    there are none), searched along with the text like the headings; the heading then ends with the table's caption.
    `minutes_of` is the meeting in whose minutes it stands, where its paper is for another meeting and prints them.
    """

    id: int
    paper_id: str
    start: int
    end: int
    text: str
    heading: tuple[str, ...] = ()
    item: str | None = None
    paragraph: str | None = None
    page: Page | None = None
    access: Access = Access.PUBLIC
    header: tuple[str, ...] = ()
    minutes_of: MeetingName | None = None
