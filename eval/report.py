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
from eval.figures import all_figures
from eval.intervals import estimate
from eval.results import Run, write_run
from eval.tables import Table, misses_table, run_tables
from index.files import replace_file


def figures_of(run: Run) -> dict[str, Any]:
    """Every figure of the run with its interval, as JSON takes it."""
    figures = all_figures(run.searches, run.k)
    return {name: asdict(estimate([figure(case) for case in run.cases])) for name, figure in figures.items()}


def make_folder(folder: Path) -> None:
    """Makes the folder for a report, where it is not there yet. Raises InvalidInput where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput("out", f"cannot make the folder {folder} ({error.strerror}); name another") from error


def keep(run: Run, folder: Path) -> None:
    """Writes the run to `folder`, which is there, as results.json and report.md. Raises FolderFull."""
    replace_file(folder / "results.json", write_run(run, figures_of(run)).encode())
    replace_file(folder / "report.md", markdown([*run_tables(run), misses_table(run)], run.about).encode())


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


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
