"""How far a figure can be trusted: bootstrap intervals, and percentiles of times.

The bootstrap draws the cases anew, with replacement, and takes the percentiles of the figure over the draws
(Efron and Tibshirani, 1993, "An Introduction to the Bootstrap", 13.3). For two systems the same draw is used
for both (Sakai, 2006, "Evaluating evaluation metrics based on the bootstrap").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from eval.figures import Ratio, ratio_of

ROUNDS = 2_000
_SEED = 20_240_229
_OUTER = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the ends of its 95 % interval, and the number of cases that it rests on. None where none counts."""

    value: float | None
    low: float | None
    high: float | None
    cases: int


def estimate(ratios: Sequence[Ratio]) -> Estimate:
    """The figure over `ratios`, one a case, with its interval."""
    counted = [ratio for ratio in ratios if ratio[1]]
    return _estimate(ratio_of(counted), _draws(counted, _indexes(len(counted))), len(counted))


def difference(before: Sequence[Ratio], after: Sequence[Ratio]) -> Estimate:
    """How much the figure grows from `before` to `after`: the same cases in the same order, two systems."""
    both = [(a, b) for a, b in zip(before, after, strict=True) if a[1] or b[1]]
    old, new = [a for a, _ in both], [b for _, b in both]
    indexes = _indexes(len(both))
    first, second = ratio_of(old), ratio_of(new)
    value = None if first is None or second is None else second - first
    return _estimate(value, _draws(new, indexes) - _draws(old, indexes), len(both))


def sign_test(better: int, worse: int) -> float:
    """How likely chance alone splits the cases that differ so unevenly (0 to 1): the exact sign test, two-sided, which
    for right and wrong is McNemar's (McNemar, 1947, https://doi.org/10.1007/BF02295996)."""
    differ = better + worse
    tail = sum(comb(differ, count) for count in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << differ))


def holm(chances: Sequence[float]) -> list[float]:
    """The `chances` of several tests, each corrected for there being so many: below a level, no test of those below it
    is likelier than that level to be chance (Holm, 1979, https://www.jstor.org/stable/4615733)."""
    corrected, highest = [0.0] * len(chances), 0.0
    for before, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, (len(chances) - before) * chances[place]))
        corrected[place] = highest
    return corrected


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0 to 100) per cent of `values` lie, between neighbours by proportion."""
    return float(np.percentile(values, share)) if values else None


def _indexes(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(_SEED).integers(0, max(count, 1), size=(ROUNDS, count))


def _draws(ratios: Sequence[Ratio], indexes: NDArray[np.int64]) -> NDArray[np.float64]:
    """The figure for each draw: shape (rounds,), NaN where nothing counts."""
    sums = np.asarray(ratios, dtype=np.float64).reshape(-1, 2)[indexes].sum(axis=1)
    draws: NDArray[np.float64] = np.full(len(sums), np.nan)
    np.divide(sums[:, 0], sums[:, 1], out=draws, where=sums[:, 1] > 0)
    return draws


def _estimate(value: float | None, draws: NDArray[np.float64], cases: int) -> Estimate:
    if value is None or np.isnan(draws).all():
        return Estimate(value, None, None, cases)
    low, high = np.nanpercentile(draws, _OUTER)
    return Estimate(value, float(low), float(high), cases)
