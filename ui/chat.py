"""The chat, with Gradio. The only module that knows Gradio."""

import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from typing import Any

import gradio as gr
from fastapi import FastAPI
from pydantic import ValidationError

from assistant.bootstrap import Assistant
from assistant.types import Answer, Part
from corpus.errors import CouncilError
from ui.chat_talk import Exchange, exchange_of, messages, notice, to_question
from ui.examples import example_questions
from ui.metrics import Metrics
from ui.problems import problem_of, validation_problem
from ui.schemas import MAX_TURNS
from ui.showing import answer_html
from ui.workers import Workers

log = logging.getLogger(__name__)
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")
_ALL = "All committees"
_IDLE_SECONDS = 3600
_TITLE = "# Ask the council papers\nThe answer is made of the papers' own words, each with its page."
_WELCOME = "**What was discussed, decided or spent?**"

_COLOURS = {
    "body_text_color": "#16242b",
    "body_text_color_subdued": "#4a5a63",
    "block_title_text_color": "#16242b",
    "block_title_text_weight": "600",
    "input_background_fill": "#ffffff",
    "input_border_color": "#16242b",
    "input_border_width": "2px",
    "input_placeholder_color": "#4a5a63",
    "border_color_accent_subdued": "#9fc3cd",
    "color_accent_soft": "#e3f1f4",
    "checkbox_background_color_selected": "#00567a",
    "checkbox_border_color": "#16242b",
    "checkbox_border_color_selected": "#00567a",
    "checkbox_border_color_focus": "#16242b",
}

Talk = tuple[Exchange, ...]
Step = tuple[Any, Any, Any]
_NOTHING_MOVES: Step = (gr.skip(), gr.skip(), gr.skip())
"""What is given where there is nothing to show: of a move that gives nothing, Gradio empties what it shows."""


class Chat:
    """The conversation's moves. Each gives what Gradio shows: the question box, the messages, the conversation."""

    def __init__(self, assistant: Assistant, workers: Workers, metrics: Metrics) -> None:
        self._assistant = assistant
        self._workers = workers
        self._metrics = metrics

    def begin(self) -> tuple[Any, Any]:
        """The committees to choose from, and questions to begin with, as the collection is now."""
        catalogue, reader = self._assistant.catalogue, self._assistant.reader
        choices = [(_ALL, ""), *((name, name) for name in catalogue.facets(reader).committees)]
        examples = [{"text": question} for question in example_questions(catalogue.papers(reader))]
        return gr.update(choices=choices, value=""), gr.update(examples=examples)

    async def reply(
        self, asked: str, committee: str | None, since: str | None, until: str | None, talk: Talk
    ) -> AsyncIterator[Step]:
        """The answer, statement by statement."""
        asked = (asked or "").strip()
        if not asked:  # Enter pressed once more
            yield _NOTHING_MOVES
            return
        filters = {"committee": committee, "since": since, "until": until}
        async for step in self._answered(asked, filters, talk):
            yield step

    async def again(
        self, kept: list[str] | None, committee: str | None, since: str | None, until: str | None, talk: Talk
    ) -> AsyncIterator[Step]:
        """The last question answered again, acting only on the names `kept`."""
        if not talk:
            yield _NOTHING_MOVES
            return
        last, filters = talk[-1], {"committee": committee, "since": since, "until": until}
        ignored = frozenset(part for _, part in last.names if part.value not in (kept or ()))
        async for _, shown, talk_now in self._answered(last.question, filters, talk[:-1], ignored, talk[-1:]):
            yield gr.skip(), shown, talk_now

    def offers(self, talk: Talk) -> tuple[Any, Any]:
        """What can be changed of how the last question was understood: its names, and the question as searched."""
        last = talk[-1] if talk else Exchange("", "", "")
        choices = [(label, part.value) for label, part in last.names]
        kept = [part.value for _, part in last.names if part not in last.ignored]
        return gr.update(choices=choices, value=kept, visible=bool(choices)), gr.update(visible=bool(last.searched_as))

    async def _answered(
        self,
        asked: str,
        filters: Mapping[str, str | None],
        talk: Talk,
        ignored: frozenset[Part] = frozenset(),
        before: Talk = (),
    ) -> AsyncIterator[Step]:
        yield "", messages(talk, asked, notice("Looking through the papers…", "waiting")), gr.skip()
        try:
            question = to_question(asked, filters, talk, ignored)
            answer = await self._workers.run(lambda: self._assistant.answerer.answer(question, self._assistant.reader))
        except Exception as error:
            yield asked, messages(talk, asked, notice(_wrong(error), "wrong")), gr.skip()
            return
        self._metrics.answered(answer)
        said = exchange_of(asked, answer, answer_html(answer), ignored, before)
        for step in self._told(answer, said, talk):
            yield step

    def _told(self, answer: Answer, said: Exchange, talk: Talk) -> list[Step]:
        count, asked = len(answer.statements), said.question
        steps: list[Step] = [
            (gr.skip(), messages(talk, asked, answer_html(answer, shown)), gr.skip()) for shown in range(1, count)
        ]
        talk = (*talk, said)[-MAX_TURNS:]
        return [*steps, (gr.skip(), messages(talk), talk)]


def _wrong(error: Exception) -> str:
    """What went wrong, in words, with the cure."""
    if isinstance(error, ValidationError):
        text = validation_problem(error.errors()).detail.removeprefix("filters.")
    elif isinstance(error, CouncilError):
        text = problem_of(error).detail
    else:
        reference = secrets.token_hex(4)
        log.error("internal error %s in the chat", reference, exc_info=error)
        text = f"something went wrong here; the log has it under {reference}"
    return f"{text[:1].upper()}{text[1:]}."


def chat_app(assistant: Assistant, workers: Workers, metrics: Metrics) -> FastAPI:
    """The chat as an application of its own, to be shown at "/"."""
    host = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    theme = gr.themes.Base(primary_hue="cyan", neutral_hue="slate", font=_SANS, font_mono=_MONO).set(**_COLOURS)
    gr.mount_gradio_app(
        host,
        _blocks(Chat(assistant, workers, metrics), assistant.settings.answer_threads),
        path="/",
        theme=theme,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size=0,
    )
    return host


def _blocks(chat: Chat, threads: int) -> gr.Blocks:
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    blocks: gr.Blocks
    with gr.Blocks(title="Council papers assistant", analytics_enabled=False, fill_width=True) as blocks:
        gr.Markdown(_TITLE, elem_id="title")
        talk = gr.State((), time_to_live=_IDLE_SECONDS)
        chatbot = gr.Chatbot(
            label="Conversation",
            show_label=False,
            height="54vh",
            autoscroll=False,
            placeholder=_WELCOME,
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            elem_id="talk",
        )
        with gr.Row(elem_id="offers"):
            names = gr.CheckboxGroup(
                [], label="Understood as (untick to ask without it)", visible=False, elem_id="names"
            )
            edit = gr.Button("Edit the question as searched", visible=False, elem_id="edit")
        question = gr.Textbox(
            label="Question", max_length=2000, max_lines=5, submit_btn="Ask", autofocus=True, elem_id="question"
        )
        with gr.Row(elem_id="filters"):
            committee = gr.Dropdown([(_ALL, "")], value="", label="Committee")
            since = gr.DateTime(label="Meetings from", include_time=False, type="string", elem_id="since")
            until = gr.DateTime(label="Meetings to", include_time=False, type="string", elem_id="until")
            anew = gr.Button("New conversation", variant="secondary", elem_id="anew")
        moved = [question, chatbot, talk]
        ask: dict[str, Any] = {
            "fn": chat.reply,
            "inputs": [question, committee, since, until, talk],
            "outputs": moved,
            "concurrency_limit": threads,
            **private,
        }
        offer: dict[str, Any] = {"fn": chat.offers, "inputs": talk, "outputs": [names, edit], **private}
        question.submit(**ask, trigger_mode="always_last").then(**offer)  # what is asked meanwhile waits its turn
        chatbot.example_select(_chosen, None, question, **private).then(**ask).then(**offer)
        names.input(**{**ask, "fn": chat.again, "inputs": [names, *ask["inputs"][1:]]}).then(**offer)
        edit.click(_as_searched, talk, question, **private)
        for event in (anew.click, chatbot.clear):
            event(lambda: ("", [], ()), None, moved, **private).then(**offer)
        blocks.load(chat.begin, None, [committee, chatbot], **private)
    blocks.queue(max_size=threads * 8, api_open=False)
    return blocks


def _as_searched(talk: Talk) -> str:
    """The last question as it was searched, to be edited and asked."""
    return (talk[-1].searched_as or talk[-1].question) if talk else ""


def _chosen(event: gr.SelectData) -> str:
    """The text of the example that was chosen."""
    return str(event.value["text"])
