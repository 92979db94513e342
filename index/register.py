"""The register read: meetings and decisions, each once, for somebody. What they may not see is left out in SQL."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corpus.errors import InvalidInput, UnknownName
from corpus.register.types import Status, Vote
from index.catalogue import Catalogue
from index.database import Row
from index.narrowing import conditions
from index.register_meetings import Homes, agenda_of, attendance_of, meeting_id, minutes_of
from index.register_types import HeldClause, HeldDecision, HeldMeeting, Home, MeetingRecord, RegisterFilters, Rows
from index.register_writing import folded
from index.types import Reader

_ALL = -1  # what SQLite takes for no limit

# `told` is what each paper tells of a meeting. A paper that names no council is of the one that others name for that
# committee and day, where they name one alone.
_TOLD = """
WITH known AS (
    SELECT m.committee, m.day, min(m.council) AS council FROM meetings m JOIN papers p ON p.number = m.paper
    WHERE m.access <= :clearance AND p.access <= :clearance AND m.council IS NOT NULL AND m.day IS NOT NULL
    GROUP BY m.committee, m.day HAVING count(DISTINCT m.council) = 1
), told AS (
    SELECT m.id, m.paper, m.committee, m.day, m.time, m.place, m.start, coalesce(m.council, k.council) AS council,
        p.id AS paper_id, p.kind
    FROM meetings m JOIN papers p ON p.number = m.paper
    LEFT JOIN known k ON k.committee = m.committee AND k.day = m.day
    WHERE m.access <= :clearance AND p.access <= :clearance
)
"""
# Minutes are where a decision is at home, then the notice of it; a pack prints it again. Its reference, and whether it
# is a key decision, may stand in any of them; so may what a filter asks for. Its status is the one at home.
_DECISIONS = (
    _TOLD
    + """
, found AS (
    SELECT d.*, t.council, t.committee, t.day, t.paper, t.paper_id,
        max(d.reference) OVER prints AS any_reference, max(d."key") OVER prints AS any_key,
        row_number() OVER (
            prints ORDER BY t.kind = 'minutes' DESC, t.kind = 'decision' DESC, t.paper, d.start) AS place
    FROM decisions d JOIN told t ON t.id = d.meeting WHERE d.access <= :clearance AND d.same IN (
        SELECT d.same FROM decisions d JOIN told t ON t.id = d.meeting WHERE d.access <= :clearance {narrower})
    WINDOW prints AS (PARTITION BY d.same)
), listed AS (
    SELECT * FROM found WHERE place = 1 AND {status}
)
"""
)
_MEETINGS = (
    _TOLD
    + """
, held AS (
    SELECT t.council, t.committee, t.day, max(t.time) AS time, max(t.place) AS place, count(DISTINCT t.paper) AS papers,
        count(DISTINCT d.same) AS decisions
    FROM told t LEFT JOIN decisions d
        ON d.meeting = t.id AND d.status != 'recommended' AND d.access <= :clearance
    WHERE t.committee IS NOT NULL AND t.day IS NOT NULL {narrower}
    GROUP BY t.council, t.committee, t.day
)
"""
)
_TAKEN, _ASKED = "status != 'recommended'", "status = 'recommended'"
_NARROWER = {
    "council": "t.council = :council COLLATE NOCASE",
    "committee": "t.committee = :committee COLLATE NOCASE",
    "since": "t.day >= :since",
    "until": "t.day <= :until",
    "paper": "t.paper_id = :paper",
}
_NARROWER_DECISIONS = {
    **_NARROWER,
    "decision": "d.id = CAST(:decision AS INTEGER)",
    "number": "(d.number = :number COLLATE NOCASE OR d.reference = :number COLLATE NOCASE)",
}
_ALSO_IN = f"""{_TOLD} SELECT d.same, d.start, d."end", t.paper_id FROM decisions d JOIN told t ON t.id = d.meeting
WHERE d.access <= :clearance AND d.same IN (SELECT value FROM json_each(:same))
    AND d.id NOT IN (SELECT value FROM json_each(:shown)) ORDER BY d.same, t.paper, d.start"""


class Register:
    """Reads the register that the papers in a catalogue make."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._database = catalogue.database

    def decisions(
        self, reader: Reader, filters: RegisterFilters = RegisterFilters(), offset: int = 0, limit: int | None = None
    ) -> Rows[HeldDecision]:
        """The decisions that fit, latest meeting first, from the `offset`-th on (from 0), at most `limit`.

        A decision that several papers print is one. Raises InvalidInput and UnknownName for filters.
        """
        self._check(filters, reader)
        narrower, values = conditions(filters, reader, _NARROWER_DECISIONS)
        status = _TAKEN if filters.status is None else "status = :status"
        values["status"] = filters.status
        for place, word in enumerate(_looked_for(filters.words)):
            narrower += f" AND instr(d.words, :word{place})"
            values[f"word{place}"] = f" {word}"
        found = _DECISIONS.format(narrower=narrower, status=status)
        total = self._database.row(f"{found} SELECT count(*) FROM listed", values)[0]
        order = "ORDER BY day IS NULL, day DESC, committee, paper, start LIMIT :limit OFFSET :offset"
        rows = self._database.rows(
            f"{found} SELECT * FROM listed {order}",
            {**values, "limit": _ALL if limit is None else limit, "offset": offset},
        )
        return Rows(tuple(self._held(rows, reader)), int(total))

    def meetings(
        self, reader: Reader, filters: RegisterFilters = RegisterFilters(), offset: int = 0, limit: int | None = None
    ) -> Rows[HeldMeeting]:
        """The meetings that fit, the latest first, from the `offset`-th on (from 0), at most `limit`.

        Of `filters` those for council, committee, days and paper count. Raises InvalidInput and UnknownName for them.
        """
        self._check(filters, reader)
        narrower, values = conditions(filters, reader, _NARROWER)
        held = _MEETINGS.format(narrower=narrower)
        total = self._database.row(f"{held} SELECT count(*) FROM held", values)[0]
        rows = self._database.rows(
            f"{held} SELECT * FROM held ORDER BY day DESC, committee, council LIMIT :limit OFFSET :offset",
            {**values, "limit": _ALL if limit is None else limit, "offset": offset},
        )
        return Rows(tuple(_meeting(row) for row in rows), int(total))

    def meeting(self, name: str, reader: Reader) -> MeetingRecord:
        """All that is held of the meeting with the id `name`. Raises UnknownName."""
        meeting = next((one for one in self._on_day(name[:10], reader) if one.id == name), None)
        if meeting is None:
            raise UnknownName("meeting", f"no meeting {name!r} is held; see the list of meetings for those that are")
        values = {
            "clearance": reader.clearance.value,
            "council": meeting.council,
            "committee": meeting.committee,
            "day": meeting.day.isoformat(),
        }
        where = "t.council IS :council AND t.committee = :committee AND t.day = :day"
        papers = f"{_TOLD} SELECT DISTINCT t.paper_id FROM told t WHERE {where} ORDER BY t.paper"
        homes = Homes(self._catalogue, reader)
        items, people = (
            self._database.rows(
                f"""{_TOLD} SELECT x.*, t.paper_id, t.kind FROM {table} x JOIN told t ON t.id = x.meeting
                WHERE {where} AND x.access <= :clearance ORDER BY x.meeting, x.position""",
                values,
            )
            for table in ("items", "attendance")
        )
        taken, asked = (self._of_meeting(f" AND {where}", status, values, reader) for status in (_TAKEN, _ASKED))
        return MeetingRecord(
            meeting,
            tuple(homes.paper(row["paper_id"]) for row in self._database.rows(papers, values)),
            agenda_of(items, homes),
            minutes_of(items, homes),
            attendance_of(people, homes),
            taken,
            asked,
        )

    def names(self, reader: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The councils and the committees whose meetings `reader` can ask for, sorted."""
        rows = self._database.rows(
            f"{_TOLD} SELECT DISTINCT council, committee FROM told", {"clearance": reader.clearance.value}
        )
        councils, committees = ({row[name] for row in rows} - {None} for name in ("council", "committee"))
        return tuple(sorted(councils, key=str.casefold)), tuple(sorted(committees, key=str.casefold))

    def _on_day(self, day: str, reader: Reader) -> Sequence[HeldMeeting]:
        try:
            date.fromisoformat(day)
        except ValueError:
            return ()
        values = {"clearance": reader.clearance.value, "day": day}
        rows = self._database.rows(f"{_MEETINGS.format(narrower='AND t.day = :day')} SELECT * FROM held", values)
        return [_meeting(row) for row in rows]

    def _of_meeting(
        self, narrower: str, status: str, values: Mapping[str, object], reader: Reader
    ) -> tuple[HeldDecision, ...]:
        """The decisions of one meeting in the order in which it took them, or what it was asked for."""
        sql = f"{_DECISIONS.format(narrower=narrower, status=status)} SELECT * FROM listed ORDER BY paper, start"
        return tuple(self._held(self._database.rows(sql, values), reader))

    def _held(self, rows: Sequence[Row], reader: Reader) -> Iterable[HeldDecision]:
        homes = Homes(self._catalogue, reader)
        others: dict[int, list[Home]] = {}
        for row in self._database.rows(
            _ALSO_IN,
            {
                "clearance": reader.clearance.value,
                "same": json.dumps([row["same"] for row in rows]),
                "shown": json.dumps([row["id"] for row in rows]),
            },
        ):
            others.setdefault(row["same"], []).append(homes.of(row))
        for row in rows:
            yield _decision(row, homes, tuple(others.get(row["same"], ())))

    def _check(self, filters: RegisterFilters, reader: Reader) -> None:
        """Raises InvalidInput and UnknownName."""
        if filters.since and filters.until and filters.since > filters.until:
            raise InvalidInput("since", f"since ({filters.since}) is after until ({filters.until}); swap the two dates")
        if filters.words is not None and not _looked_for(filters.words):
            raise InvalidInput("words", "words holds no letter or digit; give a word to look for, or leave it out")
        if filters.paper is not None:
            self._catalogue.paper(filters.paper, reader)
        for field, value, known in zip(
            ("council", "committee"), (filters.council, filters.committee), self.names(reader), strict=True
        ):
            if value is not None and value.casefold() not in {name.casefold() for name in known}:
                held = ", ".join(known) or "none"
                raise UnknownName(field, f"no meetings of {field} {value!r} are held; held are: {held}")


def _looked_for(words: str | None) -> list[str]:
    """The words to look for, each as words begin: "charges" also finds "charge" and "charged"."""
    asked = folded(words or "").split()
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in asked]


def _meeting(row: Row) -> HeldMeeting:
    day = date.fromisoformat(row["day"])
    return HeldMeeting(
        meeting_id(day, row["committee"], row["council"]),
        row["council"],
        row["committee"],
        day,
        row["time"],
        row["place"],
        row["papers"],
        row["decisions"],
    )


def _decision(row: Row, homes: Homes, also_in: tuple[Home, ...]) -> HeldDecision:
    text = homes.text(row["paper_id"], row["start"], row["end"])
    day = date.fromisoformat(row["day"]) if row["day"] else None
    counted = row["in_favour"] is not None or row["unanimous"]
    return HeldDecision(
        id=row["id"],
        text=text,
        status=Status(row["status"]),
        title=row["title"],
        number=row["number"],
        reference=row["any_reference"],
        item=row["item"],
        clauses=tuple(
            HeldClause(label, text[start - row["start"] : end - row["start"]], start - row["start"])
            for label, start, end in json.loads(row["clauses"])
        ),
        key=None if row["any_key"] is None else bool(row["any_key"]),
        mover=row["mover"],
        seconder=row["seconder"],
        vote=Vote(row["in_favour"], row["against"], row["abstained"], bool(row["unanimous"])) if counted else None,
        delegated_to=tuple(json.loads(row["delegated_to"])),
        taken_by=row["taken_by"],
        council=row["council"],
        committee=row["committee"],
        day=day,
        meeting=meeting_id(day, row["committee"], row["council"]) if day and row["committee"] else None,
        home=homes.of(row),
        also_in=also_in,
        voted=homes.of_vote(row),
    )
