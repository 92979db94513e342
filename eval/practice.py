"""Practice questions, from which weights are learned: their evidence is told by its place, not by its words.

The papers are other people's, so their sentences are not kept here: a line of a practice set is a case (`eval.cases`)
whose evidence is {"file", "page", "from", "to", "check"}: words `from` up to `to`, counted from 0 in the page's text as
it is held (the paper's, where `page` is null), and a CRC-32 of them that tells whether they are still the same. Where
the evidence has a quote, as in other question sets, it is taken as it is.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.errors import InvalidInput
from eval.cases import Case, Evidence, evidence_of, read_lines
from eval.coverage import is_from
from eval.words import words
from index.catalogue import Catalogue
from index.types import PaperSummary, Reader

FOLDER = Path(__file__).with_name("practice")
_LEAST = 7
"""Words that are told by their place stand elsewhere too where at least so many do in the same order."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The cases of a practice set that can be asked of some papers, and how many cannot: their papers are not held, or
    are read differently now."""

    cases: tuple[Case, ...]
    lost: int


def load_practice(file: Path, catalogue: Catalogue, reader: Reader) -> Practice:
    """The practice set `file`, its evidence in the words of the papers held, with every other place of the same words.

    Raises InvalidInput for a missing file or a broken line.
    """
    pages = _Pages(catalogue, reader)
    cases, lost = [], 0
    for number, line in enumerate(read_lines(file), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            evidence = tuple(_places(group, pages) for group in row["evidence"])
            history = tuple(turn["question"] for turn in row.get("history", []))
            facts = tuple(map(tuple, row["facts"]))
            case = Case(row["id"], row["question"], row["kind"], history, evidence, facts)
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput("questions", f"{file}, line {number}: not a practice case ({error!r})") from error
        if all(evidence):
            cases.append(case)
        else:
            lost += 1
    return Practice(tuple(cases), lost)


def _places(group: Sequence[dict[str, Any]], pages: "_Pages") -> tuple[Evidence, ...]:
    """Where the words of a group's evidence stand; empty where they do not any more."""
    return tuple(dict.fromkeys(found for row in group for found in pages.evidence(row)))


class _Pages:
    """The words of every page held; those of the whole paper for one without pages."""

    def __init__(self, catalogue: Catalogue, reader: Reader) -> None:
        self._catalogue, self._reader = catalogue, reader

    @cached_property
    def _held(self) -> list[tuple[PaperSummary, int | None, tuple[str, ...]]]:
        return list(self._read())

    @cached_property
    def _joined(self) -> list[str]:
        return [f" {' '.join(said)} " for _, _, said in self._held]

    def _read(self) -> Iterator[tuple[PaperSummary, int | None, tuple[str, ...]]]:
        catalogue, reader = self._catalogue, self._reader
        for paper in catalogue.papers(reader):
            pages: list[tuple[int | None, int, int]]
            pages = [(page.number, page.start, page.end) for page in catalogue.pages(paper.id, reader)]
            for number, start, end in pages or [(None, 0, catalogue.length(paper.id, reader))]:
                yield paper, number, words(catalogue.text(paper.id, start, end, reader))

    def evidence(self, row: dict[str, Any]) -> list[Evidence]:
        """The places of the words that `row` tells of."""
        if "quote" in row:
            return [evidence_of(row)]
        for paper, page, said in self._held:
            if page == row["page"] and is_from(row["file"], paper.sources):
                quote = " ".join(said[row["from"] : row["to"]])
                if zlib.crc32(quote.encode()) == row["check"]:
                    return [Evidence(row["file"], page, quote), *self._elsewhere(quote)]
        return []

    def _elsewhere(self, quote: str) -> list[Evidence]:
        if quote.count(" ") + 1 < _LEAST:
            return []
        return [
            Evidence(paper.sources[0], page, quote)
            for (paper, page, _), joined in zip(self._held, self._joined, strict=True)
            if f" {quote} " in joined
        ]
