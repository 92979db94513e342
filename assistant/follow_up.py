"""Follow-up questions: what a question means after the ones before it.

A question that stands alone drops what went before. "What about X?" puts X in place of what is of the same kind in the
question before; "the year before" counts back from the year that it names. Any other that points back is read after
the questions that it points to.
"""

import re
from collections.abc import Sequence

from assistant.leaning import leans
from assistant.slots import TIMES, Filled, Slot, filled, moved, put_in
from assistant.types import Turn
from corpus.dates import find_dates

TURNS_KEPT = 20
_SENTENCES_KEPT = 3
_ASKS_FOR_ANOTHER = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|also|no|sorry)\b[\s,]*)*"
    r"(?:(?:what|how) about|i mean[t]?|make that|what if it (?:was|were))?\s*(?P<said>\S.*?)\W*$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:and|but|so|ok|okay|then|also|no|sorry|what about|how about|i mean[t]?|make that)\b", re.IGNORECASE
)
_PLACED = re.compile(
    r"^(?P<where>(?:in|for|at|by|from|on|under|during|to|with) (?:the )?)?(?P<rest>.*)$", re.IGNORECASE
)
_BARE = re.compile(r"^(?:the |an? )?(?P<name>.+?)(?:['’]s)?(?: (?:one|ones|version|figures?))?$", re.IGNORECASE)
_BESIDE = re.compile(
    r"^(?:(?:and|but|what about|how about|in|for)\b[\s,]*)*the "
    r"(?:(?P<unit>year|quarter|month) (?P<side>before|after)(?: that)?"
    r"|(?P<which>previous|following|next) (?P<unit2>year|quarter|month))\W*$",
    re.IGNORECASE,
)
LAST_TIME = r"\b(?:last time|the time before|the previous meeting|the (?:meeting|one) before|before that meeting)\b"
_LAST_TIME = re.compile(LAST_TIME, re.IGNORECASE)


def asks_of_last_time(question: str) -> bool:
    """Whether a question asks of the meeting before one that it does not name."""
    return bool(_LAST_TIME.search(question)) and not any(find_dates(question))


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question as it would be asked without the ones before it; the same where it does not need them."""
    thread: list[str] = []
    for turn in history[-TURNS_KEPT:]:
        thread = _read_after(turn.question.strip(), thread)
    return " ".join(_read_after(question, thread))


def last_asked(question: str, searched: str) -> str:
    """The part of `searched` that tells what kind of thing is asked for: the follow-up itself where it was put after
    what went before, all of it where something in that was exchanged."""
    return question if searched.endswith(question) else searched


def _read_after(question: str, thread: Sequence[str]) -> list[str]:
    """The sentences that a question amounts to, after those that the one before amounted to."""
    if not thread:
        return [question]
    another = _another(question, thread)
    if another is not None:
        return another
    if not (asks_of_last_time(question) or leans(question, thread)):
        return [question]
    kept = list(thread) if len(thread) < _SENTENCES_KEPT else [thread[0], *thread[2 - _SENTENCES_KEPT :]]
    return [*kept, question]


def _another(question: str, thread: Sequence[str]) -> list[str] | None:
    """The thread asked of something else ("And for 2024/25?"); None where the question does not ask just that."""
    if beside := _BESIDE.match(question):
        unit = (beside["unit"] or beside["unit2"]).casefold()
        by = -1 if (beside["side"] or beside["which"]).casefold() in ("before", "previous") else 1
        return _each(thread, [moved(sentence, unit, by) for sentence in thread])
    matched = _ASKS_FOR_ANOTHER.match(question)
    placed = _PLACED.match(matched["said"]) if matched else None
    if placed is None or not (_OPENS.match(question) or placed["where"]):
        return None
    parts = _all_of(placed["rest"])
    if not parts:
        return None
    asked = list(thread)
    for part in parts:
        put = _each(asked, [put_in(sentence, part) for sentence in asked])
        if put is None and (part.slot not in TIMES and not placed["where"]):
            return None
        asked = put or _with(asked, f"{placed['where'] or 'in '}{part.text}")
    return asked


def _all_of(said: str) -> list[Filled]:
    """The parts that are all of what is said ("Q2 of 2024/25", "the Millmead one"); none where it says more, or lists
    names, which may well be one ("Growth, Environment and Transport")."""
    bare = _BARE.match(said)
    if bare is None:
        return []
    name = bare["name"]
    parts = filled(name, named_first=True)
    if sum(part.slot is Slot.NAME for part in parts) > 1:
        return []
    rest = name
    for part in reversed(parts):
        rest = rest[: part.start] + rest[part.end :]
    return parts if parts and not set(re.findall(r"\w+", rest.casefold())) - {"of", "in", "the", "and", "s"} else []


def _each(thread: Sequence[str], changed: Sequence[str | None]) -> list[str] | None:
    """The thread with the sentences that were changed; None where none was."""
    if not any(changed):
        return None
    return [new or old for old, new in zip(thread, changed, strict=True)]


def _with(thread: Sequence[str], more: str) -> list[str]:
    """The thread with a few words more at the end of its first question."""
    return [f"{thread[0].rstrip(' ?.!')} {more}?", *thread[1:]]
