"""The plain embedder: words hashed to signed dimensions. It knows words, not meanings; it loads at once and
serves as the yardstick for the real one and where speed matters more than recall."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from index.types import Encoding

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Feature hashing of lower-cased words (Weinberger et al., 2009, https://arxiv.org/abs/0902.2206)."""

    def __init__(self, dimension: int = 256) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        return f"hashing@{self._dimension}"

    @property
    def max_word_pieces(self) -> int:
        return 256

    def load(self) -> None:
        """Nothing to load."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding a text, a piece a word; a text without words has the first axis as its vector."""
        return [self._encode(text) for text in texts]

    def encode_question(self, text: str) -> Encoding:
        """The encoding of `encode`: nothing is learned for these vectors."""
        return self._encode(text)

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        """Number of words of each text."""
        return [len(_WORD.findall(text)) for text in texts]

    def _encode(self, text: str) -> Encoding:
        words = list(_WORD.finditer(text.lower()))
        numbers = [int.from_bytes(hashlib.blake2b(word[0].encode(), digest_size=8).digest(), "big") for word in words]
        vectors = np.zeros((len(words), self._dimension), dtype=np.float32)
        for row, number in enumerate(numbers):
            vectors[row, number % self._dimension] = 1.0 if number >> 63 else -1.0
        total = vectors.sum(axis=0) if vectors.any() else np.eye(1, self._dimension, dtype=np.float32)[0]
        return Encoding(
            total / (np.linalg.norm(total) or 1.0),
            np.array([number & 0x7FFFFFFF for number in numbers], dtype=np.int32),
            np.array([word.span() for word in words], dtype=np.int32).reshape(-1, 2),
            vectors,
        )
