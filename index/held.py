"""What meetings the papers are of, and who is known to have been there: what a question may name."""

import json
from dataclasses import dataclass

from corpus.register.types import Capacity
from corpus.types import MeetingName
from index.catalogue import Catalogue
from index.rows import date_of
from index.types import Reader, Scope

_MEETINGS = """
SELECT council, committee, meeting_date AS day FROM papers
WHERE number IN (SELECT value FROM json_each(:papers)) AND access <= :clearance
UNION SELECT coalesce(m.council, p.council), m.committee, m.day FROM meetings m JOIN papers p ON p.number = m.paper
WHERE p.number IN (SELECT value FROM json_each(:papers)) AND max(m.access, p.access) <= :clearance
    AND m.committee IS NOT NULL AND m.day IS NOT NULL
ORDER BY day, committee, council
"""
_COUNCILLORS = """
SELECT DISTINCT a.name FROM attendance a JOIN meetings m ON m.id = a.meeting JOIN papers p ON p.number = m.paper
WHERE p.number IN (SELECT value FROM json_each(?)) AND max(a.access, m.access, p.access) <= ?
    AND (a.capacity IN (SELECT value FROM json_each(?)) OR a.name LIKE 'Councillor %' OR a.name LIKE 'Cllr%')
ORDER BY a.name
"""
_OF_MEMBERS = (Capacity.PRESENT, Capacity.SUBSTITUTE, Capacity.APOLOGIES, Capacity.ABSENT)


@dataclass(frozen=True, slots=True)
class Held:
    """What a reader may see: the meetings that papers are for, or whose minutes they print, earliest first, and the
    names of councillors, as the papers write them."""

    meetings: tuple[MeetingName, ...] = ()
    councillors: tuple[str, ...] = ()


def read_held(catalogue: Catalogue, scope: Scope, reader: Reader) -> Held:
    """What the papers within `scope` tell `reader`."""
    database, clearance = catalogue.database, reader.clearance.value
    papers = json.dumps(scope.papers)
    members = json.dumps([capacity.value for capacity in _OF_MEMBERS])
    meetings = database.rows(_MEETINGS, {"papers": papers, "clearance": clearance})
    return Held(
        tuple(MeetingName(row["council"], row["committee"], date_of(row["day"])) for row in meetings),
        tuple(row["name"] for row in database.rows(_COUNCILLORS, (papers, clearance, members))),
    )
