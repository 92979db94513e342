"""PDF files: pypdf says what the file is made of, PDFium what stands on its pages."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from corpus import pdfium
from corpus.drawn import PageText
from corpus.errors import EncryptedPaper, UnreadablePaper
from corpus.limits import Limits
from corpus.readers.clean import clean_text, words_of
from corpus.readers.formats import PDF
from corpus.readers.hidden import LookingOver
from corpus.readers.pdf_notes import page_notes
from corpus.readers.pdf_pages import page_text
from corpus.readers.pdf_structure import PasswordNeeded, PdfStructure, StructureError
from corpus.readers.recognition import Recognised
from corpus.readers.scans import read_scans, unread_pages
from corpus.types import RawDocument, RawPage

_PAGES_AT_ONCE = 50
"""Pages after which PDFium opens the file anew: until then it holds the fonts and pictures of all it has read."""
_MOST_OPENINGS = 20
_LONGEST_LABEL = 40  # characters; longer ones are damage


def read_pdf(
    data: bytes, source: str, limits: Limits, more_time: Callable[[float], None], recognise: bool
) -> RawDocument:
    """Reads a PDF file, page by page; `more_time` is told the seconds that its count of pages allows. Text recognition
    reads the pages that are pictures if `recognise`.

    Raises EncryptedPaper, and UnreadablePaper where neither library opens it or a limit is passed.
    """
    structure, damage = _structure(data, source)
    try:
        with pdfium.opened(data) as document:
            count = len(document)
    except pdfium.PdfiumError as error:
        if structure is None:
            reason = f"the PDF is damaged and cannot be opened ({error}; {damage}); get a new copy"
            raise UnreadablePaper(source, reason) from error
        return _Reading(source, limits, structure, None, more_time).read(_page_count(structure, source), recognise)
    return _Reading(source, limits, structure, data, more_time).read(count, recognise)


def _structure(data: bytes, source: str) -> tuple[PdfStructure | None, str]:
    try:
        structure = PdfStructure(data)
        structure.page_count()
    except PasswordNeeded:
        raise EncryptedPaper(source, "it asks for a password; save a copy without one and add that") from None
    except StructureError as error:
        return None, str(error)
    return structure, ""


def _page_count(structure: PdfStructure, source: str) -> int:
    try:
        return structure.page_count()
    except StructureError as error:
        raise UnreadablePaper(source, f"the PDF's pages cannot be found ({error}); get a new copy") from error


class _Reading:
    """One file being read, through PDFium where that opens its `data`, through `structure` where that opens."""

    def __init__(
        self,
        source: str,
        limits: Limits,
        structure: PdfStructure | None,
        data: bytes | None,
        more_time: Callable[[float], None],
    ) -> None:
        self._source, self._limits, self._more_time = source, limits, more_time
        self._structure, self._data = structure, data
        self._look_over = LookingOver(0)

    def read(self, count: int, recognise: bool) -> RawDocument:
        """The whole document of `count` pages."""
        if count == 0:
            raise UnreadablePaper(self._source, "the PDF has no pages; get a new copy")
        if count > self._limits.pages:
            reason = f"it has {count:,} pages, more than the {self._limits.pages:,} allowed; split it"
            raise UnreadablePaper(self._source, reason)
        self._more_time(count * self._limits.page_seconds)
        self._look_over = LookingOver(count * self._limits.page_seconds)
        found = self._pages(count)
        unread, read = unread_pages(found), dict[int, Recognised]()
        able = self._data is not None
        if recognise and able:
            with self._opened() as document:
                read, unread = read_scans(document, found, unread, self._limits, self._more_time)
        raw = [page.text if page else "" for page in found]
        for number, recognised in read.items():
            raw[number - 1] = recognised.text
        known = words_of(raw)
        sure = [read[number].confidence if number in read else None for number in range(1, count + 1)]
        return RawDocument(
            media_type=PDF,
            pages=tuple(map(RawPage, [clean_text(text, known) for text in raw], self._labels(count), sure)),
            paged=True,
            title=self._title(),
            notes=page_notes(found, read, unread),
            unrecognised=able and not recognise and bool(unread),
        )

    def _pages(self, count: int) -> list[PageText | None]:
        found: list[PageText | None] = []
        characters = 0
        at_once = max(_PAGES_AT_ONCE, count // _MOST_OPENINGS)
        for first in range(1, count + 1, at_once):
            with self._opened() as document:
                for number in range(first, min(first + at_once, count + 1)):
                    page = self._page(document, number)
                    found.append(page)
                    characters += len(page.text) if page else 0
                    if characters > self._limits.characters:
                        reason = f"it holds more than the {self._limits.characters:,} characters allowed; split it"
                        raise UnreadablePaper(self._source, reason)
        return found

    def _opened(self) -> AbstractContextManager[Any]:
        """The file as a PDFium document, None where PDFium does not open it."""
        return nullcontext() if self._data is None else pdfium.opened(self._data)

    def _page(self, document: Any, number: int) -> PageText | None:
        """A page by PDFium, or by pypdf where PDFium cannot read it; None for one that neither can."""
        if document is not None:
            try:
                return page_text(document, number, self._look_over)
            except pdfium.PdfiumError:
                pass  # pypdf is asked instead
        try:
            return PageText(self._structure.page_text(number), looked_over=False) if self._structure else None
        except StructureError:
            return None

    def _labels(self, count: int) -> Sequence[str | None]:
        try:
            labels = self._structure.labels() if self._structure else None
        except StructureError:
            labels = None
        if labels is None or len(labels) != count:
            return [None] * count
        return [clean_text(label)[:_LONGEST_LABEL] or None for label in labels]

    def _title(self) -> str | None:
        try:
            title = self._structure.title() if self._structure else None
        except StructureError:
            return None
        return " ".join(clean_text(title).split()) or None if title else None
