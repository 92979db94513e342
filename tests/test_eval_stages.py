"""Where answers are lost, how far a likelihood can be trusted, and what the report shows of it."""

import base64
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.charts import ChartsMissing, recall_bars, risk_curve
from eval.html_report import Picture, html_report
from eval.intervals import Estimate, sign_test
from eval.report import keep, make_folder, markdown, summary_of
from eval.results import Answered, CaseResult, Cited, Found, Run, read_run
from eval.risk import Point, area, risk_at, risk_coverage
from eval.stages import Stage, stage_counts, stage_of, worst
from eval.tables import all_by_kind_table, run_tables, worst_table

PNG = b"\x89PNG\r\n\x1a\n"
NASTY = "<script>alert('x')</script> & \"quoted\" | bar"


def answered(
    *, refused: bool = False, correct: bool = False, quotes: bool = False, likelihood: float | None = 0.5
) -> Answered:
    cited = Cited("minutes.pdf", 1, "ten pounds", quotes, quotes, None, True)
    return Answered(refused, correct, "ten pounds [1]", () if refused else (cited,), 1.0, "how much", likelihood)


def case(name: str, given: Answered, *, answerable: bool = True, stage: Stage | None = None) -> CaseResult:
    kind = "number" if answerable else "unanswerable"
    wanted = ("twelve pounds",) if answerable else ()
    return CaseResult(name, kind, NASTY, answerable, False, {"hybrid": Found((1,), 1.0)}, given, stage, wanted)


@pytest.mark.parametrize(
    ("stage", "given", "deep"),
    [
        (None, answered(correct=True), [None]),
        (Stage.NOT_FOUND, answered(quotes=True), [1, None]),
        (Stage.FOUND_LOW, answered(refused=True), [11]),
        (Stage.REFUSED, answered(refused=True), [10]),
        (Stage.NOT_QUOTED, answered(), [1]),
        (Stage.FACT_MISSING, answered(quotes=True), [1]),
    ],
)
def test_the_first_stage_that_lost_an_answer_is_named(
    stage: Stage | None, given: Answered, deep: list[int | None]
) -> None:
    assert stage_of(True, given, deep) is stage


def test_a_question_without_answer_is_lost_only_where_it_is_answered() -> None:
    assert stage_of(False, answered(refused=True), []) is None
    assert stage_of(False, answered(), []) is Stage.MADE_UP


CASES = (
    case("sure and right", answered(correct=True, likelihood=0.9)),
    case("sure and wrong", answered(likelihood=0.8), stage=Stage.NOT_QUOTED),
    case("unsure and right", answered(correct=True, likelihood=0.6)),
    case("made up", answered(likelihood=0.6), answerable=False, stage=Stage.MADE_UP),
    case("refused", answered(refused=True, likelihood=0.3), stage=Stage.REFUSED),
)
RUN = Run({"questions": NASTY}, 10, CASES)


def test_risk_is_the_share_of_wrong_answers_among_the_likeliest() -> None:
    points = risk_coverage(CASES)
    assert points == [Point(0.9, 0.2, 0.0), Point(0.8, 0.4, 0.5), Point(0.6, 0.8, 0.5)]  # two are alike
    assert risk_at(points, 0.3) == points[1]
    assert risk_at(points, 0.9) is None
    assert area(points) == pytest.approx((0.2 * 0 + 0.2 * 0.5 + 0.4 * 0.5) / 0.8)
    assert area([]) is None


def test_the_worst_are_wrong_answers_the_surest_first_then_refusals() -> None:
    assert [one.id for one in worst(CASES)] == ["sure and wrong", "made up", "refused"]
    assert [one.id for one in worst(CASES, 1)] == ["sure and wrong"]
    assert sum(stage_counts(CASES).values()) == 3


def test_the_sign_test_gives_the_published_values() -> None:
    # 9 of 10 differing cases one way: p = 0.0215 (binomial table, n = 10, two-sided)
    assert sign_test(9, 1) == pytest.approx(0.0215, abs=5e-5)
    assert sign_test(1, 9) == sign_test(9, 1)
    assert sign_test(3, 3) == sign_test(0, 0) == 1.0


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_runs_nothing_and_fetches_nothing_whatever_the_questions_hold() -> None:
    pictures = [Picture(PNG, NASTY)]
    page = html_report(RUN.about, [*run_tables(RUN), all_by_kind_table(RUN)], worst(CASES), pictures)
    reader = _Tags()
    reader.feed(page)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "link", "iframe", "object", "base"}
    addresses = [value for _, has in reader.tags for name, value in has.items() if name in {"src", "href"}]
    assert addresses == [f"data:image/png;base64,{base64.b64encode(PNG).decode()}"]
    assert not [name for _, has in reader.tags for name in has if name.startswith("on")]
    assert "url(" not in page and "@import" not in page
    assert page.count("<article>") == 3
    assert "twelve pounds" in page and "in 10 but not quoted" in page


def test_the_folder_holds_the_report_in_every_form(tmp_path: Path) -> None:
    make_folder(tmp_path / "out")
    keep(RUN, tmp_path / "out")
    assert read_run(tmp_path / "out" / "results.json") == RUN
    for picture in ("recall.png", "risk.png"):
        assert (tmp_path / "out" / picture).read_bytes().startswith(PNG)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert len(re.findall("data:image/png;base64,", page)) == 2
    text = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "| in 10 but not quoted | 1 |" in text and "## The worst misses" in text
    summary = summary_of(RUN)
    assert summary["stages"]["wrongly refused"] == 1
    assert summary["risk_coverage"]["points"][0] == {"likelihood": 0.9, "coverage": 0.2, "risk": 0.0}


def test_a_run_kept_before_stages_were_told_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text(
        '{"about": {}, "k": 5, "cases": [{"id": "a", "kind": "number", "question": "q", "answerable": true, '
        '"follow_up": false, "found": {"hybrid": {"ranks": [1], "took_ms": 1.0}}, "answered": {"refused": false, '
        '"correct": true, "text": "t", "citations": [], "took_ms": 1.0, "searched_as": "q"}}]}'
    )
    [old] = read_run(file).cases
    assert (old.lost_at, old.wanted, old.answered.likelihood) == (None, (), None)
    assert risk_coverage([old]) == []


def test_every_table_of_a_run_fills_its_columns() -> None:
    for table in [*run_tables(RUN), all_by_kind_table(RUN), worst_table(RUN)]:
        assert table.rows and all(len(cells) == len(table.columns) for cells in table.rows), table.title
    assert markdown([worst_table(RUN)], {}).count("sure and wrong") == 1


def test_pictures_without_the_library_that_draws_say_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recall_bars({"hybrid": {"any@1": Estimate(0.5, 0.4, 0.6, 10), "any@3": Estimate(None, None, None, 0)}})
    for module in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # as if it were not installed
    with pytest.raises(ChartsMissing, match="make setup"):
        risk_curve([])
