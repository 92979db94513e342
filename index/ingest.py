"""Taking papers in: find the files, read each, make passages, embed them, store all of a paper in one step."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import InvalidInput, UnreadablePaper
from corpus.papers import ID_DIGITS, ReadPaper, file_digest, read_paper
from corpus.passages import embedded_text
from corpus.readers import SUPPORTED_SUFFIXES
from corpus.types import Details, Passage
from index.catalogue import Catalogue
from index.tokens import Tokens, content_tokens, window_vectors
from index.types import Embedder, Vectors
from index.writing import SourceFile, Writer, writing

READER_VERSION = 1
"""Raised when papers are to be read anew, because they are read differently."""


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same as another file"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file's outcome. `pages` and `passages` are 0 where nothing was read; `reason` is given for refusals."""

    source: str
    outcome: Outcome
    pages: int = 0
    passages: int = 0
    notes: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent before each file (`report` None) and after it. `done` of `total` files are finished; bytes alike."""

    source: str
    done: int
    total: int
    done_bytes: int
    total_bytes: int
    report: FileReport | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `seconds` is wall time."""

    files: tuple[FileReport, ...]
    seconds: float

    def count(self, outcome: Outcome) -> int:
        """Number of files with `outcome`."""
        return sum(file.outcome is outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class _Target:
    path: Path
    source: str
    size: int


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named, and below each folder named those of a kind that can be read, sorted.

    Raises InvalidInput for a path that does not exist or a folder that cannot be listed.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(_below(path)))
        elif path.exists():
            found.append(path)
        else:
            raise InvalidInput("path", f"there is no file or folder {path}; check the spelling")
    return list(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InvalidInput(
            "path", f"the folder {folder} cannot be read ({error.strerror}); check its permissions"
        ) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        elif entry.suffix.lower() in SUPPORTED_SUFFIXES and entry.is_file():
            yield entry


def ingest(
    paths: Sequence[Path],
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    overrides: Details = Details(),
    progress: Callable[[Progress], None] = lambda _: None,
) -> IngestReport:
    """Takes the files at `paths` into the catalogue. What `overrides` sets, the papers' own words do not change.

    A file that cannot be read is refused with its reason, and the next one is read. Each paper is stored in one
    step: a run that is stopped keeps what it has stored, and the next run goes on from there.
    Raises InvalidInput for a path that does not exist, FolderBusy, FolderFull.
    """
    started = time.monotonic()
    targets = [_Target(path, str(path), path.stat().st_size) for path in find_files(paths)]
    total_bytes = sum(target.size for target in targets)
    reports: list[FileReport] = []
    done_bytes = 0
    with writing(catalogue) as writer:
        for target in targets:
            progress(Progress(target.source, len(reports), len(targets), done_bytes, total_bytes))
            reports.append(_take(target, writer, embedder, overrides))
            done_bytes += target.size
            progress(Progress(target.source, len(reports), len(targets), done_bytes, total_bytes, reports[-1]))
    return IngestReport(tuple(reports), time.monotonic() - started)


def _take(target: _Target, writer: Writer, embedder: Embedder, overrides: Details) -> FileReport:
    """Reads and stores one file."""
    status = target.path.stat()
    settings = json.dumps({"version": READER_VERSION, **asdict(overrides)}, default=str, sort_keys=True)
    file = SourceFile(str(target.path.resolve()), target.source, status.st_size, status.st_mtime_ns, settings)
    if writer.known(file):
        return FileReport(target.source, Outcome.UNCHANGED)
    before = writer.held_at(file.location)
    try:
        paper_id = file_digest(target.path)[:ID_DIGITS]
        if writer.attach(file, paper_id):
            return FileReport(target.source, Outcome.UNCHANGED if paper_id == before else Outcome.SAME)
        read = read_paper(target.path, target.source, overrides, embedder.word_pieces, embedder.max_word_pieces)
    except UnreadablePaper as error:
        writer.refuse(file, error.reason)
        return FileReport(target.source, Outcome.REFUSED, reason=error.reason)
    writer.add(file, read.paper, _encoded(read, embedder), read.original)
    outcome = Outcome.REPLACED if before else Outcome.ADDED
    return FileReport(target.source, outcome, len(read.paper.pages), len(read.passages), read.paper.notes)


def _encoded(read: ReadPaper, embedder: Embedder) -> list[tuple[Passage, Vectors, Tokens]]:
    """Each passage with its windows' vectors and its words."""
    texts = [embedded_text(passage, read.paper) for passage in read.passages]
    encodings = embedder.encode([text for text, _ in texts])
    return [
        (passage, window_vectors(encoding, head), content_tokens(encoding, text, head))
        for passage, (text, head), encoding in zip(read.passages, texts, encodings, strict=True)
    ]
