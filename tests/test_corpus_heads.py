"""Whose meeting a paper is of, when and where, in the forms of many councils."""

from datetime import date
from pathlib import Path

import pytest
from councils import NO_WORD_OF_MINUTES, decisions_of, meeting_of, paper_of, present

from corpus.papers import make_paper
from corpus.register.reading import read_register
from corpus.register.types import Status
from corpus.types import Details, Kind, RawDocument, RawPage

HEADS = {
    "the day alone below the body": (
        "MINUTES of\nHARBOUR COMMITTEE\n5 NOVEMBER 2031\n\nPRESENT\nCouncillor A Birch",
        ("Harbour Committee", date(2031, 11, 5), None, None),
    ),
    "the weekday after the body": (
        "MINUTES OF THE MEETING OF THE CABINET\nTUESDAY, 8 APRIL 2031\n"
        "Held at 7.00 pm in the Council Chamber, Quay House\n\n"
        "PRESENT:\nCouncillor A Birch",
        ("Cabinet", date(2031, 4, 8), "19:00", "the Council Chamber, Quay House"),
    ),
    "the place after the day": (
        "Moorings Board\n\nMINUTES OF THE MOORINGS BOARD MEETING HELD ON 2 MARCH 2031 AT GUILDHALL - EAST WING, "
        "EASTMOOR.\n\n"
        "Present:\nCllr Ada Birch (Chairman)",
        ("Moorings Board", date(2031, 3, 2), None, "GUILDHALL - EAST WING, EASTMOOR"),
    ),
    "minutes of another day are agreed": (
        "Council\n\nWEDNESDAY, 26TH MARCH 2031\n\nPRESENT: The Lord Mayor, Councillor Ada Birch, in the Chair.\n\n"
        "90 Minutes\n\n"
        "RESOLVED - That the minutes of the meeting of Council held on 20th February 2031 be approved.",
        ("Full Council", date(2031, 3, 26), None, None),
    ),
    "the time before the day": (
        "EASTMOOR COUNCIL\n\nMinutes of the Ferries Panel\nHeld at 1.30 pm on Tuesday 17th June, 2031\n\nPresent:\n"
        "Councillor A Birch",
        ("Ferries Panel", date(2031, 6, 17), "13:30", None),
    ),
}


@pytest.mark.parametrize(("text", "said"), HEADS.values(), ids=HEADS)
def test_the_head_of_minutes_says_whose_they_are_and_of_when(text: str, said: tuple[object, ...]) -> None:
    meeting = meeting_of(f"{text}\n\n91 Moorings\n\nRESOLVED - That the fees be raised.\n")
    assert (meeting.committee, meeting.day, meeting.time, meeting.place) == said


def test_an_agenda_with_its_members_above_the_items_is_read_whole() -> None:
    text = (
        "Agenda\n\nLicensing Sub-Committee\nDate: Tuesday 12 September 2031\nTime: 10.00 am\n"
        "Venue: The Rotunda, Quay Road\n"
        "Membership: A Birch, B Crane, D Drake (Chairman)\n\nAgenda Item      Time      Page No\n\n"
        "1    Opening remarks by the Chairman        10:00\n\n2    Apologies for absence\n\n"
        "3    Application by the Blue Anchor, Quay Road      9 - 62\n"
    )
    meeting = meeting_of(text)
    assert [(item.number, item.title, item.pages) for item in meeting.agenda] == [
        ("1", "Opening remarks by the Chairman", None),
        ("2", "Apologies for absence", None),
        ("3", "Application by the Blue Anchor, Quay Road", (9, 62)),
    ]
    assert (meeting.day, meeting.time, meeting.place) == (date(2031, 9, 12), "10:00", "The Rotunda, Quay Road")


REPORTS = {
    "the day below whom it is for": (
        "Eastmoor City Council\n\nReport to Cabinet\n\n21 March 2031\n\nSubject: The slipway\n"
        "Report of: Director of Harbours\n",
        ("Cabinet", date(2031, 3, 21), "The slipway"),
    ),
    "a form's name is not whom it is for": (
        "Eastmoor City Council\n\nReport to Policy Committee\n\nReport of: Director of Harbours\n"
        "Report to: Harbours and Ferries Committee\n"
        "Date of Decision: 14 June 2031\nSubject: The slipway\n",
        ("Harbours and Ferries Committee", date(2031, 6, 14), "The slipway"),
    ),
    "the council's name alone heads the letter": (
        "Eastmoor Council\nExecutive Committee - 5 July 2031\n\nPaper title: The slipway\n\nLead Officer: A Birch\n",
        ("Executive Committee", date(2031, 7, 5), "The slipway"),
    ),
}


@pytest.mark.parametrize(("text", "said"), REPORTS.values(), ids=REPORTS)
def test_the_head_of_a_report(text: str, said: tuple[object, ...]) -> None:
    paper = paper_of(
        f"{text}\nRecommendations\n\nThat the slipway be sold.\n\n1. Background\n\n1.1 It was built in 1931.\n"
    )
    assert paper.kind is Kind.REPORT
    assert (paper.committee, paper.meeting_date, paper.title) == said


def test_what_an_agenda_recommends_below_an_item_is_that_items() -> None:
    text = (
        "COUNCIL MEETING\nThursday, 28 July 2031 at 7.00 pm\n\nAGENDA\n\n1. APOLOGIES\nTo receive any.\n\n"
        "2. THE SLIPWAY (pages 15-40)\n"
        "To consider the report.\n\nRECOMMENDATION\nThat Council sells the slipway for not less than \u00a31.25m.\n"
    )
    (asked_for,) = decisions_of(text)
    assert (asked_for.status, asked_for.item, asked_for.title) == (Status.RECOMMENDED, "2", "THE SLIPWAY")


def test_a_summons_says_when_the_meeting_is() -> None:
    text = (
        "Parish Council Meeting - Agenda\n\nIssue date: Wednesday 23rd June 2031\n\n"
        "You are hereby summoned to attend the meeting of "
        "Eastmoor Parish Council on Thursday 1st July 2031 at 7.00pm, to be held at:\n\n"
        "Eastmoor Village Hall for the purpose of "
        "transacting the business below.\n\nA Birch\nClerk to Eastmoor Parish Council\n\n"
        "1\tAPOLOGIES To receive apologies.\n"
        "2\tFEES To receive a report.\n"
    )
    meeting = meeting_of(text)
    assert (meeting.day, meeting.time, meeting.place) == (date(2031, 7, 1), "19:00", "Eastmoor Village Hall")
    assert [item.title for item in meeting.agenda] == ["APOLOGIES", "FEES"]


def test_of_the_days_in_the_head_the_first_is_the_meetings() -> None:
    text = (
        "London Borough of Eastmoor\n\nCabinet\nMinutes\n\nMonday 4 March 2031\n\nPRESENT\n\n"
        "Councillor A Birch, Leader\n\n"
        "161. MINUTES OF THE CABINET MEETING HELD ON 11 FEBRUARY 2031\n\nRESOLVED:\n\nThat they be signed.\n"
    )
    assert meeting_of(text).day == date(2031, 3, 4)


def test_minutes_in_a_pack_may_be_headed_by_the_body_and_the_day_alone() -> None:
    text = (
        "Public Document Pack\n\nFerries Committee\n\n"
        "Meeting:   Tuesday, 11 March 2031 at 6.30 p.m. in Meeting Room 2, Quay House\n\n"
        "AGENDA\n\n1.  Minutes (Pages 3 - 6)\n2.  Fares (Pages 7 - 22)\n\nAgenda Item 1\n\nFERRIES COMMITTEE\n\n"
        "14th January 2031\n\n"
        "Present: Councillors Birch (Chair), Crane and Drake.\n\n21. MINUTES\n\nThe minutes were confirmed.\n\n"
        "22. TIMETABLE\n\n"
        "RESOLVED - That the timetable be approved.\n\nThe meeting ended at 7.05 p.m.\n\nAgenda Item 2\n\n"
        "Report of: Head of Ferries\n"
        "To: Ferries Committee\nDate: 11 March 2031\nSubject: Fares\n\n2. Recommendation\n"
        "2.1 That the Committee approves the fares.\n"
    )
    raw = RawDocument("text/plain", (RawPage(text),), paged=False)
    paper = make_paper(raw, b"", Path("pack.txt"), "pack.txt", Details(kind=Kind.PACK))
    own, before = read_register(paper)
    assert (own.day, own.place) == (date(2031, 3, 11), "Meeting Room 2, Quay House")
    assert (before.committee, before.day) == ("Ferries Committee", date(2031, 1, 14))
    assert present(before) == ["Councillor Birch", "Councillor Crane", "Councillor Drake"]
    assert [(one.number, one.status) for one in before.decisions] == [("22", Status.RESOLVED)]


def test_the_kind_of_a_paper_may_follow_its_body_on_a_line() -> None:
    text = (
        "PLANNING COMMITTEE: MINUTES OF PROCEEDINGS\nWednesday, 5 March 2031\n\n"
        "Present: Councillor Ada Birch (Chairman)\n\n"
        "2a. 31/04512/FULL - The Old Dairy, Mill Road\n\nOn a vote of 9 for, 1 against and 2 abstentions it was\n\n"
        "RESOLVED to GRANT permission.\n\n2b. 31/05001/HOUSE - 4 Elm Close\n\nRESOLVED to REFUSE permission.\n"
    )
    meeting = meeting_of(text)
    assert (meeting.committee, meeting.day) == ("Planning Committee", date(2031, 3, 5))
    assert [one.number for one in meeting.decisions] == ["2a", "2b"]


def test_minutes_need_not_call_themselves_so() -> None:
    paper = paper_of(NO_WORD_OF_MINUTES)
    assert (paper.kind, paper.committee, paper.meeting_date) == (Kind.MINUTES, "Ferries Committee", date(2031, 1, 25))


@pytest.mark.parametrize(
    ("text", "council"),
    [
        (
            "MINUTES OF THE MEETING OF EASTMOOR PARISH COUNCIL\nHELD IN THE READING ROOM ON 19 MAY 2031",
            "Eastmoor Parish Council",
        ),
        ("MINUTES of the proceedings of the Eastmoor Borough Council held on 3 May 2031", "Eastmoor Borough Council"),
        ("CYNGOR SIR YSTWYTH / YSTWYTH COUNTY COUNCIL\n\nCABINET", "Ystwyth County Council"),
        ("Minutes of a meeting of the Council held on 3 May 2031", None),
        ("Report on the reply to Eastmoor Borough Council held over from May", None),
    ],
)
def test_the_council_that_meets_is_named_in_the_head(text: str, council: str | None) -> None:
    assert paper_of(f"{text}\n\n1. Fees\n\nRESOLVED that the fees be raised.\n").council == council


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Overview and Scrutiny Committee (Place)", "Overview and Scrutiny Committee (Place)"),
        ("Standards (Hearings) Sub-Committee", "Standards (Hearings) Sub-Committee"),
        ("Regulatory Sub-Committee A", "Regulatory Sub-Committee A"),
        ("Licensing Act 2003 Sub-Committee", "Licensing Act 2003 Sub-Committee"),
        ("MAYOR AND CABINET", "Mayor and Cabinet"),
        ("Special Cabinet", "Cabinet"),
    ],
)
def test_a_body_of_several_parts_or_of_one_of_several_is_named_whole(written: str, name: str) -> None:
    told = (
        f"MINUTES of a meeting of the {written} held on 5 March 2031 at the Town Hall\n\nPresent: Councillor A Birch\n"
    )
    alone = (
        f"Eastmoor Borough Council\n\n{written}\n\nMinutes\n\nTuesday, 5 March 2031\n\nPresent:\nCouncillor A Birch\n"
    )
    assert [paper_of(text).committee for text in (told, alone)] == [name, name]


def test_a_report_that_tells_of_an_earlier_decision_is_no_notice_of_it() -> None:
    text = (
        "Eastmoor Borough Council\n\nReport on ferries\n\nSubject: Fares\n\nThe decision was taken by the Cabinet on "
        "5 March 2030.\nTo seek approval for the fares that begin on\n1 April 2031 and end a year later.\n\n"
        "Recommendation\n\nThat fares rise.\n"
    )
    paper = paper_of(text)
    assert (paper.kind, paper.committee, paper.meeting_date) == (Kind.REPORT, None, None)
