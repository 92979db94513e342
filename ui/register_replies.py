"""What the addresses of the register give."""

from datetime import date
from urllib.parse import quote

from pydantic import BaseModel, Field

from corpus.register.types import Capacity, Status
from corpus.types import Kind
from index.register_types import HeldAttendee, HeldDecision, HeldItem, HeldMeeting, Home, MeetingRecord, Rows
from ui.links import home_url
from ui.replies import AlsoInOut, PageOut, PaperOut


def meeting_url(name: str) -> str:
    """The page of the meeting with the id `name`."""
    return f"/meetings/{quote(name, safe='')}"


class HomeOut(BaseModel):
    """Where a row stands: its paper, its page, and the span of characters, from 0, end exclusive."""

    paper_id: str
    paper_title: str
    source: str
    kind: Kind
    page: PageOut | None = Field(description="Null for a format without pages.")
    start: int
    end: int
    url: str = Field(description="Where it is shown, marked, on this server.")

    @classmethod
    def of(cls, home: Home) -> "HomeOut":
        paper, page = home.paper, PageOut.of(home.page) if home.page else None
        return cls(
            paper_id=paper.id,
            paper_title=paper.title,
            source=paper.source,
            kind=paper.kind,
            page=page,
            start=home.start,
            end=home.end,
            url=home_url(home),
        )


class ClauseOut(BaseModel):
    """One part of a decision."""

    label: str = Field(description='As printed, such as "a)"; "•" for a bullet, empty for a paragraph.')
    text: str


class VotesOut(BaseModel):
    """How many voted which way; null where the paper does not count."""

    in_favour: int | None
    against: int | None
    abstained: int | None
    unanimous: bool


class DecisionOut(BaseModel):
    """A decision as minutes or a notice print it; with the status "recommended", only what was asked for."""

    status: Status
    number: str | None = Field(description="The minute's, or the decision's own where it has one.")
    reference: str | None = Field(description="The council's number for the matter.")
    item: str | None = Field(description="The agenda item.")
    title: str | None
    text: str = Field(description="Word for word.")
    clauses: list[ClauseOut]
    key_decision: bool | None
    mover: str | None
    seconder: str | None
    votes: VotesOut | None
    delegated_to: list[str]
    taken_by: str | None = Field(description="Who decided, where no meeting did.")
    council: str | None
    committee: str | None
    meeting_date: date | None = Field(description="The day on which it was taken.")
    meeting_id: str | None
    home: HomeOut
    also_in: list[AlsoInOut]

    @classmethod
    def of(cls, decision: HeldDecision) -> "DecisionOut":
        vote = decision.vote
        same = ("status", "number", "reference", "item", "title", "text", "mover", "seconder", "taken_by")
        return cls(
            **{name: getattr(decision, name) for name in (*same, "council", "committee")},
            clauses=[ClauseOut(label=clause.label, text=clause.text) for clause in decision.clauses],
            key_decision=decision.key,
            votes=VotesOut(**{name: getattr(vote, name) for name in VotesOut.model_fields}) if vote else None,
            delegated_to=list(decision.delegated_to),
            meeting_date=decision.day,
            meeting_id=decision.meeting,
            home=HomeOut.of(decision.home),
            also_in=[AlsoInOut.of(home) for home in decision.also_in],
        )


class DecisionsOut(BaseModel):
    """Some of the decisions held, latest meeting first; `total` counts all that fit, each once."""

    decisions: list[DecisionOut]
    total: int

    @classmethod
    def of(cls, rows: Rows[HeldDecision]) -> "DecisionsOut":
        return cls(decisions=[DecisionOut.of(row) for row in rows.rows], total=rows.total)


class MeetingOut(BaseModel):
    """A meeting that the papers tell of. `papers` and `decisions` are numbers of them."""

    meeting_id: str
    council: str | None
    committee: str
    date: date
    time: str | None = Field(description='When it began, such as "18:00".')
    place: str | None
    papers: int
    decisions: int
    url: str

    @classmethod
    def of(cls, meeting: HeldMeeting) -> "MeetingOut":
        same = ("council", "committee", "time", "place", "papers", "decisions")
        values = {name: getattr(meeting, name) for name in same}
        return cls(meeting_id=meeting.id, date=meeting.day, url=meeting_url(meeting.id), **values)


class MeetingsOut(BaseModel):
    """Some of the meetings held, the latest first; `total` counts all that fit."""

    meetings: list[MeetingOut]
    total: int

    @classmethod
    def of(cls, rows: Rows[HeldMeeting]) -> "MeetingsOut":
        return cls(meetings=[MeetingOut.of(row) for row in rows.rows], total=rows.total)


class PagesOut(BaseModel):
    """The pages of the pack that an agenda prints beside an item."""

    first: int
    last: int


class ItemOut(BaseModel):
    """An agenda item or a minute."""

    item: str | None = Field(description="The agenda item's number.")
    minute: str | None = Field(description="The minute's number.")
    title: str
    pages: PagesOut | None
    home: HomeOut

    @classmethod
    def of(cls, held: HeldItem) -> "ItemOut":
        item = held.item
        pages = PagesOut(first=item.pages[0], last=item.pages[1]) if item.pages else None
        home = HomeOut.of(held.home)
        return cls(item=item.number, minute=item.minute, title=item.title, pages=pages, home=home)


class AttendeeOut(BaseModel):
    """Somebody named as at a meeting, or as absent."""

    name: str
    capacity: Capacity
    role: str | None
    home: HomeOut

    @classmethod
    def of(cls, held: HeldAttendee) -> "AttendeeOut":
        person = held.attendee
        return cls(name=person.name, capacity=person.capacity, role=person.role, home=HomeOut.of(held.home))


class MeetingRecordOut(BaseModel):
    """All that the papers tell of one meeting."""

    meeting: MeetingOut
    papers: list[PaperOut]
    agenda: list[ItemOut]
    minutes: list[ItemOut]
    attendance: list[AttendeeOut]
    decisions: list[DecisionOut]
    recommendations: list[DecisionOut] = Field(description="What its reports asked it to decide; no decisions.")

    @classmethod
    def of(cls, record: MeetingRecord) -> "MeetingRecordOut":
        return cls(
            meeting=MeetingOut.of(record.meeting),
            papers=[PaperOut.of(paper) for paper in record.papers],
            agenda=[ItemOut.of(item) for item in record.agenda],
            minutes=[ItemOut.of(item) for item in record.minutes],
            attendance=[AttendeeOut.of(person) for person in record.attendance],
            decisions=[DecisionOut.of(decision) for decision in record.decisions],
            recommendations=[DecisionOut.of(decision) for decision in record.recommendations],
        )
