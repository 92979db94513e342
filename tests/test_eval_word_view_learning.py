"""The view of words is learned down the slope of its loss, and sets what holds evidence above the rest."""

from dataclasses import replace

import numpy as np

from eval.word_view_learning import Lesson, State, learn_view, slope_of
from index.candidates import Candidate, Found
from index.question import QuestionWords
from index.question_view import WordView
from index.rerank import PASSAGE_SIGNS
from index.tokens import Tokens
from index.types import Vectors

RANDOM = np.random.default_rng(3)
WIDTH = 12


def unit(rows: int) -> Vectors:
    drawn = RANDOM.normal(size=(rows, WIDTH))
    scaled: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def passage(id_: int, words: Vectors) -> Candidate:
    starts = np.arange(len(words), dtype=np.int32) * 40
    vectors = np.round(words * 127).astype(np.int8)
    scales = np.full(len(words), 1 / 127, dtype=np.float16)
    tokens = Tokens(np.arange(len(words), dtype=np.int32), starts, starts + 5, scales, vectors)
    return Candidate(Found(id_, 0.1, 0.5), "x", None, False, tokens, None, None)


def lesson() -> Lesson:
    """A question whose answer stands in a passage with words that a fixed turn makes of its own."""
    words = unit(3)
    rarity = np.array([0.5, 0.3, 0.2], np.float32)
    question = QuestionWords("q", words[0], ("a", "b", "c"), words, rarity, rarity, np.arange(3, dtype=np.int32))
    candidates = (
        passage(1, unit(8)),
        passage(2, np.concatenate([np.roll(words, 1, axis=1), unit(5)])),
        passage(3, unit(8)),
    )
    signs = np.zeros((3, len(PASSAGE_SIGNS)), dtype=np.float32)
    return Lesson(question, candidates, signs, np.array([False, True, False]))


def test_the_slope_is_that_of_the_loss() -> None:
    one, state = lesson(), State.start(WIDTH)
    for parameter in state.parameters[:4]:
        parameter += RANDOM.normal(scale=0.05, size=parameter.shape)
    _, slopes = slope_of(one, state)
    for number, slope in enumerate(slopes):
        step = 1e-3 * slope / np.linalg.norm(slope)
        state.parameters[number][:] += step
        up, _ = slope_of(one, state)
        state.parameters[number][:] -= 2 * step
        down, _ = slope_of(one, state)
        state.parameters[number][:] += step
        assert np.isclose((up - down) / 2e-3, np.linalg.norm(slope), rtol=0.05)


def turned(view: WordView) -> tuple[Vectors, Vectors]:
    return view.turning.into, view.turning.back


def test_the_right_passages_come_out_above_the_others() -> None:
    lessons = [lesson() for _ in range(200)]
    plain, learned = State.start(WIDTH), learn_view(lessons[:160], epochs=30)
    seen = replace(
        plain,
        parameters=(*turned(learned), learned.telling, np.array([learned.rarity]), plain.parameters[4]),
    )
    before, after = (np.mean([slope_of(one, state)[0] for one in lessons[160:]]) for state in (plain, seen))
    assert after < 0.8 * before
