"""`council decisions`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from corpus.register.types import Status
from corpus.structure import plain
from index.register_types import HeldDecision
from ui.cli_options import Committee, Council, Data, Json, OfPaper, Since, Until, checked, opened, say, say_json
from ui.register_csv import DECISION_COLUMNS, csv_lines, decision_row
from ui.register_replies import DecisionOut, DecisionsOut
from ui.register_schemas import DecisionsIn
from ui.wording import day

_SHOWN = 400
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
    asked = checked(DecisionsIn, **{name: value for name, value in given.items() if value is not None})
    with opened(data) as assistant:
        found = Register(assistant.catalogue).decisions(assistant.reader, asked.filters(), limit=None)
    if json:
        say_json(DecisionsOut.of(found))
    elif csv:
        rows = (decision_row(DecisionOut.of(row)) for row in found.rows)
        for line in csv_lines(DECISION_COLUMNS, rows):
            typer.echo(line, nl=False)
    else:
        for row in found.rows:
            say(*_lines(row))
    if not found.rows:
        raise typer.Exit(1)


def _lines(held: HeldDecision) -> Iterator[str]:
    """A decision for a list: what it is, its words, and where they stand."""
    when = ", ".join(filter(None, (held.committee or held.taken_by, day(held.day))))
    yield "  ".join(filter(None, (held.number or held.reference, held.status.value, when, plain(held.title or ""))))
    words = plain(held.text)
    yield f"    {words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(' ', 1)[0] + ' …'}"
    for home in (held.home, *held.also_in):
        page = f", page {home.page.number}" if home.page else ""
        yield f"    {home.paper.title}{page} ({home.paper.source})"
    yield ""
