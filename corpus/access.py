"""Who may read a page, by the marks that councils set at its head (Local Government Act 1972, Schedule 12A)."""

import re
from collections.abc import Sequence

from corpus.types import Access

_HEAD_LINES, _FOOT_LINES = 12, 3
_LONGEST_MARK = 160  # characters; a longer line is prose that speaks of exempt information

_RESTRICTED = r"(?:exempt|confidential|restricted)"
_THING = (
    r"(?:report|appendix|appendices|annexe?|document|paper|minutes?|schedule|session|page|not for|from publication)"
)
_PART_TWO = r"part\s+(?:2|ii|b)\b"
# What may follow the word in a mark; "Exempt accommodation" and "Restricted byway" are subjects.
_AFTER = (
    rf"(?=$|\s*[-\u2013\u2014:;,.(\[]|"
    rf"\s+(?:{_THING}|by\s+virtue|under|paragraph|and\s+(?:confidential|exempt))\b)"
)
_FIELD = r"(?:(?:security\s+)?classification|(?:publication\s+)?status|restriction|access|publication)"
_MARK = re.compile(
    rf"""^\W*(?:
    (?:this\s+\w+\s+is\s+)?not\s+for\s+publication\b
    |(?:strictly\s+|private\s+and\s+|{_PART_TWO}\W*)*{_RESTRICTED}(?:\s+information)?{_AFTER}
    |(?:{_THING}|(?:appendix|annex)\s+\w{{1,3}})\W+(?:is\s+)?{_RESTRICTED}\W*$
    |{_FIELD}\W{{1,4}}(?:{_RESTRICTED}|private|{_PART_TWO}|not\s+for\s+publication)
    |by\s+virtue\s+of\s+paragraph.{{0,60}}schedule\s+12a
    |this\s+{_THING}\s+(?:is\s+{_RESTRICTED}|contains\s+exempt)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_MARK = re.compile(r"\b(?:items?|business|no\s+exempt|unrestricted|non-exempt|if|whether)\b", re.IGNORECASE)
_WITHIN_A_SENTENCE = re.compile(r"\W*[a-z]")
_OPEN = re.compile(
    rf"^\W*(?:{_FIELD}\W{{1,4}})?(?:unrestricted|public(?:\s+(?:document|report))?|open|part\s+(?:1|i|a))\W*$",
    re.IGNORECASE,
)
_BEGINS_ANEW = re.compile(
    r"^\W*(?:agenda\s+item\b|agenda$|(?:draft\s+)?minutes\b|from:|subject:|report\s+(?:of|to|by)\b)", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?:^|[-(\[\s]){_RESTRICTED}(?=$|\s*[-)\]]|\s+{_THING}\b)|not for publication|^part (?:2|ii)$", re.IGNORECASE
)
_STAND_IN = re.compile(r"^\W*(?:this\s+)?document\s+is\s+(?:restricted|exempt)\W*$", re.IGNORECASE | re.MULTILINE)
_LONGEST_STAND_IN = 600  # characters of a page that only says that another one is withheld


def page_access(text: str) -> Access:
    """EXEMPT where one of the page's first or last lines marks it so ("NOT FOR PUBLICATION", "Status: Restricted");
    PUBLIC otherwise, also where the page only speaks of exempt items. The last lines count because a header may
    be drawn, and so read, after the page."""
    lines = _lines(text)
    return Access.EXEMPT if any(map(is_mark, lines[:_HEAD_LINES] + lines[-_FOOT_LINES:])) else Access.PUBLIC


def is_mark(line: str) -> bool:
    """True for a line that says its page or paper is exempt."""
    begins_small = _WITHIN_A_SENTENCE.match(line)  # "… which is / exempt."
    return len(line) <= _LONGEST_MARK and bool(_MARK.match(line)) and not (begins_small or _NOT_A_MARK.search(line))


def states_public(text: str) -> bool:
    """True where one of the page's first lines says that it is public ("Classification: Unrestricted")."""
    return any(_OPEN.match(line) for line in _head(text))


def pages_access(pages: Sequence[str]) -> tuple[Access, ...]:
    """One mark a page, from each page's text as it was read. An exempt report is often marked on its first page
    alone, so a mark holds for the pages after it too, up to one that says it is public or begins another paper;
    a page that only stands in for a withheld one ("Document is Restricted") marks nothing but itself."""
    marks: list[Access] = []
    holds = Access.PUBLIC
    for page in pages:
        own = page_access(page)
        if own is Access.EXEMPT:
            holds = Access.PUBLIC if len(page) <= _LONGEST_STAND_IN and _STAND_IN.search(page) else Access.EXEMPT
        elif any(_OPEN.match(line) or _BEGINS_ANEW.match(line) for line in _head(page)):
            holds = Access.PUBLIC
        marks.append(max(own, holds))
    return tuple(marks)


def name_access(name: str) -> Access | None:
    """EXEMPT where the name of a file or folder says so ("Appendix 2 - EXEMPT", "Restricted minutes"), else None."""
    return Access.EXEMPT if _NAMED.search(re.sub(r"[_\s]+", " ", name)) else None


def _head(text: str) -> list[str]:
    return _lines(text)[:_HEAD_LINES]


def _lines(text: str) -> list[str]:
    lines = (line.strip(" \t#*>|") for line in text.split("\n"))
    return [line for line in lines if line]
