"""An earlier and a later version of the same words, where a paper corrects another of its meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath

from corpus.corrections import HEAD_CHARACTERS, is_draft, says_it_corrects, says_it_replaces
from corpus.errors import UnknownName
from corpus.sentences import sentences
from corpus.types import Kind, Passage
from index.catalogue import Catalogue
from index.copies import CONTEXT_SHARE, Copies, Likeness
from index.fingerprints import containment, find_words, words
from index.register_types import Home
from index.types import PaperSummary, Reader

MIN_LIKENESS = 0.6
"""How like two sentences must be, from 0 to 1, for one to be a version of the other."""
_REGION = 2_500  # characters on either side that must be of the same text, so that two forms filled in differ
_REGION_SHARE = 0.8
_BEFORE = 10_000  # characters before words, within which the report they stand in may say that it replaces another
_RECORDS = {Kind.MINUTES, Kind.DECISION}  # what was decided, and no version of what was put to the meeting


@dataclass(frozen=True, slots=True)
class Version:
    """Other words for a quote in another paper: characters `start` to `end` of its text, all within `passage`."""

    paper: PaperSummary
    passage: Passage
    start: int
    end: int
    later: bool


class Versions:
    """Compares passages of one catalogue. Nothing is told that is not for the reader who asks."""

    def __init__(self, catalogue: Catalogue, copies: Copies) -> None:
        self._catalogue = catalogue
        self._copies = copies

    def of(self, passage: Passage, paper: PaperSummary, start: int, end: int, reader: Reader) -> list[Version]:
        """What papers that correct `paper`, or that it corrects, say in place of characters `start` to `end` of its
        text: later versions first, within them a paper of its own before a pack.

        Only papers of the same meeting count where one says that it corrects, and papers that say which meeting's they
        replace; a report to the next meeting, as like it as it may be, replaces nothing.
        """
        found = [
            version
            for other in self._copies.alike(passage, reader)
            if other.share >= CONTEXT_SHARE
            for version in self._version(other, passage, paper, (start, end), reader)
        ]
        return sorted(found, key=lambda v: (not v.later, v.paper.kind is Kind.PACK, v.paper.source, v.paper.id))

    def prints_again(self, paper: PaperSummary, start: int, end: int, home: Home, reader: Reader) -> bool:
        """Whether `paper` prints what stands around `home` in the home's own paper around its characters `start` to
        `end`, so that both are one text, and not the same words in two."""
        there = self._around(home.paper.id, home.start, home.end, reader)
        return bool(there) and containment(there, self._around(paper.id, start, end, reader)) >= _REGION_SHARE

    def _version(
        self, other: Likeness, passage: Passage, paper: PaperSummary, span: tuple[int, int], reader: Reader
    ) -> Iterator[Version]:
        if self._copies.home(other, passage, *span, reader):  # it says the very words
            return
        summary = self._catalogue.paper(other.paper_id, reader)
        span = _whole(passage, *span)
        at, slack = next(other.place(span[0]))
        later = self._replaces(summary, paper, at, reader)
        if later == self._replaces(paper, summary, span[0], reader):
            return
        region = self._around(passage.paper_id, passage.start, passage.end, reader)
        shift = at - span[0]
        beside = self._around(other.paper_id, passage.start + shift, passage.end + shift, reader, slack)
        if containment(region, beside) < _REGION_SHARE:  # two forms filled in, more likely
            return
        quote = passage.text[span[0] - passage.start : span[1] - passage.start]
        there = self._copies.passage_at(other.paper_id, at, at, reader)
        counterpart = _counterpart(quote, there.text, at - there.start, slack + len(quote)) if there else None
        if there and counterpart and not find_words(there.text[slice(*counterpart)], region):
            yield Version(summary, there, there.start + counterpart[0], there.start + counterpart[1], later)

    def _replaces(self, one: PaperSummary, other: PaperSummary, at: int, reader: Reader) -> bool:
        """Whether paper `one` says, at its beginning or some way before character `at`, that it goes in place of what
        paper `other` says."""
        if one.kind is not other.kind and _RECORDS & {one.kind, other.kind}:
            return False
        if one.council and other.council and one.council.casefold() != other.council.casefold():
            return False
        head, other_head = self._head(one, reader), self._head(other, reader)
        if other.meeting_date and says_it_replaces(self._before(one, at, reader), other.meeting_date):
            return True
        if not _same_meeting(one, other):
            return other.meeting_date is not None and says_it_replaces(head, other.meeting_date)
        name, other_name = PurePath(one.source).stem, PurePath(other.source).stem
        if one.kind is other.kind is Kind.MINUTES and is_draft(other_name, other_head, other.kind):
            return not is_draft(name, head, one.kind)
        return says_it_corrects(name, head) and not says_it_corrects(other_name, other_head)

    def _before(self, paper: PaperSummary, at: int, reader: Reader) -> str:
        """The text before character `at`, past the paper's head: in a pack, of the report that stands there."""
        try:
            return self._catalogue.text(paper.id, max(at - _BEFORE, HEAD_CHARACTERS), at, reader) if at > 0 else ""
        except UnknownName:
            return ""

    def _head(self, paper: PaperSummary, reader: Reader) -> str:
        try:
            return self._catalogue.text(paper.id, 0, HEAD_CHARACTERS, reader)
        except UnknownName:  # part of it is not for the reader, who is told of no correction by it then
            return ""

    def _around(self, paper_id: str, start: int, end: int, reader: Reader, more: int = 0) -> str:
        """The text of a paper between two characters and for some way around them; nothing where part of it is not for
        the reader."""
        way = _REGION + more
        try:
            return self._catalogue.text(paper_id, max(start - way, 0), end + way, reader)
        except UnknownName:
            return ""


def _whole(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Characters `start` to `end` of the passage's paper, and the rest of the sentences of the passage they stand in:
    what a correction changes may be another part of the sentence than what is quoted."""
    first, last = start - passage.start, end - passage.start
    within = [(begin, stop) for begin, stop in sentences(passage.text) if begin < last and first < stop]
    if not within:
        return start, end
    return passage.start + min(first, within[0][0]), passage.start + max(last, within[-1][1])


def _same_meeting(one: PaperSummary, other: PaperSummary) -> bool:
    if not one.committee or not other.committee or one.meeting_date is None:
        return False
    return one.committee.casefold() == other.committee.casefold() and one.meeting_date == other.meeting_date


def _counterpart(quote: str, there: str, at: int, slack: int) -> tuple[int, int] | None:
    """The span of the sentences of `there`, beginning near character `at`, that say in other words what `quote` says;
    None where there are none, or they are the same words."""
    sought = words(quote)
    best = (0.0, 0, 0)
    for begin, end in _stretches(there, len(sentences(quote))):
        if abs(begin - at) <= slack:
            likeness = _likeness(sought, words(there[begin:end]))
            best = max(best, (likeness, -begin, -end))
    return (-best[1], -best[2]) if MIN_LIKENESS <= best[0] < 1 else None


def _stretches(text: str, count: int) -> Iterator[tuple[int, int]]:
    """Every stretch of up to one sentence more than `count`."""
    spans = sentences(text)
    for first in range(len(spans)):
        for last in range(first, min(first + count + 1, len(spans))):
            yield spans[first][0], spans[last][1]


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
