"""What the commands share: their options, and opening the assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from assistant.settings import Settings
from corpus.errors import InvalidInput
from corpus.types import Kind
from ui.problems import validation_problem
from ui.schemas import FiltersIn
from ui.terminal import safe

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant

Model = TypeVar("Model", bound=BaseModel)
_DATE = "YYYY-MM-DD"

Data = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The data folder, in place of COUNCIL_DATA (default: data).")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Council = Annotated[str | None, typer.Option(help="Only papers of this council.")]
Committee = Annotated[str | None, typer.Option(help="Only papers of this committee.")]
Since = Annotated[str | None, typer.Option(metavar=_DATE, help="Only meetings on or after this day.")]
Until = Annotated[str | None, typer.Option(metavar=_DATE, help="Only meetings on or before this day.")]
OfKind = Annotated[Kind | None, typer.Option("--kind", help="Only papers of this kind.")]
OfPaper = Annotated[str | None, typer.Option("--paper", metavar="ID", help="Only this paper.")]


def settings_with(**given: Any) -> Settings:
    """The settings, with those of `given` that are not None in place of theirs. Raises InvalidInput."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]) or "settings"
        raise InvalidInput(name, f"the setting COUNCIL_{name.upper()} is wrong: {first['msg']}") from error


@contextmanager
def opened(data: Path | None, *, create: bool = False) -> Iterator["Assistant"]:
    """The assistant over a data folder; the folder is made if `create`."""
    from assistant.bootstrap import open_assistant  # not for --help: it takes a second

    assistant = open_assistant(settings_with(data=data), create=create)
    try:
        yield assistant
    finally:
        assistant.close()


def checked_filters(**given: Any) -> FiltersIn:
    """The filters that options name. Raises InvalidInput."""
    return checked(FiltersIn, **{name: value for name, value in given.items() if value is not None})


def checked(model: type[Model], **given: Any) -> Model:
    """The `model` of what was given. Raises InvalidInput, in the words that the API uses."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        problem = validation_problem(error.errors())
        raise InvalidInput(problem.field or "", problem.detail) from error


def say(*lines: str) -> None:
    """Prints results."""
    for line in lines:
        typer.echo(safe(line))


def say_json(reply: BaseModel) -> None:
    """Prints a result as JSON, the same as the API's."""
    typer.echo(reply.model_dump_json(indent=2))
