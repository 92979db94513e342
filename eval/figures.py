"""The figures of a run. Each is a ratio of two sums over its cases: what counts, and what could have counted."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from eval.coverage import all_at, any_at, reciprocal_rank
from eval.results import Answered, CaseResult, Cited

Ratio = tuple[float, float]
"""What a case adds to a figure's numerator and denominator; (0, 0) where the figure says nothing of the case."""
Figure = Callable[[CaseResult], Ratio]

DEPTHS = (1, 3, 5, 10, 20)


def search_figures(search: str, k: int) -> dict[str, Figure]:
    """The figures of one search, asked for `k` passages. A question without a covering passage counts as 0."""
    depths = [depth for depth in DEPTHS if depth <= k]
    return {
        **{f"any@{depth}": partial(_any_at, search, depth) for depth in depths},
        **{f"all@{depth}": partial(_all_at, search, depth) for depth in depths},
        "MRR": partial(_reciprocal_rank, search),
    }


def answer_figures() -> dict[str, Figure]:
    """The figures of the answers. `correct` is over the questions that can be answered, `right` over all: a question
    that cannot be answered is to be refused."""
    return {
        "correct": lambda case: _of_answerable(case, case.answered.correct),
        "right": lambda case: (case.answered.correct if case.answerable else case.answered.refused, 1),
        "cited, any": lambda case: _of_answerable(case, any(c.right for c in case.answered.citations)),
        "cited, first": lambda case: _of_answerable(case, any(c.right for c in case.answered.citations[:1])),
        "quote covers": lambda case: _of_answerable(case, any(c.quotes for c in case.answered.citations)),
        "page exact": _page_exact,
        "follow-ups correct": lambda case: _of_answerable(case, case.answered.correct) if case.follow_up else (0, 0),
        "refusal precision": lambda case: (case.answered.refused and not case.answerable, case.answered.refused),
        "refusal recall": lambda case: (case.answered.refused and not case.answerable, not case.answerable),
        "quoted words an answer": _quoted_words,
        "citations an answer": lambda case: (len(case.answered.citations), not case.answered.refused),
        "verbatim": lambda case: _of_citations(case.answered, lambda cited: cited.verbatim),
    }


def all_figures(searches: Sequence[str], k: int) -> dict[str, Figure]:
    """Every figure by its name; those of a search begin with the search's name."""
    found = {f"{search} {name}": figure for search in searches for name, figure in search_figures(search, k).items()}
    return {**found, **answer_figures()}


def ratio_of(ratios: Sequence[Ratio]) -> float | None:
    """The figure: the sum of the numerators by the sum of the denominators; None where nothing counts."""
    total = sum(bottom for _, bottom in ratios)
    return sum(top for top, _ in ratios) / total if total else None


def by_kind(cases: Sequence[CaseResult]) -> Mapping[str, list[CaseResult]]:
    """The cases by their kind, kinds in the order of the alphabet."""
    kinds: dict[str, list[CaseResult]] = {kind: [] for kind in sorted({case.kind for case in cases})}
    for case in cases:
        kinds[case.kind].append(case)
    return kinds


def _any_at(search: str, depth: int, case: CaseResult) -> Ratio:
    return _of_answerable(case, any_at(case.found[search].ranks, depth))


def _all_at(search: str, depth: int, case: CaseResult) -> Ratio:
    return _of_answerable(case, all_at(case.found[search].ranks, depth))


def _reciprocal_rank(search: str, case: CaseResult) -> Ratio:
    return _of_answerable(case, reciprocal_rank(case.found[search].ranks))


def _page_exact(case: CaseResult) -> Ratio:
    judged = [cited.page_right for cited in case.answered.citations if cited.page_right is not None]
    return sum(judged), len(judged)


def _quoted_words(case: CaseResult) -> Ratio:
    return sum(len(cited.quote.split()) for cited in case.answered.citations), not case.answered.refused


def _of_answerable(case: CaseResult, value: float) -> Ratio:
    return (value, 1) if case.answerable else (0, 0)


def _of_citations(answered: Answered, test: Callable[[Cited], bool]) -> Ratio:
    return sum(map(test, answered.citations)), len(answered.citations)
