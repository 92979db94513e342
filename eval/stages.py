"""Where an answer was lost on its way from the papers to the person."""

from collections.abc import Sequence
from enum import StrEnum

from eval.results import Answered, CaseResult

DEEP = 100
"""How far down a search is looked through for the evidence of an answer that went wrong."""
QUOTED_FROM = 10
"""Passages that are quoted from."""


class Stage(StrEnum):
    """The first stage that lost an answer, in the order of the work."""

    NOT_FOUND = f"not found in {DEEP}"
    FOUND_LOW = f"found but below {QUOTED_FROM}"
    REFUSED = "wrongly refused"
    NOT_QUOTED = f"in {QUOTED_FROM} but not quoted"
    FACT_MISSING = "quoted but fact missing"
    MADE_UP = "answered, though the papers do not say"


def is_right(answerable: bool, answered: Answered) -> bool:
    """Whether nothing was lost: what can be answered is correct, what cannot be is refused."""
    return answered.correct if answerable else answered.refused


def stage_of(answerable: bool, answered: Answered, deep: Sequence[int | None]) -> Stage | None:
    """The stage that lost a case, None for one that is right. `deep` are the ranks, from 1, at which the search finds
    each group of evidence within its first DEEP."""
    if is_right(answerable, answered):
        return None
    if not answerable:
        return Stage.MADE_UP
    if any(rank is None for rank in deep):
        return Stage.NOT_FOUND
    if any(rank is not None and rank > QUOTED_FROM for rank in deep):
        return Stage.FOUND_LOW
    if answered.refused:
        return Stage.REFUSED
    quoted = any(cited.quotes for cited in answered.citations)
    return Stage.FACT_MISSING if quoted else Stage.NOT_QUOTED


def stage_counts(cases: Sequence[CaseResult]) -> dict[str, int]:
    """How many cases each stage lost, in the order of the work."""
    return {stage.value: sum(case.lost_at == stage.value for case in cases) for stage in Stage}


def worst(cases: Sequence[CaseResult], count: int = 10) -> list[CaseResult]:
    """The worst of the cases that went wrong: wrong answers before refusals, the more likely it was held first."""
    wrong = [case for case in cases if case.lost_at]
    return sorted(wrong, key=lambda case: (case.answered.refused, -(case.answered.likelihood or 0.0)))[:count]
