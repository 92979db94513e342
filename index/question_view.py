"""How a question is seen: it and its words are turned a little towards what papers answer with, and its words weighed
beside their rarity.

Learned from questions with marked evidence, for one embedding model (`python -m eval fit --view` writes it). Passages
stay as they are, so nothing is to be embedded anew.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from index.files import replace_file
from index.types import Vectors

FILE = Path(__file__).with_name("question_view.npz")
_LEAST = 1e-6  # of a weight, for its logarithm


@dataclass(frozen=True, slots=True)
class Turning:
    """A vector v (dimension,) is seen as v + v `into` `back`, of unit length; `into` is (dimension, rank), `back`
    (rank, dimension)."""

    into: Vectors
    back: Vectors

    def vectors(self, plain: Vectors) -> Vectors:
        """The unit vectors (some, dimension) as which `plain` ones are seen."""
        turned = plain + plain @ self.into @ self.back
        unit: Vectors = turned / np.linalg.norm(turned, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True)
class WordView:
    """How the words of a question are seen: turned, and a word's weight w, its share of the question's rarity, as the
    softmax of `rarity` log w + v `telling` over the question's words v; `telling` is (dimension,)."""

    turning: Turning
    telling: Vectors
    rarity: float

    def vectors(self, words: Vectors) -> Vectors:
        """The unit vectors (words, dimension) of words as they are seen."""
        return self.turning.vectors(words)

    def weights(self, words: Vectors, weights: Vectors) -> Vectors:
        """The `weights` (words,) of `words` (words, dimension) as they are seen; they sum to 1."""
        scores = self.rarity * np.log(weights + _LEAST) + words @ self.telling
        shares = np.exp(scores - scores.max())
        seen: Vectors = (shares / shares.sum()).astype(np.float32)
        return seen


@dataclass(frozen=True, slots=True)
class QuestionView:
    """How a question as a `whole` is seen, which finds passages, and how its `words` are, which rank them; as it is
    and they are where there is None."""

    whole: Turning | None
    words: WordView | None


def question_view(model: str) -> QuestionView | None:
    """The view learned for the embedding model of this name (`Embedder.name`); None where none was."""
    kept, view = _kept()
    return view if kept == model else None


def write_view(model: str, view: QuestionView) -> None:
    """Keeps the view learned for `model`, of the question and its words, in place of the one kept before."""
    assert view.whole is not None and view.words is not None, "all of it is learned"
    content = BytesIO()
    np.savez_compressed(
        content,
        model=model,
        whole_into=view.whole.into.astype(np.float16),
        whole_back=view.whole.back.astype(np.float16),
        into=view.words.turning.into.astype(np.float16),
        back=view.words.turning.back.astype(np.float16),
        telling=view.words.telling.astype(np.float16),
        rarity=np.float32(view.words.rarity),
    )
    replace_file(FILE, content.getvalue())
    _kept.cache_clear()


@cache
def _kept() -> tuple[str, QuestionView]:
    with np.load(FILE, allow_pickle=False) as kept:
        whole_into, whole_back, into, back, telling = (
            kept[name].astype(np.float32) for name in ("whole_into", "whole_back", "into", "back", "telling")
        )
        words = WordView(Turning(into, back), telling, float(kept["rarity"]))
        return str(kept["model"]), QuestionView(Turning(whole_into, whole_back), words)
