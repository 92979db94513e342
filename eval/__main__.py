"""`python -m eval QUESTIONS --papers DIR` measures; `compare BEFORE AFTER` compares two runs; `ablation QUESTIONS
--papers DIR` leaves out each step of the search in turn; `public FOLDER...` measures the search on public test
collections; `register --papers DIR` holds the register against papers read by eye; `view` learns how questions are
seen, and `fit` the weights that ranking, quoting and refusing go by; `bench` measures speed and memory as ratios."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

import corpus.samples
from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.errors import CouncilError, InvalidInput
from eval.ablation import ablated, ablation_table
from eval.bench.measured import bench_table
from eval.bench.parts import PARTS, Bench, parts_named
from eval.cases import Case, load_cases
from eval.collection import collection_of, described, progress_console
from eval.fit import Example, cross_validated, examples_of, fit_related, fit_table
from eval.fit import fit as fit_weights
from eval.leaning import MODEL, TIMES_FIRST, leaning_rows, leaning_table, learn_leaning, named
from eval.lessons import collected
from eval.measure import measure, searchers
from eval.practice import Practice, load_practice
from eval.public import collection_table, load_collection, one_table, sampled, write_documents
from eval.register import GOLD, compare_register, load_gold, register_tables
from eval.report import keep, make_folder, show, summary_of
from eval.results import CaseResult, Run, read_run, write_run
from eval.steps import without_each
from eval.tables import comparison_table, run_tables
from index.question_view import write_view
from index.search import MAX_K
from index.weights import write_weights

_EVERY = 3
"""Of the questions about other papers, every so manieth is asked as one that the papers do not answer."""
_SAMPLES = Path(corpus.samples.__file__).parent / "papers"
_SAMPLE_QUESTIONS = Path(__file__).with_name("samples.jsonl")
_BENCH_WIDTH = 150  # columns of a table that tells how each figure came about, or of several collections
_NAMES_WIDTH = 110  # columns of a table of papers by their files' names
app = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure search and answers.")

Data = Annotated[Path | None, typer.Option(help="The data folder; without it, one in the user's cache.")]
PracticeSets = Annotated[list[Path], typer.Argument(help="Practice sets, JSON lines.", show_default=False)]
PracticePapers = Annotated[
    list[Path],
    typer.Option("--papers", help="The folder of papers of each set, in the same order.", show_default=False),
]
PracticeData = Annotated[
    list[Path] | None, typer.Option("--data", help="A data folder for each set.", show_default=False)
]


@app.command()
def run(
    questions: Annotated[list[Path], typer.Argument(help="Question sets, JSON lines.", show_default=False)],
    papers: Annotated[
        Path, typer.Option(help="The folder of papers that the questions are about.", show_default=False)
    ],
    data: Data = None,
    k: Annotated[int, typer.Option(min=1, max=MAX_K, help="How many passages each search gives.")] = 20,
    out: Annotated[Path | None, typer.Option(help="A folder for the results as JSON, Markdown and HTML.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first cases.")] = None,
    only_kind: Annotated[str | None, typer.Option(help="Only cases of one kind.")] = None,
    afternoon: Annotated[bool, typer.Option(help="Measure the plainest search too: it embeds all papers anew.")] = True,
) -> None:
    """Take the papers in, ask every question, and report."""
    with _errors_told():
        cases = _chosen(load_cases(questions), only_kind, limit)
        if out:
            make_folder(out)  # a folder that cannot be made is told before the work, not after it
        with collection_of(papers, data) as assistant:
            about = {"questions": ", ".join(map(str, questions)), "cases": str(len(cases)), **described(assistant)}
            result = Run(about, k, _measured(cases, assistant, k, afternoon))
        if out:
            keep(result, out)
        if json:
            print(write_run(result, summary_of(result)), end="")
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


@app.command()
def ablation(
    questions: Annotated[list[Path], typer.Argument(help="Question sets, JSON lines.", show_default=False)],
    papers: Annotated[
        Path, typer.Option(help="The folder of papers that the questions are about.", show_default=False)
    ],
    data: Data = None,
) -> None:
    """Leave out each step of the search in turn, and tell what is lost."""
    with _errors_told():
        cases = [case for case in load_cases(questions) if case.answerable]
        if not cases:
            raise InvalidInput("questions", "the papers answer none of these; give some whose evidence is known")
        with collection_of(papers, data) as assistant, Bar(console=progress_console) as bar:
            asking = without_each(assistant.catalogue, assistant.embedder, assistant.reader)
            found = list(bar.track(ablated(cases, asking), len(cases), description="Searching"))
        show([ablation_table(found)], Console(width=max(Console().width, _BENCH_WIDTH)))


@app.command()
def public(
    folders: Annotated[list[Path], typer.Argument(help="Collections in the form of BEIR.", show_default=False)],
    data: Annotated[Path | None, typer.Option(help="A folder for the data folders of the collections.")] = None,
    queries: Annotated[int | None, typer.Option(min=1, help="At most so many queries of each, drawn.")] = None,
) -> None:
    """Measure the search alone on public test collections: fused and ranked anew, by vectors, by words (BM25)."""
    with _errors_told(), tempfile.TemporaryDirectory() as scratch:
        tables = []
        for collection in [sampled(load_collection(folder), queries) for folder in folders]:
            documents, kept = Path(scratch) / collection.name, (data or Path(scratch) / "data") / collection.name
            names = write_documents(collection, documents)
            with collection_of(documents, kept) as assistant, Bar(console=progress_console) as bar:
                track = partial(bar.track, description=f"Searching {collection.name}")
                tables.append(collection_table(collection, assistant, names, track))
        show([one_table(tables)], Console(width=max(Console().width, _BENCH_WIDTH)))


@app.command()
def register(
    papers: Annotated[Path, typer.Option(help="The folder of papers that were read by eye.", show_default=False)],
    gold: Annotated[Path, typer.Option(help="What they say, as JSON.", show_default=False)] = GOLD,
) -> None:
    """Hold the agenda items, minutes, decisions and tables found against papers read by eye."""
    with _errors_told(), Bar(console=progress_console) as bar:
        known = load_gold(gold)
        compared = list(bar.track(compare_register(known, papers), len(known), description="Reading"))
    show(register_tables(compared), Console(width=max(Console().width, _NAMES_WIDTH)))


@app.command()
def view(
    questions: PracticeSets,
    papers: PracticePapers,
    data: PracticeData = None,
    leave_out: Annotated[
        list[str] | None, typer.Option(help="Learn nothing from cases whose ids begin so; repeat for more.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Learn from all of them, and keep what is learned.")] = False,
) -> None:
    """Learn how questions are seen, and judge it on questions that it was not learned from; or keep it."""
    from eval.question_learning import judged_view, learn_view, view_table  # torch takes seconds to import

    left_out = tuple(leave_out or ())
    with _errors_told(), _practised(questions, papers, data) as every, Bar(console=progress_console) as bar:
        sets = [(_part(one, lambda case: not case.id.startswith(left_out)), assistant) for one, assistant in every]
        track = partial(bar.track, description="Learning")
        collections = []
        for practice, assistant in sets:
            searching = partial(bar.track, description="Searching")
            collections.append(collected(practice.cases, assistant, searching))
        if write:
            write_view(sets[0][1].embedder.name, learn_view(collections, track))
        else:
            show([view_table(judged_view(collections, track), [file.stem for file in questions])], Console())


@app.command()
def fit(
    questions: PracticeSets,
    papers: PracticePapers,
    data: PracticeData = None,
    strange: Annotated[
        Path | None, typer.Option(help="Questions about nothing that any of the papers is about.")
    ] = None,
    first: Annotated[Path | None, typer.Option(help="Short questions that lean on none before them.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(help="Of the cases that the papers answer, only those whose ids begin so; repeat for more."),
    ] = None,
    parts: Annotated[int, typer.Option(min=2, max=20, help="Parts of the cross-validation.")] = 5,
    related: Annotated[
        bool, typer.Option("--related", help="Only the weights that tell questions about other things; the rest stay.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Keep the weights in place of those in use.")] = False,
) -> None:
    """Learn the weights of ranking, quoting and refusing; judge them on cases that they were not learned from."""
    begins = tuple(only or [""])
    with _errors_told(), _practised(questions, papers, data) as every, Bar(console=progress_console) as bar:
        sets = [(_part(one, lambda case: not case.answerable or case.id.startswith(begins)), a) for one, a in every]
        nothing = load_cases([strange]) if strange else ()
        examples: list[Example] = []
        for practice, assistant in sets:
            examples += bar.track(examples_of(practice.cases, assistant), len(practice.cases), description="Asking")
            others = [case for other, _ in sets if other is not practice for case in other.cases[::_EVERY]]
            examples += examples_of([*others, *nothing], assistant, foreign=True)
        learn = fit_related if related else fit_weights
        judged = cross_validated(examples, parts, lambda all_: bar.track(all_, description="Cross-validating"), learn)
        own_cases = [[one for one in judged if one.case in practice.cases and not one.foreign] for practice, _ in sets]
        show([fit_table(own_cases, [file.stem for file in questions], judged)], Console())
        if lost := sum(practice.lost for practice, _ in sets):
            typer.echo(f"{lost} cases were left out: their papers are not held, or are read differently now.")
        models = learn(examples).named() if write else {}
        if not related:
            alone = load_cases([first]) if first else ()
            rows, marks = leaning_rows([*(practice.cases for practice, _ in every), nothing, *[alone] * TIMES_FIRST])
            show([leaning_table(rows, marks, parts)], Console())
            models |= {MODEL: named(learn_leaning(rows, marks))} if write else {}
        if write:
            write_weights(models)


@contextmanager
def _practised(
    questions: Sequence[Path], papers: Sequence[Path], data: Sequence[Path] | None
) -> Iterator[list[tuple[Practice, Assistant]]]:
    """Each practice set with the assistant over its papers. Raises InvalidInput where they do not pair."""
    if len(papers) != len(questions) or len(data or papers) != len(papers):
        raise InvalidInput("papers", "each question set needs one folder of papers; repeat --papers for each")
    kept_in: list[Path | None] = [*data] if data else [None] * len(papers)
    with ExitStack() as opened:
        folders = zip(papers, kept_in, strict=True)
        assistants = [opened.enter_context(collection_of(folder, kept)) for folder, kept in folders]
        yield [(load_practice(file, a.catalogue, a.reader), a) for file, a in zip(questions, assistants, strict=True)]


def _part(practice: Practice, wanted: Callable[[Case], bool]) -> Practice:
    return replace(practice, cases=tuple(filter(wanted, practice.cases)))


@app.command()
def bench(
    papers: Annotated[Path, typer.Option(help="The folder of papers that are taken in anew.")] = _SAMPLES,
    questions: Annotated[Path, typer.Option(help="A question set, JSON lines.")] = _SAMPLE_QUESTIONS,
    data: Annotated[Path | None, typer.Option(help="A data folder to ask, in place of one made of the papers.")] = None,
    only: Annotated[list[str] | None, typer.Option(help=f"Parts to run: {', '.join(PARTS)}; repeat for more.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often the papers are taken in.")] = 3,
    pages: Annotated[int, typer.Option(min=20, help="Pages of the large pack whose memory is measured.")] = 1_000,
    vectors: Annotated[int, typer.Option(min=1_000, help="How many vectors are looked through.")] = 150_000,
) -> None:
    """Measure speed and memory on this machine, as ratios."""
    with _errors_told():
        names = parts_named(only)
        asked = [case.question for case in load_cases([questions]) if case.answerable and not case.history]
        opened = closing(open_assistant(Settings(data=data))) if data else collection_of(papers, None)
        with opened as assistant, Bar(console=progress_console) as bar:
            measuring = Bench(assistant, asked, papers, rounds, pages, vectors)
            found = [one for name in bar.track(names, description="Measuring") for one in PARTS[name](measuring)]
        show([bench_table(found)], Console(width=max(Console().width, _BENCH_WIDTH)))


def _measured(cases: Sequence[Case], assistant: Assistant, k: int, afternoon: bool) -> tuple[CaseResult, ...]:
    with Bar(console=progress_console) as bar:
        bar.add_task("Making the searches ready", total=None)
        searches = searchers(assistant, k, afternoon)
    with Bar(console=progress_console) as bar:
        return tuple(bar.track(measure(cases, assistant, searches), len(cases), description="Asking"))


def _chosen(cases: Sequence[Case], only_kind: str | None, limit: int | None) -> tuple[Case, ...]:
    kinds = sorted({case.kind for case in cases})
    if only_kind is not None and only_kind not in kinds:
        raise InvalidInput("only-kind", f"no case is of kind {only_kind!r}; there are: {', '.join(kinds)}")
    return tuple(case for case in cases if only_kind in (None, case.kind))[:limit]


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
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    named = arguments and arguments[0] in {*commands, "--help"}
    app(args=list(arguments) if named or not arguments else ["run", *arguments], prog_name="python -m eval")


if __name__ == "__main__":
    main(sys.argv[1:])
