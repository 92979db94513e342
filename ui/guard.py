"""Around every request: no body too long, no unexpected error untold, no answer without its security headers."""

import logging
import secrets
from typing import Any

from fastapi.responses import Response

from ui.asgi import ASGIApp, Message, Receive, Scope, Send, header
from ui.problems import Problem, other_problem
from ui.showing import problem_response

log = logging.getLogger(__name__)
MAX_BODY_BYTES = 256 * 1024

# Our own pages need no script at all. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class _TooLarge(Exception):
    pass


class SecureHeaders:
    """Sets every one of `HEADERS` that an answer does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[Any] = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in present]
                message["headers"] = headers
            await send(message)

        await self._app(scope, receive, secured)


class Guard:
    """Refuses bodies over MAX_BODY_BYTES, and turns an unexpected error into a problem with a reference to the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            length = header(scope, "content-length")
            if length.isdecimal() and int(length) > MAX_BODY_BYTES:
                raise _TooLarge
            await self._app(scope, _bounded(receive), noted)
        except Exception as error:
            problem = _problem(error, scope)
            if started:  # too late to say anything else; the connection is cut
                raise
            await _answer(problem, scope)(scope, receive, send)


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY_BYTES:
            raise _TooLarge
        return message

    return bounded


def _problem(error: Exception, scope: Scope) -> Problem:
    if isinstance(error, _TooLarge):
        return other_problem("too-large", f"the request's body is over {MAX_BODY_BYTES // 1024} KiB; send less")
    reference = secrets.token_hex(4)
    log.error("internal error %s in %s %s", reference, scope["method"], _route(scope), exc_info=error)
    return other_problem("internal-error", f"something went wrong here; the log has it under {reference}", reference)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "(no route)"))


def _answer(problem: Problem, scope: Scope) -> Response:
    return problem_response(problem, str(scope["path"]), header(scope, "accept"))
