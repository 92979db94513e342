"""Quotes that read on their own: with what they lean on, with what leans on them, and joined where they adjoin."""

import pytest

from assistant.complete import MAX_AFTER, MAX_BEFORE, SHORT_ANSWER, completed
from assistant.copies import OneCitation
from assistant.extractive import ExtractiveAnswerer
from assistant.quotes import Quote
from assistant.types import Citation
from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.search import Search
from index.types import Filters, Reader

PUBLIC = Reader(Access.PUBLIC)
EMBEDDER = HashingEmbedder()
LONG = " ".join(["lamps"] * MAX_BEFORE)
PIER = f"""Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

12. Pier

The pier was surveyed by divers in January. They found rust on nine piles. It was agreed to close the pier at night. \
The closure costs £4,000. This is paid for by the harbour fund. It is reviewed each June. The kiosks stay open.

The lanterns were counted: {LONG}. They were agreed to be pier lanterns.

Question by Cllr Reed to Cllr Rush

The pier lanterns were to be mended in May. Is the portfolio holder able to say when that will be?

Answer

Thank you for asking. The lanterns will be mended in June, once the new lamps have come.

Question by Cllr Moss to Cllr Rush

Will the pier lanterns be green?

The pier gates, a row of figures:

Gate\tCost
North gate\t£90
They close at\t£80
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("complete")
    (folder / "pier.txt").write_text(PIER)
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([folder / "pier.txt"], catalogue, EMBEDDER)
    return catalogue


@pytest.fixture(scope="module")
def quotes(catalogue: Catalogue) -> list[Quote]:
    answerer = ExtractiveAnswerer(catalogue, Search(catalogue, Caches(catalogue), EMBEDDER))
    words = answerer._search.question_words("pier gates and lanterns", PUBLIC)
    hits = answerer._search.find(words, PUBLIC, answerer._search.scope(Filters(), PUBLIC), 10)
    return answerer.quotes(hits, words, "pier gates and lanterns")


def quote(quotes: list[Quote], words: str) -> Quote:
    return next(one for one in quotes if one.text.startswith(words))


def said(chosen: list[Quote]) -> list[str]:
    return [" ".join(one.text.split()) for one in completed(chosen)]


class TestLeaning:
    def test_a_sentence_comes_with_those_that_it_leans_on(self, quotes: list[Quote]) -> None:
        assert said([quote(quotes, "It was agreed to close")]) == [
            "The pier was surveyed by divers in January. They found rust on nine piles. It was agreed to close the pier"
            " at night."
        ]

    def test_a_short_answer_goes_on_with_what_leans_on_it(self, quotes: list[Quote]) -> None:
        closure = quote(quotes, "The closure costs")
        assert said([closure]) == [
            "The closure costs £4,000. This is paid for by the harbour fund. It is reviewed each June."
        ]
        long = [closure] * (SHORT_ANSWER // closure.words + 1)
        assert said(long)[0] == "The closure costs £4,000."

    def test_what_stands_alone_stays_alone(self, quotes: list[Quote]) -> None:
        assert said([quote(quotes, "The kiosks stay open")]) == ["The kiosks stay open."]

    def test_too_many_words_are_not_put_before(self, quotes: list[Quote]) -> None:
        assert said([quote(quotes, "They were agreed")]) == ["They were agreed to be pier lanterns."]

    def test_rows_of_tables_lean_on_nothing(self, quotes: list[Quote]) -> None:
        assert said([quote(quotes, "They close at")]) == ["They close at £80"]

    def test_a_question_that_was_put_is_followed_by_its_answer_once(self, quotes: list[Quote]) -> None:
        put = quote(quotes, "The pier lanterns were to be")
        assert said([put, put]) == [
            "The pier lanterns were to be mended in May.",
            "Thank you for asking. The lanterns will be mended in June, once the new lamps have come.",
            "The pier lanterns were to be mended in May.",
        ]
        assert len(said([quote(quotes, "The lanterns will be mended")])) == 1

    def test_nothing_is_completed_of_nothing(self) -> None:
        assert completed([]) == []
        assert MAX_AFTER < SHORT_ANSWER


class TestJoining:
    def cited(self, catalogue: Catalogue, *words: str) -> list[Citation]:
        summary = catalogue.papers(PUBLIC)[0]
        text = catalogue.text(summary.id, 0, catalogue.length(summary.id, PUBLIC), PUBLIC)
        passages = [passage for passage, _ in catalogue.passages(catalogue.passage_ids().tolist(), PUBLIC).values()]
        cited = []
        for one in words:
            start = text.index(one)
            end = start + len(one)
            passage = next(each for each in passages if each.start <= start and end <= each.end)
            cited.append(Citation(0, passage, summary, one, start, end))
        return cited

    def joined(self, catalogue: Catalogue, *words: str) -> list[str]:
        settle = OneCitation(catalogue, PUBLIC, Filters()).settle
        statements, citations = settle(self.cited(catalogue, *words), join=True)
        assert [one.number for one in citations] == list(range(1, len(citations) + 1))
        for one in citations:
            assert one.quote == catalogue.text(one.paper.id, one.start, one.end, PUBLIC)
        return [one.text for one in statements]

    def test_quotes_side_by_side_are_one_in_the_order_of_the_paper(self, catalogue: Catalogue) -> None:
        assert self.joined(
            catalogue, "The closure costs £4,000.", "The kiosks stay open.", "It was agreed to close the pier at night."
        ) == ["It was agreed to close the pier at night. The closure costs £4,000.", "The kiosks stay open."]

    def test_quotes_that_overlap_are_one(self, catalogue: Catalogue) -> None:
        assert self.joined(
            catalogue, "They found rust on nine piles. It was agreed to close", "It was agreed to close the pier"
        ) == ["They found rust on nine piles. It was agreed to close the pier"]

    def test_rows_are_not_joined(self, catalogue: Catalogue) -> None:
        assert len(self.joined(catalogue, "North gate\t£90", "They close at\t£80")) == 2

    def test_nothing_is_joined_unasked(self, catalogue: Catalogue) -> None:
        cited = self.cited(catalogue, "The closure costs £4,000.", "This is paid for by the harbour fund.")
        _, citations = OneCitation(catalogue, PUBLIC, Filters()).settle(cited)
        assert len(citations) == 2
