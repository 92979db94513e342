"""Whose paper it is: the names of councils in a text."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.casing import SMALL, titled

_TIERS = {
    "borough", "city", "community", "county", "district", "metropolitan", "parish", "town", "unitary", "village",
}  # fmt: skip
_JOINS = r"and|&|on|upon|on\ the|upon\ the|le|with|under|next|cum"
_WORD = r"(?:St\.|[A-Z][A-Za-z'\u2019]*(?:-[A-Za-z'\u2019]+)*)"
_PLACE = (
    rf"(?:(?:City|Isles?|Forest|Vale|East\ Riding|Royal\ Borough)\ of\ (?:the\ )?)?"
    rf"{_WORD}(?:\ (?:(?:{_JOINS})\ )?{_WORD}){{0,5}}"
)
_NAME = re.compile(
    rf"""\b(?:
    (?:Royal\ |London\ |Metropolitan\ )*Borough\ of\ {_PLACE}
    |Council\ of\ the\ (?:City|Isles|London\ Borough)\ of\ {_PLACE}
    |{_PLACE}\ Council\b(?!\ (?:Tax|Hous|Chamber|Meeting|Offices?\b|for\b))
    |Council\b(?!\ (?:Tax|Hous|Chamber))
    )""",
    re.VERBOSE,
)
# Words before "Council" that are no part of a place's name.
_NO_PLACE = SMALL | _TIERS | {
    "all", "annual", "any", "april", "arts", "ask", "august", "between", "british", "budget", "cabinet", "care",
    "chair", "chairman", "chief", "clerk", "data", "date", "december", "deputy", "draft", "each", "every", "executive",
    "extraordinary", "february", "from", "full", "group", "january", "joint", "july", "june", "labour", "leader",
    "local", "march", "may", "mayoral", "medical", "meeting", "member", "members", "minutes", "national", "new",
    "november", "october", "our", "people's", "present", "report", "research", "schools", "september", "special",
    "that", "this", "whole", "your", "youth",
}  # fmt: skip
_ADDRESS = re.compile(r"[@./]([a-z][a-z0-9-]+)\.gov\.uk\b")
_ENDS = re.compile(r"\s*(?:$|[-\u2013\u2014:])")
_MEETING_OF = re.compile(r"\b(?:meeting|minutes|proceedings) of (?:the )?$", re.IGNORECASE)
_HELD = re.compile(r",?\s*(?:$|held\b|on\b|in\b|at\b|will\b|is\b|which\b)", re.IGNORECASE)
_NEAR_TOP = 8  # lines in which a paper's head stands
_UNNAMED = 2  # mentions of "the County Council" from which the paper's own council is known to be a county's
_OFTEN, _CLEARLY = 3, 0.7  # mentions, and share of all mentions, from which a council is clearly the paper's own
_ALIKE = 4  # letters


def find_council(text: str) -> str | None:
    """The council whose paper a text is, as far as it says: one that heads it on a line of its own, otherwise the
    one whose addresses (x.gov.uk) it gives, otherwise one named far more often than any other.

    None where it names none in full ("the County Council" is not a name), or none so clearly, or only ones of
    another tier than it calls its own.
    """
    counts: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    for name, alone in _mentions(text):
        own = _without_lead(name)
        counts[own] += 1
        heads[own] += alone
        unnamed[_tier(name)] += not own
    del counts[""], heads[""]
    if heads.total():
        return heads.most_common(1)[0][0]
    del unnamed[""]
    tier = next((tier for tier, mentions in unnamed.most_common(1) if mentions >= _UNNAMED), None)
    addresses = set(_ADDRESS.findall(text.lower()))
    return _clearest(_told_apart(counts), tier, addresses)


def _clearest(counts: Counter[str], tier: str | None, addresses: set[str]) -> str | None:
    alike = {name: count for name, count in counts.items() if tier in (None, _tier(name))}
    for names in (alike, counts):
        at_home = {name: count for name, count in names.items() if any(_fits(name, site) for site in addresses)}
        if at_home:
            return max(at_home, key=lambda name: (at_home[name], -len(name)))
    if addresses or not alike:
        return None
    best = max(alike, key=lambda name: alike[name])
    clear = alike[best] >= max(_OFTEN, sum(alike.values()) * _CLEARLY)
    return best if clear or (tier and len(alike) == 1) else None


def _fits(name: str, address: str) -> bool:
    """True where the place's name and the address begin alike: "Kent County Council" and kent.gov.uk."""
    words = [word for word in name.lower().split() if word not in _TIERS | SMALL and word != "council"]
    place = re.sub("[^a-z]", "", "".join(words))
    site = re.sub("[^a-z]", "", address)
    return bool(place) and place[:_ALIKE] == site[:_ALIKE]


def _mentions(text: str) -> Iterator[tuple[str, bool]]:
    """Each name as it stands, and whether it heads the paper: alone on one of its first lines, or after a colon."""
    lines = (titled(" ".join(line.replace("\u2019", "'").strip(" #*|\t").split())) for line in text.split("\n"))
    for number, line in enumerate(filter(None, lines)):
        for found in _NAME.finditer(line):
            before, after = line[: found.start()], line[found.end() :]
            alone = (not before or before.endswith((": ", "/ "))) and _ENDS.match(after)
            meets = _MEETING_OF.search(f"{before}{_lead(found[0])}") and _HELD.match(after)
            yield found[0], number < _NEAR_TOP and bool(alone or meets)


def _lead(name: str) -> str:
    """The words of a name as found that are no part of it: "Meeting of the Eastmoor Town Council"."""
    return name.removesuffix(_without_lead(name)) if _without_lead(name) else ""


def _without_lead(name: str) -> str:
    """The name from its first word that may begin a place's name; "" where nothing but "Council" is left."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in _NO_PLACE and words[1:2] != ["of"] and words[:1] != ["Royal"]:
        words = words[1:]
    place = [word for word in words if word != "Council" and word.lower() not in _TIERS | SMALL]
    return " ".join(words) if place and len(words) > 1 else ""


def _tier(name: str) -> str:
    words = [word.lower() for word in name.split()]
    return words[-2] if len(words) > 1 and words[-1] == "council" and words[-2] in _TIERS else ""


def _told_apart(counts: Counter[str]) -> Counter[str]:
    """ "Kent County Council and Medway Council" counted as what follows "and", where that also stands alone."""
    apart: Counter[str] = Counter()
    for name, count in counts.items():
        last = re.split(r" (?:and|&) ", name)[-1]
        apart[last if last in counts else name] += count
    return apart
