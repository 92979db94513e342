"""The decisions that minutes record: resolutions, motions and amendments put to the vote, items put off.

What the minutes only tell in passing ("the minutes were confirmed", "members asked for a report") is no decision here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.lines import Line
from corpus.register.ballots import Ballot, find_ballots
from corpus.register.clauses import clauses_until, read_body
from corpus.register.fields import REFERENCE
from corpus.register.motions import Proposal, count_start, find_proposals, opening_count, read_vote
from corpus.register.outcomes import delegates_in, status_of
from corpus.register.resolutions import Mark, find_marks
from corpus.register.types import Clause, Decision, Item, Span, Status

_PUT_OFF = re.compile(
    r"^[^\w\n]*(?:this|the) (?:item|report|matter|application|motion|business)\b[^.\n]{0,120}?"
    r"\b(?:was|were|is|has been) (?P<state>deferred|adjourned|withdrawn)\b[^.]*\.?",
    re.IGNORECASE | re.MULTILINE,
)
_ALL_PUT_OFF = re.compile(
    r"\s*(?!The meeting\b)[A-Z][^.\n]{2,120}?(?:\n[^.\n]{0,80}?)?\b(?:was|were|is|are|has been|have been)\s+"
    r"(?P<state>deferred|adjourned|postponed|withdrawn)\b[^.]{0,160}\.?\s*"
)
"""A minute that says nothing else: "Member updates were deferred to the next meeting"."""
_KEY = re.compile(r"\bkey decision\b\W{0,3}(yes|no)\b", re.IGNORECASE)
_LONGEST_PART = 20_000  # characters looked back over for the heading of a part
_CAPITALS = r"(?P<title>[A-Z][A-Z\d ,.:;&'\u2019()/\u2013-]{5,120}[A-Z\d)])[ \t]*$"
_CELL_ENDS = re.compile(r"[^\n\t]*(?=\t)")
_ONLY_A_BODY = re.compile(
    r"\W*(?:(?:the )?(?:cabinet|council|committee|sub-committee|panel|board|executive)\W*)?", re.I
)
_NEAR = 500  # characters within which a resolution follows the vote that it states


@dataclass(frozen=True, slots=True)
class _Resolution:
    """A marked decision as it stands in a minute."""

    mark: Mark
    span: Span
    clauses: tuple[Clause, ...]


def find_decisions(
    text: str, lines: Sequence[Line], minute: Item | None, stretch: Span, told: bool = False
) -> Iterator[Decision]:
    """The decisions in the `stretch` of `text` (without marks) below the heading of `minute`, in order; with `told`
    those too that are only told of ("it was agreed that"), as minutes do that mark none."""
    resolutions = list(_resolutions(text, lines, stretch, told))
    proposals, ballots = find_ballots(text, stretch, [resolution.span for resolution in resolutions])
    stated: set[int] = set()
    decisions = []
    after = stretch.start
    for resolution in resolutions:
        start = resolution.span.start
        place = bisect_right(ballots, start, key=lambda ballot: ballot.span.end) - 1
        if (
            place < 0
            or not _is_stated(ballots[place], after, start)
            or _moved_between(proposals, ballots[place], start)
        ):
            place = _told_below(text, resolution.span.end, ballots)
        ballot = ballots[place] if place >= 0 else None
        stated.add(place)
        unvoted = None if ballot else _unvoted(proposals, ballots, after, start)
        unvoted = unvoted or _proposed_below(text, resolution.span.end, proposals)
        decided = _resolved(text, minute, resolution, ballot, unvoted)
        if not proposals:
            decided = _counted_above(text, decided, after)
        decisions.append(decided if ballot else _counted_below(text, decided, stretch.end))
        after = resolution.span.end
    decisions += [_balloted(text, minute, ballot) for place, ballot in enumerate(ballots) if place not in stated]
    if not decisions:
        decisions += _put_off(text, minute, stretch)
    yield from sorted(decisions, key=lambda decision: decision.start)


def _resolutions(text: str, lines: Sequence[Line], stretch: Span, told: bool) -> Iterator[_Resolution]:
    marks = list(find_marks(text[stretch.start : stretch.end], told))
    limits = [*(stretch.start + mark.start for mark in marks), stretch.end]
    for mark, limit in zip(marks, limits[1:], strict=True):
        start, words = stretch.start + mark.start, stretch.start + mark.end
        cell = _CELL_ENDS.match(text, words, limit)
        limit = cell.end() if cell else limit  # in a table, what is to be done stands in a cell of its own
        index = bisect_right(lines, words, key=lambda line: line.start) - 1
        body = read_body(lines, index, words, limit)
        end = start + len(text[start : min(body.end, limit)].rstrip())
        if not _ONLY_A_BODY.fullmatch(text, words, end):
            yield _Resolution(mark, Span(start, end), clauses_until(body.clauses, end))


def _is_stated(ballot: Ballot, after: int, start: int) -> bool:
    """Whether a resolution that begins at `start` only says in full what was voted just before it, and `after` the
    resolution before it."""
    return ballot.carried and ballot.settles and after <= ballot.span.end and start - ballot.span.end < _NEAR


def _moved_between(proposals: Sequence[Proposal], ballot: Ballot, start: int) -> bool:
    """Whether something else was proposed after a ballot and before a resolution that begins at `start`."""
    place = bisect_left(proposals, ballot.span.end, key=lambda p: p.start)
    return place < len(proposals) and proposals[place].start < start


def _told_below(text: str, end: int, ballots: Sequence[Ballot]) -> int:
    """Which of the ballots, from 0, tells right below a resolution that ends at `end` who proposed it and how it was
    voted; -1 for none."""
    place = bisect_left(ballots, end, key=lambda ballot: ballot.span.end)
    if place == len(ballots):
        return -1
    ballot = ballots[place]
    told = ballot.proposal and ballot.carried and ballot.settles
    return place if ballot.proposal and told and _is_right_below(text, end, ballot.proposal.start) else -1


def _proposed_below(text: str, end: int, proposals: Sequence[Proposal]) -> Proposal | None:
    below = proposals[bisect_left(proposals, end, key=lambda p: p.start) :][:1]
    return next((p for p in below if not p.amendment and _is_right_below(text, end, p.start)), None)


def _is_right_below(text: str, end: int, start: int) -> bool:
    return 0 <= start - end < _NEAR and not text[end:start].strip(" .\n")


def _unvoted(proposals: Sequence[Proposal], ballots: Sequence[Ballot], after: int, start: int) -> Proposal | None:
    """The motion, made between `after` and `start`, that a resolution without a count of votes adopts; None where
    something else was moved against it, and nothing says which of the two was carried."""
    made = proposals[
        bisect_left(proposals, after, key=lambda p: p.start) : bisect_left(proposals, start, key=lambda p: p.start)
    ]
    voted = {ballot.proposal for ballot in ballots[bisect_left(ballots, after, key=lambda b: b.span.start) :]}
    open_to_doubt = any(p.amendment and p not in voted for p in made)
    return None if open_to_doubt else next((p for p in made if not p.amendment and p not in voted), None)


def _resolved(
    text: str, minute: Item | None, resolution: _Resolution, ballot: Ballot | None, unvoted: Proposal | None
) -> Decision:
    span, mark = resolution.span, resolution.mark
    words = text[span.start : span.end]
    proposal = ballot.proposal if ballot else unvoted or _proposed_in(words, span.start)
    vote = (
        ballot.vote if ballot else read_vote(words) or (read_vote(text[unvoted.end : span.start]) if unvoted else None)
    )
    status = status_of(words, [text[clause.start : clause.end] for clause in resolution.clauses])
    decision = Decision(
        span.start,
        span.end,
        Status.RECOMMENDED if mark.asks else status,
        number=mark.number,
        clauses=resolution.clauses,
        vote=vote,
        delegated_to=delegates_in(words),
        drawn_from=tuple(filter(None, (ballot.span, ballot.counted))) if ballot else (),
        voted=ballot.counted if ballot else None,
    )
    return _placed(text, decision, minute, proposal)


def _counted_above(text: str, decision: Decision, after: int) -> Decision:
    """The decision, which nobody is said to have proposed, with the count of votes in the line before its words."""
    first = max(after, decision.start - _NEAR)
    above = text[first : decision.start].rstrip()
    line = above.rsplit("\n", 1)[-1]
    counted = None if decision.vote else count_start(line)
    if counted is None:
        return decision
    end = first + len(above)
    span = Span(end - len(line) + counted, end)
    return replace(decision, vote=read_vote(line), voted=span, drawn_from=(*decision.drawn_from, span))


def _counted_below(text: str, decision: Decision, end: int) -> Decision:
    """The decision with the count of votes that stands right below its words."""
    below = text[decision.end : min(end, decision.end + _NEAR)]
    counted = opening_count(below)
    if counted is None:
        return decision
    span = Span(decision.end + counted[0], decision.end + counted[1])
    vote = read_vote(below[counted[0] : counted[1]])
    return replace(decision, vote=vote, voted=span, drawn_from=(*decision.drawn_from, span))


def _proposed_in(words: str, start: int) -> Proposal | None:
    """Who proposed a decision as its own `words`, which begin at `start`, say: "… Proposed by Cllr Lee, seconded …"."""
    found = next(find_proposals(words), None)
    return replace(found, start=found.start + start, end=found.end + start) if found else None


def _balloted(text: str, minute: Item | None, ballot: Ballot) -> Decision:
    """A vote that no resolution states in full: an amendment, or a motion that was lost."""
    status = Status.WITHDRAWN if ballot.withdrawn else Status.RESOLVED if ballot.carried else Status.LOST
    words = text[ballot.words.start : ballot.words.end]
    delegated = delegates_in(words) if ballot.carried and not ballot.withdrawn else ()
    decision = Decision(
        ballot.words.start,
        ballot.words.end,
        status,
        vote=ballot.vote,
        delegated_to=delegated,
        drawn_from=tuple(filter(None, (ballot.span, ballot.counted))),
        voted=ballot.counted,
    )
    return _placed(text, decision, minute, ballot.proposal)


def _put_off(text: str, minute: Item | None, stretch: Span) -> Iterator[Decision]:
    """The line that says that an item was deferred or withdrawn, where nothing was resolved on it."""
    found = _PUT_OFF.search(text, stretch.start, stretch.end)
    found = found or (_ALL_PUT_OFF.fullmatch(text, stretch.start, stretch.end) if minute else None)
    if found:
        state = Status.WITHDRAWN if found["state"].lower() == "withdrawn" else Status.DEFERRED
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        end = start + len(found[0].strip())
        yield _placed(text, Decision(start, end, state), minute, None)


def _part(text: str, minute: Item, offset: int) -> re.Match[str] | None:
    """The heading of the part of a minute that `offset` stands in: "9.2 REQUEST FOR FUNDING"."""
    number = re.escape((minute.minute or minute.number or "").rstrip("."))
    if not number:
        return None
    heading = re.compile(rf"^[^\w\n]*(?P<number>{number}\.\d{{1,2}})\.?\s+{_CAPITALS}", re.MULTILINE)
    return max(
        heading.finditer(text, max(minute.end, offset - _LONGEST_PART), offset), key=re.Match.start, default=None
    )


def _placed(text: str, decision: Decision, minute: Item | None, proposal: Proposal | None) -> Decision:
    """The decision with what its minute's heading and whoever proposed it add."""
    also = [Span(proposal.start, proposal.end)] if proposal else []
    if minute is None:
        reference = key = None
    else:
        also.append(Span(minute.start, minute.end))
        heading = text[minute.start : minute.end]
        reference, key = REFERENCE.search(heading), _KEY.search(heading)
    part = _part(text, minute, decision.start) if minute else None
    return replace(
        decision,
        title=part["title"] if part else minute.title if minute else None,
        number=decision.number or (part["number"] if part else minute.minute if minute else None),
        item=minute.number if minute else None,
        reference=reference[0] if reference else None,
        key=key[1].lower() == "yes" if key else None,
        mover=proposal.mover if proposal else None,
        seconder=proposal.seconder if proposal else None,
        drawn_from=(*also, *decision.drawn_from),
    )
