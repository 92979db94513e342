"""The API against its own OpenAPI document: requests made up from it, right ones and wrong ones, by Schemathesis."""

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance

from assistant.bootstrap import Assistant
from ui.app import make_app
from ui.asgi import ASGIApp, Receive, Scope, Send

RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
ASKED = [
    ("POST", "/api/ask", RIGHT),
    ("POST", "/api/ask", WRONG),
    ("POST", "/api/search", RIGHT),
    ("POST", "/api/search", WRONG),
    ("GET", "/api/papers", RIGHT),
    ("GET", "/api/papers", WRONG),
    ("GET", "/api/papers/{paper_id}", RIGHT),
    ("GET", "/api/decisions", RIGHT),
    ("GET", "/api/decisions", WRONG),
    ("GET", "/api/meetings", RIGHT),
    ("GET", "/api/meetings", WRONG),
    ("GET", "/api/meetings/{meeting_id}", RIGHT),
    ("GET", "/healthz", RIGHT),
    ("GET", "/readyz", RIGHT),
    ("GET", "/metrics", RIGHT),
]
# A request can be as described and still name a committee that is not held: it is refused, and rightly.
NOT_CHECKED = [positive_data_acceptance]


@pytest.fixture(scope="module")
def described(sample_assistant: Assistant) -> Any:
    app = make_app(sample_assistant)
    app.state.readiness.waiting_for.clear()
    rejections = {"negative_data_rejection": {"expected-statuses": [400, 404, 413, 422]}}
    config = schemathesis.Config.from_dict({"checks": rejections})
    return schemathesis.openapi.from_asgi("/openapi.json", without_loading(app), config=config)


def without_loading(app: FastAPI) -> ASGIApp:
    """`app`, but what loads slowly when a server starts is left out: every request here starts one."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            return await app(scope, receive, send)
        for stage in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{stage}.complete"})

    return served


@pytest.mark.parametrize(("method", "path", "mode"), ASKED, ids=[f"{m} {p} {g.value}" for m, p, g in ASKED])
def test_whatever_is_asked_is_answered_as_described(
    described: Any, method: str, path: str, mode: GenerationMode
) -> None:
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_CHECKED)

    asked()


def test_every_operation_is_asked(described: Any) -> None:
    operations = {(result.ok().method.upper(), result.ok().path) for result in described.get_all_operations()}
    assert operations == {(method, path) for method, path, _ in ASKED}
