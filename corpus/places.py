"""Where words stand among the letters of a page, when white space, hyphens, case and ligatures do not count."""

import unicodedata
from collections.abc import Sequence

_HYPHENS = "-\u00ad\u2010\u2011"


def place_of(words: str, letters: Sequence[str]) -> tuple[int, int] | None:
    """The index (from 0) of the first of `letters` that make up `words`, and their count; None where none do."""
    wanted = "".join(map(_plain, words))
    plain = [_plain(letter) for letter in letters]
    homes = [index for index, signs in enumerate(plain) for _ in signs]
    start = "".join(plain).find(wanted) if wanted else -1
    if start < 0:
        return None
    first, last = homes[start], homes[start + len(wanted) - 1]
    return first, last - first + 1


def _plain(letter: str) -> str:
    """What is left of a character that counts."""
    signs = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(sign for sign in signs if sign.isprintable() and not sign.isspace() and sign not in _HYPHENS)
