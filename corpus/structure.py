"""The sections of a paper: which headings stand above each stretch of its text.

Pure functions over text. Headings are found the way council papers print them: Markdown and bold lines, agenda
item marks, minute numbers, numbered headings, capitals, appendices, and the customary section names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.lines import Line, find_lines

MAX_HEADING_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch `start`..`end` of the text that begins with its own heading line (but for the first of a paper).

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


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of `lines` lines; `level` 1 is the outermost. `item` says what it is the heading of for certain."""

    level: int
    text: str
    item: str | None = None
    number: str | None = None
    lines: int = 1


_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_EMPHASISED = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?:\*\*[^*]+\*\*|<b>(?:(?!</b>).)+</b>)[\s.:]*")
_ITEM_MARK = re.compile(r"\W*Agenda Item(?: No)?[:.]?\s*(\d{1,3}[A-Za-z]?)\W*$", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendix|annex|schedule)\s+(?:[A-Z]|\d{1,2})\b[^.]*$", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,4}(?:\.\d{1,2}){0,2})[.):]?\s+(\S.*)")
_ITEM_BELOW = re.compile(r"\(Item\s+(?:No\.?\s*)?(\d{1,3}[A-Za-z]?)\)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:RESOLVED|Resolved|AGREED|NOTED|RECOMMENDED|The following|Following|It was|In response)\s")
_LEAD_IN_WORDS = 6
_FULL_STOP = re.compile(r"[a-z]\.\s+[A-Z]")
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
_VOTE = re.compile(r"(?:for|against|abst\w+)\s*\(?\d+\)?", re.IGNORECASE)
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
    lines = list(find_lines(text, breaks))
    found = list(_headings(lines, frozenset(breaks)))
    first = lines[found[0][0]].start if found else len(text)
    sections = [Section(0, first, (), 0, None, None)] if first else []
    spans = pairwise([*(lines[i].start for i, _ in found), len(text)])
    stack: list[_Heading] = []
    for (i, heading), (start, end) in zip(found, spans, strict=True):
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        stack.append(heading)
        if start == end:  # a stamp on a page that opens with a heading of its own
            continue
        item = next((h.item for h in reversed(stack) if h.item), None)
        number = next((h.number for h in reversed(stack) if h.number), None)
        own = lines[i + heading.lines - 1].end - start if heading.lines else 0
        sections.append(Section(start, end, tuple(h.text for h in stack), own, item, number))
    return sections


def _headings(lines: Sequence[Line], breaks: frozenset[int]) -> Iterator[tuple[int, _Heading]]:
    """The headings, each with the index of its first line."""
    stamps = _stamps(lines, breaks)
    skip = 0
    for i, line in enumerate(lines):
        if i in stamps:
            yield i, stamps[i]
        if not line.text or i < skip:
            continue
        previous = lines[i - 1] if i and line.start not in breaks else None
        following = [other for other in lines[i + 1 : i + 6] if other.text][:4]
        heading = _minute_heading(line, following) or _heading(line, previous, following[0] if following else None)
        if heading:
            skip = i + heading.lines
            yield i, heading


def _stamps(lines: Sequence[Line], breaks: frozenset[int]) -> dict[int, _Heading]:
    """Item stamps that stand among a page's last lines, by the index of the page's first: a stamp printed on top
    of a page often comes last in its text."""
    firsts = [i for i, line in enumerate(lines) if line.start in breaks]
    found: dict[int, _Heading] = {}
    for first, last in pairwise([*firsts, len(lines)]):
        tail = [line for line in lines[first + 1 : last] if line.text][-3:]
        for line in tail:
            if mark := _ITEM_MARK.match(line.text):
                found[first] = _Heading(1, plain(line.text), mark[1], lines=0)
    return found


def _minute_heading(line: Line, following: Sequence[Line]) -> _Heading | None:
    """The heading of a minute over one to three lines, with "(Item 5)" below it."""
    numbered = _NUMBERED.match(plain(line.text))
    if not numbered or "." in numbered[1] or not numbered[2][0].isupper():
        return None
    for count, other in enumerate(following[:3], start=1):
        if _ITEM_BELOW.match(other.text):
            title = plain(" ".join([line.text, *(o.text for o in following[: count - 1])]))
            prose = _PARAGRAPH.match(numbered[2]) or _FULL_STOP.search(title)  # the end of the minute before
            return None if prose else _Heading(2, title, numbered[1], lines=count)
        if _NUMBERED.match(other.text):
            return None
    return None


def _heading(line: Line, previous: Line | None, following: Line | None) -> _Heading | None:
    """What heading `line` is, between its neighbours; None where it is text."""
    text = line.text
    if len(text) > MAX_HEADING_CHARACTERS or "\t" in text or "|" in text:
        return None
    bare = plain(text)
    if marked := _MARKDOWN.match(text):
        return _Heading(min(len(marked[1]) + 1, 5), bare, number=_number_of(bare))
    if mark := _ITEM_MARK.match(text):
        return _Heading(1, bare, mark[1])
    if not any(c.isalpha() for c in bare) or (previous and previous.full and not _ends(previous.text)):
        return None
    if _APPENDIX.match(bare) and len(bare) <= 90:
        return _Heading(1, bare)
    if _EMPHASISED.fullmatch(text):
        return _Heading(4, bare, number=_number_of(bare))
    if not _reads_as_title(bare, following):
        return None
    numbered = _NUMBERED.match(bare)
    if numbered and not _MONTH.match(numbered[2]):
        return _numbered_heading(line, bare, numbered)
    if _CUSTOMARY.fullmatch(bare):
        return _Heading(4, bare)
    if bare.isupper() and (len(bare.split()) > 1 or len(bare) >= 8):
        return _Heading(3, bare)
    opens = following is not None and (following.full or bool(_NUMBERED.match(following.text)))
    return _Heading(5, bare) if opens and not line.full and len(bare) >= 8 and len(bare.split()) <= 10 else None


def _numbered_heading(line: Line, bare: str, numbered: re.Match[str]) -> _Heading | None:
    """A numbered line is a heading where it is short and has the line to itself; else it opens a paragraph, as do the
    words of a resolution and the lead-in of a list: taken for a heading, its number would pass for the minute's."""
    depth = numbered[1].count(".")
    if _PARAGRAPH.match(numbered[2]) or (bare.endswith(":") and len(bare.split()) > _LEAD_IN_WORDS):
        return None
    if line.full or bare[len(numbered[1])] == ")" or (depth and len(bare.split()) > 9):
        return None
    return _Heading(2 if not depth else 3 + depth, bare, number=_number_of(bare))


def _number_of(heading: str) -> str | None:
    """The whole number that a heading opens with: an item's, a minute's, or only its own among the paper's."""
    numbered = _NUMBERED.match(heading)
    return numbered[1] if numbered and "." not in numbered[1] else None


def _ends(text: str) -> bool:
    return text.endswith(tuple(".?!:;)]”\"'*>"))


def _reads_as_title(line: str, following: Line | None) -> bool:
    words = line.split()
    if (
        _VOTE.match(line)
        or len(words) > 16
        or line[-1] in ".,;"
        or line[0] in "•-·*–(£"
        or re.match(r"\(?[A-Za-z][.)]\s", line)
    ):
        return False
    if all(any(c.isdigit() for c in w) or _MONTH.match(w) for w in words):  # a date, a postcode, an amount
        return False
    first = next((c for c in line if c.isalpha()), "")
    figures = sum(any(c.isdigit() for c in word) for word in words)
    if not first.isupper() or figures > 2 or line.count("(") != line.count(")"):
        return False
    runs_on = following is not None and following.text[:1].islower()
    return not (runs_on or line.endswith((" and", " of", " the", " to", " for", " in", " a", " that")))


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
