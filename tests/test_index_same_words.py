"""Passages that say the same: which goes first, and which take nobody's place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_index_copies import COST, EMBEDDER, PUBLIC, QUOTE, REPORT, Take, folder, quoted, take

from assistant.extractive import HITS, ExtractiveAnswerer
from corpus.types import Kind
from index.caches import Caches
from index.catalogue import Catalogue
from index.copies import Copies
from index.ingest import ingest
from index.same_words import authoritative_first, authority, distinct
from index.search import Search
from index.types import Filters

__all__ = ["folder", "take"]


class TestDistinct:
    def test_a_passage_is_left_out_behind_one_that_says_all_it_says(self, take: Take) -> None:
        catalogue = take(
            {
                "report.txt": REPORT,
                "again.txt": REPORT + "\nPrinted again.",
                "trees.txt": "Trees\n\nFour hundred oak saplings were planted along the canal by two schools in May.",
            }
        )
        one, two = (quoted(catalogue, name, QUOTE)[0].id for name in ("report.txt", "again.txt"))
        trees = quoted(catalogue, "trees.txt", "Four hundred oak saplings were planted")[0].id
        prints = Copies(catalogue).prints([one, trees, two])
        assert distinct([one, trees, two], prints) == [one, trees]
        assert distinct([trees, two, one], prints) == [trees, two]

    def test_a_passage_that_says_more_is_kept_behind_a_part_of_it(self, take: Take) -> None:
        more = " ".join(f"The mason laid block number {n} upon the sill of bay {n + 3}." for n in range(12))
        catalogue = take({"short.txt": f"{QUOTE} {COST}", "long.txt": f"{QUOTE} {COST} {more}"})
        short, long = (quoted(catalogue, name, QUOTE)[0].id for name in ("short.txt", "long.txt"))
        prints = Copies(catalogue).prints([short, long])
        assert distinct([short, long], prints) == [short, long]
        assert distinct([long, short], prints) == [long]

    def test_passages_that_are_gone_have_no_fingerprints_and_are_kept(self, take: Take) -> None:
        prints = Copies(take({"report.txt": REPORT})).prints([99, 100])
        assert prints == {99: frozenset(), 100: frozenset()}
        assert distinct([99, 100], prints) == [99, 100]


@pytest.fixture(scope="module")
def many_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """Over more copies of one paper than an answer looks at, and another that says less of it."""
    folder = tmp_path_factory.mktemp("copies")
    repair = "The harbour wall is repaired in stages, the wall of the inner harbour before that of the outer one. "
    for n in range(HITS + 1):
        (folder / f"copy {n}.txt").write_text(repair * 3 + f"Printed for reader {n}.")
    (folder / "other.txt").write_text("Divers will look at the footing below the wall once the tide allows it.")
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest(sorted(folder.glob("*.txt")), catalogue, EMBEDDER)
    yield Search(catalogue, Caches(catalogue), EMBEDDER)
    catalogue.close()


class TestManyCopies:
    def test_a_search_sets_all_but_two_behind(self, many_copies: Search) -> None:
        found = many_copies.search("Which harbour wall is repaired?", PUBLIC, k=HITS + 2)
        names = [Path(hit.paper.source).name for hit in found]
        assert names.index("other.txt") == 2 and len(set(names)) == HITS + 2
        scores = [hit.score for hit in found]
        assert scores == sorted(scores, reverse=True)

    def test_of_the_same_words_the_most_authoritative_paper_s_go_first(self, many_copies: Search) -> None:
        found = many_copies.search("Which harbour wall is repaired?", PUBLIC, k=2)
        papers = [hit.paper for hit in many_copies.search("harbour wall", PUBLIC, k=HITS + 2)]
        assert found[0].paper == min((one for one in papers if "copy" in one.source), key=authority)
        question = many_copies.question_words("Which harbour wall is repaired?", PUBLIC)
        best, *rest = many_copies.find(question, PUBLIC, many_copies.scope(Filters(), PUBLIC), HITS)
        prints = {hit.passage.id: frozenset({1, 2, 3}) for hit in (best, *rest)}
        earlier = replace(rest[-1], paper=replace(rest[-1].paper, meeting_date=date(1999, 1, 1)))
        minutes = replace(earlier, paper=replace(earlier.paper, kind=Kind.MINUTES))
        for other, behind, first in (
            (earlier, 0.9, earlier),
            (earlier, 1.1, best),  # told apart by the question
            (minutes, 0.9, best),
        ):
            placed = authoritative_first([best, replace(other, score=best.score - behind)], prints)
            assert placed[0] == replace(first, score=best.score) and placed[1].score == best.score - behind

    @pytest.mark.parametrize(("copies", "papers"), [(False, 2), (True, HITS)])
    def test_an_answer_looks_at_one_of_them_unless_copies_are_wanted(
        self, many_copies: Search, copies: bool, papers: int
    ) -> None:
        answerer, asked = ExtractiveAnswerer(many_copies._catalogue, many_copies), "Which harbour wall is repaired?"
        found = answerer.attempt(asked, asked, PUBLIC, many_copies.scope(Filters(), PUBLIC), copies=copies)
        names = {Path(quote.hit.paper.source).name for quote in found.quotes}
        assert len(names) == papers and ("other.txt" in names) is not copies
