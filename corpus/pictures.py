"""Pictures of a PDF's pages, and where on them a quote stands."""

import atexit
import json
from dataclasses import dataclass

from corpus.errors import InvalidInput
from corpus.limits import MEBIBYTE, Limits
from corpus.readers.worker import Worker

MIN_WIDTH, MAX_WIDTH = 16, 4_000
PICTURE_LIMITS = Limits(seconds=20, page_seconds=0, memory=1024 * MEBIBYTE)

_worker = Worker()
atexit.register(_worker.close)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in fractions (0 to 1) of the page's width and height from its top left corner."""

    left: float
    top: float
    width: float
    height: float


def render_page(pdf: bytes, number: int, width_px: int, limits: Limits = PICTURE_LIMITS) -> bytes:
    """A PNG picture of page `number` (from 1) as it is shown, `width_px` pixels wide.

    Raises InvalidInput for a width out of MIN_WIDTH to MAX_WIDTH, UnreadablePaper where the page cannot be drawn.
    """
    if not MIN_WIDTH <= width_px <= MAX_WIDTH:
        raise InvalidInput("width", f"a picture of {width_px} pixels; ask for {MIN_WIDTH} to {MAX_WIDTH}")
    return _worker.ask("picture", pdf, f"page {number}", limits, number=number, width=width_px)


def quote_boxes(pdf: bytes, number: int, quote: str, limits: Limits = PICTURE_LIMITS) -> list[Box]:
    """Where `quote` first stands on page `number` (from 1), a box a line; none where it does not stand there.
    White space, hyphens and case do not matter. Raises UnreadablePaper where the page cannot be read."""
    answer = _worker.ask("boxes", pdf, f"page {number}", limits, number=number, words=quote)
    return [Box(*sides) for sides in json.loads(answer)]
