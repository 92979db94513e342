"""Learns how a question as a whole is to be seen (`index.question_view`) from questions whose evidence is marked.

Passages stay as they are embedded; the question is turned so that, of all passages of its collection, those that hold
evidence come out nearest.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import Assistant
from assistant.follow_up import stand_alone
from assistant.types import Turn
from corpus.types import Passage
from eval.cases import Case, Evidence
from eval.coverage import holds, is_from
from eval.learning import Adam
from index.question_view import Turning
from index.types import PaperSummary, Vectors

_RANK = 16
_EPOCHS = 12
_BATCH = 64
_STEP = 2e-3
_SHARPNESS = 20.0
"""What a cosine is multiplied by to be the logarithm of a share."""
_DECAY = 0.1
"""What keeps the view near the question as it is. Ten times less of it finds more in the papers that were learned
from, and nothing more in another council's."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions of one collection: their vectors `asked` (questions, dimension) as they are, and for each the numbers
    of the passages that are `right`: hold evidence. Passage i has the vectors `windows` (windows, dimension) from
    `firsts[i]` (passages,) on."""

    asked: Vectors
    right: tuple[NDArray[np.intp], ...]
    windows: Vectors
    firsts: NDArray[np.intp]


def collected(cases: Sequence[Case], assistant: Assistant) -> Collection:
    """What is held and asked; cases whose evidence is nowhere held are left out."""
    search, catalogue, reader = assistant.search.seeing(None), assistant.catalogue, assistant.reader
    owners, windows = catalogue.vectors(catalogue.passage_ids())
    ids, firsts = np.unique(owners, return_index=True)
    passages = _Passages(catalogue.passages(ids.tolist(), reader))
    asked, right = [], []
    for case in cases:
        held = [id_ for group in case.evidence for evidence in group for id_ in passages.holding(evidence)]
        if held:
            typed = search.spelled_out(case.question, reader)
            searched = stand_alone(typed, tuple(map(Turn, case.history)))
            asked.append(search.question_words(searched, reader).vector)
            right.append(np.unique(np.searchsorted(ids, held)))
    return Collection(np.array(asked), tuple(right), windows, firsts)


class _Passages:
    """The passages held, by paper and page, to look for evidence in."""

    def __init__(self, held: dict[int, tuple[Passage, PaperSummary]]) -> None:
        self._papers = {paper.id: paper for _, paper in held.values()}
        self._on: dict[tuple[str, int | None], list[tuple[int, Passage]]] = defaultdict(list)
        for id_, (passage, paper) in held.items():
            self._on[paper.id, None].append((id_, passage))
            if passage.page:
                self._on[paper.id, passage.page.number].append((id_, passage))

    def holding(self, evidence: Evidence) -> list[int]:
        """The ids of the passages that hold some evidence."""
        papers = [paper for paper in self._papers.values() if is_from(evidence.file, paper.sources)]
        return [
            id_
            for paper in papers
            for id_, passage in self._on[paper.id, evidence.page]
            if holds(evidence, paper, passage, passage.text)
        ]


def learn_whole_view(
    collections: Sequence[Collection],
    track: Callable[[Iterable[int]], Iterable[int]] = iter,
    epochs: int = _EPOCHS,
) -> Turning:
    """The view under which, for each question, the passages that hold evidence are nearest of all in its collection:
    the mean of -log of the share that a softmax over the passages' nearest windows gives to them, by Adam."""
    shuffle, dimension = random.Random(0), collections[0].windows.shape[1]
    into = np.random.default_rng(0).normal(scale=0.02, size=(dimension, _RANK)).astype(np.float32)
    view = Turning(into, np.zeros((_RANK, dimension), dtype=np.float32))
    adam = Adam((view.into, view.back), (_STEP, _STEP))
    for _ in track(range(epochs)):
        for one in collections:
            order = list(range(len(one.right)))
            shuffle.shuffle(order)
            for start in range(0, len(order), _BATCH):
                adam.step(slope_of(one, order[start : start + _BATCH], view)[1])
    return view


def slope_of(collection: Collection, batch: Sequence[int], view: Turning) -> tuple[float, list[Vectors]]:
    """The mean loss of some questions of a collection, and its slope along `view`'s `into` and `back`."""
    plain = collection.asked[list(batch)]
    turned = plain + plain @ view.into @ view.back
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    seen = turned / lengths
    cosines = seen @ collection.windows.T
    near = np.maximum.reduceat(cosines, collection.firsts, axis=1)
    scores = _SHARPNESS * near
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    marks = np.zeros(shares.shape, dtype=np.bool_)
    for row, question in enumerate(batch):
        marks[row, collection.right[question]] = True
    right = np.where(marks, shares, 0.0)
    held = right.sum(axis=1, keepdims=True)
    along_near = _SHARPNESS * (shares - right / held) / len(batch)
    sizes = np.diff(collection.firsts, append=len(collection.windows))
    nearest = cosines == np.repeat(near, sizes, axis=1)
    along_seen = np.where(nearest, np.repeat(along_near, sizes, axis=1), 0.0).astype(np.float32) @ collection.windows
    along_turned = (along_seen - seen * (seen * along_seen).sum(axis=1, keepdims=True)) / lengths
    change = view.into @ view.back
    pull = 2 * _DECAY * change
    slopes = [
        plain.T @ (along_turned @ view.back.T) + pull @ view.back.T,
        (plain @ view.into).T @ along_turned + view.into.T @ pull,
    ]
    loss = -np.log(held).mean() + _DECAY * np.square(change).sum()
    return float(loss), [np.asarray(one, dtype=np.float32) for one in slopes]
