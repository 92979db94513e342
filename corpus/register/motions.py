"""Motions and amendments as minutes tell of them: who proposed, how it was voted, and whether it was carried."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.register.names import TITLE
from corpus.register.types import Vote

_PART = r"(?:[A-Z]\.|[A-Z][\w\u2019'-]{0,40}|de|van|von|of|the)"
_TITLED = rf"{TITLE}(?:\s+{_PART}){{1,4}}"
_OFFICE = (
    r"(?:[Tt]he\s+)?(?:Vice[- ]|Deputy[- ]|Town |Lord )*"
    r"(?:Chair(?:man|woman|person)?|Leader(?:\s+of\s+the\s+Council)?|Mayor|Convener|Provost)\b"
)
_PLAIN = r"(?<![\w\u2019'-])[A-Z][\w\u2019'-]{1,40}(?:\s+(?:[A-Z]\.|[A-Z][\w\u2019'-]{0,40})){1,2}"
_NAME = rf"(?:{_TITLED}|{_OFFICE}(?:,?\s+{_TITLED})?|{_PLAIN})"
_ASIDE = (
    rf"(?:,\s(?:(?!\n\s*\n|{TITLE}\s)[^.;:]){{1,140}}?,?)?"  # "Mr Brook, Deputy Leader and Cabinet Member for Finance,"
)
_AND = r"[\s,;]*(?:and\s+)?(?:was\s+)?"
_PROPOSED = (
    re.compile(
        rf"(?P<mover>{_NAME}){_ASIDE}\s+(?i:proposed|moved)\b(?!\s+by\b)(?P<between>[^.;:]{{0,120}}?)(?:,\s*|\s+)(?:and\s+)?"
        rf"(?:(?P<seconder>{_NAME}){_ASIDE}\s+)?(?i:seconded)\b(?:\s+by\s+(?P<by>{_NAME}))?"
    ),
    re.compile(
        rf"(?P<mover>{_NAME}){_ASIDE}\s+(?i:proposed|moved)\s+(?P<between>(?:that|to|the)\b[^.;:]{{4,400}})\.\s+"
        rf"(?:This|It|The\s+(?:motion|proposal))\s+was\s+(?:duly\s+)?seconded(?:\s+by\s+(?P<by>{_NAME}))?"
    ),
    re.compile(rf"(?P<mover>{_NAME}),?\s+seconded\s+by\s+(?P<seconder>{_NAME}){_ASIDE},?\s+(?:proposed|moved)\b"),
    re.compile(
        rf"\b(?i:proposed|moved)(?:(?:\s+as\s+[^.;:]{{1,40}}?)?\s+by|:)\s*(?P<mover>{_NAME}){_AND}(?i:seconded)(?:\s+by|:)\s*(?P<seconder>{_NAME})"
    ),
    re.compile(rf"\b(?i:proposed|moved)\s+(?P<mover>{_TITLED}){_AND}(?i:seconded)\s+(?P<seconder>{_TITLED})"),
    re.compile(rf"\bon the (?:motion|proposition) of\s+(?P<mover>{_NAME}){_AND}seconded\s+by\s+(?P<seconder>{_NAME})"),
    re.compile(r"(?P<mover>[Tt]he\s+(?:Chair(?:man|woman|person)?|Mayor|Leader))\s+(?:proposed|moved)(?=\s+that\b)"),
)
_WHAT = r"(?:substantive motion|motion|amendment|proposal|recommendations?|resolution)"
_BUT = r"(?:(?:then|duly|therefore|declared|unanimously) )*"
_OUTCOMES = (
    rf"^[^\w\n]*(?:the )?{_WHAT}(?: \(?as amended\)?)?(?: was| were)? ?{_BUT}(?:to be )?"
    r"(?P<out>(?:not )?carried|lost|defeated|withdrawn|rejected)\b",
    rf"\bput\b(?:(?!\.\s|\bput\b)[\s\S]){{0,220}}?\b(?:it was|was|were|and)\s+{_BUT}"
    r"(?P<out>(?:not )?carried|lost|defeated|rejected|agreed|approved|passed)\b",
    r"^[^\w\n]*(?P<out>agreed|carried|lost)(?:\s+unanimously|\s+nem\.? con\.?)?[^\w\n]*$",
    rf"\b(?:the |this |and it |it |which )(?:{_WHAT})?\s?(?:was|were) {_BUT}"
    r"(?P<out>carried|lost|defeated|rejected|passed|withdrawn|agreed(?= unanimously)|approved(?= unanimously))\b",
    r"\b(?P<out>carried|passed|agreed|approved)\s+(?:unanimously|nem\.? con)",
    r"\bunanimously\s+(?P<out>carried|passed|agreed|approved|accepted|elected|appointed)\b",
    r"\b(?P<out>all (?:were )?in favour|vote was unanimous|(?:agreed|confirmed|approved|supported) by all)\b",
)
_OUTCOME_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in _OUTCOMES)
_LOST = frozenset(("lost", "defeated", "rejected", "not carried"))
_FOR = r"(?:for|in favour)"
_VOTING = re.compile(
    r"\s*(?:\(?(?:the\s+)?vot(?:es?|ing)(?:\s+was(?:\s+as\s+follows)?)?\s*[:\u2013\u2014-]\s*)?", re.IGNORECASE
)
_AMONG_NAMES = 4000  # characters of names between the count for and the count against
_MARKED = r"\s*[:(\u2013\u2014-]\s*\(?"  # "No - 52" counts votes; "No. 52" is a number


_NAMES_FIRST = r"[^\n:()]{0,30}:(?:(?!\n\s*\n)[^()]){1,800}?(?=\(\d)"  # "For the motion: Councillors Lee and May (2)"


def _count_line(words: str, marked: str) -> re.Pattern[str]:
    """A line that begins with some words and how many voted so, before or after their names; after what is `marked` a
    mark must stand."""
    told = rf"(?:votes? |(?:councillors|members) who (?:voted )?)?(?:{words})(?:\W{{0,3}}|[ \t]+|{_NAMES_FIRST})\(?"
    written = rf"(?:{told}|(?:{marked}){_MARKED})(?P<count>\d{{1,4}})\b\)?"
    return re.compile(rf"^[^\w\n]*{written}", re.IGNORECASE | re.MULTILINE)


_FOR_LINE = _count_line("for|in favour", "yes|ayes?")
_AGAINST_LINE = _count_line("against", "no|noes")
_ABSTAINED_LINE = _count_line(r"abst\w+", r"abst\w+")
_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_FOR}\W{{1,3}}(?P<for>\d{{1,4}})\W{{1,9}}(?:votes? )?against\W{{1,3}}(?P<against>\d{{1,4}})"
        r"(?:\W{1,9}(?:and )?abst\w+\W{1,3}(?P<abstain>\d{1,4}))?",
        rf"\b(?P<for>\d{{1,4}})\s+(?:votes?\s+|members\s+|councillors\s+)?(?:voted\s+|voting\s+)?{_FOR}\W{{1,9}}"
        r"(?:and\s+|with\s+)?(?P<against>\d{1,4})\s+(?:votes?\s+)?against"
        r"(?:\W{1,9}(?:and\s+|with\s+)?(?P<abstain>\d{1,4})\s+abst\w+)?",
        r"\bby\s+(?P<for>\d{1,4})\s+votes?,?\s+to\s+(?P<against>\d{1,4})(?:\s+votes?)?"
        r"(?:\W{1,9}(?:and |with )?(?P<abstain>\d{1,4})\s+abst\w+)?",
        r"\bmotion\s+(?:received\s+)?(?P<for>\d{1,4})\s+votes?\W{1,9}(?:and\s+)?(?:the\s+)?amendment\s+(?:received\s+)?"
        r"(?P<against>\d{1,4})(?:\s+votes?)?(?:\W{1,9}(?:and\s+|with\s+)?(?P<abstain>\d{1,4})\s+abst\w+)?",
        rf"\b(?P<for>\d{{1,4}})\s+(?:votes?\s+)?{_FOR}\W{{1,9}}(?:and\s+|with\s+)?(?P<abstain>\d{{1,4}})\s+abst\w+"
        r"(?P<against>)",
    )
)
_UNANIMOUS = re.compile(r"\bunanimous(?:ly)?\b|\bnem\.? con|\b(?:all (?:were )?in favour|by all)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed something: `start` and `end` of the words that say who. An amendment, or a motion."""

    start: int
    end: int
    mover: str
    seconder: str | None
    amendment: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a motion or amendment: `start` and `end` of the words that say so. `amendment` is None where
    they do not say which of the two it was."""

    start: int
    end: int
    carried: bool
    withdrawn: bool
    amendment: bool | None
    substantive: bool


def find_proposals(text: str) -> Iterator[Proposal]:
    """Who proposed and seconded, in order."""
    end = 0
    found = (match for pattern in _PROPOSED for match in pattern.finditer(text))
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        end = match.end()
        groups = match.groupdict()
        seconder = groups.get("seconder") or groups.get("by")
        about = re.split(r"[:\u201c]|\.\s", text[end : end + 60])[0] + (groups.get("between") or "")
        about += text[max(0, match.start() - 30) : match.start()].split(".")[-1]  # "As an amendment, …"
        amendment = "amendment" in about.lower()
        yield Proposal(match.start(), end, _clean(match["mover"]), _clean(seconder) if seconder else None, amendment)


def find_outcomes(text: str) -> Iterator[Outcome]:
    """The words that say what became of a motion, in order; of two that overlap the one that begins first."""
    end = -1
    found = (match for pattern in _OUTCOME_PATTERNS for match in pattern.finditer(text))
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        end = match.end()
        words = match[0].lower()
        out = " ".join(match["out"].lower().split())
        amendment = True if "amendment" in words else False if "motion" in words else None
        yield Outcome(match.start(), end, out not in _LOST, out == "withdrawn", amendment, "substantive" in words)


def vote_lists(text: str) -> dict[str, tuple[int, int]]:
    """Where `text` lists who voted "for", "against" and "abstained", each with its count ("For (14)", then names), as
    characters from 0 to an end exclusive, in order; empty where it has no such lists."""
    patterns = {"for": _FOR_LINE, "against": _AGAINST_LINE, "abstained": _ABSTAINED_LINE}
    found = sorted((m.start(), side) for side, pattern in patterns.items() if (m := pattern.search(text)))
    if len(found) < 2:
        return {}
    ends = [start for start, _ in found[1:]]
    outcome = next((one.start for one in find_outcomes(text) if one.start > found[-1][0]), len(text))
    return {
        side: (start, start + len(text[start:end].rstrip()))
        for (start, side), end in zip(found, [*ends, outcome], strict=True)
    }


def count_start(text: str) -> int | None:
    """Where the last count of votes in `text` begins; None where it has none."""
    lists = list(_FOR_LINE.finditer(text))
    starts = [m.start() for m in lists[-1:]] or [m.start() for pattern in _COUNTS for m in pattern.finditer(text)]
    return max(starts, default=None)


def opening_count(text: str) -> tuple[int, int] | None:
    """The count of votes that `text` opens with, as characters from 0 to an end exclusive; None where it opens with
    something else."""
    opening = _VOTING.match(text)
    begin = opening.end() if opening else 0
    lines = (pattern.match(text, begin) for pattern in (_FOR_LINE, *_COUNTS))
    first = next((found for found in lines if found), None)
    if first is None:
        return None
    end = first.end()
    for pattern in (_AGAINST_LINE, _ABSTAINED_LINE):
        below = pattern.search(text, end)
        if below and not text[end : below.start()].strip(" .,;\n"):
            end = below.end()
    return begin, end


def read_vote(text: str) -> Vote | None:
    """The last count of votes in `text`, or that it was unanimous; None where it says neither."""
    if listed := _listed(text):
        return listed
    last = None
    for counts in sorted((m for pattern in _COUNTS for m in pattern.finditer(text)), key=lambda m: m.start()):
        if last is None or counts.start() >= last.end():
            last = counts  # in "7 for, 2 against, 1 abstained" no "for 2, against 1" begins
    if last:
        in_favour, against, abstained = (
            int(last[side]) if last[side] else None for side in ("for", "against", "abstain")
        )
        return Vote(in_favour, against, abstained)
    return Vote(unanimous=True) if _UNANIMOUS.search(text) else None


def _listed(text: str) -> Vote | None:
    """A count in lines of their own, "For (3)", "Against (2)", each with the names below it."""
    counts = list(_FOR_LINE.finditer(text))
    if not counts:
        return None
    last = counts[-1]
    against = _AGAINST_LINE.search(text, last.end(), last.end() + _AMONG_NAMES)
    if against is None:
        return None
    abstained = _ABSTAINED_LINE.search(text, against.end(), against.end() + _AMONG_NAMES)
    return Vote(int(last["count"]), int(against["count"]), int(abstained["count"]) if abstained else None)


def _clean(name: str) -> str:
    return " ".join(name.split()).strip(" ,.")
