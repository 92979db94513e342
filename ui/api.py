"""The HTTP API."""

import re
import time
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import Field

from assistant.bootstrap import Assistant
from corpus.errors import UnknownName
from index.types import PaperSummary
from ui.metrics import Metrics
from ui.problems import MEDIA_TYPE, NotHere
from ui.readiness import Readiness
from ui.replies import AnswerOut, PaperOut, PapersOut, PassageOut, PassagesOut
from ui.schemas import AskIn, FiltersIn, SearchIn
from ui.workers import Workers

_MEANINGS = {
    400: "The body is not JSON.",
    404: "Nothing is there.",
    413: "The body is too long.",
    422: "A field cannot be acted on.",
    503: "Not just now.",
}
_PAPER_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    return {status: {"description": _MEANINGS[status], "content": content} for status in statuses}


class PapersIn(FiltersIn):
    """Which papers to list."""

    offset: Annotated[int, Field(ge=0, le=1_000_000)] = Field(0, description="How many to pass over.")
    limit: Annotated[int, Field(ge=1, le=1_000)] = Field(100, description="How many to list.")


def paper_of(assistant: Assistant, paper_id: str) -> PaperSummary:
    """The paper at an address. Raises NotHere, in the same words for unknown and for restricted."""
    if not _PAPER_ID.fullmatch(paper_id):
        raise NotHere
    try:
        return assistant.catalogue.paper(paper_id, assistant.reader)
    except UnknownName:
        raise NotHere from None


def api(assistant: Assistant, workers: Workers, metrics: Metrics) -> APIRouter:
    """Questions, searches and the list of papers."""
    router = APIRouter(prefix="/api", tags=["api"])
    reader = assistant.reader

    @router.post("/ask", responses=problems(400, 413, 422, 503))
    async def ask(body: AskIn) -> AnswerOut:
        """Answers a question with quotes from the papers; where they do not say, says so (`not_found`)."""
        question = body.to_question()
        answer = await workers.run(lambda: assistant.answerer.answer(question, reader))
        metrics.answered(answer)
        return AnswerOut.of(answer)

    @router.post("/search", responses=problems(400, 413, 422, 503))
    async def search(body: SearchIn) -> PassagesOut:
        """Finds passages, best first."""
        filters = (body.filters or FiltersIn()).filters()
        started = time.perf_counter()
        hits = await workers.run(
            lambda: assistant.finder.find(body.query, reader, filters=filters, k=body.k, mode=body.mode)
        )
        took_ms = round((time.perf_counter() - started) * 1000, 1)
        return PassagesOut(passages=[PassageOut.of(hit) for hit in hits], took_ms=took_ms)

    @router.get("/papers", responses=problems(422, 503))
    def papers(query: Annotated[PapersIn, Query()]) -> PapersOut:
        """Lists the papers held, latest meeting first."""
        return PapersOut.of(assistant.catalogue.papers(reader, query.filters()), query.offset, query.limit)

    @router.get("/papers/{paper_id}", responses=problems(404, 503))
    def paper(paper_id: str) -> PaperOut:
        """One paper."""
        return PaperOut.of(paper_of(assistant, paper_id))

    return router


def health(assistant: Assistant, readiness: Readiness, metrics: Metrics) -> APIRouter:
    """How the server is, for those who run it."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Says that the server runs."""
        return {"status": "ok"}

    @router.get("/readyz", responses={503: {"description": "Not ready yet; `why` says why."}})
    async def readyz() -> JSONResponse:
        """Says whether questions can be answered, and if not, why not."""
        why = readiness.why_not
        return JSONResponse({"status": "not ready", "why": why}, 503) if why else JSONResponse({"status": "ready"})

    @router.get("/metrics", response_class=PlainTextResponse)
    def numbers() -> Response:
        """Numbers for Prometheus."""
        return Response(metrics.text(assistant, readiness), media_type=CONTENT_TYPE_LATEST)

    return router
