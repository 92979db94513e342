"""Reading files: every format as text, every bad file refused with its reason and a cure."""

import codecs
import io
import json
import os
import signal
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import EncryptedPaper, UnreadablePaper, UnsupportedPaper
from corpus.limits import MEBIBYTE, Limits
from corpus.readers import SUPPORTED_SUFFIXES, read_bytes, read_file
from corpus.readers.clean import clean_text, words_of
from corpus.readers.glyph_codes import letters_of
from corpus.readers.numerals import letters, roman
from corpus.readers.worker import Worker


def pdf(*pages: str, title: str | None = None) -> bytes:
    """A PDF with one page for each text; an empty text makes a blank page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 400))
    if title:
        canvas.setTitle(title)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(50, 350 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def changed(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def text_of(data: bytes, name: str) -> str:
    document = read_bytes(data, Path(name))
    assert not document.paged
    return document.pages[0].text


def word(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# PDF


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    data = pdf("Minutes of the Cabinet\nof May", "Apologies were given", title="Cabinet minutes")
    document, content = read_file(put(tmp_path, "minutes.pdf", data))
    assert [page.text.split("\n") for page in document.pages] == [
        ["Minutes of the Cabinet", "of May"],
        ["Apologies were given"],
    ]
    assert (document.paged, document.title, document.media_type) == (True, "Cabinet minutes", "application/pdf")
    assert content == data
    assert document.notes == ()


@pytest.mark.parametrize("count", [49, 50, 51, 100, 101, 121])
def test_a_long_pdf_is_read_whole_and_in_order(count: int) -> None:
    wanted = [f"Page {n} of the harbour wall's accounts" for n in range(1, count + 1)]
    assert [page.text.strip() for page in read_bytes(pdf(*wanted), Path("long.pdf")).pages] == wanted


def test_the_labels_of_pages_are_kept_beside_their_order() -> None:
    def label(writer: PdfWriter) -> None:
        writer.set_page_label(0, 0, style=PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(1, 2, style=PageLabelStyle.DECIMAL, start=41)

    data = changed(pdf("cover", "first", "second"), label)
    assert [page.label for page in read_bytes(data, Path("pack.pdf")).pages] == ["i", "41", "42"]


def test_a_pdf_without_labels_has_none() -> None:
    assert [page.label for page in read_bytes(pdf("one", "two"), Path("a.pdf")).pages] == [None, None]


def test_pages_that_are_only_pictures_are_named_and_blank_ones_are_not() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for content in ("words", "picture", "blank", "picture", "picture", "words"):
        if content == "words":
            canvas.drawString(50, 700, "Some words")
        elif content == "picture":
            canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    document = read_bytes(file.getvalue(), Path("a.pdf"))
    assert document.notes == ("not read: pages 2, 4-5 (no text layer)",)
    assert len(document.pages) == 6


def test_a_scan_is_refused_and_told_to_be_recognised() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadablePaper, match=r"page 1 \(no text layer\).*text recognition"):
        read_bytes(file.getvalue(), Path("scan.pdf"))


def test_an_empty_password_opens_a_pdf_and_a_real_one_does_not() -> None:
    open_to_all = changed(pdf("Public words"), lambda w: w.encrypt("", "owner", algorithm="AES-256"))
    assert read_bytes(open_to_all, Path("a.pdf")).pages[0].text == "Public words"
    locked = changed(pdf("Secret words"), lambda w: w.encrypt("user", "owner", algorithm="AES-256"))
    with pytest.raises(EncryptedPaper, match="asks for a password; save a copy without"):
        read_bytes(locked, Path("a.pdf"))


def test_what_is_filled_into_a_form_is_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(50, 700, "Name of authority:")
    canvas.acroForm.textfield(name="authority", value="Anytown Parish Council", x=200, y=690, width=200, height=20)
    canvas.showPage()
    canvas.save()
    assert "Anytown Parish Council" in read_bytes(file.getvalue(), Path("form.pdf")).pages[0].text


def test_a_pdf_is_known_by_what_it_holds_not_by_its_name() -> None:
    assert read_bytes(b"\r\n junk before \n" + pdf("Found"), Path("minutes.txt")).pages[0].text == "Found"
    with pytest.raises(UnreadablePaper, match=r"named \.pdf but holds a web page.*download it again"):
        read_bytes(b"<!DOCTYPE html><p>404</p>", Path("minutes.pdf"))


@pytest.mark.parametrize("cut", [9, 200, 600])
def test_a_pdf_cut_short_is_read_or_refused(cut: int) -> None:
    data = pdf("Words that were here")
    try:
        assert "Words" in read_bytes(data[:cut], Path("cut.pdf")).pages[0].text
    except UnreadablePaper as error:
        assert error.reason


def test_too_many_pages_or_characters_or_bytes_are_refused(tmp_path: Path) -> None:
    data = pdf("one", "two", "three")
    with pytest.raises(UnreadablePaper, match="3 pages, more than the 2 allowed; split it"):
        read_bytes(data, Path("a.pdf"), Limits(pages=2))
    with pytest.raises(UnreadablePaper, match="more than the 5 characters allowed"):
        read_bytes(data, Path("a.pdf"), Limits(characters=5))
    with pytest.raises(UnreadablePaper, match=r"more than the 0\.0 MiB allowed"):
        read_file(put(tmp_path, "a.pdf", data), Limits(file_size=100))


@pytest.mark.parametrize("folder", ["hardpdfs", "papers"])
def test_every_pdf_there_is_gets_read_or_refused(shared: Path, folder: str) -> None:
    files = sorted((shared / folder).rglob("*.pdf"))[:: 1 if folder == "hardpdfs" else 12]
    assert files
    for file in files:
        try:
            document, _ = read_file(file)
        except UnreadablePaper as error:
            assert error.reason and str(file) in str(error)
        else:
            assert any(page.text.strip() for page in document.pages)


# The process that reads


def test_time_that_runs_out_refuses_the_file_and_the_next_is_read() -> None:
    with pytest.raises(UnreadablePaper, match=r"longer than the time allowed \(0\.001 s"):
        read_bytes(pdf("slow"), Path("slow.pdf"), Limits(seconds=0.001, page_seconds=0))
    assert read_bytes(pdf("fast"), Path("fast.pdf")).pages[0].text == "fast"


def test_memory_that_runs_out_refuses_the_file_and_the_next_is_read() -> None:
    document = Document()
    document.add_paragraph("x" * 20_000_000)
    with pytest.raises(UnreadablePaper, match=r"memory|crashed|damaged"):
        read_bytes(word(document), Path("large.docx"), Limits(memory=160 * MEBIBYTE))
    assert read_bytes(pdf("small"), Path("small.pdf")).pages[0].text == "small"


def test_a_process_that_dies_is_replaced() -> None:
    worker = Worker()
    arguments = {"media_type": "text/plain", "name": "a.txt"}
    assert b"first" in worker.ask("read", b"first", "a.txt", Limits(), **arguments)
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    assert b"second" in worker.ask("read", b"second", "a.txt", Limits(), **arguments)
    worker.close()


def test_one_process_reads_many_files_and_is_renewed_after_some() -> None:
    worker = Worker()
    seen = set()
    for number in range(205):
        answer = worker.ask("read", b"words", "a.txt", Limits(), media_type="text/plain", name="a.txt")
        assert json.loads(answer)["pages"][0]["text"] == "words"
        assert worker._process is not None
        seen.add(worker._process.pid)
        assert len(seen) == (1 if number < 200 else 2)
    worker.close()


def test_the_process_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_LLM_KEY", "a secret")
    worker = Worker()
    worker.ask("read", b"words", "a.txt", Limits(), media_type="text/plain", name="a.txt")
    assert worker._process is not None
    surroundings = Path(f"/proc/{worker._process.pid}/environ")
    if not surroundings.exists():
        pytest.skip("needs a system that shows a process's environment")
    assert b"PYTHONPATH" in surroundings.read_bytes()
    assert b"a secret" not in surroundings.read_bytes()
    worker.close()


def test_the_process_ends_when_it_is_closed() -> None:
    worker = Worker()
    worker.ask("read", b"words", "a.txt", Limits(), media_type="text/plain", name="a.txt")
    process = worker._process
    assert process is not None
    worker.close()
    assert process.poll() == 0


# Files as such


def test_the_formats_read_are_told() -> None:
    assert set(SUPPORTED_SUFFIXES) == {".pdf", ".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx"}


@pytest.mark.parametrize(
    ("name", "data", "error", "reason"),
    [
        ("a.pdf", b"", UnreadablePaper, "the file is empty"),
        ("a.txt", b" \r\n\t ", UnreadablePaper, "the file is empty"),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 99, UnsupportedPaper, "before 2007; save it as PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n...", UnsupportedPaper, "a picture.*OCR"),
        ("a.csv", b"a,b\n1,2\n", UnsupportedPaper, "'.csv' are not read; save it as"),
        ("a.docx", b"plain words", UnreadablePaper, r"named \.docx but holds something else"),
        ("a.docx", b"PK\x03\x04 cut", UnreadablePaper, "damaged Word or zip file"),
        ("a.txt", b"\x00\x01\x02binary\x00", UnreadablePaper, "binary data, not text; save it as plain text"),
        (
            "a.docx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            EncryptedPaper,
            "asks for a password",
        ),
    ],
)
def test_a_bad_file_is_refused_with_reason_and_cure(
    tmp_path: Path, name: str, data: bytes, error: type[UnreadablePaper], reason: str
) -> None:
    path = put(tmp_path, name, data)
    with pytest.raises(error, match=reason) as refused:
        read_file(path)
    assert refused.value.path == str(path)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    start = time.monotonic()
    for name, reason in (("pipe.txt", "not a file"), ("", "not a file"), ("none.txt", "cannot be opened")):
        with pytest.raises(UnreadablePaper, match=reason):
            read_file(tmp_path / name)
    assert time.monotonic() - start < 30


def test_an_archive_of_other_things_is_not_taken_for_a_word_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnsupportedPaper, match="archive, workbook or presentation"):
        read_bytes(file.getvalue(), Path("a.xlsx"))
    with pytest.raises(UnreadablePaper, match="holds no Word document"):
        read_bytes(file.getvalue(), Path("a.docx"))


# Text and Markdown


@pytest.mark.parametrize(
    "data",
    [
        "Café £5 – “yes”".encode(),
        codecs.BOM_UTF8 + "Café £5 – “yes”".encode(),
        codecs.BOM_UTF16_LE + "Café £5 – “yes”".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Café £5 – “yes”".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Café £5 – “yes”".encode("utf-32-le"),
        "Café £5 – “yes”".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16 le", "utf-16 be", "utf-32", "windows-1252"],
)
def test_text_is_read_in_the_encodings_people_save(data: bytes) -> None:
    assert text_of(data, "a.txt") == "Café £5 – “yes”"


def test_a_stray_control_character_does_not_make_text_binary() -> None:
    words = b"The minutes were agreed. " * 40
    assert text_of(words + b"\x02", "a.txt") == words.decode().strip()
    for binary in (words + b"\x00", words + b"\x02" * 20):
        with pytest.raises(UnreadablePaper, match="binary data"):
            text_of(binary, "a.txt")


def test_lines_end_one_way_and_markdown_stays_as_it_is_written() -> None:
    assert text_of(b"one\r\ntwo\rthree  \nfour", "a.txt") == "one\ntwo\nthree\nfour"
    written = "# Minutes\n\n- **RESOLVED:**\n\n| a | b |\n|---|---|\n"
    document = read_bytes(written.encode(), Path("a.md"))
    assert (document.pages[0].text, document.media_type) == (written, "text/markdown")


# Web pages

PAGE = """<!DOCTYPE html><html><head><title> Cabinet
 minutes </title><style>p {color: red}</style><script>var secret = 1</script></head><body><nav>Home</nav>
<h1>Minutes of <em>the Cabinet</em></h1><p>Held on
Tuesday.</p><div hidden>unseen</div><p style="display: none">unseen too</p><!-- nor this -->
<ol start="3"><li>Apologies<li>Minutes<ol type="a"><li>agreed</ol></ol><ul><li>a point</ul>
<table><tr><th>Ward<th><p>Votes</p><tr><td>North<br>East<td>120<tr><td><td>7</table>
<table><tr><td><table><tr><td>in<td>side</table><td><h2>Beside</h2>text</table>
<pre>kept   as
  is</pre>tail &pound;5</body></html>"""


def test_a_web_page_is_read_as_it_is_seen() -> None:
    assert text_of(PAGE.encode(), "a.html").split("\n") == [
        "# Minutes of the Cabinet",
        "",
        "Held on Tuesday.",
        "3. Apologies",
        "4. Minutes",
        "a. agreed",
        "- a point",
        "Ward\tVotes",
        "North East\t120",
        "\t7",
        "in\tside",
        "",
        "## Beside",
        "",
        "text",
        "kept   as",
        "  is",
        "tail £5",
    ]
    assert read_bytes(PAGE.encode(), Path("a.html")).title == "Cabinet minutes"


def test_a_web_page_is_read_in_the_encoding_it_names() -> None:
    page = '<html><meta charset="{}"><p>Ynys Môn</p>'
    for encoding in ("iso-8859-1", "utf-16", "utf-8"):
        assert text_of(page.format(encoding).encode(encoding), "a.html") == "Ynys Môn"
    assert text_of(page.format("nonsense").encode(), "a.html") == "Ynys Môn"


def test_a_web_page_that_nests_deep_is_read_whole_or_refused() -> None:
    assert text_of(b"<html>" + b"<div>" * 1_500 + b"deep" + b"</div>" * 1_500 + b"after", "a.htm") == "deep\nafter"
    with pytest.raises(UnreadablePaper, match=r"too deep or large.*print it to PDF"):
        text_of(b"<html>before" + b"<div>" * 20_000 + b"deep", "a.htm")


# Word files


def test_a_word_file_is_read_in_the_order_of_the_document() -> None:
    document = Document()
    document.core_properties.title = "Report on the library"
    document.sections[0].header.paragraphs[0].text = "NOT FOR PUBLICATION"
    document.add_heading("Library", 1)
    document.add_paragraph("Purpose", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ward", "Votes"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Both wards"
    document.add_heading("Costs", 2)
    document.add_paragraph("Background", style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("The end")
    found = read_bytes(word(document), Path("report.docx"))
    assert found.title == "Report on the library"
    assert found.pages[0].text.split("\n") == [
        "NOT FOR PUBLICATION",
        "# Library",
        "1. Purpose",
        "Ward\tVotes",
        "Both wards",
        "## Costs",
        "2. Background",
        "- a point",
        "The end",
    ]


def test_numbers_of_many_levels_are_written_as_word_shows_them() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    rules = OxmlElement("w:abstractNum")
    rules.set(qn("w:abstractNumId"), "90")
    for depth, (numeral, shown) in enumerate([("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")]):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", numeral), ("w:lvlText", shown)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            level.append(part)
        rules.append(level)
    numbering.insert(0, rules)
    number = numbering.add_num(90).numId
    for depth, text in [(0, "one"), (1, "under one"), (1, "again"), (2, "deep"), (0, "two"), (1, "under two")]:
        place = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        place.get_or_add_numId().val = number
        place.get_or_add_ilvl().val = depth
    assert text_of(word(document), "a.docx").split("\n") == [
        "1. one",
        "1.1 under one",
        "1.2 again",
        "(a) deep",
        "2. two",
        "2.1 under two",
    ]


def test_insertions_and_content_controls_are_read_and_deletions_are_not() -> None:
    document = Document()
    paragraph = document.add_paragraph("The cost is ")
    for tag, kind, text in (("w:ins", "w:t", "new"), ("w:del", "w:delText", "old")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inside = document.add_paragraph("inside a control")._p
    inside.getparent().replace(inside, control)
    control.append(content)
    content.append(inside)
    assert text_of(word(document), "a.docx") == "The cost is new\ninside a control"


def test_a_word_file_that_swells_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr("word/document.xml" if part == 0 else f"word/{part}.xml", b" " * 100 * MEBIBYTE)
    assert len(file.getvalue()) < MEBIBYTE
    with pytest.raises(UnreadablePaper, match="unpacks to 300 MiB in 3 parts"):
        read_bytes(file.getvalue(), Path("bomb.docx"))


def test_a_damaged_word_file_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<not closed")
    with pytest.raises(UnreadablePaper, match=r"the Word file is damaged.*save it again"):
        read_bytes(file.getvalue(), Path("a.docx"))


# Clean text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a decision\ufffemaking body", "a decision-making body"),
        ("infor\ufffemation", "information"),  # "information" stands elsewhere in the paper
        ("infor\u0002\nmation", "information"),
        ("in\u00advisible marks", "invisible marks"),
        ("Paul Smith\ufffeJones", "Paul Smith-Jones"),
        ("AA\ufffe11.3", "AA-11.3"),
        ("\uf0b7 point", "• point"),
        ("nul\x00 and \ud800lone", "nul and lone"),
        ("one  \r\ntwo\x0cthree", "one\ntwo\nthree"),
    ],
)
def test_text_is_made_plain(text: str, clean: str) -> None:
    known = words_of(["all the information, and decision-making too"])
    assert clean_text(text, known) == clean


@given(st.text())
def test_clean_text_stays_clean_and_can_be_stored(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert "\x00" not in clean and "\r" not in clean
    clean.encode()


def test_letters_are_found_behind_glyph_codes_only_where_they_make_sense() -> None:
    said = "The Parish Council met – it was agreed to spend £52 on “grit” and the work’s done."
    mac = said.encode("mac_roman")
    codes = [byte - (29 if byte < 127 else 30 if byte < 202 else 31) for byte in mac]
    assert "".join(letters_of(codes) or []) == said
    assert letters_of([code + 1 for code in codes]) is None
    assert letters_of([1, 4, 5, 6]) is None
    assert letters_of([]) is None


@pytest.mark.parametrize(("number", "letter", "numeral"), [(1, "a", "i"), (26, "z", "xxvi"), (28, "bb", "xxviii")])
def test_list_numbers_are_written_as_letters_and_numerals(number: int, letter: str, numeral: str) -> None:
    assert (letters(number), roman(number)) == (letter, numeral)
