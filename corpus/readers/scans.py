"""Pages of a PDF that are pictures of words: which they are, and their words by text recognition."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus import pdfium
from corpus.drawn import PageText
from corpus.limits import Limits
from corpus.readers.pdf_pages import page_pgm
from corpus.readers.recognition import NotRecognised, Recognised, recognise

_DPI = 300  # what Tesseract is trained for
_MOST_LOST = 0.2  # share of a page's characters, from which it counts as not read
_FEW = 60  # letters and digits; a stamped page number and heading have fewer
_WHOLE = 0.75  # share of a page that a scan of it takes up


def unread_pages(found: Sequence[PageText | None]) -> dict[int, str]:
    """The pages (by number, from 1) whose words, or most of them, stand in a picture, with the reason."""
    reasons = {number: _reason(page) for number, page in enumerate(found, start=1) if page is not None}
    return {number: reason for number, reason in reasons.items() if reason}


def read_scans(
    document: Any,
    found: Sequence[PageText | None],
    unread: Mapping[int, str],
    limits: Limits,
    more_time: Callable[[float], None],
) -> tuple[dict[int, Recognised], dict[int, str]]:
    """What text recognition makes of the `unread` pages of a PDFium document, and the reason for those that it cannot
    read. `more_time` is told the seconds that a page may take before each."""
    read: dict[int, Recognised] = {}
    failed: dict[int, str] = {}
    for number in unread:
        more_time(limits.recognition_seconds)
        try:
            recognised = recognise(page_pgm(document, number, _DPI), limits.recognition_seconds)
        except NotRecognised as error:
            failed[number] = str(error)
        except pdfium.PdfiumError as error:
            failed[number] = f"it cannot be drawn: {error}"
        else:
            page = found[number - 1]
            if page is None or page.lost > _MOST_LOST or _letters(recognised.text) > _letters(page.text):
                read[number] = recognised
    return read, failed


def _reason(page: PageText) -> str:
    if page.lost > _MOST_LOST:
        return "its fonts do not say which letters they draw"
    if not page.text.strip():
        return "" if page.blank else "no text layer"
    return "little but a picture" if page.picture >= _WHOLE and _letters(page.text) <= _FEW else ""


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
