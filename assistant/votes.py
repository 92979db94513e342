"""How a vote went: the vote that a question asks about, told from the register and quoted where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.register_questions import day_in_words
from assistant.register_rows import Registered, Rows
from assistant.types import Part, Understood
from corpus.errors import UnknownName
from corpus.register.motions import vote_lists
from corpus.register.types import Status, Vote
from index.catalogue import Catalogue
from index.question import QuestionWords
from index.register import Register
from index.register_types import HeldDecision, Home, RegisterFilters
from index.search import Search
from index.types import Reader, Scope
from index.votes import Votes

LEAST_NEAR = 0.46
"""How near what was voted on must be to a question that names no day."""
LEAST_NEAR_THEN = 0.38
"""How near it must be where the question names the day, and it was voted on then."""
_OTHERWISE = 0.05
"""How much nearer an amendment must be than the matter itself, where the question speaks of none, and the other way;
and one with nobody on the side that is asked about than one with some."""
_PROPOSED = 0.1
"""How much nearer one is whose mover or seconder the question names."""
_WHAT_WAS_PROPOSED = 250
_FLAGS = re.IGNORECASE
_SIDED = (
    r"(?:abstain\w*|opposed?(?! to)|voted|s[ai]t (?:it )?out"
    r"|s[ai]t on (?:the|their) (?:fence|hands)|t(?:ake|ook) sides?"
    r"|were in favour)"
)
_ON_VOTES = re.compile(
    r"\bhow (?:did|was|were|close was)\b.*\bvot(?:es?|ed|ing)\b|\bwhich way did\b"
    r"|\bwhat (?:was|were)\b.*\b(?:votes?|tally|numbers|split)\b"
    r"|\b(?:numbers|votes?|tally|count|split|result)\b.{0,20}\bfor (?:and|or) against\b|: for (?:and|or) against\b"
    r"|\b(?:final|total) (?:tally|count|vote)\b|(?:^|[,:;] |\band )did\b.*\b(?:vote|abstain)\b"
    rf"|\b(?:who|which|how many|names? of|anyone|anybody|and)\b.*\b{_SIDED}\b"
    r"|\bhow many\b.*\b(?:backed|supported|turned down|refused|were (?:for|against|in favour))\b"
    r"|\b(?:carried|pass(?:ed)?|get through|got through|agreed?)\b.*\b(?:by how|numbers|count)\b",
    _FLAGS,
)
_NO_COUNT = re.compile(
    r"^\W*(?:and |so |but )?(?:why|when|where|on (?:what|which)|how much|what did|what reason|can|after|under)\b"
    r"|\b(?:before|once|after|until) \S+ (?:\w+ )?vot\w+|\b(?:to a|to the|casts?) votes?\b|\b(?:reasons?|as opposed)\b",
    _FLAGS,
)
_MADE_BY = re.compile(
    r"\b(?:M(?:r|rs|s|iss)|Dr|Sir|Dame|Cllr|Councillor|[A-Z][a-z]+) (?P<name>[A-Z][\w-]+)[\u2019']s (?:\w+ ){0,4}?"
    r"(?:amendment|motion|proposal|call|bid)\b"
)
_NAMED = re.compile(r"(?<=[\w,;:\u2019'] )[A-Z]\w+(?:[ -][A-Z]\w+)+")
_OF_A_BODY = re.compile(r"\b(?:Council|Committee|Cabinet|Board|Panel|Authority)\b")
_OF_NAMES = re.compile(r"\b(?:who|which|names?|named|how many)\b", _FLAGS)
_BOTH_SIDES = re.compile(r"\bfor (?:and|or) against\b|\bon (?:both|each) sides?\b|\bsplit\b", _FLAGS)
_SIDES = {
    "for": re.compile(r"\b(?:vot\w+ for|in favour|backed|supported)\b", _FLAGS),
    "against": re.compile(r"\b(?:against|opposed?|opposing|voted no|turned down|rejected)\b", _FLAGS),
    "abstained": re.compile(r"\babst\w+|\bfence\b|\btheir hands\b|\bsat out\b|\bsides\b|\bneutral\b", _FLAGS),
}
_AMENDMENT = re.compile(r"\bamendments?\b", _FLAGS)
_AMENDS = re.compile(r"\b(?:amendments?|amend|alternative|change|proposal by|motion (?:by|from))\b", _FLAGS)


_OF_VOTES = frozenset(
    """
    vote votes voted voting voter tally final total count counts numbers number against favour split result abstain
    abstained abstention abstentions many members member councillors councillor backed back supported opposed oppose
    carried passed pass get through end fence hands sat sit take took side sides sides names name recorded
    amendment motion
    """.split()
)
"""Words that tell how a vote went, or ask for it, and not what it was about."""


@dataclass(frozen=True, slots=True)
class ToldVote:
    """A decision with the vote on it, and where that is told, or the part of it that is asked for."""

    decision: HeldDecision
    vote: Vote
    homes: tuple[Home, ...]


class VoteAnswers:
    """Answers from the votes that the papers in one catalogue tell of."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search
        self._votes = Votes(catalogue, search)
        self._register = Register(catalogue)
        self._rows = Rows(catalogue)

    def answer(
        self, searched: str, last: str, understood: Sequence[Understood], reader: Reader, scope: Scope
    ) -> Registered | None:
        """The vote that is asked about within `scope`, as `told` finds it, and how it went."""
        told = self.told(searched, last, understood, reader, scope)
        if told is None:
            return None
        try:
            rows = [row for home in told.homes if (row := self._rows.cited(home, reader))]
        except UnknownName:  # the paper has gone while it was asked about
            return None
        return Registered(_said(told.decision, told.vote), tuple(rows)) if rows else None

    def told(
        self, searched: str, last: str, understood: Sequence[Understood], reader: Reader, scope: Scope
    ) -> ToldVote | None:
        """The vote that is asked about within `scope`; None where no vote is asked about, or none is near. `searched`
        is the question as it stands alone, `last` what was asked last of it, `understood` the names that it has."""
        words = _of_the_matter(self._search.question_words(searched, reader, last)) if asks_of_votes(last) else None
        if words is None:
            return None
        named = {one.part: one for one in understood}
        day, committee = named.get(Part.MEETING), named.get(Part.COMMITTEE)
        least, of = LEAST_NEAR_THEN if day else LEAST_NEAR, _names_of_matters(searched)
        voted = [
            (decision, near)
            for decision, near in self._nearest(words, reader, scope, least)
            if (day is None or _then(decision, day)) and (committee is None or decision.committee == committee.name)
            if self._is_of(decision, of, reader)
        ]
        try:
            decision = self._amendment_of(_asked_about(voted, searched, last), last, reader)
            if decision is None or decision.vote is None:
                return None
            return ToldVote(decision, decision.vote, tuple(self._homes(decision, last, reader)))
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
        made_by, of = _made_by(searched), _names_of_matters(searched)
        if day is None or not (made_by or of) or not asks_of_votes(last):
            return False
        within = self._register.decisions(reader, RegisterFilters(since=day.since, until=day.until)).rows
        taken = [one for one in within if committee is None or one.committee == committee.name]
        return bool(taken) and not any(
            one.vote and _is_by(one, made_by) and self._is_of(one, of, reader) for one in taken
        )

    def _nearest(
        self, words: QuestionWords, reader: Reader, scope: Scope, least: float
    ) -> Iterator[tuple[HeldDecision, float]]:
        for id_, near in self._votes.nearest(words, reader, scope):
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

    def _homes(self, decision: HeldDecision, last: str, reader: Reader) -> list[Home]:
        """Where the vote is told, or the part of it that is asked for."""
        home = decision.voted
        if home is None:
            return [decision.home]
        lists = vote_lists(self._catalogue.text(home.paper.id, home.start, home.end, reader))
        asked = [lists[side] for side in lists if side in _sides(last)]
        return [Home(home.paper, home.page, home.start + start, home.start + end) for start, end in asked] or [home]


def asks_of_votes(question: str) -> bool:
    """Whether a question asks how a vote went."""
    return bool(_ON_VOTES.search(question)) and not _NO_COUNT.search(question)


def _of_the_matter(words: QuestionWords) -> QuestionWords | None:
    """The question with the words alone that tell what was voted on; None where there are none."""
    weights = words.weights * np.array([word.casefold() not in _OF_VOTES for word in words.words or ("",)])
    total = weights.sum()
    return replace(words, weights=(weights / total).astype(np.float32)) if total > 0 else None


def _then(decision: HeldDecision, named: Understood) -> bool:
    """Whether a decision was taken on the days that are named."""
    since, until = named.since or date.min, named.until or date.max
    return decision.day is not None and since <= decision.day <= until


def _asked_about(voted: Sequence[tuple[HeldDecision, float]], question: str, last: str) -> HeldDecision | None:
    """Of decisions, each with how near it is, the one asked about; None for none."""
    made_by = _made_by(question)
    amends, sides = bool(_AMENDS.search(question)), _sides(last)
    said = set(re.findall(r"[A-Z][\w-]+", question))

    def weighed(one: tuple[HeldDecision, float]) -> float:
        decision, near = one
        on_no_side = any(_counts(decision.vote).get(side) == 0 for side in sides)
        movers = set(f"{decision.mover} {decision.seconder}".split())
        return near + _PROPOSED * bool(movers & said) - _OTHERWISE * ((_amends(decision) is not amends) + on_no_side)

    fit = [one for one in voted if _is_by(one[0], made_by)]
    return max(fit, key=weighed)[0] if fit else None


def _made_by(question: str) -> list[str]:
    """The surnames of those whose motion or amendment is asked about."""
    return [match["name"] for match in _MADE_BY.finditer(question)]


def _names_of_matters(question: str) -> list[str]:
    """The names of several words in a question, as "Community Wardens", but for those of councils and committees."""
    return [name for name in _NAMED.findall(question) if not _OF_A_BODY.search(name)]


def _is_by(decision: HeldDecision, names: Sequence[str]) -> bool:
    """Whether all who are named moved or seconded a decision."""
    return all(name in f"{decision.mover} {decision.seconder}" for name in names)


def _sides(asked: str) -> set[str]:
    """The sides of a vote that are asked about; none where all are."""
    if _BOTH_SIDES.search(asked) or not _OF_NAMES.search(asked):
        return set()
    return {side for side, pattern in _SIDES.items() if pattern.search(asked)}


def _counts(vote: Vote | None) -> dict[str, int | None]:
    return {"for": vote.in_favour, "against": vote.against, "abstained": vote.abstained} if vote else {}


def _amends(decision: HeldDecision) -> bool:
    return decision.status is Status.LOST or _is_amendment(decision)


def _is_amendment(decision: HeldDecision) -> bool:
    return "amendment" in decision.text[:_WHAT_WAS_PROPOSED].casefold()


def _said(decision: HeldDecision, vote: Vote) -> str:
    """What was voted on and how it went, as in "Cabinet, 4 March 2025, minute 12, Larch Road: carried, with 7 for, 2
    against."."""
    of = [decision.committee, day_in_words(decision.day) if decision.day else None]
    of += [f"minute {decision.number}" if decision.number else None, decision.title]
    by = " and ".join(filter(None, (decision.mover, decision.seconder)))
    what = f"{'amendment ' if _is_amendment(decision) else ''}proposed by {by}, " if by else ""
    outcome = "lost" if decision.status is Status.LOST else "carried"
    counted = ", ".join(f"{count} {side}" for side, count in _counts(vote).items() if count is not None)
    how = f"{outcome}, with {counted}" if counted else f"{outcome} unanimously"
    return f"{', '.join(filter(None, of))}: {what}{how}."
