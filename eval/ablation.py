"""What each step of the search is worth: the search without it, beside the whole.

The weights stay as they were learned with the step; learned anew without it, they would make up for some of the loss.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from assistant.types import Turn
from eval.cases import Case
from eval.coverage import all_at, any_at, reciprocal_rank
from eval.figures import Ratio, ratio_of
from eval.intervals import difference, holm, percentile, sign_test
from eval.measure import found_by
from eval.results import Found
from eval.steps import WHOLE, Asking
from eval.tables import Table
from index.types import Hit

LIKELY = 0.05
"""A difference is called more than chance where chance alone makes one so uneven less often than this."""

_FIGURES: Mapping[str, Callable[[Sequence[int | None]], float]] = {
    "any@1": partial(any_at, k=1),
    "any@5": partial(any_at, k=5),
    "any@10": partial(any_at, k=10),
    "all@10": partial(all_at, k=10),
    "MRR": reciprocal_rank,
}


def ablated(cases: Iterable[Case], asking: Mapping[str, Asking]) -> Iterator[dict[str, Found]]:
    """For each case what each of `asking` finds, and how long it takes."""
    for case in cases:
        before = tuple(map(Turn, case.history))
        asking[WHOLE](case.question, before)  # reads what the others read again, so that none is timed for it
        yield {name: found_by(case, partial(_after, ask, before), case.question) for name, ask in asking.items()}


def ablation_table(results: Sequence[Mapping[str, Found]]) -> Table:
    """A row for each step left out, the whole search first: each figure, its distance to the whole search's, and the
    median milliseconds of a search. `results` are those of one or more cases.

    A star: the difference is more than chance, by the exact sign test and by its 95 % bootstrap interval. Two stars: by
    the sign test also when it is corrected for the number of steps.
    """
    steps = [WHOLE, *(step for step in results[0] if step != WHOLE)]
    columns = [_column(figure, results, steps) for figure in _FIGURES.values()]
    times = [f"{percentile([one[step].took_ms for one in results], 50):.1f}" for step in steps]
    title = (
        f"The search without one of its steps, over {len(results)} questions that the papers answer\n"
        "*: the difference is more than chance; **: so it is among so many steps"
    )
    return Table(title, ("left out", *_FIGURES, "median ms"), tuple(zip(steps, *columns, times, strict=True)))


def _after(ask: Asking, before: Sequence[Turn], question: str) -> list[Hit]:
    return ask(question, before)


def _column(
    figure: Callable[[Sequence[int | None]], float], results: Sequence[Mapping[str, Found]], steps: Sequence[str]
) -> list[str]:
    whole, *others = [[(figure(one[step].ranks), 1.0) for one in results] for step in steps]
    chances = [_chance(whole, other) for other in others]
    rows = zip(others, chances, holm(chances), strict=True)
    return [f"{ratio_of(whole):.3f}", *(_cell(whole, other, *chance) for other, *chance in rows)]


def _chance(whole: Sequence[Ratio], other: Sequence[Ratio]) -> float:
    pairs = list(zip(whole, other, strict=True))
    return sign_test(sum(b > a for a, b in pairs), sum(b < a for a, b in pairs))


def _cell(whole: Sequence[Ratio], other: Sequence[Ratio], chance: float, corrected: float) -> str:
    change = difference(whole, other)
    assert change.value is not None and change.low is not None and change.high is not None, "every case counts"
    sure = chance < LIKELY and not change.low <= 0 <= change.high
    stars = "*" * (sure + (sure and corrected < LIKELY))
    return f"{ratio_of(other):.3f} {change.value:+.3f} {stars}".rstrip()
