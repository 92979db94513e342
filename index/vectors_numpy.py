"""The plain vector store: an exact scan with NumPy, the yardstick for the real one."""

import numpy as np

from index.types import Ids, Vectors


def best_of_each(ids: Ids, scores: Vectors, k: int) -> list[tuple[int, float]]:
    """The `k` best distinct ids with their best scores, best first; ties by id. `ids` and `scores` are (n,)."""
    best: dict[int, float] = {}
    for id_, score in zip(ids.tolist(), scores.tolist(), strict=True):
        if id_ >= 0 and score > best.get(id_, -np.inf):
            best[id_] = score
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k]


class NumpyVectors:
    """Vectors in one array, compared one by one."""

    def __init__(self, dimension: int) -> None:
        self._ids: Ids = np.zeros(0, dtype=np.int64)
        self._vectors: Vectors = np.zeros((0, dimension), dtype=np.float32)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        self._ids = np.concatenate([self._ids, ids])
        self._vectors = np.concatenate([self._vectors, vectors])

    def remove(self, ids: Ids) -> None:
        keep = ~np.isin(self._ids, ids)
        self._ids, self._vectors = self._ids[keep], self._vectors[keep]

    def ids(self) -> Ids:
        return np.unique(self._ids)

    def search(self, vector: Vectors, k: int, allowed: Ids) -> list[tuple[int, float]]:
        rows = np.isin(self._ids, allowed)
        return best_of_each(self._ids[rows], self._vectors[rows] @ vector, k)
