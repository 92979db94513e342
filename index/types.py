"""What a search takes and gives, and the ports behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.types import Access, Kind, MeetingName, Passage

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]


class Mode(StrEnum):
    """Which rankings a search uses."""

    HYBRID = "hybrid"
    DENSE = "dense"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. `clearance` is the highest access mark they may read; there is no default reader."""

    clearance: Access


@dataclass(frozen=True, slots=True)
class Filters:
    """Which papers to look in; every field narrows, None does not. Dates are inclusive."""

    council: str | None = None
    committee: str | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """A paper's catalogue entry, without its text. `sources` lists every path its bytes were ingested from."""

    id: str
    source: str
    sources: tuple[str, ...]
    media_type: str
    title: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    kind: Kind
    access: Access
    page_count: int
    passage_count: int
    notes: tuple[str, ...]

    def meeting_of(self, passage: Passage) -> MeetingName:
        """The meeting that one of its passages tells of: that which it is for, or whose minutes it prints there."""
        return passage.minutes_of or MeetingName(self.council, self.committee, self.meeting_date)

    def kind_of(self, passage: Passage) -> Kind:
        """What one of its passages stands in: minutes where it prints those of another meeting, else what it is."""
        return Kind.MINUTES if passage.minutes_of else self.kind


@dataclass(frozen=True, slots=True)
class Facets:
    """The names a reader can filter by, sorted, and the first and last meeting dates held."""

    councils: tuple[str, ...]
    committees: tuple[str, ...]
    kinds: tuple[Kind, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What one search may look at: catalogue numbers of papers, and ids of passages, both ascending."""

    papers: tuple[int, ...]
    passages: Ids


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, the paper it stands in, and its score (higher is better; comparable only within one search)."""

    passage: Passage
    paper: PaperSummary
    score: float


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text as a model sees it, word-piece by word-piece.

    `vector` (dimension,) is the unit vector of the whole text. `pieces` (n,) are the word-pieces' numbers in the
    model's vocabulary, `spans` (n, 2) where each stands in the text (characters from 0, end exclusive), `vectors`
    (n, dimension) the unit vector of each in its context. What lies past the model's limit is left out.
    """

    vector: Vectors
    pieces: NDArray[np.int32]
    spans: NDArray[np.int32]
    vectors: Vectors


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Says which model made a vector; two embedders with one name give the same vectors."""

    @property
    def max_word_pieces(self) -> int:
        """How many word-pieces of a text are read; the rest is ignored."""

    def load(self) -> None:
        """Makes ready what `encode` needs, so that the first call is as quick as the others."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding a text."""

    def encode_question(self, text: str) -> Encoding:
        """A question's encoding as it is learned to be seen (`index.question_view`); that of `encode` where nothing is
        learned for this model."""

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        """Number of word-pieces of each text."""


class VectorStore(Protocol):
    """Nearest vectors by inner product."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Holds `vectors` (n, dimension) under `ids` (n,); an id may come with several vectors."""

    def remove(self, ids: Ids) -> None:
        """Forgets `ids`; ids it does not hold are ignored."""

    def ids(self) -> Ids:
        """The distinct ids held, ascending."""

    def search(self, vector: Vectors, k: int, allowed: Ids) -> list[tuple[int, float]]:
        """The at most `k` best of the `allowed` ids for one `vector` (dimension,), best first.

        An id held with several vectors counts once, with its best. `allowed` is ascending.
        """


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the keyword store takes it: its id, its paper's catalogue number, and the fields to search."""

    id: int
    paper: int
    access: Access
    title: str
    heading: str
    text: str


class KeywordStore(Protocol):
    """Passages by their words, ranked by BM25."""

    def papers(self) -> frozenset[int]:
        """The catalogue numbers of the papers held."""

    def update(self, removed: Sequence[int], added: Iterable[Entry], papers: frozenset[int]) -> None:
        """Forgets the papers numbered `removed`, takes the entries `added`; holds `papers` after it."""

    def found_in(self, words: Sequence[str], clearance: Access) -> list[int]:
        """Number of passages up to `clearance` whose text holds each of `words`; of several words in one, those that
        hold them together (a plain store: anywhere in one passage)."""

    def count(self, clearance: Access) -> int:
        """Number of passages held up to `clearance`."""

    def search(self, query: str, k: int, papers: Sequence[int], clearance: Access) -> list[tuple[int, float]]:
        """The at most `k` best passage ids among `papers` (catalogue numbers) up to `clearance`, best first."""


class Stores(Protocol):
    """The two stores that a search runs on."""

    @property
    def vectors(self) -> VectorStore:
        """The vectors, after `refresh`."""

    @property
    def keywords(self) -> KeywordStore:
        """The keywords, after `refresh`."""

    def refresh(self) -> int:
        """Brings both up to date; gives the generation of the catalogue that they now serve."""
