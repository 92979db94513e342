"""PDF files: pypdf says what the file is made of, PDFium what stands on its pages."""

from collections.abc import Callable, Sequence
from typing import Any

from corpus import pdfium
from corpus.errors import EncryptedPaper, UnreadablePaper
from corpus.limits import Limits
from corpus.pdfium import PageText
from corpus.readers.clean import clean_text, words_of
from corpus.readers.formats import PDF
from corpus.readers.pdf_structure import PasswordNeeded, PdfStructure, StructureError
from corpus.types import RawDocument, RawPage

_LONGEST_LABEL = 40  # characters; longer ones are damage
_MOST_LOST = 0.2  # share of a page from which it counts as not read


def read_pdf(data: bytes, source: str, limits: Limits, more_time: Callable[[float], None]) -> RawDocument:
    """Reads a PDF file, page by page; `more_time` is told the seconds that its count of pages allows.

    Raises EncryptedPaper, and UnreadablePaper where neither library opens it or a limit is passed.
    """
    structure, damage = _structure(data, source)
    try:
        with pdfium.opened(data) as document:
            return _Reading(source, limits, structure, document).read(len(document), more_time)
    except pdfium.PdfiumError as error:
        if structure is None:
            reason = f"the PDF is damaged and cannot be opened ({error}; {damage}); get a new copy"
            raise UnreadablePaper(source, reason) from error
    return _Reading(source, limits, structure, None).read(_page_count(structure, source), more_time)


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
    """One file being read, through PDFium's `document` where it opens, through `structure` where that opens."""

    def __init__(self, source: str, limits: Limits, structure: PdfStructure | None, document: Any | None) -> None:
        self._source, self._limits = source, limits
        self._structure, self._document = structure, document

    def read(self, count: int, more_time: Callable[[float], None]) -> RawDocument:
        """The whole document of `count` pages."""
        if count == 0:
            raise UnreadablePaper(self._source, "the PDF has no pages; get a new copy")
        if count > self._limits.pages:
            reason = f"it has {count:,} pages, more than the {self._limits.pages:,} allowed; split it"
            raise UnreadablePaper(self._source, reason)
        more_time(count * self._limits.page_seconds)
        found = self._pages(count)
        known = words_of([page.text for page in found if page])
        texts = [clean_text(page.text, known) if page else "" for page in found]
        return RawDocument(
            media_type=PDF,
            pages=tuple(map(RawPage, texts, self._labels(count))),
            paged=True,
            title=self._title(),
            notes=_notes(found, texts),
        )

    def _pages(self, count: int) -> list[PageText | None]:
        found: list[PageText | None] = []
        characters = 0
        for number in range(1, count + 1):
            page = self._page(number)
            found.append(page)
            characters += len(page.text) if page else 0
            if characters > self._limits.characters:
                reason = f"it holds more than the {self._limits.characters:,} characters allowed; split it"
                raise UnreadablePaper(self._source, reason)
        return found

    def _page(self, number: int) -> PageText | None:
        """A page by PDFium, or by pypdf where PDFium cannot read it; None for one that neither can."""
        if self._document is not None:
            try:
                return pdfium.page_text(self._document, number)
            except pdfium.PdfiumError:
                pass  # pypdf is asked instead
        try:
            return PageText(self._structure.page_text(number), 0.0, blank=False) if self._structure else None
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


def _notes(found: Sequence[PageText | None], texts: Sequence[str]) -> tuple[str, ...]:
    reasons: dict[str, list[int]] = {}
    for number, (page, text) in enumerate(zip(found, texts, strict=True), start=1):
        if page is None:
            reasons.setdefault("the page is damaged", []).append(number)
        elif page.lost > _MOST_LOST:
            reasons.setdefault("its fonts do not say which letters they draw", []).append(number)
        elif not text.strip() and not page.blank:
            reasons.setdefault("no text layer", []).append(number)
    return tuple(f"not read: {_pages_named(numbers)} ({reason})" for reason, numbers in reasons.items())


def _pages_named(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3, 5-7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {names}"
