"""A run, and two runs side by side, as tables of text."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.coverage import any_at
from eval.figures import Figure, all_figures, answer_figures, by_kind, ratio_of, search_figures
from eval.intervals import Estimate, difference, estimate, percentile, sign_test
from eval.results import CaseResult, Run
from eval.risk import area, risk_at, risk_coverage
from eval.stages import stage_counts, worst

_WHOLE = {"quoted words an answer", "citations an answer"}
"""Figures that are no shares."""
NOTHING = "-"
_COVERAGES = (0.1, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its first column names the rows, the others hold figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def run_tables(run: Run) -> list[Table]:
    """Everything worth reading of a run."""
    return [
        searches_table(run),
        answers_table(run),
        kinds_table(run),
        stages_table(run),
        risk_table(run),
        times_table(run),
    ]


def searches_table(run: Run) -> Table:
    """A column for each search: coverage by its first passages, with 95 % intervals."""
    figures = {search: search_figures(search, run.k) for search in run.searches}
    rows = [
        (name, *(with_interval(_estimate(figures[search][name], run.cases)) for search in run.searches))
        for name in search_figures("", run.k)
    ]
    return Table("Evidence covered by the first passages", ("figure", *run.searches), tuple(rows))


def answers_table(run: Run) -> Table:
    """A row for each figure of the answers, with its 95 % interval and the cases that it rests on."""
    rows = []
    for name, figure in answer_figures().items():
        found = _estimate(figure, run.cases)
        rows.append((name, _number(name, found.value), *(_number(name, end) for end in (found.low, found.high))))
        rows[-1] += (str(found.cases),)
    return Table("Answers", ("figure", "value", "from", "to", "cases"), tuple(rows))


def kinds_table(run: Run) -> Table:
    """A row for each kind of question."""
    names = ["any@5", "all@10", "MRR"]
    figures = {**search_figures(run.searches[0], run.k), **answer_figures()} if run.searches else answer_figures()
    names = [name for name in (*names, "correct", "quote covers", "right") if name in figures]
    rows = [
        (kind, str(len(cases)), *(_number(name, ratio_of([figures[name](case) for case in cases])) for name in names))
        for kind, cases in by_kind(run.cases).items()
    ]
    return Table("By kind of question", ("kind", "cases", *names), tuple(rows))


def times_table(run: Run) -> Table:
    """Milliseconds of each search and of the answers: median and 95th percentile."""
    times = {search: [case.found[search].took_ms for case in run.cases] for search in run.searches}
    times["answer"] = [case.answered.took_ms for case in run.cases]
    rows = [(name, *(f"{percentile(values, share) or 0:.1f}" for share in (50, 95))) for name, values in times.items()]
    return Table("Milliseconds", ("step", "median", "95th percentile"), tuple(rows))


def all_by_kind_table(run: Run) -> Table:
    """A row for each figure of the first search and of the answers, a column for each kind of question."""
    kinds = by_kind(run.cases)
    figures = all_figures(run.searches[:1], run.k)
    rows = [
        (name, *(_number(name, ratio_of([figure(case) for case in cases])) for cases in kinds.values()))
        for name, figure in figures.items()
    ]
    columns = ("figure", *(f"{kind} ({len(cases)})" for kind, cases in kinds.items()))
    return Table("Every figure by kind of question", columns, tuple(rows))


def stages_table(run: Run) -> Table:
    """How many cases each stage of the work lost."""
    rows = [(stage, str(count)) for stage, count in stage_counts(run.cases).items()]
    return Table("Where answers were lost", ("stage", "cases"), tuple(rows))


def risk_table(run: Run) -> Table:
    """How often answers are wrong when only the likeliest are shown, so many that a share of the questions has one."""
    points = risk_coverage(run.cases)
    found = [(coverage, risk_at(points, coverage)) for coverage in _COVERAGES]
    rows = [
        (f"{coverage:.0%} answered", f"{point.risk:.3f}", f"{point.likelihood:.3f}")
        for coverage, point in found
        if point
    ]
    rows.append(("mean over the coverage reached", _number("", area(points)), NOTHING))
    return Table("Wrong answers, the likeliest first", ("coverage", "wrong", "likelihood from"), tuple(rows))


def worst_table(run: Run) -> Table:
    """The ten worst misses: what was asked, wanted and given, and the stage that lost it."""
    rows = [
        (case.id, case.question, " / ".join(case.wanted) or NOTHING, case.answered.text, case.lost_at or "")
        for case in worst(run.cases)
    ]
    return Table("The worst misses", ("case", "question", "wanted", "given", "lost at"), tuple(rows))


def misses_table(run: Run) -> Table:
    """The cases that went wrong, and how."""
    rows = [(case.id, case.kind, _miss(run, case), case.question) for case in run.cases if _miss(run, case)]
    return Table("What went wrong", ("case", "kind", "what", "question"), tuple(rows))


def comparison_table(before: Run, after: Run) -> Table:
    """Figure by figure over the cases that both runs hold: the difference with its interval, and cases won and lost."""
    old, new = ({case.id: case for case in run.cases} for run in (before, after))
    shared = [id_ for id_ in old if id_ in new]
    searches = [search for search in before.searches if search in after.searches]
    rows = []
    for name, figure in all_figures(searches, min(before.k, after.k)).items():
        pairs = [(figure(old[id_]), figure(new[id_])) for id_ in shared]
        rows.append((name, *_compared(name, pairs)))
    columns = ("figure", "before", "after", "difference", "95 % interval", "better", "worse", "same", "sign test p")
    return Table(f"Over the {len(shared)} cases that both runs hold", columns, tuple(rows))


def _compared(name: str, pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> tuple[str, ...]:
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    change = difference(old, new)
    values = [(a[0] / a[1], b[0] / b[1]) for a, b in pairs if a[1] and b[1]]
    better, worse = sum(b > a for a, b in values), sum(b < a for a, b in values)
    sides = (_number(name, ratio_of(old)), _number(name, ratio_of(new)), _number(name, change.value, "+"))
    interval = f"{_number(name, change.low, '+')} to {_number(name, change.high, '+')}"
    counts = (str(better), str(worse), str(len(values) - better - worse))
    return (*sides, interval, *counts, f"{sign_test(better, worse):.3f}")


def _estimate(figure: Figure, cases: Sequence[CaseResult]) -> Estimate:
    return estimate([figure(case) for case in cases])


def _miss(run: Run, case: CaseResult) -> str:
    if not case.answerable:
        return "" if case.answered.refused else "answered, though the papers do not say"
    found = run.searches and any_at(case.found[run.searches[0]].ranks, run.k)
    wrong = "refused" if case.answered.refused else "" if case.answered.correct else "facts missing"
    return ", ".join(filter(None, ("" if found else f"evidence not among the first {run.k}", wrong)))


def with_interval(found: Estimate) -> str:
    """A share with its 95 % interval, as a cell."""
    if found.value is None or found.low is None or found.high is None:
        return NOTHING
    return f"{found.value:.3f} ({found.low:.2f}-{found.high:.2f})"


def _number(name: str, value: float | None, sign: str = "") -> str:
    if value is None:
        return NOTHING
    return f"{value:{sign}.1f}" if name in _WHOLE else f"{value:{sign}.3f}"
