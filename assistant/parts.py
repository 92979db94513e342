"""Questions of two parts: two things asked at once, or one thing asked of two.

Splitting is careful: what could be one question stays one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.slots import TIMES, Slot, filled


class Division(StrEnum):
    """Why a question has two parts."""

    TWO_THINGS = "two things"
    TWO_SIDES = "two sides"


@dataclass(frozen=True, slots=True)
class Divided:
    """A question in two: each of `parts` can be asked alone. Of two things, the second may need the first to be
    understood. Of two sides, `sides` are the words that tell them apart."""

    division: Division
    parts: tuple[str, str]
    sides: tuple[str, str] = ("", "")


_ASKING = (
    r"(?:(?:about|at|between|by|for|from|in|on|over|through|to|under|until|with|within) )?(?:(?:roughly|about) )?"
    r"(?:how|who|whom|whose|when|where|why|which|what)"
)
_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|must|may)"
_ASKING_YES_NO = rf"{_AUXILIARY} (?:it|he|she|they|this|that|these|those)"
_AND_ASKS = re.compile(
    rf"^(?P<first>(?:.{{,80}}[,:-] )?{_ASKING}\b.+?),? and (?P<second>(?:{_ASKING}|{_ASKING_YES_NO})\b.+)$",
    re.IGNORECASE,
)
_NO_VERB = re.compile(rf"\b{_ASKING}(?: (?!{_AUXILIARY}\b)\w+){{1,3}}\?$", re.IGNORECASE)
_FROM_VERB = re.compile(rf"^{_ASKING}(?: (?!{_AUXILIARY}\b)[\w'’-]+){{1,4}}(?P<verb> {_AUXILIARY} .+)$", re.IGNORECASE)
"""How two parts share what follows them: "how many homes, and how many staff, are affected"."""
_TWO_SENTENCES = re.compile(r"^(?P<first>[^?]{8,}\?)\s+(?P<second>[^?]{8,}\?)$")
_BETWEEN = re.compile(
    r"^(?P<before>.*?)\b(?:(?:the )?differences? between|compare|comparison (?:of|between))\s+(?P<a>.{2,60}?)\s+"
    r"(?:and|with|to|against|versus|vs\.?)\s+(?P<b>(?:[\w'’£&.-]+\s?){1,6})(?P<after>(?:[,:;?].*)?)$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r",?\s+(?:and|or|with|to|against|than|versus|vs\.?|compared (?:with|to))\s+(?:in |for |at |on |of |the )*",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|differen\w+|differ|versus|vs|both|each|more|less|higher|lower|either)\b", re.IGNORECASE
)
_COMPARE = re.compile(r"^\W*(?:please )?compare\s+|\bboth (?:the )?|\beach (?=\w)", re.IGNORECASE)
_SIDES = TIMES | {Slot.LABEL}
_NAMED_SIDES = frozenset({Slot.COMMITTEE, Slot.NAME, Slot.PERSON})
_SPAN_OF_TIME = re.compile(r"\b(?:between|from)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_ASKED_OF = re.compile(r"^\W*(?:what(?:['’]s| is| are| was| were)?|how (?:do|does|did)|please)?\s*$", re.IGNORECASE)


def divided(question: str) -> Divided | None:
    """The question in two parts; None where it is one."""
    return _two_sides(question) or _two_things(question)


def _two_things(question: str) -> Divided | None:
    found = _TWO_SENTENCES.match(question) or _AND_ASKS.match(question.rstrip(" ?"))
    if found is None:
        return None
    first, second = (_as_question(found[name]) for name in ("first", "second"))
    shared = _FROM_VERB.match(second)
    if shared and _NO_VERB.search(first):
        first = first.rstrip("?") + shared["verb"]
    if len(first.split()) < 3 or len(second.split()) < 2:
        return None
    return Divided(Division.TWO_THINGS, (first, second))


def _two_sides(question: str) -> Divided | None:
    """One thing asked of two: each side is the question with the other left out."""
    found = filled(question)
    for one, other in pairwise(found):
        alike = [part for part in found if (part.slot, part.head) == (one.slot, one.head)]
        if alike != [one, other] or one.text.casefold() == other.text.casefold():
            continue
        named = one.slot in _NAMED_SIDES and _COMPARES.search(question)
        span = one.slot in TIMES and _SPAN_OF_TIME.search(question[: one.start])
        if (one.slot in _SIDES or named) and not span and _JOINED.fullmatch(question[one.end : other.start]):
            before, after = question[: one.start], question[other.end :]
            return _sides(before, (one.text, other.text), after)
    between = _BETWEEN.match(question)
    if between and _ASKED_OF.match(between["before"]):
        return _sides("", (between["a"].strip(), between["b"].strip()), between["after"])
    return None


def _sides(before: str, sides: tuple[str, str], after: str) -> Divided:
    first, second = (_as_question(_COMPARE.sub("", f"{before}{side}{after}")) for side in sides)
    return Divided(Division.TWO_SIDES, (first, second), sides)


def _as_question(text: str) -> str:
    plain = text.strip(" ,;:?.")
    return f"{plain[:1].upper()}{plain[1:]}?"
