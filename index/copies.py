"""The same words elsewhere: which other papers hold a quote."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.errors import UnknownName
from corpus.types import Page, Passage
from index.catalogue import Catalogue
from index.fingerprints import DENSITY, find_words, runs, words
from index.register_types import Home
from index.types import Reader

MAX_HOMES = 10
CONTEXT_SHARE = 0.5
"""Share of a passage that must stand around its words in another paper, for these to be the same words there."""
_SURE_WORDS = 20  # so many words in one run are the same words whatever stands around them
_MOST_MATCHES = 4_000
_MOST_PAPERS = 12
_MOST_REPEATS = 8  # of one run in one passage: a row of noughts
_MOST_PLACES = 3
_ENOUGH_CHARACTERS = 1_000
_SLACK = 60

_MATCHES = """
SELECT f.hash, p.id AS paper, f.start FROM fingerprints f JOIN papers p ON p.number = f.paper
WHERE f.hash IN (SELECT value FROM json_each(:hashes)) AND p.id != :paper
    AND f.access <= :clearance AND p.access <= :clearance LIMIT :most
"""
_PRINTS = """
SELECT passages.id, f.hash FROM passages JOIN fingerprints f ON f.paper = passages.paper
    AND f.start >= passages.start AND f.start < passages."end"
WHERE passages.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another paper that has much of a passage: the `share` of it (0 to 1) that stands there too, and the runs of words
    in common as pairs of where each starts, in the text of the passage's paper and in that of the other."""

    paper_id: str
    share: float
    pairs: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> Iterator[tuple[int, int]]:
        """Where character `offset` of the passage's paper ought to stand in the other, and how far off that may be:
        going by the nearest run that most others agree with, then by those that fewer do."""
        shifts = np.array([there - here for here, there in self.pairs])
        ordered = np.sort(shifts)
        agree = np.searchsorted(ordered, shifts + _SLACK, "right") - np.searchsorted(ordered, shifts - _SLACK)
        far = np.abs(np.array([here for here, _ in self.pairs]) - offset)
        for row in np.lexsort((shifts, far, agree * 2 < agree.max())).tolist():
            yield max(int(shifts[row]) + offset, 0), _SLACK + int(far[row]) // 4


class Copies:
    """Looks through one catalogue, for one answer or search: what it has looked up it keeps. Nothing is told that is
    not for the reader who asks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._looked_up: dict[tuple[int, Reader], list[Likeness]] = {}

    def alike(self, passage: Passage, reader: Reader) -> list[Likeness]:
        """The other papers that have runs of words of `passage`, at most a dozen, those with the most first. A short
        passage is looked for with what stands around it on its page."""
        key = (passage.id, reader)
        if key not in self._looked_up:
            self._looked_up[key] = self.alike_text(*self._widened(passage, reader), passage.paper_id, reader)
        return self._looked_up[key]

    def alike_text(self, text: str, begin: int, paper_id: str, reader: Reader) -> list[Likeness]:
        """The same for any stretch of the text of paper `paper_id`, which begins there at character `begin`."""
        every = runs(text)
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        places: dict[int, list[int]] = defaultdict(list)
        for run, start in zip(every.hashes.tolist(), every.starts.tolist(), strict=True):
            places[run].append(begin + start)
        values = {
            "hashes": json.dumps(list(places)),
            "paper": paper_id,
            "clearance": reader.clearance.value,
            "most": _MOST_MATCHES,
        }
        for row in self._catalogue.database.rows(_MATCHES, values):
            found[row["paper"]] += [(start, row["start"]) for start in places[row["hash"]][:_MOST_REPEATS]]
        expected = max(DENSITY * len(every.hashes), 1.0)
        alike = [
            Likeness(paper, min(len({here for here, _ in pairs}) / expected, 1.0), tuple(pairs))
            for paper, pairs in found.items()
        ]
        return sorted(alike, key=lambda other: (-other.share, other.paper_id))[:_MOST_PAPERS]

    def homes(self, passage: Passage, start: int, end: int, reader: Reader) -> list[Home]:
        """The other papers in which characters `start` to `end` of the text of the paper of `passage` stand word for
        word, each with the place; at most MAX_HOMES. White space, capitals and punctuation may differ.

        Words that many papers share by chance, such as a form's, count only where they stand among the same words, or
        are many.
        """
        length = len(words(passage.text[start - passage.start : end - passage.start]))
        found = (
            self.home(other, passage, start, end, reader)
            for other in self.alike(passage, reader)
            if other.share >= CONTEXT_SHARE or length >= _SURE_WORDS
        )
        return [home for home in found if home][:MAX_HOMES]

    def home(self, other: Likeness, passage: Passage, start: int, end: int, reader: Reader) -> Home | None:
        """The place of those characters' words in one such paper; None where they do not stand there."""
        quote = passage.text[start - passage.start : end - passage.start]
        tried: list[int] = []
        for at, slack in other.place(start):
            if len(tried) == _MOST_PLACES:
                break
            if all(abs(at - before) >= _SLACK for before in tried):
                tried.append(at)
                bounds = max(at - slack, 0), at + len(quote) * 3 // 2 + slack
                span = self._span(other.paper_id, *bounds, quote, reader)
                if span:
                    return self._told(other.paper_id, *span, reader)
        return None

    def prints(self, ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """The fingerprints of the passages `ids`. Reads no text."""
        found: dict[int, set[int]] = defaultdict(set)
        for row in self._catalogue.database.rows(_PRINTS, (json.dumps(list(ids)),)):
            found[row["id"]].add(row["hash"])
        return {id_: frozenset(found[id_]) for id_ in ids}

    def passage_at(self, paper_id: str, start: int, end: int, reader: Reader) -> Passage | None:
        """The passage of a paper that holds characters `start` to `end` of its text; None where none holds them all."""
        sql = """SELECT passages.id FROM passages JOIN papers ON papers.number = passages.paper
            WHERE papers.id = ? AND passages.start <= ? AND passages."end" >= ? LIMIT 1"""
        ids = [row["id"] for row in self._catalogue.database.rows(sql, (paper_id, start, end))]
        return next((passage for passage, _ in self._catalogue.passages(ids, reader).values()), None)

    def _widened(self, passage: Passage, reader: Reader) -> tuple[str, int]:
        """The text of a passage, with some on either side of it where it is short, and where that begins."""
        margin = (_ENOUGH_CHARACTERS - len(passage.text)) // 2
        if margin <= 0:
            return passage.text, passage.start
        page = passage.page
        start = max(passage.start - margin, page.start if page else 0)
        end = min(passage.end + margin, page.end) if page else passage.end + margin
        return self._catalogue.text(passage.paper_id, start, end, reader), start

    def _span(self, paper_id: str, begin: int, end: int, quote: str, reader: Reader) -> tuple[int, int] | None:
        """Where the words of `quote` stand between two characters of a paper; None where they do not."""
        try:
            text = self._catalogue.text(paper_id, begin, end, reader)
        except UnknownName:  # part of it is not for the reader: as if it were not there
            return None
        span = find_words(quote, text)
        return None if span is None else (begin + span[0], begin + span[1])

    def _told(self, paper_id: str, start: int, end: int, reader: Reader) -> Home:
        pages = self._catalogue.pages(paper_id, reader)
        page: Page | None = next((page for page in reversed(pages) if page.start <= start), None)
        return Home(self._catalogue.paper(paper_id, reader), page, start, end)
