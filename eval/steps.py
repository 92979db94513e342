"""The search without one of its steps, made of the search's own parts: stores that rank nothing, rerankers that see
less, signs that count nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from assistant.finding import Finder
from assistant.follow_up import stand_alone
from assistant.types import Turn
from corpus.types import Access
from index.caches import Caches
from index.candidates import Candidate
from index.catalogue import Catalogue
from index.question import QuestionWords
from index.question_view import QuestionView, question_view
from index.rerank import PASSAGE_SIGNS, LateInteraction, Reranker
from index.search import Search
from index.tokens import Tokens
from index.types import Embedder, Entry, Hit, KeywordStore, Reader, VectorStore
from index.vectors_numpy import NumpyVectors

WHOLE = "nothing"
"""The name of the whole search: nothing is left out of it."""
DEPTH = 20
"""How many passages each search gives."""
_TOGETHER = (
    ("fits", "typed"),
    ("length", "figures"),
)

Asking = Callable[[str, Sequence[Turn]], list[Hit]]
"""Gives the passages for a question after the ones before it, best first."""


def without_each(catalogue: Catalogue, embedder: Embedder, reader: Reader) -> dict[str, Asking]:
    """The whole search, under WHOLE, and the search without each of its steps, under the step's name. Late interaction
    ranks anew."""
    stores, look = Caches(catalogue), LateInteraction()
    stores.refresh()
    no_words = _Stores(stores, stores.vectors, _Unranked(stores.keywords))
    no_vectors = _Stores(stores, NumpyVectors(catalogue.dimension()), stores.keywords)
    whole = Search(catalogue, stores, embedder)
    searches = {
        WHOLE: whole,
        "ranking by keywords": Search(catalogue, no_words, embedder),
        "ranking by vectors": Search(catalogue, no_vectors, embedder),
        "second look": Search(catalogue, stores, embedder, _AsFused()),
        "second look: neighbours": Search(catalogue, stores, embedder, _Blinkered(look, _without_neighbours)),
        "second look: headings": Search(catalogue, stores, embedder, _Blinkered(look, _without_headings)),
        "plain words": Search(catalogue, stores, embedder, widen=str),
        **_seen_plainly(whole, question_view(embedder.name)),
    }
    for names in sign_groups():
        searches[f"signs: {', '.join(names)}"] = Search(catalogue, stores, embedder, LateInteraction(names))
    found_by: dict[str, Asking] = {
        name: partial(_ask, search, Finder(catalogue, search).find, reader, True) for name, search in searches.items()
    }
    found_by["spelling, abbreviations"] = partial(_ask, whole, Finder(catalogue, whole).find, reader, False)
    return {**found_by, "a vote that is asked about": partial(_ask, whole, whole.search, reader, True)}


def _seen_plainly(whole: Search, view: QuestionView | None) -> dict[str, Search]:
    """The search without what is learned of how a question is seen; nothing for a model without a view."""
    if view is None:
        return {}
    by_rarity = replace(view, telling=np.zeros_like(view.telling), rarity=1.0)
    return {"view of the question": whole.seeing(None), "weights of its words": whole.seeing(by_rarity)}


def sign_groups() -> list[tuple[str, ...]]:
    """Every sign of a passage in one group; those that tell much the same stand together."""
    home = {name: group for group in _TOGETHER for name in group}
    groups = dict.fromkeys(home.get(name, (name,)) for name in PASSAGE_SIGNS)
    return [tuple(name for name in group if name in PASSAGE_SIGNS) for group in groups]


def _ask(
    search: Search, find: Callable[..., list[Hit]], reader: Reader, spelled: bool, question: str, before: Sequence[Turn]
) -> list[Hit]:
    written = search.spelled_out(question, reader) if spelled else question
    return find(stand_alone(written, before), reader, k=DEPTH)


@dataclass(frozen=True, slots=True)
class _Stores:
    """The `caches` with other stores in their place; `catalogue` stays as it is meanwhile."""

    caches: Caches
    vectors: VectorStore
    keywords: KeywordStore

    def refresh(self) -> int:
        return self.caches.refresh()


@dataclass(frozen=True, slots=True)
class _Unranked:
    """Keywords that are counted, which weighs the words of a question, but find nothing."""

    keywords: KeywordStore

    def papers(self) -> frozenset[int]:
        return self.keywords.papers()

    def update(self, removed: Sequence[int], added: Iterable[Entry], papers: frozenset[int]) -> None:
        self.keywords.update(removed, added, papers)

    def found_in(self, words: Sequence[str], clearance: Access) -> list[int]:
        return self.keywords.found_in(words, clearance)

    def count(self, clearance: Access) -> int:
        return self.keywords.count(clearance)

    def search(self, query: str, k: int, papers: Sequence[int], clearance: Access) -> list[tuple[int, float]]:
        return []


class _AsFused:
    """Leaves the fused ranking as it is."""

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        return [one.found.fused for one in candidates]


@dataclass(frozen=True, slots=True)
class _Blinkered:
    """Ranks what is left of each candidate."""

    reranker: Reranker
    leave: Callable[[Sequence[Candidate]], list[Candidate]]

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        return self.reranker.scores(question, self.leave(candidates))


def _without_neighbours(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [replace(one, before=None, after=None) for one in candidates]


def _without_headings(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Also of the passages beside, so that one that stands beside another is still the same."""
    known = [tokens for one in candidates for tokens in (one.tokens, one.before, one.after) if tokens is not None]
    left: Mapping[int, Tokens] = {id(tokens): _own(tokens) for tokens in known}
    return [
        replace(one, tokens=left[id(one.tokens)], before=left.get(id(one.before)), after=left.get(id(one.after)))
        for one in candidates
    ]


def _own(tokens: Tokens) -> Tokens:
    """The words of the passage itself."""
    first = int(np.searchsorted(tokens.starts, 0))
    names = ("pieces", "starts", "ends", "scales", "vectors")
    return Tokens(*(getattr(tokens, name)[first:] for name in names))
