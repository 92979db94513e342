"""When a committee meets next, as far as the papers held tell."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from assistant.conversation import ConversationAnswerer
from assistant.extractive import ExtractiveAnswerer
from assistant.types import Answer, Question, Turn
from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.search import Search
from index.types import Filters, Reader

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)
AGENDA = """{council}
Cabinet
{day} at 6.00 pm
Council Chamber, Town Hall

AGENDA

1. Apologies for absence
2. Declarations of interest
3. Minutes of the last meeting
4. Harbour wall
"""
PAPERS = {
    "march.txt": ("Eastmoor Borough Council", "Tuesday, 4 March 2025"),
    "april.txt": ("Eastmoor Borough Council", "Tuesday, 8 April 2025"),
    "other.txt": ("Westmere District Council", "Thursday, 15 May 2025"),
    "june - EXEMPT.txt": ("Eastmoor Borough Council", "Tuesday, 10 June 2025"),
}
NEXT = "Of the meetings that papers are held of, the next is: Cabinet, "
Asking = Callable[..., Answer]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """Asks on a day, a member of the public unless said otherwise."""
    folder = tmp_path_factory.mktemp("next")
    for name, (council, day) in PAPERS.items():
        (folder / name).write_text(AGENDA.format(council=council, day=day))
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest(sorted(folder.glob("*.txt")), catalogue, EMBEDDER)
    search = Search(catalogue, Caches(catalogue), EMBEDDER)

    def answer(
        today: date,
        question: str = "When is the next Cabinet meeting?",
        *before: str,
        reader: Reader = PUBLIC,
        filters: Filters = Filters(),
    ) -> Answer:
        answerer = ConversationAnswerer(catalogue, search, ExtractiveAnswerer(catalogue, search), lambda: today)
        return answerer.answer(Question(question, tuple(map(Turn, before)), filters), reader)

    yield answer
    catalogue.close()


def said(answer: Answer) -> str:
    return answer.statements[0].text if answer.statements else ""


@pytest.mark.parametrize(
    ("today", "said_of_it", "quote"),
    [
        (date(2025, 3, 1), f"{NEXT}4 March 2025.", "Tuesday, 4 March 2025 at 6.00 pm"),
        (date(2025, 4, 8), f"{NEXT}8 April 2025.", "Tuesday, 8 April 2025 at 6.00 pm"),
        (
            date(2025, 5, 16),
            "No papers are held of a meeting of Cabinet from 16 May 2025 on; the latest is: Cabinet, 15 May 2025.",
            "Thursday, 15 May 2025 at 6.00 pm",
        ),
    ],
)
def test_it_is_the_soonest_from_today_on_or_none(asking: Asking, today: date, said_of_it: str, quote: str) -> None:
    answer = asking(today, filters=Filters(committee="Cabinet"))
    assert said(answer) == said_of_it
    assert [citation.quote for citation in answer.citations] == [quote]


def test_it_is_of_the_council_that_is_named(asking: Asking) -> None:
    asked = "When does the Cabinet of Westmere District Council next meet?"
    assert said(asking(date(2025, 3, 1), asked)) == f"{NEXT}15 May 2025."
    assert said(asking(date(2025, 5, 16), asked)).startswith(
        "No papers are held of a meeting of Westmere District Council from 16 May 2025 on"
    )


def test_one_that_is_not_for_the_reader_is_not_told(asking: Asking) -> None:
    assert said(asking(date(2025, 5, 16), reader=Reader(Access.EXEMPT))) == f"{NEXT}10 June 2025."
    assert "June" not in asking(date(2025, 5, 16)).text


def test_it_is_from_today_on_after_a_question_of_another_day_too(asking: Asking) -> None:
    answer = asking(date(2025, 4, 1), "When is the next meeting?", "What did Cabinet decide on 4 March 2025?")
    assert said(answer) == f"{NEXT}8 April 2025."


@pytest.mark.parametrize(
    "question", ["When is the next meeting with the harbour trustees?", "When is the next Cabinet meeting in May 2025?"]
)
def test_of_another_matter_or_time_it_is_searched_for(asking: Asking, question: str) -> None:
    assert "papers are held" not in said(asking(date(2025, 3, 1), question))
