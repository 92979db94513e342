"""The plain pages about papers. They work without JavaScript."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from assistant.bootstrap import Assistant
from corpus.errors import InvalidInput
from corpus.types import Kind
from index.types import PaperSummary
from ui.highlight import span_of
from ui.paper_views import PaperViews
from ui.problems import NotHere, problem_of, validation_problem
from ui.schemas import FiltersIn
from ui.showing import page
from ui.workers import Workers

PAPERS_A_PAGE = 50
_MOST_DIGITS = 6
_Route = TypeVar("_Route", bound=Callable[..., object])


def number_of(text: str) -> int:
    """The page number in an address. Raises NotHere."""
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise NotHere
    return int(text)


def pages(assistant: Assistant, workers: Workers) -> APIRouter:
    """The list of papers, and the addresses below each paper; `workers` draw the pictures."""
    router = APIRouter(include_in_schema=False)
    views = PaperViews(assistant)

    def shown(path: str) -> Callable[[_Route], _Route]:
        return router.api_route(path, methods=["GET", "HEAD"])

    @shown("/papers")
    def papers(
        council: str = "", committee: str = "", kind: str = "", since: str = "", until: str = "", part: str = "1"
    ) -> HTMLResponse:
        asked = {"council": council, "committee": committee, "kind": kind, "since": since, "until": until}
        return _papers(assistant, asked, number_of(part))

    @shown("/papers/{paper_id}")
    def paper(paper_id: str) -> HTMLResponse:
        return views.paper(paper_id)

    @shown("/papers/{paper_id}/pages/{number}")
    def paper_page(paper_id: str, number: str, start: str | None = None, end: str | None = None) -> HTMLResponse:
        return views.page(paper_id, number_of(number), span_of(start, end))

    @shown("/papers/{paper_id}/text")
    def text(paper_id: str, part: str = "1", start: str | None = None, end: str | None = None) -> HTMLResponse:
        return views.text(paper_id, number_of(part), span_of(start, end))

    @shown("/papers/{paper_id}/pages/{number}/picture.png")
    async def picture(paper_id: str, number: str) -> Response:
        return await workers.run(lambda: views.picture(paper_id, number_of(number)))

    @shown("/papers/{paper_id}/pages/{number}/boxes.svg")
    async def boxes(paper_id: str, number: str, start: str | None = None, end: str | None = None) -> Response:
        return await workers.run(lambda: views.boxes(paper_id, number_of(number), span_of(start, end)))

    @shown("/papers/{paper_id}/original")
    def original(paper_id: str) -> Response:
        return views.original(paper_id)

    @shown("/favicon.ico")
    def favicon() -> RedirectResponse:
        return RedirectResponse("/site/icon.svg", 301)

    return router


def _papers(assistant: Assistant, asked: dict[str, str], part: int) -> HTMLResponse:
    """The list of papers, PAPERS_A_PAGE at a time; with what is wrong, where a filter is."""
    found: list[PaperSummary] = []
    error = field = None
    try:
        filters = FiltersIn.model_validate({name: value for name, value in asked.items() if value.strip()}).filters()
        found = assistant.catalogue.papers(assistant.reader, filters)
    except ValidationError as invalid:
        problem = validation_problem(invalid.errors())
        error, field = problem.detail, problem.field
    except InvalidInput as invalid:
        problem = problem_of(invalid)
        error, field = problem.detail, problem.field
    parts = max(1, -(-len(found) // PAPERS_A_PAGE))
    if not 1 <= part <= parts:
        raise NotHere
    start = (part - 1) * PAPERS_A_PAGE
    return page(
        "papers.html",
        422 if error else 200,
        papers=found[start : start + PAPERS_A_PAGE],
        total=len(found),
        part=part,
        parts=parts,
        asked=asked,
        facets=assistant.catalogue.facets(assistant.reader),
        kinds=list(Kind),
        error=error,
        field=field,
    )
