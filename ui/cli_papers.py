"""`council ingest`, `papers`, `remove` and `doctor`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from corpus.types import Access, Details, Kind
from ui.cli_options import (
    Committee,
    Council,
    Data,
    Json,
    OfKind,
    Since,
    Until,
    checked,
    checked_filters,
    opened,
    say,
    say_json,
)
from ui.cli_progress import ingest_progress
from ui.replies import PaperOut, PapersOut
from ui.schemas import Day
from ui.terminal import paper_line, total_line


class AccessName(StrEnum):
    """Access marks by name."""

    PUBLIC = "public"
    EXEMPT = "exempt"


class _Dated(BaseModel):
    date: Day = None


class FileOut(BaseModel):
    """What became of a file."""

    source: str
    outcome: str
    pages: int
    passages: int
    notes: list[str]
    reason: str | None


class IngestOut(BaseModel):
    """What an ingest did."""

    files: list[FileOut]
    totals: dict[str, int]
    pages: int
    passages: int
    seconds: float


class FindingOut(BaseModel):
    """Something that is wrong, and the cure."""

    what: str
    cure: str


class RefusedOut(BaseModel):
    """A file that could not be read, and why."""

    source: str
    reason: str


class DoctorOut(BaseModel):
    """What is wrong with a data folder, and which files it could not take."""

    findings: list[FindingOut]
    refused: list[RefusedOut]


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to look through.", show_default=False)],
    council: Annotated[str | None, typer.Option(help="The council, in place of what the papers say.")] = None,
    committee: Annotated[str | None, typer.Option(help="The committee, likewise.")] = None,
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of the meeting, likewise.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="The kind of paper, likewise.")] = None,
    title: Annotated[str | None, typer.Option(help="The title, likewise.")] = None,
    access: Annotated[AccessName | None, typer.Option(help="Who may read them, likewise.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Take papers in; those taken in before and not changed are left as they are. Exits with 1 if any is refused."""
    from index.ingest import Outcome
    from index.ingest import ingest as take_in

    day = checked(_Dated, date=date).date
    details = Details(title, council, committee, day, kind, Access[access.name] if access else None)
    with opened(data, create=True) as assistant, ingest_progress() as progress:
        recognise = assistant.settings.ocr == "auto"
        report = take_in(
            paths, assistant.catalogue, assistant.embedder, overrides=details, recognise=recognise, progress=progress
        )
    if json:
        files = [FileOut(**{name: getattr(file, name) for name in FileOut.model_fields}) for file in report.files]
        totals = {outcome.value: report.count(outcome) for outcome in Outcome}
        pages, passages = sum(file.pages for file in files), sum(file.passages for file in files)
        say_json(IngestOut(files=files, totals=totals, pages=pages, passages=passages, seconds=report.seconds))
    else:
        say(total_line(report))
    if report.count(Outcome.REFUSED):
        raise typer.Exit(1)


def papers(
    council: Council = None,
    committee: Committee = None,
    since: Since = None,
    until: Until = None,
    kind: OfKind = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """List the papers held, latest meeting first."""
    filters = checked_filters(council=council, committee=committee, since=since, until=until, kind=kind).filters()
    with opened(data) as assistant:
        held = assistant.catalogue.papers(assistant.reader, filters)
    if json:
        say_json(PapersOut.of(held, 0, len(held)))
        return
    for paper in held:
        say(paper_line(paper), *(f"    {note}" for note in paper.notes))


def remove(
    paper_id: Annotated[
        str, typer.Argument(metavar="ID", help="The paper's id, as `papers` lists it.", show_default=False)
    ],
    data: Data = None,
    json: Json = False,
) -> None:
    """Remove a paper. The file that it was read from stays where it is."""
    from index.writing import writing

    with opened(data) as assistant, writing(assistant.catalogue) as writer:
        gone = writer.remove(paper_id, assistant.reader)
    if json:
        say_json(PaperOut.of(gone))
    else:
        say(f"removed: {gone.title} ({gone.id})")


def doctor(data: Data = None, json: Json = False) -> None:
    """Look over the data folder. Exits with 1 if anything is wrong; files that could not be read are listed too."""
    from index.doctor import check

    with opened(data) as assistant:
        findings = [FindingOut(what=found.what, cure=found.cure) for found in check(assistant.catalogue)]
        refused = [RefusedOut(source=r.source, reason=r.reason) for r in assistant.catalogue.refusals()]
    if json:
        say_json(DoctorOut(findings=findings, refused=refused))
    else:
        say(*(f"wrong: {found.what}; {found.cure}" for found in findings))
        say(*(f"not read: {file.source}: {file.reason}" for file in refused))
        say(*(["nothing is wrong"] if not findings else []))
    if findings:
        raise typer.Exit(1)
