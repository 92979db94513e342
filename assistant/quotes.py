"""Choosing what to quote: the sentences of the passages found, scored against the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.sentences import sentences
from corpus.structure import plain
from index.asks import Asks, fitness
from index.late_interaction import similarities, span_score
from index.question import QuestionWords
from index.tokens import Tokens
from index.types import Hit

MIN_WORDS = 4
_PASSAGE_WEIGHT = 0.5
_FITNESS_WEIGHT = 0.12
_NEIGHBOUR_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a passage, `start` to `end` in the passage's text, and how well it answers (higher is better).

    `nearness` is the words' part of the score alone, -1 to 1; `fits` the share of what is asked for that it has.
    """

    hit: Hit
    start: int
    end: int
    score: float
    nearness: float
    fits: float

    @property
    def text(self) -> str:
        """The quoted words as they stand in the paper."""
        return self.hit.passage.text[self.start : self.end]

    @property
    def words(self) -> int:
        """Number of words quoted."""
        return len(plain(self.text).split())


def score_quotes(
    hit: Hit, tokens: Tokens, question: QuestionWords, wanted: frozenset[Asks], best_score: float
) -> list[Quote]:
    """The sentences of one passage, scored. `best_score` is the best passage's, against which `hit` is measured."""
    text = hit.passage.text
    spans = sentences(text)
    matches = similarities(question.vectors, tokens)
    nearness = [span_score(matches, (tokens.starts >= s) & (tokens.ends <= e), question.weights) for s, e in spans]
    found = []
    for i, (start, end) in enumerate(spans):
        before = nearness[i - 1] if i else 0.0
        fits = fitness(plain(text[start:end]), wanted, question.text)
        score = (
            nearness[i]
            + _NEIGHBOUR_WEIGHT * max(before, 0.0)
            + _FITNESS_WEIGHT * fits
            + _PASSAGE_WEIGHT * (hit.score - best_score)
        )
        found.append(Quote(hit, start, end, score, nearness[i], fits))
    return found


def quotable(quote: Quote) -> bool:
    """Whether a quote says something: not a bare heading, not a question echoed."""
    words = plain(quote.text)
    return len(words.split()) >= MIN_WORDS and not words.endswith("?") and not words.endswith(":")


def choose(quotes: Sequence[Quote], max_words: int, max_quotes: int) -> list[Quote]:
    """The best quotes, best first, up to `max_words` in all; none says again what one before it says."""
    chosen: list[Quote] = []
    words = 0
    for quote in sorted(quotes, key=lambda q: (-q.score, q.hit.passage.id, q.start)):
        if len(chosen) == max_quotes:
            break
        if chosen and (words + quote.words > max_words or any(_repeats(quote, other) for other in chosen)):
            continue
        chosen.append(quote)
        words += quote.words
    return chosen


def _repeats(quote: Quote, other: Quote) -> bool:
    """Whether most words of the shorter of two quotes stand in the other."""
    one, two = (set(plain(q.text).casefold().split()) for q in (quote, other))
    return len(one & two) >= 0.8 * min(len(one), len(two))


def spread(quotes: Sequence[Quote]) -> float:
    """The mean nearness of some quotes, 0 for none."""
    return float(np.mean([quote.nearness for quote in quotes])) if quotes else 0.0
