"""Markdown files: kept as they are written, their marks being what later shows the structure."""

from corpus.readers.formats import MARKDOWN
from corpus.readers.text import read_text
from corpus.types import RawDocument


def read_markdown(data: bytes, source: str) -> RawDocument:
    """A Markdown file as one page, verbatim; raises UnreadablePaper for what is not text."""
    return read_text(data, source, MARKDOWN)
