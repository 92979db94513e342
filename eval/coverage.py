"""Whether a passage, or a quote, holds the evidence; and at which rank a search first does."""

from collections.abc import Sequence
from fractions import Fraction

from corpus.types import Passage
from eval.cases import Evidence
from eval.words import longest_run, words
from index.types import Hit, PaperSummary

COVERED_SHARE = Fraction(3, 5)
"""At least this share of a quote's words stands in one run; a fraction, so that 3 words of 5 are enough."""


def covers(quote: str, text: str) -> bool:
    """Whether at least 60 % of the words of `quote` stand in `text` as one run. One without words is not covered."""
    wanted = len(words(quote))
    return wanted > 0 and longest_run(quote, text) >= COVERED_SHARE * wanted


def is_from(file: str, sources: Sequence[str]) -> bool:
    """Whether one of the paths `sources` names `file`: the shorter of the two paths ends the longer one."""
    return any(_ends_alike(_parts(file), _parts(source)) for source in sources)


def holds(evidence: Evidence, paper: PaperSummary, passage: Passage, text: str) -> bool:
    """Whether `text`, which stands in `passage` of `paper`, covers the evidence: right words, paper and page."""
    return on_page(evidence, passage) and is_from(evidence.file, paper.sources) and covers(evidence.quote, text)


def on_page(evidence: Evidence, passage: Passage) -> bool:
    """Whether `passage` is on the evidence's physical page, where that counts."""
    return evidence.page is None or (passage.page is not None and passage.page.number == evidence.page)


def group_ranks(groups: Sequence[Sequence[Evidence]], hits: Sequence[Hit]) -> tuple[int | None, ...]:
    """For each group of alternatives, the rank from 1 of the first hit that covers one; None where none does."""
    return tuple(_first_rank(group, hits) for group in groups)


def _first_rank(group: Sequence[Evidence], hits: Sequence[Hit]) -> int | None:
    for rank, hit in enumerate(hits, start=1):
        if any(holds(evidence, hit.paper, hit.passage, hit.passage.text) for evidence in group):
            return rank
    return None


def any_at(ranks: Sequence[int | None], k: int) -> bool:
    """Whether some group is covered within the first `k`. False where there are no groups."""
    return any(rank is not None and rank <= k for rank in ranks)


def all_at(ranks: Sequence[int | None], k: int) -> bool:
    """Whether every group is covered within the first `k`. False where there are no groups."""
    return bool(ranks) and all(rank is not None and rank <= k for rank in ranks)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """1 / rank of the first covering passage, 0 where none covers (Voorhees, 1999, "The TREC-8 Question
    Answering Track Report", https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf)."""
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").casefold().split("/") if part not in {"", "."}]


def _ends_alike(one: list[str], other: list[str]) -> bool:
    shared = min(len(one), len(other))
    return shared > 0 and one[-shared:] == other[-shared:]
