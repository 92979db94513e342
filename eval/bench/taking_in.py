"""What taking papers in costs beside embedding their passages alone: reading, dividing, the register, storing."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.bench.measured import Measured, medians_in_turns
from index.catalogue import Catalogue
from index.ingest import BATCH, ingest
from index.types import Embedder, Encoding

INGEST_BAR = 1.3


class _Heard:
    """An embedder that remembers the texts it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.texts: list[str] = []

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def max_word_pieces(self) -> int:
        return self._embedder.max_word_pieces

    def load(self) -> None:
        self._embedder.load()

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.texts += texts
        return self._embedder.encode(texts)

    def encode_question(self, text: str) -> Encoding:
        return self._embedder.encode_question(text)

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.word_pieces(texts)


def measure_ingest(papers: Path, embedder: Embedder, rounds: int) -> list[Measured]:
    """Medians over `rounds`, each into a new data folder; then the same texts embedded, as many at a time."""
    embedder.load()
    heard = _Heard(embedder)

    def take_in() -> None:
        heard.texts.clear()
        with tempfile.TemporaryDirectory() as folder:
            catalogue = Catalogue.open(Path(folder), model=embedder.name, create=True)
            ingest([papers], catalogue, heard)
            catalogue.close()

    def embed() -> None:
        for start in range(0, len(heard.texts), BATCH):
            embedder.encode(heard.texts[start : start + BATCH])

    took = medians_in_turns([{"ingest": take_in, "embedding": embed}] * rounds)
    told = f"{took['ingest']:.1f} against {took['embedding']:.1f} s, {len(heard.texts)} passages, {rounds} rounds"
    return [Measured("ingest / embedding", took["ingest"] / took["embedding"], told, INGEST_BAR)]
