"""PDFium: the text of pages, their pictures, and where on the page words stand. Meant to run in the worker
process (`corpus.readers.worker`), which bounds its time and memory: PDFium is C++ fed with strangers' files."""

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

MAX_PIXELS = 40_000_000
_HYPHENS = "-\u00ad\u2010\u2011"
_GRID = 1_000_000  # device units across a page when boxes are asked for, so that rounding is invisible


class PdfiumError(Exception):
    """PDFium cannot open the file or the page."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of the PDF file `data`; raises PdfiumError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise PdfiumError(str(error)) from error
    try:
        yield document
    finally:
        document.close()


def page_text(document: Any, number: int) -> str:
    """Text of page `number` (from 1) in PDFium's order, unclean; raises PdfiumError."""
    with _page(document, number) as page:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()


def page_png(data: bytes, number: int, width: int) -> bytes:
    """A PNG picture of page `number` (from 1), `width` pixels wide, less where it would pass MAX_PIXELS."""
    with opened(data) as document, _page(document, number) as page:
        across, down = page.get_size()
        if across <= 0 or down <= 0:
            raise PdfiumError("the page has no size")
        scale = min(width / across, (MAX_PIXELS / (across * down)) ** 0.5)
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().save(picture, format="PNG")
        return picture.getvalue()


def words_boxes(data: bytes, number: int, words: str) -> list[tuple[float, float, float, float]]:
    """Where `words` first stand on page `number` (from 1): a (left, top, width, height) for each line, as
    fractions of the page from its top left corner. White space, hyphens and case do not matter."""
    wanted = "".join(_matchable(words))
    with opened(data) as document, _page(document, number) as page:
        textpage = page.get_textpage()
        try:
            span = _find(textpage, wanted)
            return [] if span is None else _boxes(page, textpage, *span)
        finally:
            textpage.close()


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    if not 1 <= number <= len(document):
        raise PdfiumError(f"there is no page {number}")
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise PdfiumError(str(error)) from error
    try:
        yield page
    finally:
        page.close()


def _matchable(text: str) -> Iterator[str]:
    """For each character what remains of it when white space, hyphens, case and ligatures do not count."""
    for character in text:
        plain = unicodedata.normalize("NFKC", character).casefold()
        yield "".join(sign for sign in plain if sign.isprintable() and not sign.isspace() and sign not in _HYPHENS)


def _find(textpage: Any, wanted: str) -> tuple[int, int] | None:
    """The first character and the count of characters of `wanted` on the page."""
    signs = (chr(c.FPDFText_GetUnicode(textpage, index)) for index in range(textpage.count_chars()))
    letters: list[str] = []
    homes: list[int] = []
    for index, plain in enumerate(_matchable("".join(signs))):
        letters.append(plain)
        homes.extend([index] * len(plain))
    start = "".join(letters).find(wanted) if wanted else -1
    if start < 0:
        return None
    first, last = homes[start], homes[start + len(wanted) - 1]
    return first, last - first + 1


def _boxes(page: Any, textpage: Any, first: int, count: int) -> list[tuple[float, float, float, float]]:
    boxes = []
    for index in range(textpage.count_rects(first, count)):
        left, bottom, right, top = textpage.get_rect(index)
        (x1, y1), (x2, y2) = _on_grid(page, left, top), _on_grid(page, right, bottom)
        x, y, width, height = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
        boxes.append((x / _GRID, y / _GRID, width / _GRID, height / _GRID))
    return boxes


def _on_grid(page: Any, x: float, y: float) -> tuple[int, int]:
    """A point of the page's own space as it is shown: cropped, turned, from the top left."""
    across, down = ctypes.c_int(), ctypes.c_int()
    c.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value, down.value
