"""Which motion or amendment each vote in a minute was about, and how it went."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.register.motions import Outcome, Proposal, count_start, find_outcomes, find_proposals, read_vote
from corpus.register.types import Span, Vote

_PUT = re.compile(
    r"(?:\b(?:Following|After|On|Upon)\b[^.\n]{0,80})?(?:\b[Tt]he (?:Chair\w*|Mayor) (?:then )?)?"
    r"\b(?:(?:being|was|were|is|then) put\b|put(?=\s+(?:and|it)\b|\s[^.]{0,200}?\bto (?:the|a) (?:vote|meeting)\b))"
    r"[^.]{0,250}"
)
_WHAT_IS_PUT = re.compile(r"\b[Tt]he (?:[a-z]+ ){0,3}(?:motion|amendment|recommendations?|proposal)\b[^.:;]{0,60}$")
_PART = re.compile(r"\bparts?\s+\(?\w{1,3}\)?\s+of\b")
_MOST_IN_PLAY = 60  # motions and amendments of one minute that may still be voted on
_PROCEDURAL = re.compile(
    r"[^.:]{0,200}?\b(?:meeting\s+(?:be\s+)?(?:extend|adjourn)|(?:extend|adjourn)\s+the\s+meeting|be\s+put\s+to\s+the\s+vote"
    r"|question\s+be\s+now\s+put|standing\s+orders\s+be\s+suspended)",
    re.IGNORECASE,
)
_REST = re.compile(r"[^.\n]{0,300}\.|[^.\n]{0,300}\n\s{0,60}unanimously\.?")
_PARAGRAPH = re.compile(r"\bparagraphs?\s+\(?(\d{1,3})", re.IGNORECASE)
_NUMBERED = re.compile(r"^[ \t]*(\(?)(\d{1,3})([.)]+)(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A motion or amendment and what became of it. `words` is where it is told what was voted on, `span` all that is
    said of the vote, `counted` where its count and what became of it stand, None where nothing is counted; `settles`
    says that the outcome is the matter's own, not an amendment's or one on procedure."""

    proposal: Proposal | None
    words: Span
    span: Span
    carried: bool
    withdrawn: bool
    vote: Vote | None
    settles: bool
    counted: Span | None


def find_ballots(text: str, stretch: Span, resolved: Sequence[Span]) -> tuple[list[Proposal], list[Ballot]]:
    """The proposals and ballots in a minute's `stretch` of `text` (without marks), outside what is `resolved` there."""
    minute = text[stretch.start : stretch.end]
    away = [Span(span.start - stretch.start, span.end - stretch.start) for span in resolved]
    proposals = [p for p in find_proposals(minute) if not _inside(p.start, away)]
    paragraphs = _paragraphs(minute)
    ballots: list[Ballot] = []
    told = 0  # up to here the minute's words belong to earlier votes
    for outcome in find_outcomes(minute):
        if _inside(outcome.start, away) or outcome.start < told:
            continue
        made = proposals[: bisect_left(proposals, outcome.start, key=lambda p: p.start)][-_MOST_IN_PLAY:]
        since = max(told, _last_end(away, outcome.start))
        ballot = _ballot(minute, outcome, since, made, paragraphs, ballots[-_MOST_IN_PLAY:])
        if ballot and not (ballots and _is_same(ballots[-1], ballot)):
            ballots.append(ballot)
        elif ballot and ballot.vote and not ballots[-1].vote:
            ballots[-1] = ballot
        told = _sentence_end(minute, outcome.end)
    return [_moved(p, stretch.start) for p in proposals], [_shifted(ballot, stretch.start) for ballot in ballots]


def _ballot(
    minute: str,
    outcome: Outcome,
    told: int,
    proposals: Sequence[Proposal],
    paragraphs: Sequence[tuple[int, int]],
    earlier: Sequence[Ballot],
) -> Ballot | None:
    """The ballot that ends with `outcome`; None where it is about nothing that anybody proposed or put."""
    before = minute[told : _sentence_end(minute, outcome.end)]
    made = max((p.end for p in proposals), default=told)
    puts = [match for match in _PUT.finditer(before) if told + match.start() >= made]
    put = told + puts[-1].start() if puts else None
    start = _subject(minute, told, put) if put is not None else outcome.start
    about = f"{minute[start:put]}{puts[-1][0]}".lower() if puts else ""
    substantive = outcome.substantive or "substantive" in about
    amendment = outcome.amendment if outcome.amendment is not None else True if "amendment" in about else None
    named = _PARAGRAPH.search(about)
    proposal = _proposed(proposals, outcome.start, amendment, substantive, paragraphs, int(named[1]) if named else None)
    if proposal is None and put is None:
        return None
    amends = not substantive and (amendment is True or (proposal is not None and proposal.amendment))
    procedural = proposal is not None and bool(_PROCEDURAL.match(minute, proposal.end, outcome.start))
    again = any(ballot.proposal == proposal and ballot.vote and proposal for ballot in earlier)
    counted = count_start(before) if put is None else None
    told_from = start if counted is None else min(start, told + counted)
    vote = read_vote(before)
    told_before = proposal and not again and not _PART.search(about)
    words = _words(minute, proposal, start, paragraphs) if proposal and told_before else Span(start, outcome.end)
    return Ballot(
        proposal,
        words,
        Span(start, outcome.end),
        outcome.carried,
        outcome.withdrawn,
        vote,
        not (amends or procedural),
        Span(told_from, outcome.end) if vote else None,
    )


def _subject(minute: str, told: int, put: int) -> int:
    """Where the words begin that say what is put to the vote at `put`: "The substantive motion was then put ..."."""
    line = max(told, minute.rfind("\n", 0, put) + 1)
    said = _WHAT_IS_PUT.search(minute, line, put)
    return said.start() if said else put


def _proposed(
    proposals: Sequence[Proposal],
    before: int,
    amendment: bool | None,
    substantive: bool,
    paragraphs: Sequence[tuple[int, int]],
    paragraph: int | None,
) -> Proposal | None:
    """What was voted on: what stands in the paragraph named, or the last that was proposed of its kind."""
    if substantive:
        return next((p for p in proposals if not p.amendment), None)
    if paragraph is not None:
        start = max((at for number, at in paragraphs if number == paragraph and at < before), default=None)
        end = min((at for _, at in paragraphs if start is not None and at > start), default=before)
        if start is not None and (named := [p for p in proposals if start <= p.start < end]):
            return named[0]
    kind = [p for p in proposals if amendment is None or p.amendment is amendment] or list(proposals)
    return kind[-1] if kind else None


def _words(minute: str, proposal: Proposal, put: int, paragraphs: Sequence[tuple[int, int]]) -> Span:
    """From who proposed to the end of what they proposed."""
    following = min((at for _, at in paragraphs if at > proposal.start), default=len(minute))
    told_apart = put > proposal.start and minute[put].isupper()
    end = max(proposal.end, min(following, put if told_apart else _sentence_end(minute, put)))
    return Span(proposal.start, proposal.start + len(minute[proposal.start : end].rstrip()))


def _sentence_end(minute: str, offset: int) -> int:
    """The end of the sentence that `offset` stands in, or `offset` where that ends a line."""
    rest = _REST.match(minute, offset)
    return rest.end() if rest else offset


def _paragraphs(minute: str) -> list[tuple[int, int]]:
    """Number and place of the numbered paragraphs: those that count on from the first, written as it is."""
    found: list[tuple[int, int]] = []
    style = None
    for match in _NUMBERED.finditer(minute):
        number, written = int(match[2]), (match[1], match[3])
        last = found[-1][0] if found else 0
        if style in (None, written) and number in (last + 1, last or 1):
            style = written
            found.append((number, match.start()))
    return found


def _is_same(earlier: Ballot, later: Ballot) -> bool:
    """Whether both tell of one vote: "Amendment carried." and, below it, "the amendment was put and agreed"."""
    counted = (
        earlier.vote is not None and later.vote is not None and not (earlier.vote.unanimous or later.vote.unanimous)
    )
    return (
        earlier.proposal is not None
        and earlier.proposal == later.proposal
        and not counted
        and earlier.settles == later.settles
    )


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    """Whether `offset` lies in one of the `spans`, which are in order."""
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return place >= 0 and offset < spans[place].end


def _last_end(spans: Sequence[Span], before: int) -> int:
    """Where the last of the `spans`, which are in order, ends that ends at or before `before`."""
    place = bisect_right(spans, before, key=lambda span: span.end) - 1
    return spans[place].end if place >= 0 else 0


def _moved(proposal: Proposal, by: int) -> Proposal:
    return Proposal(proposal.start + by, proposal.end + by, proposal.mover, proposal.seconder, proposal.amendment)


def _shifted(ballot: Ballot, by: int) -> Ballot:
    """The ballot with its places counted in the whole text."""
    words, span = (Span(span.start + by, span.end + by) for span in (ballot.words, ballot.span))
    proposal = _moved(ballot.proposal, by) if ballot.proposal else None
    counted = Span(ballot.counted.start + by, ballot.counted.end + by) if ballot.counted else None
    return replace(ballot, proposal=proposal, words=words, span=span, counted=counted)
