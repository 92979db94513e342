"""Long work: reading ahead of embedding, stopping it, running out of disk, very large papers, and how long it takes."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.errors import FolderFull
from corpus.types import Access
from index.ahead import working_ahead
from index.caches import Caches
from index.catalogue import Catalogue
from index.doctor import check
from index.hashing import HashingEmbedder
from index.ingest import BATCH, Outcome, Progress, ingest
from index.search import Search
from index.track import Track
from index.types import Encoding, Reader
from index.writing import SourceFile

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)


def put(folder: Path, count: int, paragraphs: int = 20) -> Path:
    """A folder of `count` text files, each with words of its own."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = f"Paper {number}\n\n" + "\n\n".join(
            f"{paragraph}. The council noted matter {number} of subject {paragraph}. " * 12
            for paragraph in range(1, paragraphs + 1)
        )
        (folder / f"{number:03}.txt").write_text(text)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)


class TestWorkingAhead:
    def test_results_come_in_order(self) -> None:
        with working_ahead(range(50), lambda job: job * 2, cancel=lambda: None) as results:
            assert list(results) == [job * 2 for job in range(50)]

    def test_it_stays_a_little_ahead_and_no_more(self) -> None:
        begun: list[int] = []
        most = 0
        with working_ahead(range(40), lambda job: begun.append(job), cancel=lambda: None) as results:
            for used, _ in enumerate(results, start=1):
                time.sleep(0.002)
                most = max(most, len(begun) - used)
        assert 1 <= most <= 2  # one lies ready, another waits for its place

    def test_what_goes_wrong_is_told_in_its_turn(self) -> None:
        def do(job: int) -> int:
            return 6 // (2 - job)

        seen: list[int] = []
        with (
            pytest.raises(ZeroDivisionError),
            working_ahead(range(5), do, cancel=lambda: None) as results,
        ):
            seen.extend(results)
        assert seen == [3, 6]

    def test_leaving_early_cancels_what_is_under_way(self) -> None:
        cancelled = threading.Event()
        with (
            pytest.raises(KeyboardInterrupt),
            working_ahead([1], lambda _: cancelled.wait(60), cancel=cancelled.set),
        ):
            raise KeyboardInterrupt
        assert "working ahead" not in {thread.name for thread in threading.enumerate()}


class WaitingEmbedder(HashingEmbedder):
    """Embeds the first paper only after the second one has been divided into passages."""

    def __init__(self) -> None:
        super().__init__()
        self.divided = 0
        self.second = threading.Event()

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        if any("Paper 1" in text for text in texts):
            self.second.set()
        return super().word_pieces(texts)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        assert self.second.wait(60), "the next paper is not read while this one is embedded"
        return super().encode(texts)


def test_the_next_paper_is_read_while_one_is_embedded(catalogue: Catalogue, tmp_path: Path) -> None:
    report = ingest([put(tmp_path / "papers", 2)], catalogue, WaitingEmbedder())
    assert [file.outcome for file in report.files] == [Outcome.ADDED] * 2


def test_the_same_bytes_twice_in_one_run_are_one_paper(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = put(tmp_path / "papers", 3)
    (folder / "000 copy.txt").write_bytes((folder / "000.txt").read_bytes())
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / "bad copy.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    report = ingest([folder], catalogue, EMBEDDER)
    assert {Path(file.source).name: file.outcome.name for file in report.files} == {
        "000 copy.txt": "ADDED",
        "000.txt": "SAME",
        "001.txt": "ADDED",
        "002.txt": "ADDED",
        "bad copy.pdf": "REFUSED",
        "bad.pdf": "REFUSED",
    }


def test_progress_goes_on_within_a_paper_and_ends_at_the_whole(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = put(tmp_path / "papers", 2, paragraphs=3 * BATCH)
    steps: list[Progress] = []
    ingest([folder], catalogue, EMBEDDER, progress=steps.append)
    first = [step.passages for step in steps if step.source.endswith("000.txt")]
    assert len(set(first)) >= 4 and first == sorted(first)
    shares = [step.done_bytes / step.total_bytes for step in steps]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert (steps[-1].done, steps[-1].total, steps[-1].remaining_s) == (2, 2, 0.0)


def test_the_time_left_follows_from_the_time_spent_on_what_had_to_be_read() -> None:
    now = [0.0]
    steps: list[Progress] = []
    files = [SourceFile(name, name, size, 0, "") for name, size in (("known", 900), ("a", 100), ("b", 300))]
    track = Track(files, files[1:], steps.append, clock=lambda: now[0])
    track.begin(files[0])
    assert steps[-1].remaining_s is None
    now[0] = 10.0
    track.embedded(files[1], 5, 10)  # 50 of the 400 bytes to be read took 10 s
    assert steps[-1].remaining_s == pytest.approx(70.0)


def test_a_collection_opens_while_a_long_change_is_under_way(catalogue: Catalogue) -> None:
    with catalogue.database.transaction():
        started = time.monotonic()
        Catalogue.open(catalogue.folder, model=EMBEDDER.name).close()
        assert time.monotonic() - started < 5  # waiting for the change would take 10 s and fail


def test_a_collection_of_the_format_before_is_brought_to_this_one(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = put(tmp_path / "papers", 2)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    ingest([folder], catalogue, EMBEDDER)
    for statement in (
        "ALTER TABLE pages DROP COLUMN confidence",
        "ALTER TABLE refusals DROP COLUMN settings",
        "DROP TABLE fingerprints",
        "ALTER TABLE passages DROP COLUMN header",
        "DROP TABLE abbreviations",
        "DROP TABLE words",
        "ALTER TABLE decisions DROP COLUMN vote_start",
        "ALTER TABLE decisions DROP COLUMN vote_end",
        "PRAGMA user_version = 1",
    ):
        catalogue.database.run(statement)
    catalogue.close()
    again = Catalogue.open(catalogue.folder, model=EMBEDDER.name)
    assert check(again) == []
    assert [file.outcome.name for file in ingest([folder], again, EMBEDDER).files] == [
        "UNCHANGED",
        "UNCHANGED",
        "REFUSED",
    ]


def test_a_full_disk_leaves_what_was_there_and_the_next_run_goes_on(catalogue: Catalogue, tmp_path: Path) -> None:
    first, second = put(tmp_path / "first", 1), put(tmp_path / "second", 30)
    (first / "000.txt").write_text("Oaks\n\nThe council planted oaks along the canal.")
    ingest([first], catalogue, EMBEDDER)
    pages = catalogue.database.row("PRAGMA page_count")[0]
    catalogue.database.run(f"PRAGMA max_page_count = {pages + 400}")
    with pytest.raises(FolderFull, match="full; free some space"):
        ingest([second], catalogue, EMBEDDER)
    assert check(catalogue) == []
    held = len(catalogue.papers(PUBLIC))
    assert 1 <= held < 31
    hits = Search(catalogue, Caches(catalogue), EMBEDDER).search("oaks along the canal", PUBLIC)
    assert hits[0].paper.source.endswith("000.txt")
    catalogue.database.run("PRAGMA max_page_count = 1000000")
    outcomes = [file.outcome.name for file in ingest([second], catalogue, EMBEDDER).files]
    assert outcomes.count("ADDED") == 31 - held and outcomes.count("UNCHANGED") == held - 1
    assert check(catalogue) == []


SCRIPT = """
    import json, resource, signal, sys
    from pathlib import Path
    from index.catalogue import Catalogue
    from index.hashing import HashingEmbedder
    from index.ingest import ingest

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background work is started without one
    catalogue = Catalogue.open(Path(sys.argv[1]), model=HashingEmbedder().name, create=True)
    if len(sys.argv) > 3:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    def tell(step):
        if step.report:
            print(step.report.outcome.value, step.source, flush=True)
    ingest([Path(sys.argv[2])], catalogue, HashingEmbedder(), progress=tell)
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
"""


def begun(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        pytest.skip("needs a system that lists a process's children")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] not in "ZX"


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def test_ctrl_c_keeps_what_was_reported_ends_every_process_and_is_gone_on_with(tmp_path: Path) -> None:
    folder = put(tmp_path / "papers", 60)
    running = begun(tmp_path / "data", folder)
    assert running.stdout is not None and running.stderr is not None
    reported = [running.stdout.readline() for _ in range(5)]
    readers = children(running.pid)
    assert readers
    running.send_signal(signal.SIGINT)
    reported += [line for line in running.stdout.readlines() if line.startswith("added")]
    assert running.wait(30) != 0
    assert running.stderr.read().strip().endswith("KeyboardInterrupt")
    assert until(lambda: not any(map(is_running, readers)))
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name)
    assert check(catalogue) == []
    held = {paper.source for paper in catalogue.papers(PUBLIC)}
    assert {line.split(" ", 1)[1].strip() for line in reported} <= held
    assert 5 <= len(held) < 60
    assert catalogue.refusals() == []
    outcomes = [file.outcome.name for file in ingest([folder], catalogue, EMBEDDER).files]
    assert outcomes.count("ADDED") == 60 - len(held)


def test_a_quota_that_is_used_up_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    folder = put(tmp_path / "papers", 60)
    running = begun(tmp_path / "data", folder, 2_000_000)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "FolderFull" in err and "free some space" in err
    added = [line for line in out.splitlines() if line.startswith("added")]
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name)
    assert check(catalogue) == []
    assert 0 < len(added) == len(catalogue.papers(PUBLIC)) < 60


def test_a_very_large_paper_takes_little_more_memory_than_a_large_one(tmp_path: Path) -> None:
    peaks = []
    for paragraphs in (2 * BATCH, 20 * BATCH):
        folder = put(tmp_path / f"papers {paragraphs}", 1, paragraphs)
        out, err = begun(tmp_path / f"data {paragraphs}", folder).communicate(timeout=240)
        assert "added" in out, err
        peaks.append(int(out.split("peak ")[1]))
    assert peaks[1] <= 1.3 * peaks[0], json.dumps(peaks)
