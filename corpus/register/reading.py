"""The register of one paper: every meeting it tells of, with agenda, attendance and decisions."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from corpus.committees import committee_name
from corpus.councils import find_council
from corpus.lines import Line, find_lines
from corpus.marks import unmarked
from corpus.register.agenda import find_agenda
from corpus.register.attendance import find_attendance
from corpus.register.minuted import find_decisions
from corpus.register.minutes import find_minutes
from corpus.register.notices import Notice, find_notices
from corpus.register.reported import reported
from corpus.register.reprints import without_reprints
from corpus.register.resolutions import find_marks
from corpus.register.sittings import find_body, find_day, find_extracted, find_parts, find_place, find_time
from corpus.register.types import Decision, Item, Meeting, Span
from corpus.structure import Section, find_sections
from corpus.types import Kind, Paper

_WITH_AGENDA = (Kind.AGENDA, Kind.PACK)
_WITH_REPORTS = (Kind.REPORT, Kind.PACK, Kind.AGENDA)
_PAGE_OF_ITEM = re.compile(r"\W*Agenda item\W*\n\s*(?P<title>\S[^\n]{3,200})")  # how websites show one item
_AGREED = ("agreed", "approved", "noted")
"""Words that mark a decision in minutes which do not write "resolved": such minutes tell of others in sentences."""
_DECISION_AND_MINUTES = re.compile(r"^Decision:[ \t]*$[\s\S]{0,8000}?^(?P<minutes>Minutes:[ \t]*)$", re.MULTILINE)
_A_BODY = re.compile(
    r"(?:the )?[\w ,&'-]{0,80}\b(?:cabinet|committee|sub-committee|council|board|panel|executive)", re.IGNORECASE
)


def read_register(paper: Paper) -> tuple[Meeting, ...]:
    """The meetings that `paper` tells of, its own first: the meeting that it is for, or whose minutes it is.

    A pack also tells of the meeting before, whose minutes it carries. A decision that one person took is no
    meeting's; it stands in a Meeting without a committee. What a paper prints twice is one decision.
    """
    return _Reading(paper).meetings()


class _Reading:
    """A paper, its text without marks, and its lines."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.text = unmarked(paper.text)
        self.breaks = [page.start for page in paper.pages]
        self.lines: Sequence[Line] = list(find_lines(self.text, self.breaks))

    def meetings(self) -> tuple[Meeting, ...]:
        notices = list(find_notices(self.text, self.lines))
        parts = [] if self.paper.kind is Kind.DECISION and notices else self._parts()
        minuted = [self._minuted(part, whole=not i) for i, part in enumerate(parts)]
        away = [*parts, *(notice.span for notice in notices)]
        told = [*self._own(away), *minuted, *map(self._noticed, notices)]
        return tuple(self._once(meeting) for meeting in _joined(told))

    @cached_property
    def sections(self) -> Sequence[Section]:
        """The sections that have a heading."""
        return [section for section in find_sections(self.paper.text, self.breaks) if section.heading]

    def _parts(self) -> list[Span]:
        kind = Kind.MINUTES if self.paper.kind is Kind.DECISION else self.paper.kind  # a list of decisions reads so
        return find_parts(self.text, kind, self.breaks)

    def _own(self, away: Sequence[Span]) -> Iterator[Meeting]:
        """The meeting that the paper is for, with its agenda and what its reports recommend."""
        paper, text = self.paper, self.text
        if paper.kind is Kind.MINUTES:
            return
        front = Span(0, min((span.start for span in away), default=len(text)))
        meeting = Meeting(0, len(text), paper.council, paper.committee, paper.meeting_date)
        if paper.kind in _WITH_AGENDA:
            agenda = find_agenda(text, paper.text, front, headed=paper.kind is Kind.PACK)
            meeting = replace(meeting, agenda=tuple(agenda), time=find_time(text, front), place=find_place(text, front))
        if paper.kind in _WITH_REPORTS:
            alone = paper.title if paper.kind is Kind.REPORT else None
            decisions = reported(text, self.lines, _between(away, len(text)), meeting.agenda, alone, self.breaks)
            meeting = replace(meeting, decisions=tuple(decisions))
        yield meeting

    def _minuted(self, part: Span, whole: bool) -> Meeting:
        """The meeting whose minutes are a part of the paper, or the `whole` of it."""
        paper, text = self.paper, self.text
        said = whole and paper.kind in (Kind.MINUTES, Kind.DECISION)
        minutes = find_minutes(paper.text, self.lines, part.start, part.end)
        ends = [*(minute.start for minute in minutes), part.end]
        below = [(minute, Span(minute.end, end)) for minute, end in zip(minutes, ends[1:], strict=True)]
        head = Span(part.start, ends[0])
        told = all(mark.word.lower() in _AGREED for mark in find_marks(text[part.start : part.end]))
        unnumbered = find_decisions(text, self.lines, None, head, told)
        extracted = find_extracted(text, head)
        of_paper = (paper.committee, paper.meeting_date) if said else None
        committee, day = extracted or of_paper or (find_body(text, head), find_day(text, head))
        decisions = [self._titled(decision, alone=said and not minutes) for decision in unnumbered]
        for minute, stretch in below:
            decisions += self._decided(minute, stretch, told)
        return Meeting(
            part.start,
            part.end,
            paper.council or find_council(text[part.start : part.end]),
            committee,
            day,
            find_time(text, head),
            find_place(text, head),
            minutes=tuple(minutes),
            attendance=tuple(find_attendance(text, head, below)),
            decisions=tuple(decisions),
        )

    def _decided(self, minute: Item, stretch: Span, told: bool) -> list[Decision]:
        """What is decided under a minute. A web page tells it twice, before its minutes and in them."""
        told_twice = _DECISION_AND_MINUTES.search(self.text, stretch.start, stretch.end)
        parts = [stretch]
        if told_twice:
            parts = [Span(told_twice.end(), stretch.end), Span(stretch.start, told_twice.start("minutes"))]
        found = (list(find_decisions(self.text, self.lines, minute, part, told)) for part in parts)
        return next((decisions for decisions in found if decisions), [])

    def _titled(self, decision: Decision, alone: bool) -> Decision:
        """A decision that no minute's heading stands above, with the paper's title where it is of nothing else, or
        the heading that the sections of the paper give it."""
        if alone:
            heading = _PAGE_OF_ITEM.match(self.text)
            return replace(decision, title=heading["title"].strip() if heading else self.paper.title)
        place = bisect_right(self.sections, decision.start, key=lambda section: section.start) - 1
        return replace(decision, title=self.sections[place].heading[-1] if place >= 0 else None)

    def _noticed(self, notice: Notice) -> Meeting:
        """The meeting that a decision notice names, or none where one person decided."""
        paper, decision = self.paper, notice.decision
        by_body = decision.taken_by is not None and _A_BODY.fullmatch(decision.taken_by) is not None
        day: date | None = notice.day
        committee = None
        if by_body or decision.taken_by is None:
            day = day or paper.meeting_date
            committee = committee_name(decision.taken_by) if decision.taken_by else paper.committee
            decision = replace(decision, taken_by=None)
        span = notice.span
        return Meeting(span.start, span.end, paper.council, committee, day, decisions=(decision,))

    def _once(self, meeting: Meeting) -> Meeting:
        return replace(meeting, decisions=tuple(without_reprints(self.text, meeting.decisions)))


def _between(away: Sequence[Span], end: int) -> list[Span]:
    """What is left of a text of `end` characters without the stretches `away`."""
    edges = sorted(away, key=lambda span: span.start)
    starts = [0, *(span.end for span in edges)]
    ends = [*(span.start for span in edges), end]
    return [Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e]


def _joined(meetings: Sequence[Meeting]) -> list[Meeting]:
    """The meetings that say something, those that are one put together."""
    joined: dict[tuple[str | None, str | None, date | None], Meeting] = {}
    for meeting in meetings:
        key = (meeting.council, meeting.committee, meeting.day)
        if key in joined:
            first = joined[key]
            joined[key] = replace(
                first,
                time=first.time or meeting.time,
                place=first.place or meeting.place,
                agenda=first.agenda + meeting.agenda,
                minutes=first.minutes + meeting.minutes,
                attendance=first.attendance + meeting.attendance,
                decisions=first.decisions + meeting.decisions,
            )
        elif (meeting.committee and meeting.day) or meeting.agenda or meeting.minutes or meeting.decisions:
            joined[key] = meeting
    return list(joined.values())
