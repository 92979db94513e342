"""Ranking passages anew with a CrossEncoder: question and passage read together by one model.

Nogueira and Cho, 2019, https://arxiv.org/abs/1901.04085. Slower than late interaction by far, as nothing of it can be
computed beforehand: choose it where a good model is at hand and a second or more an answer does no harm.
"""

import threading
from collections.abc import Sequence

from index.candidates import Candidate
from index.models import cross_encoder, pair_scores
from index.question import QuestionWords

_BATCH = 16


class CrossEncoderReranker:
    """A `Reranker` over one sentence-transformers CrossEncoder. Safe to call from several threads."""

    def __init__(self, model: str, threads: int = 1) -> None:
        """Loads the model: a folder, or the name of one that is kept on this machine. Raises ModelError."""
        self._model = cross_encoder(model, threads)
        self._turn = threading.Lock()

    def scores(self, question: QuestionWords, candidates: Sequence[Candidate]) -> list[float]:
        found: list[float] = []
        for start in range(0, len(candidates), _BATCH):
            pairs = [(question.text, one.text) for one in candidates[start : start + _BATCH]]
            with self._turn:  # a turn is one batch: nobody waits for all of somebody else's
                found += pair_scores(self._model, pairs, _BATCH)
        return found
