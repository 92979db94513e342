"""The names of councils and of their committees: found in text, written one way."""

import re
from collections import Counter

FULL_COUNCIL = "Full Council"
"""What the meeting of a whole council is called here, whatever its papers call it."""

_SMALL = {
    "a", "an", "and", "at", "by", "cum", "for", "in", "le", "next", "of", "on", "or", "the", "to", "under",
    "upon", "with",
}  # fmt: skip
_JOINS = r"and|&|on|upon|on\ the|upon\ the|le|with|under|next|cum"
_WORD = r"[A-Z][A-Za-z'\u2019.]*(?:-[A-Za-z'\u2019]+)*"
_PLACE = (
    rf"(?:(?:City|Isles?|Forest|Vale|East\ Riding|Royal\ Borough)\ of\ (?:the\ )?)?"
    rf"{_WORD}(?:,?\ (?:(?:{_JOINS})\ )?{_WORD}){{0,5}}"
)
_COUNCIL = re.compile(
    rf"\b(?:(?:Royal\ |London\ |Metropolitan\ )*Borough\ of\ (?P<borough>{_PLACE})"
    rf"|Council\ of\ the\ (?:City|Isles|London\ Borough)\ of\ {_PLACE}"
    rf"|{_PLACE}\ Council\b(?!\ (?:Tax|Hous|Chamber|Meeting|Offices?\b)))",
    re.VERBOSE,
)
# Words before "Council" that are no part of a place's name.
_NO_PLACE = _SMALL | {
    "all", "annual", "any", "arts", "ask", "between", "british", "by", "cabinet", "chair", "chairman", "chief",
    "clerk", "date", "deputy", "draft", "each", "every", "executive", "extraordinary", "for", "from", "full",
    "group", "in", "joint", "labour", "leader", "local", "member", "members", "meeting", "minutes", "national",
    "new", "our", "parish", "present", "report", "research", "schools", "special", "that", "this", "to", "town",
    "whole", "your", "youth", "local-government", "county", "district", "city", "borough", "metropolitan",
    "community", "village", "unitary",
}  # fmt: skip
_TIERS = {
    "borough", "city", "community", "county", "district", "metropolitan", "parish", "town", "unitary", "village",
}  # fmt: skip
_BODY = (
    r"(?:sub-?\s?committee|committee|panel|board|commission|forum|cabinet|executive|working\ (?:group|party)|"
    r"task\ (?:and\ finish\ )?group|council|annual\ (?:parish|town)\ (?:meeting|assembly)|partnership)"
)
_NAME = rf"(?:[\w'\u2019&,/-]+\ ){{0,12}}?{_BODY}(?!\w)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\ [a-z]{3,9}"
_MEETING_OF = re.compile(
    rf"\b(?:meeting|minutes|agenda|session)s?\ (?:of|for)\ (?:the\ |a\ )?(?:meeting\ of\ (?:the\ )?)?(?P<name>{_NAME})"
    r"(?=\ (?:meeting\ )?(?:held|will|which|on|in|at|to\ be|was|meeting)|\W*$|\ ?[,.:\u2013-])",
    re.IGNORECASE,
)
_MEETING_WAS = re.compile(
    rf"\b(?:a|an|the)\ (?P<name>{_NAME})\ meeting\ (?:was|will\ be|is\ to\ be)\ held", re.IGNORECASE
)
_ADDRESSEE = re.compile(
    rf"^(?:report\ )?to:?\s+(?:the\ )?(?P<name>{_NAME})(?=\s*(?:$|[-\u2013\u2014,:;(]|date\b|on\b|{_DAY}))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^(?:agenda|(?:draft\ )?minutes)?(?:\ ?[-\u2013\u2014:]\ ?|\ (?:of|for)\ )?"
    rf"(?:the\ )?(?P<name>{_NAME})(?:\ meeting)?\s*(?=$|[-\u2013\u2014:,(|]\s*(?:{_DAY}|$)|\s+(?:{_DAY}))",
    re.IGNORECASE,
)
_DECIDER = re.compile(
    rf"decision\ (?:to\ be\ )?(?:taken|made)\ by:?\s*(?:the\ )?(?P<name>{_NAME})\s*$", re.IGNORECASE | re.MULTILINE
)


def titled(text: str) -> str:
    """A text in capitals as a name is written: "BURTON-CUM-WALDEN" gives "Burton-cum-Walden"; others unchanged."""
    if text != text.upper():
        return text
    words = re.split(r"([\s/-]+)", text.lower())
    return "".join(word if word in _SMALL and place else _capital(word) for place, word in enumerate(words))


def find_council(text: str) -> str | None:
    """The council that a text names most, a line of its own near the start counting most; None where it names
    none in full ("the County Council" is not a name)."""
    counts: Counter[str] = Counter()
    for place, line in enumerate(text.split("\n")):
        plain = titled(" ".join(line.strip(" #*|\t").split()))
        for found in _COUNCIL.finditer(plain):
            name = _without_lead(found[0])
            if name:
                counts[name] += 10 if place < 30 and plain.startswith(name) else 1
    return max(counts, key=lambda name: (counts[name], -len(name))) if counts else None


def find_committee(text: str) -> str | None:
    """The committee whose meeting a paper's first lines are about, written one way; None where they name none."""
    lines = [" ".join(line.strip(" #*|\t").split()) for line in text.split("\n")]
    lines = [line for line in lines if line][:40]
    for line in lines:
        found = _ADDRESSEE.match(line)
        if found:
            return committee_name(found["name"])
    joined = " ".join(lines)[:2500]
    for pattern, place in ((_DECIDER, "\n".join(lines)), (_MEETING_OF, joined), (_MEETING_WAS, joined)):
        found = pattern.search(place)
        if found:
            return committee_name(found["name"])
    for line in lines[:20]:
        found = _ALONE.match(line)
        if found and _is_a_name(found["name"]):
            return committee_name(found["name"])
    return None


def committee_in_name(name: str) -> str | None:
    """The committee that a file's or folder's name ends with or consists of: "cabinet_2025-01-30"."""
    plain = re.sub(r"[_\s]+", " ", name)
    plain = re.sub(
        r"\W*\d[\w.:/-]*|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b", "|", plain, flags=re.IGNORECASE
    )
    for part in reversed(plain.split("|")):
        found = re.fullmatch(rf"\W*(?:the )?({_NAME})\W*", part.strip(), re.IGNORECASE | re.VERBOSE)
        if found:
            return committee_name(found[1])
    return None


def committee_name(name: str) -> str:
    """One way of writing a committee's name: "CABINET" gives "Cabinet", any whole council "Full Council"."""
    plain = " ".join(name.split()).strip(" .,:;-\u2013")
    plain = titled(plain.upper()) if plain in (plain.upper(), plain.lower()) else plain
    plain = re.sub(r"^(?:the|a|an) ", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bSub ?-?Committee\b", "Sub-Committee", plain, flags=re.IGNORECASE)
    return FULL_COUNCIL if re.search(r"\bcouncil$", plain, re.IGNORECASE) else plain


def _is_a_name(line: str) -> bool:
    """Each word begins with a capital, except small ones: headings and names do, sentences do not."""
    return all(word in _SMALL or not word[0].islower() for word in line.split())


def _without_lead(name: str) -> str:
    """The name from its first word that may begin a place's name; "" where nothing but "Council" is left."""
    words = name.split()
    while (
        len(words) > 1
        and words[0].lower().strip(".,") in _NO_PLACE
        and words[:2] not in (["City", "of"], ["County", "Durham"])
    ):
        words = words[1:]
    place = [word for word in words if word != "Council" and word.lower() not in _TIERS | _SMALL]
    return " ".join(words) if place and len(words) > 1 else ""


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
