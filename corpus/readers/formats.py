"""Which format a file is in: by what it holds where that tells, otherwise by its name."""

import io
import zipfile
from pathlib import Path

from corpus.errors import EncryptedPaper, UnreadablePaper, UnsupportedPaper

PDF = "application/pdf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

BY_SUFFIX = {
    ".pdf": PDF,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
}
SUPPORTED_SUFFIXES = tuple(BY_SUFFIX)

_HEAD = 1024  # a PDF's header may follow that much else: ISO 32000-1, annex H.3, implementation note 13
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Office files before 2007, and encrypted ones after
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_SAVE_AS = "save it as PDF, .docx, .html, .md or .txt and add that"


def media_type_of(data: bytes, path: Path) -> str:
    """The media type of one of the formats read here.

    Raises UnreadablePaper for an empty file or one that is not what its name says, UnsupportedPaper for another
    format, EncryptedPaper for a Word file with a password.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadablePaper(path, "the file is empty; get a new copy")
    if b"%PDF-" in data[:_HEAD]:
        return PDF
    if data.startswith(b"PK"):
        return _of_archive(data, path)
    if data.startswith(_OLE):
        return _of_ole(data, path)
    return _of_name(data, path)


def _of_archive(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadablePaper(path, f"it is a damaged Word or zip file ({error}); get a new copy") from error
    if "word/document.xml" in names:
        return DOCX
    if path.suffix.lower() == ".docx":
        raise UnreadablePaper(path, "it is named .docx but holds no Word document; save it again from Word")
    raise UnsupportedPaper(path, f"it is an archive, workbook or presentation; unpack it, or {_SAVE_AS}")


def _of_ole(data: bytes, path: Path) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedPaper(path, "it asks for a password; save a copy without one and add that")
    raise UnsupportedPaper(path, f"it is in Office's format from before 2007; {_SAVE_AS}")


def _of_name(data: bytes, path: Path) -> str:
    found = BY_SUFFIX.get(path.suffix.lower())
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = start.startswith((b"<!doctype html", b"<html"))
    if found in (PDF, DOCX):
        what = "a web page, perhaps an error message" if is_page else "something else"
        raise UnreadablePaper(path, f"it is named {path.suffix} but holds {what}; download it again")
    if found is not None:
        return found
    if is_page:
        return HTML
    if data.startswith(_PICTURES):
        raise UnsupportedPaper(path, "it is a picture, which holds no text; add a PDF made with text recognition (OCR)")
    raise UnsupportedPaper(path, f"files of the kind '{path.suffix}' are not read; {_SAVE_AS}")
