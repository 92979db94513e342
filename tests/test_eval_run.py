"""A whole evaluation over a small collection, with the real parts: the values are known from how it was made."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main

PAPERS = {
    "library.txt": """Library Committee
Minutes of the meeting held on 4 March 2024

1. Opening hours of the library
The committee agreed that the library in Mill Lane will open on Sundays from 1 June 2024.

2. Reading room
The reading room needs a new roof, and the surveyor puts the cost at £48,300.
""",
    "parks.txt": """Parks Committee
Minutes of the meeting held on 11 April 2024

1. Oak trees in Castle Park
The committee noted that fourteen oak trees in Castle Park were planted by the friends of the park.
""",
}


def case(name: str, question: str, file: str, quote: str, fact: str) -> dict[str, Any]:
    evidence = [[{"file": f"town/{file}", "page": None, "quote": quote}]]
    return {"id": name, "question": question, "kind": "number", "evidence": evidence, "facts": [[fact]]}


CASES = [
    case("roof", "What does the new roof of the reading room cost?", "library.txt", "the cost at £48,300", "£48,300"),
    case("oaks", "How many oak trees were planted in Castle Park?", "parks.txt", "fourteen oak trees", "fourteen"),
    # never found: the words stand in parks.txt, the case says library.txt
    case("lost", "How many oak trees were planted in Castle Park?", "library.txt", "fourteen oak trees", "fifteen"),
]
UNANSWERABLE = {"question": "Who won the tender for submarine repairs in Portsmouth dockyard?", "kind": "unanswerable"}
CASES.append({"id": "none", "evidence": [], "facts": [], **UNANSWERABLE})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eval")
    (folder / "town").mkdir()
    for name, text in PAPERS.items():
        (folder / "town" / name).write_text(text, encoding="utf-8")
    lines = "\n".join(json.dumps(case) for case in CASES)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


def run(folder: Path, *more: str) -> int:
    arguments = [str(folder / "questions.jsonl"), "--papers", str(folder / "town"), "--data", str(folder / "data")]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, *more])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def results(folder: Path) -> dict[str, Any]:
    assert run(folder, "--out", str(folder / "out")) == 0
    kept: dict[str, Any] = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    return kept


@pytest.mark.parametrize("search", ["hybrid", "dense", "keyword", "afternoon"])
def test_every_search_is_measured_on_every_case(results: dict[str, Any], search: str) -> None:
    ranks = {one["id"]: one["found"][search]["ranks"] for one in results["cases"]}
    assert ranks == {"roof": [1], "oaks": [1], "lost": [None], "none": []}
    assert results["figures"][f"{search} any@1"]["value"] == pytest.approx(2 / 3)  # the lost one counts as 0
    assert results["figures"][f"{search} MRR"]["cases"] == 3


def test_answers_are_judged_against_the_facts_and_the_stored_text(results: dict[str, Any]) -> None:
    answered = {one["id"]: one["answered"] for one in results["cases"]}
    assert answered["roof"]["correct"] and answered["roof"]["citations"][0]["quotes"]
    assert answered["oaks"]["correct"] and not answered["lost"]["correct"]
    assert results["figures"]["correct"]["value"] == pytest.approx(2 / 3)
    assert results["figures"]["verbatim"]["value"] == 1.0
    assert results["figures"]["page exact"]["value"] is None  # text files have no pages


def test_the_report_for_people_holds_the_same_figures(folder: Path, results: dict[str, Any]) -> None:
    report = (folder / "out" / "report.md").read_text(encoding="utf-8")
    assert "| correct | 0.667 |" in report
    assert "- papers: 2" in report
    assert "| lost | number | evidence not among the first 20, facts missing |" in report


def test_a_second_run_reads_nothing_anew_and_prints_json_alone(
    folder: Path, results: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    made = {file: file.stat().st_mtime_ns for file in (folder / "data").glob("*.npy")}
    assert len(made) == 1
    assert run(folder, "--json", "--limit", "2", "--k", "5") == 0
    assert {file: file.stat().st_mtime_ns for file in (folder / "data").glob("*.npy")} == made
    printed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in printed["cases"]] == ["roof", "oaks"]
    assert (results["k"], printed["k"]) == (20, 5)
    assert [one["found"]["hybrid"]["ranks"] for one in printed["cases"]] == [[1], [1]]


def test_two_runs_are_compared(folder: Path, results: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "out" / "results.json")
    with pytest.raises(SystemExit) as ended:
        main(["compare", file, file])
    assert not ended.value.code and results
    assert "Over the 4 cases that both runs hold" in capsys.readouterr().out


def test_a_kind_that_no_case_has_is_wrong_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--only-kind", "poem") == 2
    assert "there are: number, unanswerable" in capsys.readouterr().err


def test_a_folder_without_papers_is_wrong_input(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(folder / "questions.jsonl"), "--papers", str(tmp_path), "--data", str(tmp_path / "data")])
    assert ended.value.code == 2
    assert "no papers in" in capsys.readouterr().err
