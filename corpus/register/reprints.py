"""The same decision printed twice: at the top and the end of a report, in draft minutes and in those approved."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.register.types import Decision, Status

SAME_SHARE = 0.85
"""Share of their words that two texts have in common, from which one is a reprint of the other: room for the slips
that are corrected between a draft and what is approved."""
_LEAST_WORDS = 40
"""Below so many words two resolutions that no number tells apart may well be two: "That the report be noted."."""


def likeness(one: str, other: str) -> float:
    """Share of the longer text's words, each as often as it stands there, that the other has too: 0 to 1."""
    first, second = _words(one), _words(other)
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 0.0


def without_reprints(text: str, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions of one paper in order, each once; of a reprint the first counts."""
    kept: list[Decision] = []
    for decision in decisions:
        if not any(_repeats(text, decision, earlier) for earlier in kept):
            kept.append(decision)
    return kept


def _repeats(text: str, later: Decision, earlier: Decision) -> bool:
    if (later.status is Status.RECOMMENDED) != (earlier.status is Status.RECOMMENDED):
        return False
    first, second = (_words(text[d.start : d.end]) for d in (earlier, later))
    shorter = min(first.total(), second.total())
    if (first & second).total() < SAME_SHARE * shorter:
        return False
    if later.status is Status.RECOMMENDED:
        same_reference = later.reference is not None and later.reference == earlier.reference
        return same_reference or (later.title or "").casefold() == (earlier.title or "").casefold()
    unnumbered = later.number is None and earlier.number is None and later.vote is None and earlier.vote is None
    return unnumbered and later.title == earlier.title and later.item == earlier.item and shorter >= _LEAST_WORDS


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))
