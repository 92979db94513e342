"""`council serve` and `council eval`."""

import logging
import runpy
import sys
from typing import Annotated

import typer

from ui.cli_options import Data, say, settings_with
from ui.listening import address_of, listen


def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on (default: 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port (default: 7860).")] = None,
) -> None:
    """Serve the chat, the pages and the API, until Ctrl-C."""
    settings = settings_with(data=data, host=host, port=port or None)
    with listen(settings.host, 0 if port == 0 else settings.port) as listening:
        # Only now what loads slowly: a port that is in use is told at once, and browsers can connect already.
        from assistant.bootstrap import open_assistant
        from ui.server import serve as run

        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        assistant = open_assistant(settings)
        try:
            say(f"Council papers assistant: {address_of(listening)} (Ctrl-C ends it)")
            run(assistant, listening)
        finally:
            assistant.close()


def evaluate(context: typer.Context) -> None:
    """Measure search and answers on questions with known answers; `council eval --help` says how."""
    sys.argv = ["council eval", *context.args]
    runpy.run_module("eval", run_name="__main__", alter_sys=False)
