"""The addresses of the register for programs: decisions and meetings as JSON or CSV."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from assistant.bootstrap import Assistant
from corpus.errors import UnknownName
from index.register import Register
from index.register_types import MeetingRecord, Rows
from ui.api import problems
from ui.problems import NotHere
from ui.register_csv import (
    DECISION_COLUMNS,
    MEDIA_TYPE,
    MEETING_COLUMNS,
    csv_lines,
    decision_row,
    meeting_row,
)
from ui.register_replies import DecisionOut, DecisionsOut, MeetingOut, MeetingRecordOut, MeetingsOut
from ui.register_schemas import A_PAGE, MAX_ROWS, DecisionsIn, Form, MeetingsIn

Row = TypeVar("Row")
_LONGEST_ID = 500
_GIVEN: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


def meeting_of(assistant: Assistant, name: str) -> MeetingRecord:
    """The meeting at an address. Raises NotHere, in the same words for unknown and for restricted."""
    try:
        return Register(assistant.catalogue).meeting(name[:_LONGEST_ID], assistant.reader)
    except UnknownName:
        raise NotHere from None


def register_api(assistant: Assistant) -> APIRouter:
    """Decisions and meetings, each once, whatever papers print them."""
    router = APIRouter(prefix="/api", tags=["register"])
    register, reader = Register(assistant.catalogue), assistant.reader

    @router.get("/decisions", response_model=DecisionsOut, responses=_GIVEN | problems(422, 503))
    def decisions(request: Request, query: Annotated[DecisionsIn, Query()]) -> DecisionsOut | Response:
        """Lists decisions, latest meeting first, each with its page. Recommendations are none; ask for their status."""
        filters = query.filters()

        def some(offset: int, limit: int) -> Rows[dict[str, object]]:
            found = register.decisions(reader, filters, offset, limit)
            return Rows(tuple(decision_row(DecisionOut.of(row)) for row in found.rows), found.total)

        if wants_csv(request, query.format):
            return _csv("decisions.csv", DECISION_COLUMNS, some, query)
        return DecisionsOut.of(register.decisions(reader, filters, query.offset, query.limit or A_PAGE))

    @router.get("/meetings", response_model=MeetingsOut, responses=_GIVEN | problems(422, 503))
    def meetings(request: Request, query: Annotated[MeetingsIn, Query()]) -> MeetingsOut | Response:
        """Lists the meetings that the papers tell of, the latest first."""
        filters = query.filters()

        def some(offset: int, limit: int) -> Rows[dict[str, object]]:
            found = register.meetings(reader, filters, offset, limit)
            return Rows(tuple(meeting_row(MeetingOut.of(row)) for row in found.rows), found.total)

        if wants_csv(request, query.format):
            return _csv("meetings.csv", MEETING_COLUMNS, some, query)
        return MeetingsOut.of(register.meetings(reader, filters, query.offset, query.limit or A_PAGE))

    @router.get("/meetings/{meeting_id}", responses=problems(404, 503))
    def meeting(meeting_id: str) -> MeetingRecordOut:
        """One meeting: its papers, agenda, minutes, attendance and decisions, and what its reports recommended."""
        return MeetingRecordOut.of(meeting_of(assistant, meeting_id))

    return router


def wants_csv(request: Request, form: Form | None) -> bool:
    """Whether CSV is asked for, by `form` or else by an Accept header that names it and not JSON."""
    accept = request.headers.get("accept", "")
    return form is Form.CSV if form else "text/csv" in accept and "application/json" not in accept


def _csv(
    name: str, columns: tuple[str, ...], some: Callable[[int, int], Rows[dict[str, object]]], query: MeetingsIn
) -> Response:
    """All rows from the offset on, or as many as the limit says, sent as they are read."""
    first = some(query.offset, min(query.limit or MAX_ROWS, MAX_ROWS))

    def rows() -> Iterator[dict[str, object]]:
        found, offset = first, query.offset
        while found.rows:
            yield from found.rows
            offset += len(found.rows)
            if query.limit:
                return
            found = some(offset, MAX_ROWS)

    headers = {"content-disposition": f'attachment; filename="{name}"', "x-total-count": str(first.total)}
    return StreamingResponse(csv_lines(columns, rows()), media_type=MEDIA_TYPE, headers=headers)
