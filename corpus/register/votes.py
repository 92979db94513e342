"""The votes that minutes list, each with the motion or amendment that was voted on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.marks import plain, unmarked
from corpus.register.ballots import Ballot, find_ballots
from corpus.register.parts import Minuted
from corpus.register.types import Span
from corpus.types import Paper

MATTER_CHARACTERS = 240
"""Of a motion's words no more is kept."""

_COUNT = re.compile(r"^[^\w\n]*(?:votes? )?for\W{0,3}\(?\d{1,4}\b\)?|^[^\n]*\bvot(?:e|ing) was as follows", re.I | re.M)
_BEGINS = re.compile(r"[.:;\u201d\u2019\"]\s*\n(?=\W*\w)")
_SENTENCE = 300  # characters between the beginning of a sentence and the count that it announces
_FORM_LABEL = re.compile(r"^[ \t]*(?:\w+ ){1,3}\w+:[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Voted:
    """Where the count of a vote is told, in whole lines from its being put to what became of it, and the `matter`: who
    proposed and seconded what, in the paper's own words up to MATTER_CHARACTERS, a longer one cut at a word."""

    span: Span
    matter: str


def find_votes(paper: Paper, minuted: Sequence[Minuted]) -> Iterator[Voted]:
    """The votes counted in lines of their own in what `paper` has `minuted`, in order and apart; those on what nobody
    is said to have proposed are left out."""
    text = unmarked(paper.text) if minuted else ""
    for part in minuted:
        starts = [part.span.start, *(minute.end for minute in part.minutes)]
        ends = [*(minute.start for minute in part.minutes), part.span.end]
        for start, end in zip(starts, ends, strict=True):
            yield from _in_minute(text, Span(start, end))


def _in_minute(text: str, stretch: Span) -> Iterator[Voted]:
    after = stretch.start
    for ballot in find_ballots(text, stretch, [])[1]:
        if ballot.proposal is None or ballot.span.start < after:
            continue
        told = ballot.words.end if ballot.words.end <= ballot.span.start else ballot.proposal.end
        first = max(after, told)
        if count := _COUNT.search(text, first, ballot.span.end):
            start = _opening(text, first, min(count.start(), ballot.span.start))
            line = text.find("\n", ballot.span.end, stretch.end)
            after = line if line >= 0 else stretch.end
            yield Voted(Span(start, after), _matter(text, ballot))


def _opening(text: str, first: int, start: int) -> int:
    """The beginning, at `first` or after it, of the sentence that begins a line and that `start` stands in or after."""
    nearest = max(first, start - _SENTENCE)
    begins = [found.end() for found in _BEGINS.finditer(text, nearest, start)]
    return begins[-1] if begins else max(nearest, text.rfind("\n", 0, start) + 1)


def _matter(text: str, ballot: Ballot) -> str:
    """Who proposed what; the labels of a form ("Proposed Purpose:") left out."""
    assert ballot.proposal is not None
    start = ballot.proposal.start
    end = ballot.words.end if ballot.words.start == start else start + 2 * MATTER_CHARACTERS
    words = plain(_FORM_LABEL.sub("", text[start : min(end, start + 2 * MATTER_CHARACTERS)]))
    return shortened(words, MATTER_CHARACTERS)


def shortened(words: str, most: int) -> str:
    """`words`, which are one line, or what of them fits into `most` characters, cut at a word and marked with "…"."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
