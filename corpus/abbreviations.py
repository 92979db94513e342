"""Abbreviations that a paper explains itself: "Disabled Facilities Grant (DFG)"."""

import re
from collections.abc import Iterator, Sequence

MAX_WORDS = 12
"""A long form is at most this many words."""
_SHORT = re.compile(r"\(\s*(?:the )?[“\"'‘]?([A-Z][A-Za-z&]{0,8}[A-Z])s?[”\"'’]?\s*\)")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|&")
_BEFORE_CHARACTERS = 160
_PASSED_OVER = frozenset("of and the for in to a an on with by at as &".split())


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation in brackets right after words that it stands for, with those words, in the paper's order.

    The words are the last ones before it whose first letters spell it; small words may be passed over (Schwartz and
    Hearst, 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf, letters within words left out).
    """
    for match in _SHORT.finditer(text):
        before = text[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()]
        if re.search(r"[.;:]\s*$|\n\s*\n\s*$", before):
            continue
        words = _WORD.findall(before)[-MAX_WORDS:]
        length = _spelled(words, [letter for letter in match[1].casefold() if letter.isalpha()])
        if length > 1:
            yield match[1], " ".join(words[-length:])


def _spelled(words: Sequence[str], letters: Sequence[str]) -> int:
    """How many of the last of `words` begin with `letters`, one a letter in order; 0 where they do not."""
    left = len(letters)
    for count, word in enumerate(reversed(words), start=1):
        if word[0].casefold() == letters[left - 1]:
            left -= 1
            if not left:
                return count
        elif word.casefold() not in _PASSED_OVER:
            return 0
    return 0
