"""What every test shares: no network beyond this machine, no telemetry, and the optional folder of real papers."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant

for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK", "HF_HUB_DISABLE_PROGRESS_BARS"):
    os.environ[name] = "1"
for name in [name for name in os.environ if name.startswith("COUNCIL_")]:
    del os.environ[name]  # a developer's own settings must not decide a test

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "papers" / "cabinet_2025-07-15"
MEETING = (
    "Printed minutes 15th-Jul-2025 18.00 Cabinet.pdf",
    "Decision notice CAB-25-31.pdf",
    "Future of Larchfield Leisure Centre - Report.pdf",
    "Appendix C - EXEMPT - Evaluation of tenders.pdf",
)
BINS = """# Bin collections in Eastmoor

Eastmoor Borough Council

Environment Committee

Monday 3 February 2025

## Garden waste

The **garden waste** subscription rises from £45 to £52 a year from 1 April 2025.
"""

LONGEST = (
    "test_ui_browser.py",
    "test_readme.py",
    "test_ui_cli.py",
    "test_corpus_scans.py",
    "test_index_long_work.py",
    "test_corpus_readers.py",
)
"""The files that take longest. Where files run beside one another, these go first, so that none is left over alone."""

_HERE = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None})


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses a connection or a name look-up that leaves this machine, whichever library asks for it."""
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in _HERE:
        raise RuntimeError(f"a test tried to reach {host!r}: the assistant runs without a network, and so do its tests")


sys.addaudithook(_stay_on_this_machine)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The optional folder of real papers and questions beside this project; tests that need it are skipped without."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "papers").is_dir():
        pytest.skip("needs the optional folder ../shared of real papers")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Has pytest-xdist keep the order below; its own begins with the files of most tests, which are not the longest."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the files that take longest, for those started last decide when all is done."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of five papers: four of one sample meeting (one of them exempt), and a page of Markdown, which has
    no pages. Made once however many processes run the tests; it is not to be changed."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "five papers"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "data").exists():
            _ingest_samples(folder)
    return folder / "data"


def _ingest_samples(folder: Path) -> None:
    from assistant.bootstrap import open_assistant
    from assistant.settings import Settings
    from index.ingest import ingest

    folder.mkdir(exist_ok=True)
    bins = folder / "bins.md"
    bins.write_text(BINS, encoding="utf-8")
    assistant = open_assistant(Settings(data=folder / "unfinished"), create=True)
    report = ingest([*(SAMPLES / name for name in MEETING), bins], assistant.catalogue, assistant.embedder)
    assistant.close()
    assert [file.outcome.name for file in report.files] == ["ADDED"] * 5
    (folder / "unfinished").rename(folder / "data")


@pytest.fixture(scope="session")
def sample_assistant(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Assistant"]:
    """An assistant of the real parts over a copy of the five papers."""
    from assistant.bootstrap import open_assistant
    from assistant.settings import Settings

    data = tmp_path_factory.mktemp("samples") / "data"
    shutil.copytree(sample_data, data)
    assistant = open_assistant(Settings(data=data))
    yield assistant
    assistant.close()
