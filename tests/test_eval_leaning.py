"""Which questions lean on the ones before them is learned from follow-ups and from others put after something else."""

import numpy as np

from assistant.leaning import LEANING_SIGNS, leans
from eval.cases import Case
from eval.leaning import leaning_rows, leaning_table, learn_leaning, named


def case(number: int, question: str, *before: str) -> Case:
    return Case(str(number), question, "how", before, (), ())


def some(count: int) -> list[Case]:
    leaning = [case(i, "And when was it built?", f"Who owns the depot in Ward {i}?") for i in range(count)]
    alone = [case(count + i, f"What does the depot in Ward {i} cost Eastmoor each year?") for i in range(count)]
    return [*leaning, *alone]


def test_follow_ups_lean_and_others_do_not_after_something_else() -> None:
    rows, marks = leaning_rows([some(4), some(2)])
    assert rows.shape == (12, len(LEANING_SIGNS))
    assert marks.tolist() == [True] * 4 + [False] * 4 + [True] * 2 + [False] * 2


def test_what_is_learned_tells_them_apart() -> None:
    rows, marks = leaning_rows([some(20)])
    weights = learn_leaning(rows, marks)
    assert np.array_equal(rows @ weights > 0, marks)
    assert set(named(weights)) == set(LEANING_SIGNS)
    assert [figure for _, figure in leaning_table(rows, marks, 4).rows] == ["20 of 20", "0 of 20"]


def test_a_word_used_before_makes_a_question_lean() -> None:
    question = "Which company mends the boilers at night?"
    assert leans(question, ["How old are the boilers?"])
    assert not leans(question, ["Who chairs the Planning Committee?"])
