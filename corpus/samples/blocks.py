"""What a paper is set from: headings, numbered paragraphs, tables and the rest, as plain values.

Text may hold the inline marks <b>, <i> and <u>; a literal "&" or "<" is written &amp; or &lt;.
"""

from dataclasses import dataclass
from typing import Literal

Look = Literal["body", "bold", "centre", "title", "banner", "right", "note", "mark"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph without a number."""

    text: str
    look: Look = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own, kept with what follows it."""

    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph hanging from its mark: a number ("3.2"), a letter ("(a)") or a bullet; `depth` from 0."""

    mark: str
    text: str
    depth: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with their values, one a row: "Subject:" and what it is."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the header row is repeated on every page. `widths` are shares of the text's width;
    columns from number `numeric` (from 0) on are set to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: int = 99


@dataclass(frozen=True, slots=True)
class Columns:
    """Short texts side by side without rules: names of members, the authors of a report."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The council's name on its colours."""


@dataclass(frozen=True, slots=True)
class Gap:
    """White space, in points."""

    points: float = 10


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on a new page."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is only a picture of a letter, one string a typed line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks with a frame round them."""

    blocks: tuple["Block", ...]


Block = Text | Heading | Marked | Fields | Table | Columns | Letterhead | Gap | NewPage | Scan | Box
