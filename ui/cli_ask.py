"""`council ask` and `council search`."""

import time
from typing import Annotated

import typer

from assistant.types import Part, Status
from index.search import MAX_K
from index.types import Mode
from ui.cli_options import (
    Committee,
    Council,
    Data,
    Json,
    OfKind,
    OfPaper,
    Since,
    Until,
    checked,
    checked_filters,
    opened,
    say,
    say_json,
)
from ui.replies import AnswerOut, PassageOut, PassagesOut
from ui.schemas import AskIn, SearchIn
from ui.terminal import answer_lines, hit_lines


def ask(
    question: Annotated[str, typer.Argument(help="A question in plain words.", show_default=False)],
    council: Council = None,
    committee: Committee = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    paper: OfPaper = None,
    ignore: Annotated[
        list[Part] | None, typer.Option(help="Do not act on names of this kind in the question; may be repeated.")
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Answer a question with quotes from the papers, each with its page. Exits with 1 where they do not say."""
    filters = checked_filters(council=council, committee=committee, since=since, until=until, kind=kind, paper=paper)
    asked = checked(AskIn, question=question, filters=filters, ignore=list(dict.fromkeys(ignore or ()))).to_question()
    with opened(data) as assistant:
        answer = assistant.answerer.answer(asked, assistant.reader)
    if json:
        say_json(AnswerOut.of(answer))
    else:
        say(*answer_lines(answer))
    if answer.status is Status.NOT_FOUND:
        raise typer.Exit(1)


def search(
    query: Annotated[str, typer.Argument(help="Words to look for.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, max=MAX_K, help="How many passages at most.")] = 10,
    mode: Annotated[Mode, typer.Option(help="By meaning (dense), by words (keyword), or both.")] = Mode.HYBRID,
    council: Council = None,
    committee: Committee = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    paper: OfPaper = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Find passages, best first. Exits with 1 where there are none."""
    filters = checked_filters(
        council=council, committee=committee, since=since, until=until, kind=kind, paper=paper
    ).filters()
    wanted = checked(SearchIn, query=query)
    with opened(data) as assistant:
        started = time.perf_counter()
        hits = assistant.finder.find(wanted.query, assistant.reader, filters=filters, k=k, mode=mode)
        took_ms = round((time.perf_counter() - started) * 1000, 1)
    if json:
        say_json(PassagesOut(passages=[PassageOut.of(hit) for hit in hits], took_ms=took_ms))
    else:
        say(*hit_lines(hits))
    if not hits:
        raise typer.Exit(1)
