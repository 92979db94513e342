"""Finding passages for those who look for themselves: as the search ranks them, a vote that is asked about first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.types import Question
from assistant.understanding import read_names
from assistant.vote_questions import asks_of_votes, asks_who_moved
from assistant.votes import VoteAnswers
from corpus.sentences import counts_votes
from index.catalogue import Catalogue
from index.held import read_held
from index.register_types import Home
from index.search import Search, clean_query
from index.types import Filters, Hit, Mode, Reader, Scope


class Finder:
    """Finds passages in one catalogue. Safe to call from several threads."""

    def __init__(self, catalogue: Catalogue, search: Search, today: Callable[[], date] = date.today) -> None:
        """`today` is what "last November" counts from."""
        self._catalogue = catalogue
        self._search = search
        self._votes = VoteAnswers(catalogue, search)
        self._today = today

    def find(
        self, query: str, reader: Reader, *, filters: Filters = Filters(), k: int = 10, mode: Mode = Mode.HYBRID
    ) -> list[Hit]:
        """The at most `k` (1 to 100) best passages for `query` that `reader` may see, best first. Lists of names are
        like no question, so where `query` asks how a vote went, the passages that list the vote go before all others,
        with the best one's score; and those that say who moved it, where that is asked.

        Raises InvalidInput for an empty or overlong query or a `k` out of range, UnknownName for an unknown filter.
        """
        hits = self._search.search(query, reader, filters=filters, k=k, mode=mode)
        if mode is not Mode.HYBRID or not hits or not (asks_of_votes(query) or asks_who_moved(query)):
            return hits
        scope = self._search.scope(filters, reader)
        homes = self._voted(clean_query(query), filters, reader, scope)
        listed = self._passages(homes, reader, scope)
        if not asks_who_moved(query):
            listed.sort(key=lambda hit: not any(map(counts_votes, hit.passage.text.splitlines())))
        ids = {hit.passage.id for hit in listed}
        first = [replace(hit, score=hits[0].score) for hit in listed]
        return [*first, *(hit for hit in hits if hit.passage.id not in ids)][:k]

    def _voted(self, query: str, filters: Filters, reader: Reader, scope: Scope) -> Sequence[Home]:
        held = read_held(self._catalogue, scope, reader)
        reading = read_names(query, Question(query, filters=filters), held, self._today())
        told = self._votes.told(query, query, reading, reader, scope)
        return told.homes if told else ()

    def _passages(self, homes: Sequence[Home], reader: Reader, scope: Scope) -> list[Hit]:
        """The passages within `scope` that hold some of the places `homes`, in their order."""
        ids = [id_ for one in homes for id_ in self._catalogue.passages_in(one.paper.id, one.start, one.end)]
        inside = set(scope.passages.tolist())
        held = self._catalogue.passages(list(dict.fromkeys(ids)), reader)
        return [Hit(*held[id_], 0.0) for id_ in dict.fromkeys(ids) if id_ in held and id_ in inside]
