"""How a vote went, and who moved what was voted on: told from the register and quoted where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.register_questions import day_in_words
from assistant.register_rows import Registered, Rows
from assistant.types import Part, Understood
from assistant.understanding import Reading
from assistant.vote_questions import (
    asks_of_votes,
    asks_who_moved,
    matters_named,
    movers_named,
    of_the_matter,
    sides_asked,
)
from corpus.errors import UnknownName
from corpus.register.motions import find_proposals, vote_lists
from corpus.register.types import Status, Vote
from corpus.sentences import sentences
from index.catalogue import Catalogue
from index.register import Register
from index.register_types import HeldDecision, Home, RegisterFilters
from index.search import Search
from index.types import Reader, Scope
from index.votes import Told, Votes

LEAST_NEAR = 0.46
"""How near what was voted on must be to a question that names no day."""
LEAST_NEAR_THEN = 0.38
"""How near it must be where the question names the day, and it was voted on then."""
LEAST_NEAR_MOVED = 0.5
"""How near what was moved must be to a question of who moved it: many things are moved that are not voted on, and what
the papers say of those answers too."""
_CLEARLY = 0.03
"""How much nearer than all others that must be."""
_OTHERWISE = 0.05
"""How much nearer an amendment must be than the matter itself, where the question speaks of none, and the other way;
and one with nobody on the side that is asked about than one with some."""
_PROPOSED = 0.1
"""How much nearer one is whose mover or seconder the question names."""
_TITLED = 0.05
"""How much nearer one is whose whole title stands in the question."""
_WHAT_WAS_PROPOSED = 250
_DEBATED = 30_000
"""Characters between a motion and the decision on it, at most: amendments, and who voted on each."""
_AMENDMENT = re.compile(r"\bamendments?\b", re.IGNORECASE)
_AMENDS = re.compile(r"\b(?:amendments?|amend|alternative|change|proposal by|motion (?:by|from))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToldVote:
    """A decision that was moved or voted on, and where that is told, or the part of it that is asked for."""

    decision: HeldDecision
    homes: tuple[Home, ...]


class VoteAnswers:
    """Answers from the motions and votes that the papers in one catalogue tell of."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search
        self._votes = Votes(catalogue, search)
        self._register = Register(catalogue)
        self._rows = Rows(catalogue)

    def answer(self, searched: str, last: str, reading: Reading, reader: Reader, scope: Scope) -> Registered | None:
        """What is asked about within `scope`, as `told` finds it: who moved it and how the vote went."""
        told = self.told(searched, last, reading, reader, scope)
        if told is None:
            return None
        try:
            rows = [row for home in told.homes if (row := self._rows.cited(home, reader))]
        except UnknownName:  # the paper has gone while it was asked about
            return None
        return Registered(_said(told.decision), tuple(rows)) if rows else None

    def told(self, searched: str, last: str, reading: Reading, reader: Reader, scope: Scope) -> ToldVote | None:
        """The motion or vote that is asked about within `scope`; None where none is asked about, or none is near.
        `searched` is the question as it stands alone, `last` what was asked last of it, `reading` how it was read."""
        on_votes = asks_of_votes(last)
        asks = on_votes or asks_who_moved(last)
        words = of_the_matter(self._search.question_words(searched, reader, last)) if asks else None
        if words is None:
            return None
        named = {one.part: one for one in reading.understood}
        day, committee = named.get(Part.MEETING), named.get(Part.COMMITTEE)
        least = (LEAST_NEAR_THEN if day else LEAST_NEAR) if on_votes else LEAST_NEAR_MOVED - _CLEARLY
        of = matters_named(searched)
        near = self._votes.nearest(words, reader, scope, Told.VOTE if on_votes else Told.MOVER)
        taken = [
            (decision, nearness)
            for decision, nearness in self._decisions(near, reader, least)
            if (day is None or _then(decision, day)) and (committee is None or decision.committee == committee.name)
            if not any(decision.day and one.until and one.until < decision.day for one in reading.elsewhen)
            if self._is_of(decision, of, reader)
        ]
        if not on_votes and not _one_is_clearly_nearest(taken):
            return None
        try:
            decision = self._amendment_of(_asked_about(taken, searched, last), last, reader)
            if decision is None or (on_votes and decision.vote is None):
                return None
            homes = self._proposed(decision, reader) if asks_who_moved(last) else []
            homes += self._voted(decision, last, reader) if on_votes else []
            return ToldVote(decision, tuple(homes))
        except UnknownName:  # the paper has gone while it was asked about
            return None

    def _amendment_of(self, decision: HeldDecision | None, last: str, reader: Reader) -> HeldDecision | None:
        """Where an amendment is asked about and a motion is nearest, the one amendment to it that was voted on; None
        where there are several."""
        if decision is None or decision.meeting is None or _is_amendment(decision) or not _AMENDMENT.search(last):
            return decision
        taken = self._register.meeting(decision.meeting, reader).decisions
        amendments = [one for one in taken if one.number == decision.number and one.vote and _is_amendment(one)]
        return amendments[0] if len(amendments) == 1 else None if amendments else decision

    def uncounted(self, searched: str, last: str, understood: Sequence[Understood], reader: Reader) -> bool:
        """Whether the vote that is asked about, at a meeting that is named and whose decisions are held, is on what a
        named member proposed, or on what has a name, and none of that was counted."""
        named = {one.part: one for one in understood}
        day, committee = named.get(Part.MEETING), named.get(Part.COMMITTEE)
        made_by, of = movers_named(searched), matters_named(searched)
        if day is None or not (made_by or of) or not asks_of_votes(last):
            return False
        within = self._register.decisions(reader, RegisterFilters(since=day.since, until=day.until)).rows
        taken = [one for one in within if committee is None or one.committee == committee.name]
        return bool(taken) and not any(
            one.vote and _is_by(one, made_by) and self._is_of(one, of, reader) for one in taken
        )

    def _decisions(
        self, nearest: Sequence[tuple[int, float]], reader: Reader, least: float
    ) -> Iterator[tuple[HeldDecision, float]]:
        for id_, near in nearest:
            if near < least:
                return
            yield from ((one, near) for one in self._register.decisions(reader, RegisterFilters(decision=id_)).rows)

    def _is_of(self, decision: HeldDecision, names: Sequence[str], reader: Reader) -> bool:
        """Whether one of the `names`, if there are any, stands in a decision or its title, or is of somebody who
        proposed it or voted on it."""
        home = decision.voted
        try:
            lists = self._catalogue.text(home.paper.id, home.start, home.end, reader) if home and names else ""
        except UnknownName:  # the paper has gone while it was asked about
            lists = ""
        told = f"{decision.title} {decision.text}".casefold()
        people = set(re.findall(r"[\w-]+", f"{decision.mover} {decision.seconder} {lists}"))
        return not names or any(name.casefold() in told or name.split()[-1] in people for name in names)

    def _proposed(self, decision: HeldDecision, reader: Reader) -> list[Home]:
        """Where it is told who proposed a decision, and how what was proposed begins."""
        home = decision.home
        begin = max(0, home.start - _DEBATED)
        text = self._catalogue.text(home.paper.id, begin, home.end, reader)
        proposals = [one for one in find_proposals(text) if one.mover == decision.mover]
        if not proposals:
            return [home]
        proposed = proposals[-1]
        spans = [span for span in sentences(text) if span[1] > proposed.start]
        start = max(spans[0][0], proposed.end - _WHAT_WAS_PROPOSED)  # a sentence may be long before it says who
        whole = [end for _, end in spans if end <= start + _WHAT_WAS_PROPOSED]
        words = text[start : start + _WHAT_WAS_PROPOSED].rsplit(None, 1)[0]
        end = max(proposed.end, whole[-1] if whole else start + len(words))
        return [Home(home.paper, home.page, begin + start, begin + end)]

    def _voted(self, decision: HeldDecision, last: str, reader: Reader) -> list[Home]:
        """Where the vote is told, or the part of it that is asked for."""
        home = decision.voted
        if home is None:
            return [decision.home]
        lists = vote_lists(self._catalogue.text(home.paper.id, home.start, home.end, reader))
        asked = [lists[side] for side in lists if side in sides_asked(last)]
        return [Home(home.paper, home.page, home.start + start, home.start + end) for start, end in asked] or [home]


def _then(decision: HeldDecision, named: Understood) -> bool:
    """Whether a decision was taken on the days that are named."""
    since, until = named.since or date.min, named.until or date.max
    return decision.day is not None and since <= decision.day <= until


def _one_is_clearly_nearest(taken: Sequence[tuple[HeldDecision, float]]) -> bool:
    """Whether the first of decisions, nearest first, is near, and nearer than the others."""
    nearness = [near for _, near in taken]
    return bool(nearness) and nearness[0] >= max([LEAST_NEAR_MOVED, *(near + _CLEARLY for near in nearness[1:2])])


def _asked_about(voted: Sequence[tuple[HeldDecision, float]], question: str, last: str) -> HeldDecision | None:
    """Of decisions, each with how near it is, the one asked about; None for none."""
    made_by = movers_named(question)
    amends, sides = bool(_AMENDS.search(question)), sides_asked(last)
    said = set(re.findall(r"[A-Z][\w-]+", question))

    def weighed(one: tuple[HeldDecision, float]) -> float:
        decision, near = one
        on_no_side = any(_counts(decision.vote).get(side) == 0 for side in sides)
        movers = set(f"{decision.mover} {decision.seconder}".split())
        near += _TITLED * _share_of(decision.title, question)
        return near + _PROPOSED * bool(movers & said) - _OTHERWISE * ((_amends(decision) is not amends) + on_no_side)

    fit = [one for one in voted if _is_by(one[0], made_by)]
    return max(fit, key=weighed)[0] if fit else None


def _share_of(title: str | None, question: str) -> float:
    """The share of the words of a title, 0 to 1, that stand in a question."""
    words = set(re.findall(r"\w{3,}", (title or "").casefold()))
    return len(words & set(re.findall(r"\w{3,}", question.casefold()))) / max(1, len(words))


def _is_by(decision: HeldDecision, names: Sequence[str]) -> bool:
    """Whether all who are named moved or seconded a decision."""
    return all(name in f"{decision.mover} {decision.seconder}" for name in names)


def _counts(vote: Vote | None) -> dict[str, int | None]:
    return {"for": vote.in_favour, "against": vote.against, "abstained": vote.abstained} if vote else {}


def _amends(decision: HeldDecision) -> bool:
    return decision.status is Status.LOST or _is_amendment(decision)


def _is_amendment(decision: HeldDecision) -> bool:
    return "amendment" in decision.text[:_WHAT_WAS_PROPOSED].casefold()


def _said(decision: HeldDecision) -> str:
    """What was moved and what became of it, as in "Cabinet, 4 March 2025, minute 12, Larch Road: carried, with 7 for, 2
    against."; without a vote, what the papers say of it: "resolved", "withdrawn"."""
    of = [decision.committee, day_in_words(decision.day) if decision.day else None]
    of += [f"minute {decision.number}" if decision.number else None, decision.title]
    by = [f"proposed by {decision.mover}" if decision.mover else None]
    by += [f"seconded by {decision.seconder}" if decision.seconder else None]
    what = "".join(f"{one}, " for one in by if one)
    what = f"amendment {what}" if what and _is_amendment(decision) else what
    outcome = "carried" if decision.vote and decision.status is not Status.LOST else decision.status.value
    counted = ", ".join(f"{count} {side}" for side, count in _counts(decision.vote).items() if count is not None)
    how = f", with {counted}" if counted else " unanimously" if decision.vote else ""
    return f"{', '.join(filter(None, of))}: {what}{outcome}{how}."
