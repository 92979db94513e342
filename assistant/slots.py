"""Parts of a question that another of the same kind can stand in for: years, quarters, months, committees, names."""

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.dates import MONTH


class Slot(IntEnum):
    """What a part of a question is; of two readings of the same words the lower one is taken."""

    DAY = 0
    MONTH = 1
    FINANCIAL_YEAR = 2
    QUARTER = 3
    YEAR = 4
    LABEL = 5
    PERSON = 6
    COMMITTEE = 7
    NAME = 8


TIMES = frozenset({Slot.DAY, Slot.MONTH, Slot.FINANCIAL_YEAR, Slot.QUARTER, Slot.YEAR})


@dataclass(frozen=True, slots=True)
class Filled:
    """A part of a question at characters `start` to `end` (from 0). `text` are its words; of a label ("Band D", "Option
    2") `head` is the word that it shares with others of its kind."""

    slot: Slot
    start: int
    end: int
    text: str
    head: str = ""


_CAPITAL = r"[A-Z][\w'’.-]*"
_QUARTERS = ("first", "second", "third", "fourth")
_LABELS = "band|option|phase|lot|zone|stage|grade|appendix|annex|item|amendment|motion|tier|level|part|scenario|route"
_PATTERNS = {
    Slot.DAY: rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?i:{MONTH})(?:\s+\d{{4}})?\b",
    Slot.MONTH: rf"\b(?i:{MONTH})\s+\d{{4}}\b|\b(?:January|February|March|April|June|July|August|September|October"
    r"|November|December)\b|(?<=\bin )May\b",
    Slot.FINANCIAL_YEAR: r"\b(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b",
    Slot.QUARTER: rf"\bQ[1-4]\b|\b(?i:{'|'.join(_QUARTERS)})\s+quarter\b",
    Slot.YEAR: r"\b(?:19|20)\d\d\b",
    Slot.LABEL: rf"\b(?i:{_LABELS})\s+(?:[A-Z]{{1,2}}|\d{{1,3}}[a-z]?)\b",
    Slot.PERSON: rf"\b(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s+{_CAPITAL}(?:\s+{_CAPITAL})*",
    Slot.COMMITTEE: rf"\b(?:{_CAPITAL}\s+(?:(?:and|of|for|&)\s+)?){{1,7}}(?:Committee|Panel|Board|Commission|Forum)\b"
    r"|\b(?i:(?:planning|scrutiny|audit|licensing|standards|pensions?|governance|environment|health|education|finance"
    r"|transport|housing|overview and scrutiny|o&s)\s+(?:sub-)?(?:committee|panel|board))\b"
    r"|\b(?i:full council)\b|\bCabinet\b(?! Member)",
    Slot.NAME: rf"(?<![.?!]\s)(?<!^)\b{_CAPITAL}(?:(?:\s+|\s+(?:of|the|upon|on|in|for)\s+){_CAPITAL})*",
}
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = tuple(name[:3].casefold() for name in _MONTH_NAMES)
_COMPILED = {slot: re.compile(pattern) for slot, pattern in _PATTERNS.items()}
_NO_NAMES = frozenset(
    "I I'm I've I’m What Who When Where Why Which How And But So Or Cllr Councillor Mr Mrs Ms Dr".split()
)


def filled(text: str, *, named_first: bool = False) -> list[Filled]:
    """The parts of `text`, in order, none inside another. `named_first` says that its first word, where it has a
    capital, is a name and not only the beginning of a sentence."""
    shown = f"\x00{text}" if named_first else text
    shift = len(shown) - len(text)
    taken: list[Filled] = []
    for slot, pattern in _COMPILED.items():
        for found in pattern.finditer(shown):
            start, end = found.start() - shift, found.end() - shift
            said = re.sub(r"(?:['’]s|['’.])$", "", text[start:end])
            if not said or said in _NO_NAMES or any(start < other.end and other.start < end for other in taken):
                continue
            head = said.split()[0].casefold() if slot is Slot.LABEL else ""
            taken.append(Filled(slot, start, start + len(said), said, head))
    return sorted(taken, key=lambda part: part.start)


def put_in(text: str, part: Filled) -> str | None:
    """`text` with `part` in place of its own part of that kind; None where it has none, or several to choose from."""
    same = [one for one in filled(text) if (one.slot, one.head) == (part.slot, part.head)]
    if part.slot is Slot.FINANCIAL_YEAR and not same:
        same = [one for one in filled(text) if one.slot is Slot.YEAR]
    if not same or len({one.text.casefold() for one in same}) > 1:
        return None
    for one in reversed(same):
        text = text[: one.start] + part.text + text[one.end :]
    return text


def moved(text: str, unit: str, by: int) -> str | None:
    """`text` with the year, quarter or month (`unit`) that it names `by` later; None where it names none or several."""
    parts = filled(text)
    quarters, months = ([p for p in parts if p.slot is slot] for slot in (Slot.QUARTER, Slot.MONTH))
    years = [p for p in parts if p.slot in (Slot.FINANCIAL_YEAR, Slot.YEAR)]
    chosen = {"quarter": quarters, "month": months, "year": years}[unit]
    if len(chosen) != 1:
        return None
    part = chosen[0]
    if unit == "year":
        return _replaced(text, part, _later_years(part.text, by))
    if unit == "month":
        later = _later_month(part.text, by)
        return _replaced(text, part, later) if later else None
    number = "1234".find(part.text[-1]) if part.text[0] in "Qq" else _QUARTERS.index(part.text.split()[0].casefold())
    over, place = divmod(number + by, 4)
    wording = f"Q{place + 1}" if part.text[0] in "Qq" else f"{_QUARTERS[place]} quarter"
    text = _replaced(text, part, wording)
    return (moved(text, "year", over) if over else text) if years or not over else None


def _replaced(text: str, part: Filled, wording: str) -> str:
    return text[: part.start] + wording + text[part.end :]


def _later_years(text: str, by: int) -> str:
    """Each year of "2024/25" moved, two digits staying two."""
    return re.sub(r"\d+", lambda year: f"{(int(year[0]) + by) % 10 ** len(year[0]):0{len(year[0])}d}", text)


def _later_month(text: str, by: int) -> str | None:
    name, _, year = text.partition(" ")
    over, place = divmod(_MONTHS.index(name[:3].casefold()) + by, 12)
    if over and not year:
        return None
    return f"{_MONTH_NAMES[place]}{f' {int(year) + over}' if year else ''}"
