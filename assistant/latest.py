"""Questions for the latest position: the newest first, dated, with what came before."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.quotes import Quote, overlaps
from corpus.marks import plain
from corpus.sentences import is_row

MAX_DAYS = 4
"""Meetings that are told of."""
PER_DAY = 2
"""Quotes from the papers of each."""
MAX_BEHIND = 2.0
"""A quote this far behind the best, in units of its score, is 7 times less likely to answer: the newest words are not
worth telling where they are about something else."""
_ASKED = re.compile(
    r"\b(?:latest|current|present|newest|most recent)\s+(?:\w+\s+)?"
    r"(?:position|status|state|situation|progress|stage|news|developments?|updates?)\b"
    r"|\bwhat(?:['’]s| is)\s+the\s+(?:latest|newest)\s+(?:on|with|about|for)\b|\bstate of play\b|\blatest\s+on\b"
    r"|\bwhere\s+(?:are\s+we|have\s+we\s+got|do\s+(?:we|things)\s+stand|does\s+\w+(?:\s+\w+){0,5}\s+stand)\b",
    re.IGNORECASE,
)


def asks_latest(question: str) -> bool:
    """Whether `question` asks how something stands now."""
    return bool(_ASKED.search(question))


def subject(question: str) -> str:
    """What of a question for the latest position is to be searched for: papers seldom call theirs so."""
    return " ".join(_ASKED.sub(" ", question).split())


def newest_first(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Of the `quotes` that are about as likely to answer as the best, the best of each meeting's day, the newest day
    first: sentences before rows of tables, which tell of figures, and papers with a day before those without."""
    said = [quote for quote in quotes if not is_row(quote.text)] or quotes
    best = max(quote.score for quote in said)
    near = [quote for quote in said if quote.score >= best - MAX_BEHIND]
    dated = [quote for quote in near if _day(quote) > date.min] or near
    told: dict[date, list[Quote]] = {}
    for quote in sorted(dated, key=lambda quote: (_day(quote), quote.score), reverse=True):
        before = [other for same in told.values() for other in same]
        if not any(overlaps(quote, other) or plain(quote.text) == plain(other.text) for other in before):
            told.setdefault(_day(quote), []).append(quote)
    return tuple(quote for same in list(told.values())[:MAX_DAYS] for quote in same[:PER_DAY])


def _day(quote: Quote) -> date:
    return quote.hit.paper.meeting_of(quote.hit.passage).day or date.min
