"""The plain pages of the register. They work without JavaScript."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from assistant.bootstrap import Assistant
from corpus.errors import InvalidInput
from corpus.marks import plain
from corpus.register.types import Status
from index.register import Register
from index.register_types import Rows
from ui.pages import number_of
from ui.problems import NotHere, problem_of, validation_problem
from ui.register_api import meeting_of
from ui.register_replies import meeting_url
from ui.register_schemas import DecisionsIn, MeetingsIn
from ui.showing import page, templates
from ui.wording import vote_words

ROWS_A_PAGE = 50
STATUS_NAMES = {status.value: status.value[:1].upper() + status.value[1:] for status in Status}
_Route = TypeVar("_Route", bound=Callable[..., object])

templates.filters.update(meeting_url=meeting_url, plain=plain, vote_words=vote_words)
templates.globals.update(STATUS_NAMES=STATUS_NAMES)


def part_url(path: str, asked: Mapping[str, str], **others: object) -> str:
    """A list at `path` within the filters `asked`: a part of it, or another form."""
    given = {name: value for name, value in {**asked, **others}.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


templates.globals.update(part_url=part_url)


def register_pages(assistant: Assistant) -> APIRouter:
    """The lists of decisions and meetings, and each meeting."""
    router = APIRouter(include_in_schema=False)
    register = Register(assistant.catalogue)

    def shown(path: str) -> Callable[[_Route], _Route]:
        return router.api_route(path, methods=["GET", "HEAD"])

    @shown("/decisions")
    def decisions(
        words: str = "",
        council: str = "",
        committee: str = "",
        status: str = "",
        number: str = "",
        since: str = "",
        until: str = "",
        part: str = "1",
    ) -> HTMLResponse:
        asked = {
            "words": words,
            "council": council,
            "committee": committee,
            "status": status,
            "number": number,
            "since": since,
            "until": until,
        }
        return _list("decisions.html", assistant, asked, DecisionsIn, register.decisions, number_of(part))

    @shown("/meetings")
    def meetings(
        council: str = "", committee: str = "", since: str = "", until: str = "", part: str = "1"
    ) -> HTMLResponse:
        asked = {"council": council, "committee": committee, "since": since, "until": until}
        return _list("meetings.html", assistant, asked, MeetingsIn, register.meetings, number_of(part))

    @shown("/meetings/{meeting_id}")
    def meeting(meeting_id: str) -> HTMLResponse:
        return page("meeting.html", record=meeting_of(assistant, meeting_id))

    return router


def _list(
    template: str,
    assistant: Assistant,
    asked: dict[str, str],
    model: type[MeetingsIn],
    find: Callable[..., Rows[Any]],
    part: int,
) -> HTMLResponse:
    """ROWS_A_PAGE rows of a list; with what is wrong, where a filter is."""
    found: Rows[Any] = Rows((), 0)
    error = field = None
    try:
        filters = model.model_validate({name: value for name, value in asked.items() if value.strip()}).filters()
        found = find(assistant.reader, filters, (part - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    except ValidationError as invalid:
        problem = validation_problem(invalid.errors())
        error, field = problem.detail, problem.field
    except InvalidInput as invalid:
        problem = problem_of(invalid)
        error, field = problem.detail, problem.field
    parts = max(1, -(-found.total // ROWS_A_PAGE))
    if not 1 <= part <= parts:
        raise NotHere
    councils, committees = Register(assistant.catalogue).names(assistant.reader)
    return page(
        template,
        422 if error else 200,
        rows=found.rows,
        total=found.total,
        part=part,
        parts=parts,
        asked=asked,
        councils=councils,
        committees=committees,
        statuses=list(Status),
        error=error,
        field=field,
    )
