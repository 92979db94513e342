"""What is kept of a run says the same when it is read again, and two runs are compared case by case."""

from pathlib import Path

import pytest

from corpus.errors import InvalidInput
from eval.report import keep, make_folder, markdown
from eval.results import Answered, CaseResult, Cited, Found, Run, read_run
from eval.tables import NOTHING, Table, comparison_table, misses_table, run_tables


def result(name: str, rank: int | None, correct: bool, kind: str = "number") -> CaseResult:
    cited = Cited("minutes.pdf", 1, "ten pounds", rank is not None, rank is not None, None, True)
    answered = Answered(False, correct, "ten pounds [1]", (cited,), 12.5, "how much")
    answerable = kind != "unanswerable"
    return CaseResult(name, kind, "how much | when", answerable, False, {"hybrid": Found((rank,), 2.0)}, answered)


def run(*cases: CaseResult) -> Run:
    return Run({"questions": "q.jsonl", "cases": str(len(cases))}, 10, cases)


BEFORE = run(result("a", 1, True), result("b", None, False), result("c", 2, True), result("only before", 1, True))
AFTER = run(result("a", 1, True), result("b", 5, True), result("c", None, False), result("only after", None, False))


def row(table: Table, name: str) -> dict[str, str]:
    return next(dict(zip(table.columns, cells, strict=True)) for cells in table.rows if cells[0] == name)


def test_a_run_that_was_kept_is_read_as_it_was(tmp_path: Path) -> None:
    make_folder(tmp_path / "new" / "folder")
    keep(BEFORE, tmp_path / "new" / "folder")
    assert read_run(tmp_path / "new" / "folder" / "results.json") == BEFORE


def test_a_folder_that_cannot_be_made_is_wrong_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InvalidInput, match="cannot make the folder"):
        make_folder(tmp_path / "file" / "out")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"about": {}, "k": 1, "cases": [{}]}'])
def test_a_file_that_is_no_run_is_an_error_that_names_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content)
    with pytest.raises(InvalidInput, match=r"other\.json is not a run"):
        read_run(file)


def test_runs_are_compared_over_the_cases_that_both_hold() -> None:
    table = comparison_table(BEFORE, AFTER)
    assert "3 cases" in table.title
    correct = row(table, "correct")
    assert (correct["better"], correct["worse"], correct["same"]) == ("1", "1", "1")  # b won, c lost, a the same
    assert (correct["before"], correct["after"], correct["difference"]) == ("0.667", "0.667", "+0.000")
    found = row(table, "hybrid any@3")
    assert (found["better"], found["worse"], found["same"]) == ("0", "1", "2")  # b is found at 5, not within 3
    assert found["difference"] == "-0.333"


def test_a_figure_that_no_case_counts_for_is_shown_as_nothing() -> None:
    assert row(comparison_table(BEFORE, AFTER), "refusal recall")["before"] == NOTHING


def test_what_went_wrong_is_listed_with_the_reason() -> None:
    wrong = run(result("found, wrong", 1, False), result("fine", 1, True), result("made up", 1, True, "unanswerable"))
    listed = {cells[0]: cells[2] for cells in misses_table(wrong).rows}
    assert listed == {"found, wrong": "facts missing", "made up": "answered, though the papers do not say"}


def test_markdown_keeps_a_bar_inside_its_cell() -> None:
    text = markdown([misses_table(BEFORE)], BEFORE.about)
    line = next(line for line in text.splitlines() if line.startswith("| b |"))
    assert line.replace("\\|", "").count("|") == 5  # four cells
    assert "evidence not among the first 10, facts missing" in line


def test_every_row_of_every_table_fills_its_columns() -> None:
    for table in [*run_tables(BEFORE), misses_table(BEFORE), comparison_table(BEFORE, AFTER)]:
        assert table.rows and all(len(cells) == len(table.columns) for cells in table.rows), table.title
