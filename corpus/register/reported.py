"""The recommendations of a report, or of the reports in a pack, each with the title of its report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.lines import Line
from corpus.register.fields import read_fields, titles_in
from corpus.register.recommendations import find_recommendations
from corpus.register.types import Decision, Item, Span

_ITEM_MARK = re.compile(r"\bAgenda Item(?: No)?\.?\W{0,6}(?P<item>\d{1,3}[A-Za-z]?)\b")
_REFERENCE = re.compile(r"\b\d\d/\d{5}\b")
_HEAD = 4000


def reported(
    text: str, lines: Sequence[Line], stretches: Sequence[Span], agenda: Sequence[Item], alone: str | None
) -> Iterator[Decision]:
    """What is recommended in the `stretches` of a paper. `alone` is the title of a paper that is one report; the
    reports of a pack say their own, or stand under an item mark that the `agenda` explains."""
    titles = titles_in(text)
    marks = list(_ITEM_MARK.finditer(text))
    for stretch in stretches:
        for decision in find_recommendations(text, lines, stretch):
            if alone is not None:
                yield _headed(text, decision, 0, None, None, alone)
                continue
            place, title = next(((p, t) for p, t in reversed(titles) if p < decision.start), (-1, None))
            mark = next((m for m in reversed(marks) if m.start() < decision.start), None)
            item = mark["item"] if mark else None
            if mark and mark.start() > place:
                listed = next((one.title for one in agenda if one.number == item), None)
                place, title = mark.start(), listed
            yield _headed(text, decision, max(place, 0), item, title, None)


def _headed(
    text: str, decision: Decision, start: int, item: str | None, title: str | None, alone: str | None
) -> Decision:
    """The decision with what the head of its report, which begins at `start`, says."""
    fields = read_fields(text[start : min(decision.start, start + _HEAD)])
    title = title or fields.title or alone
    in_title = _REFERENCE.search(title or "")
    reference = fields.reference or (in_title[0] if in_title else None)
    return replace(decision, title=title, item=item, reference=reference, key=fields.key)
