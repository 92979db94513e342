"""Papers made by hand, in the forms of councils that have no papers here: what one leaves out another spells out."""

from pathlib import Path

from corpus.papers import make_paper
from corpus.register.reading import read_register
from corpus.register.types import Decision, Meeting
from corpus.types import Details, Paper, RawDocument, RawPage


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


COUNCIL = "Council - Meeting held on Tuesday, 19th July, 2031.\n\nPresent:- Councillors Birch, Crane and Drake\n\n"


PARISH = "Minutes of the Parish Council Meeting held in the Reading Room on 1st June 2031 at 7:30pm\n\n"


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


NO_WORD_OF_MINUTES = (
    "EASTMOOR AND COAST COUNCIL\n\nFERRIES COMMITTEE\n\nQUAY HOUSE, EASTMOOR, 25 JANUARY 2031\n\n"
    "Present: Councillors J Birch (Chair), "
    "A Crane and G Drake.\n\nApologies: Councillors P Finch and L Gull.\n\n1. INTERESTS\n\nNone.\n\n"
    "2. WINTER SAILINGS\n\n"
    "Councillor Crane, seconded by Councillor Drake, moved that \u00a3350,000 be added.\n\n"
    "As an amendment, Councillor Birch, seconded "
    "by Councillor Gull, moved to note the report.\n\nThe Committee agreed to note the report.\n"
)
