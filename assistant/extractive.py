"""Answers made of the papers' own words."""

import time
from collections.abc import Sequence

from assistant.compose import compose
from assistant.follow_up import stand_alone
from assistant.quotes import Quote, choose, quotable, score_quotes
from assistant.refusal import not_found, supports
from assistant.types import Answer, Question, Reason
from index.asks import asked
from index.catalogue import Catalogue
from index.question import QuestionWords
from index.search import Search, clean_query
from index.types import Filters, Hit, Reader

HITS = 10
MAX_WORDS = 120
MAX_QUOTES = 5


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
        quotes = self._quotes(hits, words, asked_text)
        chosen = choose(quotes, MAX_WORDS, MAX_QUOTES)
        if not supports(chosen, hits, words, asked_text):
            return not_found(Reason.NO_EVIDENCE, started, hits, searched if searched != asked_text else None)
        return compose(chosen, self._catalogue, reader, started, searched if searched != asked_text else None)

    def _quotes(self, hits: Sequence[Hit], words: QuestionWords, asked_text: str) -> list[Quote]:
        wanted = asked(asked_text)
        tokens = self._catalogue.tokens([hit.passage.id for hit in hits])
        return [
            quote
            for hit in hits
            for quote in score_quotes(hit, tokens[hit.passage.id], words, wanted, hits[0].score)
            if quotable(quote)
        ]
