"""Answers within a conversation, over real parts: names acted on, parts answered one by one, refusals that help."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import assistant.conversation as assistant_conversation
from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from assistant.types import Answer, Applied, Part, Question, Reason, Status, Turn
from corpus.types import Access
from index.ingest import ingest
from index.types import Filters

HEAD = "Marlow Vale Borough Council\n{committee}\nMinutes of the meeting of the {committee} held on {day}.\n\n"
PAPERS = {
    "cabinet_june.txt": (
        "Cabinet",
        "Tuesday 10 June 2025",
        "12. Harbour bridge\n\nThe bridge needs repair because its bearings are worn.\n"
        "RESOLVED: That the repair of the harbour bridge be approved at a cost of £410,000.\n",
    ),
    "cabinet_july.txt": (
        "Cabinet",
        "Tuesday 15 July 2025",
        "15. Library opening hours\n\nCouncillor Ada Brindle said that the libraries were busiest on Saturdays.\n"
        "RESOLVED: That the libraries open on Sundays from 7 September 2025.\n",
    ),
    "planning.txt": (
        "Planning Committee",
        "Thursday 17 July 2025",
        "4. Harbour bridge\n\nThe committee heard that the harbour bridge is a listed structure of 1871.\n"
        "RESOLVED: That listed building consent be given for the repair of the harbour bridge.\n",
    ),
    "secret.txt": (
        "Appointments Panel",
        "Friday 18 July 2025",
        "2. Zoo keeper\n\nThe zoo keeper will be paid £71,000 a year. EXEMPT FROM PUBLICATION\n",
    ),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("conversation")
    assistant = open_assistant(Settings(data=folder / "data"), create=True)
    for name, (committee, day, text) in PAPERS.items():
        file = folder / name
        file.write_text(HEAD.format(committee=committee, day=day) + text, encoding="utf-8")
        access = Access.EXEMPT if name == "secret.txt" else None
        _take(assistant, file, access)
    yield assistant
    assistant.close()


def _take(assistant: Assistant, file: Path, access: Access | None) -> None:
    from corpus.types import Details

    report = ingest([file], assistant.catalogue, assistant.embedder, overrides=Details(access=access))
    assert [one.outcome.name for one in report.files] == ["ADDED"]


def ask(assistant: Assistant, text: str, *before: str, ignore: frozenset[Part] = frozenset()) -> Answer:
    history = tuple(Turn(one) for one in before)
    return assistant.answerer.answer(Question(text, history, ignore=ignore), assistant.reader)


def quoted_committees(answer: Answer) -> set[str | None]:
    return {citation.paper.committee for citation in answer.citations}


def test_a_meeting_named_is_searched_alone(assistant: Assistant) -> None:
    answer = ask(assistant, "What did the Planning Committee decide about the harbour bridge on 17 July 2025?")
    assert answer.status is Status.ANSWERED
    assert quoted_committees(answer) == {"Planning Committee"}
    assert {one.applied for one in answer.understood} == {Applied.FILTER}


def test_what_is_taken_back_is_searched_too(assistant: Assistant) -> None:
    question = "What did Cabinet resolve about listed building consent for the harbour bridge on 10 June 2025?"
    everywhere = ask(assistant, question, ignore=frozenset({Part.MEETING, Part.COMMITTEE}))
    assert everywhere.understood == ()
    assert "Planning Committee" in quoted_committees(everywhere)


def test_where_the_meeting_named_does_not_say_others_are_asked_and_that_is_said(assistant: Assistant) -> None:
    answer = ask(assistant, "What does the repair of the harbour bridge cost, Cabinet of 15 July 2025?")
    assert answer.text.startswith("The papers of that meeting do not say; from other papers:\n")
    assert "£410,000" in answer.text
    assert {one.applied for one in answer.understood} == {Applied.BOOST}


def test_a_meeting_that_is_not_held_is_said_to_be_not_held(assistant: Assistant) -> None:
    answer = ask(assistant, "What did Cabinet decide in May 2024 about the repair of the harbour bridge?")
    assert "No papers of Cabinet in May 2024 are held" in answer.text


def test_a_follow_up_is_searched_as_it_is_meant(assistant: Assistant) -> None:
    first = "What did Cabinet decide about the harbour bridge?"
    answer = ask(assistant, "And the Planning Committee?", first)
    assert answer.searched_as == "What did Planning Committee decide about the harbour bridge?"
    assert answer.citations[0].paper.committee == "Planning Committee"


def test_a_part_that_is_not_answered_is_named_and_the_other_quoted(assistant: Assistant) -> None:
    answer = ask(assistant, "How much does the repair of the harbour bridge cost and how many voted against it?")
    assert answer.status is Status.PARTIAL
    assert answer.unanswered == ("How many voted against it?",)
    assert answer.text.startswith("The papers held do not answer: How many voted against it?\n")
    assert "£410,000" in answer.text


def test_a_question_answered_in_both_its_parts_is_not_partial(assistant: Assistant) -> None:
    answer = ask(assistant, "How much does the repair of the harbour bridge cost and why does the bridge need repair?")
    assert answer.status is Status.ANSWERED
    assert answer.unanswered == ()
    assert "£410,000" in answer.text
    assert "bearings are worn" in answer.text


def test_both_sides_of_a_comparison_are_quoted(assistant: Assistant) -> None:
    answer = ask(assistant, "What did Cabinet and the Planning Committee each decide about the harbour bridge?")
    assert answer.status is Status.ANSWERED
    assert {"Cabinet", "Planning Committee"} <= quoted_committees(answer)


def test_a_refusal_says_what_was_looked_for_and_what_is_held(assistant: Assistant) -> None:
    answer = ask(assistant, "When was the cathedral organ tuned by Purcell's nephew?")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NO_EVIDENCE)
    assert answer.text.splitlines() == [
        "The papers held do not say.",
        "Looked for: a date, on: cathedral, organ, tuned, Purcell's, nephew.",
        "Held: papers of Cabinet from 10 June 2025 to 15 July 2025, of Planning Committee of 17 July 2025.",
    ]
    assert answer.as_of == date(2025, 7, 17)


def test_the_nearest_stands_word_for_word_in_a_paper_that_may_be_seen(assistant: Assistant) -> None:
    answer = ask(assistant, "When was the cathedral organ tuned by Purcell's nephew?")
    assert answer.nearest
    for near in answer.nearest:
        stored = assistant.catalogue.text(near.paper.id, near.start, near.end, assistant.reader)
        assert stored == near.excerpt


def test_an_answer_that_may_not_answer_says_so(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Why does the harbour bridge need repair?"
    certain = ask(assistant, question)
    assert certain.likelihood is not None and "not sure" not in certain.text
    monkeypatch.setattr(assistant_conversation, "SURE_LIKELIHOOD", certain.likelihood + 0.001)
    uncertain = ask(assistant, question)
    assert uncertain.text.startswith("It is not sure that the papers held answer this")
    assert uncertain.statements == certain.statements


def test_what_is_held_is_told_within_the_filters(assistant: Assistant) -> None:
    question = Question("When was the cathedral organ tuned?", filters=Filters(committee="Cabinet"))
    answer = assistant.answerer.answer(question, assistant.reader)
    assert "Planning Committee" not in answer.text
    assert {near.paper.committee for near in answer.nearest} == {"Cabinet"}


def test_a_paper_that_may_not_be_seen_shows_nowhere(assistant: Assistant) -> None:
    for question in ("What is the zoo keeper paid?", "What did the Appointments Panel decide on 18 July 2025?"):
        answer = ask(assistant, question)
        told = [answer.text.partition("\n")[2], *(near.paper.title for near in answer.nearest)]
        assert not any("Appointments Panel of" in text or "71,000" in text for text in told)
        assert not [one for one in answer.understood if one.name == "Appointments Panel"]
        assert "of Planning Committee of 17 July 2025" in answer.text or answer.status is Status.ANSWERED
