"""Whether a very large pack takes more memory than a large one: `council ingest` watched from outside."""

import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from corpus.errors import InvalidInput
from corpus.readers.pdf_structure import join_pages
from eval.bench.measured import Measured

MEMORY_BAR = 1.2
_LOOK_S = 0.02
_PROC = Path("/proc")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def joined_pack(papers: Path, pages: int) -> bytes:
    """One PDF of `pages` pages: those of the PDFs below `papers`, over and over. Raises InvalidInput for none."""
    files = [file.read_bytes() for file in sorted(papers.rglob("*.pdf"))]
    if not files:
        raise InvalidInput("papers", f"no PDFs in {papers} to join; name a folder that holds some")
    return join_pages(list(islice(cycle(files), pages)), pages)


def measure_memory(papers: Path, pages: int) -> list[Measured]:
    """Peak memory of taking in a pack of `pages` pages by that of a tenth of them. Raises InvalidInput."""
    if not _PROC.joinpath("self", "statm").exists():
        raise InvalidInput("only", "memory is read from /proc, which this system does not have; leave it out")
    small, large = (_peak(joined_pack(papers, count)) for count in (pages // 10, pages))
    told = f"{large / 2**20:,.0f} against {small / 2**20:,.0f} MiB, {pages:,} and {pages // 10:,} pages"
    return [Measured("memory of ten times the pages", large / small, told, MEMORY_BAR)]


def _peak(pack: bytes) -> int:
    """The most bytes that `council ingest` of one file held at a time, in all of its processes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pack.pdf"
        file.write_bytes(pack)
        command = [sys.executable, "-m", "ui", "ingest", "--data", str(Path(folder) / "data"), str(file)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while running.poll() is None:
            peak = max(peak, _resident(running.pid))
            time.sleep(_LOOK_S)
    if running.returncode:
        raise RuntimeError(f"council ingest ended with {running.returncode}")
    return peak


def _resident(process: int) -> int:
    """Bytes of memory of a process and of all that it started; 0 for one that has ended."""
    folder = _PROC / str(process)
    try:
        own = int(folder.joinpath("statm").read_text().split()[1]) * _PAGE_BYTES
        children = [child for task in folder.joinpath("task").iterdir() for child in _children(task)]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return own + sum(map(_resident, children))


def _children(task: Path) -> list[int]:
    return [int(child) for child in task.joinpath("children").read_text().split()]
