"""How a question's words are seen: turned a little towards the words that papers answer with, and weighed beside their
rarity.

Learned from questions with marked evidence, for one embedding model (`python -m eval view` writes it). The words of
passages stay as they are, so nothing is to be embedded anew.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from index.files import replace_file
from index.types import Vectors

FILE = Path(__file__).with_name("word_view.npz")
_LEAST = 1e-6  # of a weight, for its logarithm


@dataclass(frozen=True, slots=True)
class WordView:
    """A word's vector v (dimension,) is seen as v + v `into` `back`, of unit length; its weight w, its share of the
    question's rarity, as the softmax of `rarity` log w + v `telling` over the question's words.

    `into` is (dimension, rank), `back` (rank, dimension), `telling` (dimension,).
    """

    into: Vectors
    back: Vectors
    telling: Vectors
    rarity: float

    def vectors(self, words: Vectors) -> Vectors:
        """The unit vectors (words, dimension) of words as they are seen."""
        turned = words + words @ self.into @ self.back
        unit: Vectors = turned / np.linalg.norm(turned, axis=1, keepdims=True)
        return unit

    def weights(self, words: Vectors, weights: Vectors) -> Vectors:
        """The `weights` (words,) of `words` (words, dimension) as they are seen; they sum to 1."""
        scores = self.rarity * np.log(weights + _LEAST) + words @ self.telling
        shares = np.exp(scores - scores.max())
        seen: Vectors = (shares / shares.sum()).astype(np.float32)
        return seen


def word_view(model: str) -> WordView | None:
    """The view learned for the embedding model of this name (`Embedder.name`); None where none was."""
    kept, view = _kept()
    return view if kept == model else None


def write_view(model: str, view: WordView) -> None:
    """Keeps the view learned for `model`, in place of the one kept before."""
    content = BytesIO()
    np.savez_compressed(
        content,
        model=model,
        into=view.into.astype(np.float16),
        back=view.back.astype(np.float16),
        telling=view.telling.astype(np.float16),
        rarity=np.float32(view.rarity),
    )
    replace_file(FILE, content.getvalue())
    _kept.cache_clear()


@cache
def _kept() -> tuple[str, WordView]:
    with np.load(FILE, allow_pickle=False) as kept:
        into, back, telling = (kept[name].astype(np.float32) for name in ("into", "back", "telling"))
        return str(kept["model"]), WordView(into, back, telling, float(kept["rarity"]))
