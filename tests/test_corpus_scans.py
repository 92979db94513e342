"""Scans: read by text recognition where it is installed and asked for, named as unread otherwise, and read later."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import UnreadablePaper, UnrecognisedPaper
from corpus.limits import DEFAULT_LIMITS, Limits
from corpus.readers import read_bytes
from corpus.readers.pdf_notes import page_notes
from corpus.readers.recognition import NotRecognised, Recognised, available, words_of_tsv
from corpus.types import Access, RawDocument
from index.caches import Caches
from index.catalogue import Catalogue
from index.doctor import check
from index.hashing import HashingEmbedder
from index.ingest import FileReport, ingest
from index.search import Search
from index.types import Reader

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)
WORDS = "The cabinet agreed to plant\nforty oak trees along the canal\nbefore the end of March."
needs_recognition = pytest.mark.skipif(not available(), reason="needs Tesseract: make ocr")


def scan(words: str, degrees: int = 0) -> ImageReader:
    """A picture of a page of 8 by 8 inches at 150 dots an inch, with `words` on it."""
    image = Image.new("L", (1200, 1200), "white")
    ImageDraw.Draw(image).multiline_text((120, 150), words, fill="black", font_size=40, spacing=24)
    return ImageReader(image.rotate(degrees))


def pdf(*pages: str | ImageReader, stamp: str = "") -> bytes:
    """A PDF whose pages are words or pictures, a `stamp` printed over each picture."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(576, 576))
    for page in pages:
        if isinstance(page, str):
            for number, line in enumerate(page.split("\n")):
                canvas.drawString(72, 500 - 14 * number, line)
        else:
            canvas.drawImage(page, 0, 0, 576, 576)
            canvas.drawString(40, 560, stamp)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(data: bytes, recognise: bool = True, limits: Limits = DEFAULT_LIMITS) -> RawDocument:
    return read_bytes(data, Path("a.pdf"), limits, recognise=recognise)


@needs_recognition
def test_a_scanned_page_is_read_and_says_how_sure_that_is() -> None:
    document = read(pdf("Minutes of the meeting", scan(WORDS)))
    assert document.pages[1].text.split("\n") == WORDS.split("\n")
    assert document.pages[0].confidence is None
    sure = document.pages[1].confidence
    assert sure is not None and 80 <= sure <= 100
    assert document.notes == (f"page 2 (read from a picture, confidence {sure:.0f} of 100)",)
    assert not document.unrecognised


@needs_recognition
def test_a_scan_that_lies_on_its_side_is_read() -> None:
    document = read(pdf(scan("\n".join([WORDS] * 4), degrees=90)))
    assert "forty oak trees along the canal" in document.pages[0].text


@needs_recognition
def test_a_stamp_over_a_scan_does_not_pass_for_its_text() -> None:
    data = pdf(scan(WORDS), stamp="Page 27")
    assert "forty oak trees" in read(data).pages[0].text
    without = read(data, recognise=False)
    assert (without.pages[0].text, without.unrecognised) == ("Page 27", True)
    assert without.notes == ("not read: page 1 (little but a picture)",)


@needs_recognition
def test_a_picture_without_words_is_named() -> None:
    document = read(pdf("Some words", scan("")), recognise=True)
    assert document.notes == ()  # a white picture shows nothing
    picture = Image.new("L", (400, 400), "white")
    ImageDraw.Draw(picture).ellipse((100, 100, 300, 300), fill="grey")
    document = read(pdf("Some words", ImageReader(picture)))
    assert document.notes == ("not read: page 2 (no words were recognised in its picture)",)


@needs_recognition
def test_recognition_that_takes_too_long_is_given_up_and_the_rest_is_read() -> None:
    document = read(pdf("Some words", scan(WORDS)), limits=Limits(recognition_seconds=0.01))
    assert document.pages[0].text == "Some words"
    assert document.notes == ("not read: page 2 (recognising its picture took longer than the 0.01 s allowed)",)


def test_without_recognition_a_scan_is_refused_with_the_cure() -> None:
    with pytest.raises(UnrecognisedPaper, match=r"page 1 \(no text layer\).*make ocr"):
        read(pdf(scan(WORDS)), recognise=False)


def test_without_recognition_the_rest_is_read_and_the_scan_named() -> None:
    document = read(pdf("Some words", scan(WORDS), scan(WORDS)), recognise=False)
    assert document.notes == ("not read: pages 2-3 (no text layer)",)
    assert document.unrecognised
    assert not read(pdf("Some words"), recognise=False).unrecognised


def test_recognition_is_not_there_without_its_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not available()


def row(level: int, block: int, paragraph: int, line: int, word: int, confidence: float, text: str) -> str:
    cells = (level, 1, block, paragraph, line, word, 0, 0, 9, 9, confidence, text)
    return "\t".join(map(str, cells))


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def test_words_are_put_into_lines_and_paragraphs() -> None:
    tsv = [HEAD, row(4, 1, 1, 1, 0, -1, ""), row(5, 1, 1, 1, 1, 90, "The"), row(5, 1, 1, 1, 2, 80, "fee")]
    tsv += [row(5, 1, 1, 2, 1, 70, "rises."), row(5, 1, 2, 1, 1, 60, "It"), row(5, 1, 2, 1, 2, 50, "does.")]
    assert words_of_tsv("\n".join(tsv)) == Recognised("The fee\nrises.\n\nIt does.", 70.0)


def test_a_bullet_taken_for_a_letter_is_a_bullet() -> None:
    tsv = [HEAD, row(5, 1, 1, 1, 1, 60, "e"), row(5, 1, 1, 1, 2, 96, "Apologies")]
    assert words_of_tsv("\n".join(tsv)).text == "• Apologies"


def test_stains_are_not_words() -> None:
    tsv = [HEAD, row(5, 1, 1, 1, 1, 96, "Minutes"), row(5, 1, 1, 2, 1, 12, "~"), row(5, 1, 1, 2, 2, 30, "ii")]
    assert words_of_tsv("\n".join(tsv)) == Recognised("Minutes", 96.0)


@pytest.mark.parametrize(
    ("confidence", "text", "reason"), [(20, "aS", "no words"), (96, "--", "no words"), (45, "words", "too unclear")]
)
def test_what_cannot_be_quoted_is_not_read(confidence: float, text: str, reason: str) -> None:
    with pytest.raises(NotRecognised, match=reason):
        words_of_tsv("\n".join([HEAD, row(5, 1, 1, 1, 1, confidence, text)]))


def test_notes_tell_the_lowest_and_the_highest_confidence() -> None:
    read_pages = {3: Recognised("a", 91.2), 4: Recognised("b", 83.6)}
    assert page_notes([], read_pages, {7: "too unclear", 9: "too unclear"}) == (
        "not read: pages 7, 9 (too unclear)",
        "pages 3-4 (read from pictures, confidence 84 to 91 of 100)",
    )


# Ingest


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "mixed.pdf").write_bytes(pdf("Minutes of the cabinet", scan(WORDS)))
    (folder / "plain.pdf").write_bytes(pdf("Minutes of the council"))
    (folder / "scan.pdf").write_bytes(pdf(scan(WORDS)))
    return folder


def took(catalogue: Catalogue, papers: Path, recognise: bool) -> list[str]:
    return [file.outcome.name for file in ingest([papers], catalogue, EMBEDDER, recognise=recognise).files]


@needs_recognition
def test_what_was_not_recognised_is_read_once_it_can_be_and_nothing_else_is(catalogue: Catalogue, papers: Path) -> None:
    assert took(catalogue, papers, recognise=False) == ["ADDED", "ADDED", "REFUSED"]
    assert [refusal.source for refusal in catalogue.refusals()] == [str(papers / "scan.pdf")]
    assert took(catalogue, papers, recognise=False) == ["UNCHANGED"] * 3
    assert took(catalogue, papers, recognise=True) == ["REPLACED", "UNCHANGED", "ADDED"]
    assert catalogue.refusals() == []
    assert took(catalogue, papers, recognise=True) == ["UNCHANGED"] * 3
    assert took(catalogue, papers, recognise=False) == ["UNCHANGED"] * 3
    assert check(catalogue) == []


@needs_recognition
def test_a_recognised_page_answers_with_its_page_and_confidence(catalogue: Catalogue, papers: Path) -> None:
    took(catalogue, papers, recognise=True)
    hits = Search(catalogue, Caches(catalogue), EMBEDDER).search("oak trees along the canal", PUBLIC)
    page = next(hit.passage.page for hit in hits if hit.paper.source.endswith("mixed.pdf"))
    assert page is not None and page.number == 2
    assert page.confidence is not None and page.confidence >= 80
    notes = {Path(paper.source).name: paper.notes for paper in catalogue.papers(PUBLIC)}
    assert notes["plain.pdf"] == ()
    assert notes["mixed.pdf"][0].startswith("page 2 (read from a picture, confidence ")


def test_a_copy_of_a_scan_is_no_reason_to_read_it_again(catalogue: Catalogue, papers: Path) -> None:
    took(catalogue, papers, recognise=False)
    (papers / "mixed copy.pdf").write_bytes((papers / "mixed.pdf").read_bytes())
    report: dict[str, FileReport] = {
        Path(file.source).name: file for file in ingest([papers], catalogue, EMBEDDER, recognise=False).files
    }
    assert report["mixed copy.pdf"].outcome.name == "SAME"


@needs_recognition
def test_a_scan_of_real_minutes_is_named_as_unread_and_read_when_it_can_be(shared: Path) -> None:
    file = next((shared / "papers" / "other").glob("us_new_hampshire_towns__24b*.pdf"))
    writer = PdfWriter()
    writer.add_page(PdfReader(file).pages[0])
    one_page = io.BytesIO()
    writer.write(one_page)
    with pytest.raises(UnreadablePaper, match="not read: page 1"):
        read(one_page.getvalue(), recognise=False)
    page = read(one_page.getvalue()).pages[0]
    assert "Meeting Minutes" in page.text and "January 27, 2025" in page.text
    assert page.confidence is not None and page.confidence >= 85
