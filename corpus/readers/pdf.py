"""PDF files: pypdf says what the file is made of, PDFium what stands on its pages."""

from collections.abc import Callable, Sequence
from typing import Any

from corpus import pdfium
from corpus.errors import EncryptedPaper, UnreadablePaper
from corpus.limits import Limits
from corpus.readers.clean import clean_text, words_of
from corpus.readers.formats import PDF
from corpus.readers.pdf_structure import PasswordNeeded, PdfStructure, StructureError
from corpus.types import RawDocument, RawPage

_LABELS_KEPT = 40  # characters of a label; longer ones are damage


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
            reason = (
                f"it has {count:,} pages, more than the {self._limits.pages:,} allowed; split it or raise the limit"
            )
            raise UnreadablePaper(self._source, reason)
        more_time(count * self._limits.page_seconds)
        texts = self._texts(count)
        known = words_of([text for text in texts if text])
        pages = [clean_text(text or "", known) for text in texts]
        labels = self._labels(count)
        return RawDocument(
            media_type=PDF,
            pages=tuple(RawPage(text, label) for text, label in zip(pages, labels, strict=True)),
            paged=True,
            title=self._title(),
            notes=_notes(texts, pages),
        )

    def _texts(self, count: int) -> list[str | None]:
        texts, characters = [], 0
        for number in range(1, count + 1):
            texts.append(self._text(number))
            characters += len(texts[-1] or "")
            if characters > self._limits.characters:
                reason = f"it holds more than the {self._limits.characters:,} characters allowed; split it"
                raise UnreadablePaper(self._source, reason)
        return texts

    def _text(self, number: int) -> str | None:
        """Text of a page; None where neither library can read the page."""
        if self._document is not None:
            try:
                return pdfium.page_text(self._document, number)
            except pdfium.PdfiumError:
                pass  # pypdf is asked instead
        if self._structure is None:
            return None
        try:
            return self._structure.page_text(number)
        except StructureError:
            return None

    def _labels(self, count: int) -> Sequence[str | None]:
        try:
            labels = self._structure.labels() if self._structure else None
        except StructureError:
            labels = None
        if labels is None or len(labels) != count:
            return [None] * count
        return [clean_text(label)[:_LABELS_KEPT] or None for label in labels]

    def _title(self) -> str | None:
        try:
            title = self._structure.title() if self._structure else None
        except StructureError:
            return None
        return " ".join(clean_text(title).split()) or None if title else None


def _notes(texts: Sequence[str | None], pages: Sequence[str]) -> tuple[str, ...]:
    damaged = [number for number, text in enumerate(texts, 1) if text is None]
    empty = [
        n for n, (text, page) in enumerate(zip(texts, pages, strict=True), 1) if text is not None and not page.strip()
    ]
    found = (_not_read(damaged, "the page is damaged"), _not_read(empty, "no text layer"))
    return tuple(note for note in found if note)


def _not_read(numbers: Sequence[int], reason: str) -> str | None:
    """ "not read: pages 3, 5-7 (no text layer)", or None for no numbers."""
    if not numbers:
        return None
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"not read: page{'s' if len(numbers) > 1 else ''} {names} ({reason})"
