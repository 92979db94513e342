"""The real vector store: FAISS (Douze et al., 2024, https://arxiv.org/abs/2401.08281), exact inner product."""

import threading
from pathlib import Path

import faiss
import numpy as np

from index.files import replace_file
from index.types import Ids, Vectors
from index.vectors_numpy import best_of_each


class FaissVectors:
    """`IndexIDMap2(IndexFlatIP)`: exact, and every vector goes by its passage's id."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._turn = threading.Lock()  # FAISS does not let one thread search while another adds

    @classmethod
    def read(cls, file: Path, dimension: int) -> "FaissVectors":
        """The store kept in `file`. Raises ValueError where the file is no such store."""
        store = cls(dimension)
        try:
            index = faiss.read_index(str(file))
        except RuntimeError as error:
            raise ValueError(f"{file} is not a FAISS index: {error}") from error
        if not isinstance(index, faiss.IndexIDMap2) or index.d != dimension:
            raise ValueError(f"{file} does not hold vectors of {dimension} numbers by id")
        store._index = index
        return store

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def write(self, file: Path) -> None:
        """Keeps the store in `file`, in one step: a reader sees the old file or the new one."""
        replace_file(file, faiss.serialize_index(self._index).tobytes())

    def add(self, ids: Ids, vectors: Vectors) -> None:
        if len(ids):
            with self._turn:
                self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def remove(self, ids: Ids) -> None:
        if len(ids):
            with self._turn:
                self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def ids(self) -> Ids:
        return np.unique(self._held())

    def search(self, vector: Vectors, k: int, allowed: Ids) -> list[tuple[int, float]]:
        if not len(allowed) or not self._index.ntotal:
            return []
        parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        depth = k
        while True:  # an id may fill several places of the ranking: look deeper until k distinct ones are found
            with self._turn:
                scores, ids = self._index.search(vector[np.newaxis, :], depth, params=parameters)
            found = best_of_each(ids[0], scores[0], k)
            if len(found) == k or ids[0][-1] < 0 or depth >= self._index.ntotal:
                return found
            depth = min(depth * 4, self._index.ntotal)

    def _held(self) -> Ids:
        held: Ids = faiss.vector_to_array(self._index.id_map).astype(np.int64)
        return held
