"""When the meeting is that a paper is of or for. Papers are full of dates; only one said to be the meeting's counts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.committees import names_a_body
from corpus.dates import FoundDate, find_dates
from corpus.types import Kind

_HEAD = 3000  # characters in which a paper says it
_NEAR_TOP = 700

_TO = re.compile(r"\W*(?:report\s+)?to\s*:?\s+\S", re.IGNORECASE)
_REPORT_TO = re.compile(r"\W*(?:report\s+to\b:?|to\s*:)\s*\S", re.IGNORECASE)
_FIELD = re.compile(
    r"\b(?:meeting date|date of (?:the )?(?:meeting|decision))\W{0,4}$|^\W*meeting\W{0,4}$", re.IGNORECASE
)
_HELD = re.compile(r"\b(?:held|take place|summoned to attend|invited to attend)\b(?:(?!\.\s).){0,180}$", re.IGNORECASE)
_TAKEN = re.compile(r"\bfollowing decisions? (?:was|were) (?:taken|made)\b(?:(?!\.\s).){0,120}\bon$", re.IGNORECASE)
_OTHERS_MINUTES = re.compile(r"\bthe (?:\w+ )?minutes\b", re.IGNORECASE)
"""Minutes begin with a name of themselves, as in "Minutes of a meeting"; it is others that sentences tell of."""
_OF_ANOTHER = re.compile(r"\bminutes\b|\b(?:last|previous|next)\s+meeting\b", re.IGNORECASE)
_MEETINGS_OWN = frozenset((Kind.AGENDA, Kind.PACK, Kind.MINUTES, Kind.QUESTION))


@dataclass(frozen=True, slots=True)
class _Place:
    """A date, how its line begins, the line before that, and what goes before it on one line."""

    found: FoundDate
    line: str
    line_before: str
    before: str


def meeting_date(text: str, kind: Kind) -> date | None:
    """The date of the meeting that a paper of this kind says it is of or for; None where it says none."""
    places = _places(text)
    for cues in _cues(kind):
        day = next((place.found.day for place in places if any(says(place) for says in cues)), None)
        if day is not None:
            return day
    return None


def _places(text: str) -> list[_Place]:
    head = "\n".join(line.strip(" #*|\t") for line in text[:_HEAD].split("\n"))
    places = []
    for found in find_dates(head):
        lines = [line for line in head[: found.start].split("\n")[:-1] if line]
        line = head[head.rfind("\n", 0, found.start) + 1 : found.start]
        before = " ".join(head[max(0, found.start - 220) : found.start].split())
        places.append(_Place(found, line, lines[-1] if lines else "", before))
    return places


def _cues(kind: Kind) -> list[tuple[Callable[[_Place], bool], ...]]:
    """What shows that a date is the meeting's, the surest first; of the dates with one of several the first counts.
    Minutes soon name the meeting before, whose minutes they approve."""
    if kind is Kind.MINUTES:
        return [(_is_field,), (_is_held, _follows_body, _begins_with_weekday)]
    if kind in _MEETINGS_OWN:
        return [(_is_field,), (_is_to_be_held,), (_follows_body,), (_begins_with_weekday,)]
    return [(_is_addressed,), (_is_field,), (_follows_body,), (_of_decisions,)]


def _is_addressed(place: _Place) -> bool:
    """ "To: Cabinet - 30 January 2025", or "Date:" under such a line, or the date alone under "Report to Cabinet"."""
    if not place.line.strip():
        return bool(_REPORT_TO.match(place.line_before))
    return bool(_TO.match(place.line)) or (
        place.line.strip(" :").lower() in ("date", "on") and bool(_TO.match(place.line_before))
    )


def _is_field(place: _Place) -> bool:
    """ "Date of meeting: 4 March 2025", or a line "Meeting:"; a heading "Liaison meeting, 4 March 2025" is none."""
    label = place.line if place.line.strip() else place.line_before
    return bool(_FIELD.search(label)) and not _OF_ANOTHER.search(place.before[-60:])


def _is_held(place: _Place) -> bool:
    held = _HELD.search(place.before)
    return place.found.start < 2 * _NEAR_TOP and bool(held) and not _OTHERS_MINUTES.search(place.before.split(". ")[-1])


def _of_decisions(place: _Place) -> bool:
    """ "The following decisions were taken by the Cabinet on 12 March 2024"."""
    return place.found.start < 2 * _NEAR_TOP and bool(_TAKEN.search(place.before))


def _is_to_be_held(place: _Place) -> bool:
    return bool(_HELD.search(place.before)) and not _OF_ANOTHER.search(place.before[-120:])


def _follows_body(place: _Place) -> bool:
    """ "CABINET - 30 January 2025", or the date below the body's name, alone or after the place ("TOWN HALL, ")."""
    named = place.line_before if not place.line.strip() or place.line.endswith(", ") else place.line
    return place.found.start < _NEAR_TOP and names_a_body(named)


def _begins_with_weekday(place: _Place) -> bool:
    start_of_line = place.line.strip(" (").lower() in ("", "on", "date:", "date")
    return place.found.weekday and start_of_line and place.found.start < 2 * _NEAR_TOP
