"""What people say is looked for in the words that papers write."""

from pathlib import Path

import pytest

from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.plain_words import widened
from index.search import Search
from index.types import Filters, Reader

EMBEDDER = HashingEmbedder()


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("Who will fix the potholes?", "repair maintenance highways carriageway"),
        ("What did she sign off?", "approve approved"),
        ("How many people filled in the survey?", "respondents responses consultees respond consultation engagement"),
        ("How did the vote go?", "proposed seconded motion amendment voting follows abstain carried lost"),
        ("What is the council tax base?", ""),
        ("Are the prefixes binding?", ""),
    ],
)
def test_plain_words_bring_those_of_the_papers(question: str, also: str) -> None:
    assert widened(question) == f"{question} {also}".strip()


def test_a_paper_that_says_it_otherwise_is_found(tmp_path: Path) -> None:
    (tmp_path / "lanes.txt").write_text("Carriageway maintenance in Eastmoor costs £2m a year.")
    (tmp_path / "ducks.txt").write_text("The ducks of Eastmoor were fed by volunteers.")
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)
    ingest([tmp_path / "lanes.txt", tmp_path / "ducks.txt"], catalogue, EMBEDDER)
    search, reader = Search(catalogue, Caches(catalogue), EMBEDDER), Reader(Access.PUBLIC)
    found = search.found(search.question_words("potholes", reader), reader, search.scope(Filters(), reader))
    ((_, paper),) = catalogue.passages([found[0].id], reader).values()
    assert paper.source.endswith("lanes.txt")
