"""How much one file may cost before it is refused."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on reading one file; past any of them it is refused with the reason.

    `seconds` is wall time for opening it, `page_seconds` what each page adds, `recognition_seconds` what each page adds
    whose words have to be recognised in its picture, and the most that this may take; `memory` is the address space of
    the process that parses it and `file_size` the file's own size, both in bytes; `characters` counts its text.
    """

    seconds: float = 120.0
    page_seconds: float = 0.5
    recognition_seconds: float = 90.0
    memory: int = 2048 * MEBIBYTE
    file_size: int = 512 * MEBIBYTE
    pages: int = 5_000
    characters: int = 50_000_000


DEFAULT_LIMITS = Limits()
