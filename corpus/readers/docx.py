"""Word files: paragraphs and tables in the order of the document, headings marked with '#', list numbers as shown."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.errors import UnreadablePaper
from corpus.limits import MEBIBYTE
from corpus.readers.clean import clean_text
from corpus.readers.docx_numbers import ListNumbers
from corpus.readers.formats import DOCX
from corpus.types import RawDocument, RawPage

MAX_UNPACKED = 256 * MEBIBYTE
MAX_PARTS = 10_000


def read_docx(data: bytes, source: str) -> RawDocument:
    """A Word file as one page of text; raises UnreadablePaper for a damaged file or one that unpacks too large."""
    try:
        _refuse_bomb(data, source)
        document = Document(io.BytesIO(data))
        text = "\n".join(_blocks(document))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, NotImplementedError) as error:
        reason = f"the Word file is damaged ({type(error).__name__}: {error}); open it in Word and save it again"
        raise UnreadablePaper(source, reason[:400]) from error
    title = " ".join(clean_text(document.core_properties.title or "").split())
    return RawDocument(DOCX, (RawPage(clean_text(text)),), paged=False, title=title or None)


def _refuse_bomb(data: bytes, source: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        reason = (
            f"it unpacks to {unpacked // MEBIBYTE:,} MiB in {len(parts):,} parts, more than the "
            f"{MAX_UNPACKED // MEBIBYTE} MiB and {MAX_PARTS:,} allowed; save it as PDF"
        )
        raise UnreadablePaper(source, reason)


def _blocks(document: WordDocument) -> Iterator[str]:
    numbers = ListNumbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block, numbers)
        else:
            yield _paragraph(block, numbers)


def _paragraph(paragraph: Paragraph, numbers: ListNumbers) -> str:
    text = paragraph.text.strip()
    marker = numbers.marker(paragraph) if text else ""
    return f"{_heading_marks(paragraph)}{marker}{text}" if text else ""


def _heading_marks(paragraph: Paragraph) -> str:
    """'# ' for Title and Heading 1, '## ' for Heading 2 … by the style's name or the one it is based on."""
    style = paragraph.style
    while style is not None:
        name = (style.name or "").lower()
        if name == "title":
            return "# "
        if name.startswith("heading ") and name[8:].isdigit():
            return "#" * min(int(name[8:]), 6) + " "
        style = style.base_style
    return ""


def _rows(table: Table, numbers: ListNumbers) -> Iterator[str]:
    for row in table.rows:
        seen: list[_Cell] = []  # a merged cell comes once for every column it spans
        for cell in row.cells:
            if not any(cell._tc is other._tc for other in seen):
                seen.append(cell)
        cells = [_cell(cell, numbers) for cell in seen]
        if any(cells):
            yield "\t".join(cells)


def _cell(cell: _Cell, numbers: ListNumbers) -> str:
    lines: list[str] = []
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            lines.extend(row.replace("\t", " ") for row in _rows(block, numbers))
        else:
            lines.append(_paragraph(block, numbers).lstrip("# "))
    return " ".join(" ".join(lines).split())
