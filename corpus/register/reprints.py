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
_MOST_COMPARED = 20


def likeness(one: str, other: str) -> float:
    """Share of the longer text's words, each as often as it stands there, that the other has too: 0 to 1."""
    first, second = _words(one), _words(other)
    longer = max(first.total(), second.total())
    return (first & second).total() / longer if longer else 0.0


def without_reprints(text: str, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions of one paper in order, each once; of a reprint the first counts."""
    kept: list[Decision] = []
    matters: dict[tuple[bool, str], list[Counter[str]]] = {}
    for decision in decisions:
        words = _words(text[decision.start : decision.end])
        seen = [earlier for key in _matters(decision) for earlier in matters.setdefault(key, [])[:_MOST_COMPARED]]
        asks = decision.status is Status.RECOMMENDED
        if any(_repeats(words, earlier, asks) for earlier in seen):
            continue
        kept.append(decision)
        for key in _matters(decision):
            matters[key].append(words)
    return kept


def _matters(decision: Decision) -> list[tuple[bool, str]]:
    """What names the matter of a decision within its paper. Resolutions that a number or a count of votes tells
    apart are never reprints of each other."""
    if decision.status is Status.RECOMMENDED:
        return [(True, name.casefold()) for name in (decision.reference, decision.title or "") if name is not None]
    if decision.number is not None or decision.vote is not None or decision.item is not None:
        return []
    return [(False, (decision.title or "").casefold())]


def _repeats(later: Counter[str], earlier: Counter[str], asks: bool) -> bool:
    shorter = min(later.total(), earlier.total())
    return (asks or shorter >= _LEAST_WORDS) and (later & earlier).total() >= SAME_SHARE * shorter


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))
