"""Text that a PDF holds and nobody sees: in the colour of its ground, tiny, off the page, invisible, or under a box.

What a page draws tells which of its texts may be unseen. Those are looked at: a letter is seen if taking it away
changes the page's picture. The invisible text that programs lay over the picture of a scan stays; it says what is seen.
"""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus import pdfium
from corpus.drawn import Box, Kind, Letter, Look, Thing
from corpus.pdfium import Pixels
from corpus.readers.doubtful import FAINT, are_under, doubtful

TINY = 1.0
"""Points, up to which letters are too small to be read."""
_INK = 60  # of 255: how much a picture's colours differ where words stand on it
_SHARE_SEEN = 0.2  # of a text's letters, from which on it counts as seen where nothing lies over it
_SMALL = 3.0  # points


class LookingOver:
    """Looks pages over for text that nobody sees, for at most `seconds` in all."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def __call__(self, page: Any, textpage: Any) -> Look:
        """What a page shows and does not. Not all of it was looked at where time ran out or too much is drawn on it."""
        if self._left <= 0:
            return Look(whole=False)
        started = time.monotonic()
        try:
            return look_over(page, textpage)
        except pdfium.PdfiumError:
            return Look(whole=False)  # it cannot be drawn, so nobody can say what is seen of it
        finally:
            self._left -= time.monotonic() - started


def look_over(page: Any, textpage: Any) -> Look:
    """What a page shows and does not. Raises PdfiumError where it cannot be drawn."""
    things, whole = pdfium.things(page)
    shown = page.get_bbox()
    picture = max((_share(thing.box, shown) for thing in things if thing.kind is Kind.PICTURE), default=0.0)
    texts = [thing for thing in things if thing.kind is Kind.TEXT]
    gone = {thing.key for thing in texts if thing.size <= TINY or _outside(thing.box, shown)}
    doubts = [thing for thing in doubtful(things) if thing.key not in gone]
    if not gone and not doubts:
        return Look(whole=whole, picture=picture)
    letters = list(pdfium.letters(textpage))
    unseen = {letter.index for letter in letters if letter.key in gone}
    if doubts:
        unseen |= _looked_at(page, letters, things, {thing.key for thing in doubts})
    return Look(frozenset(unseen), whole, picture)


def _looked_at(page: Any, letters: Sequence[Letter], things: Sequence[Thing], keys: set[int]) -> set[int]:
    """The unseen ones among the letters of the texts with `keys`."""
    shown = pdfium.pixels(page)
    bare = pdfium.pixels(page, without=[thing for thing in things if thing.key in keys])
    by_text: dict[int, list[Letter]] = {key: [] for key in keys}
    for letter in letters:
        if letter.key in keys:
            by_text[letter.key].append(letter)
    unseen: set[int] = set()
    layer: list[tuple[Thing, set[int]]] = []
    for order, text in enumerate(things):
        mine = by_text.get(text.key, [])
        hidden = [letter for letter in mine if not _shows(page, shown, bare, letter.box)]
        if not hidden or len(hidden) <= (1 - _SHARE_SEEN) * len(mine):
            under = are_under([letter.box for letter in hidden], things[order:]) if hidden else []
            unseen |= {letter.index for letter, is_under in zip(hidden, under, strict=True) if is_under}
        elif _on_a_picture(text, things):
            layer.append((text, {letter.index for letter in mine}))
        else:
            unseen |= {letter.index for letter in mine}
    return unseen if _says_what_is_seen(page, shown, layer) else unseen.union(*(indexes for _, indexes in layer))


def _shows(page: Any, shown: Pixels, bare: Pixels, box: Box) -> bool:
    """Whether the letter in `box` shows; `bare` is without it. Its uppermost and lowest parts may be another's."""
    height = box[3] - box[1]
    margin = height / 5 if height >= _SMALL else -0.5  # a dash is no higher than a pixel or two
    part = pdfium.region(page, shown, (box[0], box[1] + margin, box[2], box[3] - margin))
    change = np.maximum(shown[part], bare[part]) - np.minimum(shown[part], bare[part])
    return int(change.max(initial=0)) >= FAINT


def _on_a_picture(text: Thing, things: Sequence[Thing]) -> bool:
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    pictures = [thing.box for thing in things if thing.kind is Kind.PICTURE]
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in pictures)


def _says_what_is_seen(page: Any, shown: Pixels, layer: Sequence[tuple[Thing, set[int]]]) -> bool:
    """Whether the unseen texts on a page's pictures stand, for the greater part, where these show something. Not every
    one does in the layers that programs lay over scans: some stand a word's breadth beside what they say."""
    inked = 0
    for text, indexes in layer:
        part = shown[pdfium.region(page, shown, text.box)]
        inked += len(indexes) if part.size and int(np.ptp(part)) >= _INK else 0
    return 2 * inked > sum(len(indexes) for _, indexes in layer)


def _share(box: Box, page: Box) -> float:
    """The share (0 to 1) of a page that `box` takes up."""
    across = min(box[2], page[2]) - max(box[0], page[0])
    up = min(box[3], page[3]) - max(box[1], page[1])
    area = (page[2] - page[0]) * (page[3] - page[1])
    return max(0.0, across) * max(0.0, up) / area if area > 0 else 0.0


def _outside(box: Box, page: Box) -> bool:
    return box[2] < page[0] or box[0] > page[2] or box[3] < page[1] or box[1] > page[3]
