"""A second look at the best passages: late interaction, word by word.

For each word of the question the nearest word of a passage, averaged with the words' rarity as weight (MaxSim,
Khattab and Zaharia, SIGIR 2020, https://arxiv.org/abs/2004.12832), taken over windows of the passage, the best of
which counts: words that answer a question stand close together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.tokens import Tokens
from index.types import Vectors

CELL_CHARACTERS = 150
"""Half a window: a window is two cells in a row, so windows overlap by half."""
ABOVE_SHARE = 0.9
"""What a word in the headings above a passage counts, beside one in the passage itself."""
BEFORE_SHARE = 0.6
AFTER_SHARE = 0.5
"""What a word in the passage before counts, and one in the passage after."""
_WORDS_AT_ONCE = 1_024  # whose vectors as float32 stay near the processor


def similarities(question: Vectors, passages: Sequence[Tokens]) -> list[Vectors]:
    """Cosine of each question word with each word of each passage: (question words, passage words) a passage."""
    if not passages:
        return []
    ends = np.cumsum([len(tokens.scales) for tokens in passages])
    return np.split(_cosines(question, passages), ends[:-1], axis=1)


def _cosines(question: Vectors, passages: Sequence[Tokens]) -> Vectors:
    """Cosine of each question word with each word of all passages: (question words, all passages' words)."""
    none = np.empty((0, question.shape[1]), dtype=np.int8)
    vectors = np.concatenate([none, *(tokens.vectors for tokens in passages if len(tokens.scales))])
    found = np.empty((len(question), len(vectors)), dtype=np.float32)
    some = np.empty((_WORDS_AT_ONCE, question.shape[1]), dtype=np.float32)
    for start in range(0, len(vectors), _WORDS_AT_ONCE):
        part = vectors[start : start + _WORDS_AT_ONCE]
        some[: len(part)] = part
        found[:, start : start + len(part)] = question @ some[: len(part)].T
    found *= np.concatenate([tokens.scales for tokens in passages]).astype(np.float32)
    return found


def matches_above(matches: Vectors, starts: NDArray[np.int32]) -> Vectors:
    """What each question word finds above the passage, in the headings over it: (question words,), at least -1."""
    found: Vectors = ABOVE_SHARE * matches[:, starts < 0].max(axis=1, initial=-1.0)
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """What each question word finds in the cells of some passages: `best` (question words, cells), at least -1. The
    cells of passage i are those from `firsts[i]` to `firsts[i + 1]` (passages + 1,): what stands above it, each
    stretch of CELL_CHARACTERS of its own up to its last word, and one that is empty."""

    best: Vectors
    firsts: NDArray[np.int64]

    @classmethod
    def of(cls, question: Vectors, passages: Sequence[Tokens]) -> "Cells":
        """The cells of one or more passages."""
        sizes = np.array([len(tokens.starts) for tokens in passages])
        starts = np.concatenate([tokens.starts for tokens in passages])
        cells = np.where(starts < 0, 0, starts // CELL_CHARACTERS + 1)
        last = np.array([cells[end - 1] if size else 0 for end, size in zip(np.cumsum(sizes), sizes, strict=True)])
        firsts = np.concatenate([[0], np.cumsum(last + 2)])
        places = np.repeat(firsts[:-1], sizes) + cells
        filled = np.flatnonzero(np.diff(places, prepend=-1))
        best = np.full((len(question), firsts[-1]), -1.0, dtype=np.float32)
        if len(filled):
            best[:, places[filled]] = np.maximum.reduceat(_cosines(question, passages), filled, axis=1)
        return cls(best, firsts)

    def above(self) -> Vectors:
        """What each question word finds above each passage, in the headings over it: (question words, passages)."""
        found: Vectors = ABOVE_SHARE * self.best[:, self.firsts[:-1]]
        return found

    def within(self) -> Vectors:
        """What each question word finds in each passage's own words: (question words, passages)."""
        bounds = np.stack([self.firsts[:-1], self.firsts[:-1] + 1], axis=1).ravel()
        found: Vectors = np.maximum.reduceat(self.best, bounds, axis=1)[:, 1::2]
        return found

    def best_windows(self, weights: Vectors, around: Vectors) -> list[tuple[float, int]]:
        """The score of each passage's best window, -1 to 1, and the character at which it begins; -1 and 0 for a
        passage without any word of its own.

        What each question word finds `around` a passage (question words, passages) belongs to each of its windows.
        `weights` (question words,) sum to 1.
        """
        windows = np.maximum(self.best[:, :-1], self.best[:, 1:])
        beside = np.repeat(around, np.diff(self.firsts), axis=1)[:, :-1]
        scores = weights @ np.maximum(windows, beside)
        return [_best_window(scores[first + 1 : end - 1]) for first, end in pairwise(self.firsts.tolist())]


def _best_window(scores: Vectors) -> tuple[float, int]:
    if not len(scores):
        return -1.0, 0
    best = int(scores.argmax())
    return float(scores[best]), best * CELL_CHARACTERS


def span_matches(matches: Vectors, inside: NDArray[np.bool_]) -> Vectors:
    """What each question word finds among the passage words marked `inside`: (question words,), at least -1."""
    found: Vectors = matches[:, inside].max(axis=1, initial=-1.0)
    return found


def rarity(found_in: Sequence[int], total: int) -> Vectors:
    """Weights, summing to 1, of words found in `found_in` of `total` passages: BM25's inverse document frequency."""
    counts = np.asarray(found_in, dtype=np.float32)
    weights = np.log1p((total - counts + 0.5).clip(min=0) / (counts + 0.5)) + 1e-6
    unit: Vectors = (weights / weights.sum()).astype(np.float32)
    return unit
