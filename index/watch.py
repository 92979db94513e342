"""Keeping a folder in step with the catalogue: what is added, changed or removed on disk is so in the collection.

The folder is looked through again and again; that also works on the network shares where papers tend to lie, which
tell nobody of their changes.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import FolderBusy, InvalidInput
from corpus.types import Details
from index.catalogue import Catalogue
from index.ingest import FileReport, Outcome, find_files, ingest_files
from index.types import Embedder
from index.writing import writing

INTERVAL_S = 10.0
_SETTLED_S = 2.0  # a file written to more recently may still be on its way

Stamp = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one file: `report` of taking it in, None where it went from disk and was forgotten."""

    source: str
    report: FileReport | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a look at the folder did nothing; the next one tries again."""

    reason: str


def watch(
    folder: Path,
    catalogue: Catalogue,
    embedder: Embedder,
    tell: Callable[[Change | Trouble], None],
    *,
    stop: threading.Event,
    interval_s: float = INTERVAL_S,
    overrides: Details = Details(),
    recognise: bool = True,
) -> None:
    """Keeps the papers below `folder` in step until `stop` is set, with a look every `interval_s` seconds.

    A file that went from disk is forgotten, and its paper with it where that has no other home. While the folder cannot
    be read, or another disk stands in its place, nothing is forgotten.
    Raises InvalidInput for a `folder` that is none, FolderFull.
    """
    if not folder.is_dir():
        raise InvalidInput("folder", f"there is no folder {folder}; check the spelling")
    watched = _Watched(folder, catalogue, embedder, tell, overrides, recognise)
    while not stop.is_set():
        watched.look()
        stop.wait(interval_s)


class _Watched:
    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        embedder: Embedder,
        tell: Callable[[Change | Trouble], None],
        overrides: Details,
        recognise: bool,
    ) -> None:
        self._folder, self._catalogue, self._embedder, self._tell = folder, catalogue, embedder, tell
        self._overrides, self._recognise = overrides, recognise
        self._disk = folder.stat().st_dev
        self._seen: dict[Path, Stamp] = {}
        self._taken: dict[Path, Stamp] = {}
        self._said: str | None = None

    def look(self) -> None:
        """One look at the folder."""
        try:
            self._check_disk()
            present = _stamps(find_files([self._folder]))
            self._taken = {path: stamp for path, stamp in self._taken.items() if path in present}
            self._take({path: stamp for path, stamp in present.items() if self._is_settled(path, stamp)})
            self._forget_gone()
        except (InvalidInput, FolderBusy) as error:
            self._tell_once(str(error))
        except OSError as error:
            self._tell_once(f"{self._folder} cannot be read ({error.strerror}); nothing is forgotten meanwhile")
        else:
            self._seen, self._said = present, None

    def _check_disk(self) -> None:
        if self._folder.stat().st_dev != self._disk:
            raise InvalidInput("folder", f"another disk stands at {self._folder}; put the first one back")

    def _tell_once(self, reason: str) -> None:
        if reason != self._said:
            self._tell(Trouble(reason))
        self._said = reason

    def _is_settled(self, path: Path, stamp: Stamp) -> bool:
        """Whether a file is whole, as far as can be told: it has not changed for a while, or since the last look."""
        return self._seen.get(path) == stamp or time.time() - stamp[1] / 1e9 >= _SETTLED_S

    def _take(self, settled: dict[Path, Stamp]) -> None:
        new = [path for path, stamp in settled.items() if self._taken.get(path) != stamp]
        if not new:
            return
        report = ingest_files(
            new, self._catalogue, self._embedder, overrides=self._overrides, recognise=self._recognise
        )
        self._taken |= {path: settled[path] for path in new}
        for path, file in zip(new, report.files, strict=True):
            went = file.outcome is Outcome.REFUSED and not path.exists()  # told of once, as gone
            if file.outcome is not Outcome.UNCHANGED and not went:
                self._tell(Change(file.source, file))

    def _forget_gone(self) -> None:
        gone = [file for file in self._catalogue.locations(self._folder) if not Path(file).exists()]
        self._check_disk()  # if the folder went since, it is not the files that went from it
        if not gone:
            return
        with writing(self._catalogue) as writer:
            for file in gone:
                writer.forget(file)
                self._tell(Change(file))


def _stamps(paths: list[Path]) -> dict[Path, Stamp]:
    found: dict[Path, Stamp] = {}
    for path in paths:
        with suppress(FileNotFoundError):  # it went since it was found
            status = path.stat()
            found[path] = (status.st_size, status.st_mtime_ns)
    return found
