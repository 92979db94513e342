"""Ranking the best passages anew: late interaction and what else tells that a passage answers, weighed together."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.structure import plain
from corpus.types import Kind
from index.asks import Asks, answers_type, asked, fitness
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
_NO_PAGE = 20  # where a passage of a paper without pages is taken to stand
_IN_ROWS = frozenset({Asks.NUMBER, Asks.MONEY, Asks.DATE})


class Reranker(Protocol):
    """Ranks passages anew."""

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        """A score for each candidate; higher is better, comparable only within one call."""


@dataclass(frozen=True, slots=True)
class PassageSigns:
    """What tells that a passage answers a question. Cosines are -1 to 1, shares 0 to 1.

    `near` is late interaction in the passage's best window, its headings and the passages beside it counting less;
    `cosine`, `keyword` and `fused` are how it was found; `fits` the share of what is asked for that the best window
    has, and `typed` that of which the passage has just the type; `covered` the share, by weight, of the question's
    words that stand in the passage or above it, and `phrases` the share of its pairs of words that stand so too; `day`
    is 1 where the question names the day of the paper's meeting, 0.5 where it names its month and year; `early` falls
    from 1 on the first page to 0; `length` is the logarithm of the passage's characters; `figures` the share of digits
    among them; `row` is 1 for a row of a table, `row_asked` where a figure or date is asked for besides; `minutes` and
    `report` are 1 for passages of such papers.
    """

    near: float
    cosine: float
    keyword: float
    fused: float
    fits: float
    typed: float
    covered: float
    phrases: float
    day: float
    early: float
    length: float
    figures: float
    row: float
    row_asked: float
    minutes: float
    report: float


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
        typed=_typed(plain(candidate.text), wanted, question.text),
        covered=float(question.weights[np.isin(question.pieces, tokens.pieces)].sum()),
        phrases=_phrases(question.pieces, tokens.pieces),
        day=_names_day(question.text, candidate.day),
        early=1 / (1 + (candidate.page or _NO_PAGE) / 5),
        length=math.log(len(candidate.text) + 1),
        figures=sum(map(candidate.text.count, _DIGITS)) / max(1, len(candidate.text)),
        row=float(candidate.row),
        row_asked=float(candidate.row and bool(wanted & _IN_ROWS)),
        minutes=float(candidate.kind is Kind.MINUTES),
        report=float(candidate.kind is Kind.REPORT),
    )


def _typed(text: str, wanted: frozenset[Asks], question: str) -> float:
    """The share of what is `wanted` of which `text` has just the type; a half where nothing is told of."""
    return sum(answers_type(text, asks, question) for asks in wanted) / len(wanted) if wanted else 0.5


def _phrases(question: NDArray[np.int32], passage: NDArray[np.int32]) -> float:
    """The share of the pairs of neighbouring pieces of a question that are neighbours in a passage; 0 without any."""
    one, other = (np.unique(pieces[:-1].astype(np.int64) << 32 | pieces[1:]) for pieces in (question, passage))
    return float(np.isin(one, other).mean()) if len(one) else 0.0


def _names_day(question: str, day: date | None) -> float:
    """How far a question names `day`: 1 by day and month, 0.5 by month and year, else 0."""
    if day is None or not (month := re.search(rf"\b{day:%b}[a-z]*\b", question)):
        return 0.0
    if re.search(rf"\b{day.day}(?:st|nd|rd|th)?\s+(?:of\s+)?{day:%b}|\b{day:%b}[a-z]*\s+{day.day}\b", question):
        return 1.0
    return 0.5 if str(day.year) in question[month.start() :] else 0.0
