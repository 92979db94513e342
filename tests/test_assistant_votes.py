"""How a vote went: told from the register, quoted where the minutes list it, and never taken from another matter."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from assistant.types import Answer, Question, Status, Turn
from assistant.vote_questions import asks_of_votes
from index.ingest import ingest

MINUTES = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 3 March 2031
PRESENT: Ms A Birch (Chair), Mr B Crane, Mr D Drake, Ms E Finch, Mr G Heron and Ms I Jay

12. Harbour Wall and Moorings
(Item 4)

1) Mr Crane proposed, and Ms Finch seconded the motion that
“Council is asked to agree the harbour wall programme.”
2) Mr Drake proposed, and Ms Jay seconded the following amendment:
“Move £40,000 from the lighthouse reserve to the repair of the northern moorings.”
3) Following the debate, the Chair put the amendment set out in paragraph 2 to the vote and the
voting was as follows:
For (2)
Mr Drake, Ms Jay
Against (3)
Ms Birch, Mr Crane, Ms Finch
Abstain (1)
Mr Heron
Amendment lost.
4) The Chair put the motion set out in paragraph 1 to the vote and the voting was as follows:
For (5)
Ms Birch, Mr Crane, Ms Finch, Mr Heron, Ms Jay
Against (1)
Mr Drake
Abstain (0)
Motion carried.
5) RESOLVED that the Council agrees the harbour wall programme.

13. Allotment Rents
(Item 5)

1) Ms Jay proposed, and Mr Heron seconded the motion that
“Council is asked to freeze the rents of allotments until 2033.”
2) The voting was as follows:
For (4)
Ms Birch, Mr Crane, Mr Heron, Ms Jay
Against (2)
Mr Drake, Ms Finch
Abstain (0)
Motion carried.
3) RESOLVED that the Council freezes the rents of allotments until 2033.
"""
EARLIER = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 6 January 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

3. Apologies
There were none.

4. Library Hours
(Item 3)

The hours of the libraries were discussed at length.
RESOLVED unanimously that the libraries open on Saturdays until 5pm.
"""
SECRET = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 5 May 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

3. Apologies
There were none.

4. Settlement with the Harbour Master
1) Mr Crane proposed, and Ms Birch seconded the motion that
“Council is asked to settle the claim of the harbour master.”
2) The voting was as follows:
For (2)
Ms Birch, Mr Crane
Against (1)
Mr Drake
Abstain (0)
Motion carried.
"""
Asking = Callable[..., Answer]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    folder = tmp_path_factory.mktemp("votes")
    (folder / "minutes march.txt").write_text(MINUTES)
    (folder / "minutes january.txt").write_text(EARLIER)
    (folder / "report pilotage.txt").write_text("Report to the Pilotage Committee\n\nPilots are paid by the tide.\n")
    (folder / "minutes may - EXEMPT.txt").write_text(SECRET)
    assistant = open_assistant(Settings(data=folder / "data"), create=True)
    ingest(sorted(folder.glob("*.txt")), assistant.catalogue, assistant.embedder)

    def answer(question: str, *before: str) -> Answer:
        return assistant.answerer.answer(Question(question, tuple(map(Turn, before))), assistant.reader)

    yield answer
    assistant.close()


def test_the_count_is_told_and_quoted_where_it_stands(asking: Asking) -> None:
    answer = asking("How did the vote go on the harbour wall programme?")
    assert answer.statements[0].text == (
        "Full Council, 3 March 2031, minute 12, Harbour Wall and Moorings: proposed by Mr Crane, seconded by Ms Finch, "
        "carried, with 5 for, 1 against, 0 abstained."
    )
    assert "Against (1)\nMr Drake" in answer.citations[0].quote


def test_an_amendment_is_told_apart_from_the_motion(asking: Asking) -> None:
    answer = asking("What was the vote on the amendment about repairing the northern moorings?")
    assert (
        ": amendment proposed by Mr Drake, seconded by Ms Jay, lost, with 2 for, 3 against, 1 abstained" in answer.text
    )
    assert "Amendment lost" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Who voted against the freeze on allotment rents?", "Against (2)\nMr Drake, Ms Finch"),
        ("Who abstained on moving the lighthouse reserve to the northern moorings?", "Abstain (1)\nMr Heron"),
        ("Who opposed the harbour wall programme?", "Against (1)\nMr Drake"),
    ],
)
def test_who_voted_one_way_is_quoted_alone(asking: Asking, question: str, quoted: str) -> None:
    assert [citation.quote for citation in asking(question).citations] == [quoted]


@pytest.mark.parametrize(
    ("question", "told", "quoted"),
    [
        (
            "Who moved and who seconded the freeze on allotment rents?",
            "minute 13, Allotment Rents: proposed by Ms Jay, seconded by Mr Heron, carried, with 4 for",
            "1) Ms Jay proposed, and Mr Heron seconded the motion that",
        ),
        (
            "Who proposed moving £40,000 from the lighthouse reserve to the northern moorings?",
            "amendment proposed by Mr Drake, seconded by Ms Jay, lost",
            "2) Mr Drake proposed, and Ms Jay seconded the following amendment:",
        ),
    ],
)
def test_who_moved_is_told_and_quoted_where_it_stands(asking: Asking, question: str, told: str, quoted: str) -> None:
    answer = asking(question)
    assert told in answer.text
    assert answer.citations[0].quote.startswith(quoted)


def test_who_moved_what_was_never_moved_is_not_told(asking: Asking) -> None:
    assert "proposed by" not in asking("Who moved the closure of the bowling green?").text


def test_a_vote_is_not_told_for_one_of_a_day_without_papers(asking: Asking) -> None:
    matter = "the freeze on allotment rents until 2033"
    assert "carried" in asking(f"By how many votes did councillors agree {matter}?").text
    assert "carried" not in asking(f"By how many votes did councillors agree in December 2029 {matter}?").text


def test_the_amendment_of_somebody_who_made_none_is_not_made_up(asking: Asking) -> None:
    answer = asking("What was the vote on Mr Heron's amendment about the northern moorings?")
    assert "proposed by" not in answer.text


def test_a_named_members_motion_that_was_not_counted_is_not_answered_with_another_vote(asking: Asking) -> None:
    answer = asking("On 3 March 2031, how many councillors voted for and against Ms Birch's motion on the moorings?")
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("matter", "told"),
    [("the Moorings Wardens amendment", False), ("the amendment about the harbour in Northern Moorings", True)],
)
def test_a_vote_on_a_matter_of_another_name_is_not_told(asking: Asking, matter: str, told: bool) -> None:
    answer = asking(f"How did the vote go on {matter} at the March 2031 council meeting?")
    assert ("amendment proposed by Mr Drake" in answer.text) is told
    assert (answer.status is Status.NOT_FOUND) is not told


@pytest.mark.parametrize(
    "question", ["How did Mr Drake vote on", "At the March 2031 council meeting, how did Dan Drake vote on"]
)
def test_a_member_who_voted_is_no_other_matter(asking: Asking, question: str) -> None:
    assert "5 for, 1 against" in asking(f"{question} the harbour wall programme?").text


def test_a_committee_that_the_register_does_not_have_is_no_error(asking: Asking) -> None:
    question = "How did the vote go on Ms Birch's motion about the moorings at the Pilotage Committee on 3 March 2031?"
    assert "proposed by" not in asking(question).text


def test_a_vote_of_another_day_is_not_taken(asking: Asking) -> None:
    told = asking("How many councillors voted for the harbour wall programme on 6 January 2031?")
    assert "5 for" not in told.text


def test_what_was_never_voted_on_is_not_answered_with_another_vote(asking: Asking) -> None:
    answer = asking("How many members voted for the purchase of electric buses?")
    assert answer.status is Status.NOT_FOUND or "for, " not in answer.text


def test_a_vote_that_a_reader_may_not_see_is_not_told(asking: Asking) -> None:
    told = asking("How did the vote go on settling the claim of the harbour master?")
    assert "Settlement" not in told.text
    assert "2 for, 1 against" not in told.text
    assert {citation.paper.meeting_date for citation in told.citations} <= {date(2031, 1, 6), date(2031, 3, 3)}


def test_unanimity_is_told(asking: Asking) -> None:
    answer = asking("What was the vote on libraries opening on Saturdays?")
    assert answer.statements[0].text.endswith("minute 4, Library Hours: carried unanimously.")
    assert answer.as_of == date(2031, 1, 6)


def test_a_follow_up_asks_of_the_same_vote(asking: Asking) -> None:
    answer = asking("And who was against?", "How did the vote go on the freeze on allotment rents?")
    assert "Mr Drake, Ms Finch" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How did the vote split on the budget?",
        "What were the numbers for and against?",
        "Who abstained on that?",
        "How many councillors backed the plan?",
        "Did Mr Drake vote for the wall?",
        "Was the motion carried, and by how much?",
    ],
)
def test_questions_of_votes(question: str) -> None:
    assert asks_of_votes(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Mr Drake vote against the wall?",
        "What reason did he give for voting against it?",
        "Who put the wall to the vote?",
        "How many seats did Labour win on a third of the vote?",
        "Who casts votes on the shares that the fund holds?",
        "What does the harbour wall cost?",
        "Can a councillor who is behind with council tax vote on the budget?",
    ],
)
def test_questions_of_other_things(question: str) -> None:
    assert not asks_of_votes(question)


BUSES = """COUNTY COUNCIL
Minutes of the meeting of the County Council held at the Shire Hall on Monday, 7 July 2031
Present: Councillor A Birch (Chair), Councillor B Crane and Councillor D Drake

31. Rural Buses

Councillor Birch moved and Councillor Crane seconded the following motion:

“This Council calls on the Government to pay for rural buses.”

Councillor Drake moved, and Councillor Finch seconded, an amendment to add the words “for five years”.

On being put to the vote, the amendment was carried with 28 voting for, 19 against and 3 abstaining.

The substantive motion was then put to the vote and carried unanimously.

RESOLVED: That this Council calls on the Government to pay for rural buses for five years.

32. Questions

Councillor Drake asked the Cabinet Member for Highways how many potholes had been filled since April. The Cabinet
Member replied that 8,412 had been filled, at an average cost of £61.
"""


PONIES = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 5 May 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

3. Apologies
There were none.

8. Ponies on the Heath
(Item 5)

1) {asides}Mr Drake proposed, and Mr Crane seconded that the ponies of the heath be counted each spring.
2) RESOLVED that the ponies of the heath be counted each spring.
"""
PAY = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 7 April 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

3. Apologies
There were none.

20. Budget
(Item 4)

1) Mr Crane proposed, and Ms Birch seconded the motion that
“Council is asked to agree the budget, the pay of officers, the policy for reserves and the statement of the treasurer.”
2) The voting was as follows:
For (2)
Ms Birch, Mr Crane
Against (1)
Mr Drake
Abstain (0)
Motion carried.

21. Pay Policy Statement
(Item 5)

1) Ms Birch proposed, and Mr Drake seconded the motion that
“Council is asked to endorse what is attached.”
2) The voting was as follows:
For (2)
Ms Birch, Mr Drake
Against (1)
Mr Crane
Abstain (0)
Motion carried.
"""


@pytest.fixture(scope="module")
def buses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    folder = tmp_path_factory.mktemp("buses")
    (folder / "minutes july.txt").write_text(BUSES)
    assistant = open_assistant(Settings(data=folder / "data"), create=True)
    ingest([folder / "minutes july.txt"], assistant.catalogue, assistant.embedder)
    yield lambda question: assistant.answerer.answer(Question(question), assistant.reader)
    assistant.close()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "How did the vote on the rural buses motion go?",
            "proposed by Councillor Birch, seconded by Councillor Crane, carried un",
        ),
        (
            "How did the vote on the rural buses amendment go?",
            "amendment proposed by Councillor Drake, seconded by Councillor F",
        ),
    ],
)
def test_of_a_motion_and_its_amendment_the_one_asked_about_is_told(buses: Asking, question: str, said: str) -> None:
    assert said in buses(question).text


def test_the_reply_to_a_question_that_is_told_answers_it(buses: Asking) -> None:
    answer = buses("How many potholes have been filled since April?")
    assert answer.status is Status.ANSWERED
    assert "8,412" in answer.text


def test_of_two_matters_the_one_whose_title_is_named_is_told(tmp_path: Path) -> None:
    (tmp_path / "minutes april.txt").write_text(PAY)
    assistant = open_assistant(Settings(data=tmp_path / "data"), create=True)
    ingest([tmp_path / "minutes april.txt"], assistant.catalogue, assistant.embedder)
    answer = assistant.answerer.answer(Question("Who opposed the pay policy statement?"), assistant.reader)
    assistant.close()
    assert "Pay Policy Statement" in answer.text
    assert [citation.quote for citation in answer.citations] == ["Against (1)\nMr Crane"]


@pytest.mark.parametrize(
    "asides", ["", "After a debate on ponies, on gorse " + "and on grazing " * 30 + ", ", "x" * 400 + " "]
)
def test_who_moved_what_was_not_voted_on_is_told_without_an_outcome_made_up(tmp_path: Path, asides: str) -> None:
    (tmp_path / "minutes may.txt").write_text(PONIES.format(asides=asides))
    assistant = open_assistant(Settings(data=tmp_path / "data"), create=True)
    ingest([tmp_path / "minutes may.txt"], assistant.catalogue, assistant.embedder)
    answer = assistant.answerer.answer(Question("Who seconded counting the ponies of the heath?"), assistant.reader)
    assistant.close()
    assert "proposed by Mr Drake, seconded by Mr Crane, resolved." in answer.text
    assert "Mr Drake proposed, and Mr Crane seconded" in answer.citations[0].quote
