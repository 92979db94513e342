"""Numbers that count on: what tells the items of an agenda, and minutes, from other numbered lines."""

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_MISSING = 2  # numbers left out in a row: a page that could not be read
_COUNTING_ON = 2.0  # what it speaks for a line that it counts on


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line, or a place in one, with a number: `index` says where, `score` how much it looks like what is sought.
    Only numbers with the same `prefix` count on: "25/3", "25/4"."""

    index: int
    prefix: str
    number: int
    letter: str
    score: float


def counting_on(candidates: Sequence[Numbered]) -> list[Numbered]:
    """Those of `candidates`, in order, that count on and together look most like what is sought."""
    best: dict[tuple[str, int, str], tuple[float, list[Numbered]]] = {}
    top: tuple[float, list[Numbered]] = (0.0, [])
    for one in candidates:
        score, chain = one.score, [one]
        for missing in range(_MOST_MISSING + 1):
            for before in _before(one, missing):
                held = best.get((one.prefix, *before))
                together = held[0] + _COUNTING_ON - missing + one.score if held else score
                if held and together >= score:
                    score, chain = together, [*held[1], one]
        key = (one.prefix, one.number, one.letter)
        if key not in best or score >= best[key][0]:
            best[key] = (score, chain)
        top = max(top, (score, chain), key=lambda pair: (pair[0], len(pair[1])))
    return top[1]


def _before(one: Numbered, missing: int) -> list[tuple[int, str]]:
    """The numbers that may stand before this one: 12 or 12b before 13, 12 or 12a before 12b."""
    if one.letter and not missing:
        return [(one.number, ""), (one.number, chr(ord(one.letter) - 1))]
    return [(one.number - 1 - missing, letter) for letter in ("", "a", "b", "A", "B")]
