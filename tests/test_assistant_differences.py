"""Papers that differ are told of as such; the latest position comes newest first; a number named is held to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.bootstrap import Assistant, open_assistant
from assistant.compose import Composer
from assistant.differences import difference
from assistant.extractive import ExtractiveAnswerer
from assistant.latest import asks_latest
from assistant.quotes import Quote
from assistant.references import references
from assistant.settings import Settings
from assistant.types import Answer, Question, Status
from corpus.types import Access
from index.asks import Asks
from index.ingest import ingest
from index.types import Filters, Reader

PUBLIC = Reader(Access.PUBLIC)
PAPERS = {
    "report": (3, "March", "Report to Cabinet, {}: Railings", "The harbour railings will cost £140,000 in all."),
    "update": (8, "April", "Report to Cabinet, {}: Harbour works", "The harbour railings will cost £165,000 in all."),
    "again": (6, "May", "Report to Cabinet, {}: Quay", "The harbour railings will cost £140,000 in all."),
    "depot": (3, "June", "Report to Cabinet, {}: Yard\nDecision number: 25/00071", "The depot at Fenwick Yard is let."),
    "ferry": (4, "June", "Report to Cabinet, {}: Ferry\nDecision number: 25/00072", "The ferry to Fenwick is leased."),
}


def paper(day: int, month: str, title: str, words: str) -> str:
    head = title.format(f"{day} {month} 2025")
    return f"""Eastmoor Borough Council
Cabinet
Meeting on {day} {month} 2025
{head}

1. Background

{words} The works were put off in an earlier year, and officers were asked to come back with a price.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("differences")
    papers = folder / "papers"
    papers.mkdir()
    for name, told in PAPERS.items():
        (papers / f"{name}.txt").write_text(paper(*told))
    assistant = open_assistant(Settings(data=folder / "data"), create=True)
    ingest([papers], assistant.catalogue, assistant.embedder)
    yield assistant
    assistant.close()


def told(assistant: Assistant, question: str) -> Answer:
    return assistant.answerer.answer(Question(question), PUBLIC)


def found(assistant: Assistant, question: str) -> tuple[Quote, ...]:
    scope = assistant.search.scope(Filters(), PUBLIC)
    return ExtractiveAnswerer(assistant.catalogue, assistant.search).attempt(question, question, PUBLIC, scope).quotes


class TestDifferences:
    def test_two_figures_for_one_thing_are_both_told(self, assistant: Assistant) -> None:
        answer = told(assistant, "How much will the harbour railings cost?")
        [said] = [one for one in answer.statements if one.text.startswith("The papers differ:")]
        assert "£140,000" in said.text
        assert "£165,000" in said.text
        cited = {citation.number: citation.quote for citation in answer.citations}
        assert ["£140,000" in cited[said.citations[0]], "£165,000" in cited[said.citations[1]]] in (
            [True, True],
            [False, False],
        )

    def test_where_no_figure_is_asked_for_nothing_is_said_of_it(self, assistant: Assistant) -> None:
        assert "differ" not in told(assistant, "Why were the harbour railings put off?").text

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The wall will cost £5 in all this time round.", "The wall will cost £5 in all this time round."),
            ("The wall will cost £5 in all this time round.", "The roof of the hall needs £6 of paint and slates."),
            ("In 2024 the sea wall cost £5 to keep painted.", "In 2025 the sea wall cost £6 to keep painted."),
            ("The sea wall cost £5, then £6, to be painted.", "The sea wall cost £7, then £8, to be painted."),
        ],
    )
    def test_what_is_of_two_things_does_not_differ(self, assistant: Assistant, one: str, other: str) -> None:
        first, second = (quote for quote in found(assistant, "harbour railings")[:2])
        assert difference(saying(first, one, "a"), [saying(second, other, "b")], frozenset({Asks.MONEY})) is None

    def test_a_paper_does_not_differ_from_itself(self, assistant: Assistant) -> None:
        quote = found(assistant, "harbour railings")[0]
        one = saying(quote, "The sea wall will cost £5 to be painted again.", "a")
        other = saying(quote, "The sea wall will cost £6 to be painted again.", "a")
        assert difference(one, [other], frozenset({Asks.MONEY})) is None
        elsewhere = saying(quote, "The sea wall will cost £6 to be painted again.", "b")
        found_there = difference(one, [elsewhere], frozenset({Asks.MONEY}))
        assert found_there is not None
        assert found_there.figures == ("£5", "£6")

    def test_one_form_filled_in_for_two_places_does_not_differ(self, assistant: Assistant) -> None:
        quotes = found(assistant, "harbour railings")
        first = quotes[0]
        second = next(quote for quote in quotes if quote.hit.passage.id != first.hit.passage.id)
        east = [saying(first, words, "a") for words in ("The average weekly rent is £5.", "Most homes have 3 rooms.")]
        west = [saying(second, words, "b") for words in ("The average weekly rent is £6.", "Most homes have 4 rooms.")]
        assert difference(east[0], [east[0], west[0]], frozenset({Asks.MONEY})) is not None
        assert difference(east[0], [*east, *west], frozenset({Asks.MONEY})) is None


def saying(quote: Quote, words: str, paper_id: str) -> Quote:
    hit = quote.hit
    passage = replace(hit.passage, text=words, paper_id=paper_id)
    moved = replace(hit, passage=passage, paper=replace(hit.paper, id=paper_id))
    return replace(quote, hit=moved, start=0, end=len(words))


class TestLatest:
    def test_the_newest_comes_first_and_each_has_its_day(self, assistant: Assistant) -> None:
        answer = told(assistant, "What is the latest position on the harbour railings?")
        days = [one.paper.meeting_date for one in answer.citations if one.paper.meeting_date]
        assert days == sorted(days, reverse=True)
        assert len(set(days)) > 1
        assert answer.text.startswith("The newest first:\n6 May 2025, report: ")
        assert days[0] == date(2025, 5, 6)

    @pytest.mark.parametrize(
        ("question", "latest"),
        [
            ("What is the current status of the ferry?", True),
            ("Where are we with the ferry?", True),
            ("What's the latest on the ferry?", True),
            ("Where does the plan for the ferry stand?", True),
            ("What did the latest meeting decide on the ferry?", False),
            ("What is the current charge for the ferry?", False),
        ],
    )
    def test_what_asks_for_it(self, question: str, latest: bool) -> None:
        assert asks_latest(question) == latest


class TestReferences:
    def test_a_number_named_is_answered_from_what_names_it(self, assistant: Assistant) -> None:
        answer = told(assistant, "What happens at Fenwick under 25/00072?")
        assert {citation.paper.title for citation in answer.citations} == {
            next(one.title for one in assistant.catalogue.papers(PUBLIC) if one.source.endswith("ferry.txt"))
        }

    def test_a_number_that_stands_nowhere_is_not_answered(self, assistant: Assistant) -> None:
        assert told(assistant, "What happens at Fenwick under 25/00079?").status is Status.NOT_FOUND

    def test_numbers_are_told_from_years_and_dates(self) -> None:
        assert references("What of 25/00071 and CAB/25/31 in 2025/26?") == {"25/00071", "CAB/25/31"}
        assert references("What was decided on 31/03/2025 and in 03/2025, or on 3/4/2025?") == frozenset()


def test_an_answer_whose_papers_have_gone_is_none(assistant: Assistant) -> None:
    quotes = found(assistant, "harbour railings")
    gone = [saying(quote, "Words that are held nowhere at all.", "no-such-paper") for quote in quotes[:2]]
    assert Composer(assistant.catalogue, PUBLIC, 0.0).of_quotes(gone) is None
