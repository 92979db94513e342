"""Addresses of things, all within this server."""

from assistant.types import Citation, Nearest
from corpus.types import Page, Passage
from index.register_types import Home


def span_url(paper_id: str, page: Page | None, start: int, end: int) -> str:
    """Where characters `start` to `end` of a paper are shown marked: on their page, or in the text."""
    place = f"pages/{page.number}" if page else "text"
    return f"/papers/{paper_id}/{place}?start={start}&end={end}#q1"


def citation_url(citation: Citation) -> str:
    """Where the quote is shown marked."""
    return span_url(citation.paper.id, citation.passage.page, citation.start, citation.end)


def nearest_url(nearest: Nearest) -> str:
    """Where the excerpt is shown marked."""
    return span_url(nearest.paper.id, nearest.passage.page, nearest.start, nearest.end)


def home_url(home: Home) -> str:
    """Where words that stand in another paper too, or a row of the register, are shown marked."""
    return span_url(home.paper.id, home.page, home.start, home.end)


def passage_url(passage: Passage) -> str:
    """Where the passage is shown marked."""
    return span_url(passage.paper_id, passage.page, passage.start, passage.end)
