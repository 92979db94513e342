"""Very many vectors: what the index picked for their number finds of an exact scan's ten, in which time and room."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from eval.bench.measured import Job, Measured, medians_in_turns
from eval.bench.plain_scan import PlainScan
from index.types import Ids, Vectors
from index.vectors_faiss import FaissVectors

SHARES = (1.0, 0.05, 0.001)
"""What filters leave, as shares."""
RECALL_BAR = 0.98
TIME_BAR = 0.1
_NOISE = 0.5  # length of what is added to a passage's vector of length 1
_BATCH = 10_000
_SEED = 20_240_229


def grown(real: Vectors, count: int) -> Vectors:
    """`count` unit vectors, each a row of `real` (n, dimension) drawn anew with noise in every direction added."""
    random = np.random.default_rng(_SEED)
    found: Vectors = np.empty((count, real.shape[1]), dtype=np.float32)
    for start in range(0, count, _BATCH):
        part = found[start : start + _BATCH]
        noise = random.standard_normal(part.shape, dtype=np.float32)
        noise *= _NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
        part[:] = real[random.integers(0, len(real), len(part))] + noise
        part /= np.linalg.norm(part, axis=1, keepdims=True)
        part[:] = part.astype(np.float16)  # as the catalogue keeps them
    return found


def measure_vectors(real: Vectors, questions: Sequence[Vectors], count: int) -> list[Measured]:
    """Recall, time and room at `count` vectors made from the `real` ones of passages."""
    vectors = grown(real, count)
    ids = np.random.default_rng(_SEED).permutation(count).astype(np.int64) + 1
    store = FaissVectors(vectors.shape[1])
    for start in range(0, count, _BATCH):
        store.add(ids[start : start + _BATCH], vectors[start : start + _BATCH])
    plain = PlainScan(ids, vectors)
    measured = [one for share in SHARES for one in _at(share, store, plain, ids, questions)]
    return [*measured, Measured("bytes a vector", _bytes(store) / count, f"{vectors.itemsize * vectors.shape[1]} bare")]


def _at(share: float, store: FaissVectors, plain: PlainScan, ids: Ids, questions: Sequence[Vectors]) -> list[Measured]:
    allowed = np.sort(np.random.default_rng(_SEED).permutation(ids)[: max(1, int(share * len(ids)))])
    inside = None if share == 1 else np.isin(ids, allowed)
    rounds: list[dict[str, Job]] = [
        {"faiss": partial(store.search, one, 10, allowed), "plain": partial(plain.nearest, one, 10)}
        for one in questions
    ]
    medians_in_turns(rounds[:1])
    took = medians_in_turns(rounds)
    found = [({id_ for id_, _ in store.search(one, 10, allowed)}, one) for one in questions]
    recall = float(np.mean([plain.recall(one, ids_, 10, inside) for ids_, one in found]))
    kind = "exact" if store.exact else "lists"
    where = f"{len(ids):,} vectors ({kind}), {share:.1%} allowed"
    told = f"{took['faiss'] * 1_000:.2f} against {took['plain'] * 1_000:.2f} ms"
    return [
        Measured(f"recall@10, {share:.1%} allowed", recall, where, least=RECALL_BAR),
        Measured(
            f"FAISS / plain scan, {share:.1%} allowed",
            took["faiss"] / took["plain"],
            told,
            None if store.exact else TIME_BAR,
        ),
    ]


def _bytes(store: FaissVectors) -> int:
    with tempfile.TemporaryDirectory() as folder:
        store.write(Path(folder) / "vectors.faiss")
        return (Path(folder) / "vectors.faiss").stat().st_size
