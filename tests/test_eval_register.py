"""The measure of the register: counts and shares over papers whose rows were decided before they were read."""

import json
from pathlib import Path

import pytest

from corpus.errors import InvalidInput
from corpus.register.types import Status
from eval.register import Compared, GoldPaper, Rows, compare_register, load_gold, ratio, register_tables, rows_of

MINUTES = """Eastmoor Borough Council
Cabinet
Minutes of a meeting of the Cabinet held at The Guildhall on Tuesday 4 March 2025 at 6.00 pm.
Present: Councillor Ada Quill (Chair)

12. **Apologies**

There were none.

13. **Parking charges**

Zone\tCharge\tPermits
North\t£72\t410
South\t£80\t365
East\t£64\t118

RESOLVED: That Cabinet approve the charges.

14. **Tree survey**

RESOLVED: That the report be noted.
"""
FOUND = Rows(0, 3, 1, (("13", Status.RESOLVED), ("14", Status.NOTED)))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path


def gold(*decisions: tuple[str | None, Status], path: str = "minutes.txt", held_out: bool = False) -> GoldPaper:
    return GoldPaper(path, held_out, Rows(0, 3, 1, decisions))


def test_a_paper_gives_its_rows(papers: Path) -> None:
    assert rows_of(papers / "minutes.txt") == FOUND


def test_a_status_that_is_wrong_is_a_number_that_is_right(papers: Path) -> None:
    [one] = compare_register([gold(("13", Status.RESOLVED), ("14", Status.RESOLVED))], papers)
    assert (one.right(recommended=False), one.right(recommended=False, by_status=True)) == (2, 1)


def test_a_recommendation_found_as_a_decision_is_not_right() -> None:
    asked = gold((None, Status.RECOMMENDED))
    decided = Rows(0, 3, 1, ((None, Status.RESOLVED),))
    one = Compared(asked, decided)
    assert (one.right(recommended=False), one.right(recommended=True)) == (0, 0)


def test_two_decisions_of_one_minute_count_twice() -> None:
    one = Compared(gold(("13", Status.RESOLVED), ("13", Status.LOST)), Rows(0, 3, 1, (("13", Status.RESOLVED),) * 3))
    assert (one.right(recommended=False), one.right(recommended=False, by_status=True)) == (2, 1)


def test_the_tables_give_counts_and_shares() -> None:
    known = Compared(gold(("13", Status.RESOLVED), ("14", Status.NOTED), ("15", Status.LOST)), FOUND)
    held_out = Compared(gold(("13", Status.NOTED), held_out=True, path=f"a/{'long' * 15}.txt"), FOUND)
    counts, shares = register_tables([known, held_out])
    assert counts.rows[0] == ("minutes.txt", "0 / 0", "3 / 3", "2 / 3", "0 / 0", "1 / 1")
    assert counts.rows[1][0] == "longlonglonglonglonglon…longlonglonglong.txt *"
    assert counts.rows[2:] == (
        ("known papers", "0 / 0", "3 / 3", "2 / 3", "0 / 0", "1 / 1"),
        ("papers held out", "0 / 0", "3 / 3", "2 / 1", "0 / 0", "1 / 1"),
    )
    assert shares.rows[0] == ("decisions, known papers", "2", "3", "1.000", "0.667", "1.000", "0.667")
    assert shares.rows[2] == ("decisions, papers held out", "2", "1", "0.500", "1.000", "0.000", "0.000")


def test_nothing_to_find_and_nothing_found_is_all_found() -> None:
    assert (ratio(0, 0), ratio(1, 2)) == (1.0, 0.5)


@pytest.mark.parametrize(
    "told",
    [
        "{}",
        "no JSON",
        '{"papers": [{"paper": "a.txt"}]}',
        '{"papers": [{"paper": "a", "agenda": 0, "minutes": 0, "tables": 0, "decisions": [["1", "agreed"]]}]}',
    ],
)
def test_a_file_that_tells_no_rows_is_refused(tmp_path: Path, told: str) -> None:
    file = tmp_path / "gold.json"
    file.write_text(told, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"gold\.json cannot be read"):
        load_gold(file)


def test_a_paper_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"there is no minutes\.txt in"):
        list(compare_register([gold()], tmp_path))


def test_what_was_read_by_eye_is_counts_numbers_and_names_of_files() -> None:
    """No sentence of a real paper stands in it."""
    for paper in load_gold():
        assert all(number is None or (number[-1].isdigit() and " " not in number) for number, _ in paper.rows.decisions)
    told = json.loads((Path(__file__).resolve().parents[1] / "eval" / "register_gold.json").read_text(encoding="utf-8"))
    assert {key for paper in told["papers"] for key in paper} == {
        "paper", "held_out", "agenda", "minutes", "tables", "decisions",
    }  # fmt: skip


def test_nearly_all_that_real_papers_decide_is_found_and_nothing_else(shared: Path) -> None:
    compared = list(compare_register(load_gold(), shared / "papers"))
    there = sum(len(one.gold.rows.of(recommended=False)) for one in compared)
    found = sum(len(one.found.of(recommended=False)) for one in compared)
    right = sum(one.right(recommended=False, by_status=True) for one in compared)
    assert right / there >= 0.95
    assert right / found >= 0.95
