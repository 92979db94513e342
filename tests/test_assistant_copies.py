"""One citation for the same words, and the latest version of them, in answers over the sample papers and by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html  # type: ignore[import-untyped]
import pytest
from conftest import SAMPLES
from fastapi.testclient import TestClient
from test_index_copies import CORRECTION, pdf
from test_index_copies import REPORT as WALL

from assistant.bootstrap import Assistant, open_assistant
from assistant.copies import OneCitation
from assistant.settings import Settings
from assistant.types import Answer, Citation, Question
from corpus.marks import plain
from corpus.sentences import sentences
from corpus.types import Access, Details, Kind
from index.catalogue import Catalogue
from index.copies import Copies
from index.fingerprints import find_words
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.same_words import authority
from index.types import Filters, PaperSummary, Reader
from index.writing import writing
from ui.app import make_app
from ui.terminal import answer_lines

PUBLIC, CLEARED = Reader(Access.PUBLIC), Reader(Access.EXEMPT)
EMBEDDER = HashingEmbedder()
PACK = "Public reports pack 15th-Jul-2025 18.00 Cabinet.pdf"
SUPPLEMENT = "Supplement - Item 6 corrected report 15th-Jul-2025 18.00 Cabinet.pdf"
REPORT = "Future of Larchfield Leisure Centre - Report.pdf"
JUNE = "Printed minutes 10th-Jun-2025 18.00 Cabinet.pdf"
PRINTED = "8.3 Lower energy use and fewer breakdowns save £212,000 a year."
CORRECTED = "8.3 Lower energy use and fewer breakdowns save £187,000 a year."
BORROWING = "8.2 Borrowing £2.20m over 25 years costs £155,000 a year."
COSTS = "How much would the repair of the harbour wall cost?"
FOOTING = "How much of the footing of the harbour wall was found washed away by divers?"


@pytest.fixture(scope="module")
def july(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The July pack, the report of one item alone, and the supplement that corrects it; and the June minutes, which the
    July pack prints again."""
    catalogue = Catalogue.open(tmp_path_factory.mktemp("july") / "data", model=EMBEDDER.name, create=True)
    files = [SAMPLES / name for name in (PACK, REPORT, SUPPLEMENT)]
    ingest([*files, SAMPLES.parent / "cabinet_2025-06-10" / JUNE], catalogue, EMBEDDER)
    assert len(catalogue.papers(PUBLIC)) == 4
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant of the real parts over two small PDFs: a report, and its correction."""
    folder = tmp_path_factory.mktemp("both")
    pdf(folder / "report.pdf", [WALL])
    pdf(folder / "corrected.pdf", [CORRECTION])
    opened = open_assistant(Settings(data=folder / "data"), create=True)
    ingest([folder], opened.catalogue, opened.embedder)
    yield opened
    opened.close()


def named(catalogue: Catalogue, name: str) -> PaperSummary:
    return next(paper for paper in catalogue.papers(CLEARED) if Path(paper.source).name == name)


def cited(catalogue: Catalogue, name: str, quote: str) -> Citation:
    """A quote as it is found in one paper, before the citations of its answer are settled."""
    paper = named(catalogue, name)
    text = catalogue.text(paper.id, 0, catalogue.length(paper.id, CLEARED), CLEARED)
    span = find_words(quote, text)
    assert span, f"{name} does not hold: {quote}"
    passage = Copies(catalogue).passage_at(paper.id, *span, CLEARED)
    assert passage
    return Citation(1, passage, paper, text[slice(*span)], *span)


def settled(
    catalogue: Catalogue, *chosen: Citation, filters: Filters = Filters(), reader: Reader = PUBLIC
) -> tuple[list[str], list[tuple[str, str]]]:
    """What is stated, and each citation's file and words."""
    statements, citations = OneCitation(catalogue, reader, filters).settle(chosen)
    assert [citation.number for citation in citations] == list(range(1, len(citations) + 1))
    return [s.text for s in statements], [(Path(c.paper.source).name, plain(c.quote)) for c in citations]


def also_in(catalogue: Catalogue, citation: Citation, reader: Reader = PUBLIC) -> list[tuple[str, int | None]]:
    _, citations = OneCitation(catalogue, reader, Filters()).settle([citation])
    homes = citations[0].also_in
    return [(Path(home.paper.source).name, home.page.number if home.page else None) for home in homes]


def asked(assistant: Assistant, question: str) -> Answer:
    return assistant.answerer.answer(Question(question), assistant.reader)


class TestOnce:
    def test_the_other_homes_are_told_with_their_pages(self, july: Catalogue) -> None:
        catalogue = july
        for home, page in also_in(catalogue, cited(catalogue, REPORT, BORROWING)):
            _, text = catalogue.page(named(catalogue, home).id, page or 0, PUBLIC)
            assert find_words(BORROWING, text)
        assert {home for home, _ in also_in(catalogue, cited(catalogue, REPORT, BORROWING))} == {PACK, SUPPLEMENT}
        assert {home for home, _ in also_in(catalogue, cited(catalogue, PACK, BORROWING))} == {REPORT, SUPPLEMENT}

    def test_the_same_words_from_two_homes_are_said_once(self, july: Catalogue) -> None:
        chosen = [cited(july, name, BORROWING) for name in (PACK, REPORT, SUPPLEMENT)]
        assert settled(july, *chosen) == ([BORROWING], [(PACK, BORROWING)])

    def test_minutes_printed_again_in_a_pack_are_cited_from_the_minutes(self, july: Catalogue) -> None:
        words = "Off-street parking charges 2025/26 (Item 7) Councillor Gareth Pellow-Jones presented the report."
        _, [(home, quote)] = settled(july, cited(july, PACK, words))
        assert home == JUNE
        assert find_words(words, quote)
        assert [name for name, _ in also_in(july, cited(july, JUNE, words))] == [PACK]

    def test_but_not_against_the_filters_of_the_question(self, july: Catalogue) -> None:
        words = "Off-street parking charges 2025/26 (Item 7) Councillor Gareth Pellow-Jones presented the report."
        chosen = cited(july, PACK, words)
        for filters in (
            Filters(since=date(2025, 7, 1)),
            Filters(kind=Kind.PACK),
            Filters(paper=chosen.paper.id),
        ):
            assert settled(july, chosen, filters=filters)[1][0][0] == PACK
        assert settled(july, chosen, filters=Filters(committee="CABINET"))[1][0][0] == JUNE

    def test_the_most_authoritative_home_comes_first(self, july: Catalogue) -> None:
        paper = named(july, REPORT)
        papers = [
            replace(paper, kind=kind, meeting_date=day)
            for kind in (Kind.PACK, Kind.REPORT, Kind.MINUTES)
            for day in (None, date(2025, 8, 5), date(2025, 7, 15))
        ]
        ranked = [(p.kind, p.meeting_date and p.meeting_date.month) for p in sorted(papers, key=authority)]
        assert ranked == [(kind, month) for kind in (Kind.MINUTES, Kind.REPORT, Kind.PACK) for month in (7, 8, None)]


class TestLatest:
    def test_a_corrected_figure_is_used_and_the_answer_says_what_it_replaced(self, july: Catalogue) -> None:
        for name in (PACK, REPORT):
            statements, citations = settled(july, cited(july, name, PRINTED))
            assert citations == [(SUPPLEMENT, CORRECTED), (name, PRINTED)]
            assert statements[0] == CORRECTED
            assert statements[1].startswith(f"This replaces “{PRINTED}” on page ")

    def test_so_it_is_where_the_correction_is_found_first(self, july: Catalogue) -> None:
        chosen = [cited(july, name, words) for name, words in ((SUPPLEMENT, CORRECTED), (REPORT, PRINTED))]
        statements, citations = settled(july, *chosen)
        assert citations == [(SUPPLEMENT, CORRECTED), (REPORT, PRINTED)]
        assert len(statements) == 2

    def test_the_statement_stands_on_both_and_names_the_page_of_the_old_words(self, july: Catalogue) -> None:
        chosen = cited(july, PACK, PRINTED)
        statements, (_, old) = OneCitation(july, PUBLIC, Filters()).settle([chosen])
        assert [statement.citations for statement in statements] == [(1,), (1, 2)]
        assert old.passage.page
        assert f"on page {old.passage.page.number} of {old.paper.title}" in statements[1].text
        assert find_words(PRINTED, july.page(old.paper.id, old.passage.page.number, PUBLIC)[1])

    def test_a_question_about_one_paper_is_answered_from_it(self, july: Catalogue) -> None:
        chosen = cited(july, PACK, PRINTED)
        assert settled(july, chosen, filters=Filters(paper=chosen.paper.id)) == ([PRINTED], [(PACK, PRINTED)])

    def test_what_the_correction_leaves_as_it_was_is_not_replaced(self, july: Catalogue) -> None:
        assert settled(july, cited(july, REPORT, BORROWING)) == ([BORROWING], [(REPORT, BORROWING)])


class TestAnswers:
    def test_the_answer_gives_the_corrected_figure_before_the_one_it_replaced(self, assistant: Assistant) -> None:
        answer = asked(assistant, COSTS)
        assert "£436,000" in answer.statements[0].text
        assert answer.text.index("£436,000") < answer.text.index("This replaces") < answer.text.index("£412,000")
        assert "[1] [2]" in answer.text
        for citation in answer.citations:
            stored = assistant.catalogue.text(citation.paper.id, citation.start, citation.end, PUBLIC)
            begin = citation.passage.start
            assert stored == citation.quote == citation.passage.text[citation.start - begin : citation.end - begin]

    def test_no_words_are_quoted_twice(self, assistant: Assistant) -> None:
        quotes = [plain(citation.quote).casefold() for citation in asked(assistant, COSTS).citations]
        assert len(set(quotes)) == len(quotes) > 1

    def test_the_page_the_command_and_the_api_show_the_other_homes(self, assistant: Assistant) -> None:
        answer = asked(assistant, FOOTING)
        [home] = next(citation.also_in for citation in answer.citations if "forty" in citation.quote)
        assert home.page
        assert any(f"also in: {home.paper.title}; page {home.page.number}" in line for line in answer_lines(answer))
        client = TestClient(make_app(assistant))
        shown = lxml.html.fromstring(client.get("/ask", params={"q": FOOTING}).text)
        told = client.post("/api/ask", json={"question": FOOTING}).json()["citations"]
        [other] = next(citation["also_in"] for citation in told if "forty" in citation["quote"])
        assert (other["paper_id"], other["title"], other["page"]) == (home.paper.id, home.paper.title, home.page.number)
        [link] = shown.xpath(f"//span[contains(., 'Also in')]/a[@href='{other['url']}']")
        assert link.text_content().startswith(home.paper.title)
        page = lxml.html.fromstring(client.get(other["url"].partition("#")[0]).text)
        assert find_words("forty metres of its footing", " ".join(mark.text_content() for mark in page.iter("mark")))


class TestRemoval:
    @pytest.fixture
    def take(self, tmp_path: Path) -> Iterator[Callable[..., Catalogue]]:
        catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)

        def taken(*files: str, exempt: str | None = None) -> Catalogue:
            for name in files:
                mark = Access.EXEMPT if name == exempt else None
                ingest([SAMPLES / name], catalogue, EMBEDDER, overrides=Details(access=mark))
            return catalogue

        yield taken
        catalogue.close()

    def test_a_home_removed_is_told_no_more_and_a_correction_removed_corrects_nothing(
        self, take: Callable[..., Catalogue]
    ) -> None:
        catalogue = take(REPORT, SUPPLEMENT)
        assert [home for home, _ in also_in(catalogue, cited(catalogue, REPORT, BORROWING))] == [SUPPLEMENT]
        with writing(catalogue) as writer:
            writer.remove(named(catalogue, SUPPLEMENT).id, PUBLIC)
        assert also_in(catalogue, cited(catalogue, REPORT, BORROWING)) == []
        assert settled(catalogue, cited(catalogue, REPORT, PRINTED)) == ([PRINTED], [(REPORT, PRINTED)])

    def test_an_exempt_home_is_told_to_the_cleared_alone(self, take: Callable[..., Catalogue]) -> None:
        catalogue = take(REPORT, SUPPLEMENT, exempt=SUPPLEMENT)
        assert also_in(catalogue, cited(catalogue, REPORT, BORROWING), PUBLIC) == []
        assert [home for home, _ in also_in(catalogue, cited(catalogue, REPORT, BORROWING), CLEARED)] == [SUPPLEMENT]


def test_real_papers_are_corrected_by_a_supplement_that_says_so(shared: Path, tmp_path: Path) -> None:
    folder = shared / "papers" / "kent" / "cabinet_2025-01-30"
    files = sorted(folder.glob("*Transfer_the_18-25_section*"))
    assert len(files) == 3
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)
    ingest(files, catalogue, EMBEDDER)
    old = next(file.name for file in files if not file.name.startswith("Item_7"))
    text = catalogue.text(named(catalogue, old).id, 0, 20_000, PUBLIC)
    sentence = next(text[s:e] for s, e in sentences(text) if "894 young" in " ".join(text[s:e].split()))
    chosen = cited(catalogue, old, sentence[sentence.rindex("the 18-25") :])
    _, [(home, words), replaced] = settled(catalogue, chosen)
    assert home.startswith("Item_7") and "925 young adults" in words
    assert replaced == (old, plain(chosen.quote))
    catalogue.close()
