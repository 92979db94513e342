"""Hard and hostile files, each a known trouble of some PDF library: taken in or refused with a reason, none hangs."""

from pathlib import Path

import pytest

from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue
from index.doctor import check
from index.hashing import HashingEmbedder
from index.ingest import FileReport, Outcome, ingest
from index.search import Search
from index.types import Reader

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)


@pytest.fixture(scope="module")
def taken(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, tuple[FileReport, ...], int]:
    """The collection after a paper of ours and all the hard files, what became of these, and how many there are."""
    folder = tmp_path_factory.mktemp("hard")
    ours = folder / "oaks.txt"
    ours.write_text("Cabinet\n\nThe council planted four hundred oaks along the canal.")
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([ours], catalogue, EMBEDDER)
    report = ingest([shared / "hardpdfs"], catalogue, EMBEDDER, recognise=False)
    return catalogue, report.files, len(list((shared / "hardpdfs").glob("*.pdf")))


Taken = tuple[Catalogue, tuple[FileReport, ...], int]


def test_each_is_taken_in_or_refused_with_a_reason(taken: Taken) -> None:
    catalogue, files, count = taken
    assert len(files) == count >= 80
    for file in files:
        if file.outcome is Outcome.REFUSED:
            assert file.reason and "fault of this software" not in file.reason, file
        else:
            assert file.outcome in (Outcome.ADDED, Outcome.SAME) and file.passages >= 1, file
    refused = [file for file in files if file.outcome is Outcome.REFUSED]
    assert {refusal.source for refusal in catalogue.refusals()} == {file.source for file in refused}
    assert len(refused) < len(files) / 2


def test_the_collection_is_whole_and_what_was_there_still_answers(taken: Taken) -> None:
    catalogue, _, _ = taken
    assert check(catalogue) == []
    hits = Search(catalogue, Caches(catalogue), EMBEDDER).search("four hundred oaks along the canal", PUBLIC)
    assert hits[0].paper.source.endswith("oaks.txt")
