"""Whether a paper says that it corrects or replaces another. Strict: a later paper is not by itself a correction."""

import re
from datetime import date

from corpus.types import Kind

HEAD_CHARACTERS = 4_000
"""How much of a paper's beginning says what it is for."""

_I = re.IGNORECASE
_NAMED = re.compile(r"(?<![a-z])(?:supplement(?:ary|al)?|addend(?:um|a)|corrected|correction|corrigendum|errat(?:um|a)"
                    r"|revised|replacement|amended)(?![a-z])", _I)  # fmt: skip
_PROPOSED = re.compile(r"(?<![a-z])(?:amendments?|alternative|motions?)(?![a-z])", _I)  # put to a vote, not correct
_PAPER = r"(?:report|version|appendi(?:x|ces)|annexe?|papers?|minutes)"
_SAID = re.compile(
    rf"\b(?:corrected|replacement)\s+{_PAPER}\b|\brevised (?:report|version)\b|\b(?:erratum|errata|corrigendum)\b|"
    rf"\b(?:replac(?:es|ing)|supersed(?:es|ing)|in place of|correct(?:s|ing))\s+(?:the|that|those)\s+"
    rf"(?:\w+\s+){{0,4}}?{_PAPER}\b[^.]{{0,80}}?\b(?:agenda|published|circulated|dated|issued|available|sent)\b",
    _I,
)
_REPLACES = re.compile(r"\b(?:replaces|supersedes|corrects|is a correction (?:of|to))\b", _I)
_DRAFT = re.compile(
    r"(?<![a-z])(?:draft|unconfirmed|unapproved)\s+minutes\b|\bminutes\b\W{0,3}\(?(?:draft|unconfirmed)", _I
)
_NEW_SENTENCE = re.compile(r"(?<=[.?!])\s")


def says_it_corrects(name: str, head: str) -> bool:
    """Whether the paper in the file called `name`, which begins with `head`, says that it goes in place of another
    paper of its meeting."""
    named = name.replace("_", " ")
    if _PROPOSED.search(named):
        return False
    return bool(_NAMED.search(named) or _SAID.search(" ".join(head.split())))


def says_it_replaces(head: str, day: date) -> bool:
    """Whether a sentence of `head` says that it replaces what went to the meeting on `day`."""
    dates = re.compile(rf"\b{day.day}(?:st|nd|rd|th)? {day:%B} {day.year}\b", _I)
    return any(
        _REPLACES.search(sentence) and dates.search(sentence)
        for sentence in _NEW_SENTENCE.split(" ".join(head.split()))
    )


def is_draft(name: str, head: str, kind: Kind) -> bool:
    """Whether minutes are those that a meeting has yet to approve."""
    words = (name.replace("_", " "), " ".join(head[:1_000].split()))
    return kind is Kind.MINUTES and any(_DRAFT.search(text) for text in words)
