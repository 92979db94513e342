"""Makes the text of any reader plain: '\\n' line ends, no control characters, no broken words."""

import re
from collections.abc import Set

# What pdfium puts where a line of the page ends in a hyphen, and the soft hyphen of other formats.
_HYPHEN_MARK = re.compile("(?<=\\w)[\u0002\ufffe](?:\n)?|\u00ad\n?")
_BROKEN_WORD = re.compile("([A-Za-z]+)(?:[\u0002\ufffe]\n?|\u00ad\n)([a-z]+)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TRAILING = re.compile(r"[ \t\u00a0]+$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)

# Bullets that word processors draw with the Symbol and Wingdings fonts; the fonts' own tables name the shapes.
_SYMBOL_FONTS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "◻", "\uf0fe": "☒", "\uf076": "❖"}
)


def clean_text(text: str, words: Set[str] = frozenset()) -> str:
    """The text with '\\n' line ends, symbol-font bullets as Unicode and neither control characters nor
    trailing spaces. A hyphen mark becomes '-', or nothing where only the joined word is one of `words`."""
    text = _LINE_ENDS.sub("\n", text)
    text = _BROKEN_WORD.sub(lambda found: _joined(found[1], found[2], words), text)
    text = _HYPHEN_MARK.sub(lambda found: "" if found[0] == "\u00ad" else "-", text)
    text = _CONTROLS.sub("", text.translate(_SYMBOL_FONTS))
    return _TRAILING.sub("", text)


def words_of(texts: list[str]) -> frozenset[str]:
    """Every word of the texts in small letters, hyphenated ones whole: what `clean_text` compares with."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _joined(head: str, tail: str, words: Set[str]) -> str:
    joined, hyphenated = (head + tail).lower(), f"{head}-{tail}".lower()
    return head + tail if joined in words and hyphenated not in words else f"{head}-{tail}"
