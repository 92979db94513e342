"""Names in capitals, written as names are."""

import re

SMALL = {
    "a", "an", "and", "at", "by", "cum", "for", "in", "le", "next", "of", "on", "or", "the", "to", "under", "upon",
    "with",
}  # fmt: skip
"""Words that stay small inside a name."""


def titled(text: str) -> str:
    """A text in capitals as a name is written: "BURTON-CUM-WALDEN" gives "Burton-cum-Walden"; others unchanged."""
    if text != text.upper():
        return text
    words = re.split(r"([\s/-]+)", text.lower())
    return "".join(word if word in SMALL and place else word[:1].upper() + word[1:] for place, word in enumerate(words))
