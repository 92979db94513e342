"""What is made of the names in a question: papers that fit them are searched alone, or put before others.

A filter needs a committee and a meeting of it that is held: "the Cabinet on 15 July 2025". A name alone is a boost,
since what a committee decided is told in other papers too, and a date is often the date asked about, not the meeting's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.follow_up import LAST_TIME
from assistant.named import Named, find_names
from assistant.types import Applied, Part, Question, Understood
from corpus.types import MeetingName
from index.asks import Asks, asked
from index.held import Held
from index.types import Filters, Hit

DISADVANTAGE = 2.0
"""How much a passage loses for each part that it contradicts, in units of the ranking's score. Of 0.5, 1, 2 and 3,
tried on two question sets (201 questions over 107 papers), this raised most questions and lowered none."""
LEAST_SHARE = 0.2
"""The share of the meetings held that makes a council one of several."""
_EARLIER = re.compile(rf"{LAST_TIME}|\b(?:previously|before then)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:in|on) $", re.IGNORECASE)
_OF_A_MEETING = re.compile(r"\b(?:meetings?|minutes|agendas?|met|meets?|sat|sitting|papers)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was read: the names acted on, the filters to search within first (None for no more than were set),
    and the meeting that it names and that is not held ("Cabinet in May 2024"), or None. `earlier` says that it asks of
    the meetings before the one that it names; `elsewhen` are the days that it names ("in December 2023") without any
    meeting that is held."""

    understood: tuple[Understood, ...] = ()
    filters: Filters | None = None
    missing: str | None = None
    earlier: bool = False
    elsewhen: tuple[Named, ...] = ()


def read_names(text: str, question: Question, held: Held, today: date) -> Reading:
    """How the names in `text`, the question as it is searched, are acted on. `held` is what the question's own filters
    leave; what they set already, and what the reader took back (`question.ignore`), is passed over."""
    found = [
        one for one in find_names(text, held, today) if one.part not in question.ignore | _set_by(question.filters)
    ]
    committees = [one for one in found if one.part is Part.COMMITTEE]
    meetings = [_of_committee(one, committees, held) for one in found if one.part is Part.MEETING]
    missing = _missing(text, committees, meetings, held)
    unheld = [one for one in meetings if not any(_on(one, meeting) for meeting in held.meetings)]
    elsewhen = tuple(one for one in unheld if _WHEN.search(text[: one.start]))
    meetings = [one for one in meetings if one not in unheld]
    filters = _filters(question.filters, committees, meetings, held)
    filtering = frozenset({Part.COMMITTEE, Part.MEETING}) if filters else frozenset()
    acted_on = [
        _understood(one, text, Applied.FILTER if one.part in filtering else Applied.BOOST)
        for one in [*(one for one in found if one.part is not Part.MEETING), *meetings]
        if one.part in filtering or _tells_apart(one, held)
    ]
    understood = tuple({(one.part, one.meaning): one for one in acted_on}.values())
    return Reading(understood, filters, missing, elsewhen=elsewhen)


def before_then(text: str, reading: Reading, held: Held) -> Reading | None:
    """`reading` with the meetings before the one that was named in place of it, the last of them at the end of its
    days, where `text`, which follows, asks of "last time"; None where it does not, names a meeting itself ("the minutes
    of the previous meeting, at Cabinet on 15 July 2025"), or follows no one meeting."""
    then = [one for one in reading.understood if one.part is Part.MEETING and one.since]
    if len(then) != 1 or then[0].since is None or then[0].words in text or not _EARLIER.search(text):
        return None
    named = {one.part: one.name for one in reading.understood}
    committee = named.get(Part.COMMITTEE)
    days = [one.day for one in held.meetings if one.day and committee in (None, one.committee)]
    days = [day for day in days if day < then[0].since]
    told = f"before {_day(then[0].since)}"
    if not days:
        others = tuple(one for one in reading.understood if one is not then[0])
        return Reading(others, None, f"{committee} {told}" if committee else f"a meeting {told}", earlier=True)
    earlier = replace(then[0], meaning=f"meetings {told}", since=min(days), until=max(days))
    understood = tuple(earlier if one is then[0] else one for one in reading.understood)
    filters = replace(reading.filters, since=min(days), until=max(days)) if reading.filters else None
    return Reading(understood, filters, reading.missing, earlier=True)


def favoured(hits: Sequence[Hit], understood: Sequence[Understood]) -> list[Hit]:
    """The passages found, those first that do not contradict what was understood; best first."""
    parts = {one.part for one in understood}
    weighed = [
        replace(hit, score=hit.score - DISADVANTAGE * sum(_contradicts(hit, _all(understood, part)) for part in parts))
        for hit in hits
    ]
    return sorted(weighed, key=lambda hit: -hit.score)


def _all(understood: Sequence[Understood], part: Part) -> list[Understood]:
    return [one for one in understood if one.part is part]


def _contradicts(hit: Hit, named: Sequence[Understood]) -> bool:
    """Whether a passage fits none of some names of one part. A paper that does not say contradicts nothing."""
    meeting, part = hit.paper.meeting_of(hit.passage), named[0].part
    if part is Part.COUNCILLOR:
        return not any((one.name or "").split()[-1] in hit.passage.text for one in named)
    if part is Part.MEETING:
        day = meeting.day
        return day is not None and not any(one.since and one.until and one.since <= day <= one.until for one in named)
    said = meeting.council if part is Part.COUNCIL else meeting.committee
    return said is not None and said not in {one.name for one in named}


def _set_by(filters: Filters) -> frozenset[Part]:
    """The parts that the reader's own filters settle."""
    if filters.paper:
        return frozenset(Part)
    settled = {Part.COUNCIL: filters.council, Part.COMMITTEE: filters.committee}
    dates = {Part.MEETING} if filters.since or filters.until else set()
    return frozenset(part for part, value in settled.items() if value) | dates


def _on(named: Named, meeting: MeetingName) -> bool:
    return bool(meeting.day and named.since and named.until and named.since <= meeting.day <= named.until)


def _of_committee(named: Named, committees: Sequence[Named], held: Held) -> Named:
    """ "The latest meeting" is that of the committee named with it."""
    names = {one.name for one in committees}
    if named.name != "latest" or len(names) != 1:
        return named
    days = [meeting.day for meeting in held.meetings if meeting.committee in names and meeting.day]
    latest = max((day for day in days if named.until and day <= named.until), default=named.since)
    return replace(named, since=latest, until=latest)


def _jointly_held(committee: str, meeting: Named, held: Held) -> bool:
    return any(one.committee == committee and _on(meeting, one) for one in held.meetings)


def _filters(own: Filters, committees: Sequence[Named], meetings: Sequence[Named], held: Held) -> Filters | None:
    names = {one.name for one in committees} or ({own.committee} if own.committee else set())
    if len(names) != 1 or len(meetings) != 1 or not committees:
        return None
    name, meeting = committees[0].name, meetings[0]
    return (
        replace(own, committee=name, since=meeting.since, until=meeting.until)
        if _jointly_held(name, meeting, held)
        else None
    )


def _missing(text: str, committees: Sequence[Named], meetings: Sequence[Named], held: Held) -> str | None:
    """The one meeting that a question names and of which nothing is held, where it is sure to be a meeting's day."""
    if len({one.name for one in committees}) != 1 or len(meetings) != 1:
        return None
    committee, meeting = committees[0], meetings[0]
    between = text[min(committee.end, meeting.end) : max(committee.start, meeting.start)]
    near = len(between.split()) <= 2 or Asks.DECISION in asked(text) or _OF_A_MEETING.search(text)
    if not near or _jointly_held(committee.name, meeting, held):
        return None
    return f"{committee.name} {_when(meeting)}"


def _tells_apart(named: Named, held: Held) -> bool:
    """Whether a name leaves some papers behind."""
    if named.part is Part.COUNCIL:
        return _several_councils(held)
    if named.part is Part.COMMITTEE:
        return len({meeting.committee for meeting in held.meetings if meeting.committee}) > 1
    if named.part is Part.MEETING:
        return not all(_on(named, meeting) for meeting in held.meetings if meeting.day)
    return True


def _several_councils(held: Held) -> bool:
    """Whether the papers are of several councils; a paper or two of a neighbour's count for none."""
    known = [meeting.council for meeting in held.meetings if meeting.council]
    return sum(known.count(council) >= LEAST_SHARE * len(known) for council in set(known)) > 1


def _understood(named: Named, text: str, applied: Applied) -> Understood:
    meaning = named.name
    if named.part is Part.MEETING:
        meaning = f"meetings {_when(named)}" if named.name != "latest" else f"the latest meeting, {_day(named.since)}"
    words = text[named.start : named.end]
    return Understood(named.part, words, meaning, applied, named.name or None, named.since, named.until)


def _when(named: Named) -> str:
    """As in "on 15 July 2025", "in July 2025"."""
    if named.since == named.until or named.since is None:
        return f"on {_day(named.since)}"
    return f"in {named.since:%B %Y}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
