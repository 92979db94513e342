"""Sets papers as PDF, the same bytes on every machine: standard fonts, no compression, no clock."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab import platypus  # type: ignore[import-untyped]
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfdoc import PDFImageXObject, xObjectName  # type: ignore[import-untyped]

from corpus.samples.blocks import (
    Block,
    Box,
    Columns,
    Fields,
    Gap,
    Heading,
    Letterhead,
    Marked,
    NewPage,
    Scan,
    Table,
    Text,
)
from corpus.samples.scan import picture, run_lengths

_SIDE, _TOP, _BOTTOM = 62.0, 64.0, 68.0
_WIDTH, _HEIGHT = A4
_MEASURE = _WIDTH - 2 * _SIDE
_MANY_ROWS = 30  # a longer table is set wider apart, to be read along the row
_GREEN = colors.HexColor("#1f4e3d")
_PALE = colors.HexColor("#e3ece7")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file that begins on a new page: a front sheet, a report, an appendix, minutes.

    `title` stands in the outline (none: not in it). `item` is the agenda item marked on its first page.
    `header` runs along the top; `footer` along the bottom, where "#" is the part's own page number from 1.
    `printed` is the number that the pack prints on the part's first page; None prints none.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    item: str = ""
    header: str = ""
    footer: str = ""
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its path below the papers' folder, its metadata, its parts. `front_matter` pages are labelled
    i, ii, … and the others from 1; 0 leaves the pages without labels."""

    path: str
    title: str
    parts: tuple[Part, ...]
    subject: str = ""
    author: str = "Democratic Services"
    front_matter: int = 0


def _style(name: str, **changes: Any) -> Any:
    plain = {"fontName": "Helvetica", "fontSize": 10.5, "leading": 13.2, "spaceAfter": 7}
    return ParagraphStyle(name, **{**plain, **changes})


_BOLD = "Helvetica-Bold"
_LOOKS = {
    "body": _style("body"),
    "bold": _style("bold", fontName=_BOLD, keepWithNext=1),
    "centre": _style("centre", alignment=TA_CENTER),
    "title": _style("title", fontName=_BOLD, fontSize=14, leading=18, alignment=TA_CENTER, spaceAfter=10),
    "banner": _style("banner", fontName=_BOLD, fontSize=11.5, leading=15, alignment=TA_CENTER),
    "right": _style("right", alignment=TA_RIGHT),
    "note": _style("note", fontName="Helvetica-Oblique", fontSize=9.5, leading=12),
    "mark": _style("mark", fontName=_BOLD, fontSize=12, alignment=TA_CENTER, textColor=colors.HexColor("#8b0000")),
}
_HEADING = _style("heading", fontName=_BOLD, spaceBefore=5, keepWithNext=1)
_CELL = _style("cell", fontSize=8.8, leading=10.8, spaceAfter=0)
_NUMBER = _style("number", fontSize=8.8, leading=10.8, spaceAfter=0, alignment=TA_RIGHT)
_SIDE_BY_SIDE = _style("columns", spaceAfter=0)


class _Picture(platypus.Flowable):  # type: ignore[misc]
    """A scanned letter, filling the frame."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.lines = lines
        self.width, self.height = _MEASURE, _MEASURE * 1.36

    def draw(self) -> None:
        wide, high, bits = picture(self.lines)
        image = PDFImageXObject("scan")
        image.width, image.height, image.mask = wide, high, None
        image.streamContent, image._filters = run_lengths(bits), ("RunLengthDecode",)
        name = xObjectName("scan")
        self.canv._doc.Reference(image, name)
        self.canv._doc.addForm("scan", image)
        self.canv._code.append(f"q {self.width:.2f} 0 0 {self.height:.2f} 0 0 cm /{name} Do Q")
        self.canv._formsinuse.append("scan")


def _heading(block: Heading) -> Any:
    if not block.number:
        return platypus.Paragraph(block.text, _HEADING)
    style = ParagraphStyle("numbered heading", _HEADING, leftIndent=34, bulletFontName=_BOLD, bulletFontSize=10.5)
    return platypus.Paragraph(block.text, style, bulletText=block.number)


def _marked(block: Marked) -> Any:
    indent = 34 + 20 * block.depth
    font = _BOLD if block.bold else "Helvetica"
    style = _style(
        "marked",
        fontName=font,
        bulletFontName=font,
        bulletFontSize=10.5,
        leftIndent=indent,
        bulletIndent=0 if block.depth == 0 else indent - 20,
        keepWithNext=block.bold,
        spaceAfter=4 if block.depth else 7,
    )
    return platypus.Paragraph(block.text, style, bulletText=block.mark)


def _fields(block: Fields) -> Any:
    rows = [
        [platypus.Paragraph(f"<b>{name}</b>", _SIDE_BY_SIDE), platypus.Paragraph(value, _SIDE_BY_SIDE)]
        for name, value in block.rows
    ]
    ruled = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return platypus.Table(rows, colWidths=[118, _MEASURE - 118], style=ruled, spaceAfter=8)


def _ruled(block: Table) -> Any:
    def cell(text: str, column: int) -> Any:
        return platypus.Paragraph(text, _NUMBER if column >= block.numeric else _CELL)

    bold = tuple(f"<b>{name}</b>" for name in block.header)
    rows = [[cell(text, column) for column, text in enumerate(row)] for row in (bold, *block.rows)]
    widths = [_MEASURE * share / sum(block.widths) for share in block.widths]
    ruled = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), _PALE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if len(rows) > _MANY_ROWS:
        ruled += [("TOPPADDING", (0, 0), (-1, -1), 5), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
    return platypus.Table(rows, colWidths=widths, repeatRows=1, style=ruled, spaceBefore=4, spaceAfter=12)


def _columns(block: Columns) -> Any:
    rows = [[platypus.Paragraph(text, _SIDE_BY_SIDE) for text in row] for row in block.rows]
    width = _MEASURE / len(rows[0])
    ruled = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return platypus.Table(rows, colWidths=[width] * len(rows[0]), style=ruled, spaceAfter=8)


def _letterhead() -> Any:
    style = _style("letterhead", fontName=_BOLD, fontSize=15, leading=19, textColor=colors.white, spaceAfter=0)
    ruled = [("BACKGROUND", (0, 0), (-1, -1), _GREEN), ("TOPPADDING", (0, 0), (-1, -1), 8)]
    ruled += [("BOTTOMPADDING", (0, 0), (-1, -1), 9)]
    cell = platypus.Paragraph("Quenbridge Borough Council", style)
    return platypus.Table([[cell]], colWidths=[250], hAlign="RIGHT", style=ruled, spaceAfter=18)


def _box(block: Box) -> Any:
    rows = [[flowable] for flowable in flowables(block.blocks)]
    ruled = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("TOPPADDING", (0, 0), (-1, -1), 4)]
    ruled += [("BOTTOMPADDING", (0, 0), (-1, -2), 0), ("BOTTOMPADDING", (0, -1), (-1, -1), 6)]
    return platypus.Table(rows, colWidths=[_MEASURE], style=ruled, spaceBefore=4, spaceAfter=12)


def flowables(blocks: Sequence[Block]) -> Iterator[Any]:
    """What the typesetter takes for each block."""
    for block in blocks:
        match block:
            case Text(text, look):
                yield platypus.Paragraph(text, _LOOKS[look])
            case Heading():
                yield _heading(block)
            case Marked():
                yield _marked(block)
            case Fields():
                yield _fields(block)
            case Table():
                yield _ruled(block)
            case Columns():
                yield _columns(block)
            case Letterhead():
                yield _letterhead()
            case Box():
                yield _box(block)
            case Gap(points):
                yield platypus.Spacer(1, points)
            case Scan(lines):
                yield _Picture(lines)
            case NewPage():
                yield platypus.PageBreak()


@cache
def count_pages(blocks: tuple[Block, ...]) -> int:
    """How many pages the blocks fill."""
    return _set(list(flowables(blocks)), lambda canvas: None, lambda canvas: None)[1]


def render(document: Document) -> bytes:
    """The file's bytes."""
    pages: list[tuple[Part, int]] = []
    flow: list[Any] = []
    for part in document.parts:
        pages += [(part, own) for own in range(count_pages(part.blocks))]
        flow += [*([platypus.PageBreak()] if flow else []), *flowables(part.blocks)]

    def begin(canvas: Any) -> None:
        if canvas.getPageNumber() == 1:
            _describe(canvas, document)
        _head(canvas, *pages[canvas.getPageNumber() - 1])

    def end(canvas: Any) -> None:
        _foot(canvas, *pages[canvas.getPageNumber() - 1])

    return _set(flow, begin, end)[0]


def _set(flow: list[Any], begin: Callable[[Any], None], end: Callable[[Any], None]) -> tuple[bytes, int]:
    out = io.BytesIO()
    template = platypus.BaseDocTemplate(out, pagesize=A4, invariant=1, pageCompression=0, lang="en-GB")
    frame = platypus.Frame(_SIDE, _BOTTOM, _MEASURE, _HEIGHT - _TOP - _BOTTOM, 0, 0, 0, 0)
    template.addPageTemplates(
        platypus.PageTemplate(frames=[frame], onPage=lambda c, d: begin(c), onPageEnd=lambda c, d: end(c))
    )
    template.build(flow)
    return out.getvalue(), template.page


def _describe(canvas: Any, document: Document) -> None:
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("Committee papers")
    if document.front_matter:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        canvas.addPageLabel(document.front_matter, style="ARABIC", start=1)


def _head(canvas: Any, part: Part, own: int) -> None:
    if own == 0 and part.title:
        key = f"part{canvas.getPageNumber()}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(part.title, key, 0)
        canvas.showOutline()
    if part.header:
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(_SIDE, _HEIGHT - 40, part.header)


def _foot(canvas: Any, part: Part, own: int) -> None:
    canvas.setFont("Helvetica", 8.5)
    if part.footer:
        canvas.drawCentredString(_WIDTH / 2, 40, part.footer.replace("#", str(own + 1)))
    if part.printed is not None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(_SIDE, 24, f"Page {part.printed + own}")
    if part.item and own == 0:
        canvas.setFont(_BOLD, 11)
        canvas.drawRightString(_WIDTH - 30, _HEIGHT - 28, f"Agenda Item {part.item}")
