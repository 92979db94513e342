"""Running the application with uvicorn, on an address that was taken beforehand."""

import contextlib
import gc
import socket

import uvicorn
from fastapi import FastAPI

from assistant.bootstrap import Assistant
from ui.app import make_app

GRACE_SECONDS = 20  # for answers that are under way when the server is told to end
_IDLE_SECONDS = 30


class _Server(uvicorn.Server):
    """Ends the chat's open streams first: browsers hold them as long as they live."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._door = app.state.door

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._door.end_streams()
        await super().shutdown(sockets)


def server_for(assistant: Assistant) -> uvicorn.Server:
    """The server, ready to run. Told to end, it lets what is being answered come to its end."""
    app = make_app(assistant)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # an address holds the question
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=_IDLE_SECONDS,
    )
    return _Server(config, app)


def serve(assistant: Assistant, listening: socket.socket) -> None:
    """Answers on `listening` until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):  # how it is meant to end; what was being answered has been by then
        server_for(assistant).run(sockets=[listening])
    gc.freeze()  # spares the interpreter a last look through the model's and the chat's objects: seconds
