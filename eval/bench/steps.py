"""What a search and an answer take beside embedding the question alone, and FAISS beside a plain scan."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from assistant.bootstrap import Assistant
from assistant.types import Question
from eval.bench.measured import Job, Measured, medians_in_turns
from eval.bench.plain_scan import PlainScan
from index.caches import Caches
from index.types import Filters, Vectors

SEARCH_BAR = 3.0
ANSWER_BAR = 40.0
_DEPTH = 200  # passages that a search asks the vectors for


def measure_steps(assistant: Assistant, questions: Sequence[str]) -> list[Measured]:
    """Medians over the questions, each step in turn."""
    caches = Caches(assistant.catalogue)
    caches.refresh()
    allowed = assistant.search.scope(Filters(), assistant.reader).passages
    plain = PlainScan(*assistant.catalogue.vectors(allowed))
    vectors = [encoding.vector for encoding in assistant.embedder.encode(questions)]

    def jobs(question: str, vector: Vectors) -> dict[str, Job]:
        return {
            "embedding": lambda: assistant.embedder.encode([question]),
            "search": partial(assistant.finder.find, question, assistant.reader),
            "answer": lambda: assistant.answerer.answer(Question(question), assistant.reader),
            "faiss": lambda: caches.vectors.search(vector, _DEPTH, allowed),
            "plain": lambda: plain.nearest(vector, _DEPTH),
        }

    rounds = [jobs(question, vector) for question, vector in zip(questions, vectors, strict=True)]
    medians_in_turns(rounds[:3])  # the first time is slower for all
    took = medians_in_turns(rounds)
    beside = f"against {took['embedding'] * 1_000:.1f} ms, {len(questions)} questions, {len(allowed):,} passages"
    scan = f"{took['faiss'] * 1_000:.2f} against {took['plain'] * 1_000:.2f} ms, {plain.count:,} vectors"
    return [
        *(
            Measured(f"{step} / embedding", took[step] / took["embedding"], f"{took[step] * 1_000:.1f} {beside}", bar)
            for step, bar in (("search", SEARCH_BAR), ("answer", ANSWER_BAR))
        ),
        Measured("FAISS / plain scan", took["faiss"] / took["plain"], scan),
        Measured("same first ten", _agreement(caches, plain, vectors, allowed), "FAISS and the plain scan", least=0.98),
    ]


def _agreement(caches: Caches, plain: PlainScan, vectors: Sequence[Vectors], allowed: np.ndarray) -> float:
    """The share of the plain scan's first ten that FAISS's have."""
    found = [{id_ for id_, _ in caches.vectors.search(vector, 10, allowed)} for vector in vectors]
    return float(np.mean([plain.recall(vector, ids) for vector, ids in zip(vectors, found, strict=True)]))
