"""Decision notices laid out as tables of two columns: the decision stands in a cell, beside what asks for it."""

from datetime import date
from pathlib import Path

import pytest

from corpus.papers import make_paper
from corpus.register.reading import read_register
from corpus.register.types import Decision, Meeting, Status
from corpus.types import Details, Paper, RawDocument, RawPage

AWARD = "To award the contract for the harbour wall to Finch Masonry Ltd for \u00a3412,000."
TABS = f"""Eastmoor Borough Council
Officer Decision Record
1.\tReference\tEBC/31/00417
2.\tTitle\tRepair of the harbour wall
3.\tDecision maker\tAda Birch, Director of Harbours
4.\tDecision\t{AWARD}
5.\tReasons for decision\tThe wall was found washed away.
6.\tDate of decision\t3 March 2031
"""
PIPES = f"""# Record of Delegated Decision
| Field | Entry |
|---|---|
| Decision reference | EBC/31/00417 |
| Subject | Repair of the harbour wall |
| What is the decision? | {AWARD} |
| Reason | The wall was washed away. |
| Who made the decision? | Ada Birch, Director of Harbours |
| Date decision taken | 3 March 2031 |
"""
OVER_TWO_ROWS = TABS.replace("harbour wall to Finch", "harbour wall\n\tto Finch")


def noticed(text: str) -> tuple[Paper, list[tuple[Meeting, Decision]]]:
    raw = RawDocument("text/plain", (RawPage(text),), paged=False)
    paper = make_paper(raw, b"", Path("notice.txt"), "notice.txt", Details())
    return paper, [(meeting, decision) for meeting in read_register(paper) for decision in meeting.decisions]


@pytest.mark.parametrize("form", [TABS, PIPES])
def test_the_decision_is_what_the_cell_says_word_for_word(form: str) -> None:
    paper, [(meeting, decision)] = noticed(form)
    assert paper.text[decision.start : decision.end] == AWARD
    assert (decision.status, decision.title) == (Status.RESOLVED, "Repair of the harbour wall")
    assert (decision.taken_by, decision.reference) == ("Ada Birch, Director of Harbours", "EBC/31/00417")
    assert meeting.day == date(2031, 3, 3)


def test_a_cell_goes_on_in_a_row_that_asks_for_nothing() -> None:
    paper, [(_, decision)] = noticed(OVER_TWO_ROWS)
    assert " ".join(paper.text[decision.start : decision.end].split()) == AWARD


def test_a_proposed_decision_is_only_recommended() -> None:
    _, [(_, decision)] = noticed(TABS.replace("Officer Decision Record", "PROPOSED RECORD OF DECISION"))
    assert decision.status is Status.RECOMMENDED


@pytest.mark.parametrize(
    "text",
    [
        TABS.replace("Officer Decision Record", "Harbour accounts"),
        TABS.replace("4.\tDecision\t", "4.\tDecision pending since\t"),
    ],
)
def test_a_form_that_holds_no_decision_tells_of_none(text: str) -> None:
    assert noticed(text)[1] == []
