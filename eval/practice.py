"""Practice questions, from which weights are learned: their evidence is told by its place, not by its words.

The papers are other people's, so their sentences are not kept here: a line of a practice set is a case (`eval.cases`)
whose evidence is {"file", "page", "from", "to", "check"}: words `from` up to `to`, counted from 0 in the page's text as
it is held (the paper's, where `page` is null), and a CRC-32 of them that tells whether they are still the same. Where
the evidence has a quote, as in other question sets, it is taken as it is.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.errors import InvalidInput
from eval.cases import Case, case_of, read_lines, read_row
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
        where = f"{file}, line {number}"
        row = read_row(line, where)
        try:
            evidence = [[place for told in group for place in pages.evidence(told)] for group in row["evidence"]]
        except (KeyError, TypeError) as error:
            raise InvalidInput("questions", f"{where}: not a practice case ({error!r})") from error
        if all(evidence):
            cases.append(case_of({**row, "evidence": evidence}, where))
        else:
            lost += 1
    return Practice(tuple(cases), lost)


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

    def evidence(self, told: dict[str, Any]) -> list[dict[str, Any]]:
        """Evidence in words, for each place of the words that are `told` of; none where they are not there any more."""
        if "quote" in told:
            return [told]
        for paper, page, said in self._held:
            if page == told["page"] and is_from(told["file"], paper.sources):
                quote = " ".join(said[told["from"] : told["to"]])
                if zlib.crc32(quote.encode()) == told["check"]:
                    return [{"file": told["file"], "page": page, "quote": quote}, *self._elsewhere(quote)]
        return []

    def _elsewhere(self, quote: str) -> list[dict[str, Any]]:
        if quote.count(" ") + 1 < _LEAST:
            return []
        return [
            {"file": paper.sources[0], "page": page, "quote": quote}
            for (paper, page, _), joined in zip(self._held, self._joined, strict=True)
            if f" {quote} " in joined
        ]
