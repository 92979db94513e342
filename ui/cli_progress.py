"""Progress of an ingest, on stderr."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

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
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=None, done="", left="")

        def step(now: "Step") -> None:
            name = escape(safe(now.source)[-_LONGEST_NAME:])
            done = f"{now.done:,} of {now.total:,} files"
            left = _left(now.remaining_s)
            bar.update(task, description=name, total=now.total_bytes, completed=now.done_bytes, done=done, left=left)
            if now.report is not None:
                console.print(safe(file_line(now.report)), markup=False, highlight=False, soft_wrap=True)

        yield step


def _left(seconds: float | None) -> str:
    """As in "about 3 min left"; "" while that cannot be told."""
    if seconds is None:
        return ""
    minutes = math.ceil(seconds / 60)
    return f"about {minutes:,} min left" if seconds > 90 else f"about {math.ceil(seconds)} s left"
