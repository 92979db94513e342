"""Minutes that the papers of a later meeting print: they tell of their own meeting, and are found and cited as its."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SAMPLES
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from assistant.types import Answer, Question, Status
from corpus.types import Kind, MeetingName
from index.ingest import ingest
from index.search import Search
from index.types import Filters, Mode
from ui.app import make_app
from ui.terminal import answer_lines

PACK = SAMPLES / "Public reports pack 15th-Jul-2025 18.00 Cabinet.pdf"
JUNE, JULY = date(2025, 6, 10), date(2025, 7, 15)
OFF_STREET = "Who presented the report on off-street parking charges at Cabinet on 10 June 2025?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that holds nothing but the pack for July, which prints the minutes of June."""
    opened = open_assistant(Settings(data=tmp_path_factory.mktemp("minutes") / "data"), create=True)
    ingest([PACK], opened.catalogue, opened.embedder)
    yield opened
    opened.close()


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.answerer.answer(Question(text), assistant.reader)


def test_a_passage_of_them_is_of_their_meeting_and_any_other_of_the_papers(assistant: Assistant) -> None:
    catalogue, reader = assistant.catalogue, assistant.reader
    held = catalogue.passages(catalogue.passage_ids().tolist(), reader).values()
    told = {passage.minutes_of for passage, _ in held}
    assert told == {None, MeetingName("Quenbridge Borough Council", "Cabinet", JUNE)}
    for passage, paper in held:
        meeting = paper.meeting_of(passage)
        assert meeting.day == (JUNE if passage.minutes_of else JULY)
        assert paper.kind_of(passage) is (Kind.MINUTES if passage.minutes_of else Kind.PACK)
    assert any("RESOLVED" in passage.text for passage, _ in held if passage.minutes_of)


def test_they_are_within_the_dates_of_their_meeting(assistant: Assistant) -> None:
    catalogue, reader = assistant.catalogue, assistant.reader
    june = catalogue.scope(Filters(committee="cabinet", since=JUNE, until=JUNE), reader)
    held = catalogue.passages(june.passages.tolist(), reader)
    assert held
    assert all(passage.minutes_of for passage, _ in held.values())
    assert not len(catalogue.scope(Filters(since=date(2025, 6, 11), until=date(2025, 7, 14)), reader).passages)
    every = catalogue.scope(Filters(since=JULY), reader)
    assert set(june.passages) < set(every.passages) == set(catalogue.passage_ids())


@pytest.mark.parametrize("mode", list(Mode))
def test_a_search_within_those_dates_finds_nothing_else(assistant: Assistant, mode: Mode) -> None:
    search: Search = assistant.search
    found = search.search("councillors", assistant.reader, filters=Filters(until=JUNE), k=100, mode=mode)
    assert found
    assert {hit.paper.meeting_of(hit.passage).day for hit in found} == {JUNE}


def test_an_answer_names_their_meeting(assistant: Assistant) -> None:
    answer = ask(assistant, OFF_STREET)
    assert answer.status is Status.ANSWERED
    assert "are held" not in answer.text
    assert answer.text.splitlines()[0].startswith("Cabinet, 10 June 2025, minute ")
    assert answer.as_of == JUNE
    assert {citation.paper.meeting_of(citation.passage).day for citation in answer.citations} == {JUNE}
    first = next(line for line in answer_lines(answer) if line.startswith("[1]"))
    assert "Cabinet, 15 July 2025; page" in first
    assert "; minutes of 10 June 2025; minute " in first


def test_a_day_on_which_nothing_met_is_still_told_to_be_missing(assistant: Assistant) -> None:
    assert "No papers of Cabinet on 3 June 2025 are held" in ask(assistant, "What did Cabinet do on 3 June 2025?").text


def test_the_api_and_the_page_tell_whose_minutes_they_are(assistant: Assistant) -> None:
    client = TestClient(make_app(assistant))
    answer = client.post("/api/ask", json={"question": OFF_STREET}).json()
    own = {"council": "Quenbridge Borough Council", "committee": "Cabinet", "day": "2025-06-10"}
    assert {str(citation["minutes_of"]) for citation in answer["citations"]} == {str(own)}
    assert answer["citations"][0]["meeting_date"] == "2025-07-15"
    found = client.post("/api/search", json={"query": "harbour wall", "k": 50}).json()["passages"]
    assert any("minutes_of" not in hit for hit in found)
    assert "minutes of 10 June 2025" in client.get("/ask", params={"q": OFF_STREET}).text


ITEMS_ALONE = """FERRIES PANEL
MINUTES of a meeting of the Ferries Panel held in the Town Hall on Tuesday 10 December 2030
PRESENT: Mrs A Birch (Chair), Mr B Crane and Mr D Drake

Apologies
(Item 1)
There were none.

Lifeboat Station
(Item 2)
1. The Chair told the Panel that the lifeboat station would be painted yellow in March 2031.
2. RESOLVED that the update be noted.
"""


def test_minutes_without_numbers_of_their_own_are_cited_by_the_agenda_item(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(ITEMS_ALONE)
    opened = open_assistant(Settings(data=tmp_path / "data"), create=True)
    ingest([tmp_path / "minutes.txt"], opened.catalogue, opened.embedder)
    answer = ask(opened, "What colour will the lifeboat station be painted?")
    opened.close()
    assert answer.text.splitlines()[0] == "Ferries Panel, 10 December 2030, item 2, minutes (decided):"
