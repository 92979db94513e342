"""Where a paper carries the minutes of a meeting, and which meeting, when and where, a text tells of."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from corpus.committees import committee_name, find_committee
from corpus.dates import MONTH, WEEKDAY, find_dates
from corpus.meeting_dates import meeting_date
from corpus.register.types import Span
from corpus.types import Kind

_DAY_ALONE = rf"(?:(?:{WEEKDAY}),?[ ]+)?\d{{1,2}}(?:st|nd|rd|th)?[ ]+(?:{MONTH}),?[ ]+\d{{4}}[^\n]{{0,40}}\n"
_MINUTES = re.compile(
    r"^[^\w\n]*(?:(?:draft|unconfirmed|confirmed|printed)\s+)*minutes\s+(?:of|from)\s+(?:an?|the)\b[^\n]{0,160}\b"
    r"(?:meeting|held|proceedings)\b|^[^\w\n]*minutes\s+of\s+(?:an?|the)\s+meeting\b"
    rf"|^[^\w\n]*[^\n]{{0,80}}\b(?:committee|council|cabinet|board|panel|executive)[^\w\n]*\n\s*{_DAY_ALONE}"
    r"(?=\s*(?:members )?present\b)"
    r"|^[^\w\n]*meeting[ \t]+(?P<body>[A-Z][^\n]{3,80})\n\s*date[ \t:]+\d",
    re.IGNORECASE | re.MULTILINE,
)
_EXTRACT = re.compile(
    r"^[^\w\n]*(?:(?:draft\s+|unconfirmed\s+)?minutes?\s+(?:extract|excerpt|except)s?"
    r"|(?:extract|excerpt)s?\s+(?:from|of)\s+(?:the\s+)?(?:(?:draft|unconfirmed|confirmed)\s+)?minutes)"
    r"\s*(?:from|of|[:\u2013-])\s*(?:the\s+|an?\s+)?(?:(?:last\s+)?meeting\s+of\s+(?:the\s+)?)?(?P<of>[^\n]{3,120}\n?[^\n]{0,60})",
    re.IGNORECASE | re.MULTILINE,
)
_ATTENDED = re.compile(
    r"^[^\w\n]*(?:(?:members |councillors |also )?present|in attendance|councillors|members of the council present"
    r"|those (?:attending|present)|attendees)\b",
    re.IGNORECASE | re.MULTILINE,
)
_DECIDED = re.compile(r"\bRESOLVED\b|\(Item \d+\)")
_CLOSED = re.compile(
    r"\b(?:meeting|business)(?: was)?(?: formally)? (?:closed|ended|concluded|finished|terminated|rose)\b[^\n]*"
    r"|\bthere being no (?:further|other) business\b[^\n]*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^[^\w\n]*(?:(?:chair(?:man|person|woman)?|date|signed|mayor)\b[^\n]{0,60})$", re.IGNORECASE | re.MULTILINE
)
_SIGNED_OFF = re.compile(r"^[^\w\n]*(?:Chair\w*|Signed|Mayor)\b[^\n]{0,30}?[._\\\u2026]{4,}[^\n]*$", re.MULTILINE)
_NEXT_PAPER = re.compile(
    r"^[^\w\n]*(?:Agenda Item(?: No)?\W{0,3}\d{1,3}\b|From\s*:|Report [Tt]o\s*:|Report Title\b|REPORT OF\b"
    r"|This page is intentionally left blank)",
    re.MULTILINE,
)
_HEAD, _LIST, _OPENING, _SIGNATURES, _NEAR, _BEFORE = 2500, 1500, 500, 400, 160, 6
_HALF = r"[ap]\.?m\b|noon"
_TIME = re.compile(
    r"(?:\b(?:at|from|commencing|starting|beginning)\s+(?:at\s+)?|^[^\w\n]*(?P<label>time)\s*:\s*)(?P<hour>\d{1,2})"
    rf"(?:[.:](?P<minute>\d{{2}})\s*(?P<half>{_HALF})?|\s*(?P<only>{_HALF}))",
    re.IGNORECASE | re.MULTILINE,
)
_TIME_BESIDE = re.compile(
    rf"[ \t]*,?[ \t]*(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d{{2}}))?\s*(?P<half>{_HALF})(?P<only>)(?P<label>)",
    re.IGNORECASE,
)
_OF_ELSE = re.compile(r"\b(?:expires?|call-?in|deadline|published|questions)\b[^.\n]{0,80}$", re.IGNORECASE)
"""A time that stands in such a sentence is not when a meeting begins."""
_ASIDE = re.compile(r"[.,]?\s+(?:view directions|for the purpose)\b", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\b\.?|noon)?"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)"
_PLACE = re.compile(
    rf"\bheld\s+(?:virtually\s+|remotely\s+)?(?:at\s+{_CLOCK}\s+)?(?:in|at)\s+"
    r"(?P<place>(?!\d{1,2}[.:\s])(?:(?!\n\s*\n)[^.;:]){3,160}?)"
    rf"(?=,?\s+on\s+(?:the\s+)?{_DAY}|\.\s|\.$|\n\s*\n)",
    re.IGNORECASE,
)
_PLACE_AFTER_DAY = re.compile(
    rf"\bheld\s+on\b[^.;:]{{4,60}}\b(?:\d{{4}}|{_CLOCK})\.?,?\s+(?:in|at)\s+"
    r"(?P<place>(?!\d{1,2}[.:\s])(?:(?!\n\s*\n)[^.;:]){3,160}?)(?=\.\s|\.$|\n\s*\n)",
    re.IGNORECASE,
)
_PLACE_AFTER_TIME = re.compile(
    rf"\d{{4}},?[ \t]+(?:commencing[ \t]+)?at[ \t]+{_CLOCK},?[ \t]+(?:in|at)[ \t]+(?P<place>[A-Z][^\n.;:]{{3,120}})$",
    re.IGNORECASE | re.MULTILINE,
)
_VENUE = re.compile(r"^[^\w\n]*(?:venue|place|location)\s*:\s*(?P<place>\S[^\n]{2,160})$", re.IGNORECASE | re.MULTILINE)
_ROOM = re.compile(
    r"^(?=.{4,90}$)[^@:]*\b(?:Hall|House|Chamber|Room|Centre|Guildhall|Offices?|Building|Forum|School|Suite|Library)\b"
    r"[^@:]*$|^(?:a )?virtual meeting\b",
    re.IGNORECASE,
)


def find_parts(text: str, kind: Kind, breaks: Sequence[int]) -> list[Span]:
    """The stretches of a paper of that `kind` that are a meeting's minutes; `text` is without marks, and its pages
    start at `breaks`.

    Minutes begin with words that say so and a list of who was there; what only names some ("Minutes of the last
    meeting") is none. A paper that is minutes is so from its first character.
    """
    starts = [found.start() for found in _MINUTES.finditer(text) if _opens(text, found.start())]
    if kind is Kind.MINUTES:
        starts = [0, *(start for start in starts if start > _HEAD)]
    starts = [start for i, start in enumerate(starts) if not i or start - starts[i - 1] > _LIST]
    ends = [*starts, len(text)]
    alone = kind is Kind.MINUTES and len(starts) == 1
    return [Span(s, len(text) if alone else _end(text, s, e, breaks)) for s, e in zip(starts, ends[1:], strict=True)]


def _opens(text: str, start: int) -> bool:
    """Whether those who attended are listed below, before anything is decided."""
    attended = _ATTENDED.search(text, start, start + _LIST)
    return bool(attended) and not _DECIDED.search(text, start, attended.start() if attended else start)


def _end(text: str, start: int, end: int, breaks: Sequence[int]) -> int:
    """Where minutes end: with their signatures, or where the next paper of a pack begins."""
    if closed := _CLOSED.search(text, start, end):
        signed = [found.end() for found in _SIGNED.finditer(text, closed.end(), min(end, closed.end() + _SIGNATURES))]
        return max([closed.end(), *signed])
    if signed_off := _SIGNED_OFF.search(text, start, end):
        return signed_off.end()
    for found in _NEXT_PAPER.finditer(text, start, end):
        page = bisect_right(breaks, found.start()) - 1
        begins = breaks[page] if page >= 0 else found.start()  # a page's marks may stand below its words
        if begins > start and found.start() > start + _LIST:
            return begins
    return end


def find_extracted(text: str, head: Span) -> tuple[str, date | None] | None:
    """The committee and day of the meeting that minutes which begin with `head` are an extract from, where a paper for
    another meeting says so: "Extract of the minutes of the Licensing Committee, 4 March 2025"."""
    found = _EXTRACT.search(text, head.start, min(head.end, head.start + _OPENING))
    named = " ".join(found["of"].split()) if found else ""
    body = find_committee(named)
    return (body, next((one.day for one in find_dates(named)), None)) if body else None


def find_body(text: str, head: Span) -> str | None:
    """The committee whose minutes begin with `head`."""
    words = text[head.start : min(head.end, head.start + _HEAD)]
    named = _MINUTES.search(words)
    if named and named["body"]:
        return committee_name(named["body"])
    return find_committee(words)


def find_day(text: str, head: Span) -> date | None:
    """The day of the meeting whose minutes begin with `head`."""
    words = text[head.start : min(head.end, head.start + _HEAD)]
    named = _MINUTES.search(words)
    below = words[named.start() :] if named and named["body"] else words[:_OPENING]
    return meeting_date(words, Kind.MINUTES) or next((found.day for found in find_dates(below)), None)


def find_time(text: str, head: Span) -> str | None:
    """When the meeting began, as "18:00": a time that stands near a date in the `head` of a paper."""
    words = text[head.start : min(head.end, head.start + _HEAD)]
    dates = list(find_dates(words))
    beside = (_TIME_BESIDE.match(words, day.end) for day in dates[:1])
    for found in (*filter(None, beside), *_TIME.finditer(words)):
        near = any(0 <= found.start() - day.end < _NEAR or 0 <= day.start - found.end() < _BEFORE for day in dates)
        of_else = _OF_ELSE.search(words, max(0, found.start() - _NEAR), found.start())
        if (near or found["label"]) and not of_else and (time := _clock(found)):
            return time
    return None


def _clock(found: re.Match[str]) -> str | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or found["only"] or "").lower().replace(".", "")
    hour = hour % 12 + 12 if half in ("pm", "noon") else hour % 12 if half == "am" else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def find_place(text: str, head: Span) -> str | None:
    """Where the meeting was held, or is to be, as the `head` of a paper says."""
    words = text[head.start : min(head.end, head.start + _HEAD)]
    patterns = (_VENUE, _PLACE, _PLACE_AFTER_DAY, _PLACE_AFTER_TIME)
    if found := next((m for pattern in patterns if (m := pattern.search(words))), None):
        return " ".join(_ASIDE.split(found["place"])[0].split()).strip(" ,.")
    dated = next(find_dates(words), None)
    if dated is None:
        return None
    place: list[str] = []
    for line in [line.strip() for line in words[dated.end :].split("\n")[1:7] if line.strip()]:
        goes_on = bool(place) and place[-1].endswith(",") and ":" not in line and not line.isupper()
        if _ROOM.match(line) or goes_on:
            place.append(line)
        elif place:
            break
    return _ASIDE.split(" ".join(place))[0].strip(" ,.") or None
