"""Whether an answer's likelihood tells right answers from wrong ones: the risk-coverage curve.

El-Yaniv and Wiener, 2010, "On the foundations of noise-free selective classification",
https://jmlr.org/papers/v11/el-yaniv10a.html; the area under the curve as in Geifman, Uziel and El-Yaniv, 2019,
https://arxiv.org/abs/1805.08206.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.results import CaseResult
from eval.stages import is_right


@dataclass(frozen=True, slots=True)
class Point:
    """Of the cases, the share that is answered where answers at least as likely as `likelihood` are shown (`coverage`),
    and the share of those answers that is wrong (`risk`). All 0 to 1."""

    likelihood: float
    coverage: float
    risk: float


def risk_coverage(cases: Sequence[CaseResult]) -> list[Point]:
    """A point for each likelihood that an answer has, the highest first. Refusals are not covered; an answer to a
    question that the papers do not answer is wrong."""
    shown = [case for case in cases if not case.answered.refused and case.answered.likelihood is not None]
    shown.sort(key=lambda case: -(case.answered.likelihood or 0.0))
    points: list[Point] = []
    wrong = 0
    for count, case in enumerate(shown, start=1):
        wrong += not is_right(case.answerable, case.answered)
        likelihood = case.answered.likelihood or 0.0
        if points and points[-1].likelihood == likelihood:
            points.pop()  # answers as likely as each other are shown together
        points.append(Point(likelihood, count / len(cases), wrong / count))
    return points


def area(points: Sequence[Point]) -> float | None:
    """The mean risk over the coverage reached (0 to 1, lower is better); None where nothing is covered."""
    if not points:
        return None
    before = [0.0, *(point.coverage for point in points)]
    steps = zip(before, points, strict=False)
    return sum((point.coverage - start) * point.risk for start, point in steps) / points[-1].coverage


def risk_at(points: Sequence[Point], coverage: float) -> Point | None:
    """The first point at which at least `coverage` of the cases is answered; None where so many never are."""
    return next((point for point in points if point.coverage >= coverage), None)
