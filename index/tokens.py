"""What is kept of a passage's encoding: vectors of its windows to search by, and of its words for a second look.

Windows are pooled from the word-pieces' vectors in the context of the whole passage ("late chunking", Günther et
al., 2024, https://arxiv.org/abs/2409.04701), so one pass of the model serves both.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.types import Encoding, Vectors

WINDOW_CHARACTERS = 300

FUNCTION_WORDS = frozenset(
    """
    a an the of to and in on for at by with from is are was were be been as that this it its or which will would has
    have had not but their there they we our i you what who when how did does do s
    """.split()
)
"""Words that say nothing of a subject; their vectors are not kept and not looked for."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The content words of a passage and of what stands above it: `pieces` (n,), `starts` (n,) and `ends` (n,) in the
    passage's characters, ascending, negative for what stands above, and their unit vectors as `vectors`
    (n, dimension) int8 times `scales` (n,)."""

    pieces: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    scales: NDArray[np.float16]
    vectors: NDArray[np.int8]

    def pack(self) -> bytes:
        """As bytes, for the catalogue."""
        parts = (np.int32(len(self.pieces)), self.pieces, self.starts, self.ends, self.scales, self.vectors)
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def unpack(cls, packed: bytes) -> "Tokens":
        """What `pack` packed."""
        n = int(np.frombuffer(packed, np.int32, 1)[0])
        pieces, starts, ends = np.frombuffer(packed, np.int32, 3 * n, 4).reshape(3, n)
        scales = np.frombuffer(packed, np.float16, n, 4 + 12 * n)
        vectors = np.frombuffer(packed, np.int8, -1, 4 + 14 * n)
        return cls(pieces, starts, ends, scales, vectors.reshape(n, -1) if n else vectors.reshape(0, 1))


def content_tokens(encoding: Encoding, text: str, head: int = 0) -> Tokens:
    """The content words of `text`, positions counted from character `head`, where the passage's own words begin."""
    words = [text[start:end].lower() for start, end in encoding.spans.tolist()]
    keep = [
        row
        for row, word in enumerate(words)
        if word not in FUNCTION_WORDS and any(c.isalnum() or c in "£€$%" for c in word)
    ]
    vectors = encoding.vectors[keep]
    largest = np.abs(vectors).max(axis=1, initial=1e-6)
    return Tokens(
        encoding.pieces[keep],
        encoding.spans[keep, 0] - np.int32(head),
        encoding.spans[keep, 1] - np.int32(head),
        (largest / 127).astype(np.float16),
        np.round(vectors / largest[:, np.newaxis] * 127).astype(np.int8),
    )


def window_vectors(encoding: Encoding, head: int = 0) -> Vectors:
    """Unit vectors (windows, dimension) of the successive windows of a text after its first `head` characters.

    A last window of fewer than three word-pieces is left out; a text with no window at all gives its own vector.
    """
    cells = (encoding.spans[:, 0] - head) // WINDOW_CHARACTERS
    pooled = [
        encoding.vectors[rows].mean(axis=0)
        for cell in range(int(cells.max(initial=-1)) + 1)
        if np.count_nonzero(rows := cells == cell) >= 3
    ]
    windows = np.stack(pooled) if pooled else encoding.vector[np.newaxis, :]
    unit: Vectors = (windows / np.linalg.norm(windows, axis=1, keepdims=True)).astype(np.float32)
    return unit
