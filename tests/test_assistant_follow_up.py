"""What a follow-up means after the questions before it: invented conversations, read as a person would read them."""

import pytest

from assistant.follow_up import last_asked, stand_alone
from assistant.types import Turn

POOL = "How much does it cost to swim at Larchfield?"
HOMES = "How many homes will be built in Larchfield?"


def after(question: str, *before: str) -> str:
    return stand_alone(question, [Turn(one) for one in before])


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (["How much is garden waste in 2023/24?"], "And for 2024/25?", "How much is garden waste in 2024/25?"),
        (["How much is garden waste?"], "And for 2024/25?", "How much is garden waste for 2024/25?"),
        (["What was spent on libraries in 2022?"], "and 2023?", "What was spent on libraries in 2023?"),
        (["How many visits were there in Q1 2024/25?"], "And Q2?", "How many visits were there in Q2 2024/25?"),
        (
            ["How many visits were there in Q1 2024/25?"],
            "And the quarter before?",
            "How many visits were there in Q4 2023/24?",
        ),
        (
            ["How many visits in the third quarter?"],
            "What about the previous quarter?",
            "How many visits in the second quarter?",
        ),
        (["How many visits in March 2025?"], "the month after that?", "How many visits in April 2025?"),
        (["How many visits in January 2025?"], "And the month before?", "How many visits in December 2024?"),
        (["What is the grant for 2025-26?"], "And the year before?", "What is the grant for 2024-25?"),
        (["What happened on 15 July 2025?"], "And on 5 August 2025?", "What happened on 5 August 2025?"),
        (
            ["What did Cabinet decide about parking?"],
            "And full council?",
            "What did full council decide about parking?",
        ),
        (
            ["What did the Planning Committee say about it?"],
            "What about the Audit Committee?",
            "What did the Audit Committee say about it?",
        ),
        (
            ["What did Councillor Oakden say about the pool?"],
            "And Councillor Wrenfield?",
            "What did Councillor Wrenfield say about the pool?",
        ),
        (["How much is tax at Band D?"], "What about Band E?", "How much is tax at Band E?"),
        (["What does option 2 cost?"], "And option 3?", "What does option 3 cost?"),
        ([HOMES], "What about Thornbury?", "How many homes will be built in Thornbury?"),
        (["Who runs the Seashore hub?"], "And the Millbank one?", "Who runs the Millbank hub?"),
        ([HOMES], "No, I meant Thornbury", "How many homes will be built in Thornbury?"),
    ],
)
def test_what_is_named_takes_the_place_of_its_like(before: list[str], question: str, meant: str) -> None:
    assert after(question, *before) == meant


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (
            ["How much is tax at Band D?", "What about Band E?"],
            "And in 2023/24?",
            "How much is tax at Band E in 2023/24?",
        ),
        (
            ["Who runs the Seashore hub?", "How much is it worth?"],
            "And the Millbank one?",
            "Who runs the Millbank hub? How much is it worth?",
        ),
        (
            [HOMES, "And in Thornbury?"],
            "Who approved them?",
            "How many homes will be built in Thornbury? Who approved them?",
        ),
    ],
)
def test_a_conversation_is_carried_on(before: list[str], question: str, meant: str) -> None:
    assert after(question, *before) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who approved it?",
        "Why?",
        "When did she say that?",
        "What about the lowest grades?",
        "And from when exactly?",
        "Where was the money going to come from?",
        "How does the west compare?",
        "How many times is it due to meet, and until when?",
        "When was that survey open?",
        "Out of which budget?",
        "When does the work begin?",
        "Did anyone vote against?",
        "Who is paying for the new homes?",
        "What did the cabinet committee on housing decide last time?",
        "Was the motion on new homes carried at the meeting before?",
    ],
)
def test_what_points_back_is_read_after_the_question_before(question: str) -> None:
    assert after(question, HOMES) == f"{HOMES} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Who chairs the Planning Committee?",
        "When will food waste be collected every week?",
        "How many libraries are there in the borough?",
        "Did the council agree that scrutiny is chaired by the opposition?",
        "How long does it take to get a resident's parking permit?",
        "How much one-off money did Cabinet approve for the bridge?",
        "What is the budget for libraries this year?",
        "Who is the monitoring officer?",
        "taxi licence fees 2025",
        "Is there a legal definition of a balanced budget? What is it?",
        "How many members does the Planning Committee have and who chairs it?",
    ],
)
def test_a_change_of_subject_drops_what_went_before(question: str) -> None:
    assert after(question, HOMES, "Why?") == question


def test_what_was_dropped_does_not_come_back() -> None:
    assert after("Why?", HOMES, "Who chairs the Planning Committee?") == "Who chairs the Planning Committee? Why?"


def test_a_first_question_is_as_it_is() -> None:
    assert after("And for 2024/25?") == "And for 2024/25?"


def test_two_names_of_a_kind_leave_it_open_which_is_meant() -> None:
    both = "Did Larchfield pay for Thornbury?"
    assert after("What about Millbank?", both) == f"{both} What about Millbank?"


def test_names_in_a_list_take_no_name_s_place() -> None:
    budget = "By how much does leisure in Larchfield change?"
    question = "And what about Parks, Trees and Streets?"
    assert after(question, budget) == f"{budget} {question}"


def test_what_kind_of_thing_is_asked_for_is_told_by_the_follow_up_unless_it_only_exchanges_a_name() -> None:
    assert last_asked("Who approved it?", after("Who approved it?", HOMES)) == "Who approved it?"
    exchanged = after("And in Thornbury?", HOMES)
    assert last_asked("And in Thornbury?", exchanged) == exchanged


def test_a_long_conversation_stays_short_enough_to_search() -> None:
    turns = [HOMES, *(f"Why is it so bad in the {n}th year?" for n in range(12))]
    meant = after("Why?", *turns)
    assert meant.startswith(HOMES)
    assert meant.count("?") <= 3
