"""Passages that say the same, of reports printed for several meetings: which goes first, and which say no more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.types import Kind
from index.types import Hit, PaperSummary

_FOLDED_SHARE = 0.7
"""Share of a passage's fingerprints that another passage has too, from which it is a near copy or a part of that."""
_SAME_SHARE = 0.9
"""Share of the fingerprints of the longer of two passages that the other has too, from which they say the same."""
_TOLD_APART = 1.0
"""Passages of the same words whose scores differ by as much are told apart by the question: the day of the meeting that
it names counts five times that."""
Prints = Mapping[int, frozenset[int]]
"""The fingerprints of passages by their ids (`index.copies.Copies.prints`)."""
STANDING = {Kind.MINUTES: 0, Kind.DECISION: 0, Kind.PACK: 2}


def authority(paper: PaperSummary) -> tuple[int, str, str, str]:
    """Sorts the homes of the same words, the most authoritative first: minutes and decision notices, then papers of
    their own, then packs that print them again; among these the earliest meeting, to which the words were first put."""
    day = paper.meeting_date.isoformat() if paper.meeting_date else "9999"
    return STANDING.get(paper.kind, 1), day, paper.source, paper.id


def authoritative_first(hits: Sequence[Hit], prints: Prints) -> list[Hit]:
    """The passages found, best first; where the same words were found as well elsewhere, the most authoritative paper's
    at the first of their places. A report never gives way to minutes with the same words: there they are a decision."""
    placed = list(hits)
    settled: set[int] = set()
    for first, hit in enumerate(hits):
        if first in settled:
            continue
        same = [
            place
            for place in range(first, len(hits))
            if place not in settled
            and hits[place].score > hit.score - _TOLD_APART
            and (place == first or _same(hit, hits[place], prints))
        ]
        settled.update(same)
        in_order = sorted((hits[place] for place in same), key=lambda one: authority(one.paper))
        for place, one in zip(same, in_order, strict=True):
            placed[place] = replace(one, score=hits[place].score)
    return placed


def set_back(hits: Sequence[Hit], prints: Prints, copies: int) -> list[Hit]:
    """The passages found, those behind all others of whose words `copies` before them have all."""
    kept = set(distinct([hit.passage.id for hit in hits], prints, copies))
    before = [hit for hit in hits if hit.passage.id in kept]
    behind = [hit for hit in hits if hit.passage.id not in kept]
    return [*before, *(replace(hit, score=min(hit.score, before[-1].score)) for hit in behind)]


def distinct(ids: Sequence[int], prints: Prints, most: int = 1) -> list[int]:
    """The passages of `ids`, best first, without those whose words `most` before them have: near copies, and parts. So
    no words are lost but for what a near copy changes, such as a figure (see `index.versions`)."""
    kept: list[int] = []
    for id_ in ids:
        if sum(_holds(prints[other], prints[id_]) for other in kept) < most:
            kept.append(id_)
    return kept


def _holds(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(other) >= 2 and len(one & other) >= _FOLDED_SHARE * len(other)


def _same(one: Hit, other: Hit, prints: Prints) -> bool:
    prints_of_one, prints_of_other = prints[one.passage.id], prints[other.passage.id]
    most = max(len(prints_of_one), len(prints_of_other))
    alike = most >= 2 and len(prints_of_one & prints_of_other) >= _SAME_SHARE * most
    return alike and len({STANDING.get(hit.paper.kind) == 0 for hit in (one, other)}) == 1
