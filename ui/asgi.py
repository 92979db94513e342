"""The types of ASGI (https://asgi.readthedocs.io/en/latest/specs/www.html), for what stands around the application."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: str) -> str:
    """The request's header `name` (lower case), "" where it has none."""
    wanted = name.encode("ascii")
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == wanted), "")
