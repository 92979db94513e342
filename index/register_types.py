"""What the register takes and gives."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from corpus.register.types import Attendee, Item, Status, Vote
from corpus.types import Page
from index.types import PaperSummary

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """Which rows to give; every field narrows, None does not. Dates are inclusive. `number` is a minute's, a
    decision's or a reference's; `words` are looked for in titles and decisions, each as the beginning of a word.
    `decision` is a row's id. Without a `status` all decisions are given, and no recommendations."""

    council: str | None = None
    committee: str | None = None
    since: date | None = None
    until: date | None = None
    status: Status | None = None
    number: str | None = None
    words: str | None = None
    paper: str | None = None
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where a row stands: characters `start` to `end` of a paper, beginning on `page` (None without pages)."""

    paper: PaperSummary
    page: Page | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeldClause:
    """A clause of a decision: its label ("a)"), its words with it, and where in the decision's text they begin."""

    label: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """A decision, or with the status RECOMMENDED what was asked for. `text` is its words as printed at `home`;
    `also_in` are the other papers held that print it; `voted` is where its vote is told, None where there was none or
    its own words tell it. `meeting` is the id of the meeting that took it, None where
    one person did or the paper does not say which meeting."""

    id: int
    text: str
    status: Status
    title: str | None
    number: str | None
    reference: str | None
    item: str | None
    clauses: tuple[HeldClause, ...]
    key: bool | None
    mover: str | None
    seconder: str | None
    vote: Vote | None
    delegated_to: tuple[str, ...]
    taken_by: str | None
    council: str | None
    committee: str | None
    day: date | None
    meeting: str | None
    home: Home
    also_in: tuple[Home, ...]
    voted: Home | None = None

    @property
    def opening(self) -> str:
        """The words before the first clause; all of them where there are no clauses."""
        return self.text[: self.clauses[0].start] if self.clauses else self.text


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting as the papers held tell of it. `id` is made of its day, committee and council. `papers` are how many
    tell of it, `decisions` how many it made, each counted once."""

    id: str
    council: str | None
    committee: str
    day: date
    time: str | None
    place: str | None
    papers: int
    decisions: int


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An agenda item or minute, and where it stands."""

    item: Item
    home: Home


@dataclass(frozen=True, slots=True)
class HeldAttendee:
    """Somebody named as at a meeting, or as absent, and where that stands."""

    attendee: Attendee
    home: Home


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """All that the papers held tell of one meeting."""

    meeting: HeldMeeting
    papers: tuple[PaperSummary, ...]
    agenda: tuple[HeldItem, ...]
    minutes: tuple[HeldItem, ...]
    attendance: tuple[HeldAttendee, ...]
    decisions: tuple[HeldDecision, ...]
    recommendations: tuple[HeldDecision, ...]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """Some of the rows that fit; `total` counts all of them."""

    rows: tuple[Row, ...]
    total: int
