"""The view of whole questions is learned down the slope of its loss, and finds what holds evidence."""

import numpy as np
import pytest

from assistant.bootstrap import Assistant
from eval.cases import Case, Evidence
from eval.whole_view_learning import Collection, collected, learn_whole_view, slope_of
from index.question_view import Turning
from index.types import Vectors

RANDOM = np.random.default_rng(4)
WIDTH = 12


def unit(rows: int) -> Vectors:
    drawn = RANDOM.normal(size=(rows, WIDTH))
    scaled: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def asked_of_turned(count: int, windows: Vectors) -> Collection:
    """Questions, each of the first window of a passage of two, which is the question turned in one fixed way."""
    right = RANDOM.choice(len(windows) // 2, count)
    asked = np.roll(windows[2 * right], -1, axis=1)
    return Collection(asked, tuple(np.array([one]) for one in right), windows, np.arange(0, len(windows), 2))


def plain() -> Turning:
    return Turning(np.zeros((WIDTH, 3), np.float32), np.zeros((3, WIDTH), np.float32))


def test_the_slope_is_that_of_the_loss() -> None:
    one = asked_of_turned(5, unit(20))
    view = Turning(*(RANDOM.normal(scale=0.1, size=size).astype(np.float32) for size in ((WIDTH, 3), (3, WIDTH))))
    parameters = (view.into, view.back)
    _, slopes = slope_of(one, range(5), view)
    for parameter, slope in zip(parameters, slopes, strict=True):
        step = 1e-3 * slope / np.linalg.norm(slope)
        parameter += step
        up, _ = slope_of(one, range(5), view)
        parameter -= 2 * step
        down, _ = slope_of(one, range(5), view)
        parameter += step
        assert np.isclose((up - down) / 2e-3, np.linalg.norm(slope), rtol=0.05)


def test_what_holds_evidence_comes_out_nearest() -> None:
    windows = unit(80)
    learned = learn_whole_view([asked_of_turned(600, windows)], epochs=60)
    fresh = asked_of_turned(100, windows)
    before, after = (slope_of(fresh, range(100), view)[0] for view in (plain(), learned))
    assert after < 0.8 * before


def test_evidence_is_looked_for_in_all_that_is_held(sample_assistant: Assistant) -> None:
    hit = sample_assistant.search.search("Larchfield", sample_assistant.reader, k=1)[0]
    page = hit.passage.page.number if hit.passage.page else None
    quote = " ".join(hit.passage.text.split()[:12])
    here = Case("1", "Larchfield?", "how", (), ((Evidence(hit.paper.sources[0], page, quote),),), (("x",),))
    gone = Case("2", "Larchfield?", "how", (), ((Evidence("nowhere.pdf", 1, quote),),), (("x",),))
    found = collected([here, gone], sample_assistant)
    ids = np.unique(sample_assistant.catalogue.vectors(sample_assistant.catalogue.passage_ids())[0])
    assert len(found.right) == len(found.asked) == 1
    assert hit.passage.id in ids[found.right[0]]


@pytest.mark.parametrize("batch", [[0], [1, 2]])
def test_a_batch_gives_a_slope_of_the_view_s_size(batch: list[int]) -> None:
    loss, slopes = slope_of(asked_of_turned(3, unit(8)), batch, plain())
    assert loss > 0
    assert [slope.shape for slope in slopes] == [(WIDTH, 3), (3, WIDTH)]
