"""What a search takes and gives, and the ports behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.types import Access, Kind, Passage

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, the paper it stands in, and its score (higher is better; comparable only within one search)."""

    passage: Passage
    paper: PaperSummary
    score: float


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Says which model made a vector; two embedders with one name give the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text: shape (len(texts), dimension), float32."""


class VectorStore(Protocol):
    """Nearest vectors by inner product."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Holds `vectors` (n, dimension) under `ids` (n,), all new to the store."""

    def remove(self, ids: Ids) -> None:
        """Forgets `ids`; ids it does not hold are ignored."""

    def search(self, vector: Vectors, k: int, allowed: Ids) -> list[tuple[int, float]]:
        """The at most `k` best of the `allowed` ids for one `vector` (dimension,), best first."""


class KeywordStore(Protocol):
    """Passages by their words, ranked by BM25."""

    def search(self, query: str, k: int, papers: Sequence[int], clearance: Access) -> list[tuple[int, float]]:
        """The at most `k` best passage ids among `papers` (catalogue numbers) up to `clearance`, best first."""
