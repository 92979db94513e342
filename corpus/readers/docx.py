"""Word files: paragraphs and tables in the order of the document, headings marked with '#', list numbers as shown."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
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
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats a text box
_UNSEEN = {qn("w:pPr"), qn("w:rPr"), qn("w:moveFrom"), qn("w:del"), _FALLBACK}


def read_docx(data: bytes, source: str) -> RawDocument:
    """A Word file as one page of text; raises UnreadablePaper for a damaged file or one that unpacks too large."""
    try:
        _refuse_bomb(data, source)
        document = Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
        title = " ".join(clean_text(document.core_properties.title or "").split())
    except (MemoryError, UnreadablePaper):
        raise
    except Exception as error:  # damage inside breaks whatever the library takes for granted
        reason = f"the Word file is damaged ({type(error).__name__}: {error})"[:300]
        raise UnreadablePaper(source, f"{reason}; open it in Word and save it again") from error
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


def _lines(document: WordDocument) -> Iterator[str]:
    parts = document.part.package.iter_parts()
    rules = next((part for part in parts if part.partname.endswith("/numbering.xml")), None)
    yield from _page_heads(document)
    yield from _blocks(document.element.body, document, ListNumbers(getattr(rules, "element", None)))


def _page_heads(document: WordDocument) -> Iterator[str]:
    """What stands at the head of the pages, once: marks such as "NOT FOR PUBLICATION" often stand only there."""
    heads = (head for section in document.sections for head in (section.first_page_header, section.header))
    texts = (_text(paragraph._p) for head in heads if not head.is_linked_to_previous for paragraph in head.paragraphs)
    yield from dict.fromkeys(text for text in texts if text)


def _blocks(container: Any, parent: Any, numbers: ListNumbers) -> Iterator[str]:
    """The lines of the paragraphs and tables directly in an element, or in the content controls within it."""
    for element in container:
        if element.tag == qn("w:p"):
            yield _paragraph(Paragraph(element, parent), numbers)
        elif element.tag == qn("w:tbl"):
            yield from _rows(Table(element, parent), numbers)
        elif element.tag in _WRAPPERS:
            yield from _blocks(element, parent, numbers)


def _paragraph(paragraph: Paragraph, numbers: ListNumbers) -> str:
    text = _text(paragraph._p)
    if not text:
        return ""
    marks, properties = "", [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        marks = marks or _heading_marks(style.name or "")
        properties.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    return f"{marks}{numbers.marker(properties)}{text}"


def _text(element: Any) -> str:
    """The text of a paragraph as it stands with all changes accepted: insertions are in it, deletions are not."""
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == qn("w:p"):
            yield "\n"
            yield from _pieces(child)
        elif child.tag not in _UNSEEN:
            yield from _pieces(child)


def _heading_marks(style: str) -> str:
    """'# ' for the styles Title and Heading 1, '## ' for Heading 2 …, '' for others."""
    name = style.lower()
    if name == "title":
        return "# "
    depth = name.removeprefix("heading ")
    return "#" * min(int(depth), 6) + " " if depth != name and depth.isdigit() else ""


def _rows(table: Table, numbers: ListNumbers) -> Iterator[str]:
    for row in table.rows:
        seen: list[Any] = []  # a merged cell comes once for every column it spans
        cells = []
        for cell in row.cells:
            if not any(cell._tc is other for other in seen):
                seen.append(cell._tc)
                cells.append(_cell(cell, numbers))
        if any(cells):
            yield "\t".join(cells)


def _cell(cell: _Cell, numbers: ListNumbers) -> str:
    lines = _blocks(cell._tc, cell, numbers)
    return " ".join(" ".join(line.lstrip("# ") for line in lines).split())
