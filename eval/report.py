"""Tables for people: Markdown to keep, and a terminal's."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from corpus.errors import InvalidInput
from eval.charts import recall_bars, risk_curve
from eval.figures import all_figures, search_figures
from eval.html_report import Picture, html_report
from eval.intervals import estimate
from eval.results import Run, write_run
from eval.risk import area, risk_coverage
from eval.stages import stage_counts, worst
from eval.tables import Table, all_by_kind_table, misses_table, run_tables, worst_table
from index.files import replace_file


def figures_of(run: Run) -> dict[str, Any]:
    """Every figure of the run with its interval, as JSON takes it."""
    figures = all_figures(run.searches, run.k)
    return {name: asdict(estimate([figure(case) for case in run.cases])) for name, figure in figures.items()}


def summary_of(run: Run) -> dict[str, Any]:
    """What JSON holds beside the cases: figures, the stages that lost answers, and the risk-coverage curve."""
    points = risk_coverage(run.cases)
    return {
        "figures": figures_of(run),
        "stages": stage_counts(run.cases),
        "risk_coverage": {"area": area(points), "points": [asdict(point) for point in points]},
    }


def make_folder(folder: Path) -> None:
    """Makes the folder for a report, where it is not there yet. Raises InvalidInput where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput("out", f"cannot make the folder {folder} ({error.strerror}); name another") from error


def keep(run: Run, folder: Path) -> None:
    """Writes the run to `folder`, which is there, as results.json, report.md, two pictures and report.html.

    Raises FolderFull, and ChartsMissing after the first two files.
    """
    tables = [*run_tables(run), all_by_kind_table(run)]
    replace_file(folder / "results.json", write_run(run, summary_of(run)).encode())
    listed = [*tables, worst_table(run), misses_table(run)]
    replace_file(folder / "report.md", markdown(listed, run.about).encode())
    pictures = {
        "recall.png": Picture(_recall_picture(run), "Evidence found among the first passages, with 95 % intervals"),
        "risk.png": Picture(risk_curve(risk_coverage(run.cases)), "Wrong answers against coverage, likeliest first"),
    }
    for name, picture in pictures.items():
        replace_file(folder / name, picture.png)
    page = html_report(run.about, [*tables, misses_table(run)], worst(run.cases), list(pictures.values()))
    replace_file(folder / "report.html", page.encode())


def markdown(tables: Sequence[Table], about: Mapping[str, str]) -> str:
    """The tables as one Markdown text, headed by what was measured."""
    lines = ["# Evaluation", "", *(f"- {name}: {value}" for name, value in about.items())]
    for table in tables:
        lines += ["", f"## {table.title}", "", _row(table.columns), _row(["---"] * len(table.columns))]
        lines += map(_row, table.rows)
    return "\n".join(lines) + "\n"


def show(tables: Sequence[Table], console: Console) -> None:
    """Prints the tables."""
    for table in tables:
        shown = RichTable(title=table.title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for place, column in enumerate(table.columns):
            shown.add_column(column, justify="right" if place else "left", no_wrap=not place)
        for row in table.rows:
            shown.add_row(*map(escape, row))
        console.print(shown)


def _recall_picture(run: Run) -> bytes:
    shown = {
        search: {
            name: estimate([figure(case) for case in run.cases])
            for name, figure in search_figures(search, run.k).items()
            if name.startswith("any@")
        }
        for search in run.searches
    }
    return recall_bars(shown)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
