"""Questions in two parts, and those that only look so."""

import pytest

from assistant.parts import Divided, Division, divided


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("How much does it cost and who approved it?", "How much does it cost?", "Who approved it?"),
        ("Who proposed the motion, and when was it lost?", "Who proposed the motion?", "When was it lost?"),
        ("How much is parking and is it rising?", "How much is parking?", "Is it rising?"),
        (
            "Harbour survey: how many boats were counted, and over which days?",
            "Harbour survey: how many boats were counted?",
            "Over which days?",
        ),
        (
            "How many families and roughly how many staff are affected by the move?",
            "How many families are affected by the move?",
            "Roughly how many staff are affected by the move?",
        ),
        (
            "How many complaints got answered and what are they supposed to reach?",
            "How many complaints got answered?",
            "What are they supposed to reach?",
        ),
        (
            "Was the bridge repaired last year? Who paid for the repair?",
            "Was the bridge repaired last year?",
            "Who paid for the repair?",
        ),
    ],
)
def test_two_things_asked_at_once_are_told_apart(question: str, first: str, second: str) -> None:
    found = divided(question)
    assert found == Divided(Division.TWO_THINGS, (first, second))


@pytest.mark.parametrize(
    ("question", "first", "second", "sides"),
    [
        (
            "How much was spent on libraries in 2023 and 2024?",
            "How much was spent on libraries in 2023?",
            "How much was spent on libraries in 2024?",
            ("2023", "2024"),
        ),
        (
            "What did Cabinet and Full Council each say about bins?",
            "What did Cabinet say about bins?",
            "What did Full Council say about bins?",
            ("Cabinet", "Full Council"),
        ),
        (
            "Compare option 2 with option 3 for the pool",
            "Option 2 for the pool?",
            "Option 3 for the pool?",
            ("option 2", "option 3"),
        ),
        (
            "What is the difference between the refurbishment and the new build?",
            "The refurbishment?",
            "The new build?",
            ("the refurbishment", "the new build"),
        ),
    ],
)
def test_one_thing_asked_of_two_is_asked_of_each(
    question: str, first: str, second: str, sides: tuple[str, str]
) -> None:
    assert divided(question) == Divided(Division.TWO_SIDES, (first, second), sides)


@pytest.mark.parametrize(
    "question",
    [
        "What happened between 2020 and 2023?",
        "How many potholes were mended from January 2024 to March 2024?",
        "What share was decided in July, August and September 2022?",
        "Did the Overview and Scrutiny Committee call in the decision?",
        "What do Larchfield and Thornbury spend on roads?",
        "Who lives there and why?",
        "How many of the roof trusses are corroded?",
    ],
)
def test_what_may_be_one_question_stays_one(question: str) -> None:
    assert divided(question) is None
