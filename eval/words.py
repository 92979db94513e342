"""Texts as words, and the longest run of words that two texts share."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8_192)
def words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of `text`, casefolded: white space and punctuation do not count."""
    return tuple(_WORD.findall(text.casefold()))


def longest_run(quote: str, text: str) -> int:
    """The number of words of the longest run of `quote` that stands in `text` word for word, in one piece.

    The longest common substring over words, row by row (Gusfield, 1997, "Algorithms on Strings, Trees and
    Sequences", 7.4), visiting only the places where the two words are the same.
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words(text)):
        places.setdefault(word, []).append(place)
    longest = 0
    ending_before: dict[int, int] = {}
    for word in words(quote):
        ending_here = {place: ending_before.get(place - 1, 0) + 1 for place in places.get(word, ())}
        longest = max(longest, *ending_here.values(), 0)
        ending_before = ending_here
    return longest


def squashed(text: str) -> str:
    """`text` casefolded, each run of white space as one blank."""
    return " ".join(text.casefold().split())
