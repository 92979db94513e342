"""Which lines head minutes, in the forms of many councils, and what stands under each."""

from datetime import date
from pathlib import Path

import pytest
from councils import COUNCIL, NORTHERN, PARISH, decisions_of, meeting_of, paper_of, present

from corpus.papers import make_paper
from corpus.passages import make_passages
from corpus.readers import read_bytes
from corpus.register.reading import read_register
from corpus.register.types import Vote
from corpus.types import Details, Kind, RawDocument, RawPage


def test_a_heading_in_capitals_does_not_take_in_the_word_that_resolves() -> None:
    text = (
        "1359 MINUTES OF THE LAST MEETING\nRESOLVED:\nThe minutes were confirmed.\n\n1360 FERRIES\nRESOLVED:\n"
        "To buy one.\n"
    )
    assert [(one.number, one.title) for one in decisions_of(COUNCIL + text)] == [
        ("1359", "MINUTES OF THE LAST MEETING"),
        ("1360", "FERRIES"),
    ]


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


def test_parts_of_a_minute_are_matters_of_their_own() -> None:
    assert [(one.number, one.title, one.mover, one.vote) for one in decisions_of(NORTHERN)] == [
        ("2.1", "PLAY PARK AT QUAY ROAD", "Alderman Drake", Vote(6, 2, 0)),
        ("2.2", "REQUEST FOR FUNDING", "Councillor Gull", None),
    ]


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
