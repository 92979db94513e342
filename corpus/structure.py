"""The sections of a paper: which headings stand above each stretch of its text.

Pure functions over text. Headings are found the way council papers print them: Markdown and bold lines, agenda
item marks, minute numbers, numbered headings, capitals, appendices, and the customary section names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MAX_HEADING_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch `start`..`end` of the text that begins with its own heading line (but for the first of a paper).

    `heading` is the path of headings above it, outermost first, its own last; empty before the first heading.
    `own` is the length of its own heading line from `start`, 0 where it has none. `item` is the agenda item or
    minute number it belongs to.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    own: int
    item: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    item: str | None = None


_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_EMPHASISED = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?:\*\*[^*]+\*\*|<b>(?:(?!</b>).)+</b>)[\s.:]*")
_ITEM_MARK = re.compile(r"\W*Agenda Item(?: No)?[:.]?\s*(\d{1,3}[A-Za-z]?)\W*$", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendix|annex|schedule)\s+(?:[A-Z]|\d{1,2})\b(?!.*\.$)", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,4}(?:\.\d{1,2}){0,2})[.):]?\s+(\S.*)")
_ITEM_BELOW = re.compile(r"\(Item\s+(?:No\.?\s*)?(\d{1,3}[A-Za-z]?)\)", re.IGNORECASE)
_CUSTOMARY = re.compile(
    r"""(?:\d+(?:\.\d+)*\.?\ +)?(?:
    purpose(?:\ of(?:\ the)?\ report)? | executive\ summary | summary | introduction | background(?:\ papers)?
    | recommendations? | reasons?\ for\ (?:the\ )?(?:recommendations?|decisions?) | information | conclusions?
    | next\ steps | consultation | (?:alternative\ |other\ )?options(?:\ considered)? | (?:policy|strategic)\ context
    | report\ background | issues\ and\ choices | (?:[a-z&,\ ]+\ )?implications?(?:\ \([^)]*\))?
    | (?:legal|financial|risk|finance|climate|equality|equalities)(?:\ [a-z]+)? | contact\ officers? | report\ authors?
    | consideration\ by\ overview\ and\ scrutiny | glossary
    )\ *:?""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_MARKS = re.compile(r"</?[a-z][^<>\n]*>|\*\*|__|^#+\s+", re.MULTILINE)


def unmarked(text: str) -> str:
    """`text` with spaces where Markdown and HTML marks stood, so that every word keeps its place."""
    return _MARKS.sub(lambda mark: " " * len(mark[0]), text)


def plain(text: str) -> str:
    """`text` without Markdown and HTML marks, white space folded: for searching and showing, never for quoting."""
    return " ".join(unmarked(text).split())


def find_sections(text: str, breaks: Sequence[int] = ()) -> list[Section]:
    """The sections of `text`, in order, covering all of it. `breaks` are the offsets at which pages start."""
    lines = list(_lines(text))
    found = [(i, heading) for i, heading in enumerate(_headings(lines, set(breaks))) if heading]
    if not found or lines[found[0][0]].start > 0:
        first = lines[found[0][0]].start if found else len(text)
        sections = [Section(0, first, (), 0, None)] if first else []
    else:
        sections = []
    ends = [*(lines[i].start for i, _ in found[1:]), len(text)]
    stack: list[_Heading] = []
    for (i, heading), end in zip(found, ends, strict=True):
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        stack.append(heading)
        item = next((h.item for h in reversed(stack) if h.item), None)
        path = tuple(h.text for h in stack)
        sections.append(Section(lines[i].start, end, path, lines[i].end - lines[i].start, item))
    return sections


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for raw in text.splitlines(keepends=True):
        yield _Line(start, start + len(raw.rstrip("\r\n")), raw.strip())
        start += len(raw)


def _headings(lines: Sequence[_Line], breaks: set[int]) -> Iterator[_Heading | None]:
    for i, line in enumerate(lines):
        previous = lines[i - 1].text if i and line.start not in breaks else ""
        following = next((other.text for other in lines[i + 1 : i + 3] if other.text), "")
        yield _heading(line.text, previous, following) if line.text else None


def _heading(line: str, previous: str, following: str) -> _Heading | None:
    """What heading `line` is, between its neighbours; None where it is text."""
    if len(line) > MAX_HEADING_CHARACTERS or "\t" in line or "|" in line:
        return None
    if marked := _MARKDOWN.match(line):
        return _Heading(min(len(marked[1]) + 1, 5), plain(marked[2]), _minute_number(plain(marked[2]), following))
    if mark := _ITEM_MARK.match(line):
        return _Heading(1, plain(line), mark[1])
    bare = plain(line)
    if not bare or not any(c.isalpha() for c in bare):
        return None
    if _APPENDIX.match(bare) and len(bare) <= 100:
        return _Heading(1, bare)
    if _EMPHASISED.fullmatch(line):
        return _Heading(4, bare, _minute_number(bare, following))
    if not _stands_apart(previous) or not _reads_as_title(bare, following):
        return None
    numbered = _NUMBERED.match(bare)
    if numbered and not _MONTH.match(numbered[2]):
        item = _minute_number(bare, following)
        return _Heading(2 if item else 3 + numbered[1].count("."), bare, item)
    if _CUSTOMARY.fullmatch(bare):
        return _Heading(4, bare)
    if bare.isupper() and len(bare) >= 4:
        return _Heading(3, bare)
    return _Heading(5, bare) if len(following) >= 40 or _NUMBERED.match(following) else None


def _minute_number(heading: str, following: str) -> str | None:
    """The agenda item or minute number that a numbered heading carries."""
    numbered = _NUMBERED.match(heading)
    if numbered and "." not in numbered[1]:
        below = _ITEM_BELOW.match(following)
        return f"{numbered[1]} (item {below[1]})" if below else numbered[1]
    return None


def _stands_apart(previous: str) -> bool:
    """Whether the line after `previous` can open something new: it is not the rest of a wrapped sentence."""
    return not previous or previous[-1] in ".?!:;)]”\"'*>" or len(previous) < 60


def _reads_as_title(line: str, following: str) -> bool:
    words = line.split()
    if len(words) > 16 or line[-1] in ".,;" or line[0] in "•-·*–(£" or re.match(r"\(?[A-Za-z][.)]\s", line):
        return False
    if all(any(c.isdigit() for c in w) or _MONTH.match(w) for w in words):  # a date, a postcode, an amount
        return False
    first = next((c for c in line if c.isalpha()), "")
    if not first.isupper() or sum(any(c.isdigit() for c in w) for w in words) > 2:
        return False
    return not (following[:1].islower() or line.endswith((" and", " of", " the", " to", " for", " in", " a")))


def paragraph_number(line: str) -> str | None:
    """The number that a numbered paragraph opens with ("3.2", "14"), or None."""
    numbered = _NUMBERED.match(line.lstrip("*").lstrip())
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
