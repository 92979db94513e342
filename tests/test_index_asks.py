"""Telling whether a text has what a question asks for, also of a text that nobody would write."""

import time

import pytest

from index.asks import Asks, answers_type, asked, fitness

ENDLESS = ("1,", "A-", "1.", "Mr A. ", "Aa ", "1 1", "A1", "A’", "May ", "1st ", "Abstain", "X-Y-Z ", "1,1 2,")


def seconds(text: str, asks: Asks) -> float:
    """The shorter of two times."""
    took = []
    for _ in range(2):
        started = time.perf_counter()
        answers_type(text, asks, "How many A of 1 were there?")
        fitness(text, frozenset({asks}), "How many A of 1 were there?")
        took.append(time.perf_counter() - started)
    return min(took)


@pytest.mark.parametrize("asks", [Asks.MONEY, Asks.NUMBER, Asks.PERSON, Asks.DATE, Asks.VOTE])
def test_ten_times_the_text_takes_about_ten_times_as_long(asks: Asks) -> None:
    for part in ENDLESS:
        short, long = part * (4_000 // len(part)), part * (40_000 // len(part))
        assert seconds(long, asks) < 40 * seconds(short, asks) + 0.01, part


@pytest.mark.parametrize(
    ("text", "asks", "has"),
    [
        ("The works cost 12,345,678.90 million in all.", Asks.MONEY, True),
        ("The works cost a great deal.", Asks.MONEY, False),
        ("On 12 May 2020 at 10.30 am, and in 2019/20, minute A12 was read.", Asks.NUMBER, False),
        ("3.2 The forty oaks were felled on 1/2/2020.", Asks.NUMBER, True),
        ("3.2 The oaks were felled on 1/2/2020.", Asks.NUMBER, False),
        ("In May 2020 there were 12 oaks.", Asks.NUMBER, True),
        ("It was built by Ash-Elm-Oak Trust.", Asks.PERSON, True),
        ("It was built by ASH Holdings.", Asks.PERSON, True),
        ("Work at Larchfield Leisure Centre goes on.", Asks.PERSON, False),
    ],
)
def test_a_type_is_told_by_what_the_text_has_and_the_question_does_not(text: str, asks: Asks, has: bool) -> None:
    assert answers_type(text, asks, "Who built the Larchfield Leisure Centre?") is has


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What does MRP mean in the budget papers?", set()),
        ("What is meant by the cost of care?", set()),
        ("What would that mean for the budget?", {Asks.MONEY}),
        ("What does the care contract cost?", {Asks.MONEY}),
    ],
)
def test_what_a_word_means_is_no_sum_though_it_is_one_of_money(question: str, wanted: set[Asks]) -> None:
    assert asked(question) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What will Cabinet decide on the bridge?", {Asks.RECOMMENDATION}),
        ("What is the Planning Committee asked to approve?", {Asks.RECOMMENDATION}),
        ("Which grants are to be agreed in March?", {Asks.RECOMMENDATION, Asks.LIST}),
        ("What did Cabinet decide on the bridge?", {Asks.DECISION}),
        ("What was agreed to be done?", {Asks.DECISION}),
    ],
)
def test_what_is_yet_to_be_decided_is_only_recommended(question: str, wanted: set[Asks]) -> None:
    assert asked(question) == wanted


def test_a_count_in_words_is_one() -> None:
    for count in ("fourteen", "sixty", "ninety", "twelve"):
        assert answers_type(f"The friends planted {count} oaks.", Asks.NUMBER, "How many oaks were planted?")
    assert not answers_type("The friends planted oaks.", Asks.NUMBER, "How many oaks were planted?")
