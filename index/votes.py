"""What was moved and voted on, and how near to a question it is."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

import numpy as np

from index.catalogue import Catalogue
from index.late_interaction import matches_above, similarities, span_matches
from index.question import QuestionWords
from index.search import Search
from index.tokens import Tokens
from index.types import Reader, Scope

_PASSAGES = 40
"""Of those that tell of votes, so many are looked at: the nearest to the question."""
_DECISIONS = """
SELECT d.id, d.same, d.start, d."end", d.vote_start, d.vote_end, p.id AS passage, p.start AS begins
FROM decisions d JOIN meetings m ON m.id = d.meeting JOIN papers ON papers.number = m.paper
JOIN passages p ON p.paper = m.paper AND p.access <= :clearance AND (
    p.start < d."end" AND p."end" > d.start OR p.start < d.vote_end AND p."end" > d.vote_start)
WHERE {told} AND d.access <= :clearance AND m.access <= :clearance
    AND papers.access <= :clearance ORDER BY d.id, p.start
"""


class Told(Enum):
    """What the papers must tell of a decision: the vote on it, or who moved it."""

    VOTE = "(d.in_favour IS NOT NULL OR d.unanimous)"
    MOVER = "d.mover IS NOT NULL"


@dataclass(frozen=True, slots=True)
class _Decision:
    """A decision: its `stretches` of the paper, its words and those of the vote; and the passages that hold some of
    them, each with where it begins."""

    id: int
    same: int
    stretches: tuple[tuple[int, int], ...]
    passages: dict[int, int]


class Votes:
    """The decisions in one catalogue that members moved or voted on."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search

    def nearest(
        self, question: QuestionWords, reader: Reader, scope: Scope, told: Told = Told.VOTE
    ) -> list[tuple[int, float]]:
        """The decisions within `scope` of which that is `told`, as ids in the register with how near each is to the
        question (-1 to 1), the nearest first; of one that several papers print, the nearest print."""
        decisions = self._told(reader, scope, told)
        holding = defaultdict(list)
        for one in decisions:
            for passage in one.passages:
                holding[passage].append(one)
        ids = np.array(sorted(holding), dtype=np.int64)
        hits = self._search.find(question, reader, Scope(scope.papers, ids), _PASSAGES) if len(ids) else []
        looked_at = {one.id: one for hit in hits for one in holding[hit.passage.id]}
        tokens = self._catalogue.tokens(sorted({id_ for one in looked_at.values() for id_ in one.passages}))
        best: dict[int, tuple[int, float]] = {}
        for one in looked_at.values():
            near = _nearness(one, tokens, question)
            if one.same not in best or near > best[one.same][1]:
                best[one.same] = one.id, near
        return sorted(best.values(), key=lambda found: -found[1])

    def _told(self, reader: Reader, scope: Scope, told: Told) -> list[_Decision]:
        within = set(scope.passages.tolist())
        found: dict[int, _Decision] = {}
        for row in self._catalogue.database.rows(
            _DECISIONS.format(told=told.value), {"clearance": reader.clearance.value}
        ):
            if row["passage"] not in within:
                continue
            own, vote = (row["start"], row["end"]), (row["vote_start"], row["vote_end"])
            stretches = (own, vote) if row["vote_start"] is not None else (own,)
            one = found.setdefault(row["id"], _Decision(row["id"], row["same"], stretches, {}))
            one.passages[row["passage"]] = row["begins"]
        return list(found.values())


def _nearness(one: _Decision, tokens: dict[int, Tokens], question: QuestionWords) -> float:
    """Late interaction of the question with what one passage says of a decision, and what stands above it; the best."""
    held = [(tokens[id_], begins) for id_, begins in one.passages.items() if id_ in tokens]
    found = similarities(question.vectors, [words for words, _ in held])
    nearest = -1.0
    for (words, begins), matches in zip(held, found, strict=True):
        starts = words.starts + begins
        inside = np.zeros(len(starts), dtype=np.bool_)
        for start, end in one.stretches:
            inside |= (words.starts >= 0) & (starts >= start) & (starts < end)
        best = np.maximum(span_matches(matches, inside), matches_above(matches, words.starts))
        nearest = max(nearest, float(question.weights @ best))
    return nearest
