"""Finding passages: by meaning, by words, or both rankings fused and the best of them looked at again word by word."""

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from corpus.errors import InvalidInput
from index.candidates import Found, read_candidates
from index.catalogue import Catalogue
from index.copies import Copies
from index.fusion import reciprocal_rank_fusion
from index.plain_words import widened
from index.question import QuestionWords, read_question
from index.question_view import QuestionView, question_view
from index.rerank import LateInteraction, Reranker
from index.same_words import authoritative_first, set_back
from index.types import Embedder, Filters, Hit, Mode, Reader, Scope, Stores
from index.vocabulary import spelled_out

MAX_QUERY_CHARACTERS = 2_000
MAX_K = 100
_DEPTH = 200
_SECOND_LOOK = 60
"""Passages that are looked at again. With 60, 80 and 100 of them, those that hold evidence stood among the first five
for as many of 1,600 practice questions; only among the first twenty did 100 find 1 in 200 more."""
_SCOPES_KEPT = 64
_MOST_COPIES = 2
"""Passages of the same words that a search sets before others: of a report printed for two meetings, both."""
_DEEPER = 20
"""Passages looked at besides those asked for, to take the place of copies."""


def clean_query(text: str, field: str = "query", limit: int = MAX_QUERY_CHARACTERS) -> str:
    """`text` in one line, ready to search. Raises InvalidInput where it is empty, too long, or not text."""
    if len(text) > limit:
        raise InvalidInput(field, f"the {field} has {len(text):,} characters; ask in at most {limit:,}")
    bad = sorted({f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n\r"})
    if bad:
        raise InvalidInput(field, f"the {field} holds control characters ({', '.join(bad[:3])}); remove them")
    words = " ".join(text.split())
    if not any(c.isalnum() for c in words):
        raise InvalidInput(field, f"the {field} is empty; type some words to look for")
    return words


class Search:
    """Searches one catalogue. Safe to call from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        caches: Stores,
        embedder: Embedder,
        reranker: Reranker | None = None,
        widen: Callable[[str], str] = widened,
        view: Callable[[str], QuestionView | None] = question_view,
    ) -> None:
        """`reranker` looks at the best passages again; late interaction where none is given. `widen` puts beside
        the question's words those that are looked for with them; `view` tells by the embedding model's name how a
        question is seen."""
        self._catalogue = catalogue
        self._caches = caches
        self._embedder = embedder
        self._reranker = reranker or LateInteraction()
        self._widen = widen
        self._view = view
        self._scopes: OrderedDict[tuple[int, Filters, Reader], Scope] = OrderedDict()
        self._guard = threading.Lock()

    def search(
        self,
        query: str,
        reader: Reader,
        *,
        filters: Filters = Filters(),
        k: int = 10,
        mode: Mode = Mode.HYBRID,
    ) -> list[Hit]:
        """The at most `k` (1 to 100) best passages for `query` that `reader` may see, best first.

        Raises InvalidInput for an empty or overlong query or a `k` out of range, UnknownName for an unknown filter.
        """
        query = clean_query(query)
        if not 1 <= k <= MAX_K:
            raise InvalidInput("k", f"k is {k}; ask for 1 to {MAX_K} passages")
        scope = self.scope(filters, reader)
        if mode is Mode.KEYWORD:
            return self._hits(self._by_words(query, reader, scope), k, reader)
        return self.find(self.question_words(query, reader), reader, scope, k, mode, copies=_MOST_COPIES)

    def find(
        self,
        question: QuestionWords,
        reader: Reader,
        scope: Scope,
        k: int,
        mode: Mode = Mode.HYBRID,
        *,
        copies: int | None = None,
    ) -> list[Hit]:
        """The passages for a question that is ready, within `scope`; of the same words the most authoritative paper's
        first, and at most so many `copies` before all others, where that is said."""
        dense = self._caches.vectors.search(question.vector, _DEPTH, scope.passages)
        if mode is Mode.DENSE:
            return self._hits(dense, k, reader)
        found = self.found(question, reader, scope, dense, max(k, _SECOND_LOOK))
        ranked = self._second_look(question, found, reader)
        hits = self._hits(ranked, k + _DEEPER, reader)
        prints = Copies(self._catalogue).prints([hit.passage.id for hit in hits])
        best = authoritative_first(hits, prints)
        return (set_back(best, prints, copies) if copies else best)[:k]

    def found(
        self,
        question: QuestionWords,
        reader: Reader,
        scope: Scope,
        dense: Sequence[tuple[int, float]] | None = None,
        count: int = _SECOND_LOOK,
    ) -> list[Found]:
        """The passages that are looked at again: the `count` best of the fused ranking, best first. `dense` is the
        ranking by meaning where it is known already."""
        if dense is None:
            dense = self._caches.vectors.search(question.vector, _DEPTH, scope.passages)
        words = self._by_words(self._widen(question.text), reader, scope)
        fused = reciprocal_rank_fusion([[id_ for id_, _ in ranking] for ranking in (dense, words)])
        cosines = dict(dense)
        least = min(cosines.values(), default=0.0)
        return [Found(id_, score, cosines.get(id_, least)) for id_, score in fused[:count]]

    def question_words(self, text: str, reader: Reader, own: str = "") -> QuestionWords:
        """`text` made ready for `find`, for `reader`; what stands before its `own` words at the end was asked before,
        and counts less."""
        self._caches.refresh()
        view = self._view(self._embedder.name)
        return read_question(text, self._embedder, self._caches.keywords, view, reader.clearance, own)

    def seeing(self, view: QuestionView | None) -> "Search":
        """This search with the words of questions weighed by another `view`; without one, with questions as they
        are."""
        return Search(self._catalogue, self._caches, self._embedder, self._reranker, self._widen, lambda _: view)

    def spelled_out(self, text: str, reader: Reader) -> str:
        """`text` as the papers that `reader` may see would write it (`index.vocabulary`)."""
        self._caches.refresh()
        measure = self._embedder.word_pieces
        return spelled_out(text, self._catalogue.database, self._caches.keywords, measure, reader)

    def scope(self, filters: Filters, reader: Reader) -> Scope:
        """What `reader` may look at within `filters`; the caches are in step with it."""
        key = (self._caches.refresh(), filters, reader)
        with self._guard:
            if key in self._scopes:
                self._scopes.move_to_end(key)
                return self._scopes[key]
        scope = self._catalogue.scope(filters, reader)
        with self._guard:
            self._scopes[key] = scope
            while len(self._scopes) > _SCOPES_KEPT:
                self._scopes.popitem(last=False)
        return scope

    def _by_words(self, query: str, reader: Reader, scope: Scope) -> list[tuple[int, float]]:
        found = self._caches.keywords.search(query, _DEPTH, scope.papers, reader.clearance)
        inside = np.isin([id_ for id_, _ in found], scope.passages)  # of a paper in scope, only its minutes may be
        return [hit for hit, within in zip(found, inside, strict=True) if within]

    def _second_look(self, question: QuestionWords, found: Sequence[Found], reader: Reader) -> list[tuple[int, float]]:
        """What was found, ranked anew."""
        candidates = read_candidates(self._catalogue, found, reader)
        scores = self._reranker.scores(question, candidates)
        ranked = [(candidate.found.id, score) for candidate, score in zip(candidates, scores, strict=True)]
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def _hits(self, ranked: Sequence[tuple[int, float]], k: int, reader: Reader) -> list[Hit]:
        passages = self._catalogue.passages([id_ for id_, _ in ranked[:k]], reader)
        return [Hit(*passages[id_], score) for id_, score in ranked[:k] if id_ in passages]
