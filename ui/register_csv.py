"""Lists of the register as CSV (RFC 4180), which a spreadsheet opens and does not run."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from ui.register_replies import DecisionOut, MeetingOut
from ui.terminal import safe

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"

DECISION_COLUMNS = (
    "meeting_date", "council", "committee", "number", "reference", "item", "title", "status", "key_decision", "text",
    "mover", "seconder", "votes_in_favour", "votes_against", "votes_abstained", "unanimous", "delegated_to", "taken_by",
    "paper_id", "paper_title", "source", "page", "printed_page", "url", "also_in",
)  # fmt: skip
MEETING_COLUMNS = ("date", "time", "council", "committee", "place", "papers", "decisions", "meeting_id", "url")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may take for a formula (OWASP, CSV Injection)."""


def cell(value: object) -> str:
    """`value` as a cell that is only ever text: a mark is put before what a spreadsheet would run, and nothing that
    could steer a terminal is left."""
    text = "" if value is None else safe(str(value))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RUNS) else text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The lines of a CSV file, the names of the columns first."""
    yield _line(columns)
    for row in rows:
        yield _line([cell(row[name]) for name in columns])


def decision_row(decision: DecisionOut) -> dict[str, object]:
    """A decision by column."""
    votes, page = decision.votes, decision.home.page
    same = set(DECISION_COLUMNS) & set(DecisionOut.model_fields) - {"also_in", "delegated_to"}
    return {
        **{name: getattr(decision, name) for name in same},
        "key_decision": {True: "yes", False: "no", None: None}[decision.key_decision],
        "votes_in_favour": votes.in_favour if votes else None,
        "votes_against": votes.against if votes else None,
        "votes_abstained": votes.abstained if votes else None,
        "unanimous": "yes" if votes and votes.unanimous else None,
        "delegated_to": "; ".join(decision.delegated_to),
        "paper_id": decision.home.paper_id,
        "paper_title": decision.home.paper_title,
        "source": decision.home.source,
        "page": page.physical if page else None,
        "printed_page": page.printed if page else None,
        "url": decision.home.url,
        "also_in": " ".join(home.url for home in decision.also_in),
    }


def meeting_row(meeting: MeetingOut) -> dict[str, object]:
    """A meeting by column."""
    return {name: getattr(meeting, name) for name in MEETING_COLUMNS}


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
