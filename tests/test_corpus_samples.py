"""The sample papers: that they are what their script builds, that they agree with themselves, and that the gold
questions over them quote what stands there."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from corpus.samples import PAPERS, build, story
from corpus.samples.scan import run_lengths

QUESTIONS = Path(__file__).resolve().parents[1] / "eval" / "samples.jsonl"
JUNE_PACK = "cabinet_2025-06-10/Public reports pack 10th-Jun-2025 18.00 Cabinet.pdf"
JULY_PACK = "cabinet_2025-07-15/Public reports pack 15th-Jul-2025 18.00 Cabinet.pdf"
JULY_MINUTES = "cabinet_2025-07-15/Printed minutes 15th-Jul-2025 18.00 Cabinet.pdf"
REPORT = "cabinet_2025-07-15/Future of Larchfield Leisure Centre - Report.pdf"
SUPPLEMENT = "cabinet_2025-07-15/Supplement - Item 6 corrected report 15th-Jul-2025 18.00 Cabinet.pdf"
EXEMPT = "cabinet_2025-07-15/Appendix C - EXEMPT - Evaluation of tenders.pdf"
SCRUTINY_MINUTES = (
    "overview_and_scrutiny_2025-08-05/Printed minutes 05th-Aug-2025 18.30 Overview and Scrutiny Committee.pdf"
)
JUNE_MINUTES = "cabinet_2025-06-10/Printed minutes 10th-Jun-2025 18.00 Cabinet.pdf"
PACKS = sorted(file.relative_to(PAPERS).as_posix() for file in PAPERS.rglob("Public reports pack*.pdf"))


@cache
def texts() -> dict[str, list[str]]:
    """The text of every page of every paper as PDFium reads it."""
    return {file.relative_to(PAPERS).as_posix(): pages_of(file) for file in sorted(PAPERS.rglob("*.pdf"))}


def pages_of(file: Path) -> list[str]:
    with pdfium.PdfDocument(file) as document:
        return [page.get_textpage().get_text_range() for page in document]


@cache
def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def whole(path: str) -> str:
    return " ".join(" ".join(texts()[path]).split())


def test_the_papers_are_what_a_fresh_build_makes() -> None:
    assert build.differences(build.built(), PAPERS) == [], "run `python -m corpus.samples.build`"


def test_a_paper_that_was_changed_added_or_lost_is_told(tmp_path: Path) -> None:
    papers = {"a.pdf": b"one", "b/c.pdf": b"two"}
    build.write(papers, tmp_path)
    assert build.differences(papers, tmp_path) == []
    (tmp_path / "a.pdf").write_bytes(b"other")
    (tmp_path / "b" / "c.pdf").rename(tmp_path / "d.pdf")
    assert build.differences(papers, tmp_path) == ["a.pdf", "b/c.pdf", "d.pdf"]
    build.write(papers, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.rglob("*.*")} == {"a.pdf": b"one", "c.pdf": b"two"}


def test_there_is_enough_to_ask_about() -> None:
    assert len(texts()) >= 12 and sum(map(len, texts().values())) >= 80


@pytest.mark.parametrize("data", [b"", b"\xff" * 400 + b"\x00", bytes(range(256)) * 2, b"aab", b"\x01" * 129])
def test_run_lengths_give_the_bytes_back(data: bytes) -> None:
    packed, out, i = run_lengths(data), bytearray(), 0
    while packed[i] != 128:  # the decoder of ISO 32000-1, 7.4.5
        n = packed[i]
        out += packed[i + 1 : i + n + 2] if n < 128 else packed[i + 1 : i + 2] * (257 - n)
        i += n + 2 if n < 128 else 2
    assert bytes(out) == data and i == len(packed) - 1


def test_no_name_in_braces_is_left_over() -> None:
    assert not [path for path in texts() if "{" in whole(path) or "}" in whole(path)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_gold_quote_stands_on_its_page(case: dict[str, Any]) -> None:
    quotes = [quote for group in case["evidence"] for quote in group]
    assert bool(quotes) == (case["kind"] != "unanswerable") and bool(case.get("note")) != bool(quotes)
    assert case["docs"] == sorted({quote["file"] for quote in quotes})
    for quote in quotes:
        assert squeezed(quote["quote"]) in squeezed(texts()[quote["file"]][quote["page"] - 1])


def test_the_gold_questions_are_of_every_kind() -> None:
    kinds = {case["kind"] for case in cases()}
    assert kinds == {
        "crossdoc", "decision", "definition", "finance", "how", "list", "number", "recommendation", "risk", "table",
        "unanswerable", "vote", "when", "who", "why", "yesno",
    }  # fmt: skip
    assert len({case["id"] for case in cases()}) == len(cases()) >= 40
    assert sum("history" in case for case in cases()) >= 5
    assert sum(case["kind"] == "unanswerable" for case in cases()) >= 8


@pytest.mark.parametrize("case", [c for c in cases() if c["facts"]], ids=lambda case: case["id"])
def test_the_facts_of_a_case_are_in_its_evidence(case: dict[str, Any]) -> None:
    evidence = " ".join(quote["quote"] for group in case["evidence"] for quote in group).lower()
    assert all(any(form.lower() in evidence for form in forms) for forms in case["facts"])


def test_the_exempt_figures_stand_nowhere_but_in_the_exempt_appendix() -> None:
    secrets = [story.money(price) for price, _ in story.TENDERS.values()] + [story.money(story.RATE_FLOOR)]
    secrets += [*story.TENDERS, "£6,215,000", "£185,825", "2.35%", "27.4%"]
    assert all(secret in whole(EXEMPT) for secret in secrets)
    assert not [(path, s) for path in texts() if path != EXEMPT for s in secrets if s in whole(path)]
    assert all("NOT FOR PUBLICATION" in page for page in texts()[EXEMPT])


def test_the_supplement_corrects_the_figure_and_says_so() -> None:
    assert "It saves £212,000 a year before borrowing" in whole(REPORT) and "187,000" not in whole(REPORT)
    assert "It saves £212,000 a year before borrowing" in whole(JULY_PACK) and "187,000" not in whole(JULY_PACK)
    assert "It saves £187,000 a year before borrowing" in whole(SUPPLEMENT)
    assert whole(SUPPLEMENT).count("£212,000") == 1, "only where it says what was wrong"
    assert "the Council is £57,000 a year better off" in whole(REPORT)
    assert "the Council is £32,000 a year better off" in whole(SUPPLEMENT)


@pytest.mark.parametrize(
    ("vote", "path"),
    [
        (story.DEFERRAL, JUNE_MINUTES),
        (story.PARKING_VOTE, JUNE_MINUTES),
        (story.PHASING, JULY_MINUTES),
        (story.APPROVAL, JULY_MINUTES),
        (story.TO_COUNCIL, SCRUTINY_MINUTES),
        (story.REFER_BACK, SCRUTINY_MINUTES),
    ],
)
def test_everybody_present_votes_once_and_the_minutes_count_them(vote: story.Vote, path: str) -> None:
    members = story.SCRUTINY_MEMBERS if path == SCRUTINY_MINUTES else story.CABINET
    voted = [*vote.supporters, *vote.opponents, *vote.abstainers]
    assert sorted(voted) == sorted(members)
    sides = zip(("For", "Against", "Abstain"), (vote.supporters, vote.opponents, vote.abstainers), strict=True)
    printed = [f"{side} ({len(who)}) {', '.join(map(story.short, who)) or 'None'}" for side, who in sides]
    assert " ".join(printed) in whole(path)


@pytest.mark.parametrize(("path", "net"), [(JUNE_PACK, "18,064 18,321 +257"), (JULY_PACK, "18,701 18,932 +231")])
def test_the_budget_table_adds_up_and_repeats_its_header(path: str, net: str) -> None:
    pages = [page for page in texts()[path] if re.search(r"^Service\s+Budget £000", page, re.MULTILINE)]
    assert len(pages) == 3, "it runs over three pages"
    rows = re.findall(r"^(.+?) (-?[\d,]+) (-?[\d,]+) ([-+]?[\d,]+)\s*$", "\n".join(pages), re.MULTILINE)
    figures = {name: [int(cell.replace(",", "")) for cell in cells] for name, *cells in rows}
    services = [cells for name, cells in figures.items() if not name.startswith(("Total", "Net"))]
    totals = [cells for name, cells in figures.items() if name.startswith("Total")]
    assert f"Net revenue expenditure {net}" in " ".join(pages[-1].split())
    assert columns(services) == columns(totals) == figures["Net revenue expenditure"]
    assert all(actual - budget == variance for budget, actual, variance in figures.values())


def test_the_performance_report_counts_its_own_table() -> None:
    path = next(path for path in PACKS if path.startswith("overview_and_scrutiny"))
    standing = re.findall(r"[\d%] (met|within a tenth|missed)\s*$", "\n".join(texts()[path][12:16]), re.MULTILINE)
    counts = {word: standing.count(word) for word in ("met", "within a tenth", "missed")}
    assert counts == {"met": 18, "within a tenth": 4, "missed": 5}
    said = "Of 27 measures in the Corporate Plan, 18 met their target in quarter 4 (January to March 2025), four were"
    assert f"{said} within a tenth of it, and five were missed." in whole(path)


def columns(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("path", PACKS)
def test_the_agenda_gives_the_pages_where_its_items_begin(path: str) -> None:
    pages = texts()[path]
    ranges = re.findall(r"^(\d+)\. .*?\(Pages (\d+) - (\d+)\)", "\n".join(pages[:2]).replace("\r", ""), re.MULTILINE)
    assert len(ranges) >= 5
    printed = {int(found[1]): page for page in pages if (found := re.search(r"^Page (\d+)\s*$", page, re.MULTILINE))}
    assert all(re.search(rf"^Agenda Item {item}\s*$", printed[int(first)], re.MULTILINE) for item, first, _ in ranges)
    assert [int(first) for _, first, _ in ranges] == [1, *(int(last) + 1 for _, _, last in ranges[:-1])]
    assert int(ranges[-1][2]) == max(printed) == len(pages) - 2


@pytest.mark.parametrize("path", PACKS)
def test_a_pack_has_labels_an_outline_and_a_title(path: str) -> None:
    with pdfium.PdfDocument(PAPERS / path) as document:
        labels = [document.get_page_label(i) for i in range(len(document))]
        outline = {entry.get_title(): entry.get_dest().get_index() for entry in document.get_toc()}
        title = document.get_metadata_dict()["Title"]
    assert labels == ["i", "ii", *map(str, range(1, len(labels) - 1))]
    assert outline["Agenda"] == 0 and outline["3 Minutes"] == 2 and len(outline) >= 6
    assert title.startswith("(Public Pack)Agenda Document for ")


def test_the_letter_is_a_picture_without_a_text_layer() -> None:
    with pdfium.PdfDocument(PAPERS / REPORT) as document:
        page = document[len(document) - 1]
        assert page.get_textpage().get_text_range() == ""
        shades = page.render(scale=1, grayscale=True).to_numpy()
    assert 0.02 < (shades < 128).mean() < 0.3, "dark enough to hold a letter, light enough to be read"
