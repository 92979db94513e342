"""Answers made of the papers' own words."""

import time
from collections.abc import Sequence

from assistant.compose import compose
from assistant.follow_up import stand_alone
from assistant.quotes import Quote, choose, score_quotes
from assistant.refusal import answer_signs, likelihood, not_found
from assistant.types import Answer, Question, Reason
from index.asks import Asks, asked
from index.catalogue import Catalogue
from index.question import QuestionWords
from index.search import Search, clean_query
from index.types import Filters, Hit, Reader

HITS = 10
MAX_WORDS = 120
MAX_LIST_WORDS = 200
MAX_QUOTES = 7
MIN_LIKELIHOOD = 0.5


class ExtractiveAnswerer:
    """Finds passages, chooses their best sentences and quotes them, each with its page."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search

    def answer(self, question: Question, reader: Reader) -> Answer:
        """The answer for `reader`. Raises InvalidInput for the question, UnknownName for its filters."""
        started = time.perf_counter()
        asked_text = clean_query(question.text, "question")
        searched = stand_alone(asked_text, question.history)
        scope = self._search.scope(question.filters, reader)
        if not len(scope.passages):
            whole = question.filters == Filters()
            return not_found(Reason.EMPTY_COLLECTION if whole else Reason.OUTSIDE_FILTERS, started)
        words = self._search.question_words(searched)
        hits = self._search.find(words, reader, scope, HITS)
        quotes = self.quotes(hits, words, asked_text)
        wanted = asked(asked_text)
        chosen = choose(quotes, most_words(wanted), MAX_QUOTES)
        shown = searched if searched != asked_text else None
        if not chosen or likelihood(answer_signs(chosen, quotes, words, wanted)) < MIN_LIKELIHOOD:
            return not_found(Reason.NO_EVIDENCE, started, hits, shown)
        return compose(chosen, self._catalogue, reader, started, shown, question.filters)

    def quotes(self, hits: Sequence[Hit], words: QuestionWords, asked_text: str) -> list[Quote]:
        """All that could be quoted from the passages found, scored."""
        tokens = self._catalogue.tokens([hit.passage.id for hit in hits])
        held = [hit for hit in hits if hit.passage.id in tokens]  # a paper may go while it is asked about
        return score_quotes(held, tokens, words, asked(asked_text))


def most_words(wanted: frozenset[Asks]) -> int:
    """How many words are quoted at most: more where a list is asked for, which comes whole."""
    return MAX_LIST_WORDS if Asks.LIST in wanted else MAX_WORDS
