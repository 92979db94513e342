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


class Part(StrEnum):
    """What a name in a question is the name of. A meeting is named by its day, month or as the latest."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    MEETING = "meeting"
    COUNCILLOR = "councillor"


class Applied(StrEnum):
    """What was made of a name: only papers that fit it were searched, or they were put before others."""

    FILTER = "filter"
    BOOST = "boost"


@dataclass(frozen=True, slots=True)
class Understood:
    """A name that the question has as `words`, and what it was taken to mean: the `name` as the papers write it, or for
    a meeting its days from `since` to `until`, both inclusive. `meaning` says it for people."""

    part: Part
    words: str
    meaning: str
    applied: Applied
    name: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, after which turns, within which filters. Names of the parts in `ignore` are not acted on."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    ignore: frozenset[Part] = frozenset()


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
class Nearest:
    """A passage that does not answer, but is nearest to the question. Its `excerpt` is characters `start` to `end` of
    the paper's text."""

    passage: Passage
    paper: PaperSummary
    excerpt: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a question. `text` holds every statement with its citation marks "[1]".

    `as_of` is the latest meeting date among the papers that were searched. `searched_as` is the question that
    was searched, where the conversation changed it. `understood` are the names in it that were acted on, `unanswered`
    the parts of it that the papers do not answer (status partial). `nearest` are passages to look at where there is no
    answer. `likelihood` (0 to 1) is how likely the best quotes found answer, whether they were shown or not; None where
    there was nothing to quote.
    """

    status: Status
    reason: Reason | None
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    as_of: date | None = None
    took_ms: float = 0.0
    searched_as: str | None = None
    likelihood: float | None = None
    understood: tuple[Understood, ...] = ()
    unanswered: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()


class Answerer(Protocol):
    """Answers questions over the papers."""

    def answer(self, question: Question, reader: Reader) -> Answer:
        """The answer for `reader`. Not finding is an answer (status `not_found`), never an exception.

        Raises InvalidInput for a question that cannot be searched, UnknownName for an unknown filter value.
        """
