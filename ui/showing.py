"""Pages from templates; everything that is put into them is escaped."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.types import Answer
from ui.links import citation_url, home_url, nearest_url
from ui.problems import MEDIA_TYPE, Problem
from ui.wording import KIND_NAMES, NEAREST_HEADING, counted, day, minutes_of, page_number, understood_words

_RETRY_AFTER_S = "5"


def list_url(asked: Mapping[str, str], part: int) -> str:
    """Part `part` (from 1) of the list of papers within the filters `asked`."""
    return f"/papers?{urlencode({**{name: value for name, value in asked.items() if value}, 'part': part})}"


templates = Environment(
    loader=PackageLoader("ui"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
templates.filters.update(
    day=day,
    kind=KIND_NAMES.__getitem__,
    citation_url=citation_url,
    home_url=home_url,
    nearest_url=nearest_url,
    minutes_of=minutes_of,
    page_number=page_number,
    understood_words=understood_words,
)
templates.globals.update(
    counted=counted, list_url=list_url, quote=quote, KIND_NAMES=KIND_NAMES, NEAREST_HEADING=NEAREST_HEADING
)


def answer_html(answer: Answer, shown: int | None = None) -> Markup:
    """An answer with its sources; only the first `shown` statements where a number is given."""
    statements = answer.statements
    before, found, _ = answer.text.partition(statements[0].text) if statements else ("", "", "")
    return Markup(
        fragment(
            "answer.html",
            answer=answer,
            intro=before.strip() if found else "",
            citations={citation.number: citation for citation in answer.citations},
            shown=len(statements) if shown is None else shown,
        )
    )


def fragment(template: str, **context: Any) -> str:
    """A template filled in."""
    return templates.get_template(template).render(**context)


def page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page."""
    return HTMLResponse(fragment(template, **context), status)


def problem_response(problem: Problem, path: str, accept: str, allow: str | None = None) -> Response:
    """The problem as a page for people who browse, as a problem document for programs."""
    headers = {"cache-control": "no-store"}
    if problem.status == 503:
        headers["retry-after"] = _RETRY_AFTER_S
    if allow:
        headers["allow"] = allow
    if "text/html" in accept and not path.startswith("/api/"):
        return HTMLResponse(fragment("problem.html", problem=problem), problem.status, headers)
    return JSONResponse(problem.document(), problem.status, headers, media_type=MEDIA_TYPE)
