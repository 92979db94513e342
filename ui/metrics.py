"""Numbers for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). Never what was asked."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.bootstrap import Assistant
from assistant.types import Answer
from ui.asgi import ASGIApp, Message, Receive, Scope, Send
from ui.readiness import Readiness

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The numbers of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route")
        self.requests = Counter(
            "council_http_requests", "Requests answered.", (*labels, "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "council_http_request_seconds",
            "Time to answer a request.",
            labels,
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.answers = Counter("council_answers", "Questions answered.", ("status",), registry=self.registry)
        self.answer_seconds = Histogram(
            "council_answer_seconds", "Time to answer a question.", registry=self.registry, buckets=_SECONDS
        )
        self.papers = Gauge("council_papers", "Papers held for this server's reader.", registry=self.registry)
        self.passages = Gauge("council_passages", "Passages held for this server's reader.", registry=self.registry)
        self.ready = Gauge("council_ready", "1 when questions can be answered.", registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Counts an answer."""
        self.answers.labels(answer.status.value).inc()
        self.answer_seconds.observe(answer.took_ms / 1000)

    def text(self, assistant: Assistant, readiness: Readiness) -> bytes:
        """All the numbers, in Prometheus's text format."""
        papers = assistant.catalogue.papers(assistant.reader)
        self.papers.set(len(papers))
        self.passages.set(sum(paper.passage_count for paper in papers))
        self.ready.set(readiness.why_not is None)
        return generate_latest(self.registry)


class Measured:
    """Counts and times every request, under its route's pattern: a path would say what somebody reads."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", None) or "other"
            method = scope["method"] if scope["method"] in {"GET", "HEAD", "POST"} else "other"
            self._metrics.requests.labels(method, route, str(status)).inc()
            self._metrics.seconds.labels(method, route).observe(time.perf_counter() - started)
