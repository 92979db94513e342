"""Pictures of a run, as PNG. Drawn without a display, and without anything that is fetched."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from corpus.errors import CouncilError
from eval.intervals import Estimate
from eval.risk import Point

_SIZE = (7.2, 3.4)  # inches
_DPI = 110


class ChartsMissing(CouncilError):
    """The library that draws is not installed."""


def recall_bars(figures: Mapping[str, Mapping[str, Estimate]]) -> bytes:
    """Bars with their 95 % intervals: for each search by name, its figures by name (0 to 1). Raises ChartsMissing."""
    figure, axes = _canvas()
    names = list(dict.fromkeys(name for found in figures.values() for name in found))
    width = 0.8 / max(1, len(figures))
    for place, (search, found) in enumerate(figures.items()):
        shown = [found[name] for name in names]
        values = [one.value or 0.0 for one in shown]
        below = [value - (value if one.low is None else one.low) for value, one in zip(values, shown, strict=True)]
        above = [(value if one.high is None else one.high) - value for value, one in zip(values, shown, strict=True)]
        spots = [number + (place - (len(figures) - 1) / 2) * width for number in range(len(names))]
        axes.bar(spots, values, width, label=search, yerr=[below, above], error_kw={"linewidth": 0.8})
    axes.set_xticks(range(len(names)), names)
    axes.set_ylim(0, 1.05)
    axes.set_ylabel("share of questions")
    if figures:
        axes.legend(loc="lower right", fontsize="small")
    return _png(figure)


def risk_curve(points: Sequence[Point]) -> bytes:
    """Error rate against coverage, the likeliest answers first. Raises ChartsMissing."""
    figure, axes = _canvas()
    axes.step([point.coverage for point in points], [point.risk for point in points], where="post")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("share of the questions that is answered")
    axes.set_ylabel("share of those answers that is wrong")
    return _png(figure)


def _canvas() -> tuple[Any, Any]:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ChartsMissing(
            "the pictures of a report need matplotlib, which is not installed; run: make setup, "
            "or: pip install 'council-papers-assistant[dev]'"
        ) from error
    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.grid(axis="y", linewidth=0.4)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _png(figure: Any) -> bytes:
    content = BytesIO()
    figure.savefig(content, format="png")
    return content.getvalue()
