"""A collection of papers to measure on: taken in once, kept for the next time."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress as Bar

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.errors import InvalidInput
from index.ingest import Progress, ingest

progress_console = Console(stderr=True)


@contextmanager
def collection_of(papers: Path, data: Path | None) -> Iterator[Assistant]:
    """The assistant over all that the folder `papers` holds, kept in `data`, or in the user's cache.

    Raises InvalidInput where nothing in `papers` can be read, and whatever `open_assistant` and `ingest` raise.
    """
    settings = Settings()
    settings = settings.model_copy(update={"data": data or _cache_folder(papers, settings.model)})
    if not papers.is_dir():
        raise InvalidInput("papers", f"there is no folder {papers}; check the spelling")
    assistant = open_assistant(settings, create=True)
    try:
        _take_in(papers, assistant)
        if not any(paper.passage_count for paper in assistant.catalogue.papers(assistant.reader)):
            raise InvalidInput("papers", f"no papers in {papers} can be read; name a folder that holds some")
        yield assistant
    finally:
        assistant.close()


def described(assistant: Assistant) -> dict[str, str]:
    """What is held, in words."""
    papers = assistant.catalogue.papers(assistant.reader)
    return {
        "papers": str(len(papers)),
        "passages": str(sum(paper.passage_count for paper in papers)),
        "files not read": str(len(assistant.catalogue.refusals())),
        "model": assistant.embedder.name,
    }


def _take_in(papers: Path, assistant: Assistant) -> None:
    with Bar(console=progress_console) as bar:
        task = bar.add_task("Taking papers in", total=None)

        def tell(progress: Progress) -> None:
            bar.update(task, total=max(progress.total_bytes, 1), completed=progress.done_bytes)

        ingest([papers], assistant.catalogue, assistant.embedder, progress=tell)


def _cache_folder(papers: Path, model: str) -> Path:
    """A folder in the user's cache for one folder of papers and one model."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = hashlib.sha256(f"{papers.resolve()}\n{model}".encode()).hexdigest()[:16]
    return cache / "council-papers-assistant" / f"eval-{key}"
