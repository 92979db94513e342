"""Ranking the best passages anew: late interaction and what else tells that a passage answers, weighed together."""

import math
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.marks import plain
from index.asks import Asks, answers_type, asked, fitness
from index.candidates import Candidate
from index.late_interaction import AFTER_SHARE, BEFORE_SHARE, Cells
from index.question import QuestionWords
from index.tokens import WINDOW_CHARACTERS
from index.weights import read_weights

_DIGITS = "0123456789"
_IN_ROWS = frozenset({Asks.NUMBER, Asks.MONEY, Asks.DATE})


class Reranker(Protocol):
    """Ranks passages anew."""

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        """A score for each candidate; higher is better, comparable only within one call."""


@dataclass(frozen=True, slots=True)
class PassageSigns:
    """What tells that a passage answers a question. Cosines are -1 to 1, shares 0 to 1.

    `near` is late interaction in the passage's best window, its headings and the passages beside it counting less;
    `cosine` and `fused` are how it was found; `fits` the share of what is asked for that the best window
    has, and `typed` that of which the passage has just the type; `phrases` the share of the question's pairs of words
    that stand in the passage or above it; `day` is 1 where the question names the day of its meeting, 0.5 where it
    names its month and year; `length` is the logarithm of the passage's characters; `figures` the share of digits
    among them; `row_asked` is 1 for a row of a table where a figure or date is asked for.
    """

    near: float
    cosine: float
    fused: float
    fits: float
    typed: float
    phrases: float
    day: float
    length: float
    figures: float
    row_asked: float


PASSAGE_SIGNS = tuple(field.name for field in fields(PassageSigns))
_VALUES = attrgetter(*PASSAGE_SIGNS)


class LateInteraction:
    """The default: a weighted sum of signs, late interaction before all."""

    def __init__(self, left_out: Sequence[str] = ()) -> None:
        """The signs `left_out` count nothing. Raises ValueError for what is no sign."""
        self._weights = read_weights("passages", PASSAGE_SIGNS)
        self._weights[[PASSAGE_SIGNS.index(name) for name in left_out]] = 0
        self._told = frozenset(name for name, weight in zip(PASSAGE_SIGNS, self._weights, strict=True) if weight)

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        if not candidates:
            return []
        signs = np.array(list(map(_VALUES, passage_signs(question, candidates, self._told))))
        return [float(score) for score in signs @ self._weights]


def passage_signs(
    question: QuestionWords, candidates: Sequence[Candidate], told: Container[str] = PASSAGE_SIGNS
) -> list[PassageSigns]:
    """What tells of each candidate. `fits` and `typed` read the text, which takes time: 0 where not among `told`."""
    if not candidates:
        return []
    wanted = asked(question.text)
    days = {day: _names_day(question.text, day) for day in {candidate.day for candidate in candidates}}
    return [
        PassageSigns(
            near=near,
            cosine=one.found.cosine,
            fused=one.found.fused,
            fits=_fits(one.text[begin : begin + WINDOW_CHARACTERS], wanted, question.text) if "fits" in told else 0.0,
            typed=_typed(one.text, wanted, question.text) if "typed" in told else 0.0,
            phrases=phrases,
            day=days[one.day],
            length=math.log(len(one.text) + 1),
            figures=sum(map(one.text.count, _DIGITS)) / max(1, len(one.text)),
            row_asked=float(one.row and bool(wanted & _IN_ROWS)),
        )
        for one, (near, begin), phrases in zip(
            candidates, best_windows(question, candidates), _phrases(question, candidates), strict=True
        )
    ]


def best_windows(question: QuestionWords, candidates: Sequence[Candidate]) -> list[tuple[float, int]]:
    """How near the best window of each candidate is, and the character at which it begins."""
    known = [tokens for one in candidates for tokens in (one.tokens, one.before, one.after) if tokens is not None]
    distinct = {id(tokens): tokens for tokens in known}  # a candidate often stands beside another
    place = {key: number for number, key in enumerate(distinct)}
    cells = Cells.of(question.vectors, list(distinct.values()))
    around, within = cells.above(), cells.within()
    befores = [(one.tokens, one.before) for one in candidates if one.before is not None]
    afters = [(one.tokens, one.after) for one in candidates if one.after is not None]
    for share, pairs in ((BEFORE_SHARE, befores), (AFTER_SHARE, afters)):
        own, beside = (
            ([place[id(tokens)] for tokens in side] for side in zip(*pairs, strict=True)) if pairs else ([], [])
        )
        around[:, own] = np.maximum(around[:, own], share * within[:, beside])
    found = cells.best_windows(question.weights, around)
    return [found[place[id(one.tokens)]] for one in candidates]


def _phrases(question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
    """The share of the question's pairs of neighbouring words that each candidate has, headings included."""
    pieces = np.concatenate([one.tokens.pieces for one in candidates])
    owners = np.repeat(np.arange(len(candidates)), [len(one.tokens.pieces) for one in candidates])
    beside = owners[:-1] == owners[1:]
    pairs, owners = _pairs(pieces)[beside], owners[:-1][beside]
    sought = np.unique(_pairs(question.pieces))
    held = np.zeros((len(candidates), len(sought)), dtype=np.bool_)
    if len(sought):
        at = np.searchsorted(sought, pairs).clip(max=len(sought) - 1)
        same = sought[at] == pairs
        held[owners[same], at[same]] = True
    shares: list[float] = (held.sum(axis=1) / max(1, len(sought))).tolist()
    return shares


def _pairs(pieces: NDArray[np.int32]) -> NDArray[np.int64]:
    """Each two neighbours as one number."""
    both: NDArray[np.int64] = pieces[:-1].astype(np.int64) << 32 | pieces[1:]
    return both


def _fits(window: str, wanted: frozenset[Asks], question: str) -> float:
    return fitness(plain(window), wanted, question) if wanted else 0.0


def _typed(text: str, wanted: frozenset[Asks], question: str) -> float:
    """The share of what is `wanted` of which `text` has just the type; a half where nothing is told of."""
    if not wanted:
        return 0.5
    text = plain(text)
    return sum(answers_type(text, asks, question) for asks in wanted) / len(wanted)


def _names_day(question: str, day: date | None) -> float:
    """How far a question names `day`: 1 by day and month, 0.5 by month and year, else 0."""
    if day is None or not (month := re.search(rf"\b{day:%b}[a-z]*\b", question)):
        return 0.0
    if re.search(rf"\b{day.day}(?:st|nd|rd|th)?\s+(?:of\s+)?{day:%b}|\b{day:%b}[a-z]*\s+{day.day}\b", question):
        return 1.0
    return 0.5 if str(day.year) in question[month.start() :] else 0.0
