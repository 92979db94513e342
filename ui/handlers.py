"""Errors into answers, in one place."""

from collections.abc import Mapping
from dataclasses import fields, replace

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from corpus.errors import CouncilError
from index.types import Filters
from ui.problems import NotHere, Problem, other_problem, problem_of, validation_problem
from ui.register_schemas import DecisionsIn, MeetingsIn
from ui.schemas import AskIn, FiltersIn, SearchIn, TurnIn
from ui.showing import problem_response

_FILTERS = {field.name for field in fields(Filters)}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "/api/ask": tuple(AskIn.model_fields),
    "/api/search": tuple(SearchIn.model_fields),
    "/api/decisions": tuple(DecisionsIn.model_fields),
    "/api/meetings": tuple(MeetingsIn.model_fields),
    "filters": tuple(FiltersIn.model_fields),
    "history": tuple(TurnIn.model_fields),
}


def handle_errors(app: FastAPI) -> None:
    """Every error that `app` meets is told as a problem."""
    app.add_exception_handler(CouncilError, _council_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(400, _not_json)
    app.add_exception_handler(404, _not_found)
    app.add_exception_handler(405, _not_allowed)


def _told(problem: Problem, request: Request, allow: str | None = None) -> Response:
    return problem_response(problem, request.url.path, request.headers.get("accept", ""), allow)


async def _council_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CouncilError)
    problem = problem_of(error)
    if request.method == "POST" and problem.field in _FILTERS:
        problem = replace(problem, field=f"filters.{problem.field}")
    return _told(problem, request)


async def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    inside = next((str(part) for part in first["loc"] if part in _FIELDS), request.url.path)
    return _told(validation_problem([first], _FIELDS.get(inside, ())), request)


async def _not_json(request: Request, error: Exception) -> Response:
    return _told(other_problem("not-json", "the body cannot be read as JSON; send a JSON object in UTF-8"), request)


async def _not_found(request: Request, error: Exception) -> Response:
    return _told(problem_of(NotHere()), request)


async def _not_allowed(request: Request, error: Exception) -> Response:
    allow = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
    allow = allow or ", ".join(sorted(getattr(request.scope.get("route"), "methods", None) or {"GET"}))
    detail = f"{request.method} is not offered here; use {allow}"
    return _told(other_problem("method-not-allowed", detail), request, allow)
