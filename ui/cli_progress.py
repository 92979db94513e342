"""Progress of an ingest, on stderr."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from ui.terminal import file_line, safe

if TYPE_CHECKING:
    from index.ingest import Progress as Step

_LONGEST_NAME = 40


@contextmanager
def ingest_progress() -> Iterator[Callable[["Step"], None]]:
    """What to call with every step: draws a bar on a terminal, and a line for every file that is finished."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None, done="")

        def step(now: "Step") -> None:
            name = escape(safe(now.source)[-_LONGEST_NAME:])
            done = f"{now.done + (now.report is not None):,} of {now.total:,} files"
            bar.update(task, description=name, total=now.total_bytes, completed=now.done_bytes, done=done)
            if now.report is not None:
                console.print(safe(file_line(now.report)), markup=False, highlight=False, soft_wrap=True)

        yield step
