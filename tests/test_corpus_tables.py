"""Tables: rows as passages of their own, with caption, header and section, from text, HTML and PDF."""

import io
from datetime import date
from pathlib import Path

import pytest
from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle  # type: ignore[import-untyped]

from corpus.headers import header_of
from corpus.papers import make_paper, read_paper
from corpus.passages import embedded_text, make_passages
from corpus.pictures import quote_boxes
from corpus.readers import read_bytes
from corpus.sentences import sentences
from corpus.tables import cells_of, find_tables
from corpus.types import Access, Details, Kind, Paper, Passage

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "papers"
TREES = """Performance in the autumn

Table 3: Trees and bins
Ref\tMeasure\tTarget\tJul\tAug\tSep
1.4\tNet trees planted this year\tno target\t12\t-7\t-31
1.5\tBins collected on time\t95%\t91.5%\t\t96.2%
1.6\tBins repaired\t\t\t410\t388
"""
RULED = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 9)]


def words(texts: object) -> list[int]:
    return [len(str(text).split()) for text in texts]  # type: ignore[attr-defined]


def paper_of(text: str) -> Paper:
    return Paper(
        "id", "sha", "a.txt", "/a.txt", "text/plain", "Trees", None, None, date(2025, 9, 1), Kind.REPORT, Access.PUBLIC,
        text, (),
    )  # fmt: skip


def rows_of(text: str) -> list[Passage]:
    return [passage for passage in make_passages(paper_of(text), words, 256) if passage.header]


def pdf(*flow: object) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file, invariant=1).build(list(flow))
    return file.getvalue()


def table(rows: list[list[str]], *style: tuple[object, ...], **options: object) -> Table:
    return Table(rows, style=TableStyle([*RULED, *style]), **options)


def read(data: bytes, name: str = "paper.pdf") -> Paper:
    return make_paper(read_bytes(data, Path(name)), data, Path(name), name, Details())


def tables_in(paper: Paper) -> list[tuple[str, tuple[str, ...], list[list[str]], bool]]:
    return [
        (
            found.caption,
            found.header,
            [[paper.text[start:end] for start, end in row.cells] for row in found.rows],
            found.continues,
        )
        for found in find_tables(paper.text, [page.start for page in paper.pages])
    ]


def test_each_row_is_a_passage_that_gives_header_and_value() -> None:
    row = rows_of(TREES)[0]
    assert row.text == "1.4\tNet trees planted this year\tno target\t12\t-7\t-31"
    assert cells_of(row) == (
        ("Ref", "1.4"), ("Measure", "Net trees planted this year"), ("Target", "no target"), ("Jul", "12"),
        ("Aug", "-7"), ("Sep", "-31"),
    )  # fmt: skip


def test_an_empty_cell_does_not_move_the_others_from_under_their_header() -> None:
    assert cells_of(rows_of(TREES)[1])[-1] == ("Sep", "96.2%")
    assert dict(cells_of(rows_of(TREES)[2]))["Aug"] == "410"


def test_what_is_embedded_of_a_row_says_its_caption_and_the_header_of_its_filled_cells() -> None:
    paper, row = paper_of(TREES), rows_of(TREES)[2]
    text, head = embedded_text(row, paper)
    assert text[head:] == row.text
    assert "Table 3: Trees and bins" in text[:head]
    assert "Ref · Measure · Aug · Sep" in text[:head]


def test_the_table_as_a_whole_is_a_passage_too() -> None:
    others = [p for p in make_passages(paper_of(TREES), words, 256) if not p.header]
    assert any("Net trees" in p.text and "Bins repaired" in p.text for p in others)


def test_every_passage_is_words_of_the_paper() -> None:
    for passage in make_passages(paper_of(TREES), words, 256):
        assert TREES[passage.start : passage.end] == passage.text


def test_pipes_are_cells_and_the_line_of_dashes_parts_the_header() -> None:
    text = "| Ward | Seats |\n|---|---:|\n| Weir | three |\n| Orrick | two |\n"
    assert [cells_of(row) for row in rows_of(text)] == [
        (("Ward", "Weir"), ("Seats", "three")),
        (("Ward", "Orrick"), ("Seats", "two")),
    ]


def test_html_rows_in_a_text_are_rows() -> None:
    text = "<table>\n<tr><th>Ward</th><th>Votes</th></tr>\n<tr>\n<td>Weir</td>\n<td>1,204</td></tr>\n</table>"
    assert [cells_of(row) for row in rows_of(text)] == [(("Ward", "Weir"), ("Votes", "1,204"))]


def test_a_web_page_gives_rows() -> None:
    page = b"""<html><body><h1>Wards</h1><table><caption>Table 1: Seats</caption>
    <tr><th>Ward</th><th>Seats</th><th>Votes</th></tr><tr><td>Weir</td><td>3</td><td>1,204</td></tr>
    <tr><td>Orrick</td><td>2</td><td>987</td></tr></table></body></html>"""
    assert tables_in(read(page, "wards.html")) == [
        ("Table 1: Seats", ("Ward", "Seats", "Votes"), [["Weir", "3", "1,204"], ["Orrick", "2", "987"]], False)
    ]


def test_a_header_of_two_lines_is_read_as_one() -> None:
    rows = [["", "2024/25", "", "2025/26", ""], ["Service", "Budget", "Actual", "Budget", "Forecast"]]
    figures = [["Parks", "1,200", "1,180", "1,250", "1,301"], ["Bins", "3,400", "3,555", "3,600", "3,590"]]
    assert header_of([*rows, *figures]) == (
        2,
        ("Service", "2024/25 Budget", "2024/25 Actual", "2025/26 Budget", "2025/26 Forecast"),
    )


def test_a_label_over_a_group_of_rows_goes_with_each_of_them() -> None:
    text = "Service\tBudget\tActual\nPeople\nLibraries\t410\t402\nPlace\nParks\t1,200\t1,180\n"
    assert [row.heading[-1] for row in rows_of(text)] == ["People", "Place"]


def test_a_cell_that_several_rows_share_goes_with_each_of_them() -> None:
    text = "Service\tMeasure\tQ1\tQ2\nHomes\tLet in time\t71%\t80%\n\tEmpty\t14\t12\nRoads\tPotholes\t90\t85\n"
    assert [row.heading for row in rows_of(text)] == [(), ("Homes",), ()]


def test_a_row_that_names_only_its_figures_is_of_the_row_above() -> None:
    text = (
        "Potholes filled within a week\t\t\tRED\nLatest: 61%\tTarget: 85%, Floor: 75%\tPrevious: 72%\t(Red)\n"
        "Street lamps mended in time\t\t\tGREEN\nLatest: 98%\tTarget: 95%, Floor: 90%\tPrevious: 97%\t(Green)\n"
    )
    said = [(row.heading, row.text.split("\t")[0]) for row in rows_of(text)]
    assert said == [
        ((), "Potholes filled within a week"),
        (("Potholes filled within a week",), "Latest: 61%"),
        ((), "Street lamps mended in time"),
        (("Street lamps mended in time",), "Latest: 98%"),
    ]


def test_a_table_without_a_header_has_rows_without_one() -> None:
    rows = rows_of("Weir Street\t214\t£468,200\nMoot Hall\t88\t£196,700\nTannery Yard\t132\t£233,400\n")
    assert [row.header for row in rows] == [("", "", "")] * 3
    assert cells_of(rows[1]) == (("", "Moot Hall"), ("", "88"), ("", "£196,700"))


@pytest.mark.parametrize(
    "text",
    [
        "The council met on Monday.\nIt agreed the budget of £3m | and rose at nine.\n\nNothing else was done.",
        "1.\tApologies for absence\n2.\tDeclarations of interest\n3.\tMinutes of the last meeting\n",
        "Report title\tThe parks\nReport author\tThe head of parks\n",
        "Introduction\t4\nThe year so far\t9\nRisks\t27\nWhat comes next\t33\n",
    ],
    ids=["prose", "a numbered list", "a form", "a list of contents"],
)
def test_what_is_no_table_has_no_rows(text: str) -> None:
    assert find_tables(text) == []


def test_a_long_row_is_cut_at_its_cells_and_each_piece_keeps_its_header() -> None:
    long = "The works may be late because the supplier has few people and the weather was poor. " * 9
    text = f"Risk\tCause\tWhat is done\nFlooding\t{long.strip()}\t{long.strip()}\nHeat\tfew trees\tplant more\n"
    rows = [row for row in rows_of(text) if "Heat" not in row.text]
    assert {header for row in rows for header in row.header} == {"Risk", "Cause", "What is done"}
    assert all(len(row.text) <= 1_000 for row in rows)
    assert not [p for p in make_passages(paper_of(text), words, 256) if not p.header and "Flooding" in p.text]


def test_a_row_is_quoted_whole_and_a_long_one_cell_by_cell() -> None:
    short = "4.2\tThe site visit. Led by the chair.\t12.5%"
    assert sentences(short) == [(0, len(short))]
    cell = "It rained for nine days in a row and the river rose. Nobody was hurt. " * 4
    long = f"Flooding\t{cell.strip()}\t{cell.strip()}"
    assert [long[start:end] for start, end in sentences(long)][:3] == [
        "Flooding", "It rained for nine days in a row and the river rose.", "Nobody was hurt.",
    ]  # fmt: skip


BUDGET = [["Service", "Budget £000", "Actual £000"], ["Parks", "1,200", "1,180"], ["Bins", "3,400", "3,555"]]


def test_the_rows_of_a_ruled_table_in_a_pdf_are_lines_with_tabs() -> None:
    style = getSampleStyleSheet()["Normal"]
    data = pdf(Paragraph("Table 2: Spending", style), table(BUDGET), Paragraph("So much for the money.", style))
    paper = read(data)
    assert paper.text.splitlines() == [
        "Table 2: Spending", "Service\tBudget £000\tActual £000", "Parks\t1,200\t1,180", "Bins\t3,400\t3,555",
        "So much for the money.",
    ]  # fmt: skip
    assert tables_in(paper) == [("Table 2: Spending", tuple(BUDGET[0]), BUDGET[1:], False)]


def test_wrapped_cells_of_a_pdf_are_put_together() -> None:
    style = getSampleStyleSheet()["Normal"]
    risk = "The contractor may leave the works half done when the money ends"
    rows = [["Risk", "Score"], [Paragraph(risk, style), "12.5"], ["Heat", "7.5"]]
    text = read(pdf(table(rows, colWidths=[110, 60]))).text
    assert f"{risk}\t12.5" in text.splitlines()


def test_a_hyphen_that_ends_a_row_does_not_join_the_next_row_to_it() -> None:
    rows = [["Deposit", "Rating"], ["Banks", "AA-"], ["Bonds", "A+"], ["Bills", "AA-"]]
    assert read(pdf(table(rows))).text.splitlines() == ["\t".join(row) for row in rows]


def test_cells_drawn_column_by_column_are_read_row_by_row_and_found_on_the_page() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 400))
    canvas.grid([50, 150, 250, 350], [200, 220, 240, 260])
    for column, cells in enumerate(zip(*BUDGET, strict=True)):
        for row, cell in enumerate(cells):
            canvas.drawString(55 + 100 * column, 246 - 20 * row, cell)
    canvas.save()
    paper = read(file.getvalue())
    assert paper.text.splitlines()[1] == "Parks\t1,200\t1,180"
    boxes = quote_boxes(file.getvalue(), 1, "Parks\t1,200\t1,180")
    assert [(round(box.left * 40), 155 < box.top * 400 < 180) for box in boxes] == [
        (6, True), (16, True), (26, True),
    ]  # fmt: skip


def test_a_merged_header_cell_goes_over_each_of_its_columns() -> None:
    rows = [["Service", "2025/26", ""], ["", "Budget", "Actual"], *BUDGET[1:]]
    [(_, header, found, _)] = tables_in(read(pdf(table(rows, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1))))))
    assert header == ("Service", "2025/26 Budget", "2025/26 Actual")
    assert found == BUDGET[1:]


def test_columns_of_figures_that_no_rule_parts_are_parted_by_the_white_between() -> None:
    rows = [BUDGET[0], *([f"Service number {n}", f"{n},100", f"{n},900"] for n in range(1, 7))]
    lined = Table(
        rows, style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("LINEBEFORE", (1, 0), (1, -1), 0.5, "black")]
    )
    assert tables_in(read(pdf(lined)))[0][2] == rows[1:]


def test_a_table_that_goes_on_to_the_next_page_keeps_its_header() -> None:
    rows = [[f"Scheme {n}", f"{n},000", f"{n},500"] for n in range(1, 9)]
    paper = read(pdf(table([BUDGET[0], *rows[:4]]), PageBreak(), table(rows[4:])))
    first, second = tables_in(paper)
    assert (second[1], second[2], second[3]) == (first[1], rows[4:], True)
    late = [p for p in make_passages(paper, words, 256) if p.header and p.page and p.page.number == 2]
    assert cells_of(late[0]) == (("Service", "Scheme 5"), ("Budget £000", "5,000"), ("Actual £000", "5,500"))


def test_a_table_whose_header_is_printed_again_on_the_next_page_is_one() -> None:
    rows = [[f"Scheme {n}", f"{n},000", f"{n},500"] for n in range(1, 9)]
    paper = read(pdf(table([BUDGET[0], *rows[:4]]), PageBreak(), table([BUDGET[0], *rows[4:]])))
    assert [(found, continues) for _, _, found, continues in tables_in(paper)] == [(rows[:4], False), (rows[4:], True)]


def test_a_table_of_other_columns_on_the_next_page_does_not_take_that_header() -> None:
    paper = read(pdf(table(BUDGET), PageBreak(), table([["Weir", "214"], ["Orrick", "28"], ["Hasholt", "34"]])))
    assert tables_in(paper)[1][1] == ()


def test_prose_in_a_frame_is_no_table() -> None:
    style = getSampleStyleSheet()["Normal"]
    text = "The council met on Monday and agreed the budget after a long debate about the parks. " * 3
    paper = read(pdf(table([[Paragraph(text, style)]])))
    assert "\t" not in paper.text and tables_in(paper) == []


def test_the_budget_table_of_a_sample_paper_is_one_over_its_pages() -> None:
    file = next(SAMPLES.rglob("Public reports pack 10th-Jun*"))
    found = read_paper(file, file.name, Details(), words, 256)
    rows = [p for p in found.passages if p.header and p.header[0] == "Service" and "Budget £000" in p.header]
    assert len({p.page.number for p in rows if p.page}) > 1
    for row in rows:
        said = dict(cells_of(row))
        budget, outturn = (int(said[name].replace(",", "")) for name in ("Budget £000", "Outturn £000"))
        assert int(said["Variance £000"].replace(",", "")) == outturn - budget


@pytest.mark.parametrize("bar", ["|", "||", "\t"])
def test_a_bar_alone_among_rows_is_no_row(bar: str) -> None:
    text = f"Fee\tPounds\n{bar}\nMooring\t120\nSlipway\t45\n"
    (table,) = find_tables(text, [])
    assert [text[row.start : row.end] for row in table.rows] == ["Mooring\t120", "Slipway\t45"]
