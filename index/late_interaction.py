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


def similarities(question: Vectors, tokens: Tokens) -> Vectors:
    """Cosine of each question word with each passage word: (question words, passage words)."""
    scaled = question @ tokens.vectors.astype(np.float32).T
    found: Vectors = scaled * tokens.scales.astype(np.float32)
    return found


def best_window(matches: Vectors, starts: NDArray[np.int32], weights: Vectors) -> float:
    """The best window's score, -1 to 1, from `matches` (question words, passage words); -1 without any word.

    `starts` (passage words,) are the words' positions in characters, ascending; `weights` (question words,) sum to 1.
    """
    if not matches.size:
        return -1.0
    cells = starts // CELL_CHARACTERS
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    peaks = np.maximum.reduceat(matches, firsts, axis=1)
    filled = np.full((len(matches), int(cells[-1]) + 2), -1.0, dtype=np.float32)
    filled[:, cells[firsts]] = peaks
    windows = np.maximum(filled[:, :-1], filled[:, 1:])
    return float((weights @ windows).max())


def span_score(matches: Vectors, inside: NDArray[np.bool_], weights: Vectors) -> float:
    """The score, -1 to 1, of the passage words marked `inside`; -1 without any."""
    return float(weights @ matches[:, inside].max(axis=1)) if inside.any() else -1.0


def rarity(found_in: Sequence[int], total: int) -> Vectors:
    """Weights, summing to 1, of words found in `found_in` of `total` passages: BM25's inverse document frequency."""
    counts = np.asarray(found_in, dtype=np.float32)
    weights = np.log1p((total - counts + 0.5).clip(min=0) / (counts + 0.5)) + 1e-6
    unit: Vectors = (weights / weights.sum()).astype(np.float32)
    return unit
