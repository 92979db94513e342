"""Questions that the register answers: counted in rows, each told of cited where it stands."""

from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.conversation import ConversationAnswerer
from assistant.extractive import ExtractiveAnswerer
from assistant.types import Answer, Question, Status, Turn
from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.search import Search
from index.types import Filters, Reader

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)
MARCH = """Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

Present: Councillor Ada Quill (Chair), Councillor Ben Reed (Vice-Chair) and Councillor Cy Stone.
Apologies: Councillor Di Marsh.

12. Harbour wall

RESOLVED that the harbour wall is repaired before the winter storms at a cost of £140,000.

13. Street trees

RESOLVED that 300 trees are planted along the canal.

14. Car parks

Councillor Stone moved and Councillor Reed seconded that the car parks be free on Sundays.
The motion was put to the vote and was lost.
"""
APRIL = """Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 8 April 2025.

Present: Councillor Ben Reed (in the Chair) and Councillor Cy Stone.

20. Trees in the market place

RESOLVED that the trees in the market place are felled and replaced.

21. Urgent business

There was none.
"""

AGENDA = """Eastmoor Borough Council
Cabinet
Tuesday, 8 April 2025 at 6.00 pm
Council Chamber, Town Hall

AGENDA

1. Apologies for absence
2. Declarations of interest
3. Minutes of the last meeting
4. Questions from the public
5. Trees in the market place
"""
REPORT = """Eastmoor Borough Council
Report to: Cabinet, 8 April 2025
Subject: Trees in the market place

Recommendations

The Cabinet is asked to:
(a) APPROVE the felling of the trees in the market place; and
(b) APPROVE that they are replaced by limes.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> ConversationAnswerer:
    folder = tmp_path_factory.mktemp("registered")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "march.txt").write_text(MARCH)
    (papers / "april.txt").write_text(APRIL)
    (papers / "agenda.txt").write_text(AGENDA)
    (papers / "report.txt").write_text(REPORT)
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([papers], catalogue, EMBEDDER)
    search = Search(catalogue, Caches(catalogue), EMBEDDER)
    return ConversationAnswerer(catalogue, search, ExtractiveAnswerer(catalogue, search))


def told(answerer: ConversationAnswerer, question: str, filters: Filters = Filters()) -> Answer:
    return answerer.answer(Question(question, filters=filters), PUBLIC)


def quotes(answer: Answer) -> list[str]:
    return [" ".join(citation.quote.split()) for citation in answer.citations]


class TestCounts:
    def test_decisions_on_a_subject_are_counted_and_each_is_cited(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "How many decisions on trees in 2025?")
        assert answer.status is Status.ANSWERED
        assert answer.statements[0].text == ("2 decisions on “trees” from 1 January 2025 to 31 December 2025 are held.")
        assert answer.statements[0].citations == (1, 2)
        assert quotes(answer) == [
            "RESOLVED that the trees in the market place are felled and replaced.",
            "RESOLVED that 300 trees are planted along the canal.",
        ]

    def test_what_a_meeting_decided_is_counted_without_what_was_lost(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "How many decisions did Cabinet take on 4 March 2025?")
        assert answer.statements[0].text == (
            "2 decisions by Cabinet on 4 March 2025 are held, besides one motion that was lost."
        )

    def test_the_readers_own_dates_count(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "How many decisions on trees?", Filters(since=date(2025, 4, 1)))
        assert answer.statements[0].text == "1 decision on “trees” from 1 April 2025 is held."

    def test_a_year_outside_the_readers_dates_is_no_error(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "How many decisions on trees in 2024?", Filters(since=date(2025, 4, 1)))
        assert "decisions on" not in answer.text

    def test_a_subject_without_a_letter_known_here_is_no_error(self, answerer: ConversationAnswerer) -> None:
        assert "decisions on" not in told(answerer, "How many decisions on 会議?").text

    def test_none_are_not_counted_as_none(self, answerer: ConversationAnswerer) -> None:
        assert "0 decisions" not in told(answerer, "How many decisions on swimming in 2025?").text


class TestMeetings:
    def test_all_that_a_meeting_decided_is_told(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "What was decided at the Cabinet meeting on 4 March 2025?")
        assert answer.statements[0].text == (
            "Cabinet, 4 March 2025: 2 decisions are held, besides one motion that was lost."
        )
        assert [quote[:30] for quote in quotes(answer)] == [
            "RESOLVED that the harbour wall",
            "RESOLVED that 300 trees are pl",
        ]

    def test_a_day_alone_is_of_whoever_met(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "What was decided on 8 April 2025?")
        assert answer.statements[0].text == "1 decision on 8 April 2025 is held."
        assert quotes(answer) == ["RESOLVED that the trees in the market place are felled and replaced."]

    def test_what_it_decided_on_a_subject_is_searched_for(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "What was decided on the harbour wall by Cabinet on 4 March 2025?")
        assert "decisions are held" not in answer.text

    def test_a_list_of_decisions_on_a_subject_is_told_whole(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "List all decisions about trees")
        assert answer.statements[0].text == "2 decisions on “trees” are held."

    @pytest.mark.parametrize(
        ("question", "said", "names"),
        [
            ("Who chaired the Cabinet on 4 March 2025?", "1 name is listed as in the chair.", ["Ada Quill"]),
            ("Who chaired Cabinet on 8 April 2025?", "1 name is listed as in the chair.", ["Ben Reed"]),
            (
                "Who was present at Cabinet on 4 March 2025?",
                "3 names are listed as present.",
                ["Ada Quill", "Ben Reed", "Cy Stone"],
            ),
            (
                "Who was at the Cabinet meeting on 4 March 2025?",
                "3 names are listed as present.",
                ["Ada Quill", "Ben Reed", "Cy Stone"],
            ),
            (
                "Who sent apologies on 4 March 2025?",
                "Cabinet, 4 March 2025: 1 name is listed as absent or with apologies.",
                ["Di Marsh"],
            ),
            (
                "Who sent apologies to Cabinet on 4 March 2025?",
                "1 name is listed as absent or with apologies.",
                ["Di Marsh"],
            ),
        ],
    )
    def test_who_was_there(self, answerer: ConversationAnswerer, question: str, said: str, names: list[str]) -> None:
        answer = told(answerer, question)
        assert answer.statements[0].text == said
        assert [name in quote for name, quote in zip(names, quotes(answer), strict=True)] == [True] * len(names)

    def test_every_quote_stands_in_its_paper(self, answerer: ConversationAnswerer) -> None:
        answer = told(answerer, "What was decided at the Cabinet meeting on 4 March 2025?")
        for citation in answer.citations:
            assert citation.quote in Path(citation.paper.source).read_text()


class TestItems:
    @pytest.mark.parametrize(
        ("question", "said", "begins"),
        [
            (
                "What are we asked to decide in item 5 at Cabinet on 8 April 2025?",
                "Item 5, Cabinet, 8 April 2025: 1 recommendation is held.",
                "The Cabinet is asked to",
            ),
            (
                "What is recommended in item 5?",
                "Item 5, Cabinet, 8 April 2025: 1 recommendation is held.",
                "The Cabinet is asked to",
            ),
            (
                "What was decided under item 5 at Cabinet on 8 April 2025?",
                "Item 5, Cabinet, 8 April 2025: 1 decision is held.",
                "RESOLVED that the trees",
            ),
        ],
    )
    def test_what_is_put_or_was_decided_under_an_item(
        self, answerer: ConversationAnswerer, question: str, said: str, begins: str
    ) -> None:
        answer = told(answerer, question)
        assert answer.statements[0].text == said
        assert quotes(answer)[0].startswith(begins)

    def test_what_is_asked_after_it_is_searched_for_under_the_item_s_name(self, answerer: ConversationAnswerer) -> None:
        before = "What are we asked to decide in item 5 at Cabinet on 8 April 2025?"
        answer = answerer.answer(Question("Why are they felled?", history=(Turn(before),)), PUBLIC)
        assert answer.searched_as == (
            "What are we asked to decide in item 5 (Trees in the market place) at Cabinet on 8 April 2025? "
            "Why are they felled?"
        )
        assert "Item 5, Cabinet" not in answer.text

    def test_last_time_is_what_was_decided_on_the_item_before(self, answerer: ConversationAnswerer) -> None:
        before = "What are we asked to decide in item 5 at Cabinet on 8 April 2025?"
        answer = answerer.answer(Question("What did we decide last time?", history=(Turn(before),)), PUBLIC)
        assert answer.searched_as == "Trees in the market place: What did we decide last time?"
        assert "Item 5, Cabinet" not in answer.text

    @pytest.mark.parametrize(
        "question",
        [
            "What is on the agenda for Cabinet on 8 April 2025?",
            "Which items will the next Cabinet meeting consider?",
            "Cabinet agenda, April 2025",
        ],
    )
    def test_an_agenda_is_told_whole(self, answerer: ConversationAnswerer, question: str) -> None:
        answer = told(answerer, question)
        assert answer.statements[0].text == "Cabinet, 8 April 2025: 5 items are on the agenda."
        assert quotes(answer) == [line for line in AGENDA.splitlines() if line[:1].isdigit()]

    def test_a_matter_on_it_is_searched_for(self, answerer: ConversationAnswerer) -> None:
        asked = "Are the trees in the market place on the agenda for Cabinet on 8 April 2025?"
        assert "items are on the agenda" not in told(answerer, asked).text

    def test_last_time_after_an_agenda_is_all_that_was_decided_then(self, answerer: ConversationAnswerer) -> None:
        before = Turn("What is on the agenda for Cabinet on 8 April 2025?")
        answer = answerer.answer(Question("What did we decide last time?", history=(before,)), PUBLIC)
        assert answer.statements[0].text == (
            "Cabinet, 4 March 2025: 2 decisions are held, besides one motion that was lost."
        )

    def test_an_item_that_no_meeting_has_is_not_made_up(self, answerer: ConversationAnswerer) -> None:
        assert "Item 99" not in told(answerer, "What are we asked to decide in item 99?").text


def test_what_was_decided_under_a_number_is_told_whoever_is_named_with_it(sample_assistant: Assistant) -> None:
    def said(question: str) -> str:
        return sample_assistant.answerer.answer(Question(question), sample_assistant.reader).text

    for asked in (
        "What was decided on CAB/25/31?",
        "What exactly did Councillor Oakden sign off in decision CAB/25/31?",
    ):
        assert said(asked).startswith("1 decision with the number CAB/25/31 is held."), said(asked)
    assert "with the number" not in said("What risks did decision CAB/25/31 carry?")
