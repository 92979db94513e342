"""What an ingest tells of itself."""

from dataclasses import dataclass
from enum import StrEnum


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
    """Sent before each file, while its passages are embedded (`report` None), and after it (`report` given).

    `done` of `total` files are finished; bytes alike, where those of a file in work count by the share of its passages
    that is embedded: `passages` of `passages_total`. `remaining_s` estimates the seconds left, None while unknown.
    """

    source: str
    done: int
    total: int
    done_bytes: int
    total_bytes: int
    report: FileReport | None = None
    passages: int = 0
    passages_total: int = 0
    remaining_s: float | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `seconds` is wall time."""

    files: tuple[FileReport, ...]
    seconds: float

    def count(self, outcome: Outcome) -> int:
        """Number of files with `outcome`."""
        return sum(file.outcome is outcome for file in self.files)
