"""pypdf: what a PDF says of itself (pages, labels, title, password) and, as a second way, the text of its pages."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pypdf import PasswordType, PdfReader, PdfWriter

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class StructureError(Exception):
    """pypdf cannot make sense of the file."""


class PasswordNeeded(Exception):
    """The file opens only with a password other than the empty one."""


class PdfStructure:
    """One PDF file as pypdf sees it. Every method may raise StructureError: damage shows late."""

    def __init__(self, data: bytes) -> None:
        """Opens the file with the empty password where it has one; raises StructureError, PasswordNeeded."""
        with _damage_told():
            self._reader = PdfReader(io.BytesIO(data), strict=False)
            locked = self._reader.is_encrypted and self._reader.decrypt("") == PasswordType.NOT_DECRYPTED
        if locked:
            raise PasswordNeeded

    def page_count(self) -> int:
        """How many pages it has."""
        with _damage_told():
            return len(self._reader.pages)

    def labels(self) -> list[str] | None:
        """Each page's label, or None where the file names none."""
        with _damage_told():
            return list(self._reader.page_labels) if "/PageLabels" in self._reader.root_object else None

    def title(self) -> str | None:
        """The title in its metadata, or None."""
        with _damage_told():
            found = self._reader.metadata.title if self._reader.metadata else None
        return found.strip() or None if isinstance(found, str) else None

    def page_text(self, number: int) -> str:
        """Text of page `number` (from 1), unclean."""
        with _damage_told():
            return self._reader.pages[number - 1].extract_text()


def join_pages(files: Sequence[bytes], count: int) -> bytes:
    """One PDF of the pages of `files`, in order, as far as `count`. Raises StructureError."""
    with _damage_told():
        writer = PdfWriter()
        for data in files:
            if len(writer.pages) >= count:
                break
            for page in PdfReader(io.BytesIO(data)).pages[: count - len(writer.pages)]:
                writer.add_page(page)
        joined = io.BytesIO()
        writer.write(joined)
        return joined.getvalue()


@contextmanager
def _damage_told() -> Iterator[None]:
    """A damaged file breaks whatever pypdf takes for granted, so any exception may come of it."""
    try:
        yield
    except MemoryError:
        raise  # a limit, which is not the file's damage
    except Exception as error:
        raise StructureError(f"{type(error).__name__}: {error}"[:200]) from error
