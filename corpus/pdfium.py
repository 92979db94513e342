"""PDFium: the text of pages, their pictures, and where on the page words stand. Meant to run in the worker
process (`corpus.readers.worker_process`), which bounds its time and memory: PDFium is C++ fed with strangers' files."""

import ctypes
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from corpus.readers.glyph_codes import letters_of

MAX_PIXELS = 40_000_000
_GRID = 1_000_000  # device units across a page when boxes are asked for, so that rounding is invisible
_HYPHENS = "-\u00ad\u2010\u2011"
# Signs of glyph codes in place of letters: control characters (PDFium's hyphen mark U+0002 apart), rare letters.
_CODED = re.compile("[\u0001\u0003-\u0008\u000e-\u001f]|[\u0100-\u024f\u0370-\u03ff].*[\u0100-\u024f\u0370-\u03ff]")


class PdfiumError(Exception):
    """PDFium cannot open the file or the page."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of the PDF file `data`, with what is filled into its form if it is one; raises PdfiumError."""
    try:
        document = pdfium.PdfDocument(data)
        if document.get_formtype() == c.FORMTYPE_ACRO_FORM:
            document.init_forms()
    except pdfium.PdfiumError as error:
        raise PdfiumError(str(error)) from error
    try:
        yield document
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text in PDFium's order, unclean; `lost` is the share (0 to 1) of its characters that are left out
    because their font does not say what they are, `blank` says that the page draws nothing at all."""

    text: str
    lost: float
    blank: bool


def page_text(document: Any, number: int) -> PageText:
    """Text of page `number` (from 1); raises PdfiumError."""
    with _text_of_page(document, number) as (page, textpage):
        text = str(textpage.get_text_range())
        if _CODED.search(text):
            letters = _letters(textpage)
            lost = letters.count("") / max(1, len(letters))
            return PageText(re.sub(" {2,}", " ", "".join(letters)), lost, blank=False)
        return PageText(text, 0.0, blank=not text.strip() and c.FPDFPage_CountObjects(page) == 0)


def page_png(data: bytes, number: int, width: int) -> bytes:
    """A PNG picture of page `number` (from 1), `width` pixels wide, less where it would pass MAX_PIXELS.
    Raises PdfiumError."""
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
    fractions of the page as it is shown, from its top left corner. White space, hyphens and case do not matter.
    Raises PdfiumError."""
    wanted = "".join(_plain(letter) for letter in words)
    with opened(data) as document, _text_of_page(document, number) as (page, textpage):
        span = _find(textpage, wanted)
        return [] if span is None else _boxes(page, textpage, *span)


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    if not 1 <= number <= len(document):
        raise PdfiumError(f"there is no page {number}, the file has {len(document)}")
    try:
        page = document[number - 1]
        if page.formenv:  # what is filled in stands beside the page's content until it is merged, and the page reloaded
            page.flatten()
            page.close()
            page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise PdfiumError(str(error)) from error
    try:
        yield page
    finally:
        page.close()


@contextmanager
def _text_of_page(document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    with _page(document, number) as page:
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise PdfiumError(str(error)) from error
        try:
            yield page, textpage
        finally:
            textpage.close()


def _letters(textpage: Any) -> list[str]:
    """The letter of each of PDFium's characters, '' where its font does not say and no guess makes sense."""
    count = textpage.count_chars()
    codes = [c.FPDFText_GetUnicode(textpage, index) for index in range(count)]
    unknown = [index for index in range(count) if c.FPDFText_HasUnicodeMapError(textpage, index) == 1]
    letters = [chr(code) for code in codes]
    guessed = letters_of([codes[index] for index in unknown]) or [""] * len(unknown)
    for index, letter in zip(unknown, guessed, strict=True):
        letters[index] = letter
    return letters


def _plain(letter: str) -> str:
    """What is left of a character when white space, hyphens, case and ligatures do not count."""
    signs = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(sign for sign in signs if sign.isprintable() and not sign.isspace() and sign not in _HYPHENS)


def _find(textpage: Any, wanted: str) -> tuple[int, int] | None:
    """The first character and the count of characters of `wanted` on the page."""
    plain: list[str] = []
    homes: list[int] = []
    for index, letter in enumerate(_letters(textpage)):
        signs = _plain(letter)
        plain.append(signs)
        homes.extend([index] * len(signs))
    start = "".join(plain).find(wanted) if wanted else -1
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
