"""The fields at the head of reports and decision notices: "Subject:", "Decision no:", "Key decision:"."""

import re
from dataclasses import dataclass

_REST = (
    r"[^\n]*(?:\n(?![^\n:]{2,60}:|\s*\n|[^\n]*\t|\W*\d+[.)]\s|\W*(?:recommendation|summary|introduction|purpose)s?\b)"
    r"[^\n]+){0,3}"
)
_IN_TABLE = re.compile(r"[ ]*\t[ |]*(?P<value>[^\n\t|]*\w[^\n\t|]*)")
_WRITTEN = re.compile(rf"[ ]*:\s*(?P<value>\S{_REST})", re.IGNORECASE)
_BESIDE = re.compile(r"[ ]{2,}(?P<value>\S[^\n]*)")
_BELOW = re.compile(rf"[ ]*\n\s*(?P<value>\S{_REST})", re.IGNORECASE)
_TITLE = re.compile(
    r"^[^\w\n]*(?:(?:report |paper |decision )?title|title of (?:report|paper)|subject)(?=[ ]*[:\t])"
    r"|^[^\w\n]*report title(?=[ ]{2,}\S)"
    r"|^[^\w\n]*(?:subject(?: matter)?(?: ?/ ?title of decision)|title of (?:the )?decision)(?=[ ]*[:\t\n])",
    re.IGNORECASE | re.MULTILINE,
)
_TAKER = re.compile(
    r"^[^\w\n]*(?:decision (?:to be )?(?:taken|made) by|decision[- ]maker|decision[- ]taker|taken by)(?=[ ]*[:\t\n])",
    re.IGNORECASE | re.MULTILINE,
)
REFERENCE = re.compile(
    r"\b[A-Z]{2,6}[/-]\d\d[/-]\d{1,5}\b|(?<![\d/])(?!(?:0[1-9]|1[0-2])/(?:19|20)\d\d\b)\d\d/\d{4,5}\b(?!/)"
)
"""A council's number for a matter, wherever it stands: "24/00093", "CAB/25/31"; no date, and no month of a year."""
_NUMBERED = re.compile(
    r"\b(?:decision|reference)\s+(?:no|number|ref(?:erence)?)\b\.?\s*:?\s*(?P<value>(?=[\w/.-]*\d)\w+(?:[/.-]\w+)+|\d{4,8}\b)",
    re.IGNORECASE,
)
_KEY = re.compile(r"\bkey decision\b\s*[?:]{0,2}\s*(?P<value>yes|no)\b", re.IGNORECASE)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Fields:
    """What a head says, None where it does not."""

    title: str | None = None
    reference: str | None = None
    key: bool | None = None
    taken_by: str | None = None


def read_fields(text: str) -> Fields:
    """The fields in the head of a report or decision notice, from `text` without marks of Markdown or HTML."""
    reference, key = _NUMBERED.search(text), _KEY.search(text)
    title, taker = _TITLE.search(text), _TAKER.search(text)
    return Fields(
        _value(text, title) if title else None,
        reference["value"] if reference else None,
        key["value"].lower() == "yes" if key else None,
        _value(text, taker) if taker else None,
    )


def titles_in(text: str) -> list[tuple[int, str]]:
    """The titles of the reports that a pack holds, each with its place."""
    found = ((match.start(), _value(text, match)) for match in _TITLE.finditer(text))
    return [(place, title) for place, title in found if title]


def _value(text: str, name: re.Match[str]) -> str | None:
    """What stands beside or below the name of a field."""
    found = next(
        (m for pattern in (_IN_TABLE, _WRITTEN, _BESIDE, _BELOW) if (m := pattern.match(text, name.end()))), None
    )
    return " ".join(found["value"].split()).strip(" .|:")[:_LONGEST] or None if found else None
