"""Learns how a question's words are to be seen (`index.question_view`) from questions whose evidence is marked.

The passages' words stay as they are, so a lesson is short: late interaction tells which word of a passage each word of
the question finds, and the question's words are turned so that the passages that hold evidence come out above the
others.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import Assistant
from assistant.follow_up import stand_alone
from assistant.types import Turn
from eval.cases import Case
from eval.coverage import holds
from eval.learning import Adam
from index.candidates import Candidate, read_candidates
from index.late_interaction import ABOVE_SHARE, AFTER_SHARE, BEFORE_SHARE, CELL_CHARACTERS
from index.question import QuestionWords
from index.question_view import QuestionView, Turning, WordView
from index.rerank import PASSAGE_SIGNS, best_windows, passage_signs
from index.types import Filters
from index.weights import read_weights

Matrix = NDArray[np.float32]
_RANK = 32
_PASSAGES = 24
"""Passages of a lesson besides those that hold evidence: the ones that the search sets highest."""
_EPOCHS = 5
_BATCH = 8
_STEP = 1e-3
_DECAY = 1e-2  # what keeps the view near the words as they are
_NEAR = PASSAGE_SIGNS.index("near")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question's `words` as they are, the passages found for it (some 4 MB of them), their `signs`
    (passages, signs), and which of them are `right`: hold evidence."""

    words: QuestionWords
    candidates: tuple[Candidate, ...]
    signs: Matrix
    right: NDArray[np.bool_]


def lessons_of(cases: Sequence[Case], assistant: Assistant, whole: Turning) -> Iterator[Lesson]:
    """A lesson for each case whose evidence is found at all, by the question as a `whole` as it is seen."""
    catalogue, reader = assistant.catalogue, assistant.reader
    search = assistant.search.seeing(QuestionView(whole, None))
    weights, scope = read_weights("passages", PASSAGE_SIGNS), search.scope(Filters(), reader)
    for case in cases:
        typed = search.spelled_out(case.question, reader)
        searched = stand_alone(typed, tuple(map(Turn, case.history)))
        words = search.question_words(searched, reader)
        found = read_candidates(catalogue, search.found(words, reader, scope), reader)
        held = catalogue.passages([one.found.id for one in found], reader)
        candidates = [one for one in found if one.found.id in held]
        signs = np.array([astuple(one) for one in passage_signs(words, candidates)], dtype=np.float32)
        evidence = [one for group in case.evidence for one in group]
        where = [held[one.found.id] for one in candidates]
        right = np.array(
            [any(holds(one, paper, at, at.text) for one in evidence) for at, paper in where], dtype=np.bool_
        )
        if words.words and right.any():
            ranked = np.argsort(-(signs @ weights), kind="stable").tolist()
            kept = [i for rank, i in enumerate(ranked) if rank < _PASSAGES or right[i]]
            yield Lesson(words, tuple(candidates[i] for i in kept), signs[kept], right[kept])


def learn_view(
    lessons: Sequence[Lesson], track: Callable[[Iterable[int]], Iterable[int]] = iter, epochs: int = _EPOCHS
) -> WordView:
    """The view under which the passages that hold evidence stand above the others of their lesson: the loss of
    `eval.learning.learn_to_rank`, over the view and the weights of all signs at once, by Adam."""
    shuffle, order = random.Random(0), list(range(len(lessons)))
    state = State.start(lessons[0].words.vectors.shape[1])
    adam = Adam(state.parameters, (_STEP, _STEP, _STEP, _STEP, 10 * _STEP))
    for _ in track(range(epochs)):
        shuffle.shuffle(order)
        for start in range(0, len(order), _BATCH):
            slopes = [slope_of(lessons[i], state)[1] for i in order[start : start + _BATCH]]
            adam.step([np.mean(every, axis=0) for every in zip(*slopes, strict=True)])
    return state.view


@dataclass(frozen=True, slots=True)
class State:
    """What is being learned: `into` (dimension, rank), `back` (rank, dimension), `telling` (dimension,), `rarity` (1,)
    of a view, and the weights of the signs (signs,). They are changed in place."""

    parameters: tuple[Matrix, Matrix, Matrix, Matrix, Matrix]

    @classmethod
    def start(cls, dimension: int) -> "State":
        """Words as they are, and the weights in use."""
        into = np.random.default_rng(0).normal(scale=0.02, size=(dimension, _RANK))
        still = (np.zeros((_RANK, dimension)), np.zeros(dimension), np.ones(1), read_weights("passages", PASSAGE_SIGNS))
        return cls(tuple(np.array(one, dtype=np.float32) for one in (into, *still)))  # type: ignore[arg-type]

    @property
    def view(self) -> WordView:
        into, back, telling, rarity, _ = self.parameters
        return WordView(Turning(into, back), telling, float(rarity[0]))


def slope_of(lesson: Lesson, state: State) -> tuple[float, list[Matrix]]:
    """The loss of a lesson, and its slope along each of the parameters.

    Which word of a passage each word of the question finds is taken as given: it changes seldom, and where it does the
    two are as near as each other.
    """
    into, back, _, _, signs = state.parameters
    plain, rare = lesson.words.vectors, np.log(lesson.words.weights + 1e-6)
    turned = plain + plain @ into @ back
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    seen, weights = turned / lengths, state.view.weights(plain, lesson.words.weights)
    found = _found(replace(lesson.words, vectors=seen, weights=weights), lesson.candidates)
    matches = np.einsum("wd,pwd->pw", seen, found)
    rows = lesson.signs.copy()
    rows[:, _NEAR] = matches @ weights
    scores = rows @ signs
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    right = np.where(lesson.right, shares, 0.0)
    excess = shares - right / right.sum()
    along_near = (excess * signs[_NEAR]).astype(np.float32)
    along_weights = along_near @ matches
    along_scores = weights * (along_weights - weights @ along_weights)
    along_seen = weights[:, np.newaxis] * np.einsum("p,pwd->wd", along_near, found)
    along_turned = (along_seen - seen * (seen * along_seen).sum(axis=1, keepdims=True)) / lengths
    own = [
        plain.T @ (along_turned @ back.T),
        (plain @ into).T @ along_turned,
        plain.T @ along_scores,
        np.array([rare @ along_scores]),
        rows.T @ excess,
    ]
    pull = 2 * _DECAY * (into @ back)
    slopes = [own[0] + pull @ back.T, own[1] + into.T @ pull, *own[2:]]
    loss = -np.log(right.sum()) + _DECAY * float(np.square(into @ back).sum())
    return float(loss), [np.asarray(one, dtype=np.float32) for one in slopes]


def _found(words: QuestionWords, candidates: Sequence[Candidate]) -> Matrix:
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
