"""The catalogue, the caches and ingest over real files, SQLite, FAISS and Tantivy; words stand in for meaning."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import DataFolderError, FolderBusy, InvalidInput, NewerVersion, UnknownName, WrongModel
from corpus.types import Access, Details, Kind
from index.caches import Caches
from index.catalogue import FILE_NAME, Catalogue
from index.doctor import check
from index.hashing import HashingEmbedder
from index.ingest import Outcome, ingest
from index.search import Search
from index.types import Filters, Hit, Mode, Reader
from index.writing import writing

PUBLIC, CLEARED = Reader(Access.PUBLIC), Reader(Access.EXEMPT)
EMBEDDER = HashingEmbedder()

PARKING = """Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

12. Parking charges

The Leader moved the report. RESOLVED: That the charge for a resident's permit be £72 a year from 1 June 2025.
"""
TREES = """Eastmoor Borough Council
Environment Committee
Report to the Environment Committee held on Monday 9 June 2025.

Recommendations

That the committee agrees to plant 400 oak trees along the canal.
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "parking.txt").write_text(PARKING)
    (folder / "trees.txt").write_text(TREES)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)


def outcomes(catalogue: Catalogue, *paths: Path, overrides: Details = Details()) -> list[str]:
    return [file.outcome.name for file in ingest(paths, catalogue, EMBEDDER, overrides=overrides).files]


def searching(catalogue: Catalogue) -> Search:
    return Search(catalogue, Caches(catalogue), EMBEDDER)


def titles(hits: list[Hit]) -> list[str]:
    return [Path(hit.paper.source).name for hit in hits]


class TestIngest:
    def test_files_of_a_folder_are_added_and_then_unchanged(self, catalogue: Catalogue, papers: Path) -> None:
        assert outcomes(catalogue, papers) == ["ADDED", "ADDED"]
        generation = catalogue.generation
        assert outcomes(catalogue, papers) == ["UNCHANGED", "UNCHANGED"]
        assert catalogue.generation == generation

    def test_details_come_from_the_text(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        paper = next(p for p in catalogue.papers(PUBLIC) if p.source.endswith("parking.txt"))
        assert (paper.council, paper.committee, paper.meeting_date, paper.kind) == (
            "Eastmoor Borough Council",
            "Cabinet",
            date(2025, 3, 4),
            Kind.MINUTES,
        )

    def test_details_set_by_the_person_win_and_setting_them_later_takes_effect(
        self, catalogue: Catalogue, papers: Path
    ) -> None:
        outcomes(catalogue, papers)
        assert outcomes(catalogue, papers / "trees.txt", overrides=Details(committee="Trees Panel")) == ["REPLACED"]
        assert [p.committee for p in catalogue.papers(PUBLIC, Filters(committee="trees panel"))] == ["Trees Panel"]

    def test_a_changed_file_replaces_what_it_held(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        (papers / "trees.txt").write_text(TREES.replace("400 oak", "250 willow"))
        assert outcomes(catalogue, papers) == ["UNCHANGED", "REPLACED"]
        search = searching(catalogue)
        assert "250 willow" in search.search("willow trees", PUBLIC)[0].passage.text
        assert not any("400 oak" in hit.passage.text for hit in search.search("oak", PUBLIC))

    def test_a_file_saved_again_with_the_same_bytes_changes_nothing(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        before = [paper.id for paper in catalogue.papers(PUBLIC)]
        for file in papers.iterdir():
            os.utime(file, (1_700_000_000, 1_700_000_000))
        assert set(outcomes(catalogue, papers)) == {"UNCHANGED"}
        assert [paper.id for paper in catalogue.papers(PUBLIC)] == before

    def test_the_same_bytes_in_two_places_are_one_paper(self, catalogue: Catalogue, papers: Path) -> None:
        (papers / "zz copy.txt").write_text(PARKING)
        assert outcomes(catalogue, papers) == ["ADDED", "ADDED", "SAME"]
        assert len(catalogue.papers(PUBLIC)) == 2
        paper = next(p for p in catalogue.papers(PUBLIC) if len(p.sources) == 2)
        assert [Path(source).name for source in paper.sources] == ["parking.txt", "zz copy.txt"]

    def test_one_of_two_places_changed_leaves_the_other(self, catalogue: Catalogue, papers: Path) -> None:
        (papers / "copy.txt").write_text(PARKING)
        outcomes(catalogue, papers)
        (papers / "copy.txt").write_text(PARKING.replace("£72", "£80"))
        outcomes(catalogue, papers)
        texts = [hit.passage.text for hit in searching(catalogue).search("resident's permit charge", PUBLIC)]
        assert any("£72" in text for text in texts)
        assert any("£80" in text for text in texts)

    def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
        self, catalogue: Catalogue, papers: Path
    ) -> None:
        (papers / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
        report = ingest([papers], catalogue, EMBEDDER)
        assert [file.outcome for file in report.files].count(Outcome.ADDED) == 2
        [refusal] = catalogue.refusals()
        assert refusal.source.endswith("broken.pdf")
        assert refusal.reason
        assert outcomes(catalogue, papers) == ["UNCHANGED"] * 3

    def test_a_path_that_is_not_there_is_named(self, catalogue: Catalogue, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="nowhere"):
            outcomes(catalogue, tmp_path / "nowhere")

    def test_two_writers_at_once_are_told_apart(self, catalogue: Catalogue, papers: Path) -> None:
        with writing(catalogue), pytest.raises(FolderBusy, match="another process"):
            outcomes(catalogue, papers)


class TestSearch:
    def test_every_mode_finds_the_passage(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        for mode in Mode:
            assert (
                titles(searching(catalogue).search("plant oak trees along the canal", PUBLIC, mode=mode))[0]
                == "trees.txt"
            )

    def test_filters_narrow_the_search(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        search = searching(catalogue)
        for filters in (
            Filters(committee="cabinet"),
            Filters(until=date(2025, 3, 4)),
            Filters(kind=Kind.MINUTES),
            Filters(council="Eastmoor Borough Council", since=date(2025, 3, 4), until=date(2025, 3, 4)),
        ):
            for mode in Mode:
                assert set(
                    titles(search.search("oak trees and permit charge", PUBLIC, filters=filters, mode=mode))
                ) <= {"parking.txt"}
            assert titles(search.search("permit charge", PUBLIC, filters=filters)) != []

    def test_an_unknown_committee_is_refused_with_those_held(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        with pytest.raises(UnknownName, match="Cabinet, Environment Committee"):
            searching(catalogue).search("trees", PUBLIC, filters=Filters(committee="Cabinett"))

    @pytest.mark.parametrize(
        ("query", "k", "field"),
        [
            ("", 5, "query"),
            (" \n", 5, "query"),
            ("x" * 2001, 5, "query"),
            ("a\x00b", 5, "query"),
            ("a", 0, "k"),
            ("a", 101, "k"),
        ],
    )
    def test_input_that_cannot_be_searched_names_its_field(
        self, catalogue: Catalogue, query: str, k: int, field: str
    ) -> None:
        with pytest.raises(InvalidInput) as caught:
            searching(catalogue).search(query, PUBLIC, k=k)
        assert caught.value.field == field

    def test_dates_the_wrong_way_round_are_refused(self, catalogue: Catalogue) -> None:
        with pytest.raises(InvalidInput, match="swap"):
            searching(catalogue).search(
                "trees", PUBLIC, filters=Filters(since=date(2025, 2, 1), until=date(2025, 1, 1))
            )

    def test_a_paper_removed_is_found_in_no_mode_by_nobody(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        search = searching(catalogue)
        gone = search.search("oak trees", PUBLIC)[0].paper
        with writing(catalogue) as writer:
            writer.remove(gone.id, PUBLIC)
        for one in (search, searching(catalogue)):
            for mode in Mode:
                for reader in (PUBLIC, CLEARED):
                    assert gone.id not in {hit.paper.id for hit in one.search("oak trees canal", reader, mode=mode)}

    def test_a_search_sees_what_was_added_after_it_was_opened(self, catalogue: Catalogue, papers: Path) -> None:
        search = searching(catalogue)
        assert search.search("oak trees", PUBLIC) == []
        outcomes(catalogue, papers)
        assert titles(search.search("oak trees", PUBLIC))[0] == "trees.txt"


class TestWhoAsks:
    @pytest.fixture
    def secret(self, catalogue: Catalogue, papers: Path) -> str:
        (papers / "lease.txt").write_text(
            "NOT FOR PUBLICATION\n\nEastmoor Borough Council\nEstates Board\n"
            "Report to the Estates Board held on Monday 7 July 2025.\n\nThe tender of Quillfeather was £613,000."
        )
        outcomes(catalogue, papers)
        return next(p.id for p in catalogue.papers(CLEARED) if p.source.endswith("lease.txt"))

    def test_exempt_papers_are_found_by_the_cleared_alone(self, catalogue: Catalogue, secret: str) -> None:
        search = searching(catalogue)
        for mode in Mode:
            assert secret not in {hit.paper.id for hit in search.search("tender Quillfeather", PUBLIC, mode=mode)}
            assert search.search("tender Quillfeather", CLEARED, mode=mode)[0].paper.id == secret

    def test_they_show_in_no_list_no_name_and_no_error(self, catalogue: Catalogue, secret: str) -> None:
        assert secret not in {p.id for p in catalogue.papers(PUBLIC)}
        assert "Estates Board" not in catalogue.facets(PUBLIC).committees
        assert catalogue.facets(PUBLIC).last == date(2025, 6, 9)
        messages = []
        for paper_id in (secret, "0" * 16):
            for ask in (catalogue.paper, catalogue.pages, catalogue.original):
                with pytest.raises(UnknownName) as caught:
                    ask(paper_id, PUBLIC)
                messages.append(str(caught.value).replace(paper_id, "ID"))
            with pytest.raises(UnknownName):
                catalogue.text(paper_id, 0, 10, PUBLIC)
        assert len(set(messages)) == 1
        with pytest.raises(UnknownName) as caught:
            searching(catalogue).search("x", PUBLIC, filters=Filters(committee="Estates Board"))
        assert "Cabinet, Environment Committee" in str(caught.value)


class TestTheFolder:
    def test_a_folder_without_papers_is_named_with_the_cure(self, tmp_path: Path) -> None:
        with pytest.raises(DataFolderError, match="council ingest"):
            Catalogue.open(tmp_path / "nothing", model=EMBEDDER.name)

    def test_another_model_is_refused_with_both_names(self, catalogue: Catalogue) -> None:
        with pytest.raises(WrongModel, match=r"hashing@256.*other@1"):
            Catalogue.open(catalogue.folder, model="other@1")

    def test_a_newer_format_is_refused(self, catalogue: Catalogue) -> None:
        catalogue.database.run("PRAGMA user_version = 99")
        catalogue.close()
        with pytest.raises(NewerVersion, match="99"):
            Catalogue.open(catalogue.folder, model=EMBEDDER.name)

    def test_a_file_that_is_no_catalogue_is_named(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_bytes(b"nothing like a database" * 100)
        with pytest.raises(DataFolderError, match=r"catalogue\.db is damaged"):
            Catalogue.open(tmp_path, model=EMBEDDER.name)

    def test_lost_and_damaged_caches_are_made_again(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        searching(catalogue).search("trees", PUBLIC)
        for file in (catalogue.folder / "caches").rglob("*"):
            if file.is_file() and file.suffix != ".lock":
                file.write_bytes(b"damaged")
        assert titles(searching(catalogue).search("oak trees", PUBLIC))[0] == "trees.txt"
        assert check(catalogue) == []

    def test_the_doctor_finds_a_passage_without_vectors(self, catalogue: Catalogue, papers: Path) -> None:
        outcomes(catalogue, papers)
        assert check(catalogue) == []
        catalogue.database.run("DELETE FROM vectors WHERE passage = (SELECT min(id) FROM passages)")
        assert any("without vectors" in finding.what for finding in check(catalogue))


KILLED = """
    import sys
    from pathlib import Path
    from index.catalogue import Catalogue
    from index.hashing import HashingEmbedder
    from index.ingest import ingest

    catalogue = Catalogue.open(Path(sys.argv[1]), model=HashingEmbedder().name, create=True)
    ingest([Path(sys.argv[2])], catalogue, HashingEmbedder(),
        progress=lambda p: p.report and print(p.report.outcome.value, p.source, flush=True))
"""


def test_an_ingest_killed_half_way_keeps_what_it_reported_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"Paper {number}\n\n" + f"The council noted matter {number}. " * 200)
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "data"), str(folder)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    assert running.stdout is not None
    reported = [running.stdout.readline() for _ in range(7)]
    running.send_signal(signal.SIGKILL)
    reported += running.stdout.readlines()
    running.wait()
    assert 7 <= len(reported) < 60
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name)
    assert check(catalogue) == []
    held = {paper.source for paper in catalogue.papers(PUBLIC)}
    assert {line.split(" ", 1)[1].strip() for line in reported} <= held
    assert outcomes(catalogue, folder).count("ADDED") == 60 - len(held)
    assert len(catalogue.papers(PUBLIC)) == 60
    assert check(catalogue) == []


"""The papers above are invented."""
