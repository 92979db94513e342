"""`council decisions`."""

import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from textwrap import wrap
from typing import Annotated

import typer

from corpus.marks import plain
from corpus.register.types import Status
from index.register_types import HeldDecision
from ui.cli_options import Committee, Council, Data, Json, OfPaper, Since, Until, checked, opened, say, say_json
from ui.register_csv import DECISION_COLUMNS, csv_lines, decision_row
from ui.register_replies import DecisionOut, DecisionsOut
from ui.register_schemas import MAX_ROWS, DecisionsIn
from ui.wording import counted, day, page_number, vote_words

_SHOWN = 400
_WIDEST = 100
_INDENT = "    "
"""Characters of a decision that a list shows; --json and --csv give all of them."""


def decisions(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words in a decision or its title.", show_default=False)
    ] = None,
    council: Council = None,
    committee: Committee = None,
    since: Since = None,
    until: Until = None,
    status: Annotated[Status | None, typer.Option(help="Only decisions with this status.")] = None,
    number: Annotated[str | None, typer.Option(help="Only this minute, decision or reference number.")] = None,
    paper: OfPaper = None,
    limit: Annotated[int | None, typer.Option(min=1, max=MAX_ROWS, help="How many at most; all if left out.")] = None,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    data: Data = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets.")] = False,
) -> None:
    """List what was decided, latest meeting first, each decision once. Exits with 1 where there is none.

    What reports only recommend is no decision; --status recommended lists that.
    """
    from index.register import Register

    given = {"council": council, "committee": committee, "since": since, "until": until, "status": status}
    given |= {"number": number, "paper": paper, "words": " ".join(words) if words else None}
    named = {name: value for name, value in given.items() if value is not None}
    asked = checked(DecisionsIn, **named, limit=limit, offset=offset)
    with opened(data) as assistant:
        found = Register(assistant.catalogue).decisions(assistant.reader, asked.filters(), asked.offset, asked.limit)
    if json:
        say_json(DecisionsOut.of(found))
    elif csv:
        rows = (decision_row(DecisionOut.of(row)) for row in found.rows)
        for line in csv_lines(DECISION_COLUMNS, rows):
            typer.echo(line, nl=False)
    else:
        for row in found.rows:
            say(*_lines(row))
        say(_counted(len(found.rows), found.total, asked.status))
    if not found.rows:
        raise typer.Exit(1)


def _counted(shown: int, total: int, status: Status | None) -> str:
    """As in "27 decisions", "10 of 27 decisions"."""
    what = "recommendation" if status is Status.RECOMMENDED else "decision"
    return (f"{shown:,} of " if shown < total else "") + (counted(total, what) or f"no {what}s")


def _lines(held: HeldDecision) -> Iterator[str]:
    """A decision for a list: what it is, its words, who moved it and how it was voted on, and where it stands."""
    when = ", ".join(filter(None, (held.committee or held.taken_by, day(held.day))))
    yield "  ".join(filter(None, (held.number or held.reference, held.status.value, when, plain(held.title or ""))))
    words = plain(held.text)
    yield from _folded(words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …")
    if moved := "; ".join(_moved(held)):
        yield from _folded(moved)
    for home in (held.home, *held.also_in):
        page = f", {page_number(home.page)}" if home.page else ""
        yield f"{_INDENT}{home.paper.title}{page} ({home.paper.source})"
    yield ""


def _moved(held: HeldDecision) -> Iterator[str]:
    """Who proposed and seconded, the votes, and who was given power."""
    for label, name in (("proposed by", held.mover), ("seconded by", held.seconder)):
        if name:
            yield f"{label} {name}"
    if held.vote:
        yield vote_words(held.vote)
    if held.delegated_to:
        yield f"delegated to {', '.join(held.delegated_to)}"


def _folded(text: str) -> list[str]:
    """`text` indented, and on a terminal folded to its width; elsewhere one line, for programs that look for words."""
    width = min(get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else len(text) + len(_INDENT)
    return wrap(text, max(width, 30), initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
