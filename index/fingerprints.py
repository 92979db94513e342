"""Fingerprints of a text: enough of its runs of words to find every other text that shares a longer run with it.

Winnowing (Schleimer, Wilkerson and Aiken, 2003, https://doi.org/10.1145/872757.872770): of every WINDOW successive runs
of RUN words the one with the smallest hash is kept. Any stretch of RUN + WINDOW - 1 words that two texts share then has
a fingerprint in both, wherever the texts are cut, so that a sentence is found inside a pack as surely as alone. MinHash
compares whole passages, and would miss it.
"""

import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.marks import unmarked

RUN = 6
WINDOW = 10
DENSITY = 2 / (WINDOW + 1)
"""Share of a long text's runs that are kept, on average."""

_WORD = re.compile(r"\w+|[£€$%]|(?<!\S)[-\u2212](?=[£€$\d])")
_BITS = 47  # SQLite keeps 48 bits and a sign in six bytes
_BASE = 0x9E3779B97F4A7C15
_MIX = 0xBF58476D1CE4E5B9


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words in order: `hashes` (n,) of 47 bits, and the characters at which they start, `starts` (n,)."""

    hashes: NDArray[np.int64]
    starts: NDArray[np.int64]


def words(text: str) -> list[str]:
    """The words of `text` in small letters and its signs (of money, per cent, less than nought), in order; Markdown and
    HTML marks are left out."""
    return [found[0].casefold() for found in _found(text)]


def _found(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(unmarked(text)))


def runs(text: str) -> Runs:
    """Every run of RUN successive words of `text`; the one run of all its words where it has fewer, even none."""
    told = ((zlib.crc32(word[0].casefold().encode()), word.start()) for word in _WORD.finditer(unmarked(text)))
    pair = np.dtype([("code", np.uint64), ("start", np.int64)])
    found = np.fromiter(told, dtype=pair)  # a Match for every word of a large pack would take far more memory
    if not len(found):
        found = np.zeros(1, dtype=pair)
    codes, starts = found["code"], found["start"]
    length = min(RUN, len(codes))
    count = len(codes) - length + 1
    total = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        total = total * np.uint64(_BASE) + codes[place : place + count]  # modulo 2 ** 64
    total ^= total >> np.uint64(31)
    total *= np.uint64(_MIX)
    return Runs((total >> np.uint64(64 - _BITS)).astype(np.int64), starts[:count])


def fingerprints(text: str) -> Runs:
    """The runs of `text` that are kept; at least one."""
    every = runs(text)
    width = min(WINDOW, len(every.hashes))
    windows = np.lib.stride_tricks.sliding_window_view(every.hashes, width)
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return Runs(every.hashes[kept], every.starts[kept])


def find_words(quote: str, text: str) -> tuple[int, int] | None:
    """The span in `text` of the first place where the words of `quote` stand in a row, with the marks around them that
    it has too; None where they do not."""
    sought, there = _found(quote), _found(text)
    wanted, held = [word[0].casefold() for word in sought], [word[0].casefold() for word in there]
    for place in range(len(held) - len(wanted) + 1 if wanted else 0):
        if held[place] == wanted[0] and held[place : place + len(wanted)] == wanted:
            return _with_marks(quote, text, (sought[0], sought[-1]), (there[place], there[place + len(wanted) - 1]))
    return None


def _with_marks(
    quote: str, text: str, sought: tuple[re.Match[str], re.Match[str]], found: tuple[re.Match[str], re.Match[str]]
) -> tuple[int, int]:
    before, after = quote[: sought[0].start()], quote[sought[1].end() :]
    start, end = found[0].start(), found[1].end()
    if text.endswith(before, 0, start):
        start -= len(before)
    if text.startswith(after, end):
        end += len(after)
    return start, end


def containment(one: str, other: str) -> float:
    """Share of the runs of three words of `one` that `other` has too, from 0 to 1 (Broder, 1997,
    https://doi.org/10.1109/SEQUEN.1997.666900); 0 for fewer than three words."""
    own, others = _shingles(one), _shingles(other)
    return len(own & others) / len(own) if own else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return set(zip(found, found[1:], found[2:], strict=False))
