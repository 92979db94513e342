"""The way to the chat. Gradio brings many addresses; only those that the chat's page uses are open."""

import asyncio
import re
import secrets
from contextlib import AsyncExitStack
from typing import Any

from assistant.bootstrap import Assistant
from ui.asgi import ASGIApp, Message, Receive, Scope, Send
from ui.metrics import Metrics
from ui.showing import fragment, page
from ui.workers import Workers

# No uploads, no files, no proxy, no API description: none of these is matched.
_OPEN = {
    "GET": re.compile(
        r"/|/config|/theme\.css|/assets/[\w.-]+|/static/(?:js|img|fonts)/[\w./-]+"
        r"|/gradio_api/(?:queue/data|heartbeat/\w+|startup-events)"
    ),
    "POST": re.compile(r"/gradio_api/(?:queue/join|cancel|reset)"),
}
_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_CARDS = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')  # name other sites and another product
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)")


class ChatDoor:
    """Lets requests for the chat through to Gradio, once it has loaded."""

    def __init__(self, assistant: Assistant, workers: Workers, metrics: Metrics) -> None:
        self._parts = (assistant, workers, metrics)
        self._life = AsyncExitStack()
        self._chat: Any = None

    async def open(self) -> None:
        """Loads Gradio, which takes seconds, and starts it."""
        chat = await asyncio.to_thread(self._build)
        await self._life.enter_async_context(chat.router.lifespan_context(chat))
        self._chat = chat

    def end_streams(self) -> None:
        """Ends the connections that browsers keep open, so that the server can end."""
        for route in getattr(self._chat, "routes", ()):
            if hasattr(route, "app") and hasattr(route.app, "stop_event"):
                route.app.stop_event.set()

    async def close(self) -> None:
        """Stops Gradio."""
        self.end_streams()
        await self._life.aclose()

    def before(self, app: ASGIApp) -> ASGIApp:
        """`app`, with the chat before it."""

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and opens(scope["method"], scope["path"]):
                await self._show(scope, receive, send)
            else:
                await app(scope, receive, send)

        return either

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._chat is None:
            starting = page("starting.html", 503)
            starting.headers["retry-after"] = "2"
            await starting(scope, receive, send)
        elif scope["path"] == "/":
            await self._dressed(scope, receive, send)
        else:
            await self._chat(scope, receive, send)

    async def _dressed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio's page within this site's own header and footer, its scripts under a nonce."""
        plain = {**scope, "headers": [(n, v) for n, v in scope["headers"] if n != b"accept-encoding"]}
        head: Message = {}
        body = bytearray()

        async def taken(message: Message) -> None:
            if message["type"] == "http.response.start":
                head.update(message)
            else:
                body.extend(message.get("body", b""))

        await self._chat(plain, receive, taken)
        nonce = secrets.token_urlsafe(16)
        content = dress(body.decode(), nonce).encode() if head["status"] == 200 else bytes(body)
        kept = [(n, v) for n, v in head["headers"] if n.lower() not in (b"content-length", b"etag")]
        policy = (b"content-security-policy", _POLICY.format(nonce=nonce).encode())
        length = (b"content-length", str(len(content)).encode())
        await send({**head, "headers": [*kept, policy, length, (b"cache-control", b"no-store")]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})

    def _build(self) -> Any:
        from ui.chat import chat_app  # imports Gradio: seconds

        return chat_app(*self._parts)


def opens(method: str, path: str) -> bool:
    """Whether the chat's page uses this address."""
    pattern = _OPEN.get("GET" if method == "HEAD" else method)
    return pattern is not None and pattern.fullmatch(path) is not None and ".." not in path


def dress(html: str, nonce: str) -> str:
    """Gradio's page with this site's head, header and footer, and `nonce` on its inline scripts."""
    html = _CARDS.sub("", html)
    html = _INLINE_SCRIPT.sub(f'<script nonce="{nonce}"', html)
    html = re.sub(r'(<html\s[^>]*?)lang="en"', r'\1lang="en-GB"', html, count=1)
    html = html.replace("</head>", fragment("chat_head.html") + "</head>", 1)
    html = re.sub(r"(<body[^>]*>)", lambda found: found[0] + fragment("chat_top.html"), html, count=1)
    return html.replace("</body>", fragment("chat_end.html") + "</body>", 1)
