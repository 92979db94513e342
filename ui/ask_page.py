"""Asking without JavaScript: a form, and the answer below it."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from assistant.bootstrap import Assistant
from assistant.types import Answer, Understood
from corpus.errors import InvalidInput
from ui.examples import example_questions
from ui.metrics import Metrics
from ui.problems import problem_of, validation_problem
from ui.schemas import AskIn
from ui.showing import answer_html, page
from ui.wording import understood_label
from ui.workers import Workers


def ask_page(assistant: Assistant, workers: Workers, metrics: Metrics) -> APIRouter:
    """The page at /ask; its form's fields are its address's query, so an answer can be bookmarked."""
    router = APIRouter(include_in_schema=False)

    def shown(
        asked: dict[str, str],
        answer: Answer | None = None,
        field: str | None = None,
        error: str | None = None,
        ignored: Sequence[str] = (),
    ) -> HTMLResponse:
        catalogue, reader = assistant.catalogue, assistant.reader
        examples = example_questions(catalogue.papers(reader)) if not answer else []
        facets = catalogue.facets(reader)
        return page(
            "ask.html",
            422 if error else 200,
            asked=asked,
            answer=answer,
            shown_answer=answer_html(answer) if answer else "",
            chips=_chips(answer.understood, asked, ignored) if answer else [],
            ignored=ignored,
            anew=_address(asked),
            examples=examples,
            facets=facets,
            field=field,
            error=error,
        )

    @router.api_route("/ask", methods=["GET", "HEAD"])
    async def ask(
        q: str = "",
        committee: str = "",
        since: str = "",
        until: str = "",
        ignore: Annotated[tuple[str, ...], Query()] = (),
    ) -> HTMLResponse:
        asked = {"question": q, "committee": committee, "since": since, "until": until}
        if not any(asked.values()):
            return await workers.run(lambda: shown(asked))
        filters = {name: value for name, value in asked.items() if name != "question" and value.strip()}
        try:
            question = AskIn.model_validate({"question": q, "filters": filters, "ignore": list(ignore)}).to_question()
            answer = await workers.run(lambda: assistant.answerer.answer(question, assistant.reader))
        except ValidationError as error:
            problem = validation_problem(error.errors())
        except InvalidInput as error:
            problem = problem_of(error)
        else:
            metrics.answered(answer)
            return await workers.run(lambda: shown(asked, answer, ignored=ignore))
        field = (problem.field or "").removeprefix("filters.")
        detail = problem.detail.removeprefix("filters.")
        return await workers.run(lambda: shown(asked, field=field, error=detail))

    return router


def _chips(understood: Sequence[Understood], asked: Mapping[str, str], ignored: Sequence[str]) -> list[dict[str, str]]:
    """What was understood, a kind of name at a time, each with the address that asks without it."""
    parts = dict.fromkeys(one.part for one in understood)
    return [
        {
            "label": understood_label([one for one in understood if one.part is part]),
            "without": _address(asked, [*ignored, part.value]),
        }
        for part in parts
    ]


def _address(asked: Mapping[str, str], ignored: Sequence[str] = ()) -> str:
    """The address of the page with these fields filled in."""
    fields = {"q" if name == "question" else name: value for name, value in asked.items() if value}
    return f"/ask?{urlencode({**fields, 'ignore': list(dict.fromkeys(ignored))}, doseq=True)}"
