"""What a paper says of itself. The papers here are made up; the last tests read real ones where there are any."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.access import is_mark, name_access, page_access, pages_access
from corpus.committees import committee_in_name, committee_name, find_committee
from corpus.councils import find_council
from corpus.dates import find_dates
from corpus.details import find_details
from corpus.readers import read_file
from corpus.types import Access, Details, Kind

MINUTES = """WESSEX COUNTY COUNCIL

CABINET

MINUTES of a meeting of the Cabinet held in the Council Chamber, County Hall on Thursday, 9 January 2025.

PRESENT: Mr A Able (Chair), Mrs B Baker

1. Minutes of the Meeting held on 28 November 2024
RESOLVED that the minutes of the meeting held on 28 November 2024 are a correct record.
"""
AGENDA = """AGENDA
CABINET
Thursday, 30th January, 2025, at 10.00 am Ask for: A Clerk
Council Chamber, County Hall Telephone: 01234 567890
UNRESTRICTED ITEMS
(During these items the meeting is likely to be open to the public)
1. Apologies
2. Minutes of the Meeting held on 9th January 2025 (Pages 1 - 8)
3. Budget (Pages 9 - 120)
EXEMPT ITEMS
(At the time of preparing the agenda there were no exempt items.)
Wednesday, 22 January 2025
"""
REPORT = """From: A Able, Leader of the Council
To: Cabinet – 30 January 2025
Subject: The future of the county's
libraries
Classification: Unrestricted
Past Pathway of report: Culture Cabinet Committee - 21 November 2024
Summary: Libraries cost £5m. On 18 December 2024 the government said so.
Recommendation(s): Cabinet is asked to agree.
"""
DECISION = """WESSEX COUNTY COUNCIL – PROPOSED RECORD OF DECISION
DECISION TO BE TAKEN BY:
Cabinet
DECISION NO:
24/00096
For publication [Do not include information which is exempt from publication under schedule 12a]
Title of Decision: Libraries in the county
Decision: the transfer takes effect from 1 April 2025.
"""
NOTICE = """NETHER-CUM-UPPER PARISH COUNCIL
The Green, Nether, Wessex
PUBLIC NOTICE
A Meeting of Nether-cum-Upper Parish Council will be held in the Village Hall, on Tuesday, 8 July 2025 at 8 pm.
1. To confirm the minutes of the Parish Council Meeting held on 3 June 2025
R Clerk, Clerk to the Council Date: 26 June 2025
"""


def details(text: str, source: str = "paper.pdf", title: str | None = None, pages: int = 3) -> Details:
    return find_details(text, source, title, pages)


def test_minutes_say_whose_and_when_they_are() -> None:
    assert details(MINUTES, "cabinet_2025-01-30/Minutes_of_Previous_Meeting.pdf") == Details(
        title="Cabinet minutes, 9 January 2025",
        council="Wessex County Council",
        committee="Cabinet",
        meeting_date=date(2025, 1, 9),
        kind=Kind.MINUTES,
        access=None,
    )


def test_an_agenda_is_for_its_own_meeting_not_the_one_it_confirms() -> None:
    found = details(AGENDA, "frontsheet.pdf")
    assert (found.kind, found.committee, found.meeting_date) == (Kind.AGENDA, "Cabinet", date(2025, 1, 30))
    assert found.title == "Cabinet agenda, 30 January 2025"
    assert found.access is None


def test_an_agenda_with_its_papers_in_the_file_is_a_pack() -> None:
    assert details(AGENDA, pages=118).kind is Kind.PACK
    assert details(AGENDA + "words " * 30_000, "pack.txt", pages=1).kind is Kind.PACK


def test_a_covering_letter_with_papers_is_a_pack() -> None:
    letter = (
        "Date: 27 January 2025\nDear Member\nCABINET - THURSDAY, 30 JANUARY 2025\nI enclose the following document."
    )
    found = details(letter, pages=6)
    assert (found.kind, found.committee, found.meeting_date) == (Kind.PACK, "Cabinet", date(2025, 1, 30))


def test_a_report_is_for_the_meeting_it_is_addressed_to() -> None:
    found = details(REPORT, "libraries.pdf")
    assert (found.kind, found.committee, found.meeting_date) == (Kind.REPORT, "Cabinet", date(2025, 1, 30))
    assert found.title == "The future of the county's libraries"
    assert found.access is Access.PUBLIC


def test_a_report_with_its_date_on_another_line_or_none_to_itself() -> None:
    below = REPORT.replace(" – 30 January 2025", "\nDate: 30 January 2025")
    assert details(below).meeting_date == date(2025, 1, 30)
    without = REPORT.replace(" – 30 January 2025", "")
    assert details(without).meeting_date is None
    assert details(without, "cabinet_2025-01-30/libraries_v2_21.01.25.pdf").meeting_date == date(2025, 1, 30)


def test_a_decision_takes_its_date_from_its_folder_when_it_names_none() -> None:
    found = details(DECISION, "cabinet_2025-01-30/24-00096_-_PROD.pdf")
    assert (found.kind, found.committee, found.meeting_date) == (Kind.DECISION, "Cabinet", date(2025, 1, 30))
    assert (found.title, found.council, found.access) == ("Libraries in the county", "Wessex County Council", None)


def test_an_appendix_that_begins_like_an_agenda_is_none() -> None:
    assert details(AGENDA, "Appendix B.pdf").kind is Kind.OTHER
    assert details(AGENDA, "Appendix B.pdf", pages=118).kind is Kind.PACK


def test_a_heading_that_names_another_meeting_does_not_date_the_minutes() -> None:
    minutes = (
        "NETHER PARISH COUNCIL\nMINUTES OF THE PARISH COUNCIL MEETING HELD ON\nTUESDAY, 2 JULY 2024\nPresent: Miss Ada "
        "Quill\n8. Flood group meeting, 13 June 2024\nThe report was noted."
    )
    assert details(minutes, "minutes.pdf").meeting_date == date(2024, 7, 2)
    assert details("Agenda\nCabinet\nMeeting: 13 June 2024\n1. Apologies\n2. Trees").meeting_date == date(2024, 6, 13)


def test_a_parishs_notice_of_meeting_is_an_agenda_of_the_full_council() -> None:
    found = details(NOTICE)
    assert (found.kind, found.committee, found.meeting_date) == (Kind.AGENDA, "Full Council", date(2025, 7, 8))
    assert found.council == "Nether-cum-Upper Parish Council"


def test_questions_and_their_answers_are_a_kind() -> None:
    text = "Question 1\nCOUNTY COUNCIL\nThursday 13 March 2025\nQuestion by A Able to B Baker,\nCabinet Member\nWhy?"
    found = details(text, "full_council_2025-03-13/Questions_put_and_answers_given.pdf")
    assert (found.kind, found.committee, found.meeting_date) == (Kind.QUESTION, "Full Council", date(2025, 3, 13))


def test_an_appendix_is_neither_report_nor_minutes() -> None:
    found = details("Appendix G\nReserves Policy\n1. Background", "cabinet_2025-01-30/Appendix_G_-_Reserves.pdf")
    assert (found.kind, found.title) == (Kind.OTHER, "Appendix G - Reserves")
    assert (found.committee, found.meeting_date) == ("Cabinet", date(2025, 1, 30))


def test_a_paper_that_says_nothing_has_no_details() -> None:
    assert details("Some words.", "0a1b2c3d4e5f.txt") == Details(kind=Kind.OTHER)


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_under_any_name_has_details_or_none(text: str, name: str) -> None:
    assert details(text, name).kind is not None


# Titles


@pytest.mark.parametrize(
    ("text", "source", "claimed", "title"),
    [
        ("Words", "Annual_parking_report_2024.pdf", "Microsoft Word - x.doc", "Annual parking report 2024"),
        ("Words", "document1.pdf", "Annual parking report", "Annual parking report"),
        ("Words", "9300c52d6880f56e.pdf", "Microsoft Word - x.doc", None),
        ("# PARKING IN TOWN\nWords", "scan0001.md", None, "Parking in Town"),
        ("Report title: Parking\nReport of the Director", "x.pdf", None, "Parking"),
    ],
)
def test_a_title_says_something(text: str, source: str, claimed: str | None, title: str | None) -> None:
    assert details(text, source, claimed).title == title


# Councils


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("WESSEX COUNTY COUNCIL", "Wessex County Council"),
        ("# West Wessex Council\nCabinet", "West Wessex Council"),
        ("LONDON BOROUGH OF CASTERBRIDGE", "London Borough of Casterbridge"),
        ("Royal Borough of Melchester and Budmouth", "Royal Borough of Melchester and Budmouth"),
        ("City of Melchester Council", "City of Melchester Council"),
        ("Council of the Isles of Lyonesse", "Council of the Isles of Lyonesse"),
        ("STOKE-ON-WATER CITY COUNCIL", "Stoke-on-Water City Council"),
        ("Name of smaller authority: Nether Parish Council", "Nether Parish Council"),
        ("Write to clerk@wessex.gov.uk at Wessex County Council. South Council said no.", "Wessex County Council"),
        ("Wessex County Council agreed. " * 3, "Wessex County Council"),
        ("The County Council met. The County Council rose. Wessex County Council sat.", "Wessex County Council"),
        ("The County Council met. The County Council rose. Budmouth Town Council sat.", None),
        ("The Parish Council thanked Budmouth District Council.", None),
        ("Full Council agreed. The council tax rises. The Arts Council pays. Councillor Smith spoke.", None),
        ("The Leader of the Council and the Annual Parish Council", None),
        ("", None),
    ],
)
def test_a_council_is_named_in_full_or_not_at_all(text: str, council: str | None) -> None:
    assert find_council(text) == council


# Committees


@pytest.mark.parametrize(
    ("text", "committee"),
    [
        ("A meeting of the People and Scrutiny Committee will be held at", "People and Scrutiny Committee"),
        ("Care and Public Health Committee\nMonday, 08 February 2021", "Care and Public Health Committee"),
        ("CORPORATE PARENTING PANEL – 10th December 2024", "Corporate Parenting Panel"),
        ("To: County Council: 13 March 2025", "Full Council"),
        ("To: Full Council", "Full Council"),
        ("MINUTES OF THE PARISH COUNCIL MEETING HELD ON\nTUESDAY, 5 MARCH 2024", "Full Council"),
        ("The Annual Parish Meeting was held in the hall", "Annual Parish Meeting"),
        ("PLANNING SUB COMMITTEE", "Planning Sub-Committee"),
        ("Minutes of the last meeting of the Audit Committee held on 1 May 2024", "Audit Committee"),
        ("WESSEX COUNTY COUNCIL\nBank reconciliation", None),
        ("By: A Able, Cabinet Member for Education\nThe report is by various people such as the Committee", None),
        ("Category Directorate Cabinet\n1,000 2,000", None),
    ],
)  # fmt: skip
def test_a_committee_is_found_and_written_one_way(text: str, committee: str | None) -> None:
    assert find_committee(text) == committee


@pytest.mark.parametrize(
    ("name", "committee"),
    [
        ("cabinet_2025-01-30", "Cabinet"),
        ("full_council_2025-02-13", "Full Council"),
        ("Printed_minutes_09th-Jan-2025_10.00_County_Council", "Full Council"),
        ("Planning_Committee", "Planning Committee"),
        ("minutes-2024-03-05", None),
        ("committee", None),
        ("other", None),
    ],
)
def test_a_file_or_folder_may_name_the_committee(name: str, committee: str | None) -> None:
    assert committee_in_name(name) == committee


def test_names_written_differently_are_one() -> None:
    assert {committee_name(name) for name in ("CABINET", "cabinet", "The Cabinet", "Cabinet")} == {"Cabinet"}


# Dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday, 30th January, 2025, at 10.00 am", date(2025, 1, 30)),
        ("Tuesday 6 December 2022", date(2022, 12, 6)),
        ("Monday, 08 February 2021 at 10:30", date(2021, 2, 8)),
        ("the 3rd day of May 2024", date(2024, 5, 3)),
        ("30th-Jan-2025_10.00", date(2025, 1, 30)),
        ("2024-03-05", date(2024, 3, 5)),
        ("10.12.24", date(2024, 12, 10)),
        ("05/04/2022", date(2022, 4, 5)),
        ("4th\nMarch 2025", date(2025, 3, 4)),
        ("31 June 2024", None),
        ("2025-26 and 1.2.3.4 and 24/00096 and May 2024", None),
        ("£1,000.10.12", None),
    ],
)
def test_dates_are_read_as_they_are_written_in_britain(text: str, day: date | None) -> None:
    assert next((found.day for found in find_dates(text)), None) == day


# Access


@pytest.mark.parametrize(
    "line",
    [
        "NOT FOR PUBLICATION",
        "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "EXEMPT",
        "EXEMPT APPENDIX 2",
        "Exempt - Paragraph 3",
        "CONFIDENTIAL",
        "Private and Confidential",
        "RESTRICTED APPENDIX",
        "Appendix 2 - Exempt",
        "Classification: Exempt",
        "Status: Restricted",
        "Part 2 - Exempt report",
        "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A of the Local Government Act 1972.",
        "This report is exempt",
        "**EXEMPT INFORMATION**",
    ],
)
def test_a_mark_at_the_head_of_a_page_makes_it_exempt(line: str) -> None:
    page = f"Wessex County Council\n{line}\nLand at the harbour\n" + "Words. " * 50
    assert page_access(page) is Access.EXEMPT
    assert details(page, "land.pdf").access is Access.EXEMPT


@pytest.mark.parametrize(
    "line",
    [
        "Classification: Unrestricted",
        "Status: Unrestricted",
        "UNRESTRICTED ITEMS",
        "EXEMPT ITEMS",
        "RESTRICTED ITEMS (at the time of preparing the agenda there were none)",
        "Motion to exclude the press and public for exempt business",
        "Exempt accommodation: a strategy for supported housing",
        "Restricted byway 12: diversion order",
        "Confidential reporting (whistle-blowing) policy",
        "Certificate of Exemption – Form 2",
        "To be completed by authorities that wish to CERTIFY themselves as EXEMPT from a limited review",
        "If the report is exempt, say why",
        "For publication [Do not include information which is exempt from publication under schedule 12a]",
    ],
)
def test_a_page_that_only_speaks_of_exempt_things_is_public(line: str) -> None:
    assert page_access(f"Wessex County Council\n{line}\n" + "Words. " * 50) is Access.PUBLIC


def test_a_mark_deep_in_a_page_or_a_sentence_is_only_a_word() -> None:
    assert page_access("Line\n" * 40 + "EXEMPT\n" + "Line\n" * 4) is Access.PUBLIC
    assert page_access("information that is\nconfidential.\nMore words") is Access.PUBLIC


def test_a_header_that_is_read_after_the_page_marks_it_too() -> None:
    assert page_access("Line\n" * 40 + "EXEMPT\nPage 4\n") is Access.EXEMPT


def test_a_mark_holds_until_another_paper_begins() -> None:
    pages = ["Agenda", "NOT FOR PUBLICATION\nLand", "The price is £2m", "From: A Able\nTo: Cabinet", "More"]
    assert [int(access) for access in pages_access(pages)] == [0, 1, 1, 0, 0]


def test_a_page_that_stands_in_for_a_withheld_one_marks_only_itself() -> None:
    stand_in = "Appendix 3\nBy virtue of paragraph(s) 3 of Part 1 of Schedule 12A\nDocument is Restricted"
    assert [int(access) for access in pages_access(["Report", stand_in, "Appendix 4"])] == [0, 1, 0]


@pytest.mark.parametrize(
    ("name", "exempt"),
    [
        ("Appendix_2_-_EXEMPT", True),
        ("Restricted_minutes", True),
        ("Appendix 2 (Exempt)", True),
        ("exempt", True),
        ("Part 2", True),
        ("Unrestricted_minutes", False),
        ("Exempt_accommodation_strategy", False),
        ("Restricted_byway_12", False),
        ("certificate-of-exemption", False),
    ],
)
def test_a_file_or_folder_may_say_that_it_is_exempt(name: str, exempt: bool) -> None:
    assert (name_access(name) is Access.EXEMPT) is exempt
    assert (details("Land", f"{name}/land.pdf").access is Access.EXEMPT) is exempt


@given(st.text())
def test_any_line_is_a_mark_or_none(line: str) -> None:
    assert is_mark(line) in (True, False)


# Real papers


def test_real_papers_say_what_people_wrote_down_of_them(shared: Path) -> None:
    """Against a list made by others; minutes are left out of the dates, where it gives the next meeting's. The largest
    files are left out too: they take most of the time to read, and details stand on the first pages."""
    papers = shared / "papers" / "kent"
    listed = csv.DictReader((papers / "manifest.csv").open(encoding="utf-8"))
    rows = [row for row in listed if (papers / row["file"]).stat().st_size < 250_000][::2]
    assert len(rows) > 40
    kinds = {"report": Kind.REPORT, "minutes": Kind.MINUTES, "agenda": Kind.AGENDA, "decision": Kind.DECISION}
    dates, right_dates, typed, right_kinds, wrong_councils = 0, 0, 0, 0, 0
    for row in rows:
        document, _ = read_file(papers / row["file"])
        pages = [page.text for page in document.pages]
        found = find_details("\n\n".join(pages[:3]), row["file"], document.title, len(pages))
        wrong_councils += found.council not in (None, row["council"])
        if row["doc_type"] in kinds:
            typed += 1
            right_kinds += found.kind is kinds[row["doc_type"]]
        if row["doc_type"] != "minutes" and row["date"][:2] == "20":
            dates += 1
            right_dates += found.meeting_date == date.fromisoformat(row["date"])
    assert dates > 20 and right_dates / dates > 0.95
    assert typed > 10 and right_kinds / typed > 0.85
    assert wrong_councils / len(rows) < 0.05
