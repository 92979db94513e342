"""`python -m eval QUESTIONS --papers DIR` measures; `python -m eval compare BEFORE AFTER` compares two runs."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.errors import CouncilError, InvalidInput
from eval.cases import Case, load_cases
from eval.measure import measure, searchers
from eval.report import figures_of, keep, show
from eval.results import Run, read_run, write_run
from eval.tables import comparison_table, run_tables
from index.ingest import Outcome, Progress, ingest
from index.search import MAX_K

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure search and answers.")
_progress = Console(stderr=True)


@app.command()
def run(
    questions: Annotated[list[Path], typer.Argument(help="Question sets, JSON lines.", show_default=False)],
    papers: Annotated[
        Path, typer.Option(help="The folder of papers that the questions are about.", show_default=False)
    ],
    data: Annotated[Path | None, typer.Option(help="The data folder; without it, one in the user's cache.")] = None,
    k: Annotated[int, typer.Option(min=1, max=MAX_K, help="How many passages each search gives.")] = 20,
    out: Annotated[Path | None, typer.Option(help="A folder for results.json and report.md.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first cases.")] = None,
    only_kind: Annotated[str | None, typer.Option(help="Only cases of one kind.")] = None,
) -> None:
    """Take the papers in, ask every question, and report."""
    with _errors_told():
        cases = _chosen(load_cases(questions), only_kind, limit)
        settings = Settings()
        settings = settings.model_copy(update={"data": data or _cache_folder(papers, settings.model)})
        assistant = open_assistant(settings, create=True)
        try:
            result = _run(cases, assistant, papers, k, questions)
        finally:
            assistant.close()
        if out:
            keep(result, out)
        if json:
            print(write_run(result, figures_of(result)), end="")
        else:
            show(run_tables(result), Console())


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="results.json of the first run.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="results.json of the second run.", show_default=False)],
) -> None:
    """Compare two runs, case by case."""
    with _errors_told():
        show([comparison_table(read_run(before), read_run(after))], Console())


def _run(cases: tuple[Case, ...], assistant: Assistant, papers: Path, k: int, questions: list[Path]) -> Run:
    taken = _take_in(assistant, papers)
    held = assistant.catalogue.papers(assistant.reader)
    if not any(paper.passage_count for paper in held):
        raise InvalidInput("papers", f"no papers in {papers} can be read{taken}; name a folder that holds some")
    with Bar(console=_progress) as bar:
        bar.add_task("Embedding the plain pieces", total=None)
        searches = searchers(assistant, k)
    with Bar(console=_progress) as bar:
        results = tuple(bar.track(measure(cases, assistant, searches), len(cases), description="Asking"))
    about = {
        "questions": ", ".join(map(str, questions)),
        "cases": str(len(cases)),
        "papers": f"{papers}: {len(held)} papers, {sum(paper.passage_count for paper in held)} passages{taken}",
        "model": assistant.embedder.name,
    }
    return Run(about, k, results)


def _take_in(assistant: Assistant, papers: Path) -> str:
    """Ingests `papers`; says how many files could not be read, if any."""
    with Bar(console=_progress) as bar:
        task = bar.add_task("Taking papers in", total=None)

        def tell(progress: Progress) -> None:
            bar.update(task, total=max(progress.total_bytes, 1), completed=progress.done_bytes)

        report = ingest([papers], assistant.catalogue, assistant.embedder, progress=tell)
    refused = report.count(Outcome.REFUSED)
    return f", {refused} files not read" if refused else ""


def _chosen(cases: tuple[Case, ...], only_kind: str | None, limit: int | None) -> tuple[Case, ...]:
    kinds = sorted({case.kind for case in cases})
    if only_kind is not None and only_kind not in kinds:
        raise InvalidInput("only-kind", f"no case is of kind {only_kind!r}; there are: {', '.join(kinds)}")
    return tuple(case for case in cases if only_kind in (None, case.kind))[:limit]


def _cache_folder(papers: Path, model: str) -> Path:
    """A folder in the user's cache for one folder of papers and one model."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    key = hashlib.sha256(f"{papers.resolve()}\n{model}".encode()).hexdigest()[:16]
    return cache / "council-papers-assistant" / f"eval-{key}"


@contextmanager
def _errors_told() -> Iterator[None]:
    """Tells an error in one line, and leaves with 2 for wrong input, 1 for anything else that was foreseen."""
    try:
        yield
    except CouncilError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(2 if isinstance(error, InvalidInput) else 1) from error


def main(arguments: Sequence[str]) -> None:
    """Runs the command; `run` is meant where no command is named. Ends with SystemExit."""
    named = arguments and arguments[0] in {"run", "compare", "--help"}
    app(args=list(arguments) if named or not arguments else ["run", *arguments], prog_name="python -m eval")


if __name__ == "__main__":
    main(sys.argv[1:])
