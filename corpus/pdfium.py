"""PDFium: the text of pages, what they draw, their pictures, and where on the page words stand. Meant to run in the
worker process (`corpus.readers.worker_process`), which bounds its time and memory: it is C++ fed with strangers' files.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]
from numpy.typing import NDArray

from corpus import drawn
from corpus.drawn import Box, Kind, Letter, Matrix, Rule, Segment, Thing, combined, moved_box
from corpus.readers.doubtful import FAINT

MAX_PIXELS = 40_000_000
MAX_THINGS = 20_000  # of those that a page draws are looked at
Pixels = NDArray[np.uint8]

_GLANCE, _GLANCE_PIXELS = 1.5, 2_000_000  # pixels a point, and at most
_GRID = 1_000_000  # device units across a page when boxes are asked for, so that rounding is invisible
_DEEPEST = 8  # groups within groups
_RECTANGLE = 6  # path segments; with more it may be any shape
_SEGMENTS = 400  # of a path; with more it is a drawing
_THIN = 2.0  # points; a thinner shape is a rule, which neither lies under a text nor over one
_ON_PAGE = (c.FPDFPage_CountObjects, c.FPDFPage_GetObject)
_IN_GROUP = (c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject)
# What PDFium writes its answers to, kept because a page asks hundreds of times.
_SIDES = tuple(ctypes.c_float() for _ in range(4))
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))
# Kinds of annotations that can be drawn over a text.
_LAID_OVER = {c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_SQUARE, c.FPDF_ANNOT_CIRCLE, c.FPDF_ANNOT_POLYGON}
_LAID_OVER |= {c.FPDF_ANNOT_LINE, c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_INK, c.FPDF_ANNOT_REDACT}


class PdfiumError(Exception):
    """PDFium cannot open the file or the page."""


@contextmanager
def _errors_told() -> Iterator[None]:
    try:
        yield
    except pdfium.PdfiumError as error:
        raise PdfiumError(str(error)) from error


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of the PDF file `data`, with what is filled into its form if it is one; raises PdfiumError."""
    with _errors_told():
        document = pdfium.PdfDocument(data)
        if document.get_formtype() == c.FORMTYPE_ACRO_FORM:
            document.init_forms()
    try:
        yield document
    finally:
        document.close()


def things(page: Any) -> tuple[list[Thing], bool]:
    """What a page draws, lowest first, without thin rules; False where there is more than MAX_THINGS."""
    found = [_thing(*one) for one in islice(_drawn(page), MAX_THINGS)]
    return [thing for thing in (*found, *_annotations(page)) if thing is not None], len(found) < MAX_THINGS


def pixels(page: Any, without: Sequence[Thing] = ()) -> Pixels:
    """A page as it is shown, (height, width, 3) from its top left corner, at 108 dots an inch or less, `without` some
    of the things it draws. Raises PdfiumError."""
    for thing in without:
        c.FPDFPageObj_SetIsActive(thing.handle, False)
    try:
        return np.array(rendered(page, _GLANCE, _GLANCE_PIXELS).to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        for thing in without:
            c.FPDFPageObj_SetIsActive(thing.handle, True)


def rules(page: Any) -> list[Rule]:
    """The level and upright lines that a page draws, the sides of filled rectangles among them, as it is shown."""
    quarters = c.FPDFPage_GetRotation(page)
    found: list[Rule] = []
    for handle, kind, matrix in islice(_drawn(page), MAX_THINGS):
        if kind == c.FPDF_PAGEOBJ_PATH:
            for line in _lines_of(handle, matrix):
                rule = drawn.rule_along(drawn.turned_box(line, quarters))
                if rule is not None:
                    found.append(rule)
    return found


def places(page: Any, textpage: Any) -> NDArray[np.float64]:
    """Where each character of a page's text stands on the page as it is shown, (n, 4): left, bottom, right, top, as
    high as its font is; NaN for white space."""
    quarters, count = c.FPDFPage_GetRotation(page), textpage.count_chars()
    found = np.full((count, 4), np.nan)
    box = c.FS_RECTF()
    for index in range(count):
        space = chr(c.FPDFText_GetUnicode(textpage, index)).isspace()
        if not space and c.FPDFText_GetLooseCharBox(textpage, index, box):
            found[index] = drawn.turned_box((box.left, box.bottom, box.right, box.top), quarters)
    return found


def region(page: Any, shown: Pixels, box: Box) -> tuple[slice, slice]:
    """Rows and columns of a page's pixels that `box` takes up, at least one of each where it is on the page."""
    down, across, _ = shown.shape
    (x1, y1), (x2, y2) = (_shown_at(page, across, down, x, y) for x, y in (box[:2], box[2:]))
    left, top = max(0, min(x1, x2)), max(0, min(y1, y2))
    return slice(top, max(y1, y2, top + 1)), slice(left, max(x1, x2, left + 1))


def letters(textpage: Any) -> Iterator[Letter]:
    """The letters of a page's text that are drawn; white space is not."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        space = chr(c.FPDFText_GetUnicode(textpage, index)).isspace()
        thing = None if space else c.FPDFText_GetTextObject(textpage, index)
        if thing and c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            yield Letter(index, _key(thing), (left.value, bottom.value, right.value, top.value))


def rendered(page: Any, scale: float, most: int, **options: Any) -> Any:
    """A page's picture, `scale` pixels a point, less where it would have more than `most` pixels."""
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise PdfiumError("the page has no size")
    with _errors_told():
        return page.render(scale=min(scale, (most / (across * down)) ** 0.5), **options)


def is_blank(page: Any) -> bool:
    return c.FPDFPage_CountObjects(page) == 0 or int(np.ptp(pixels(page))) < FAINT


@contextmanager
def page_of(document: Any, number: int) -> Iterator[Any]:
    if not 1 <= number <= len(document):
        raise PdfiumError(f"there is no page {number}, the file has {len(document)}")
    with _errors_told():
        page = document[number - 1]
        if page.formenv:  # what is filled in stands beside the page's content until it is merged, and the page reloaded
            page.flatten()
            page.close()
            page = document[number - 1]
    try:
        yield page
    finally:
        page.close()


@contextmanager
def text_of_page(document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    with page_of(document, number) as page:
        with _errors_told():
            textpage = page.get_textpage()
        try:
            yield page, textpage
        finally:
            textpage.close()


def codes(textpage: Any) -> tuple[list[int], list[int]]:
    """The code of each of a page's characters, and the indexes of those whose font does not say what they are."""
    count = textpage.count_chars()
    unknown = [index for index in range(count) if c.FPDFText_HasUnicodeMapError(textpage, index) == 1]
    return [c.FPDFText_GetUnicode(textpage, index) for index in range(count)], unknown


def shown_boxes(page: Any, textpage: Any, first: int, count: int) -> list[tuple[float, float, float, float]]:
    boxes = []
    for index in range(textpage.count_rects(first, count)):
        left, bottom, right, top = textpage.get_rect(index)
        (x1, y1), (x2, y2) = (_shown_at(page, _GRID, _GRID, *corner) for corner in ((left, top), (right, bottom)))
        x, y, width, height = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
        boxes.append((x / _GRID, y / _GRID, width / _GRID, height / _GRID))
    return boxes


def _shown_at(page: Any, across: int, down: int, x: float, y: float) -> tuple[int, int]:
    """Where a point of the page's own space is shown on a picture of it, `across` by `down`, from the top left."""
    column, row = ctypes.c_int(), ctypes.c_int()
    c.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, column, row)
    return column.value, row.value


def _key(handle: Any) -> int:
    return ctypes.addressof(handle.contents)


def _drawn(holder: Any, matrix: Matrix | None = None, depth: int = 0) -> Iterator[tuple[Any, int, Matrix | None]]:
    """Everything on a page, or in a group of things ("form XObject"), with its type and the matrix that brings it onto
    the page; lowest first."""
    count, get = _IN_GROUP if depth else _ON_PAGE
    for index in range(count(holder)):
        handle = get(holder, index)
        kind = c.FPDFPageObj_GetType(handle)
        yield handle, kind, matrix
        if kind == c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _drawn(handle, combined(_matrix(handle), matrix), depth + 1)


def _thing(handle: Any, kind: int, matrix: Matrix | None) -> Thing | None:
    """What is drawn, or None for what neither is text nor can lie over or under one."""
    if kind == c.FPDF_PAGEOBJ_FORM:
        return None
    box = moved_box(matrix, _bounds(handle))
    thin = min(box[2] - box[0], box[3] - box[1]) < _THIN
    if kind == c.FPDF_PAGEOBJ_TEXT and box[0] == box[2]:  # a space, or of no size at all
        return Thing(Kind.TEXT, box, _key(handle), handle, size=_size(handle, matrix))
    if kind == c.FPDF_PAGEOBJ_TEXT:
        mode = c.FPDFTextObj_GetTextRenderMode(handle)
        colour = _colour(handle) if mode == c.FPDF_TEXTRENDERMODE_FILL else None
        size = _size(handle, matrix) if thin else math.inf
        return Thing(Kind.TEXT, box, _key(handle), handle, colour, size, mode != c.FPDF_TEXTRENDERMODE_INVISIBLE)
    if thin:
        return None
    if kind != c.FPDF_PAGEOBJ_PATH:
        return Thing(Kind.PICTURE if kind == c.FPDF_PAGEOBJ_IMAGE else Kind.SHAPE, box, 0, handle)
    filled, broad = _painted(handle)
    plain = filled and c.FPDFPath_CountSegments(handle) <= _RECTANGLE
    return Thing(Kind.SHAPE, box, 0, handle, _colour(handle) if plain else None) if filled or broad else None


def _lines_of(path: Any, matrix: Matrix | None) -> list[Box]:
    """The lines that a path draws, each as the box around it: its own where it is thin, the sides of a filled
    rectangle, the straight lines of any other."""
    box, count = moved_box(matrix, _bounds(path)), c.FPDFPath_CountSegments(path)
    if min(box[2] - box[0], box[3] - box[1]) < _THIN or count > _SEGMENTS:
        return [box] if count <= _SEGMENTS else []
    if _painted(path)[0]:
        return drawn.sides_of(box) if count <= _RECTANGLE else []
    return [drawn.box_around(*ends) for ends in drawn.straight_lines(_segments(path, combined(_matrix(path), matrix)))]


def _segments(path: Any, matrix: Matrix) -> Iterator[Segment]:
    x, y = ctypes.c_float(), ctypes.c_float()
    kinds = {c.FPDF_SEGMENT_MOVETO: "move", c.FPDF_SEGMENT_LINETO: "line"}
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = kinds.get(c.FPDFPathSegment_GetType(segment), "curve")
        yield kind, drawn.moved(matrix, x.value, y.value), bool(c.FPDFPathSegment_GetClose(segment))


def _annotations(page: Any) -> Iterator[Thing]:
    """The annotations that can lie over a text."""
    for index in range(min(MAX_THINGS, c.FPDFPage_GetAnnotCount(page))):
        handle, box = c.FPDFPage_GetAnnot(page, index), c.FS_RECTF()
        if c.FPDFAnnot_GetSubtype(handle) in _LAID_OVER and c.FPDFAnnot_GetRect(handle, box):
            yield Thing(Kind.SHAPE, (box.left, box.bottom, box.right, box.top), 0, None)
        c.FPDFPage_CloseAnnot(handle)


def _bounds(handle: Any) -> Box:
    left, bottom, right, top = _SIDES
    if not c.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _painted(path: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is drawn with a line as broad as a text is high."""
    filled, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    c.FPDFPath_GetDrawMode(path, filled, stroked)
    c.FPDFPageObj_GetStrokeWidth(path, width)
    return filled.value != c.FPDF_FILLMODE_NONE, bool(stroked.value) and width.value > _THIN


def _colour(handle: Any) -> tuple[int, int, int] | None:
    """The fill of a thing, None where it is not one opaque colour."""
    red, green, blue, alpha = _CHANNELS
    known = c.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if known and alpha.value == 255 else None


def _size(handle: Any, matrix: Matrix | None) -> float:
    """The size in points at which a text's letters stand on the page."""
    size = ctypes.c_float()
    c.FPDFTextObj_GetFontSize(handle, size)
    return abs(size.value) * drawn.scale_of(combined(_matrix(handle), matrix))


def _matrix(handle: Any) -> Matrix:
    found = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f
