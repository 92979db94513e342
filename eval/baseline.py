"""The search that an afternoon's work would make: cut every page into pieces of 1,000 characters, embed, look up.

It runs over the same papers, page texts and embedding model as the real search, so what differs is the sections,
headings, keywords and fusion that the real one has.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Self

import numpy as np

from corpus.packing import plain_pieces
from corpus.types import Page, Passage
from index.catalogue import Catalogue
from index.files import replace_file
from index.types import Embedder, Hit, PaperSummary, Reader, Vectors
from index.vectors_faiss import FaissVectors

log = logging.getLogger(__name__)
PIECE_CHARACTERS = 1_000
OVERLAP_CHARACTERS = 200
_BATCH = 256

Piece = tuple[Passage, PaperSummary]


class AfternoonSearch:
    """Dense search over plain pieces of pages."""

    def __init__(self, pieces: list[Piece], vectors: Vectors, embedder: Embedder) -> None:
        """`vectors` (n, dimension) are those of the n `pieces`."""
        self._pieces = pieces
        self._embedder = embedder
        self._ids = np.arange(len(pieces), dtype=np.int64)
        self._store = FaissVectors(vectors.shape[1])
        self._store.add(self._ids, vectors)

    @classmethod
    def over(cls, catalogue: Catalogue, embedder: Embedder, reader: Reader) -> Self:
        """Over all that `reader` may see. The vectors are kept in the catalogue's folder for the next time."""
        pieces = list(_pieces(catalogue, reader))
        return cls(pieces, _vectors(pieces, catalogue, embedder, reader), embedder)

    def search(self, query: str, k: int) -> list[Hit]:
        """The `k` pieces nearest to `query`, best first."""
        found = self._store.search(self._embedder.encode([query])[0].vector, k, self._ids)
        return [Hit(*self._pieces[id_], score) for id_, score in found]


def _pieces(catalogue: Catalogue, reader: Reader) -> Iterator[Piece]:
    for paper in catalogue.papers(reader):
        if not paper.passage_count:  # every page of it is for others
            continue
        pages: list[Page] = catalogue.pages(paper.id, reader)
        whole: list[tuple[int, int, Page | None]] = [(0, catalogue.length(paper.id, reader), None)]
        spans = [(page.start, page.end, page) for page in pages] or whole
        for start, end, page in spans:
            text = catalogue.text(paper.id, start, end, reader)
            for first, last in plain_pieces(text, PIECE_CHARACTERS, OVERLAP_CHARACTERS):
                yield Passage(0, paper.id, start + first, start + last, text[first:last], page=page), paper


def _vectors(pieces: list[Piece], catalogue: Catalogue, embedder: Embedder, reader: Reader) -> Vectors:
    """The vectors of `pieces`, read if they were kept, otherwise made and kept."""
    kept = f"afternoon-{catalogue.identity[:12]}-{reader.clearance.value}"
    file = catalogue.folder / f"{kept}-{catalogue.generation}.npy"
    if file.exists():
        try:
            vectors: Vectors = np.load(file, allow_pickle=False)
        except (ValueError, EOFError) as error:
            log.warning("embedding the pieces anew, %s cannot be read: %s", file, error)
        else:
            if len(vectors) == len(pieces):
                return vectors
    texts = [passage.text for passage, _ in pieces]
    batches = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))  # an encoding is large
    vectors = np.stack([encoding.vector for batch in batches for encoding in embedder.encode(batch)])
    content = BytesIO()
    np.save(content, vectors)
    replace_file(file, content.getvalue())
    for old in set(catalogue.folder.glob(f"{kept}-*.npy")) - {file}:
        old.unlink(missing_ok=True)
    return vectors
