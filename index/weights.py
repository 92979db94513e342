"""Weights that were learned, from a file beside the code. `python -m eval fit` writes it."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from index.files import replace_file
from index.types import Vectors

FILE = Path(__file__).with_name("weights.json")


def read_weights(of: str, names: Sequence[str]) -> Vectors:
    """The weights (names,) of the model `of`, in the order of `names`. Raises KeyError for one that is not there."""
    held = _held()[of]
    return np.array([held[name] for name in names], dtype=np.float32)


def write_weights(models: Mapping[str, Mapping[str, float]]) -> None:
    """Keeps weights by model and name, in place of those kept before under the same model."""
    merged = {**_held(), **models} if FILE.exists() else dict(models)
    replace_file(FILE, (json.dumps(merged, indent=2) + "\n").encode())
    _held.cache_clear()


@cache
def _held() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text())
    return found
