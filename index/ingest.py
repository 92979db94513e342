"""Taking papers in: find the files, read each, make passages, embed them, store all of a paper in one step.

One thread reads and divides the next paper while the passages of the last are embedded and stored.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.errors import InvalidInput, UnreadablePaper, UnrecognisedPaper
from corpus.papers import ID_DIGITS, ReadPaper, file_digest, read_paper
from corpus.passages import embedded_text
from corpus.readers import SUPPORTED_SUFFIXES, stop_reading
from corpus.readers.recognition import available
from corpus.types import Details
from index.ahead import working_ahead
from index.catalogue import Catalogue
from index.ingest_types import FileReport, IngestReport, Outcome, Progress
from index.memory import give_back
from index.tokens import content_tokens, window_vectors
from index.track import Track
from index.types import Embedder
from index.writing import Encoded, SourceFile, Writer, writing

__all__ = ["FileReport", "IngestReport", "Outcome", "Progress", "find_files", "ingest", "ingest_files"]

log = logging.getLogger(__name__)

READER_VERSION = 10
"""Raised when papers are to be read anew, because they are read differently."""
BATCH = 128
"""Passages that are embedded and stored at a time: their encodings are all that memory has to hold of a paper."""


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
    recognise: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
) -> IngestReport:
    """Takes the files at `paths` into the catalogue. What `overrides` sets, the papers' own words do not change.

    Pages that are pictures are read by text recognition if `recognise` and where it is installed; what could not be
    read without it is read by the first ingest that has it.
    A file that cannot be read is refused with its reason, and the next one is read. Each paper is stored in one
    step: a run that is stopped keeps what it has stored, and the next run goes on from there.
    Raises InvalidInput for a path that does not exist, FolderBusy, FolderFull.
    """
    return ingest_files(
        find_files(paths), catalogue, embedder, overrides=overrides, recognise=recognise, progress=progress
    )


def ingest_files(
    found: Sequence[Path],
    catalogue: Catalogue,
    embedder: Embedder,
    *,
    overrides: Details = Details(),
    recognise: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
) -> IngestReport:
    """Takes in files that were found a moment ago (`find_files`), as `ingest` does; one that went since is refused."""
    started = time.monotonic()
    with writing(catalogue) as writer:
        run = _Run(writer, embedder, overrides, recognise and available())
        reports = tuple(run.take([run.file_at(path) for path in found], progress))
    return IngestReport(reports, time.monotonic() - started)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file ready to be stored: what was `read` of it, None where the paper `paper_id` holds or will hold it, or why
    it is refused."""

    file: SourceFile
    paper_id: str | None
    read: ReadPaper | UnreadablePaper | None


class _Run:
    """One ingest: what it reads with, and which papers it has met."""

    def __init__(self, writer: Writer, embedder: Embedder, overrides: Details, recognise: bool) -> None:
        self._writer, self._embedder = writer, embedder
        self._overrides, self._recognise = overrides, recognise
        self._met: set[str] = set()
        said = {"version": READER_VERSION, **asdict(overrides)}
        self._settings = json.dumps(said, default=str, sort_keys=True)
        self._unrecognised = json.dumps(said | {"unrecognised": True}, default=str, sort_keys=True)

    def file_at(self, path: Path) -> SourceFile:
        """The file as it lies on disk now."""
        try:
            status = path.stat()
            size, mtime_ns = status.st_size, status.st_mtime_ns
        except OSError:
            size, mtime_ns = 0, 0  # it went since it was found; reading it will say so
        return SourceFile(str(path.resolve()), str(path), size, mtime_ns, self._settings)

    def take(self, files: Sequence[SourceFile], progress: Callable[[Progress], None]) -> Iterator[FileReport]:
        """Reads and stores the files one after another."""
        unknown = [file for file in files if not any(map(self._writer.known, self._variants(file)))]
        track = Track(files, unknown, progress)
        with working_ahead(unknown, self._prepare, cancel=stop_reading) as prepared:
            wanted = {file.location for file in unknown}
            for file in files:
                track.begin(file)
                if file.location in wanted:
                    report = self._store(next(prepared), track)
                else:
                    report = FileReport(file.source, Outcome.UNCHANGED)
                track.finish(file, report)
                yield report

    def _variants(self, file: SourceFile) -> list[SourceFile]:
        """The file under each of the settings that would be no reason to read it again."""
        return [file] if self._recognise else [file, replace(file, settings=self._unrecognised)]

    def _prepare(self, file: SourceFile) -> _Prepared:
        """Reads a file, unless its bytes are held or met already. Runs ahead of the rest, and changes nothing."""
        paper_id = None
        try:
            paper_id = file_digest(Path(file.source))[:ID_DIGITS]
            held = any(self._writer.holds(paper_id, variant.settings) for variant in self._variants(file))
            if held or paper_id in self._met:
                return _Prepared(file, paper_id, None)
            self._met.add(paper_id)
            return _Prepared(file, paper_id, self._read(file))
        except UnreadablePaper as error:
            return _Prepared(file, paper_id, error)

    def _read(self, file: SourceFile) -> ReadPaper:
        measure, most = self._embedder.word_pieces, self._embedder.max_word_pieces
        try:
            return read_paper(Path(file.source), file.source, self._overrides, measure, most, recognise=self._recognise)
        except (IndexError, KeyError, RecursionError, TypeError, ValueError) as error:  # one paper must not end the run
            log.exception("reading %s", file.source)
            reason = f"a fault of this software in dividing it ({type(error).__name__}: {error}); please report it"
            raise UnreadablePaper(file.source, reason) from error

    def _store(self, prepared: _Prepared, track: Track) -> FileReport:
        file, read = prepared.file, prepared.read
        before = self._writer.held_at(file.location)
        if read is None and prepared.paper_id is not None:
            if any(self._writer.attach(variant, prepared.paper_id) for variant in self._variants(file)):
                return FileReport(file.source, Outcome.UNCHANGED if prepared.paper_id == before else Outcome.SAME)
            try:  # the same bytes were met in another file, and not taken from there
                read = self._read(file)
            except UnreadablePaper as error:
                read = error
        if isinstance(read, UnreadablePaper):
            settings = self._unrecognised if isinstance(read, UnrecognisedPaper) else self._settings
            self._writer.refuse(replace(file, settings=settings), read.reason)
            return FileReport(file.source, Outcome.REFUSED, reason=read.reason)
        assert read is not None
        settings = self._unrecognised if read.unrecognised else self._settings
        passages = _encoded(read, file, self._embedder, track)
        self._writer.add(replace(file, settings=settings), read.paper, passages, read.original)
        outcome = Outcome.REPLACED if before else Outcome.ADDED
        return FileReport(file.source, outcome, len(read.paper.pages), len(read.passages), read.paper.notes)


def _encoded(read: ReadPaper, file: SourceFile, embedder: Embedder, track: Track) -> Iterator[Encoded]:
    """Each passage with its windows' vectors and its words, BATCH passages at a time."""
    total = len(read.passages)
    for start in range(0, total, BATCH):
        passages = read.passages[start : start + BATCH]
        texts = [embedded_text(passage, read.paper) for passage in passages]
        encodings = embedder.encode([text for text, _ in texts])
        for passage, (text, head), encoding in zip(passages, texts, encodings, strict=True):
            yield passage, window_vectors(encoding, head), content_tokens(encoding, text, head)
        del encodings
        give_back()
        track.embedded(file, min(start + BATCH, total), total)
