"""The lines of a paper, with what the page tells about each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

FULL_SHARE = 0.75
"""A line of this share of its page's widest lines, or more, may run on in the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the span it takes, its words from `begin` on, and whether it fills the width of its page, so that it
    may run on in the next."""

    start: int
    end: int
    begin: int
    text: str
    full: bool


def find_lines(text: str, breaks: Sequence[int] = ()) -> Iterator[Line]:
    """The lines of `text`, empty ones too; how wide a full line is, each page says for itself. A line with tabs is a
    row of a table: as wide as its cells, it says nothing of the others, and does not run on.

    `breaks` are the offsets at which pages start.
    """
    for start, end in pairwise([*dict.fromkeys([0, *breaks]), len(text)]):
        raws = text[start:end].splitlines(keepends=True)
        lengths = sorted(len(raw.strip()) for raw in raws if len(raw.strip()) > 20 and "\t" not in raw.strip())
        width = lengths[len(lengths) * 9 // 10] if lengths else 0
        offset = start
        for raw in raws:
            words = raw.strip()
            begin = offset + len(raw) - len(raw.lstrip())
            full = len(words) >= FULL_SHARE * width and "\t" not in words
            yield Line(offset, offset + len(raw.rstrip("\r\n")), begin, words, full)
            offset += len(raw)
