"""Minutes, agendas, reports and notices in the forms of many councils: what one leaves out another spells out."""

from datetime import date
from pathlib import Path

import pytest

from corpus.papers import make_paper
from corpus.passages import make_passages
from corpus.readers import read_bytes
from corpus.register.reading import read_register
from corpus.register.types import Decision, Meeting, Status, Vote
from corpus.sentences import sentences
from corpus.types import Details, Kind, Paper, RawDocument, RawPage


def paper_of(text: str) -> Paper:
    raw = RawDocument("text/plain", (RawPage(text),), paged=False)
    return make_paper(raw, b"", Path("paper.txt"), "paper.txt", Details())


def meeting_of(text: str) -> Meeting:
    (meeting,) = read_register(paper_of(text))
    return meeting


def decisions_of(text: str) -> tuple[Decision, ...]:
    return meeting_of(text).decisions


def present(meeting: Meeting, capacity: str = "present") -> list[str]:
    return [one.name for one in meeting.attendance if one.capacity == capacity]


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


ATTENDED = {
    "surnames after one title": (
        "Present:- Councillors Birch (Mayor), Crane, Drake and Finch\n\n"
        "Apologies for Absence:- Councillors Heron and Jay\n\nPART I\n",
        ["Councillor Birch", "Councillor Crane", "Councillor Drake", "Councillor Finch"],
        ["Councillor Heron", "Councillor Jay"],
    ),
    "some a line, some run on": (
        "PRESENT\n\nCouncillor A Birch (Chair)\nCouncillor B Crane (Vice-Chair)\n\n"
        "Councillors D Drake, E Finch and G Heron\n",
        ["Councillor A Birch", "Councillor B Crane", "Councillor D Drake", "E Finch", "G Heron"],
        [],
    ),
    "an office that is no name": (
        "PRESENT: The Lord Mayor, Councillor Ada Birch, in the Chair.\n\nCouncillors: B Crane, D Drake\n",
        ["Councillor Ada Birch", "B Crane", "D Drake"],
        [],
    ),
}


@pytest.mark.parametrize(("text", "came", "sent"), ATTENDED.values(), ids=ATTENDED)
def test_who_was_there(text: str, came: list[str], sent: list[str]) -> None:
    meeting = meeting_of(
        f"Council - Meeting held on Tuesday, 19th July, 2031.\n\n{text}\n18. Fees\n\n"
        "Resolved - That the fees be raised.\n"
    )
    assert present(meeting) == came
    assert present(meeting, "apologies") == sent


def test_offices_stand_before_a_name_or_in_a_column_beside_it() -> None:
    text = (
        "MINUTES OF THE MEETING OF THE CABINET\nTUESDAY, 8 APRIL 2031\n\nPresent:\n\n"
        "Chairman:    Councillor K Birch\n\n"
        "Officers:\nL Crane       Director of Harbours\n\n12 Fees\n\nRESOLVED that the fees be raised.\n"
    )
    assert [(one.name, one.role) for one in meeting_of(text).attendance] == [
        ("Councillor K Birch", "Chairman"),
        ("L Crane", "Director of Harbours"),
    ]


def test_the_roll_and_an_apology_may_stand_in_the_first_minute() -> None:
    text = (
        "Eastmoor Council\n\nMinutes of Meeting of the Eastmoor Council held in the Town Hall on Thursday, 6 "
        "September 2031\n\n"
        "1. Calling of the Roll and Apologies for Absence\n\nPresent:\nMr A Birch    Mrs B Crane   Dr D Drake\n\n"
        "Apologies for absence were intimated on behalf of Mr E Finch.\n\n2. Fees\n\n"
        "The Council AGREED that fees be raised.\n"
    )
    meeting = meeting_of(text)
    assert present(meeting) == ["Mr A Birch", "Mrs B Crane", "Dr D Drake"]
    assert present(meeting, "apologies") == ["Mr E Finch"]
    one = (
        "Harbour Board\n\nMinutes of a meeting of the Harbour Board held on 6 May 2031\n\n"
        "Present: Mr A Birch, Mr B Crane\n\n"
    )
    one += (
        "1. Apologies\n\nAn apology for absence was received from Councillor D Drake.\n\n2. Fees\n\n"
        "RESOLVED that fees rise.\n"
    )
    assert present(meeting_of(one), "apologies") == ["Councillor D Drake"]


COUNCIL = "Council - Meeting held on Tuesday, 19th July, 2031.\n\nPresent:- Councillors Birch, Crane and Drake\n\n"
VOTES = {
    "counts below the resolution": (
        "20. Ferry Fares\n\nIt was moved by the Chair, seconded by the Vice-Chair and\n\nRESOLVED THAT:\n\n"
        "(i) The fares be noted; and\n"
        "(ii) The timetable be approved.\n\nVotes For       12\nVotes Against   6\nAbstentions     1\n",
        Vote(12, 6, 1),
    ),
    "votes to votes": (
        "20. Ferry Fares\n\nIt was moved by Councillor Birch, seconded by Councillor Crane, that fares be "
        "frozen.\n\nThe Mayor put the "
        "motion to the Council and it was carried by 24 votes, to 10 votes, with 1 abstention.\n\n"
        "Resolved - That fares be frozen.\n",
        Vote(24, 10, 1),
    ),
    "yes and no": (
        "20. Ferry Fares\n\nIt was moved by Councillor Birch, seconded by Councillor Crane, that fares be "
        "frozen.\n\nThe voting was "
        "recorded as follows:\n\nYES - 41\nBirch, Crane\n\nNO - 52\nDrake\n\nABSTAIN - 2\nFinch\n\n"
        "The motion was declared LOST.\n",
        Vote(41, 52, 2),
    ),
    "a motion against an amendment": (
        "20. Ferry Fares\n\nAs a MOTION, Ms A Birch, seconded by Dr B Crane, moved that fares be frozen.\n\n"
        "As an AMENDMENT, Mr D Drake, "
        "seconded by Mr E Finch, moved that fares be halved.\n\n"
        "On a vote being taken, the MOTION received 31 votes and the "
        "AMENDMENT received 30 votes, with 7 abstentions, and the MOTION was therefore CARRIED.\n\nDecision\n\n"
        "The Council AGREED:-\n"
        "i. that fares be frozen; and\nii. that they be looked at again in a year.\n",
        Vote(31, 30, 7),
    ),
    "for and abstained alone": (
        "20. Ferry Fares\n\nCllr Birch proposed and Cllr Crane seconded that fares be frozen. The motion was "
        "carried: 8 for, "
        "2 abstentions.\n",
        Vote(8, None, 2),
    ),
}


@pytest.mark.parametrize(("text", "vote"), VOTES.values(), ids=VOTES)
def test_how_a_vote_is_counted(text: str, vote: Vote) -> None:
    decision = decisions_of(COUNCIL + text)[-1]
    assert decision.vote == vote
    assert decision.voted or decision.status is Status.RESOLVED


def test_a_number_is_no_count_of_those_against() -> None:
    text = "20. Ferries\n\nFor 12 days no ferry sailed.\n\nNo. 52 was laid up.\n\nRESOLVED that the report be noted.\n"
    assert [one.vote for one in decisions_of(COUNCIL + text)] == [None]


def test_the_mover_of_a_motion_is_not_a_name_before_the_sentence() -> None:
    text = (
        "56. 31/00733/FUL - LAND NORTH OF CHAPEL LANE, EASTMOOR\n\n"
        "Location    Land North of Chapel Lane, Eastmoor\nProposal    "
        "Six dwellings\n\nFollowing the presentation, Councillor Birch proposed that the application be refused. "
        "This was duly "
        "seconded by Councillor Crane. Upon a vote being taken the proposal was lost.\n\n57. Close\n\n"
        "There was nothing else.\n"
    )
    (lost,) = decisions_of(COUNCIL + text)
    assert (lost.status, lost.mover, lost.seconder) == (Status.LOST, "Councillor Birch", "Councillor Crane")


def test_minutes_that_never_write_resolved_tell_what_was_agreed() -> None:
    text = (
        "34  RECORD OF DECISIONS\n\nIt was agreed that the decisions of 4 June be signed.\n\n35  FARES\n\n"
        "It was agreed:\n\n"
        "(a)   That fares be frozen.\n\n(b)   That the Director be authorised to print them.\n\n36  PLAN\n\n"
        "The Committee:-\n"
        "i. NOTED the progress; and\nii. APPROVED the plan.\n"
    )
    assert [(one.number, len(one.clauses)) for one in decisions_of(COUNCIL + text)] == [("34", 0), ("35", 2), ("36", 2)]


def test_what_was_agreed_in_passing_is_no_decision_where_minutes_resolve() -> None:
    text = "34  FARES\n\nIt was agreed that Members be sent a map.\n\nRESOLVED: That fares be frozen.\n"
    assert len(decisions_of(COUNCIL + text)) == 1


def test_a_heading_in_capitals_does_not_take_in_the_word_that_resolves() -> None:
    text = (
        "1359 MINUTES OF THE LAST MEETING\nRESOLVED:\nThe minutes were confirmed.\n\n1360 FERRIES\nRESOLVED:\n"
        "To buy one.\n"
    )
    assert [(one.number, one.title) for one in decisions_of(COUNCIL + text)] == [
        ("1359", "MINUTES OF THE LAST MEETING"),
        ("1360", "FERRIES"),
    ]


def test_a_page_of_a_decision_is_a_notice() -> None:
    text = (
        "Decision details\n\nSale of the old slipway\n\nDecision Maker: Cabinet Member for Harbours\n\n"
        "Decision status: Approved\n\n"
        "Is Key decision?: Yes\n\nDecision:\nThat the Cabinet Member:\n\n"
        "(1) approves the sale of the slipway for \u00a31.25m; and\n"
        "(2) delegates the terms to the Director of Harbours.\n\nReasons for the decision:\nNobody uses it.\n\n"
        "Date of decision: 12/03/2031\n"
    )
    paper = paper_of(text)
    (meeting,) = read_register(paper)
    (decision,) = meeting.decisions
    assert paper.kind is Kind.DECISION
    assert (decision.title, decision.key, decision.taken_by, len(decision.clauses)) == (
        "Sale of the old slipway",
        True,
        "Cabinet Member for Harbours",
        2,
    )
    assert meeting.day == date(2031, 3, 12)


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


def test_a_planning_application_heads_its_minute_and_a_day_in_capitals_numbers_none() -> None:
    text = (
        "MINUTES of\nPLANNING COMMITTEE\n5 NOVEMBER 2031\n\nPRESENT\nCouncillors A Birch, B Crane and D Drake\n\n"
        "14 Minutes\n\nThe minutes of the meeting that was held on 4 October 2031 were put before the committee "
        "and signed by the Chairman.\n\n15 PL/2031/08361: 28a The Street, Eastmoor EM1 2AB\n\n"
        "Resolved:\n\nThat permission be REFUSED.\n"
    )
    held = make_passages(paper_of(text), lambda texts: [len(said.split()) for said in texts], 256)
    assert {one.item for one in held if "REFUSED" in one.text} == {"15"}
    assert {one.item for one in held if "NOVEMBER" in one.text} == {None}


PAGE = (
    "Agenda and minutes\n\nLicensing Sub-Committee\nThursday 12th February, 2032 2.00 pm\n\n"
    "Venue: Council Chamber, Quay Road. "
    "View directions\n\nItems\nNo. Item\n\n22.\n\nAppointment of Chairman\n\nMinutes:\n\n"
    "RESOLVED that Councillor A Birch be "
    "appointed.\n\n23.\n\nMinutes of Previous Sub-Committee meetings\n\nTo approve them.\n\nMinutes:\n\n"
    "RESOLVED that they be signed."
    "\n\n24.\n\nApplication by the Blue Anchor, Quay Road\n\nMinutes:\n\n"
    "RESOLVED that it be granted, subject to:\n\n(a) closing at "
    "10 pm; and\n\n(b) a camera.\n"
)
WEB_PAGE = (
    "<html><body><h1>Agenda and minutes</h1><h2>Licensing Sub-Committee<br/>Thursday 12th February, 2032 2.00 pm</h2>"
    "<p><span>Venue: </span>Council Chamber, Quay Road. <a href='x'>View "
    "directions</a></p><table><caption>Items</caption>"
    "<tr><th>No.</th><th>Item</th></tr>"
    "<tr><td><p>22.</p></td><td><p>Appointment of Chairman</p><p>Minutes:</p><p>RESOLVED that Councillor A Birch "
    "be appointed.</p>"
    "</td></tr><tr><td><p>23.</p></td><td><p>Minutes of Previous Sub-Committee meetings</p><div><p>To approve "
    "them.</p></div>"
    "<p>Minutes:</p><p>RESOLVED that they be signed.</p></td></tr><tr><td><p>24.</p></td>"
    "<td><p>Application by the Blue Anchor, Quay Road</p><p>Minutes:</p><p>RESOLVED that it be granted, subject to:</p>"
    "<p>(a) closing at 10 pm; and</p><p>(b) a camera.</p></td></tr></table></body></html>"
)


@pytest.mark.parametrize(("data", "name"), [(PAGE.encode(), "page.txt"), (WEB_PAGE.encode(), "page.html")])
def test_the_web_page_of_a_meeting_is_its_minutes(data: bytes, name: str) -> None:
    paper = make_paper(read_bytes(data, Path(name)), data, Path(name), name, Details())
    (meeting,) = read_register(paper)
    assert paper.kind is Kind.MINUTES
    assert (meeting.committee, meeting.day, meeting.time, meeting.place) == (
        "Licensing Sub-Committee",
        date(2032, 2, 12),
        "14:00",
        "Council Chamber, Quay Road",
    )
    assert [(one.number, one.title, len(one.clauses)) for one in meeting.decisions] == [
        ("22", "Appointment of Chairman", 0),
        ("23", "Minutes of Previous Sub-Committee meetings", 0),
        ("24", "Application by the Blue Anchor, Quay Road", 2),
    ]
    held = make_passages(paper, lambda texts: [len(said.split()) for said in texts], 256)
    assert {one.item for one in held if "camera" in one.text} == {"24"}


PARISH = "Minutes of the Parish Council Meeting held in the Reading Room on 1st June 2031 at 7:30pm\n\n"


def test_headings_that_end_like_sentences_are_minutes_where_half_do_not() -> None:
    text = (
        f"{PARISH}Present: Cllr J Birch, Cllr A Crane.\nAbsent: Cllr K Drake and Cllr C Finch.\n\n"
        "20. To accept apologies for absence.\n"
        "Cllr K Drake and Cllr C Finch.\n\n21. To approve the minutes of 18th May 2031\n"
        "Proposed as a true record by Cllr Birch "
        "seconded by Cllr Crane and unanimously approved.\n\n22. Matters Arising.\nThe Clerk would write.\n\n"
        "23. Allotments\n"
        "Proposed by Cllr Crane seconded by Cllr Birch and unanimously approved.\n"
    )
    meeting = meeting_of(text)
    assert [minute.minute for minute in meeting.minutes] == ["20", "21", "22", "23"]
    assert [(one.number, one.mover, one.seconder) for one in meeting.decisions] == [
        ("21", "Cllr Birch", "Cllr Crane"),
        ("23", "Cllr Crane", "Cllr Birch"),
    ]
    assert all(one.vote == Vote(unanimous=True) for one in meeting.decisions)
    assert present(meeting, "absent") == ["Cllr K Drake", "Cllr C Finch"]


def test_two_numbers_may_stand_before_the_heading_of_a_minute() -> None:
    text = (
        "EASTMOOR PARISH COUNCIL\n\nMinutes of Parish Council 22 November 2031\n\nTHOSE ATTENDING:\n\n"
        "Cllr K Birch\nCllr G Crane (Chair)\n\n"
        "C048/31      1.         APOLOGIES FOR ABSENCE.\n\nCllr L Drake.\n\n"
        "C049/31      2.         PUBLIC QUESTIONS.\n\nNone.\n\n"
        "C050/31      3.         PRECEPT 2032/33\n\nMembers RESOLVED that the precept be set at \u00a3341,200.\n"
    )
    meeting = meeting_of(text)
    assert [(minute.minute, minute.title) for minute in meeting.minutes] == [
        ("C048/31", "APOLOGIES FOR ABSENCE."),
        ("C049/31", "PUBLIC QUESTIONS."),
        ("C050/31", "PRECEPT 2032/33"),
    ]
    assert [one.number for one in meeting.decisions] == ["C050/31"]
    assert present(meeting) == ["Cllr K Birch", "Cllr G Crane"]


def test_initials_end_no_sentence() -> None:
    text = "Councillor J.W. Crane was elected. Mrs. M.R. Drake left at 9 p.m. The meeting closed."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Councillor J.W. Crane was elected.",
        "Mrs. M.R. Drake left at 9 p.m.",
        "The meeting closed.",
    ]


def test_initials_without_a_space_belong_to_the_name() -> None:
    text = (
        "LICENSING SUB-COMMITTEE\n\nMinutes of a meeting held on 9th January, 2031.\n\n"
        "Present:  Councillors K. Birch, J.W. Crane and "
        "Mrs. M.R. Drake.\n\nRESOLVED - T H A T the application be granted.\n"
    )
    assert present(meeting_of(text)) == ["Councillor K. Birch", "J.W. Crane", "Mrs. M.R. Drake"]


def test_who_proposed_a_resolution_may_be_told_below_it() -> None:
    text = (
        f"{PARISH}Present were:\nCllr J Birch (Chair), Cllr A Crane and the Clerk.\n\n3. MINUTES\n"
        "RESOLVED to accept the minutes of the "
        "meeting held on\n21st May 2031 as a true record.\n"
        "Proposed by Cllr Birch, seconded by Cllr Crane. All in favour.\n\n4. CEMETERY\n"
        "RESOLVED to accept the tender.\n\nProposed by Cllr Crane, seconded by Cllr Birch.\n"
    )
    meeting = meeting_of(text)
    assert [(one.number, one.mover, one.vote) for one in meeting.decisions] == [
        ("3", "Cllr Birch", Vote(unanimous=True)),
        ("4", "Cllr Crane", None),
    ]
    assert present(meeting) == ["Cllr J Birch", "Cllr A Crane"]


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


def test_what_follows_the_minutes_in_a_pack_stands_under_none_of_them() -> None:
    minutes = (
        "Minutes of a meeting of the Cabinet held on 8 April 2031\n\n"
        "Present: Councillor A Birch (Chair) and Councillor B Crane\n\n"
        "93. Reports of scrutiny (including call-ins)\n\nNone.\n\n94. Slipway\n\nRESOLVED that the slipway be sold.\n\n"
        "95. Work programme\n\nRESOLVED that it be noted.\n\nThe meeting closed at 7.10 pm\n\nChair: ______\n\n"
    )
    report = (
        "REPORT OF THE DIRECTOR OF HARBOURS\n\nThe ferry carried 12,000 people last year, more than in any year "
        "before.\n"
    )
    agenda = "Agenda\n\nCabinet\nTuesday 6 May 2031\n\n1. Minutes (pages 3-9)\n2. Ferries (pages 10-40)\n\n"
    raw = RawDocument("text/plain", (RawPage(agenda), RawPage(minutes + report)), paged=True)
    paper = make_paper(raw, b"", Path("pack.txt"), "pack.txt", Details(kind=Kind.PACK))
    held = make_passages(paper, lambda texts: [len(said.split()) for said in texts], 256)
    under = {
        words: {one.item for one in held if words in one.text} for words in ("slipway be sold", "be noted", "12,000")
    }
    assert under == {"slipway be sold": {"94"}, "be noted": {"95"}, "12,000": {None}}


def test_of_the_days_in_the_head_the_first_is_the_meetings() -> None:
    text = (
        "London Borough of Eastmoor\n\nCabinet\nMinutes\n\nMonday 4 March 2031\n\nPRESENT\n\n"
        "Councillor A Birch, Leader\n\n"
        "161. MINUTES OF THE CABINET MEETING HELD ON 11 FEBRUARY 2031\n\nRESOLVED:\n\nThat they be signed.\n"
    )
    assert meeting_of(text).day == date(2031, 3, 4)


def test_a_year_and_an_agenda_item_stand_beside_the_minute() -> None:
    text = (
        "MINUTES OF THE MEETING OF THE CABINET\nHELD ON 20 DECEMBER 2031 AT 2.00 PM\nAT COUNCIL CHAMBER, QUAY ROAD\n\n"
        "Members:                         (*present)\n*Ada Birch (Chairman)\n Ben Crane\n*Cora Drake\n\n"
        "Members in attendance:\n"
        "Dan Finch\n\nPART ONE\nIN PUBLIC\n\n191/31 APOLOGIES FOR ABSENCE [Item 1]\n\n"
        "An apology was received from Ben Crane.\n\n"
        "192/31 THE SLIPWAY [Item 2]\n\nRESOLVED:\n\n1. That it be sold.\n2. That the Director be authorised.\n"
    )
    meeting = meeting_of(text)
    assert [(one.minute, one.number, one.title) for one in meeting.minutes] == [
        ("191/31", "1", "APOLOGIES FOR ABSENCE"),
        ("192/31", "2", "THE SLIPWAY"),
    ]
    assert [(one.name, one.capacity.value) for one in meeting.attendance] == [
        ("Ada Birch", "present"),
        ("Ben Crane", "absent"),
        ("Cora Drake", "present"),
        ("Dan Finch", "in attendance"),
        ("Ben Crane", "apologies"),
    ]


def test_a_number_with_its_year_may_have_a_line_of_its_own() -> None:
    text = (
        "Agenda and minutes\n\nCouncil - Tuesday, 8 December 2031 10.00 am\n\nItems\nNo. Item\n\n55/31\n\n"
        "APOLOGIES FOR ABSENCE\n\n"
        "Minutes:\n\nApologies were received from Mr Birch and Mr Crane.\n\n56/31\n\nPROPORTIONALITY\n\nMinutes:\n\n"
        "RESOLVED (with no Member voting against):\n\nThat the sizes be adopted.\n"
    )
    assert [one.number for one in decisions_of(text)] == ["56/31"]


NORTHERN = (
    "MINUTES OF THE PROCEEDINGS OF THE MEETING OF THE COUNCIL HELD AT QUAY MILL ON MONDAY 26 OCTOBER 2031 AT "
    "6.30 PM\n\n"
    "In the Chair : Mayor (Councillor J Birch)\n\nMembers Present : Aldermen \u2013 F Crane, P Drake and J Finch\n\n"
    "Councillors \u2013 J Gull, A Heron and M Jay\n\nOfficers Present : Mrs A Kite\n"
    "Director of Harbours \u2013 G Lark\n\n"
    "1 WELCOME\n\nThe Mayor welcomed all to the meeting.\n\n2 ITEMS FOR DECISION\n\n2.1 PLAY PARK AT QUAY ROAD\n\n"
    "Proposed by Alderman Drake\nSeconded by Councillor Jay that the park be built.\n\n"
    "On the proposal being put to the meeting "
    "6 Members voted in favour, 2 against and 0 abstentions. The proposal was carried.\n\n2.2 REQUEST FOR FUNDING\n\n"
    "Moved by Councillor Gull\nSeconded by Alderman Finch and\n\nRESOLVED - that the Council gives \u00a32,500.\n\n"
    "3 CLOSE\n\nNone.\n"
)


def test_parts_of_a_minute_are_matters_of_their_own() -> None:
    assert [(one.number, one.title, one.mover, one.vote) for one in decisions_of(NORTHERN)] == [
        ("2.1", "PLAY PARK AT QUAY ROAD", "Alderman Drake", Vote(6, 2, 0)),
        ("2.2", "REQUEST FOR FUNDING", "Councillor Gull", None),
    ]


def test_who_was_there_is_listed_by_rank_and_post() -> None:
    meeting = meeting_of(NORTHERN)
    assert meeting.attendance[0].role == "In the Chair"
    assert present(meeting) == ["Councillor J Birch", "F Crane", "P Drake", "J Finch", "J Gull", "A Heron", "M Jay"]
    assert [(one.name, one.role) for one in meeting.attendance if one.capacity == "officer"] == [
        ("Mrs A Kite", None),
        ("G Lark", "Director of Harbours"),
    ]


def test_the_first_clause_is_no_aside_of_the_word_that_resolves() -> None:
    text = (
        "CABINET\n10 March 2031\n\nPresent:-\nCouncillors J Birch (Chair), S Crane and R Drake\n\n"
        "Members attending in accordance with "
        "Standing Order 8\nCouncillors F Finch and J Gull\n\n*650   Minutes\n\nRESOLVED that they be signed.\n\n"
        "*651   Link Road\n\n"
        "RESOLVED\n\n(a) that the scheme be approved; and\n\n(b) that \u00a32,910,000 be found for it.\n\n"
        "652   Close\n\nNone.\n"
    )
    meeting = meeting_of(text)
    assert [(one.number, len(one.clauses)) for one in meeting.decisions] == [("650", 0), ("651", 2)]
    assert present(meeting, "in attendance") == ["Councillor F Finch", "J Gull"]


def test_a_web_page_that_tells_decisions_twice_holds_each_once() -> None:
    both = "<p>Cabinet RESOLVED:</p><p>(1) to award the contract for \u00a34.2m; and</p><p>(2) to note the savings.</p>"
    page = (
        "<html><body><h1>Agenda, decisions and minutes</h1><h2>Cabinet - Monday 22 May 2031 10.00 am</h2><table>"
        "<tr><th>No.</th><th>Item</th></tr><tr><td><p>1.</p></td><td><p>Apologies</p><p>Minutes:</p><p>There "
        "were none.</p></td></tr>"
        f"<tr><td><p>2.</p></td><td><p>Ferry contract</p><p>Decision:</p>{both}<p>Minutes:</p>"
        f"<p>Councillor Birch introduced the report.</p>{both}</td></tr></table></body></html>"
    ).encode()
    paper = make_paper(read_bytes(page, Path("a.html")), page, Path("a.html"), "a.html", Details())
    (meeting,) = read_register(paper)
    (decision,) = meeting.decisions
    assert (decision.number, len(decision.clauses)) == ("2", 2)
    assert paper.text.index("Minutes:", paper.text.index("Ferry")) < decision.start


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


def test_the_count_on_an_amendment_is_not_that_on_the_motion() -> None:
    text = (
        "31. RURAL BUSES\n\nCouncillor Birch moved and Councillor Crane seconded the following motion:\n\n"
        "\u201cThis Council calls for "
        "buses.\u201d\n\nCouncillor Drake moved, and Councillor Finch seconded, an amendment to add the words "
        "\u201cand ferries\u201d.\n\n"
        "On being put to the vote, the amendment was carried with 28 voting for, 19 against and 3 abstaining.\n\n"
        "The substantive motion "
        "was then put to the vote and carried unanimously.\n\n"
        "RESOLVED: That this Council calls for buses and ferries.\n"
    )
    assert [(one.mover, one.vote) for one in decisions_of(COUNCIL + text)] == [
        ("Councillor Drake", Vote(28, 19, 3)),
        ("Councillor Birch", Vote(unanimous=True)),
    ]


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


def test_a_list_of_decisions_says_whose_they_are_and_when_they_were_taken() -> None:
    text = (
        "CABINET DECISIONS\n\nThe following decisions were taken by the Cabinet on Tuesday 12 March 2031. "
        "Call-in will expire at "
        "12 noon on Wednesday 20 March 2031.\n\n5.   CAPITAL PROGRAMME\n\n     DECISION MADE: That Cabinet\n"
        "     (1)  Notes the outturn of \u00a342.1m.\n     (2)  Approves the transfer of \u00a3600,000.\n\n"
        "6.   THE FIRE STATION\n\n"
        "     DECISION MADE: That this item be deferred to the next meeting.\n"
    )
    paper = paper_of(text)
    (meeting,) = read_register(paper)
    assert (paper.kind, meeting.committee, meeting.day) == (Kind.DECISION, "Cabinet", date(2031, 3, 12))
    assert meeting.time is None
    assert [(one.number, one.status, len(one.clauses)) for one in meeting.decisions] == [
        ("5", Status.RESOLVED, 2),
        ("6", Status.DEFERRED, 0),
    ]


def test_the_parts_of_a_notice_may_be_numbered() -> None:
    text = (
        "Record of Decision taken under delegated powers by a Cabinet Member\n\nTitle: Speed limit at Quay Road\n"
        "Decision taken by: "
        "Cllr Ada Birch, Portfolio Holder for Transport\nDate of decision: 21 June 2031\n\n1. Decision taken\n"
        "That the Portfolio "
        "Holder approves the order as advertised.\n\n2. Reasons for decision\nTwelve collisions in five years.\n"
    )
    (meeting,) = read_register(paper_of(text))
    (decision,) = meeting.decisions
    assert (decision.title, decision.taken_by) == (
        "Speed limit at Quay Road",
        "Cllr Ada Birch, Portfolio Holder for Transport",
    )
    assert meeting.day == date(2031, 6, 21)


def test_minutes_may_be_the_rows_of_a_table() -> None:
    text = (
        "Eastmoor Town Council\n\nMinutes of the Amenities Committee meeting held on Monday 8th January 2031 at "
        "7.30pm\n\n"
        "Present: Cllrs J Birch (Chairman), P Crane and L Drake. In attendance: Kay Finch (Clerk)\n\n"
        "Ref\tItem\tAction\n"
        "31/01\tApologies Cllr Gull (holiday).\t\n"
        "31/02\tPlay area The inspection had found two risks. It was RESOLVED to replace the swing at a cost of "
        "\u00a33,280 "
        "(proposed Cllr Crane, seconded Cllr Drake).\tClerk to order swing\n"
        "31/03\tCemetery fees It was RESOLVED to raise the fee to \u00a3450. All in favour.\tClerk\n"
    )
    paper = paper_of(text)
    (meeting,) = read_register(paper)
    assert [(one.minute, one.title) for one in meeting.minutes] == [
        ("31/01", "Apologies"),
        ("31/02", "Play area"),
        ("31/03", "Cemetery fees"),
    ]
    assert [(one.number, one.mover) for one in meeting.decisions] == [("31/02", "Cllr Crane"), ("31/03", None)]
    assert not any("Clerk" in paper.text[one.start : one.end] for one in meeting.decisions)
    assert present(meeting, "in attendance") == ["Kay Finch"]
    held = make_passages(paper, lambda texts: [len(said.split()) for said in texts], 256)
    assert {one.item for one in held if "swing" in one.text} == {"31/02"}


def test_councillors_named_on_lines_of_their_own_were_there() -> None:
    text = (
        "MINUTES of a meeting of the FERRIES COMMITTEE held in the Town Hall on Wednesday 14 May 2031 at 6.30pm\n\n"
        "Councillor A Birch (Chair) Councillor R Crane\nCouncillor B Drake Councillor S Finch\n\n"
        "Officers present: Dana Gull, "
        "Director of Harbours\n\n1. FERRIES\n\nRESOLVED that the report be noted.\n"
    )
    assert present(meeting_of(text)) == [
        "Councillor A Birch",
        "Councillor R Crane",
        "Councillor B Drake",
        "Councillor S Finch",
    ]


def test_names_may_stand_before_their_count() -> None:
    text = (
        "Agenda and draft minutes\n\nFull Council - Wednesday, 26th February, 2031 6.30 pm\n\nItems\nNo. Item\n\n"
        "FC79/30\n\nApologies\n\n"
        "Minutes:\n\nThere were none.\n\nFC80/30\n\nThe slipway\n\nMinutes:\n\n"
        "Councillor Birch moved, and Councillor Crane seconded, the "
        "recommendations.\n\nRecorded vote:\n\nCouncillors who voted for the motion: Councillors Birch, Crane, "
        "Drake (3)\n"
        "Councillors who voted against the motion: Councillor Finch (1)\nCouncillors who abstained: None (0)\n\n"
        "MOTION CARRIED\n\n"
        "RESOLVED \u2013 That the slipway be sold.\n"
    )
    (decision,) = decisions_of(text)
    assert (decision.number, decision.mover, decision.vote) == ("FC80/30", "Councillor Birch", Vote(3, 1, 0))


def test_a_sentence_that_resolves_may_follow_another() -> None:
    text = (
        "Ferries Forum\nMinutes of the Meeting\nHeld on Wednesday 18 January, 2031 at\nQuay School\n\nPRESENT\n"
        "School members:\n"
        "Ada Birch, Ben Crane,\nCora Drake (Chair)\nOfficers:\nDan Finch\n\n1.      Apologies for absence\n\n"
        "None.\n\n2.      Growth fund\n\n"
        "The Forum agreed the criteria. Resolved - that \u00a3256,000 be set aside.\n"
    )
    meeting = meeting_of(text)
    assert [one.number for one in meeting.decisions] == ["2"]
    assert present(meeting) == ["Ada Birch", "Ben Crane", "Cora Drake"]
    assert present(meeting, "officer") == ["Dan Finch"]


NO_WORD_OF_MINUTES = (
    "EASTMOOR AND COAST COUNCIL\n\nFERRIES COMMITTEE\n\nQUAY HOUSE, EASTMOOR, 25 JANUARY 2031\n\n"
    "Present: Councillors J Birch (Chair), "
    "A Crane and G Drake.\n\nApologies: Councillors P Finch and L Gull.\n\n1. INTERESTS\n\nNone.\n\n"
    "2. WINTER SAILINGS\n\n"
    "Councillor Crane, seconded by Councillor Drake, moved that \u00a3350,000 be added.\n\n"
    "As an amendment, Councillor Birch, seconded "
    "by Councillor Gull, moved to note the report.\n\nThe Committee agreed to note the report.\n"
)


def test_minutes_need_not_call_themselves_so() -> None:
    paper = paper_of(NO_WORD_OF_MINUTES)
    assert (paper.kind, paper.committee, paper.meeting_date) == (Kind.MINUTES, "Ferries Committee", date(2031, 1, 25))


def test_of_a_motion_and_an_amendment_none_is_taken_for_what_was_agreed() -> None:
    (decision,) = decisions_of(NO_WORD_OF_MINUTES)
    assert (decision.number, decision.mover) == ("2", None)


def test_a_heading_may_begin_with_the_number_of_a_house() -> None:
    text = (
        "LONDON BOROUGH OF EASTMOOR\n\nMINUTES OF THE PLANNING COMMITTEE\n"
        "held at the Civic Centre on Thursday 17th April 2031 at 7.15pm"
        "\n\nIN ATTENDANCE:\nCouncillors Ada Birch (Chair), Ben Crane, Cora Drake\n\n"
        "1  APOLOGIES FOR ABSENCE (Agenda Item 1)\n"
        "There were none.\n\n2  265 QUAY ROAD, EASTMOOR (Agenda Item 5)\n\nProposal: 456 new homes\n"
        "The Chair moved to the vote on the "
        "recommendation: Votes For \u2013 7, Against \u2013 2, Abstentions \u2013 0.\n\n"
        "RESOLVED: That the Committee GRANTED permission.\n"
    )
    meeting = meeting_of(text)
    assert [(one.minute, one.number, one.title) for one in meeting.minutes] == [
        ("1", "1", "APOLOGIES FOR ABSENCE"),
        ("2", "5", "265 QUAY ROAD, EASTMOOR"),
    ]
    assert [(one.number, one.vote) for one in meeting.decisions] == [("2", Vote(7, 2, 0))]
    assert present(meeting) == ["Councillor Ada Birch", "Ben Crane", "Cora Drake"]


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
