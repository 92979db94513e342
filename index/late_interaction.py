"""A second look at the best passages: late interaction, word by word.

For each word of the question the nearest word of a passage, averaged with the words' rarity as weight (MaxSim,
Khattab and Zaharia, SIGIR 2020, https://arxiv.org/abs/2004.12832), taken over windows of the passage, the best of
which counts: words that answer a question stand close together.
"""

from collections.abc import Sequence

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


def similarities(question: Vectors, passages: Sequence[Tokens]) -> list[Vectors]:
    """Cosine of each question word with each word of each passage: (question words, passage words) a passage."""
    if not passages:
        return []
    vectors = np.concatenate([tokens.vectors for tokens in passages]).astype(np.float32)
    scales = np.concatenate([tokens.scales for tokens in passages]).astype(np.float32)
    ends = np.cumsum([len(tokens.scales) for tokens in passages])
    return np.split((question @ vectors.T) * scales, ends[:-1], axis=1)


def matches_above(matches: Vectors, starts: NDArray[np.int32]) -> Vectors:
    """What each question word finds above the passage, in the headings over it: (question words,), at least -1."""
    found: Vectors = ABOVE_SHARE * matches[:, starts < 0].max(axis=1, initial=-1.0)
    return found


def matches_within(matches: Vectors, starts: NDArray[np.int32]) -> Vectors:
    """What each question word finds in the passage's own words: (question words,), at least -1."""
    found: Vectors = matches[:, starts >= 0].max(axis=1, initial=-1.0)
    return found


def best_window(matches: Vectors, starts: NDArray[np.int32], weights: Vectors, around: Vectors) -> tuple[float, int]:
    """The best window's score, -1 to 1, and the character at which it begins, from `matches` (question words, passage
    words); -1 and 0 for a passage without any word.

    `starts` (passage words,) are the words' positions in characters, ascending. What each question word finds
    `around` the passage (question words,) belongs to every window. `weights` (question words,) sum to 1.
    """
    own = starts >= 0
    if not own.any():
        return -1.0, 0
    cells = starts[own] // CELL_CHARACTERS
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    filled = np.full((len(matches), int(cells[-1]) + 2), -1.0, dtype=np.float32)
    filled[:, cells[firsts]] = np.maximum.reduceat(matches[:, own], firsts, axis=1)
    windows = np.maximum(filled[:, :-1], filled[:, 1:])
    scores = weights @ np.maximum(windows, around[:, np.newaxis])
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
