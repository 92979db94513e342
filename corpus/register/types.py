"""The nouns of the register: meetings, what was on their agendas, who was there, and what was decided.

Every row says where it stands: `start` and `end` are characters from 0 of the paper's text, end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What became of a matter. RECOMMENDED is what somebody asks a meeting to decide: it is no decision."""

    RESOLVED = "resolved"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    CALLED_IN = "called in"
    LOST = "lost"
    RECOMMENDED = "recommended"


class Capacity(StrEnum):
    """How somebody is named in the list of those at a meeting."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    IN_ATTENDANCE = "in attendance"
    OFFICER = "officer"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paper's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a decision: "a)" with what it says, both inside the span. `label` is "•" for a bullet and empty
    for a paragraph of its own."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vote:
    """How many voted which way, None where the paper does not count; `unanimous` where it says so."""

    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    unanimous: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Words with which something was decided, or, with the status RECOMMENDED, asked for.

    `number` is the minute's, or the resolution's or decision notice's own where it has one ("299", "2021/003");
    `reference` the council's number for the matter wherever it stands ("24/00093"); `item` the agenda item.
    `key` says whether it is a key decision, None where nothing does. `taken_by` is who decided where no meeting did.
    `drawn_from` are further places that say something of it: the minute's heading, the motion, the vote. `voted` is
    where the vote is told, None where there was none or the decision's own words tell it.
    """

    start: int
    end: int
    status: Status
    title: str | None = None
    number: str | None = None
    reference: str | None = None
    item: str | None = None
    clauses: tuple[Clause, ...] = ()
    key: bool | None = None
    mover: str | None = None
    seconder: str | None = None
    vote: Vote | None = None
    delegated_to: tuple[str, ...] = ()
    taken_by: str | None = None
    drawn_from: tuple[Span, ...] = ()
    voted: Span | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item, or a minute. `pages` are those printed beside it, first and last, of the pack it names.

    `number` is the agenda item's, `minute` the minute's; a minute has both where it names its item.
    """

    start: int
    end: int
    title: str
    number: str | None = None
    minute: str | None = None
    pages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody named in the list of those at a meeting, and their role where it is given."""

    start: int
    end: int
    name: str
    capacity: Capacity
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one stretch of a paper says of one meeting. `time` is "18:00"; each of `council`, `committee`, `day`,
    `time` and `place` is None where it does not say. A pack says something of two: the one that it is for, and the
    one before it, whose minutes it carries."""

    start: int
    end: int
    council: str | None
    committee: str | None
    day: date | None
    time: str | None = None
    place: str | None = None
    agenda: tuple[Item, ...] = ()
    minutes: tuple[Item, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    decisions: tuple[Decision, ...] = ()
