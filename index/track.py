"""How far an ingest is, and how long it will still take."""

import time
from collections.abc import Callable, Sequence

from index.ingest_types import FileReport, Progress
from index.writing import SourceFile

_TOO_SOON_S = 3.0  # before this the first file's start-up would count for all


class Track:
    """Follows an ingest of `files`, of which the `unknown` are to be read, and tells `progress` of it. What work there
    is in a file is estimated by its size; `clock` gives seconds."""

    def __init__(
        self,
        files: Sequence[SourceFile],
        unknown: Sequence[SourceFile],
        progress: Callable[[Progress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._total_bytes = len(files), sum(file.size for file in files)
        self._unknown = {file.location for file in unknown}
        self._work = sum(file.size for file in unknown)
        self._progress, self._clock, self._started = progress, clock, clock()
        self._done = self._done_bytes = self._worked = 0

    def begin(self, file: SourceFile) -> None:
        """A file's turn has come."""
        self.embedded(file, 0, 0)

    def embedded(self, file: SourceFile, passages: int, total: int) -> None:
        """So many of the passages of the file in work are embedded."""
        part = file.size * passages // total if total else 0
        done = self._done_bytes + part
        remaining = self._remaining_s(self._worked + part)
        self._progress(
            Progress(file.source, self._done, self._total, done, self._total_bytes, None, passages, total, remaining)
        )

    def finish(self, file: SourceFile, report: FileReport) -> None:
        """A file is done with."""
        self._done += 1
        self._done_bytes += file.size
        self._worked += file.size if file.location in self._unknown else 0
        passages, remaining = report.passages, self._remaining_s(self._worked)
        self._progress(
            Progress(
                file.source,
                self._done,
                self._total,
                self._done_bytes,
                self._total_bytes,
                report,
                passages,
                passages,
                remaining,
            )
        )

    def _remaining_s(self, worked: int) -> float | None:
        spent = self._clock() - self._started
        if worked >= self._work:
            return 0.0
        return None if spent < _TOO_SOON_S or not worked else spent * (self._work - worked) / worked
