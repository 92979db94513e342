"""Single pages of a PDF: what they say, tables row by row; their pictures; and where on them words stand."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpus import pdfium
from corpus.drawn import Look, PageText
from corpus.places import place_of
from corpus.readers.arrange import arranged
from corpus.readers.columns import Letters
from corpus.readers.glyph_codes import letters_of
from corpus.readers.grids import find_grids

LookOver = Callable[[Any, Any], Look]
"""Tells what of a page, given with its text, is unseen."""
MAX_SIGNS = 50_000
"""A page with more characters than this is not searched for tables."""

_NEXT = 3  # characters on from the last, within which a letter belongs to the same line of a quote
# Signs of glyph codes in place of letters: control characters (PDFium's hyphen mark U+0002 apart), rare letters.
_CODED = re.compile("[\u0001\u0003-\u0008\u000e-\u001f]|[\u0100-\u024f\u0370-\u03ff].*[\u0100-\u024f\u0370-\u03ff]")


def page_text(document: Any, number: int, look_over: LookOver) -> PageText:
    """Text of page `number` (from 1), the rows of its tables as lines with tabs, without the letters that `look_over`
    finds to be unseen; raises PdfiumError."""
    with pdfium.text_of_page(document, number) as (page, textpage):
        text = str(textpage.get_text_range())
        if not text.strip():
            return PageText(text, blank=pdfium.is_blank(page))
        look = look_over(page, textpage)
        whole = not look.unseen and not _CODED.search(text)
        grids = find_grids(pdfium.rules(page)) if len(text) <= MAX_SIGNS else []
        if whole and not grids:
            return PageText(text, looked_over=look.whole, picture=look.picture)
        signs, hidden = _signs(textpage, look)
        tables = arranged(Letters(signs, pdfium.places(page, textpage)), grids) if grids else None
        if whole and tables is None:
            return PageText(text, looked_over=look.whole, picture=look.picture)
        lost = 0.0 if whole else (signs.count("") - len(look.unseen)) / max(1, len(signs))
        kept = "".join(sign for sign, _ in tables) if tables is not None else "".join(signs)
        kept = re.sub(" {2,}", " ", kept).rstrip()
        return PageText(kept, lost, not kept and pdfium.is_blank(page), hidden, look.whole, look.picture)


def page_png(data: bytes, number: int, width: int) -> bytes:
    """A PNG picture of page `number` (from 1), `width` pixels wide, less where it would pass MAX_PIXELS.
    Raises PdfiumError."""
    with pdfium.opened(data) as document, pdfium.page_of(document, number) as page:
        picture = io.BytesIO()
        shown = pdfium.rendered(page, width / (page.get_width() or 1), pdfium.MAX_PIXELS)
        shown.to_pil().save(picture, format="PNG")
        return picture.getvalue()


def page_pgm(document: Any, number: int, dpi: int) -> bytes:
    """A grey picture of page `number` (from 1) in the PGM format (https://netpbm.sourceforge.net/doc/pgm.html), at
    `dpi` dots an inch, less where it would pass MAX_PIXELS. Raises PdfiumError."""
    with pdfium.page_of(document, number) as page:
        shown = pdfium.rendered(page, dpi / 72, pdfium.MAX_PIXELS, grayscale=True).to_numpy()
        return b"P5 %d %d 255\n" % (shown.shape[1], shown.shape[0]) + bytes(shown.tobytes())


def words_boxes(data: bytes, number: int, words: str, look_over: LookOver) -> list[tuple[float, float, float, float]]:
    """Where `words` first stand on page `number` (from 1): a (left, top, width, height) for each line, as
    fractions of the page as it is shown, from its top left corner. White space, hyphens, case and
    what `look_over` finds to be unseen do not matter. Raises PdfiumError."""
    with pdfium.opened(data) as document, pdfium.text_of_page(document, number) as (page, textpage):
        signs, _ = _signs(textpage, look_over(page, textpage))
        plain = [(sign, index) for index, sign in enumerate(signs)]
        grids = find_grids(pdfium.rules(page)) if len(signs) <= MAX_SIGNS else []
        tables = arranged(Letters(signs, pdfium.places(page, textpage)), grids) if grids else None
        for order in (tables or plain, plain):
            span = place_of(words, [sign for sign, _ in order])
            if span is not None:
                indexes = [index for _, index in order[span[0] : sum(span)] if index >= 0]
                return [box for run in _runs(indexes) for box in pdfium.shown_boxes(page, textpage, *run)]
        return []


def _signs(textpage: Any, look: Look) -> tuple[list[str], bool]:
    """The letter of each of a page's characters, "" for unseen ones and where its font does not say and no guess makes
    sense; and whether there are words among the unseen."""
    codes, unknown = pdfium.codes(textpage)
    signs = [chr(code) for code in codes]
    guessed = letters_of([codes[index] for index in unknown]) or [""] * len(unknown)
    for index, letter in zip(unknown, guessed, strict=True):
        signs[index] = letter
    hidden = any(signs[index].isalnum() for index in look.unseen)
    return ["" if index in look.unseen else sign for index, sign in enumerate(signs)], hidden


def _runs(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending stretches of some characters: the first index and the count of each."""
    first = last = -1
    for index in indexes:
        if first < 0 or not 0 < index - last <= _NEXT:
            if first >= 0:
                yield first, last - first + 1
            first = index
        last = index
    if first >= 0:
        yield first, last - first + 1
