"""The register of one paper, over hand-made pages: what is in them was decided before they were read."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.papers import make_paper
from corpus.register.reading import read_register
from corpus.register.types import Capacity, Decision, Meeting, Status, Vote
from corpus.types import Details, Kind, Paper, RawDocument, RawPage

CABINET = """Eastmoor Borough Council
Cabinet

Minutes of a meeting of the Cabinet held at The Guildhall, Eastmoor on Tuesday 4 March 2025 at 6.00 pm.

Present: Councillor Ada Quill (Chair)
Councillor Ben Marlow
Councillor Cara Dunmore

Officers
Dana Fletch, Director of Finance
Evan Holt, Democratic Services Manager

12. **Apologies**

Apologies were received from Councillors Frost and Gale.

13. **Parking charges**

The Leader introduced the report.

RESOLVED: That Cabinet:

- a) Approved a charge of £72 a year.
- b) Delegated authority to the Director of Finance in consultation with the Leader to set the date.
- c) Noted the responses.

14. **Tree survey**

RESOLVED: That Cabinet

- a) Noted the survey.
- b) Also noted the progress made.

15. **Leisure centre**

RESOLVED:

This item was deferred to the next meeting of Cabinet.

The meeting closed at 7.10 pm

Chair: _____
"""

COUNCIL = """EASTMOOR COUNTY COUNCIL
COUNTY COUNCIL
MINUTES of a meeting of the County Council held in the Council Chamber, County Hall on Thursday, 13 March
2025.
PRESENT: Mr A Quill (Chairman), Mrs B Marlow, OBE, Ms C Dunmore and Mr D Head
IN ATTENDANCE: Mr E Holt (Democratic Services Manager)
UNRESTRICTED ITEMS
299. 24/00123 - Minerals and Waste
Plan
(Item 8)
1) Mr Quill proposed, and Mrs Marlow seconded the motion that
"Council is asked to adopt the plan."
2) Ms Dunmore proposed and Mr Head seconded the following amendment:
"Council is asked to adopt the plan in two years."
3) Following the debate, the Chairman put the amendment set out in paragraph 2 to the vote and the
voting was as follows:
For (2)
Ms Dunmore, Mr Head
Against (32)
Mr Quill, Mrs Marlow
Abstain (1)
Mr Frost
Amendment lost.
4) The Chairman put the motion set out in paragraph 1 to the vote and the voting was as follows:
For (32)
Mr Quill, Mrs Marlow
Against (2)
Ms Dunmore, Mr Head
Abstain (0)
Motion carried.
5) RESOLVED that Council adopts the plan.
300. Leader's report
(Item 9)
1) The Leader spoke.
2) RESOLVED that the Leader's report be noted.
301. Library hours
(Item 10)
This item was withdrawn by the Cabinet Member.
302. Local plan
(Item 11)
1) Mr Quill proposed, and Mrs Marlow seconded, that the meeting be extended and it was agreed unanimously.
2) RESOLVED that the petition be referred to the Highways Committee.
"""

PUT = """1) Mrs Marlow said that delay put the whole scheme at risk.
2) Mr Quill moved and Mr Head seconded that the works wait for a year.
For (1)
Mr Quill
Against (3)
Mrs Marlow
The motion was lost.
"""

PARISH = """EASTMOOR PARISH COUNCIL
MINUTES OF THE PARISH COUNCIL MEETING HELD ON
TUESDAY, 2 SEPTEMBER 2025
A Parish Council meeting was held in the Village Hall, Eastmoor on Tuesday, 2 September 2025
Present: Miss Ada Quill, Mr Ben Marlow, Councillors, and Mrs Cara Dunmore, Clerk
25/121. Apologies
There were none.
25/122. Bonfire Night
Resolved: (i) That the event be held on 1 November; (ii) That the risk assessment be approved; and
(iii) that the Clerk buy the fireworks.
25/123. Planning applications
(1) R/54/42G
RESOLVED: That the Council had no objection to the application.
(2) R/54/26A
RESOLVED: That the Council had no objection to the application.
FURTHER RESOLVED: That the Clerk write to the planning team.
25/124. Chairman
Councillor Ben Marlow proposed and Councillor Dee Frost seconded, that Miss Ada Quill be elected as Chairman, and
this was passed unanimously.
"""

REPORT = """From: Ada Quill, Leader
To: Cabinet - 30 January 2025
Subject: Moving the library service
Decision no: 24/00109
Key Decision: Yes
Recommendation(s):
Cabinet is asked to:
A. Agree to move the library service to the market hall from 1 April; and
B. DELEGATE authority to the Director of Libraries to sign the lease.
1. Introduction
1.1 The library is too small.
9. Recommendation(s):
Cabinet is asked to:
A. Agree to move the library service to the market hall from 1 April; and
B. DELEGATE authority to the Director of Libraries to sign the lease;
10. Background Documents
"""

NOTICE = """EASTMOOR COUNTY COUNCIL - {head}RECORD OF DECISION
DECISION TO BE TAKEN BY:
{taker}
DECISION NUMBER:
24/00093
For publication
Key decision: YES
Subject Matter / Title of Decision
Commissioned hub contracts
Decision:
I agree to:
APPROVE the proposal not to renew the contracts.
DELEGATE any further step to the Director of Children.
Reason(s) for decision:
They cost too much.
17/1/2025
.......................................... ..........................................
signed date
"""

AGENDA = """AGENDA
CABINET
Thursday, 30th January, 2025, at 10.00 am Ask for: Evan Holt
Council Chamber, County Hall,
Eastmoor
Telephone: 01632 960000
UNRESTRICTED ITEMS
1. Apologies
2. Declarations of Interest
3. Minutes of the Meeting held on 9th January 2025 (Pages 1 - 10)
4. 24/00108 - Revenue and Capital Budget Monitoring Report - November 2024-25
(Pages 11 - 84)
5. Library service (Pages
85 - 90)
Ada Quill
General Counsel
"""


def paper_of(*pages: str, name: str = "paper.txt", **said: object) -> Paper:
    """A paper of these pages; without a page break it has none."""
    raw = RawDocument("application/pdf", tuple(RawPage(text) for text in pages), paged=len(pages) > 1)
    return make_paper(raw, "\f".join(pages).encode(), Path(name), name, Details(**said))  # type: ignore[arg-type]


def register(*pages: str, **said: object) -> tuple[Paper, tuple[Meeting, ...]]:
    paper = paper_of(*pages, **said)  # type: ignore[arg-type]
    return paper, read_register(paper)


def decided(*pages: str, **said: object) -> list[Decision]:
    return [decision for meeting in register(*pages, **said)[1] for decision in meeting.decisions]


class TestMinutesWithLetteredClauses:
    def test_every_resolution_has_its_minute_and_what_became_of_it(self) -> None:
        found = [(d.number, d.title, d.status) for d in decided(CABINET)]
        assert found == [
            ("13", "Parking charges", Status.RESOLVED),
            ("14", "Tree survey", Status.NOTED),
            ("15", "Leisure centre", Status.DEFERRED),
        ]

    def test_its_clauses_are_told_apart_word_for_word(self) -> None:
        paper, [meeting] = register(CABINET)
        parking = meeting.decisions[0]
        assert [clause.label for clause in parking.clauses] == ["a)", "b)", "c)"]
        assert paper.text[parking.clauses[2].start : parking.clauses[2].end] == "c) Noted the responses."
        assert paper.text[parking.start : parking.end].startswith("RESOLVED: That Cabinet:")
        assert paper.text[parking.start : parking.end].endswith("c) Noted the responses.")

    def test_who_was_given_power_is_named(self) -> None:
        assert decided(CABINET)[0].delegated_to == ("Director of Finance",)

    def test_when_and_where_the_meeting_was_is_read(self) -> None:
        [meeting] = register(CABINET)[1]
        where = (meeting.council, meeting.committee, meeting.day, meeting.time, meeting.place)
        assert where == ("Eastmoor Borough Council", "Cabinet", date(2025, 3, 4), "18:00", "The Guildhall, Eastmoor")

    def test_those_present_the_officers_and_the_apologies_are_listed(self) -> None:
        [meeting] = register(CABINET)[1]
        assert [(person.name, person.capacity, person.role) for person in meeting.attendance] == [
            ("Councillor Ada Quill", Capacity.PRESENT, "Chair"),
            ("Councillor Ben Marlow", Capacity.PRESENT, None),
            ("Councillor Cara Dunmore", Capacity.PRESENT, None),
            ("Dana Fletch", Capacity.OFFICER, "Director of Finance"),
            ("Evan Holt", Capacity.OFFICER, "Democratic Services Manager"),
            ("Councillor Frost", Capacity.APOLOGIES, None),
            ("Councillor Gale", Capacity.APOLOGIES, None),
        ]

    @pytest.mark.parametrize(
        ("words", "to"),
        [
            ("delegated the signing of the lease to the Head of Estates", ("Head of Estates",)),
            ("authority be delegated to the Clerk in consultation with the Chair", ("Clerk",)),
            ("delegates to officers the wording of the letter to Parliament", ()),
        ],
    )
    def test_what_was_delegated_may_stand_before_to_whom(self, words: str, to: tuple[str, ...]) -> None:
        delegating = CABINET.replace(
            "RESOLVED:\n\nThis item was deferred to the next meeting of Cabinet.", f"RESOLVED: That {words}."
        )
        assert decided(delegating)[-1].delegated_to == to

    @pytest.mark.parametrize(
        "words",
        [
            "That this matter should be brought forward to the next meeting.",
            "That the Council will postpone a decision until the grant is known.",
            "That the report be considered again at the June meeting.",
            "That the application was postponed.",
        ],
    )
    def test_what_is_put_off_is_deferred_however_it_is_said(self, words: str) -> None:
        put_off = CABINET.replace(
            "RESOLVED:\n\nThis item was deferred to the next meeting of Cabinet.", f"RESOLVED: {words}"
        )
        assert decided(put_off)[-1].status is Status.DEFERRED

    @pytest.mark.parametrize(
        ("words", "statuses"),
        [
            ("Updates by members were deferred to the next meeting.", [Status.DEFERRED]),
            ("The meeting was adjourned for ten minutes.", []),
            ("Mr Quill spoke of the works, which were postponed in May. Members asked why.", []),
        ],
    )
    def test_a_minute_that_says_only_that_its_matter_was_put_off_is_a_decision(
        self, words: str, statuses: list[Status]
    ) -> None:
        minutes = CABINET.replace("RESOLVED:\n\nThis item was deferred to the next meeting of Cabinet.", words)
        minutes = minutes.replace("\nThe meeting closed at 7.10 pm\n\nChair: _____\n", "")
        assert [d.status for d in decided(minutes) if d.number == "15"] == statuses

    def test_what_is_told_below_the_lists_names_nobody_as_there(self) -> None:
        told = CABINET.replace(
            "Evan Holt, Democratic Services Manager\n",
            "Evan Holt, Democratic Services Manager\n"
            "Mrs Olga Frost spoke on Mill Lane, and Mr Ray Gale, a neighbour, replied.\n",
        )
        [meeting] = register(told)[1]
        assert [person.name for person in meeting.attendance] == [
            "Councillor Ada Quill", "Councillor Ben Marlow", "Councillor Cara Dunmore", "Dana Fletch", "Evan Holt",
            "Councillor Frost", "Councillor Gale",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "line",
        [
            "Extract of the minutes of the Licensing Committee, 4 February 2025",
            "Minutes extract from Licensing Committee \u2013 4\nFebruary 2025",
        ],
    )
    def test_an_extract_from_another_meetings_minutes_is_that_meetings(self, line: str) -> None:
        extract = f"Appendix 1 - Council 13 March 2025\n{line}\nItem 6 - Taxi fares\n1. RESOLVED that the fare be £4.\n"
        of_council = {"committee": "Full Council", "meeting_date": date(2025, 3, 13), "kind": Kind.MINUTES}
        [meeting] = register(extract, **of_council)[1]
        assert (meeting.committee, meeting.day) == ("Licensing Committee", date(2025, 2, 4))
        assert len(meeting.decisions) == 1


class TestMotionsAndVotes:
    def test_a_lost_amendment_is_lost_and_a_carried_motion_resolved(self) -> None:
        found = [(d.number, d.status, d.mover, d.seconder) for d in decided(COUNCIL)]
        assert found == [
            ("299", Status.LOST, "Ms Dunmore", "Mr Head"),
            ("299", Status.RESOLVED, "Mr Quill", "Mrs Marlow"),
            ("300", Status.NOTED, None, None),
            ("301", Status.WITHDRAWN, None, None),
            ("302", Status.RESOLVED, "Mr Quill", "Mrs Marlow"),
            ("302", Status.REFERRED, None, None),
        ]

    def test_votes_are_counted_for_what_was_voted_on(self) -> None:
        lost, carried, *_ = decided(COUNCIL)
        assert (lost.vote, carried.vote) == (Vote(2, 32, 1), Vote(32, 2, 0))
        assert decided(COUNCIL)[4].vote == Vote(unanimous=True)

    def test_the_words_of_a_lost_amendment_are_the_amendments(self) -> None:
        paper, [meeting] = register(COUNCIL)
        lost = meeting.decisions[0]
        assert paper.text[lost.start : lost.end].split() == (
            'Ms Dunmore proposed and Mr Head seconded the following amendment: "Council is asked to adopt the plan in '
            'two years."'.split()
        )

    def test_what_else_somebody_put_is_not_the_vote(self) -> None:
        told = COUNCIL.replace("1) The Leader spoke.\n2) RESOLVED that the Leader's report be noted.\n", PUT)
        paper, [meeting] = register(told)
        [lost] = [d for d in meeting.decisions if d.number == "300"]
        assert (lost.status, lost.vote) == (Status.LOST, Vote(1, 3))
        assert paper.text[lost.start : lost.end].startswith("Mr Quill moved and Mr Head seconded that the works wait")

    def test_a_minute_has_its_item_and_the_reference_in_its_heading(self) -> None:
        [meeting] = register(COUNCIL)[1]
        first = meeting.minutes[0]
        assert (first.minute, first.number, first.title) == ("299", "8", "24/00123 - Minerals and Waste Plan")
        assert [minute.minute for minute in meeting.minutes] == ["299", "300", "301", "302"]
        assert {d.reference for d in meeting.decisions if d.number == "299"} == {"24/00123"}

    def test_honours_and_surnames_like_offices_stay_in_names(self) -> None:
        [meeting] = register(COUNCIL)[1]
        names = [person.name for person in meeting.attendance if person.capacity is Capacity.PRESENT]
        assert names == ["Mr A Quill", "Mrs B Marlow, OBE", "Ms C Dunmore", "Mr D Head"]

    @pytest.mark.parametrize(
        ("words", "status", "vote"),
        [
            ("On being put to the vote, the motion was LOST.", Status.LOST, None),
            ("The motion was put to the vote and was carried by 12 votes to 3.", Status.RESOLVED, Vote(12, 3)),
            ("With 7 in favour, 2 against and 1 abstention, the motion was carried.", Status.RESOLVED, Vote(7, 2, 1)),
            ("All in favour.", Status.RESOLVED, Vote(unanimous=True)),
            ("With 7 for, 2 against, 1 abstention, the motion was carried.", Status.RESOLVED, Vote(7, 2, 1)),
        ],
    )
    def test_outcomes_told_in_prose_are_read(self, words: str, status: Status, vote: Vote | None) -> None:
        minute = (
            f"7. Speed limits\n\nCouncillor Ann Lee moved and Councillor Bo Ray seconded that it be 20 mph. {words}\n"
        )
        found = decided(CABINET.replace("12. **Apologies**", f"{minute}\n12. **Apologies**"))
        assert [(d.status, d.vote) for d in found if d.mover == "Councillor Ann Lee"] == [(status, vote)]


TOWN = """EASTMOOR TOWN COUNCIL
MINUTES OF THE TOWN COUNCIL MEETING HELD ON
TUESDAY, 2 SEPTEMBER 2025
Present: Councillors Ann Lee, Bo Ray and Cy Dunn

PC.12/25 Apologies
None.

PC.13/25 Playground
It was agreed that the quote of £4,300 be accepted. Proposed by Cllr Ann Lee, seconded by Cllr Bo Ray. All in favour.

PC.14/25 Finance
The Council agreed to pay the accounts.

PC.15/25 Bus shelter
Members were told that the county agreed to mend it.
"""


class TestTownMinutes:
    def test_a_number_with_the_year_behind_it_counts_on(self) -> None:
        [meeting] = register(TOWN)[1]
        assert [(minute.minute, minute.title) for minute in meeting.minutes] == [
            ("PC.12/25", "Apologies"), ("PC.13/25", "Playground"), ("PC.14/25", "Finance"), ("PC.15/25", "Bus shelter"),
        ]  # fmt: skip

    def test_where_nothing_is_marked_what_was_agreed_is_decided(self) -> None:
        found = [(d.number, d.mover, d.seconder, d.vote) for d in decided(TOWN)]
        assert found == [
            ("PC.13/25", "Cllr Ann Lee", "Cllr Bo Ray", Vote(unanimous=True)),
            ("PC.14/25", None, None, None),
        ]

    def test_where_decisions_are_marked_what_is_told_is_none(self) -> None:
        marked = TOWN.replace("The Council agreed to pay", "RESOLVED to pay")
        assert [d.number for d in decided(marked)][-1] == "PC.14/25"
        assert (
            len(decided(CABINET.replace("The Leader introduced the report.", "It was agreed to sit until ten."))) == 3
        )

    def test_who_proposed_stands_in_the_paper_where_it_says_so(self) -> None:
        paper, [meeting] = register(TOWN)
        [proposed] = [
            span for span in meeting.decisions[0].drawn_from if "roposed" in paper.text[span.start : span.end]
        ]
        assert paper.text[proposed.start : proposed.end].startswith("Proposed by Cllr Ann Lee")

    def test_a_resolution_with_a_number_of_its_own_is_one(self) -> None:
        numbered = TOWN.replace(
            "The Council agreed to pay the accounts.", "Resolution 2025/55: That the accounts be paid."
        )
        assert "2025/55" in [d.number for d in decided(numbered)]


class TestParishMinutes:
    def test_numbers_of_a_year_and_decisions_in_one_line_are_read(self) -> None:
        bonfire = decided(PARISH)[0]
        assert (bonfire.number, [clause.label for clause in bonfire.clauses]) == ("25/122", ["(i)", "(ii)", "(iii)"])

    def test_the_same_words_on_two_applications_are_two_decisions(self) -> None:
        assert [d.number for d in decided(PARISH)] == ["25/122", "25/123", "25/123", "25/123", "25/124"]

    def test_what_is_proposed_and_passed_is_resolved_without_the_word(self) -> None:
        elected = decided(PARISH)[-1]
        assert (elected.status, elected.mover, elected.vote) == (
            Status.RESOLVED,
            "Councillor Ben Marlow",
            Vote(unanimous=True),
        )


def test_a_resolution_has_its_own_number_where_it_has_one() -> None:
    text = CABINET.replace("RESOLVED: That Cabinet:", "RESOLVED 2021/003\n\nThe Cabinet:")
    assert decided(text)[0].number == "2021/003"


def test_a_clause_printed_below_the_end_of_the_meeting_still_counts() -> None:
    text = CABINET.replace(
        "This item was deferred to the next meeting of Cabinet.\n\nThe meeting closed at 7.10 pm",
        "That Cabinet:\n\n- a) Agreed the plan.\n- b) Agreed the cost.\n\nThe meeting closed at 7.10 pm\n\n"
        "c) Agreed the date.",
    )
    assert [clause.label for clause in decided(text)[2].clauses] == ["a)", "b)", "c)"]


class TestRecommendations:
    def test_what_a_report_asks_for_is_recommended_once_and_never_decided(self) -> None:
        [asked] = decided(REPORT, name="cabinet report.txt")
        assert (asked.status, asked.title, asked.reference, asked.key) == (
            Status.RECOMMENDED,
            "Moving the library service",
            "24/00109",
            True,
        )
        assert [clause.label for clause in asked.clauses] == ["A.", "B."]
        assert asked.delegated_to == ("Director of Libraries",)

    def test_it_ends_where_the_report_begins(self) -> None:
        paper, [meeting] = register(REPORT, name="cabinet report.txt")
        asked = meeting.decisions[0]
        assert paper.text[asked.start : asked.end].endswith("to sign the lease.")


class TestNotices:
    def test_a_record_of_a_decision_has_number_taker_and_day(self) -> None:
        text = NOTICE.format(head="", taker="Mrs Ada Quill, Cabinet Member for Children")
        paper, meetings = register(text)
        [meeting] = [m for m in meetings if m.decisions]
        [decision] = meeting.decisions
        assert (decision.number, decision.status, decision.key) == ("24/00093", Status.RESOLVED, True)
        assert decision.taken_by == "Mrs Ada Quill, Cabinet Member for Children"
        assert decision.title == "Commissioned hub contracts"
        assert (meeting.committee, meeting.day) == (None, date(2025, 1, 17))
        assert [paper.text[c.start : c.start + 8].split()[0] for c in decision.clauses] == ["APPROVE", "DELEGATE"]

    def test_a_proposed_one_is_only_recommended(self) -> None:
        [proposed] = decided(NOTICE.format(head="PROPOSED ", taker="Cabinet"), committee="Cabinet")
        assert (proposed.status, proposed.taken_by) == (Status.RECOMMENDED, None)

    def test_one_that_was_called_in_says_so(self) -> None:
        text = NOTICE.format(head="", taker="Cabinet").replace("For publication", "Status: Called in")
        assert [d.status for d in decided(text)] == [Status.CALLED_IN]


class TestAgendas:
    def test_items_have_numbers_titles_and_the_pages_printed(self) -> None:
        [meeting] = register(AGENDA)[1]
        assert [(item.number, item.title, item.pages) for item in meeting.agenda] == [
            ("1", "Apologies", None),
            ("2", "Declarations of Interest", None),
            ("3", "Minutes of the Meeting held on 9th January 2025", (1, 10)),
            ("4", "24/00108 - Revenue and Capital Budget Monitoring Report - November 2024-25", (11, 84)),
            ("5", "Library service", (85, 90)),
        ]
        assert (meeting.time, meeting.place) == ("10:00", "Council Chamber, County Hall, Eastmoor")

    def test_a_table_of_items_is_read(self) -> None:
        text = "Adult Care Committee\n\nMonday, 08 February 2021 at 10:30\n\nAGENDA\n\n| | | |\n|---|---|---|\n"
        text += "| 1 | Minutes of the last meeting | 1 - 6 |\n| 2 | Apologies | |\n| 3 | Work Programme | 99 - 102 |\n"
        [meeting] = register(text)[1]
        assert [(item.number, item.title, item.pages) for item in meeting.agenda] == [
            ("1", "Minutes of the last meeting", (1, 6)),
            ("2", "Apologies", None),
            ("3", "Work Programme", (99, 102)),
        ]

    def test_an_agenda_decides_nothing(self) -> None:
        assert decided(AGENDA) == []


class TestPacks:
    PAGES = (
        AGENDA,
        CABINET,
        REPORT + "\n\nAgenda Item 5",
    )

    def test_the_minutes_in_a_pack_are_of_the_meeting_before(self) -> None:
        _, meetings = register(*self.PAGES, name="Public reports pack.pdf", kind=Kind.PACK, committee="Cabinet")
        own, before = meetings
        assert (own.day, len(own.agenda), [d.status for d in own.decisions]) == (
            date(2025, 1, 30),
            5,
            [Status.RECOMMENDED],
        )
        assert (before.day, [d.number for d in before.decisions]) == (date(2025, 3, 4), ["13", "14", "15"])

    def test_a_report_has_the_item_that_is_printed_at_the_foot_of_its_page(self) -> None:
        _, [own, _] = register(*self.PAGES, name="Public reports pack.pdf", kind=Kind.PACK, committee="Cabinet")
        assert (own.decisions[0].item, own.decisions[0].title) == ("5", "Moving the library service")


@pytest.mark.parametrize(
    "text",
    [
        "The council resolved many issues in 2024. We agreed that it was late.",
        "The Committee is requested to resolve: that the public be excluded.",
        "Issues resolved\n\nNone.",
    ],
)
def test_words_about_deciding_are_no_decision(text: str) -> None:
    assert decided(CABINET.split("12. **")[0] + f"12. **Update**\n\n{text}\n\n13. **Close**\n\nNothing.\n") == []


ALPHABET = st.sampled_from(
    ["RESOLVED ", "RESOLVED: that\n", "1. ", "(a) ", "Mr A ", "proposed ", "seconded ", "For (3)\n", "Against (2)\n",
     "Motion carried.\n", "\n", "\n\n", "Present: ", "(Item 4)\n", "12. Title\n", "Recommendation\n", "Decision:\n",
     "RECORD OF DECISION\n", "AGENDA\n", "(Pages 1 - 2)", "•", "put to the vote ", "<b>", "**", "\t", "é", "x",
     "They put it off.\n", "The motion was lost.\n", "delegated to the Head "]
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(Kind))
def test_whatever_a_paper_says_its_rows_lie_within_it(text: str, kind: Kind) -> None:
    paper, meetings = register(text or "x", kind=kind)
    length = len(paper.text)
    for meeting in meetings:
        spans = [(item.start, item.end) for item in (*meeting.agenda, *meeting.minutes)]
        spans += [(person.start, person.end) for person in meeting.attendance]
        spans += [(decision.start, decision.end) for decision in meeting.decisions]
        assert all(0 <= start < end <= length for start, end in spans)
        for decision in meeting.decisions:
            assert paper.text[decision.start : decision.end].strip()
            assert all(decision.start <= c.start < c.end <= decision.end for c in decision.clauses)


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        " ",
        "• \n",
        "RESOLVED ",
        "RESOLVED: that\n",
        "Mr A B ",
        "A-",
        "carried unanimously ",
        "He put it ",
        "delegate a ",
        "\nAnn spoke\nand ",
        "\nExtract of the minutes of A ",
        "was deferred ",
        "For (1)\n",
        "1. A\n",
    ],
)
def test_hostile_text_takes_time_that_grows_with_its_length(piece: str) -> None:
    head = CABINET.split("12. **")[0] + "12. Apples\n"

    def seconds(length: int) -> float:
        paper = paper_of(head + piece * (length // len(piece)), kind=Kind.MINUTES)
        started = time.process_time()
        read_register(paper)
        return time.process_time() - started

    assert seconds(40_000) < 12 * seconds(10_000) + 0.5  # four times as long; squared it would be sixteen times
