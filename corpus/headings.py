"""Which lines of a paper are headings.

Pure functions over lines. Headings are found the way council papers print them: Markdown and bold lines, agenda
item marks, minute numbers, numbered headings, capitals, appendices, and the customary section names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.lines import Line
from corpus.marks import plain

MAX_HEADING_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `lines` lines; `level` 1 is the outermost. `item` says what it is the heading of for certain."""

    level: int
    text: str
    item: str | None = None
    number: str | None = None
    lines: int = 1


_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*)")
_EMPHASISED = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?(?:\*\*[^*]+\*\*|<b>(?:(?!</b>).)+</b>)[\s.:]*")
_ITEM_MARK = re.compile(r"\W*Agenda Item(?: No)?[:.]?\s*(\d{1,3}[A-Za-z]?)\W*$", re.IGNORECASE)
_APPENDIX = re.compile(
    r"(?:appendix|annex|schedule)\s+(?:[A-Z]|\d{1,2})(?:\s*$|\s*[:(\u2013\u2014-][^.]*$|\s+(?-i:[A-Z\u201c\u2018])[^.]*$)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(\d{1,4}(?:\.\d{1,2}){0,2})[.):]?\s+(\S.*)")
_ITEM_BELOW = re.compile(r"\(Item\s+(?:No\.?\s*)?(\d{1,3}[A-Za-z]?)\)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:RESOLVED|Resolved|AGREED|NOTED|RECOMMENDED|The following|Following|It was|In response)\s")
_ASKED = re.compile(
    r"(?:NOTE|AGREE|APPROVE|ENDORSE|CONSIDER|DELEGATE|RECOMMEND|AUTHORISE|ADOPT|RATIFY|COMMENT ON|RESOLVE|CONFIRM)"
    r"(?:\s(?:the|that|this|an?|to|and|or|any|its|on)\b|,)",
    re.IGNORECASE,
)
_LEAD_IN_WORDS = 6
_LEAD_IN = re.compile(
    r"\b(?:to|that|by|is|are|was|were|be|as|of|for|the|will|shall|include[sd]?|including|follow(?:s|ing)|resolve[sd]?"
    r"|agree[sd]?|note[sd]?)\W*:\W*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\W*(?:RESOLVED|AGREED|RECOMMENDED)\W*", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:from|to|by|cc|date|status|subject|classification|ward|division|decision (?:no|number|ref\w*)|reference"
    r"|(?:tele)?phone(?: number)?|tel|e-?mail)\s*:\s*\S|(?:is|are|has|have|was|will|does)\s[^?]*\?\s*(?:yes|no)\b",
    re.IGNORECASE,
)
_UNFINISHED = frozenset(
    "and or of the to for in a an that from with by on at as which who their our its this these".split()
)
_FULL_STOP = re.compile(r"[a-z]\.\s+[A-Z]")
_ADDRESS_WORDS = 4
_YEAR = re.compile(r"(?:19|20)\d\d\s")
_SENTENCE_END = re.compile(r"[a-z]{3}\.\s+[A-Z]")
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
END_MATTER = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:contact|further) (?:details|officers?|information)"
    r"|(?:report|lead) (?:authors?|officers?)|(?:relevant|corporate) directors?"
    r"|(?:background|supporting) (?:papers|documents)|(?:list of )?appendices)\W*",
    re.IGNORECASE,
)
"""What ends a report: who wrote it, and what it was written from."""
_VOTE = re.compile(r"(?:for|against|abst\w+)\s*\(?\d+\)?", re.IGNORECASE)
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_ANY_MONTH = re.compile(_MONTH.pattern, re.IGNORECASE)
_REFERENCE = re.compile(r"(?=\S*\d)[A-Z0-9]{1,8}(?:/[A-Z0-9]{2,6}){1,4}[:,]?$")
"""The number of an application, "23/01234/FUL": what is named by it may have a house's number and a postcode too."""


def find_headings(lines: Sequence[Line], breaks: frozenset[int]) -> Iterator[tuple[int, Heading]]:
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


def _stamps(lines: Sequence[Line], breaks: frozenset[int]) -> dict[int, Heading]:
    """Item stamps that stand among a page's last lines, by the index of the page's first: a stamp printed on top
    of a page often comes last in its text."""
    firsts = [i for i, line in enumerate(lines) if line.start in breaks]
    found: dict[int, Heading] = {}
    for first, last in pairwise([*firsts, len(lines)]):
        tail = [line for line in lines[first + 1 : last] if line.text][-3:]
        for line in tail:
            if mark := _ITEM_MARK.match(line.text):
                found[first] = Heading(1, plain(line.text), mark[1], lines=0)
    return found


def _minute_heading(line: Line, following: Sequence[Line]) -> Heading | None:
    """The heading of a minute over one to three lines, with "(Item 5)" below it."""
    numbered = NUMBERED.match(plain(line.text))
    if not numbered or "." in numbered[1] or not numbered[2][0].isupper():
        return None
    for count, other in enumerate(following[:3], start=1):
        if _ITEM_BELOW.match(other.text):
            title = plain(" ".join([line.text, *(o.text for o in following[: count - 1])]))
            prose = _PARAGRAPH.match(numbered[2]) or _FULL_STOP.search(title)  # the end of the minute before
            return None if prose else Heading(2, title, numbered[1], lines=count)
        if NUMBERED.match(other.text):
            return None
    return None


def _heading(line: Line, previous: Line | None, following: Line | None) -> Heading | None:
    """What heading `line` is, between its neighbours; None where it is text."""
    text = line.text
    if len(text) > MAX_HEADING_CHARACTERS or "\t" in text or "|" in text:
        return None
    bare = plain(text)
    if marked := _MARKDOWN.match(text):
        return Heading(min(len(marked[1]) + 1, 5), bare, number=_number_of(bare))
    if mark := _ITEM_MARK.match(text):
        return Heading(1, bare, mark[1])
    if not any(c.isalpha() for c in bare) or (previous and previous.full and not _ends(previous.text)):
        return None
    if _APPENDIX.match(bare) and len(bare) <= 90:
        return Heading(1, bare)
    if _EMPHASISED.fullmatch(text):
        return Heading(4, bare, number=_number_of(bare))
    if not _reads_as_title(bare, following):
        return None
    if following and "@" in following.text and len(following.text.split()) <= _ADDRESS_WORDS:  # who to write to
        return Heading(4, bare, number=_number_of(bare)) if END_MATTER.fullmatch(bare) else None
    numbered = NUMBERED.match(bare)
    if numbered and not _MONTH.match(numbered[2]) and not _YEAR.match(bare):
        return _numbered_heading(line, bare, numbered)
    if _CUSTOMARY.fullmatch(bare):
        return Heading(4, bare)
    if bare.isupper() and (len(bare.split()) > 1 or len(bare) >= 8):
        return Heading(3, bare)
    opens = following is not None and (following.full or bool(NUMBERED.match(following.text)))
    return Heading(5, bare) if opens and not line.full and len(bare) >= 8 and len(bare.split()) <= 10 else None


def _numbered_heading(line: Line, bare: str, numbered: re.Match[str]) -> Heading | None:
    """A numbered line is a heading where it is short and has the line to itself; else it opens a paragraph, as do the
    words of a resolution, what a council is asked to do and the lead-in of a list: taken for a heading, its number
    would pass for the minute's."""
    depth = numbered[1].count(".")
    if _PARAGRAPH.match(numbered[2]) or (bare.endswith(":") and len(bare.split()) > _LEAD_IN_WORDS):
        return None
    if depth and _ASKED.match(numbered[2]):
        return None
    if line.full or bare[len(numbered[1])] == ")" or (depth and len(bare.split()) > 9):
        return None
    return Heading(2 if not depth else 3 + depth, bare, number=_number_of(bare))


def _number_of(heading: str) -> str | None:
    """The whole number that a heading opens with: an item's, a minute's, or only its own among the paper's. That of a
    day ("6 DECEMBER 2022") is none."""
    numbered = NUMBERED.match(heading)
    return numbered[1] if numbered and "." not in numbered[1] and not _ANY_MONTH.match(numbered[2]) else None


def _ends(text: str) -> bool:
    return text.endswith(tuple(".?!:;)]”\"'*>"))


def _reads_as_title(line: str, following: Line | None) -> bool:
    words = line.split()
    if any(pattern.match(line) for pattern in (_VOTE, _FIELD)) or _MARK.fullmatch(line) or _is_cut_out(line):
        return False
    if len(words) > 16 or line[-1] in ".,;" or line[0] in "•-·*–(£" or re.match(r"\(?[A-Za-z][.)]\s", line):
        return False
    if all(any(c.isdigit() for c in w) or _MONTH.match(w) for w in words):  # a date, a postcode, an amount
        return False
    first = next((c for c in line if c.isalpha()), "")
    named = words[1:] if words[0][0].isdigit() else words
    figures = 0 if any(map(_REFERENCE.match, named[:1])) else sum(any(c.isdigit() for c in word) for word in words)
    if not first.isupper() or figures > 2 or line.count("(") != line.count(")"):
        return False
    runs_on = following is not None and following.text[:1].islower()
    return not runs_on


def _is_cut_out(line: str) -> bool:
    """Whether a line is a piece of running text: it leads in what follows, breaks off, holds the end of a sentence or
    one half of a quotation, or an address to write to."""
    last = line.split()[-1]
    breaks_off = last in _UNFINISHED
    halved = line.count("\u201c") != line.count("\u201d") or ("\u2018" in line and "\u2019" not in line)
    return breaks_off or halved or "@" in line or bool(_LEAD_IN.search(line) or _SENTENCE_END.search(line))
