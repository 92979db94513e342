"""Agenda items that a question names by their number, and what a meeting's register has under them."""

import re
from collections.abc import Sequence

from corpus.register.fields import REFERENCE
from index.register_types import HeldDecision, MeetingRecord

ITEM = re.compile(r"\bitem\s+(?:(?:no|number)\.?\s+)?(?P<number>\d{1,3}[a-z]?)\b", re.IGNORECASE)


def with_title(question: str, title: str) -> str:
    """`question` with what the agenda item that it names is called, behind its number."""
    return ITEM.sub(lambda item: f"{item[0]} ({title})", question, count=1)


def of_item(number: str, record: MeetingRecord, found: Sequence[HeldDecision]) -> list[HeldDecision]:
    """Those of a meeting's decisions or recommendations that are under an agenda item: by its number, or where their
    paper gives none, by what the item is called."""
    titles = [one.item.title for one in record.agenda if one.item.number == number]
    return [
        one
        for one in found
        if one.item == number or (not one.item and any(_names_matter(title, one) for title in titles))
    ]


def _names_matter(title: str, decision: HeldDecision) -> bool:
    """Whether an item's title names what a decision is on: by its number, or by most of the words of its title."""
    if set(REFERENCE.findall(title)) & {decision.reference, decision.number}:
        return True
    one, other = (set(re.findall(r"[^\W\d_]{3,}", said.casefold())) for said in (title, decision.title or ""))
    return min(len(one), len(other)) >= 3 and len(one & other) >= 0.8 * min(len(one), len(other))
