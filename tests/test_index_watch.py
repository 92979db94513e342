"""A folder that is watched: what is added, changed or removed on disk is so in the collection."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import index.watch
from corpus.errors import InvalidInput
from corpus.types import Access
from index.catalogue import Catalogue
from index.doctor import check
from index.hashing import HashingEmbedder
from index.ingest import IngestReport, ingest, ingest_files
from index.types import Reader
from index.watch import Change, Trouble, watch
from index.writing import writing

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    put(folder / "oaks.txt", "The council planted oaks.")
    put(folder / "fees.txt", "The council raised the fees.")
    return folder


def put(file: Path, text: str, age_s: float = 60) -> None:
    """A file last written to some time ago."""
    file.write_text(text)
    then = time.time() - age_s
    os.utime(file, (then, then))


@contextmanager
def watching(catalogue: Catalogue, folder: Path) -> Iterator[list[str]]:
    """What is told meanwhile, as "added oaks.txt"; trouble as its reason."""
    told: list[str] = []
    stop = threading.Event()

    def tell(what: Change | Trouble) -> None:
        if isinstance(what, Trouble):
            told.append(what.reason)
        else:
            told.append(f"{what.report.outcome.value if what.report else 'removed'} {Path(what.source).name}")

    def run() -> None:
        watch(folder, catalogue, EMBEDDER, tell, stop=stop, interval_s=0.05)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def names(catalogue: Catalogue) -> list[str]:
    return sorted(Path(source).name for paper in catalogue.papers(PUBLIC) for source in paper.sources)


def texts(catalogue: Catalogue) -> list[str]:
    papers = [paper.id for paper in catalogue.papers(PUBLIC)]
    return [catalogue.text(paper, 0, catalogue.length(paper, PUBLIC), PUBLIC) for paper in papers]


def test_added_changed_and_removed_files_are_so_in_the_collection(catalogue: Catalogue, papers: Path) -> None:
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
        put(papers / "roads.txt", "The council mended roads.")
        assert until(lambda: "added roads.txt" in told)
        put(papers / "oaks.txt", "The council planted willows.", age_s=50)
        assert until(lambda: "replaced oaks.txt" in told)
        (papers / "fees.txt").unlink()
        assert until(lambda: "removed fees.txt" in told)
    assert told == ["added fees.txt", "added oaks.txt", "added roads.txt", "replaced oaks.txt", "removed fees.txt"]
    assert names(catalogue) == ["oaks.txt", "roads.txt"]
    assert check(catalogue) == []


def test_a_paper_with_another_home_stays_when_one_goes(catalogue: Catalogue, papers: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "copy of oaks.txt"
    elsewhere.write_bytes((papers / "oaks.txt").read_bytes())
    ingest([papers, elsewhere], catalogue, EMBEDDER)
    with watching(catalogue, papers) as told:
        (papers / "oaks.txt").unlink()
        assert until(lambda: told == ["removed oaks.txt"])
    assert names(catalogue) == ["copy of oaks.txt", "fees.txt"]


def test_a_file_that_goes_while_it_is_about_to_be_read_is_told_of_only_as_gone(
    catalogue: Catalogue, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_then_ingest(found: Sequence[Path], *arguments: Any, **options: Any) -> IngestReport:
        (papers / "oaks.txt").unlink(missing_ok=True)
        return ingest_files(found, *arguments, **options)

    ingest([papers], catalogue, EMBEDDER)
    put(papers / "oaks.txt", "The council planted willows.", age_s=50)
    monkeypatch.setattr(index.watch, "ingest_files", go_then_ingest)
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) > 0)
        time.sleep(0.3)
    assert told == ["removed oaks.txt"]
    assert names(catalogue) == ["fees.txt"]
    assert catalogue.refusals() == []


def test_a_file_that_is_moved_is_not_read_again(catalogue: Catalogue, papers: Path) -> None:
    ingest([papers], catalogue, EMBEDDER)
    [before] = [paper.id for paper in catalogue.papers(PUBLIC) if paper.source.endswith("oaks.txt")]
    (papers / "oaks.txt").rename(papers / "trees.txt")
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
    assert told == ["same as another file trees.txt", "removed oaks.txt"]
    assert before in {paper.id for paper in catalogue.papers(PUBLIC)}


def test_what_went_while_nobody_watched_is_forgotten(catalogue: Catalogue, papers: Path) -> None:
    (papers / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    ingest([papers], catalogue, EMBEDDER)
    (papers / "oaks.txt").unlink()
    (papers / "bad.pdf").unlink()
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
    assert names(catalogue) == ["fees.txt"]
    assert catalogue.refusals() == []


def test_a_file_still_being_written_is_left_until_it_is_whole(catalogue: Catalogue, papers: Path) -> None:
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
        growing = papers / "growing.txt"
        for part in range(20):
            with growing.open("a") as stream:
                stream.write(f"Part {part} of the paper. ")
            time.sleep(0.02)
        assert until(lambda: any("Part 19" in text for text in texts(catalogue)))
    assert told.count("added growing.txt") == 1


def test_a_folder_that_cannot_be_read_loses_no_paper(catalogue: Catalogue, papers: Path) -> None:
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
        papers.rename(papers.with_name("away"))
        assert until(lambda: len(told) == 3)
        time.sleep(0.3)
        papers.with_name("away").rename(papers)
        put(papers / "roads.txt", "The council mended roads.")
        assert until(lambda: len(told) == 4)
    assert "cannot be read (No such file or directory); nothing is forgotten" in told[2]
    assert names(catalogue) == ["fees.txt", "oaks.txt", "roads.txt"]


def test_another_writer_is_waited_for(catalogue: Catalogue, papers: Path) -> None:
    with writing(catalogue), watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 1)
        assert "another process is adding" in told[0]
    with watching(catalogue, papers) as told:
        assert until(lambda: len(told) == 2)
    assert names(catalogue) == ["fees.txt", "oaks.txt"]


def test_a_folder_that_is_not_there_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nowhere"):
        watch(tmp_path / "nowhere", catalogue, EMBEDDER, lambda _: None, stop=threading.Event())
