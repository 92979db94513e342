"""The register in the catalogue, over real files and SQLite: each decision once, for whoever may see it."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import InvalidInput, UnknownName
from corpus.register.types import Capacity, Status, Vote
from corpus.types import Access, Details, Kind
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.register import Register
from index.register_types import HeldDecision, RegisterFilters
from index.types import Reader
from index.writing import writing

PUBLIC, CLEARED = Reader(Access.PUBLIC), Reader(Access.EXEMPT)
EMBEDDER = HashingEmbedder()

MINUTES = """Eastmoor Borough Council
Cabinet

{state}Minutes of a meeting of the Cabinet held at The Guildhall on Tuesday 4 March 2025 at 6.00 pm.

Present: Councillor Ada Quill (Chair)
Councillor Ben Marlow

12. **Apologies**

There were none.

13. **Parking charges**

RESOLVED: That the charge for a resident's permit be set at {charge} a year from 1 June 2025, and that the Director of
Finance report on the income after six months of the new charges in every car park of the borough.

14. **Tree survey**

RESOLVED: That the report be noted.

15. **Leisure centre**

RESOLVED: That the report be noted.

The meeting closed at 7.10 pm
"""
APRIL = (
    MINUTES.replace("4 March", "1 April")
    .replace("13.", "23.")
    .replace("12.", "22.")
    .replace("14.", "24.")
    .replace("15.", "25.")
)
AGENDA = """Eastmoor Borough Council
Agenda
Cabinet
A meeting of the Cabinet will be held at The Guildhall on Tuesday 4 March 2025 at 6.00 pm

1. Apologies
2. Parking charges (Pages 3 - 8)
3. Tree survey (Pages 9 - 12)

Proper Officer
"""
REPORT = """Report to: Cabinet - 4 March 2025
Subject: Parking charges
Recommendations
Cabinet is asked to approve a charge of £72 a year for a permit.
"""

VOTED = """Eastmoor Borough Council
Minutes of a meeting of the Cabinet held at The Guildhall on Tuesday 4 March 2025 at 6.00 pm.
Present: Councillor Ada Quill (Chair)
6. Apologies
There were none.
7. The old hall
Councillor Ada Quill moved and Councillor Ben Marlow seconded that the hall be let.
For (5) Quill, Marlow
Against (2) Frost, Gale
Abstain (1) Dunmore
The motion was carried.
RESOLVED that the hall be let for 20 years.
"""
NOTICE = """Eastmoor Borough Council
Notice of decision
Decision number: CAB/25/31
Decision made by: Cabinet
Date of decision: 4 March 2025
Key decision: Yes
Subject: The old hall
Decision:
That the hall be let for 20 years.
Reasons for the decision: it stands empty.
"""

Take = Callable[..., Register]


@pytest.fixture
def take(tmp_path: Path) -> Iterator[Take]:
    """Takes texts in as files by their names; gives the register that they make."""
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)
    folder = tmp_path / "papers"
    folder.mkdir()

    def taken(**texts: str) -> Register:
        for name, text in texts.items():
            (folder / f"{name.replace('_', ' ')}.txt").write_text(text, encoding="utf-8")
        ingest([folder], catalogue, EMBEDDER)
        return Register(catalogue)

    yield taken
    catalogue.close()


def listed(register: Register, **filters: object) -> list[tuple[str | None, str]]:
    rows = register.decisions(PUBLIC, RegisterFilters(**filters)).rows  # type: ignore[arg-type]
    return [(row.number, row.status.value) for row in rows]


def remove(register: Register, source: str) -> None:
    catalogue = register._catalogue
    paper = next(p for p in catalogue.papers(CLEARED) if p.source.endswith(source))
    with writing(catalogue) as writer:
        writer.remove(paper.id, CLEARED)


def minutes(state: str = "", charge: str = "£72", text: str = MINUTES) -> str:
    return text.format(state=state, charge=charge)


class TestDecisions:
    def test_they_are_listed_latest_meeting_first_in_the_order_taken(self, take: Take) -> None:
        register = take(march=minutes(), april=minutes(text=APRIL))
        assert listed(register) == [
            ("23", "resolved"), ("24", "noted"), ("25", "noted"),
            ("13", "resolved"), ("14", "noted"), ("15", "noted"),
        ]  # fmt: skip

    def test_each_has_its_words_its_page_and_its_meeting(self, take: Take) -> None:
        register = take(march=minutes())
        parking = register.decisions(PUBLIC).rows[0]
        assert parking.text.startswith("RESOLVED: That the charge for a resident's permit be set at £72")
        assert (parking.title, parking.council, parking.day) == (
            "Parking charges",
            "Eastmoor Borough Council",
            date(2025, 3, 4),
        )
        assert parking.meeting == "2025-03-04-cabinet-eastmoor-borough-council"
        stored = register._catalogue.text(parking.home.paper.id, parking.home.start, parking.home.end, PUBLIC)
        assert (stored, parking.home.page) == (parking.text, None)

    def test_what_is_recommended_is_never_among_them(self, take: Take) -> None:
        register = take(march=minutes(), parking_report=REPORT)
        assert ("recommended" in [status for _, status in listed(register)]) is False
        [asked] = register.decisions(PUBLIC, RegisterFilters(status=Status.RECOMMENDED)).rows
        assert (asked.title, asked.text) == (
            "Parking charges",
            "Cabinet is asked to approve a charge of £72 a year for a permit.",
        )

    @pytest.mark.parametrize(
        ("filters", "numbers"),
        [
            ({"council": "eastmoor borough council"}, {"13", "14", "15", "23", "24", "25"}),
            ({"committee": "CABINET", "since": date(2025, 4, 1)}, {"23", "24", "25"}),
            ({"until": date(2025, 3, 4)}, {"13", "14", "15"}),
            ({"status": Status.NOTED, "until": date(2025, 3, 4)}, {"14", "15"}),
            ({"number": "23"}, {"23"}),
            ({"words": "permits"}, {"13", "23"}),
            ({"words": "PARKING permit"}, {"13", "23"}),
            ({"words": "swimming"}, set()),
        ],
    )
    def test_filters_narrow(self, take: Take, filters: dict[str, object], numbers: set[str]) -> None:
        register = take(march=minutes(), april=minutes(text=APRIL))
        assert {number for number, _ in listed(register, **filters)} == numbers

    def test_a_list_can_be_read_in_parts_and_its_total_is_exact(self, take: Take) -> None:
        register = take(march=minutes(), april=minutes(text=APRIL))
        parts = [register.decisions(PUBLIC, offset=offset, limit=4) for offset in (0, 4, 8)]
        assert [(len(part.rows), part.total) for part in parts] == [(4, 6), (2, 6), (0, 6)]
        assert [row.id for part in parts for row in part.rows] == [row.id for row in register.decisions(PUBLIC).rows]

    @pytest.mark.parametrize(
        ("filters", "field"),
        [
            ({"committee": "Cabinett"}, "committee"),
            ({"council": "Nowhere"}, "council"),
            ({"since": date(2025, 2, 1), "until": date(2025, 1, 1)}, "since"),
            ({"words": "!?"}, "words"),
            ({"paper": "0" * 16}, "paper"),
        ],
    )
    def test_filters_that_cannot_be_are_refused_with_their_field(
        self, take: Take, filters: dict[str, object], field: str
    ) -> None:
        register = take(march=minutes())
        with pytest.raises(InvalidInput) as caught:
            listed(register, **filters)
        assert caught.value.field == field

    def test_votes_and_clauses_are_kept(self, take: Take) -> None:
        voted = (
            "RESOLVED: That Cabinet:\n\n- a) Agreed the plan.\n- b) Agreed the cost.\n\n(For 5, Against 2, Abstain 1)"
        )
        register = take(march=minutes().replace("RESOLVED: That the report be noted.", voted, 1))
        decision = register.decisions(PUBLIC, RegisterFilters(number="14")).rows[0]
        assert [(clause.label, clause.text) for clause in decision.clauses] == [
            ("a)", "a) Agreed the plan."),
            ("b)", "b) Agreed the cost."),
        ]
        assert decision.opening.split() == ["RESOLVED:", "That", "Cabinet:", "-"]


class TestReprints:
    def test_draft_and_approved_minutes_are_one_decision_each(self, take: Take) -> None:
        register = take(draft_minutes=minutes("Draft "), minutes=minutes())
        found = register.decisions(PUBLIC)
        assert (found.total, [row.number for row in found.rows]) == (3, ["13", "14", "15"])
        assert [len(row.also_in) for row in found.rows] == [1, 1, 1]
        assert {found.rows[0].home.paper.id, found.rows[0].also_in[0].paper.id} == {
            paper.id for paper in register._catalogue.papers(PUBLIC)
        }

    def test_a_small_correction_makes_no_second_decision(self, take: Take) -> None:
        assert take(draft_minutes=minutes("Draft ", "£70"), minutes=minutes()).decisions(PUBLIC).total == 3

    def test_another_meeting_with_the_same_words_makes_its_own(self, take: Take) -> None:
        assert take(march=minutes(), april=minutes(text=APRIL)).decisions(PUBLIC).total == 6

    def test_two_minutes_with_the_same_words_are_two(self, take: Take) -> None:
        register = take(draft_minutes=minutes("Draft "), minutes=minutes())
        noted = register.decisions(PUBLIC, RegisterFilters(status=Status.NOTED))
        assert (noted.total, [row.number for row in noted.rows]) == (2, ["14", "15"])

    def test_a_decision_stays_when_one_of_its_papers_goes(self, take: Take) -> None:
        register = take(draft_minutes=minutes("Draft "), minutes=minutes())
        remove(register, "draft minutes.txt")
        found = register.decisions(PUBLIC)
        assert (found.total, [len(row.also_in) for row in found.rows]) == (3, [0, 0, 0])
        remove(register, "minutes.txt")
        assert (register.decisions(PUBLIC).total, register.meetings(PUBLIC).total) == (0, 0)

    def test_the_notice_of_a_decision_voted_on_is_not_a_second_decision(self, take: Take) -> None:
        register = take(minutes=VOTED, notice=NOTICE)
        [decision] = register.decisions(PUBLIC).rows
        assert (decision.number, decision.vote) == ("7", Vote(5, 2, 1))
        assert (decision.reference, decision.key) == ("CAB/25/31", True)
        assert (decision.home.paper.kind, [home.paper.kind for home in decision.also_in]) == (
            Kind.MINUTES,
            [Kind.DECISION],
        )
        notice = decision.also_in[0].paper.id
        for asked in ({"number": "CAB/25/31"}, {"number": "7"}, {"paper": notice}, {"words": "cab/25/31 hall"}):
            assert listed(register, **asked) == [("7", "resolved")]

    def test_a_motion_lost_and_the_same_motion_carried_stay_two(self, take: Take) -> None:
        lost = VOTED.replace(
            "The motion was carried.\nRESOLVED that the hall be let for 20 years.", "The motion was lost."
        )
        register = take(minutes=VOTED, draft=f"Draft {lost}")
        assert sorted(row.status for row in register.decisions(PUBLIC).rows) == [Status.LOST, Status.RESOLVED]

    def test_a_changed_paper_replaces_its_rows(self, take: Take) -> None:
        take(minutes=minutes())
        register = take(minutes=minutes(charge="£90"))
        texts = [row.text for row in register.decisions(PUBLIC).rows]
        assert len(texts) == 3
        assert "£90" in texts[0]

    def test_the_same_bytes_in_two_places_add_nothing(self, take: Take) -> None:
        register = take(one=minutes(), two=minutes())
        assert [(row.number, row.also_in) for row in register.decisions(PUBLIC).rows] == [
            ("13", ()), ("14", ()), ("15", ()),
        ]  # fmt: skip


class TestMeetings:
    def test_a_meeting_is_one_whatever_papers_tell_of_it(self, take: Take) -> None:
        register = take(minutes=minutes(), agenda=AGENDA, parking_report=REPORT)
        [meeting] = register.meetings(PUBLIC).rows
        assert (meeting.id, meeting.papers, meeting.decisions, meeting.time, meeting.place) == (
            "2025-03-04-cabinet-eastmoor-borough-council", 3, 3, "18:00", "The Guildhall",
        )  # fmt: skip

    def test_its_record_has_agenda_minutes_people_decisions_and_what_was_recommended(self, take: Take) -> None:
        register = take(minutes=minutes(), agenda=AGENDA, parking_report=REPORT)
        record = register.meeting("2025-03-04-cabinet-eastmoor-borough-council", PUBLIC)
        assert [(held.item.number, held.item.title, held.item.pages) for held in record.agenda] == [
            ("1", "Apologies", None), ("2", "Parking charges", (3, 8)), ("3", "Tree survey", (9, 12)),
        ]  # fmt: skip
        assert [held.item.minute for held in record.minutes] == ["12", "13", "14", "15"]
        assert [(held.attendee.name, held.attendee.capacity) for held in record.attendance] == [
            ("Councillor Ada Quill", Capacity.PRESENT), ("Councillor Ben Marlow", Capacity.PRESENT),
        ]  # fmt: skip
        assert [held.number for held in record.decisions] == ["13", "14", "15"]
        assert [held.status for held in record.recommendations] == [Status.RECOMMENDED]
        assert {Path(paper.source).name for paper in record.papers} == {
            "minutes.txt",
            "agenda.txt",
            "parking report.txt",
        }

    def test_two_councils_on_one_day_stay_two(self, take: Take) -> None:
        other = minutes().replace("Eastmoor Borough", "Westmoor Borough")
        register = take(east=minutes(), west=other)
        assert [meeting.council for meeting in register.meetings(PUBLIC).rows] == [
            "Eastmoor Borough Council", "Westmoor Borough Council",
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["", "2025-03-04", "2025-03-04-cabinet", "nonsense", "2025-13-99-x"])
    def test_one_that_is_not_held_is_unknown(self, take: Take, name: str) -> None:
        with pytest.raises(UnknownName):
            take(minutes=minutes()).meeting(name, PUBLIC)


class TestWhoAsks:
    """The tests' own names do not say "exempt": a folder that does marks what is in it."""

    def test_a_paper_not_for_the_reader_shows_in_no_list_no_count_no_name(self, take: Take) -> None:
        secret = f"NOT FOR PUBLICATION\n\n{minutes().replace('Cabinet', 'Estates Board')}"
        register = take(secret=secret, minutes=minutes())
        assert (register.decisions(PUBLIC).total, register.decisions(CLEARED).total) == (3, 6)
        assert [meeting.committee for meeting in register.meetings(PUBLIC).rows] == ["Cabinet"]
        assert register.names(PUBLIC) == (("Eastmoor Borough Council",), ("Cabinet",))
        with pytest.raises(UnknownName) as caught:
            register.decisions(PUBLIC, RegisterFilters(committee="Estates Board"))
        assert str(caught.value) == "no meetings of committee 'Estates Board' are held; held are: Cabinet"
        with pytest.raises(UnknownName):
            register.meeting("2025-03-04-estates-board-eastmoor-borough-council", PUBLIC)

    def test_a_home_not_for_the_reader_is_in_no_also_in(self, take: Take) -> None:
        register = take(secret=f"NOT FOR PUBLICATION\n\n{minutes('Draft ')}", minutes=minutes())
        assert [row.also_in for row in register.decisions(PUBLIC).rows] == [(), (), ()]
        assert [len(row.also_in) for row in register.decisions(CLEARED).rows] == [1, 1, 1]
        assert register.decisions(CLEARED).total == 3

    def test_a_decision_on_a_page_not_for_the_reader_is_not_shown(self, tmp_path: Path) -> None:
        file = tmp_path / "Printed minutes.pdf"
        _write(file, PAGES)
        catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)
        overrides = Details(council="Eastmoor Borough Council", committee="Cabinet", meeting_date=date(2025, 3, 4))
        ingest([file], catalogue, EMBEDDER, overrides=overrides)
        register = Register(catalogue)
        marks = [page.access for page in catalogue.pages(catalogue.papers(CLEARED)[0].id, CLEARED)]
        assert marks == [Access.PUBLIC, Access.PUBLIC, Access.PUBLIC, Access.EXEMPT]
        assert [row.number for row in register.decisions(PUBLIC).rows] == ["1", "2"]
        assert [row.number for row in register.decisions(CLEARED).rows] == ["1", "2", "3"]
        assert register.meetings(PUBLIC).rows[0].decisions == 2
        name = register.meetings(PUBLIC).rows[0].id
        assert [held.item.minute for held in register.meeting(name, PUBLIC).minutes] == ["1", "2"]
        catalogue.close()


PAGES = (
    "Eastmoor Borough Council\nCabinet\nMinutes of a meeting of the Cabinet held on 4 March 2025.\n"
    "Present: Mr A Quill\n1. Parking\nRESOLVED that the charge be £72.",
    "2. Trees\nRESOLVED that 400 trees be planted.",
    "The meeting went on in private.",
    "NOT FOR PUBLICATION\n3. Lease\nRESOLVED that the lease of the mill be bought for £613,000.",
)


def _write(file: Path, pages: tuple[str, ...]) -> None:
    canvas = Canvas(str(file))
    for page in pages:
        for place, line in enumerate(page.split("\n")):
            canvas.drawString(60, 780 - 16 * place, line)
        canvas.showPage()
    canvas.save()


def test_nothing_of_the_register_is_left_of_a_paper_that_went(take: Take) -> None:
    register = take(minutes=minutes(), agenda=AGENDA)
    for source in ("minutes.txt", "agenda.txt"):
        remove(register, source)
    database = register._catalogue.database
    tables = ("meetings", "items", "attendance", "decisions")
    assert [database.row(f"SELECT count(*) FROM {table}")[0] for table in tables] == [0, 0, 0, 0]


def test_rows_hold_what_the_paper_says(take: Take) -> None:
    """What is stored can be read back as it was found."""
    moved = """12. **Motion**

Councillor Ann Lee moved and Councillor Bo Ray seconded that the mill be sold. For: 3; Against: 9. The motion was lost.

13."""
    register = take(minutes=minutes().replace("13.", moved, 1).replace("12. **Apologies**", "11. **Apologies**"))
    lost: HeldDecision = register.decisions(PUBLIC, RegisterFilters(status=Status.LOST)).rows[0]
    assert (lost.mover, lost.seconder, lost.vote) == ("Councillor Ann Lee", "Councillor Bo Ray", Vote(3, 9))
    assert json.dumps(lost.delegated_to) == "[]"
