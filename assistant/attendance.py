"""Questions for who was at a meeting, and whom of its attendance each asks for."""

import re
from collections.abc import Callable

from corpus.register.types import Capacity
from index.register_types import HeldAttendee

_CHAIRED = re.compile(
    r"\bwho\s+(?:\w+\s+)?(?:chaired|presided|(?:was|took|is|were) (?:in )?the chair\b|was (?:the )?chair)", re.I
)
_PRESENT = re.compile(
    r"\b(?:who|which (?:councillors|members))\s+(?:\w+\s+)?(?:attended|was present|were present|was there"
    r"|(?:was|were) (?:all )?at\b(?=.*\bmeeting)|(?:came|went) to\b(?=.*\bmeeting))",
    re.I,
)
_ABSENT = re.compile(r"\bapologies\b|\bwho\s+(?:was|were) (?:absent|not there|missing)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(?:chair(?:man|woman|person)?|presid\w+|mayor)\b", re.IGNORECASE)
_NOT_THE_CHAIR = re.compile(r"\b(?:vice|deputy)\b", re.IGNORECASE)


def _chairs(one: HeldAttendee) -> bool:
    role = one.attendee.role or ""
    return bool(_CHAIR.search(role)) and not _NOT_THE_CHAIR.search(role)


def _came(one: HeldAttendee) -> bool:
    return one.attendee.capacity in (Capacity.PRESENT, Capacity.SUBSTITUTE)


def _stayed_away(one: HeldAttendee) -> bool:
    return one.attendee.capacity in (Capacity.APOLOGIES, Capacity.ABSENT)


ATTENDANCE: tuple[tuple[re.Pattern[str], Callable[[HeldAttendee], bool], str], ...] = (
    (_CHAIRED, _chairs, "listed as in the chair"),
    (_PRESENT, _came, "listed as present"),
    (_ABSENT, _stayed_away, "listed as absent or with apologies"),
)
"""How each question is told, whom it asks for, and what is said of them."""
