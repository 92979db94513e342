"""What a question asks of the register: whose decisions, of when, and about what."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.types import Part, Understood
from index.register_types import RegisterFilters
from index.types import Filters

COUNT = re.compile(
    r"\b(?:how many|(?:list|show|give)(?: me| us)?(?: all| every)?(?: of)?(?: the)?) (?:key )?"
    r"(?:decisions|resolutions)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on|about|regarding|concerning|relating to|to do with)\s+(?:the\s+)?(?P<words>[^?]+?)"
    r"(?=\s+(?:in|on|at|by|since|during|from|between|did|has|have|was|were|are|is)\b|\s*\?|$)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|during|of)\s+(?P<year>(?:19|20)\d\d)\b")
_SAYS_NOTHING = frozenset(
    """
    what which list show give me all the a an of at by in on to was were is are did do does has have had been be take
    taken took made make decide decided decision decisions resolve resolved resolution resolutions agree agreed meeting
    meetings held its their that there and council councillors members it they last time previously previous before then
    exactly sign signed off we us our
    """.split()
)


def as_set(filters: Filters, number: str | None = None) -> RegisterFilters:
    """What the reader has set, of all decisions or those of a `number`."""
    return RegisterFilters(
        council=filters.council,
        committee=filters.committee,
        since=filters.since,
        until=filters.until,
        number=number,
    )


def subject_of(question: str, understood: Sequence[Understood]) -> list[str]:
    """The words of a question that say what it is about, its names of meetings left out."""
    for one in understood:
        question = question.replace(one.words, " ")
    words = re.findall(r"[^\W\d_]+", question)
    return [word for word in words if word.casefold() not in _SAYS_NOTHING and len(word) > 1]


def counted_by(question: str, understood: Sequence[Understood], filters: Filters) -> RegisterFilters:
    """What a count is of: what the reader has set, and what the question names."""
    named = {one.part: one for one in understood}
    meeting, committee = named.get(Part.MEETING), named.get(Part.COMMITTEE)
    since, until = (meeting.since, meeting.until) if meeting else (None, None)
    if year := _YEAR.search(question):
        since, until = since or date(int(year["year"]), 1, 1), until or date(int(year["year"]), 12, 31)
    for one in understood:
        question = question.replace(one.words, " ")
    topic = _TOPIC.search(COUNT.sub(" ", question))
    words = topic["words"].strip() if topic and any(c.isalpha() for c in topic["words"]) else None
    return RegisterFilters(
        council=filters.council,
        committee=filters.committee or (committee.name if committee else None),
        since=filters.since or since,
        until=filters.until or until,
        words=words,
    )


def within(wanted: RegisterFilters) -> str:
    """Whose decisions of when are wanted, as in " by Cabinet on 4 March 2025"; empty for all."""
    days = {day for day in (wanted.since, wanted.until) if day}
    by = f" by {wanted.committee}" if wanted.committee else ""
    if len(days) == 1 and wanted.since and wanted.until:
        return f"{by} on {day_in_words(wanted.since)}"
    since = f" from {day_in_words(wanted.since)}" if wanted.since else ""
    return f"{by}{since}{f' to {day_in_words(wanted.until)}' if wanted.until else ''}"


def day_in_words(day: date) -> str:
    """As in "4 March 2025"."""
    return f"{day.day} {day:%B %Y}"
