"""Around every request: no body too long, no unexpected error untold, no answer without its security headers."""

import logging
import secrets
from typing import Any

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


_TOO_LARGE = other_problem("too-large", f"the request's body is over {MAX_BODY_BYTES // 1024} KiB; send less")


class _BodyTooLarge(Exception):
    """Stops whoever reads the body."""


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
        talk = _Talk(receive, send)
        try:
            length = header(scope, "content-length")
            talk.too_large = length.isdecimal() and int(length) > MAX_BODY_BYTES
            if not talk.too_large:
                await self._app(scope, talk.receive, talk.send)
        except Exception as error:
            if talk.too_large:
                pass  # the error is only that the body broke off; it is answered below
            elif talk.started:  # too late to say anything else; the connection is cut
                raise
            else:
                await _told(_internal_error(error, scope), scope, receive, send)
        if talk.too_large and not talk.started:
            await _told(_TOO_LARGE, scope, receive, send)


class _Talk:
    """What is received and sent for one request. Past MAX_BODY_BYTES nothing more is received, nor sent."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._taken = 0
        self.too_large = False
        self.started = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > MAX_BODY_BYTES:
            self.too_large = True
            raise _BodyTooLarge
        return message

    async def send(self, message: Message) -> None:
        if self.too_large and not self.started:
            return
        self.started = self.started or message["type"] == "http.response.start"
        await self._send(message)


def _internal_error(error: Exception, scope: Scope) -> Problem:
    reference = secrets.token_hex(4)
    log.error("internal error %s in %s %s", reference, scope["method"], _route(scope), exc_info=error)
    return other_problem("internal-error", f"something went wrong here; the log has it under {reference}", reference)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "(no route)"))


async def _told(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    await problem_response(problem, str(scope["path"]), header(scope, "accept"))(scope, receive, send)
