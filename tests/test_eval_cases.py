"""Question sets are read strictly: a case that is not understood is an error, never a case less."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InvalidInput
from eval.cases import Case, Evidence, load_cases

ROW: dict[str, Any] = {
    "id": "q1",
    "question": "How much was granted?",
    "kind": "number",
    "history": [{"question": "Who asked?"}],
    "evidence": [[{"file": "town/a.pdf", "page": 2, "quote": "a grant of ten pounds"}]],
    "facts": [["ten pounds", "£10"]],
}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return file


def test_a_case_is_read_as_it_was_written(tmp_path: Path) -> None:
    expected = Case(
        id="q1",
        question="How much was granted?",
        kind="number",
        history=("Who asked?",),
        evidence=((Evidence("town/a.pdf", 2, "a grant of ten pounds"),),),
        facts=(("ten pounds", "£10"),),
    )
    assert load_cases([write(tmp_path, ROW)]) == (expected,)


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({**ROW, "question": "one\u2028two"}, ensure_ascii=False), encoding="utf-8")
    assert load_cases([file])[0].question == "one\u2028two"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda row: row.pop("facts"), "facts"),
        (lambda row: row.update(evidence=[[]]), "empty group"),
        (lambda row: row.update(facts=[["x"], []]), "empty group"),
        (lambda row: row["evidence"][0][0].update(page=0), "pages count from 1"),
        (lambda row: row["evidence"][0][0].update(quote="..."), "without words"),
        (lambda row: row.update(evidence=[]), "unanswerable"),
        (lambda row: row.update(kind="unanswerable"), "unanswerable"),
        (lambda row: row.update(evidence=3), "not a case"),
    ],
)
def test_a_broken_case_is_told_by_file_and_line(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    broken = json.loads(json.dumps({**ROW, "id": "q2"}))
    change(broken)
    with pytest.raises(InvalidInput, match=told) as caught:
        load_cases([write(tmp_path, ROW, broken)])
    assert "questions.jsonl, line 2" in str(caught.value)


def test_an_id_may_not_be_used_twice_across_files(tmp_path: Path) -> None:
    file = write(tmp_path, ROW)
    with pytest.raises(InvalidInput, match="'q1' is used twice"):
        load_cases([file, file])


def test_a_file_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No such file"):
        load_cases([tmp_path / "none.jsonl"])
    with pytest.raises(InvalidInput, match="no questions"):
        load_cases([write(tmp_path)])


def test_the_real_question_sets_are_read_whole(shared: Path) -> None:
    sizes = {name: len(load_cases([shared / "questions" / f"{name}.jsonl"])) for name in ("northamptonshire", "kent")}
    assert sizes == {"northamptonshire": 151, "kent": 78}  # as their README says
