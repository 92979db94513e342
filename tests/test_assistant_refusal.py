"""What tells that the papers answer: of questions about other things, and of those that people ask for themselves."""

from dataclasses import replace

import pytest

from assistant.refusal import AnswerSigns, likelihood

GOOD = AnswerSigns(
    best=3.0, margin=0.5, near=0.8, covered=0.8, behind=0.0, lacking=0.0, untyped=0.0, names=0.0, years=0.0, absent=0.0,
    own=0.0, undecided=0.0, matched=0.75, weakest=0.6, anywhere=0.6, fullest=0.6, unmet=0.0, unlike=0.2, named=1.0,
    numbered=1.0,
)  # fmt: skip


def test_what_holds_all_that_is_asked_for_is_likely() -> None:
    assert likelihood(GOOD) > 0.5


@pytest.mark.parametrize("worse", [{"own": 1.0}, {"matched": 0.4}, {"unmet": 0.6}])
def test_what_is_farther_from_the_question_is_less_likely(worse: dict[str, float]) -> None:
    near = replace(GOOD, matched=0.5)
    assert likelihood(replace(near, **worse)) < likelihood(near) < likelihood(GOOD)
