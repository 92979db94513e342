"""sentence-transformers and torch: loading models from this machine, and running them on its processor.

Both take seconds to import, so they are imported where a model is needed.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus.errors import ModelError
from index.question_view import Change
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

EmbeddingModel: TypeAlias = "SentenceTransformer"
PairModel: TypeAlias = "CrossEncoder"


def runs_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 matrices in hardware (AMX): there it halves the time of a pass."""
    import torch

    return bool(torch.cpu._is_amx_tile_supported())


def embedding_model(folder: Path, threads: int, bfloat16: bool) -> EmbeddingModel:
    """The model saved in `folder`. `threads` holds for every pass of any model in this process."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()
    return model.bfloat16() if bfloat16 else model.float()


def changed(model: EmbeddingModel, changes: Mapping[str, Change]) -> EmbeddingModel:
    """A copy of `model` with some of its matrices changed; it shares the others with `model`."""
    import torch

    shared = {id(one): one for name, one in model.named_parameters() if name not in changes}
    copy = deepcopy(model, shared)
    with torch.no_grad():
        for name, change in changes.items():
            matrix = copy.get_parameter(name)
            matrix.add_(torch.from_numpy(change.back @ change.into).to(matrix.dtype))
    return copy


def cross_encoder(name: str, threads: int) -> PairModel:
    """The CrossEncoder saved in the folder `name`, or kept on this machine under that name. Raises ModelError."""
    import torch
    from sentence_transformers import CrossEncoder

    torch.set_num_threads(threads)
    try:
        model: PairModel = CrossEncoder(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"there is no reranker {name!r} on this machine, and none is fetched; give the folder of a saved "
            "sentence-transformers CrossEncoder, or unset COUNCIL_RERANKER"
        ) from error
    if model.num_labels != 1:
        raise ModelError(
            f"the reranker {name!r} gives {model.num_labels} numbers a pair; give one that gives one score"
        )
    return model


def word_vectors(model: EmbeddingModel, features: Any) -> tuple[Vectors, list[Vectors]]:
    """One pass: the vectors of texts (n, dimension), and of each text's word-pieces (pieces, dimension), marks
    included, filling left out."""
    import torch

    with torch.inference_mode():
        seen: Mapping[str, Any] = model(features)
    words = seen["token_embeddings"].float()
    read = [words[row, mask.bool()].numpy() for row, mask in enumerate(seen["attention_mask"])]
    return seen["sentence_embedding"].float().numpy(), read


def pair_scores(model: PairModel, pairs: Sequence[tuple[str, str]], batch: int) -> list[float]:
    """The score of each pair of texts, from passes of `batch` pairs."""
    return [float(score) for score in model.predict(list(pairs), batch_size=batch, show_progress_bar=False)]
