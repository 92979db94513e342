"""What ranking passages anew needs of each: its words, the passages beside it, and how the first rankings found it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.catalogue import Catalogue
from index.rows import date_of, meeting_of, paper_texts
from index.tokens import Tokens
from index.types import Reader


@dataclass(frozen=True, slots=True)
class Found:
    """How the first rankings found a passage: `fused`, its score in reciprocal rank fusion; `cosine`, the nearest of
    its windows (-1 to 1), the least among those found where it was found by its words alone."""

    id: int
    fused: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be ranked anew, which tells of a meeting on `day`; `row` for a row of a table. `before` and `after`
    are the words of the passages beside it, where there are any; a row stands beside none."""

    found: Found
    text: str
    day: date | None
    row: bool
    tokens: Tokens
    before: Tokens | None
    after: Tokens | None


_BESIDE = """(SELECT id FROM passages q WHERE q.paper = p.paper AND q.header = '[]' AND q.access <= :clearance
    AND q.start {} p.start ORDER BY q.start {} LIMIT 1)"""
_CANDIDATES = f"""
SELECT p.id, p.paper, p.start, p."end", p.header,
    coalesce({meeting_of("day", "p")}, papers.meeting_date) AS day,
    {_BESIDE.format("<", "DESC")} AS before, {_BESIDE.format(">", "ASC")} AS after
FROM passages p JOIN papers ON papers.number = p.paper
WHERE p.id IN (SELECT value FROM json_each(:ids)) AND p.access <= :clearance AND papers.access <= :clearance
"""


def read_candidates(catalogue: Catalogue, found: Sequence[Found], reader: Reader) -> list[Candidate]:
    """The candidates found, in their order; those that are gone, or not for `reader`, are left out."""
    ids = json.dumps([one.id for one in found])
    rows = {
        row["id"]: row
        for row in catalogue.database.rows(_CANDIDATES, {"ids": ids, "clearance": reader.clearance.value})
    }
    texts = paper_texts(catalogue.database, {row["paper"] for row in rows.values()})
    wanted = {id_ for row in rows.values() for id_ in (row["id"], row["before"], row["after"]) if id_}
    tokens = catalogue.tokens(sorted(wanted))
    return [
        Candidate(
            one,
            texts[row["paper"]][row["start"] : row["end"]],
            date_of(row["day"]),
            row["header"] != "[]",
            tokens[one.id],
            tokens.get(row["before"]),
            tokens.get(row["after"]),
        )
        for one in found
        if (row := rows.get(one.id)) and one.id in tokens and row["paper"] in texts  # it may go meanwhile
    ]
