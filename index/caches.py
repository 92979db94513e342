"""The vectors and keywords that a search runs on, kept in step with the catalogue.

Both are caches: all they hold comes from the catalogue, so a lost, old or damaged cache costs time, never a paper.
"""

import logging
import threading
from pathlib import Path

import numpy as np
from filelock import FileLock

from index.catalogue import Catalogue
from index.keywords_tantivy import TantivyKeywords
from index.types import KeywordStore, VectorStore
from index.vectors_faiss import FaissVectors

log = logging.getLogger(__name__)
_FOLDER = "caches"
_BATCH = 10_000


class Caches:
    """The stores for one catalogue; `refresh` brings them to its present generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._folder = catalogue.folder / _FOLDER
        self._folder.mkdir(exist_ok=True)
        self._generation = -1
        self._turn = threading.Lock()
        self._vectors: FaissVectors | None = None
        self._keywords: TantivyKeywords | None = None

    @property
    def vectors(self) -> VectorStore:
        """The vectors, after `refresh`."""
        assert self._vectors is not None, "refresh() comes first"
        return self._vectors

    @property
    def keywords(self) -> KeywordStore:
        """The keywords, after `refresh`."""
        assert self._keywords is not None, "refresh() comes first"
        return self._keywords

    def refresh(self) -> int:
        """Catches up with the catalogue where it has changed; gives the generation that is now served."""
        with self._turn:
            generation = self._catalogue.generation
            if generation != self._generation:
                with FileLock(self._folder / "caches.lock"):  # another process may be catching up the same files
                    self._refresh_vectors(generation)
                    self._refresh_keywords()
                self._generation = generation
            return generation

    def _refresh_vectors(self, generation: int) -> None:
        dimension = self._catalogue.dimension()
        store = (
            self._vectors if self._vectors and self._vectors.dimension == dimension else self._read_vectors(dimension)
        )
        held, wanted = store.ids(), self._catalogue.passage_ids()
        gone, new = np.setdiff1d(held, wanted), np.setdiff1d(wanted, held)
        store.remove(gone)
        for start in range(0, len(new), _BATCH):
            store.add(*self._catalogue.vectors(new[start : start + _BATCH]))
        self._vectors = store
        file = self._vectors_file(generation)
        if not file.exists():
            store.write(file)
        for old in self._folder.glob("vectors-*.faiss"):
            if old != file:
                old.unlink(missing_ok=True)

    def _read_vectors(self, dimension: int) -> FaissVectors:
        for file in self._folder.glob(self._vectors_file("*").name):
            try:
                return FaissVectors.read(file, dimension)
            except ValueError as error:
                log.warning("rebuilding the vectors from the catalogue: %s", error)
                file.unlink()
        return FaissVectors(dimension)

    def _vectors_file(self, generation: int | str) -> Path:
        return self._folder / f"vectors-{self._catalogue.identity[:12]}-{generation}.faiss"

    def _refresh_keywords(self) -> None:
        if self._keywords is None:
            self._keywords = TantivyKeywords(self._folder / "keywords", self._catalogue.identity)
        else:
            self._keywords.reload()
        wanted, held = self._catalogue.paper_numbers(), self._keywords.papers()
        if wanted != held:
            self._keywords.update(sorted(held - wanted), self._catalogue.entries(wanted - held), wanted)
