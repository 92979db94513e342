"""Dates as British councils write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_GAP = r"[\s,._\u2013-]{1,3}"
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<weekday>{WEEKDAY})\.?[\s,_\u2013-]{{0,3}}(?:the\s+)?)?"
    rf"(?:(?P<day>\d{{1,2}})\s{{0,2}}(?:st|nd|rd|th)?(?:\s+day)?(?:{_GAP}of)?{_GAP}(?P<month>{MONTH})\.?{_GAP}(?P<year>(?:19|20)\d\d)"
    r"|(?P<iso_year>(?:19|20)\d\d)[-_.](?P<iso_month>\d{1,2})[-_.](?P<iso_day>\d{1,2})"
    r"|(?P<n_day>\d{1,2})(?P<mark>[/.-])(?P<n_month>\d{1,2})(?P=mark)(?P<n_year>(?:19|20)?\d\d))(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, its span there, and whether the day of the week stands before it."""

    day: date
    start: int
    end: int
    weekday: bool


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every whole date in the text, in order: "Thursday, 30th January, 2025", "30.01.25", "2025-01-30". Numbers
    are read day first. What names no real day (31 June) is passed over."""
    for found in _DATE.finditer(text.replace("_", " ")):
        day = _day_of(found)
        if day is not None:
            yield FoundDate(day, found.start(), found.end(), found["weekday"] is not None)


def _day_of(found: re.Match[str]) -> date | None:
    if found["year"]:
        year, month, day = int(found["year"]), _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"])
    elif found["iso_year"]:
        year, month, day = int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"])
    else:
        year, month, day = int(found["n_year"]), int(found["n_month"]), int(found["n_day"])
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
