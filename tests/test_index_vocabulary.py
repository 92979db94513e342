"""A question is written as the papers write: what is misspelled, and what is abbreviated."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.abbreviations import abbreviations
from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.search import Search
from index.types import Reader
from index.writing import writing


class KnowsFewWords(HashingEmbedder):
    """Stands for a model whose vocabulary has few words whole."""

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        return [2 + (0 if not text else 1 if text in {"swimming", "built"} else 3) for text in texts]


EMBEDDER, PUBLIC = KnowsFewWords(), Reader(Access.PUBLIC)
GRANTS = "The Home Adaptations Grant (HAG) paid for ramps. The Coastal Flood Board (CFB) met."
LIFTS = "The Home Adaptations Grant paid for a stair lift. The CFB agreed."
SPENDING = (
    "The Home Adaptations Grant is spent by the sustainability team to build. The CFB met the scrutiny committee."
)
EXEMPT = """Eastmoor Borough Council

Not for publication: exempt information under paragraph 3 of Schedule 12A of the Local Government Act 1972.

The Secret Harbour Purchase (SHP) was signed by Zebedee Quillfeather. The Secret Harbour Purchase costs much.
A scrutny was held.
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("words")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in {"grants": GRANTS, "lifts": LIFTS, "spending": SPENDING, "exempt": EXEMPT}.items():
        (papers / f"{name}.txt").write_text(text)
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([papers], catalogue, EMBEDDER)
    return catalogue


@pytest.fixture(scope="module")
def search(catalogue: Catalogue) -> Search:
    return Search(catalogue, Caches(catalogue), EMBEDDER)


class TestAbbreviations:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("the Home Adaptations Grant (HAG) paid", [("HAG", "Home Adaptations Grant")]),
            ("a Director of Public Works (“DPW”)", [("DPW", "Director of Public Works")]),
            ("Looked-After Children (LACs)", [("LAC", "Looked After Children")]),
            ("Arts & Leisure Board (the ALB)", [("ALB", "Arts & Leisure Board")]),
            ("it was agreed (AGREED)", []),
            ("Nothing explains this. (NATO)", []),
            ("the Board (see Appendix A)", []),
        ],
    )
    def test_the_words_before_it_spell_it(self, text: str, found: list[tuple[str, str]]) -> None:
        assert list(abbreviations(text)) == found


class TestSpelledOut:
    def test_what_papers_mostly_write_in_full_is_written_so(self, search: Search) -> None:
        assert search.spelled_out("How much HAG was spent?", PUBLIC) == (
            "How much HAG (Home Adaptations Grant) was spent?"
        )

    def test_what_papers_mostly_abbreviate_stays(self, search: Search) -> None:
        assert search.spelled_out("Who is on the CFB?", PUBLIC) == "Who is on the CFB?"

    def test_unless_its_meaning_is_asked_for(self, search: Search) -> None:
        assert search.spelled_out("What does CFB mean?", PUBLIC) == "What does CFB (Coastal Flood Board) mean?"

    def test_what_is_written_in_full_already_stays(self, search: Search) -> None:
        question = "What is the Home Adaptations Grant, or HAG?"
        assert search.spelled_out(question, PUBLIC) == question

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Which scruitny committee?", "Which scrutiny committee?"),
            ("the sustainabilty team", "the sustainability team"),
            ("Commitee members", "Committee members"),
            ("a stair lift", "a stair lift"),
            ("rampps and lifts", "ramps and lifts"),
            ("the swimming bath", "the swimming bath"),
            ("who built it", "who built it"),
        ],
    )
    def test_a_word_that_no_paper_has_is_the_nearest_that_one_has(self, search: Search, typed: str, meant: str) -> None:
        assert search.spelled_out(typed, PUBLIC) == meant

    def test_nothing_is_told_of_papers_that_are_not_for_the_reader(self, search: Search) -> None:
        question = "What does SHP mean, and who is Quilfeather?"
        assert search.spelled_out(question, PUBLIC) == question
        assert search.spelled_out(question, Reader(Access.EXEMPT)) == (
            "What does SHP (Secret Harbour Purchase) mean, and who is Quillfeather?"
        )

    def test_a_word_that_stands_only_where_the_reader_may_not_look_stands_nowhere(self, search: Search) -> None:
        assert search.spelled_out("Which scrutny?", PUBLIC) == "Which scrutiny?"
        assert search.spelled_out("Which scrutny?", Reader(Access.EXEMPT)) == "Which scrutny?"


def test_a_paper_removed_takes_its_words_with_it(tmp_path: Path) -> None:
    (tmp_path / "grants.txt").write_text(GRANTS)
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)
    ingest([tmp_path / "grants.txt"], catalogue, EMBEDDER)
    [paper] = catalogue.papers(PUBLIC)
    with writing(catalogue) as writer:
        writer.remove(paper.id, PUBLIC)
    left = [catalogue.database.row(f"SELECT count(*) FROM {table}")[0] for table in ("words", "abbreviations")]
    assert left == [0, 0]
