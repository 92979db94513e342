"""Learning weights from examples: which of several is the right one, and whether one is right."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Marks = NDArray[np.bool_]
_STEPS = 400


def learn_to_rank(groups: Sequence[tuple[Matrix, Marks]], decay: float = 0.005) -> Matrix:
    """Weights (signs,) that set the marked rows of each group (rows, signs) above the others.

    The mean over the groups of -log of the share that a softmax of the scores gives to the marked rows (ListNet, Cao
    et al., 2007, with several right ones), plus `decay` times the squares of the weights of standardised signs. Groups
    without a marked row say nothing and are left out.
    """
    told = [(rows, marks) for rows, marks in groups if marks.any()]
    every = np.concatenate([rows for rows, _ in told])
    scale = every.std(axis=0) + 1e-6
    scaled = [(rows / scale, marks) for rows, marks in told]

    def gradient(weights: Matrix) -> Matrix:
        total = 2 * decay * weights
        for rows, marks in scaled:
            scores = rows @ weights
            shares = np.exp(scores - scores.max())
            right = np.where(marks, shares, 0.0)
            total += rows.T @ (shares / shares.sum() - right / right.sum()) / len(scaled)
        return total

    found: Matrix = _descend(gradient, every.shape[1]) / scale
    return found


def learn_to_tell(rows: Matrix, marks: Marks, counts: Matrix, decay: float = 0.003) -> Matrix:
    """Weights (signs,) of a logistic regression on `rows` (rows, signs), each counted `counts` (rows,) times."""
    scale = rows.std(axis=0)
    scale[scale < 1e-9] = 1.0
    scaled, share = rows / scale, counts / counts.sum()

    def gradient(weights: Matrix) -> Matrix:
        said = 1 / (1 + np.exp(-np.clip(scaled @ weights, -50, 50)))
        found: Matrix = scaled.T @ (share * (said - marks)) + 2 * decay * weights
        return found

    found: Matrix = _descend(gradient, rows.shape[1]) / scale
    return found


def folds(count: int, parts: int) -> Iterator[tuple[list[int], list[int]]]:
    """Which of `count` cases to learn from and which to judge by, `parts` times; each is judged once."""
    order = np.random.default_rng(0).permutation(count).tolist()
    for part in range(parts):
        held = set(order[part::parts])
        yield [i for i in order if i not in held], sorted(held)


def _descend(gradient: Callable[[Matrix], Matrix], size: int) -> Matrix:
    """The least point of a convex function by its gradient: Adam (Kingma and Ba, 2015) with a falling step."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = 0.1 * (1 - step / (_STEPS + 1))
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights
