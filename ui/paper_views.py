"""A paper, page by page: its words with the quote marked, its picture with the quote boxed, and the file itself."""

from functools import lru_cache
from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response

from assistant.bootstrap import Assistant
from corpus.errors import UnknownName, UnreadablePaper
from corpus.marks import unmarked
from corpus.pictures import quote_boxes, render_page
from corpus.types import Page
from ui.api import paper_of
from ui.highlight import Span, flowed, pieces
from ui.problems import NotHere
from ui.showing import fragment, page

PICTURE_WIDTH = 1_200  # pixels
PART_CHARACTERS = 20_000
PRIVATE_DAY = "private, max-age=86400"  # an id is a hash of the content, so what is at an address stays the same
_PICTURES_KEPT = 64
_PDF = "application/pdf"
_SVG = "image/svg+xml"

# Somebody else's file is shown, never run. The browser's own PDF viewer does not start in a sandbox.
_PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
_FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


class PaperViews:
    """What the addresses below a paper show. All is read for the server's reader; every method raises NotHere."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._catalogue = assistant.catalogue
        self._reader = assistant.reader
        self._draw = lru_cache(_PICTURES_KEPT)(self._drawn)

    def paper(self, paper_id: str) -> HTMLResponse:
        """What is known of a paper, and the way to its pages."""
        paper = paper_of(self._assistant, paper_id)
        pages = self._catalogue.pages(paper_id, self._reader)
        return page("paper.html", paper=paper, pages=pages, original=self._original(paper_id) is not None)

    def page(self, paper_id: str, number: int, span: Span | None) -> HTMLResponse:
        """Page `number` (from 1), the part of `span` that lies on it marked."""
        current, pages = self._page(paper_id, number)
        paper = paper_of(self._assistant, paper_id)
        at = pages.index(current)
        _, text = self._catalogue.page(paper_id, number, self._reader)
        original = self._original(paper_id) is not None
        return page(
            "page.html",
            paper=paper,
            current=current,
            before=pages[at - 1] if at else None,
            after=pages[at + 1] if at + 1 < len(pages) else None,
            pieces=pieces(flowed(text), current.start, span),
            span=span,
            original=original,
            pictured=original and paper.media_type == _PDF,
        )

    def text(self, paper_id: str, part: int, span: Span | None) -> HTMLResponse:
        """Part `part` (from 1) of a paper without pages; where there is a `span`, the part that holds it."""
        paper = paper_of(self._assistant, paper_id)
        length = self._catalogue.length(paper_id, self._reader)
        parts = max(1, -(-length // PART_CHARACTERS))
        if span:
            part = span.start // PART_CHARACTERS + 1
        if paper.page_count or not 1 <= part <= parts:
            raise NotHere
        start = (part - 1) * PART_CHARACTERS
        end = min(length, start + PART_CHARACTERS)
        if span:  # a quote is shown whole
            end = min(length, max(end, min(span.end, end + PART_CHARACTERS)))
        text = unmarked(self._catalogue.text(paper_id, start, end, self._reader))
        original = self._original(paper_id) is not None
        cut = pieces(text, start, span)
        return page("text.html", paper=paper, part=part, parts=parts, pieces=cut, span=span, original=original)

    def picture(self, paper_id: str, number: int) -> Response:
        """A PNG picture of a page."""
        self._page(paper_id, number)
        return Response(self._draw(paper_id, number), media_type="image/png", headers={"cache-control": PRIVATE_DAY})

    def boxes(self, paper_id: str, number: int, span: Span | None) -> Response:
        """An SVG drawing to lay over a page's picture: boxes where the quote stands."""
        current, _ = self._page(paper_id, number)
        start, end = (max(span.start, current.start), min(span.end, current.end)) if span else (0, 0)
        words = self._catalogue.text(paper_id, start, end, self._reader) if start < end else ""
        try:
            boxes = quote_boxes(self._content(paper_id), number, words) if words.strip() else []
        except UnreadablePaper:
            raise NotHere from None
        headers = {"cache-control": PRIVATE_DAY}
        return Response(fragment("boxes.svg", boxes=boxes), media_type=_SVG, headers=headers)

    def original(self, paper_id: str) -> Response:
        """The file itself."""
        paper = paper_of(self._assistant, paper_id)
        original = self._original(paper_id)
        if original is None:
            raise NotHere
        content, media_type = original
        name = paper.source.replace("\\", "/").rsplit("/", 1)[-1]
        headers = {
            "content-disposition": f"inline; filename*=UTF-8''{quote(name, safe='')}",
            "content-security-policy": _PDF_POLICY if media_type == _PDF else _FILE_POLICY,
            "cache-control": PRIVATE_DAY,
        }
        charset = "; charset=utf-8" if media_type in ("text/plain", "text/markdown") else ""
        return Response(content, headers=headers, media_type=media_type + charset)

    def _page(self, paper_id: str, number: int) -> tuple[Page, list[Page]]:
        paper_of(self._assistant, paper_id)
        pages = self._catalogue.pages(paper_id, self._reader)
        current = next((page for page in pages if page.number == number), None)
        if current is None:
            raise NotHere
        return current, pages

    def _original(self, paper_id: str) -> tuple[bytes, str] | None:
        """The file, None where a page of it is not for this reader."""
        try:
            return self._catalogue.original(paper_id, self._reader)
        except UnknownName:
            return None

    def _content(self, paper_id: str) -> bytes:
        original = self._original(paper_id)
        if original is None or original[1] != _PDF:
            raise NotHere
        return original[0]

    def _drawn(self, paper_id: str, number: int) -> bytes:
        try:
            return render_page(self._content(paper_id), number, PICTURE_WIDTH)
        except UnreadablePaper:
            raise NotHere from None
