"""Measures of a ranking of documents against graded judgements, as trec_eval counts them."""

from collections.abc import Mapping, Sequence
from math import log2

Gains = Mapping[str, float]
"""The gain of each relevant document, by its id; a document that is not named gains 0."""


def ndcg_at(ranked: Sequence[str], gains: Gains, k: int) -> float:
    """Normalised discounted cumulative gain of the first `k` (0 to 1): a gain counts by 1 / log2(rank + 1).

    Järvelin and Kekäläinen, 2002, "Cumulated gain-based evaluation of IR techniques",
    https://doi.org/10.1145/582415.582418, with the gains as they are (trec_eval's ndcg_cut).
    """
    best = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(document, 0.0) for document in ranked[:k]]) / best if best else 0.0


def recall_at(ranked: Sequence[str], gains: Gains, k: int) -> float:
    """The share of the relevant documents that stand among the first `k` (0 to 1)."""
    relevant = {document for document, gain in gains.items() if gain > 0}
    return len(relevant & set(ranked[:k])) / len(relevant) if relevant else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
