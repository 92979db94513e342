"""Storing what a paper adds to the register. A decision printed in two papers becomes one, by a number they share."""

import json
import re
import unicodedata
from collections.abc import Sequence

from corpus.register.reprints import SAME_SHARE, likeness
from corpus.register.types import Attendee, Decision, Item, Meeting, Span, Status
from corpus.types import Paper
from index.database import Database, Row

_HEAD = 2500  # characters at the start of a meeting's part of a paper that say which meeting it is

_SAME_MATTER = """
SELECT d.id, d.same, d.status, d.number, d.in_favour, d.against,
    substr(p.text, d.start + 1, d."end" - d.start) AS text
FROM decisions d JOIN meetings m ON m.id = d.meeting JOIN papers p ON p.number = m.paper
WHERE m.paper != :paper AND m.committee IS :committee AND m.day IS :day
    AND (m.council IS :council OR m.council IS NULL OR :council IS NULL)
    AND (d.status = 'recommended') = :asks
    AND (d.reference IS NULL OR :reference IS NULL OR d.reference = :reference)
    AND (d.number IS :number OR d.number IS NULL OR :number IS NULL
        OR d.number = d.reference OR :number = :reference)
    AND (:day IS NOT NULL OR (d.title IS :title AND d.reference IS :reference))
    AND d.same NOT IN (SELECT same FROM decisions JOIN meetings ON meetings.id = meeting WHERE paper = :paper)
ORDER BY d.number IS NOT :number, d.id LIMIT 300
"""


def folded(text: str) -> str:
    """`text` as its words are looked for: small letters, no accents, a space before each word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(f" {word}" for word in re.findall(r"\w+", plain))


def insert_register(database: Database, number: int, paper: Paper, meetings: Sequence[Meeting]) -> None:
    """Stores the meetings that a paper tells of; `number` is the paper's in the catalogue. Inside a transaction."""
    for meeting in meetings:
        head = _head(meeting)
        day = meeting.day.isoformat() if meeting.day else None
        meeting_id = database.run(
            """INSERT INTO meetings (paper, council, committee, day, time, place, start, "end", access)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                number,
                meeting.council,
                meeting.committee,
                day,
                meeting.time,
                meeting.place,
                meeting.start,
                meeting.end,
                _access(paper, head),
            ),
        )
        items = [*((item, False) for item in meeting.agenda), *((item, True) for item in meeting.minutes)]
        database.run_many(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_item(paper, meeting_id, place, item, minuted) for place, (item, minuted) in enumerate(items)),
        )
        database.run_many(
            "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_attendee(paper, meeting_id, place, person) for place, person in enumerate(meeting.attendance)),
        )
        for decision in meeting.decisions:
            _insert_decision(database, number, paper, meeting, meeting_id, decision)


def _head(meeting: Meeting) -> Span:
    """What says which meeting it is: what stands before its first minute, at most `_HEAD` characters."""
    below = min((minute.start for minute in meeting.minutes if minute.start > meeting.start), default=meeting.end)
    return Span(meeting.start, min(below, meeting.start + _HEAD))


def _access(paper: Paper, *spans: Span) -> int:
    """The highest mark of the pages that any of `spans` touches."""
    marks = [page.access for page in paper.pages for s in spans if page.start < s.end and page.end > s.start]
    return max([paper.access, *marks]).value


def _item(paper: Paper, meeting: int, place: int, item: Item, minuted: bool) -> tuple[object, ...]:
    pages = item.pages or (None, None)
    access = _access(paper, Span(item.start, item.end))
    return (meeting, place, item.number, item.minute, minuted, item.title, *pages, item.start, item.end, access)


def _attendee(paper: Paper, meeting: int, place: int, person: Attendee) -> tuple[object, ...]:
    access = _access(paper, Span(person.start, person.end))
    return (meeting, place, person.name, person.capacity.value, person.role, person.start, person.end, access)


def _insert_decision(
    database: Database, number: int, paper: Paper, meeting: Meeting, meeting_id: int, decision: Decision
) -> None:
    text = paper.text[decision.start : decision.end]
    vote = decision.vote
    row = {
        "meeting": meeting_id,
        "same": _same(database, number, meeting, decision, text),
        "status": decision.status.value,
        "title": decision.title,
        "number": decision.number,
        "reference": decision.reference,
        "item": decision.item,
        "key": decision.key,
        "mover": decision.mover,
        "seconder": decision.seconder,
        "in_favour": vote.in_favour if vote else None,
        "against": vote.against if vote else None,
        "abstained": vote.abstained if vote else None,
        "unanimous": bool(vote and vote.unanimous),
        "delegated_to": json.dumps(decision.delegated_to),
        "taken_by": decision.taken_by,
        "clauses": json.dumps([(clause.label, clause.start, clause.end) for clause in decision.clauses]),
        "words": folded(
            " ".join(filter(None, (decision.title, decision.number, decision.reference, decision.taken_by, text)))
        ),
        "start": decision.start,
        "end": decision.end,
        "access": _access(paper, Span(decision.start, decision.end), *decision.drawn_from),
        "vote_start": decision.voted.start if decision.voted else None,
        "vote_end": decision.voted.end if decision.voted else None,
    }
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    row_id = database.run(f"INSERT INTO decisions ({names}) VALUES ({values})", row)
    database.run("UPDATE decisions SET same = id WHERE id = ? AND same IS NULL", (row_id,))


def _same(database: Database, number: int, meeting: Meeting, decision: Decision, text: str) -> int | None:
    """The number of a decision, in another paper on the same meeting, that this is a reprint of; None for a new one."""
    values = {
        "paper": number,
        "council": meeting.council,
        "committee": meeting.committee,
        "day": meeting.day.isoformat() if meeting.day else None,
        "asks": decision.status is Status.RECOMMENDED,
        "number": decision.number,
        "title": decision.title,
        "reference": decision.reference,
    }
    counted = (decision.vote.in_favour, decision.vote.against) if decision.vote else (None, None)
    alike = [
        ((row["in_favour"], row["against"]) == counted, share, -row["id"], row["same"])
        for row in database.rows(_SAME_MATTER, values)
        if _may_be_same(decision.status, counted, row) and (share := likeness(row["text"], text)) >= SAME_SHARE
    ]
    return int(max(alike)[-1]) if alike else None


def _may_be_same(status: Status, counted: tuple[int | None, int | None], row: Row) -> bool:
    """Whether both were won or both lost, by the same votes where both count them: a notice of a decision does not."""
    held = (row["in_favour"], row["against"])
    same_votes = held == counted or held[0] is None or counted[0] is None
    return same_votes and (status is Status.LOST) == (row["status"] == Status.LOST)
