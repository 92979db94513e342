"""What is said where the papers do not: what was looked for, what is held, and what is nearest to it."""

import re
import time
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.quotes import Quote
from assistant.types import Answer, Nearest, Reason, Status
from index.asks import Asks, asked
from index.held import Held
from index.tokens import FUNCTION_WORDS

MAX_WORDS_TOLD = 8
MAX_MEETINGS_TOLD = 4
MAX_NEAREST = 3
_WORDING = {
    Reason.NO_EVIDENCE: "The papers held do not say.",
    Reason.OUTSIDE_FILTERS: "No papers are held within these filters. Widen them to search more.",
    Reason.EMPTY_COLLECTION: "No papers are held yet. Add some with: council ingest PATH",
}
_KINDS = {
    Asks.VOTE: "a vote",
    Asks.MONEY: "a sum of money",
    Asks.NUMBER: "a number",
    Asks.DATE: "a date",
    Asks.PERSON: "a name",
    Asks.DECISION: "a decision",
    Asks.RECOMMENDATION: "a recommendation",
    Asks.REASON: "a reason",
    Asks.LIST: "a list",
}
NOTHING_HELD = Held()
_ASKING = frozenset(
    """
    how much many often long far why where whom whose when who what which much more about into if any some all so than
    then also can could should shall may might must get got go goes going me my us tell give please say says said
    exactly between after before during under over out up
    """.split()
)


def not_found(
    reason: Reason,
    started: float,
    *,
    looked_for: str = "",
    held: Held = NOTHING_HELD,
    nearest: Sequence[Quote] = (),
    searched_as: str | None = None,
    missing: str | None = None,
) -> Answer:
    """The answer that says that there is none. `started` is the time.perf_counter() of the question.

    `looked_for` is the question; `held` is what the reader may see within the filters; `nearest` are the quotes that
    came nearest, best first; `missing` is the meeting asked about of which nothing is held.
    """
    told = [_WORDING[reason]]
    if reason is Reason.NO_EVIDENCE:
        told += [f"Looked for: {what_was_looked_for(looked_for)}.", f"Held: {what_is_held(held)}."]
        if missing:
            told.insert(1, f"No papers of {missing} are held.")
    return Answer(
        Status.NOT_FOUND,
        reason,
        "\n".join(told),
        as_of=max((meeting.day for meeting in held.meetings if meeting.day), default=None),
        took_ms=(time.perf_counter() - started) * 1000,
        searched_as=searched_as,
        nearest=tuple(_nearest(nearest)),
    )


def what_was_looked_for(question: str) -> str:
    """The kinds of thing that a question asks for, and its telling words: "a sum of money, on: parking permits"."""
    wanted = asked(question)
    kinds = [name for asks, name in _KINDS.items() if asks in wanted]
    words = dict.fromkeys(
        word
        for word in re.findall(r"[£\w]+(?:[-'’/.]\w+)*", question)
        if len(word) > 1 and (word == "May" or word.casefold() not in FUNCTION_WORDS | _ASKING)
    )
    telling = list(words)[:MAX_WORDS_TOLD]
    on = f"{', '.join(telling)}{' …' if len(words) > len(telling) else ''}" if telling else question
    return f"{' and '.join(kinds)}, on: {on}" if kinds else on


def what_is_held(held: Held) -> str:
    """The committees and their meetings, those with most meetings first: "papers of Cabinet from 10 June 2025 to 15
    July 2025, of Audit Committee of 5 August 2025"."""
    meetings: dict[str, set[date]] = {}
    for meeting in held.meetings:
        if meeting.committee:
            meetings.setdefault(meeting.committee, set()).update({meeting.day} if meeting.day else ())
    named = sorted(meetings, key=lambda name: (-len(meetings[name]), name))
    told = [f"of {name}{_from_to(sorted(meetings[name]))}" for name in named[:MAX_MEETINGS_TOLD]]
    more = len(named) - len(told)
    told += [f"of {more} other {'committees' if more > 1 else 'committee'}"] if more else []
    told += ["of no named committee"] if any(not meeting.committee for meeting in held.meetings) else []
    return f"papers {', '.join(told)}"


def _from_to(days: Sequence[date]) -> str:
    if not days:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (days[0], days[-1]))
    return f" from {first} to {last}" if first != last else f" of {first}"


def _nearest(quotes: Sequence[Quote]) -> Iterator[Nearest]:
    """The best quote of each of the nearest passages, none said twice."""
    seen: set[int | str] = set()
    for quote in sorted(quotes, key=lambda quote: -quote.score):
        passage, words = quote.hit.passage, " ".join(quote.text.casefold().split())
        if passage.id in seen or words in seen:
            continue
        seen |= {passage.id, words}
        start, end = passage.start + quote.start, passage.start + quote.end
        yield Nearest(passage, quote.hit.paper, quote.text, start, end)
        if len(seen) == 2 * MAX_NEAREST:
            return
