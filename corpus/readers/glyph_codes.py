"""Letters of fonts that do not say which letters they draw.

Some programs leave that out and number the glyphs as the font file does. Fonts that came with Windows and Mac OS
mostly keep one order of glyphs: space is 3, the rest of ASCII follows, then the Mac Roman set (OpenType
specification, 'post' table, format 1; the non-breaking space of that set, 172, has no glyph of its own there).
"""

from collections.abc import Sequence

_SPACE, _LAST_ASCII, _LAST_BEFORE_GAP, _LAST = 3, 97, 171, 224
_SENSIBLE = 0.97  # share of the codes that have to give a letter, a digit or a common sign
_FREQUENT = "etaoinsr"
_OFTEN = 0.45  # share of the letters that are those: two thirds in English, half in Welsh
_ENOUGH = 20  # letters from which that share tells
_COMMON = frozenset(" .,;:'\"!?()[]/&%+-*=@#_\u00a3\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\ufb01\ufb02")


def letters_of(codes: Sequence[int]) -> list[str] | None:
    """The letter of each glyph code, or None where reading the codes in that order makes no sense."""
    letters = [_letter(code) for code in codes]
    sensible = sum(letter in _COMMON or letter.isalnum() for letter in letters)
    if not letters or sensible < _SENSIBLE * len(letters):
        return None
    plain = [letter.lower() for letter in letters if letter.isascii() and letter.isalpha()]
    frequent = sum(letter in _FREQUENT for letter in plain)
    return None if len(plain) >= _ENOUGH and frequent < _OFTEN * len(plain) else letters


def _letter(code: int) -> str:
    """The sign of one glyph code, '' for none."""
    if not _SPACE <= code <= _LAST:
        return ""
    step = 29 if code <= _LAST_ASCII else 30 if code <= _LAST_BEFORE_GAP else 31
    return bytes([code + step]).decode("mac_roman")
