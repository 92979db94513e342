"""Pictures of pages, and where on them a quote stands."""

import io
import struct
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import InvalidInput, UnreadablePaper
from corpus.limits import Limits
from corpus.pictures import Box, quote_boxes, render_page
from corpus.readers import read_bytes

WIDTH, HEIGHT = 400, 800


def page(*lines: tuple[float, float, str]) -> bytes:
    """A PDF of one page of WIDTH by HEIGHT points with texts at (x, y) from its lower left corner, 20 points high."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Courier", 20)  # each of its letters is 12 points wide at this size
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.pages[0].rotate(degrees)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk: PNG specification, 11.2.2
    return width, height


def middle(box: Box) -> tuple[float, float]:
    return box.left + box.width / 2, box.top + box.height / 2


def test_a_page_is_drawn_as_wide_as_asked() -> None:
    assert size_of(render_page(page((50, 600, "Words")), 1, 300)) == (300, 600)


def test_a_page_as_long_as_a_roll_is_drawn_smaller_than_asked() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(100, 14_000))
    canvas.drawString(10, 10, "Words")
    canvas.save()
    width, height = size_of(render_page(file.getvalue(), 1, 4_000))
    assert width < 4_000 and width * height <= 40_100_000


@pytest.mark.parametrize("width", [0, 15, 4_001, -5])
def test_a_picture_without_sense_is_not_drawn(width: int) -> None:
    with pytest.raises(InvalidInput, match="ask for 16 to 4000"):
        render_page(page((50, 600, "Words")), 1, width)


def test_a_quote_is_found_where_it_stands() -> None:
    [box] = quote_boxes(page((48, 600, "We RESOLVED to act"), (48, 100, "later")), 1, "RESOLVED")
    assert box.left == pytest.approx((48 + 3 * 12) / WIDTH, abs=0.01)
    assert box.width == pytest.approx(8 * 12 / WIDTH, abs=0.02)
    assert box.top < (HEIGHT - 600) / HEIGHT < box.top + box.height + 0.01
    assert box.height < 30 / HEIGHT


def test_a_quote_over_lines_has_a_box_for_each() -> None:
    data = page((48, 600, "It was agreed that"), (48, 570, "the library opens on"), (48, 540, "Sunday mornings."))
    boxes = quote_boxes(data, 1, "agreed   that\nthe library opens on Sunday")
    assert len(boxes) == 3
    assert [round(middle(box)[1], 2) for box in boxes] == sorted(round(middle(box)[1], 2) for box in boxes)
    assert boxes[1].left == pytest.approx(48 / WIDTH, abs=0.01)
    assert boxes[2].width == pytest.approx(6 * 12 / WIDTH, abs=0.02)


@pytest.mark.parametrize(
    ("degrees", "corner"), [(0, (0.25, 0.05)), (90, (0.95, 0.25)), (180, (0.75, 0.95)), (270, (0.05, 0.75))]
)
def test_a_quote_is_found_on_a_page_that_is_turned(degrees: int, corner: tuple[float, float]) -> None:
    data = turned(page((64, 754, "CORNER")), degrees)  # its middle stands a quarter across and a twentieth down
    [box] = quote_boxes(data, 1, "corner")
    assert middle(box) == pytest.approx(corner, abs=0.02)


def test_words_that_are_not_on_the_page_have_no_box() -> None:
    data = page((48, 600, "Words"))
    assert quote_boxes(data, 1, "other words") == []
    assert quote_boxes(data, 1, "   ") == []


def test_a_word_broken_at_the_end_of_a_line_is_found_as_it_was_read() -> None:
    data = page((48, 600, "a decision-"), (48, 570, "making body"))
    read = read_bytes(data, Path("a.pdf")).pages[0].text
    assert read == "a decision-making body"
    assert len(quote_boxes(data, 1, read)) == 2


def test_a_page_that_is_not_there_is_refused() -> None:
    for ask in (lambda: render_page(page((1, 1, "x")), 2, 100), lambda: quote_boxes(page((1, 1, "x")), 0, "x")):
        with pytest.raises(UnreadablePaper, match=r"there is no page \d, the file has 1"):
            ask()


def test_what_cannot_be_drawn_in_time_or_at_all_is_refused() -> None:
    data = page((48, 600, "Words"))
    with pytest.raises(UnreadablePaper, match="longer than the time allowed"):
        render_page(data, 1, 1_000, Limits(seconds=0.0005, page_seconds=0))
    with pytest.raises(UnreadablePaper, match="page 1: it cannot be drawn"):
        render_page(b"%PDF-1.4 nothing", 1, 100)
    assert quote_boxes(data, 1, "words")
