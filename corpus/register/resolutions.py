"""The words with which minutes mark a decision: RESOLVED, and what councils write in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ASIDE = r"\((?!(?:[a-z]|[ivx]{1,4}|\d{1,2})\))[^()\n]{1,80}\)"  # no label of a clause
_AFTER = rf"(?:\s+(?:unanimously|further|accordingly))*(?:\s*{_ASIDE})?"
_NUMBER = r"(?:\s+(?P<number>(?:[A-Z]{1,5}[./-]?)?\d{1,4}[./-]\d{1,5}))?"
_END = r"\s*(?P<mark>[:;\u2013\u2014-]{0,2})"
_BODIES = r"council|committee|sub-?committee|cabinet|panel|board|members|councillors"
_CAPITALS = re.compile(
    r"(?:(?:FURTHER|UNANIMOUSLY|Further|Unanimously|unanimously|further)\s+)*"
    rf"\b(?P<word>RESOLVED|RESOLUTION(?=\s*:))\b(?i:{_AFTER}{_NUMBER}){_END}"
)
_OPENING = re.compile(
    rf"^[^\w\n(]*(?:\(?\d{{1,3}}[.)]+\s*)?(?P<before>(?:it was |the (?:{_BODIES}) )?(?:further |unanimously )*)"
    r"(?P<word>resolved|resolution|agreed|decisions?(?:[ ](?:made|taken))?|recommended|noted)\b"
    rf"{_AFTER}{_NUMBER}{_END}",
    re.IGNORECASE | re.MULTILINE,
)
_NARRATED = re.compile(
    rf"\b(?:it was|(?:{_BODIES})(?: then| therefore)?)\s+(?:further |also |then |therefore |unanimously |duly )*"
    r"(?P<word>resolved)(?: unanimously)?(?=\s+(?:that|to)\b)",
    re.IGNORECASE,
)
_AFTER_A_SENTENCE = re.compile(
    rf"(?<=[.;]\s)(?P<word>Resolved)\b{_AFTER}\s*[:\u2013\u2014-]\s*(?=that\b)", re.IGNORECASE
)
_TOLD = re.compile(
    rf"\b(?:it was|(?:the )?(?:{_BODIES})(?: then| therefore)?)\s+"
    r"(?:further |also |then |therefore |unanimously |duly )*agreed(?: unanimously)?(?=\s+(?:that|to)\b)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"^[^\w\n]*(?P<body>The (?:{_BODIES})\s*:[-\u2013\u2014]?)\s*\n\s*\(?(?:[ai]|1)[.)]\s*"
    r"(?P<word>NOTED|APPROVED|AGREED|RESOLVED|Noted|Approved|Agreed|Resolved)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A body with what it did below it, each clause with a verb of its own: "The Committee:- i. NOTED ..."."""
_GOES_ON = re.compile(r"\s*(?:that|to|the|those|\(?[a-z0-9]{1,3}[.)]|\w+ to:)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a decision is announced: `start` of the words that do, `end` of them and of what stands with them.
    `asks` says that it only recommends; `number` is the resolution's own, and `word` the word that announces."""

    start: int
    end: int
    word: str
    number: str | None = None
    asks: bool = False


def find_marks(text: str, told: bool = False) -> Iterator[Mark]:
    """The places in `text` (without marks of Markdown or HTML) that announce a decision, in order.

    Minutes that never write "resolved" tell of decisions: with `told`, "it was agreed that" counts too.
    """
    found = [Mark(m.start(), m.end(), m["word"], m["number"]) for m in _CAPITALS.finditer(text)]
    openings = (m for m in _OPENING.finditer(text) if _announces(m))
    found += [
        Mark(m.start("before"), m.end(), m["word"], m["number"], m["word"].lower() == "recommended") for m in openings
    ]
    found += [Mark(m.start(), m.end(), m["word"]) for how in (_NARRATED, _AFTER_A_SENTENCE) for m in how.finditer(text)]
    found += [Mark(m.start(), m.end(), "agreed") for m in _TOLD.finditer(text)] if told else []
    found += [Mark(m.start(), m.end("body"), m["word"]) for m in _EACH.finditer(text)]
    end = -1
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= end:
            yield mark
            end = mark.end


def _announces(opening: re.Match[str]) -> bool:
    """Whether a line's first word announces a decision: by a colon or dash after it, or by capitals and "that"."""
    word, mark = opening["word"], opening["mark"]
    if word.lower().startswith(("decision", "resolution")):
        return mark == ":" and not word.islower()
    if word.islower() and not opening["before"]:
        return False
    if mark:
        return True
    goes_on = _GOES_ON.match(opening.string, opening.end())
    return bool(goes_on) and (word.isupper() or word == "Resolved")
