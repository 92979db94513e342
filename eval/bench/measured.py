"""A figure of the bench, and times taken in turns."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from eval.tables import NOTHING, Table

Job = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: its `value`, the `most` or the `least` it is to be (None where it is only told), and how it came
    about."""

    name: str
    value: float
    how: str
    most: float | None = None
    least: float | None = None

    @property
    def within(self) -> bool | None:
        """Whether it is what it is to be; None where it is only told."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)


def medians_in_turns(jobs: Sequence[Mapping[str, Job]]) -> dict[str, float]:
    """Median seconds of each job by its name. Each round does every job once, so that whatever else the machine is at
    slows all of them alike."""
    times: dict[str, list[float]] = {}
    for one_round in jobs:
        for name, job in one_round.items():
            started = time.perf_counter()
            job()
            times.setdefault(name, []).append(time.perf_counter() - started)
    return {name: median(taken) for name, taken in times.items()}


def bench_table(measured: Sequence[Measured]) -> Table:
    """A row for each figure, with the bar that it is held against."""
    rows = tuple((one.name, f"{one.value:,.2f}", _bar(one), _verdict(one), one.how) for one in measured)
    return Table("Measured on this machine", ("figure", "value", "bar", "within", "how"), rows)


def _bar(one: Measured) -> str:
    if one.most is not None:
        return f"at most {one.most:g}"
    return NOTHING if one.least is None else f"at least {one.least:g}"


def _verdict(one: Measured) -> str:
    return {True: "yes", False: "NO", None: NOTHING}[one.within]
