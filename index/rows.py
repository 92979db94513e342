"""Rows of the catalogue as the types that the rest of the software knows."""

import json
from collections.abc import Collection
from datetime import date

from corpus.types import Access, Kind, MeetingName, Page, Passage
from index.database import Database, Row
from index.types import PaperSummary

IN_MEETING = """
m.paper = {p}.paper AND ({p}.start + {p}."end") / 2 BETWEEN m.start AND m."end" AND m.access <= :clearance
"""
"""SQL for whether the middle of a row `p` of passages stands where its paper tells of a meeting `m`."""
_MEETING_OF = f"""
SELECT {{}} FROM meetings m WHERE {IN_MEETING} AND m.committee IS NOT NULL AND m.day IS NOT NULL
ORDER BY m."end" - m.start LIMIT 1
"""


def meeting_of(column: str, passages: str) -> str:
    """SQL for a column of the meeting that a row of `passages` tells of: the innermost that its middle is in, among
    those up to `:clearance`; null where there is none."""
    return f"({_MEETING_OF.format(column, p=passages)})"


def date_of(text: str | None) -> date | None:
    """A date as the catalogue keeps it (ISO 8601), or None."""
    return date.fromisoformat(text) if text else None


def summary_of(row: Row) -> PaperSummary:
    """A paper's entry, from a row that has its columns, sources and counts."""
    sources = tuple(json.loads(row["sources"]))
    return PaperSummary(
        id=row["id"],
        source=sources[0] if sources else "",
        sources=sources,
        media_type=row["media_type"],
        title=row["title"],
        council=row["council"],
        committee=row["committee"],
        meeting_date=date_of(row["meeting_date"]),
        kind=Kind(row["kind"]),
        access=Access(row["access"]),
        page_count=row["page_count"],
        passage_count=row["passage_count"],
        notes=tuple(json.loads(row["notes"])),
    )


def page_of(row: Row) -> Page:
    """A page, from its row."""
    return Page(
        row["number"], row["start"], row["end"], row["label"], row["printed"], Access(row["access"]), row["confidence"]
    )


def paper_texts(database: Database, numbers: Collection[int]) -> dict[int, str]:
    """Whole texts of papers by catalogue number. To cut one passage out, SQLite too would read from the first
    character on, for each passage anew."""
    sql = "SELECT number, text FROM papers WHERE number IN (SELECT value FROM json_each(?))"
    return {row["number"]: row["text"] for row in database.rows(sql, (json.dumps(list(numbers)),))}


def passage_of(row: Row, text: str, paper: PaperSummary, page: Page | None) -> Passage:
    """A passage, from its row with the `meeting` that it tells of, the `text` of its `paper`, and the page it stands on
    (None for a format without pages)."""
    return Passage(
        id=row["id"],
        paper_id=row["paper_id"],
        start=row["start"],
        end=row["end"],
        text=text[row["start"] : row["end"]],
        heading=tuple(json.loads(row["heading"])),
        item=row["item"],
        paragraph=row["paragraph"],
        page=page,
        access=Access(row["access"]),
        header=tuple(json.loads(row["header"])),
        minutes_of=_minutes_of(row["meeting"], paper),
    )


def _minutes_of(told: str | None, paper: PaperSummary) -> MeetingName | None:
    """The meeting named in JSON, where it is another than that which `paper` is for."""
    if told is None:
        return None
    council, committee, day = json.loads(told)
    if (committee, day) == (paper.committee, paper.meeting_date and paper.meeting_date.isoformat()):
        return None
    return MeetingName(council, committee, date_of(day))
