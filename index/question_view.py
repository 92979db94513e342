"""How a question is seen: by the embedding model with a small change, which brings it and its words nearer to what
papers answer with; and how its words are weighed beside their rarity.

The change is of low rank in each matrix of the model's layers (LoRA, Hu et al., 2021,
https://arxiv.org/abs/2106.09685). It is learned from questions with marked evidence, for one embedding model
(`python -m eval view` writes it). Passages are embedded by the model as it is, so nothing is to be embedded anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from index.files import replace_file
from index.types import Vectors

FILE = Path(__file__).with_name("question_view.npz")
LEAST_WEIGHT = 1e-6
"""What a weight is taken to be at least, for its logarithm."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to a matrix (outputs, inputs): `back` (outputs, rank) times `into` (rank, inputs)."""

    into: Vectors
    back: Vectors


@dataclass(frozen=True, slots=True)
class QuestionView:
    """The `changes` of the model that reads questions, by the name of the matrix; and how its words are weighed: a
    word's weight w, its share of the question's rarity, becomes the softmax of `rarity` log w + v `telling` over the
    question's words v as they are seen; `telling` is (dimension,)."""

    changes: Mapping[str, Change]
    telling: Vectors
    rarity: float

    def weights(self, words: Vectors, weights: Vectors) -> Vectors:
        """What the `weights` (words,) of `words` (words, dimension) become; they sum to 1."""
        scores = self.rarity * np.log(weights + LEAST_WEIGHT) + words @ self.telling
        shares = np.exp(scores - scores.max())
        seen: Vectors = (shares / shares.sum()).astype(np.float32)
        return seen


def question_view(model: str) -> QuestionView | None:
    """The view learned for the embedding model of this name (`Embedder.name`); None where none was."""
    kept, view = _kept()
    return view if kept == model else None


def write_view(model: str, view: QuestionView) -> None:
    """Keeps the view learned for `model` in place of the one kept before."""
    arrays: dict[str, Any] = {"model": model, "telling": view.telling, "rarity": np.float32(view.rarity)}
    for name, change in view.changes.items():
        arrays[f"into {name}"] = change.into.astype(np.float16)
        arrays[f"back {name}"] = change.back.astype(np.float16)
    content = BytesIO()
    np.savez_compressed(content, **arrays)
    replace_file(FILE, content.getvalue())
    _kept.cache_clear()


@cache
def _kept() -> tuple[str, QuestionView]:
    with np.load(FILE, allow_pickle=False) as kept:
        names = [key.removeprefix("into ") for key in kept.files if key.startswith("into ")]
        changes = {
            name: Change(*(kept[f"{end} {name}"].astype(np.float32) for end in ("into", "back"))) for name in names
        }
        return str(kept["model"]), QuestionView(changes, kept["telling"], float(kept["rarity"]))
