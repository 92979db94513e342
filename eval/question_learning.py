"""Learns how questions are to be seen (`index.question_view`) from questions whose evidence is marked.

Passages stay as they are embedded, so a lesson is short: the model that reads the question is changed so that what
holds evidence is nearest to it of all its collection's passages, and comes out above the others when its words are
looked for one by one.
"""

import os
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch.nn.functional import normalize
from torch.nn.utils import parametrize

from eval.lessons import Collection, Lesson
from eval.tables import Table
from index.candidates import Candidate
from index.embedder import DEFAULT_MODEL, model_folder
from index.late_interaction import ABOVE_SHARE, AFTER_SHARE, BEFORE_SHARE, CELL_CHARACTERS
from index.models import EmbeddingModel, changed, embedding_model, word_vectors
from index.question import QuestionWords
from index.question_view import LEAST_WEIGHT, Change, QuestionView
from index.rerank import PASSAGE_SIGNS, best_windows
from index.types import Vectors
from index.weights import read_weights

_RANK = 8
_EPOCHS = 4
_JUDGED = 5  # every so manieth question is judged by
_DEPTHS = (1, 10, 60)
_BATCH = 8
_STEP = 1e-3
_SIGNS_STEP = 1e-2
_WARM_STEPS = 50
_MOST = 1.0  # length of a slope
_KEPT = 0.75
"""How much of a change is kept (Wortsman et al., 2022, https://arxiv.org/abs/2109.01903): with three quarters of it as
many of the questions that were not learned from are found, and some are ranked better."""
_SHARPNESS = 20.0
"""What a cosine is multiplied by to be the logarithm of a share."""
_WHOLE_SHARE = 0.5
"""What finding by the question as a whole counts beside ranking by its words."""
_NEAR = PASSAGE_SIGNS.index("near")


def learn_view(
    collections: Sequence[Collection],
    track: Callable[[Sequence[int]], Iterable[int]] = iter,
    epochs: int = _EPOCHS,
) -> QuestionView:
    """The view of the packaged model under which what holds evidence comes out above the rest: by AdamW (Loshchilov
    and Hutter, 2019), with a step that rises at first and then falls."""
    torch.manual_seed(0)
    shuffle, student = random.Random(0), _Student()
    optimiser = torch.optim.AdamW(student.groups(), weight_decay=0.01)
    steps = epochs * sum(-(-len(one.lessons) // _BATCH) for one in collections)
    warm = min(_WARM_STEPS, 1 + steps // 4)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1.0, (step + 1) / warm) * (1 - step / steps))
    for _ in track(range(epochs)):
        for collection, lessons in _batches(collections, shuffle):
            optimiser.zero_grad()
            torch.autograd.backward(student.loss(collection, lessons))
            torch.nn.utils.clip_grad_norm_(student.parameters(), _MOST)
            optimiser.step()
            pace.step()
    return student.view()


@dataclass(frozen=True, slots=True)
class Judged:
    """The ranks, from 1, at which questions as a whole find what holds evidence: as they are, and as seen by a view
    learned from others."""

    plain: tuple[int, ...]
    seen: tuple[int, ...]


def judged_view(
    collections: Sequence[Collection], track: Callable[[Sequence[int]], Iterable[int]] = iter, epochs: int = _EPOCHS
) -> list[Judged]:
    """How a view learned from all but every fifth question of each collection does on those."""
    learned = learn_view([_part(one, lambda i: i % _JUDGED > 0) for one in collections], track, epochs)
    model = changed(embedding_model(model_folder(DEFAULT_MODEL), os.cpu_count() or 1, bfloat16=False), learned.changes)
    return [_judged(_part(one, lambda i: i % _JUDGED == 0), model) for one in collections]


def view_table(judged: Sequence[Judged], names: Sequence[str]) -> Table:
    """The share of questions of each collection that find what holds evidence among the first 1, 10 and 60."""
    rows = [
        (name, how, str(len(ranks)), *(f"{np.mean(np.array(ranks) <= k):.3f}" for k in _DEPTHS))
        for name, one in zip(names, judged, strict=True)
        for how, ranks in (("as they are", one.plain), ("as seen", one.seen))
    ]
    return Table(
        "Found by the question as a whole", ("set", "questions", "of", *(f"@{k}" for k in _DEPTHS)), tuple(rows)
    )


def _part(collection: Collection, wanted: Callable[[int], bool]) -> Collection:
    return replace(collection, lessons=tuple(one for i, one in enumerate(collection.lessons) if wanted(i)))


def _judged(collection: Collection, model: EmbeddingModel) -> Judged:
    plain, seen = [], []
    for lesson in collection.lessons:
        vector = word_vectors(model, model.preprocess([lesson.words.text]))[0][0]
        plain.append(_rank(lesson.words.vector, collection, lesson))
        seen.append(_rank(vector / np.linalg.norm(vector), collection, lesson))
    return Judged(tuple(plain), tuple(seen))


def _rank(vector: Vectors, collection: Collection, lesson: Lesson) -> int:
    nearest = np.maximum.reduceat(collection.windows @ vector, collection.firsts)
    return 1 + int((nearest > nearest[lesson.holding].max()).sum())


def _batches(collections: Sequence[Collection], shuffle: random.Random) -> list[tuple[Collection, list[Lesson]]]:
    found = []
    for collection in collections:
        lessons = list(collection.lessons)
        shuffle.shuffle(lessons)
        found += [(collection, lessons[start : start + _BATCH]) for start in range(0, len(lessons), _BATCH)]
    shuffle.shuffle(found)
    return found


class _LowRank(torch.nn.Module):
    """Adds a change of low rank to a matrix; none at first."""

    def __init__(self, outputs: int, inputs: int) -> None:
        super().__init__()
        self.into = torch.nn.Parameter(torch.randn(_RANK, inputs) * 0.02)
        self.back = torch.nn.Parameter(torch.zeros(outputs, _RANK))

    def forward(self, matrix: torch.Tensor) -> torch.Tensor:
        return matrix + self.back @ self.into


class _Student(torch.nn.Module):
    """The model with what is being learned: the changes of its layers' matrices, how words are weighed, and the weights
    of all signs, which are only learned to leave the rest free."""

    def __init__(self) -> None:
        super().__init__()
        self.model: EmbeddingModel = embedding_model(model_folder(DEFAULT_MODEL), os.cpu_count() or 1, bfloat16=False)
        self.model.requires_grad_(False)
        self.changes: dict[str, _LowRank] = {}
        layers = [(name, one) for name, one in self.model.named_modules() if isinstance(one, torch.nn.Linear)]
        for name, layer in layers:
            if ".encoder.layer." in name:
                self.changes[f"{name}.weight"] = change = _LowRank(layer.out_features, layer.in_features)
                parametrize.register_parametrization(layer, "weight", change)
        dimension = self.model.get_embedding_dimension()
        assert dimension is not None, "the packaged model says how long its vectors are"
        self.telling = torch.nn.Parameter(torch.zeros(dimension))
        self.rarity = torch.nn.Parameter(torch.ones(1))
        self.signs = torch.nn.Parameter(torch.tensor(read_weights("passages", PASSAGE_SIGNS), dtype=torch.float32))

    def groups(self) -> list[dict[str, object]]:
        """What is learned, each part with its step."""
        changes = [one for change in self.changes.values() for one in change.parameters()]
        return [
            {"params": changes, "lr": _STEP},
            {"params": [self.telling, self.rarity], "lr": 2 * _STEP, "weight_decay": 0.0},
            {"params": [self.signs], "lr": _SIGNS_STEP, "weight_decay": 0.0},
        ]

    def loss(self, collection: Collection, lessons: Sequence[Lesson]) -> torch.Tensor:
        """The mean over `lessons` of -log of the share that a softmax over passages gives to those that hold
        evidence: of those found, by all signs, and of the whole collection, by the nearest window."""
        read = self.model(self.model.preprocess([lesson.words.text for lesson in lessons]))
        pairs = zip(lessons, read["token_embeddings"], strict=True)
        ranked = [self._by_words(lesson, pieces) for lesson, pieces in pairs if lesson.right.any()]
        found = _by_whole(normalize(read["sentence_embedding"], dim=1), collection, lessons)
        return (torch.stack([*ranked, torch.zeros(())]).sum() + _WHOLE_SHARE * found) / len(lessons)

    def _by_words(self, lesson: Lesson, pieces: torch.Tensor) -> torch.Tensor:
        """Which word of a passage each word of the question finds is taken as given: it changes seldom, and where it
        does the two are as near as each other."""
        seen = normalize(pieces[1 + torch.from_numpy(lesson.rows)], dim=1)  # a mark stands before the words
        rare = torch.log(torch.from_numpy(lesson.words.rarity) + LEAST_WEIGHT)
        weights = torch.softmax(self.rarity * rare + seen.detach() @ self.telling, dim=0)
        words = replace(lesson.words, vectors=seen.detach().numpy(), weights=weights.detach().numpy())
        matches = torch.einsum("wd,pwd->pw", seen, torch.from_numpy(_found(words, lesson.candidates)))
        signs = torch.from_numpy(lesson.signs)
        scores = signs @ self.signs + (matches @ weights - signs[:, _NEAR]) * self.signs[_NEAR]
        return torch.logsumexp(scores, 0) - torch.logsumexp(scores[torch.from_numpy(lesson.right)], 0)

    def view(self) -> QuestionView:
        """What was learned, as far as it is kept."""
        changes = {
            name: Change(change.into.detach().numpy().copy(), (_KEPT * change.back.detach().numpy()).astype(np.float32))
            for name, change in self.changes.items()
        }
        return QuestionView(changes, self.telling.detach().numpy().copy(), self.rarity.item())


def _by_whole(wholes: torch.Tensor, collection: Collection, lessons: Sequence[Lesson]) -> torch.Tensor:
    """The losses, summed, of finding by questions as `wholes` (lessons, dimension) alone."""
    sizes = torch.from_numpy(np.diff(collection.firsts, append=len(collection.windows)))
    owners = torch.repeat_interleave(torch.arange(len(sizes)), sizes).expand(len(lessons), -1)
    cosines = wholes @ torch.from_numpy(collection.windows).T
    nearest = torch.full((len(lessons), len(sizes)), -1.0).scatter_reduce(1, owners, cosines, "amax")
    scores = _SHARPNESS * nearest
    right = torch.stack(
        [torch.logsumexp(row[torch.from_numpy(lesson.holding)], 0) for row, lesson in zip(scores, lessons, strict=True)]
    )
    return (torch.logsumexp(scores, 1) - right).sum()


def _found(words: QuestionWords, candidates: Sequence[Candidate]) -> Vectors:
    """What each word of a question finds in the best window of each candidate, above it or beside it: vectors
    (passages, words, dimension), shorter where they count less."""
    every = []
    for one, (_, begin) in zip(candidates, best_windows(words, candidates), strict=True):
        starts = one.tokens.starts
        inside = (starts >= begin) & (starts < begin + 2 * CELL_CHARACTERS)
        parts = [(one.tokens, np.where(starts < 0, ABOVE_SHARE, np.where(inside, 1.0, 0.0)))]
        for beside, share in ((one.before, BEFORE_SHARE), (one.after, AFTER_SHARE)):
            if beside is not None:
                parts.append((beside, np.where(beside.starts < 0, 0.0, share)))
        lengths = np.concatenate([share * tokens.scales.astype(np.float32) for tokens, share in parts])
        kept = lengths > 0
        vectors = np.concatenate([tokens.vectors for tokens, _ in parts])[kept] * lengths[kept, np.newaxis]
        nearest = (words.vectors @ vectors.T).argmax(axis=1) if len(vectors) else []
        every.append(vectors[nearest] if len(vectors) else np.zeros_like(words.vectors))
    return np.array(every, dtype=np.float32)
