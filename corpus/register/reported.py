"""The recommendations of a report, or of the reports in a pack, each with the title of its report."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.lines import Line
from corpus.register.fields import REFERENCE, read_fields, titles_in
from corpus.register.recommendations import find_recommendations
from corpus.register.types import Decision, Item, Span

_ITEM_MARK = re.compile(r"\bAgenda Item(?: No)?\.?\W{0,6}(?P<item>\d{1,3}[A-Za-z]?)\b")
_HEAD = 4000
_AMONG_ITEMS = 1500


def reported(
    text: str,
    lines: Sequence[Line],
    stretches: Sequence[Span],
    agenda: Sequence[Item],
    alone: str | None,
    breaks: Sequence[int],
) -> Iterator[Decision]:
    """What is recommended in the `stretches` of a paper whose pages start at `breaks`. `alone` is the title of a paper
    that is one report; the reports of a pack say their own, or stand under an item mark that the `agenda` explains."""
    titles = titles_in(text)
    marks = [(_page_start(breaks, mark.start()), mark["item"]) for mark in _ITEM_MARK.finditer(text)]
    for stretch in stretches:
        for decision in find_recommendations(text, lines, stretch):
            if alone is not None:
                yield _headed(text, decision, 0, None, None, alone)
                continue
            place, title = _last(titles, decision.start)
            marked, item = _last(marks, decision.start)
            if marked > place:
                place, title = marked, next((one.title for one in agenda if one.number == item), None)
            elif place < 0 and (above := _above(agenda, decision.start)):
                place, item, title = above.start, above.number, above.title
            yield _headed(text, decision, max(place, 0), item, title, None)


def _above(agenda: Sequence[Item], offset: int) -> Item | None:
    """The item of the agenda below which it is told what is asked for there, where that stands among the items."""
    before = [item for item in agenda if item.start <= offset]
    return before[-1] if before and offset - before[-1].start < _AMONG_ITEMS else None


def _page_start(breaks: Sequence[int], offset: int) -> int:
    """Where the page begins that a mark stands on: it counts from there, for it may be printed at the page's foot."""
    page = bisect_right(breaks, offset) - 1
    return breaks[page] if page >= 0 else offset


def _last(found: Sequence[tuple[int, str]], offset: int) -> tuple[int, str | None]:
    """The last of `found`, in order of their places, at or before `offset`."""
    place = bisect_right(found, offset, key=lambda pair: pair[0]) - 1
    return found[place] if place >= 0 else (-1, None)


def _headed(
    text: str, decision: Decision, start: int, item: str | None, title: str | None, alone: str | None
) -> Decision:
    """The decision with what the head of its report, which begins at `start`, says."""
    fields = read_fields(text[start : min(decision.start, start + _HEAD)])
    title = title or fields.title or alone
    in_title = REFERENCE.search(title or "")
    reference = fields.reference or (in_title[0] if in_title else None)
    return replace(decision, title=title, item=item, reference=reference, key=fields.key)
