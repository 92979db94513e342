"""Ranking the best passages anew: late interaction and what else tells that a passage answers, weighed together."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Protocol

import numpy as np

from corpus.structure import plain
from corpus.types import Kind
from index.asks import Asks, asked, fitness
from index.candidates import Candidate
from index.late_interaction import (
    AFTER_SHARE,
    BEFORE_SHARE,
    best_window,
    matches_above,
    matches_within,
    similarities,
)
from index.question import QuestionWords
from index.tokens import WINDOW_CHARACTERS, Tokens
from index.types import Vectors
from index.weights import read_weights

_DIGITS = "0123456789"


class Reranker(Protocol):
    """Ranks passages anew."""

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        """A score for each candidate; higher is better, comparable only within one call."""


@dataclass(frozen=True, slots=True)
class PassageSigns:
    """What tells that a passage answers a question. Cosines are -1 to 1, shares 0 to 1.

    `near` is late interaction in the passage's best window, its headings and the passages beside it counting less;
    `cosine`, `keyword` and `fused` are how it was found; `fits` the share of what is asked for that the best window
    has; `covered` the share, by weight, of the question's words that stand in the passage or above it; `figures` the
    share of digits among its characters; `minutes` 1 for minutes.
    """

    near: float
    cosine: float
    keyword: float
    fused: float
    fits: float
    covered: float
    figures: float
    minutes: float


PASSAGE_SIGNS = tuple(field.name for field in fields(PassageSigns))


class LateInteraction:
    """The default: a weighted sum of signs, late interaction before all."""

    def __init__(self) -> None:
        self._weights = read_weights("passages", PASSAGE_SIGNS)

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        if not candidates:
            return []
        signs = np.array([astuple(one) for one in passage_signs(question, candidates)])
        return [float(score) for score in signs @ self._weights]


def passage_signs(question: QuestionWords, candidates: Sequence[Candidate]) -> list[PassageSigns]:
    """What tells of each candidate."""
    known = [tokens for one in candidates for tokens in (one.tokens, one.before, one.after) if tokens is not None]
    distinct = list({id(tokens): tokens for tokens in known}.values())  # a candidate often stands beside another
    found = similarities(question.vectors, distinct)
    matches = {id(tokens): one for tokens, one in zip(distinct, found, strict=True)}
    wanted = asked(question.text)
    return [_signs(question, candidate, matches, wanted) for candidate in candidates]


def _signs(
    question: QuestionWords, candidate: Candidate, matches: Mapping[int, Vectors], wanted: frozenset[Asks]
) -> PassageSigns:
    def within(tokens: Tokens | None, share: float) -> Vectors:
        if tokens is None:
            return np.full(len(question.weights), -1.0, dtype=np.float32)
        there: Vectors = share * matches_within(matches[id(tokens)], tokens.starts)
        return there

    tokens, found = candidate.tokens, candidate.found
    own = matches[id(tokens)]
    beside = np.maximum(within(candidate.before, BEFORE_SHARE), within(candidate.after, AFTER_SHARE))
    near, begin = best_window(
        own, tokens.starts, question.weights, np.maximum(matches_above(own, tokens.starts), beside)
    )
    window = candidate.text[begin : begin + WINDOW_CHARACTERS]
    return PassageSigns(
        near=near,
        cosine=found.cosine,
        keyword=found.keyword,
        fused=found.fused,
        fits=fitness(plain(window), wanted, question.text),
        covered=float(question.weights[np.isin(question.pieces, tokens.pieces)].sum()),
        figures=sum(map(candidate.text.count, _DIGITS)) / max(1, len(candidate.text)),
        minutes=float(candidate.kind is Kind.MINUTES),
    )
