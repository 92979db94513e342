"""The real vector store: FAISS (Douze et al., 2024, https://arxiv.org/abs/2401.08281), inner product, chosen by size.

Up to EXACT_LIMIT vectors every one is compared. Past it they are held in lists by their nearest of some centroids
(IVF), and a search looks into the lists nearest to it; the numbers are float16, as the catalogue keeps them, so
nothing is lost but what stands in a list that is not looked into. Of HNSW nothing can be removed, and product
quantisation would lose the difference between near neighbours.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.files import replace_file
from index.types import Ids, Vectors
from index.vectors_numpy import best_of_each

EXACT_LIMIT = 100_000
"""Vectors that are compared one by one in less time than the question takes to embed."""
LISTS = 2_048
PROBES = 64
"""Lists that a search over everything looks into."""
_POINTS_A_LIST = 64  # vectors that each centroid is learned from; FAISS asks for 39 or more
_ROUNDS = 5
_BITMAP_IDS = 1 << 28  # ids below it fit a bitmap of 32 MiB
_FILTERS_KEPT = 16


@dataclass(frozen=True, slots=True)
class _Filter:
    """The ids that a search may find: `selector` is None where it may find all that are held, of which the ids are
    the `share` (0 to 1). `allowed` is kept because its identity is what the filter is known by."""

    allowed: Ids
    share: float
    selector: Any


class FaissVectors:
    """Vectors by their passages' ids: `IndexIDMap2(IndexFlatIP)`, or `IndexIVFScalarQuantizer` past `exact_limit`."""

    def __init__(self, dimension: int, exact_limit: int = EXACT_LIMIT) -> None:
        self._exact_limit = exact_limit
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._turn = threading.Lock()  # FAISS does not let one thread search while another adds
        self._filters: OrderedDict[int, _Filter] = OrderedDict()

    @classmethod
    def read(cls, file: Path, dimension: int) -> "FaissVectors":
        """The store kept in `file`. Raises ValueError where the file is no such store."""
        store = cls(dimension)
        try:
            index = faiss.read_index(str(file))
        except RuntimeError as error:
            raise ValueError(f"{file} is not a FAISS index: {error}") from error
        if not isinstance(index, faiss.IndexIDMap2 | faiss.IndexIVFScalarQuantizer) or index.d != dimension:
            raise ValueError(f"{file} does not hold vectors of {dimension} numbers by id")
        store._index = index
        return store

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared."""
        return isinstance(self._index, faiss.IndexIDMap2)

    def write(self, file: Path) -> None:
        """Keeps the store in `file`, in one step: a reader sees the old file or the new one."""
        replace_file(file, faiss.serialize_index(self._index).tobytes())

    def add(self, ids: Ids, vectors: Vectors) -> None:
        if len(ids):
            with self._turn:
                self._filters.clear()
                self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
                if self.exact and self._index.ntotal > self._exact_limit:
                    self._index = _in_lists(self._index)

    def remove(self, ids: Ids) -> None:
        if len(ids):
            with self._turn:
                self._filters.clear()
                self._index.remove_ids(faiss.IDSelectorBatch(ids))

    def ids(self) -> Ids:
        with self._turn:
            return np.unique(self._held())

    def search(self, vector: Vectors, k: int, allowed: Ids) -> list[tuple[int, float]]:
        depth = k
        while True:  # an id may fill several places of the ranking: look deeper until k distinct ones are found
            with self._turn:
                total = self._index.ntotal
                parameters = self._parameters(self._filter(allowed)) if total and len(allowed) else None
                if parameters is None:
                    return []
                scores, ids = self._index.search(vector[np.newaxis, :], depth, params=parameters)
            found = best_of_each(ids[0], scores[0], k)
            if len(found) == k or ids[0][-1] < 0 or depth >= total:
                return found
            depth = min(depth * 4, total)

    def _parameters(self, found: _Filter) -> Any:
        """How to search for what `found` lets through, None where that is nothing. The less it lets through, the more
        lists are looked into, so that as many vectors are compared: where it leaves little, all that it leaves."""
        if not found.share:
            return None
        if self.exact:
            return faiss.SearchParameters(sel=found.selector)  # type: ignore[call-arg]
        probes = min(self._index.nlist, ceil(PROBES / found.share))
        return faiss.SearchParametersIVF(sel=found.selector, nprobe=probes)  # type: ignore[call-arg]

    def _filter(self, allowed: Ids) -> _Filter:
        """The filter for `allowed`, made once for as long as nothing is added or removed."""
        known = self._filters.get(id(allowed))
        if known is None:
            held = self._held()
            inside, selector = _selected(held, allowed)
            share = inside / len(held)
            known = self._filters[id(allowed)] = _Filter(allowed, share, None if inside == len(held) else selector)
            while len(self._filters) > _FILTERS_KEPT:
                self._filters.popitem(last=False)
        return known

    def _held(self) -> Ids:
        """The id of each vector held, in no order."""
        if self.exact:
            held: Ids = faiss.vector_to_array(self._index.id_map)
            return held
        lists = self._index.invlists
        sizes = [(number, lists.list_size(number)) for number in range(lists.nlist)]
        parts = [faiss.rev_swig_ptr(lists.get_ids(number), size) for number, size in sizes if size]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _selected(held: Ids, allowed: Ids) -> tuple[int, Any]:
    """How many of `held` are `allowed`, and what tells FAISS so. `allowed` is ascending."""
    if allowed[0] < 0 or allowed[-1] >= _BITMAP_IDS:
        return int(np.isin(held, allowed).sum()), faiss.IDSelectorBatch(allowed)
    flags = np.zeros(int(allowed[-1]) + 1, dtype=np.bool_)
    flags[allowed] = True
    known = held[(held >= 0) & (held < len(flags))]
    return int(flags[known].sum()), _bitmap(flags)


def _bitmap(flags: NDArray[np.bool_]) -> Any:
    return faiss.IDSelectorBitmap(np.packbits(flags, bitorder="little"))  # type: ignore[arg-type, call-arg]


def _in_lists(exact: Any) -> Any:
    """What `exact` holds, in lists by nearest centroid."""
    total, dimension = exact.ntotal, exact.d
    flat: Any = faiss.downcast_index(exact.index)
    vectors = faiss.rev_swig_ptr(flat.get_xb(), total * dimension).reshape(total, dimension)
    lists = min(LISTS, max(1, total // _POINTS_A_LIST))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.niter, index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = _ROUNDS, 1, _POINTS_A_LIST
    index.train(vectors)
    index.add_with_ids(vectors, faiss.vector_to_array(exact.id_map))
    return index
