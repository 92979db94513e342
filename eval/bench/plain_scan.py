"""The exact scan as plainly as NumPy allows: one product, one selection. The yardstick of speed and of recall."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from index.types import Ids, Vectors
from index.vectors_numpy import best_of_each

_EQUAL = 1e-5  # two libraries add up in different orders


class PlainScan:
    """Vectors (n, dimension) under ids (n,), all compared."""

    def __init__(self, ids: Ids, vectors: Vectors) -> None:
        self._ids, self._vectors = ids, vectors

    @property
    def count(self) -> int:
        """Number of vectors."""
        return len(self._ids)

    def nearest(self, vector: Vectors, k: int, inside: NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """The `k` best ids, best first, of the rows marked `inside` (n,) if given. Looks at 8 vectors an id."""
        scores = self._vectors @ vector
        if inside is not None:
            scores = np.where(inside, scores, -np.inf)
        depth = min(8 * k, len(scores))
        rows = np.argpartition(scores, len(scores) - depth)[len(scores) - depth :]
        rows = rows[np.isfinite(scores[rows])]
        return best_of_each(self._ids[rows], scores[rows], k)

    def recall(self, vector: Vectors, found: Set[int], k: int = 10, inside: NDArray[np.bool_] | None = None) -> float:
        """The share (0 to 1) of the exact first `k` that `found` has; those just as near as the last count too."""
        exact = self.nearest(vector, 2 * k, inside)
        if not exact:
            return 1.0
        last = exact[:k][-1][1] - _EQUAL
        as_good = {id_ for id_, score in exact if score >= last}
        return min(1.0, len(found & as_good) / min(k, len(exact)))
