"""The application: the API, the pages and the chat around one assistant."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.staticfiles import StaticFiles

from assistant.bootstrap import Assistant
from ui.api import api, health
from ui.ask_page import ask_page
from ui.chat_door import ChatDoor
from ui.docs_page import describe_problems, docs_page
from ui.guard import Guard, SecureHeaders
from ui.handlers import handle_errors
from ui.metrics import Measured, Metrics
from ui.pages import pages
from ui.readiness import Readiness
from ui.register_api import register_api
from ui.register_pages import register_pages
from ui.workers import Workers

log = logging.getLogger(__name__)
WAITING_PER_THREAD = 8
_DISTRIBUTION = "council-papers-assistant"


def software_version() -> str:
    """The version that is installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"


def make_app(assistant: Assistant) -> FastAPI:
    """The application. What loads slowly, the model and the chat, loads after it has started."""
    threads = assistant.settings.answer_threads
    workers = Workers(threads, threads * WAITING_PER_THREAD)
    drawing = Workers(1, 4 * WAITING_PER_THREAD)
    metrics, readiness = Metrics(), Readiness({"the model", "the chat"})
    door = ChatDoor(assistant, workers, metrics)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(_load(assistant, door, readiness))
        try:
            yield
        finally:
            loading.cancel()
            await door.close()
            workers.close()
            drawing.close()

    app = FastAPI(
        title="Council papers assistant",
        summary="Ask council papers in plain words; every answer is quotes, each with its page.",
        version=software_version(),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=_around(assistant, metrics, door),
    )
    handle_errors(app)
    app.include_router(api(assistant, workers, metrics))
    app.include_router(register_api(assistant))
    app.include_router(health(assistant, readiness, metrics))
    app.include_router(ask_page(assistant, workers, metrics))
    app.include_router(pages(assistant, drawing))
    app.include_router(register_pages(assistant))
    app.include_router(docs_page(app))
    app.mount("/site", StaticFiles(directory=Path(__file__).parent / "static"), name="site")
    describe_problems(app)
    app.state.readiness = readiness
    app.state.door = door
    return app


def _around(assistant: Assistant, metrics: Metrics, door: ChatDoor) -> list[Middleware]:
    """What stands around the application, outermost first."""
    hosts = assistant.settings.allowed_hosts
    trusted = [] if "*" in hosts else [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]
    return [
        Middleware(SecureHeaders),
        Middleware(Measured, metrics=metrics),
        *trusted,
        Middleware(Guard),
        Middleware(door.before),
    ]


async def _load(assistant: Assistant, door: ChatDoor, readiness: Readiness) -> None:
    """Loads the chat, then the model, and says so."""
    try:
        await door.open()
        readiness.waiting_for.discard("the chat")
        await asyncio.to_thread(assistant.embedder.load)
        readiness.waiting_for.discard("the model")
    except Exception as error:
        log.exception("the server cannot become ready")
        readiness.failed = f"could not load: {error}"
