"""When the papers do not say: whether what was found answers, and what is said where it does not."""

import time
from collections.abc import Sequence

from assistant.quotes import Quote
from assistant.types import Answer, Reason, Status
from index.question import QuestionWords
from index.types import Hit

WORDING = {
    Reason.NO_EVIDENCE: "The papers held do not say.",
    Reason.OUTSIDE_FILTERS: "No papers are held within these filters. Widen them to search more.",
    Reason.EMPTY_COLLECTION: "No papers are held yet. Add some with: council ingest PATH",
}
MIN_NEARNESS = 0.42


def supports(chosen: Sequence[Quote], hits: Sequence[Hit], words: QuestionWords, question: str) -> bool:
    """Whether the chosen quotes are near enough to the question to answer it."""
    return bool(chosen) and max(quote.nearness for quote in chosen) >= MIN_NEARNESS


def not_found(reason: Reason, started: float, hits: Sequence[Hit] = (), searched_as: str | None = None) -> Answer:
    """The answer that says that there is none. `started` is the time.perf_counter() of the question."""
    latest = max((hit.paper.meeting_date for hit in hits if hit.paper.meeting_date), default=None)
    return Answer(
        Status.NOT_FOUND,
        reason,
        WORDING[reason],
        as_of=latest,
        took_ms=(time.perf_counter() - started) * 1000,
        searched_as=searched_as,
    )
