"""A question, an answer and what the answer stands on."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from corpus.types import Passage
from index.register_types import Home
from index.types import Filters, PaperSummary, Reader


class Status(StrEnum):
    """How far a question is answered."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why a question is not answered; the same whether or not restricted papers exist."""

    NO_EVIDENCE = "no_evidence"
    OUTSIDE_FILTERS = "outside_filters"
    EMPTY_COLLECTION = "empty_collection"


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and, where known, its answer."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, after which turns, within which filters."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. `number` from 1; `start`, `end` are the quote's span in the paper's text.

    `also_in` are other papers in which the same words stand, the most authoritative first.
    """

    number: int
    passage: Passage
    paper: PaperSummary
    quote: str
    start: int
    end: int
    also_in: tuple[Home, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the answer and the numbers of the citations it stands on (at least one)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a question. `text` holds every statement with its citation marks "[1]".

    `as_of` is the latest meeting date among the papers that were searched. `searched_as` is the question that
    was searched, where the conversation changed it.
    """

    status: Status
    reason: Reason | None
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    as_of: date | None = None
    took_ms: float = 0.0
    searched_as: str | None = None


class Answerer(Protocol):
    """Answers questions over the papers."""

    def answer(self, question: Question, reader: Reader) -> Answer:
        """The answer for `reader`. Not finding is an answer (status `not_found`), never an exception.

        Raises InvalidInput for a question that cannot be searched, UnknownName for an unknown filter value.
        """
