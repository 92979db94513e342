"""Who was at a meeting, in the forms of many councils."""

import pytest
from councils import NORTHERN, meeting_of, present

from corpus.sentences import sentences

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


def test_who_was_there_is_listed_by_rank_and_post() -> None:
    meeting = meeting_of(NORTHERN)
    assert meeting.attendance[0].role == "In the Chair"
    assert present(meeting) == ["Councillor J Birch", "F Crane", "P Drake", "J Finch", "J Gull", "A Heron", "M Jay"]
    assert [(one.name, one.role) for one in meeting.attendance if one.capacity == "officer"] == [
        ("Mrs A Kite", None),
        ("G Lark", "Director of Harbours"),
    ]


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
