"""The sections of a paper: which headings stand above each stretch of its text. Pure functions over text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.headings import END_MATTER, NUMBERED, Heading, find_headings
from corpus.lines import Line, find_lines
from corpus.marks import plain
from corpus.register.parts import Minuted

_Found = tuple[int, Heading]
"""The index of a heading's first line, from 0, and the heading."""
_ITEM_BELOW = re.compile(r"\s*\((?:Agenda )?Item\b[^()]*\)$", re.IGNORECASE)
_MINUTE = 2
"""The level of the headings of minutes."""
_Standing = tuple[Heading, int]
"""A heading and the page on which it stands, from 1 (0 where nothing is said of pages)."""
_PAGES_HELD = {3: 5, 4: 3, 5: 1}
"""For how many pages after its own a heading of each level stands; those of 1 and 2 until the next of their kind."""
_HELD_AT_END = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch `start`..`end` of the text that begins with its own heading line, or with the page on which a heading
    above it stands no more (or with the paper).

    `heading` is the path of headings above it, outermost first, its own last; empty before the first heading.
    `own` is the length of its own heading line from `start`, 0 where it has none. `item` is the agenda item or
    minute it certainly belongs to, `number` the whole number of the nearest numbered heading, whatever that counts.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    own: int
    item: str | None
    number: str | None


def find_sections(text: str, breaks: Sequence[int] = (), minuted: Sequence[Minuted] = ()) -> list[Section]:
    """The sections of `text`, in order, covering all of it. `breaks` are the offsets at which pages start. What heads
    the minutes in `minuted` is a heading whatever it looks like, and stands to their end."""
    lines = list(find_lines(text, breaks))
    found = _with_minutes(text, list(find_headings(lines, frozenset(breaks))), lines, minuted)
    first = lines[found[0][0]].start if found else len(text)
    sections = [Section(0, first, (), 0, None, None)] if first else []
    spans = pairwise([*(lines[i].start for i, _ in found), len(text)])
    stack: list[_Standing] = []
    for (i, heading), (start, end) in zip(found, spans, strict=True):
        page = bisect_right(breaks, start)
        stack = [above for above in _held(stack, page) if above[0].level < heading.level] + [(heading, page)]
        if start == end:  # a stamp on a page that opens with a heading of its own
            continue
        own = lines[i + heading.lines - 1].end - start if heading.lines else 0
        for at in range(page, bisect_left(breaks, end)):
            held = _held(stack, at + 1)
            if len(held) < len(stack):
                sections.append(_section(start, breaks[at], stack, own))
                start, own, stack = breaks[at], 0, held
        sections.append(_section(start, end, stack, own))
    return sections


def _with_minutes(
    text: str, found: Sequence[_Found], lines: Sequence[Line], minuted: Sequence[Minuted]
) -> list[_Found]:
    """The headings `found`, those of minutes among them, each lot of minutes with an end."""
    known: dict[int, Heading] = {}
    covered: set[int] = set()
    for part in minuted:
        for minute in part.minutes:
            first = bisect_right(lines, minute.start, key=lambda line: line.start) - 1
            last = bisect_left(lines, minute.end, key=lambda line: line.start)
            number = minute.minute or minute.number
            words = _ITEM_BELOW.sub("", plain(" ".join(text[minute.start : minute.end].split())))
            known[first] = Heading(_MINUTE, words, number, number, last - first)
            covered.update(range(first, last))
    others = [(i, heading) for i, heading in found if i not in covered]
    ends = (bisect_left(lines, part.span.end, key=lambda line: line.start) for part in minuted if part.minutes)
    ended = [(i, Heading(_MINUTE, "", lines=0)) for i in ends if i < len(lines)]
    return sorted([*ended, *others, *known.items()], key=lambda one: one[0])


def _section(start: int, end: int, stack: Sequence[_Standing], own: int) -> Section:
    headings = [heading for heading, _ in stack]
    item = next((h.item for h in reversed(headings) if h.item), None)
    number = next((h.number for h in reversed(headings) if h.number), None)
    return Section(start, end, tuple(h.text for h in headings if h.text), own, item, number)


def _held(stack: Sequence[_Standing], page: int) -> list[_Standing]:
    """The headings that still stand at the top of page `page`. One known by its looks alone soon does not: the next
    may have been missed. What ends a report, such as who wrote it, ends its sections with itself."""
    ended = any(END_MATTER.fullmatch(heading.text) and page - since > _HELD_AT_END for heading, since in stack)
    return [
        (heading, since)
        for heading, since in stack
        if heading.item or not ((ended and heading.level > 1) or page - since > _PAGES_HELD.get(heading.level, page))
    ]


def paragraph_number(line: str) -> str | None:
    """The number that a numbered paragraph opens with ("3.2", "14"), or None."""
    numbered = NUMBERED.match(line.lstrip("*").lstrip())
    if not numbered or (numbered[2][0].islower() and "." not in numbered[1]):
        return None
    return (
        numbered[1]
        if "." in numbered[1] or line.lstrip("*").startswith((f"{numbered[1]}.", f"{numbered[1]})"))
        else None
    )


def blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of `text[start:end]` as spans: a new one after a blank line, at a number, or at a bullet."""
    starts = [start]
    offset, after_blank = start, False
    for raw in text[start:end].splitlines(keepends=True):
        line = raw.strip()
        if line and offset > start and (after_blank or paragraph_number(line) or line[0] in "•·▪"):
            starts.append(offset)
        after_blank = not line
        offset += len(raw)
    return list(pairwise([*starts, end]))
