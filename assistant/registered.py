"""Answers from the register: how many decisions there are, what a meeting decided, and who was there.

What is counted is counted in rows, and each row that is told of is cited where it stands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.attendance import ATTENDANCE
from assistant.items import ITEM, of_item
from assistant.register_questions import COUNT, as_set, counted_by, day_in_words, subject_of, within
from assistant.register_rows import Registered, Rows
from assistant.types import Citation, Part, Understood
from corpus.dates import find_dates
from corpus.errors import InvalidInput, UnknownName
from corpus.register.fields import REFERENCE
from corpus.register.types import Status
from corpus.sentences import windows
from index.catalogue import Catalogue
from index.register import Register
from index.register_types import HeldAttendee, HeldDecision, Home, MeetingRecord, RegisterFilters
from index.types import Filters, PaperSummary, Reader

MAX_ROWS = 12
"""Rows that are quoted; the rest are counted, and stand in the register."""
MAX_ROW_CHARACTERS = 400
MAX_MEETINGS = 10
"""Of the latest meetings, in which an item is looked for where the question does not name one."""
MAX_AGENDA = 40
"""Items of an agenda that are quoted: an agenda is asked for whole."""
MAX_BEGINNING = 3_000
"""Characters at a paper's beginning in which the day of its meeting is looked for."""
MAX_ITEM_CHARACTERS = 1_500
"""Of what is recommended or decided under one item, which is asked for whole."""
_PUT_TO_US = re.compile(r"\b(?:asked|invited|recommend\w*|proposed|to (?:decide|agree|approve|note))\b", re.IGNORECASE)
_DECIDED = re.compile(
    r"^(?:what|which|list|show|give)\b.*\b(?:decid\w+|decisions?|resolv\w+|resolutions?|agreed)\b", re.IGNORECASE
)
_AGENDA = re.compile(r"\bagenda\b|\b(?:what|which) (?:items|business)\b", re.IGNORECASE)
_NEXT = re.compile(r"\bwhen\b.*\bnext\b.*\b(?:meetings?|meets?|sits?|sitting)\b", re.IGNORECASE)
_OF_AN_AGENDA = frozenset(
    """
    when meet meets sit sits sitting due scheduled held place
    agenda item items business paper papers come comes coming up be being will consider considered discuss discussed
    listed going for next latest meeting's see can could would please tell cabinet committee
    """.split()
)
_DECISIONS = ("decision", "decisions")
_RECOMMENDATIONS = ("recommendation", "recommendations")


@dataclass(frozen=True, slots=True)
class AskedOfRegister:
    """A `question`, the `last` part of which was asked last, within the reader's `filters`; what was `understood` of
    it, and the committee and days of the `meeting` that it names without a doubt."""

    question: str
    last: str
    understood: Sequence[Understood]
    meeting: Filters | None
    filters: Filters


class RegisterAnswers:
    """Reads the register for one catalogue."""

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        """`today` is what the next meeting comes after."""
        self._catalogue = catalogue
        self._today = today
        self._register = Register(catalogue)
        self._rows = Rows(catalogue)

    def answer(self, asked: AskedOfRegister, reader: Reader) -> Registered | None:
        """What the register says; None where it is not asked for what it holds, or has no row."""
        if asked.filters.kind or asked.filters.paper:
            return None
        try:
            return self._told_of(asked, reader)
        except (InvalidInput, UnknownName):  # what the question names is outside the reader's filters or the register
            return None

    def title_of_item(
        self, question: str, understood: Sequence[Understood], filters: Filters, reader: Reader
    ) -> str | None:
        """What the agenda item is called that `question` names by its number; None where it names none, or no meeting
        that fits has one."""
        item = ITEM.search(question)
        if item is None:
            return None
        try:
            agendas = [record.agenda for record in self._records(understood, filters, reader)]
        except (InvalidInput, UnknownName):
            return None
        return next((one.item.title for agenda in agendas for one in agenda if one.item.number == item["number"]), None)

    def _told_of(self, asked: AskedOfRegister, reader: Reader) -> Registered | None:
        question, understood, filters = asked.question, asked.understood, asked.filters
        if COUNT.search(question):
            return self._counted(question, understood, filters, reader)
        asks_decided, words = bool(_DECIDED.match(question)), subject_of(question, understood)
        of_no_matter = not {word.casefold() for word in words} - _OF_AN_AGENDA
        all_decided = asks_decided and of_no_matter
        if asks_decided and not any(map(str.islower, words)) and (reference := REFERENCE.search(question)):
            return self._listed(as_set(filters, number=reference[0]), f" with the number {reference[0]}", reader)
        item, put = ITEM.search(asked.last), bool(_PUT_TO_US.search(asked.last))
        if item and (put or _DECIDED.match(asked.last)):
            return self._under_item(item["number"], put, understood, filters, reader)
        names_a_day = any(one.part is Part.MEETING and one.words in asked.last for one in understood)
        if _NEXT.search(asked.last) and of_no_matter and not names_a_day:
            return self._next(understood, filters, reader)
        if _AGENDA.search(asked.last) and of_no_matter:
            return self._agenda(understood, filters, reader)
        record = self._record(asked.meeting, reader) if asked.meeting else None
        if record is None and all_decided:
            return self._decided_then(understood, filters, reader)
        if record is None:
            return self._there_then(question, understood, filters, reader)
        if all_decided:
            taken = [one for one in record.decisions if one.status is not Status.LOST]
            rows = [self._rows.cited(one.home, reader, _beginning(one)) for one in taken[:MAX_ROWS]]
            told_of = f"{record.meeting.committee}, {day_in_words(record.meeting.day)}: {{}} {{}} held"
            return _told(rows, len(taken), told_of + _besides(len(record.decisions) - len(taken)), *_DECISIONS)
        asks = _asks_who(question)
        return self._people([one for one in record.attendance if asks[0](one)], asks[1], reader) if asks else None

    def _people(self, people: Sequence[HeldAttendee], said: str, reader: Reader, of: str = "") -> Registered | None:
        rows = [self._rows.cited(one.home, reader) for one in people[:MAX_ROWS]]
        return _told(rows, len(people), f"{of}{{}} {{}} {said}", "name", "names")

    def _agenda(self, understood: Sequence[Understood], filters: Filters, reader: Reader) -> Registered | None:
        """The agenda of the latest meeting that fits and has one."""
        for record in self._records(understood, filters, reader):
            rows = [self._rows.cited(one.home, reader) for one in record.agenda[:MAX_AGENDA]]
            said = f"{record.meeting.committee}, {day_in_words(record.meeting.day)}: {{}} {{}} on the agenda"
            if told := _told(rows, len(record.agenda), said, "item", "items"):
                return told
        return None

    def _next(self, understood: Sequence[Understood], filters: Filters, reader: Reader) -> Registered | None:
        """The next meeting from today on of which papers are held, or that there is none after the latest."""
        named, today, wanted = {one.part: one for one in understood}, self._today(), as_set(filters)
        council, committee = (named[part].name if part in named else None for part in (Part.COUNCIL, Part.COMMITTEE))
        wanted = replace(wanted, council=filters.council or council, committee=filters.committee or committee)
        to_come = replace(wanted, since=max(today, filters.since or today))
        total = self._register.meetings(reader, to_come, limit=1).total
        found = self._register.meetings(reader, wanted, offset=max(0, total - 1), limit=1).rows
        if not found:
            return None
        record = self._register.meeting(found[0].id, reader)
        row = next((row for paper in record.papers if (row := self._day_row(paper, found[0].day, reader))), None)
        soonest = f"{found[0].committee}, {day_in_words(found[0].day)}"
        said = f"Of the meetings that papers are held of, the next is: {soonest}."
        if not total:
            of = "".join(f" of {name}" for name in (wanted.committee, wanted.council) if name)
            said = f"No papers are held of a meeting{of} from {day_in_words(today)} on; the latest is: {soonest}."
        return Registered(said, (row,)) if row else None

    def _day_row(self, paper: PaperSummary, day: date, reader: Reader) -> Citation | None:
        """The line at the beginning of a paper that names `day`; None where there is none for `reader` to see."""
        try:
            text = self._catalogue.text(paper.id, 0, MAX_BEGINNING, reader)
        except UnknownName:  # a page of it is not for the reader: another paper may say it
            return None
        found = next((one for one in find_dates(text) if one.day == day), None)
        if found is None:
            return None
        start, end = text.rfind("\n", 0, found.start) + 1, text.find("\n", found.end)
        return self._rows.cited(Home(paper, None, start, end if end > 0 else len(text)), reader)

    def _counted(
        self, question: str, understood: Sequence[Understood], filters: Filters, reader: Reader
    ) -> Registered | None:
        wanted = counted_by(question, understood, filters)
        topic = f" on “{wanted.words}”" if wanted.words else ""
        return self._listed(wanted, f"{topic}{within(wanted)}", reader)

    def _under_item(
        self, number: str, put: bool, understood: Sequence[Understood], filters: Filters, reader: Reader
    ) -> Registered | None:
        """What is `put` to a meeting under an agenda item, or else was decided under it, at the latest that fits and
        has any such thing."""
        for record in self._records(understood, filters, reader):
            taken = [one for one in record.decisions if one.status is not Status.LOST]
            under = of_item(number, record, record.recommendations if put else taken)
            rows = [
                self._rows.cited(one.home, reader, _beginning(one, MAX_ITEM_CHARACTERS)) for one in under[:MAX_ROWS]
            ]
            told_of = f"Item {number}, {record.meeting.committee}, {day_in_words(record.meeting.day)}: {{}} {{}} held"
            told = _told(rows, len(under), told_of, *(_RECOMMENDATIONS if put else _DECISIONS))
            if told:
                return told
        return None

    def _records(self, understood: Sequence[Understood], filters: Filters, reader: Reader) -> Iterator[MeetingRecord]:
        """The meetings that a question may mean, the latest first: those that the reader's filters leave, of the
        committee and on the days that it names."""
        wanted, named = as_set(filters), {one.part: one for one in understood}
        if committee := named.get(Part.COMMITTEE):
            wanted = replace(wanted, committee=filters.committee or committee.name)
        if day := named.get(Part.MEETING):
            wanted = replace(wanted, since=filters.since or day.since, until=filters.until or day.until)
        for meeting in self._register.meetings(reader, wanted, limit=MAX_MEETINGS).rows:
            yield self._register.meeting(meeting.id, reader)

    def _decided_then(self, understood: Sequence[Understood], filters: Filters, reader: Reader) -> Registered | None:
        """What was decided on the days that the question names, whoever met."""
        named = {one.part: one for one in understood}
        day = named.get(Part.MEETING)
        if day is None or set(named) - {Part.MEETING, Part.COUNCIL}:
            return None
        wanted = replace(as_set(filters), since=day.since, until=day.until)
        return self._listed(wanted, within(wanted), reader)

    def _there_then(
        self, question: str, understood: Sequence[Understood], filters: Filters, reader: Reader
    ) -> Registered | None:
        """Who was there, or not, on the day that the question names, where one meeting alone of that day tells."""
        asks = _asks_who(question)
        day = next((one for one in understood if one.part is Part.MEETING), None)
        if asks is None or day is None or day.since is None or day.since != day.until:
            return None
        fits, said = asks
        held = [(one.meeting, list(filter(fits, one.attendance))) for one in self._records(understood, filters, reader)]
        told = [(meeting, people) for meeting, people in held if people]
        if len(told) != 1:
            return None
        meeting, people = told[0]
        return self._people(people, said, reader, f"{meeting.committee}, {day_in_words(meeting.day)}: ")

    def _listed(self, wanted: RegisterFilters, named: str, reader: Reader) -> Registered | None:
        found = self._register.decisions(reader, wanted)
        taken = [one for one in found.rows if one.status is not Status.LOST]
        rows = [self._rows.cited(one.home, reader, _beginning(one)) for one in taken[:MAX_ROWS]]
        told_of = f"{{}}{named} {{}} held{_besides(found.total - len(taken))}"
        return _told(rows, len(taken), told_of, *_DECISIONS)

    def _record(self, meeting: Filters, reader: Reader) -> MeetingRecord | None:
        """The one meeting within some filters; None where there are none or several."""
        wanted = RegisterFilters(
            council=meeting.council, committee=meeting.committee, since=meeting.since, until=meeting.until
        )
        found = self._register.meetings(reader, wanted, limit=2)
        return self._register.meeting(found.rows[0].id, reader) if found.total == 1 else None


def _asks_who(question: str) -> tuple[Callable[[HeldAttendee], bool], str] | None:
    """Whom of those at a meeting a question asks for, and what is said of them; None where it asks for none."""
    return next(((fits, said) for pattern, fits, said in ATTENDANCE if pattern.search(question)), None)


def _told(rows: Sequence[Citation | None], total: int, said: str, one: str, several: str) -> Registered | None:
    held = tuple(row for row in rows if row is not None)
    if not held:
        return None
    count = f"{total:,} {one if total == 1 else several}"
    rest = f"; {len(held)} of them are quoted here" if total > len(held) else ""
    return Registered(f"{said.format(count, 'is' if total == 1 else 'are')}{rest}.", held)


def _besides(lost: int) -> str:
    if not lost:
        return ""
    return ", besides one motion that was lost" if lost == 1 else f", besides {lost} motions that were lost"


def _beginning(decision: HeldDecision, most: int = MAX_ROW_CHARACTERS) -> int:
    """How many characters of a decision are quoted: whole sentences and clauses, up to `most`."""
    found = windows(decision.text, most)
    return found[0][1] if found else len(decision.text)
