"""Reading files: what kind a file is, and its text page by page. Parsing happens in a process of its own."""

import atexit
import json
import stat
from pathlib import Path

from corpus.errors import UnreadablePaper, UnrecognisedPaper
from corpus.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from corpus.readers.formats import SUPPORTED_SUFFIXES, media_type_of
from corpus.readers.worker import Worker
from corpus.types import RawDocument, RawPage

__all__ = ["SUPPORTED_SUFFIXES", "read_bytes", "read_file", "stop_reading", "without_text"]

_worker = Worker()
atexit.register(_worker.close)


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS, *, recognise: bool = False) -> tuple[RawDocument, bytes]:
    """What the file at `path` says, and its bytes. Text recognition reads the pages that are pictures if `recognise`;
    it has to be `available`.

    Raises UnsupportedPaper, EncryptedPaper, UnrecognisedPaper or (for anything else that is wrong with it)
    UnreadablePaper.
    """
    data = _bytes_of(path, limits)
    return read_bytes(data, path, limits, recognise=recognise), data


def read_bytes(data: bytes, path: Path, limits: Limits = DEFAULT_LIMITS, *, recognise: bool = False) -> RawDocument:
    """What the file `data` says; `path` names it, and its format where the bytes do not. Raises as `read_file`."""
    media_type = media_type_of(data, path)
    answer = _worker.ask("read", data, str(path), limits, media_type=media_type, name=str(path), recognise=recognise)
    found = json.loads(answer)
    pages = tuple(RawPage(**page) for page in found.pop("pages"))
    document = RawDocument(**{**found, "notes": tuple(found["notes"])}, pages=pages)
    if not any(page.text.strip() for page in pages):
        raise without_text(document, path)
    return document


def stop_reading() -> None:
    """Ends what is being read at once: whoever waits for it gets UnreadablePaper. For one who no longer wants it."""
    _worker.kill()


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadablePaper(path, "it is not a file; name a file, or a folder that holds some")
        if status.st_size > limits.file_size:
            size, most = status.st_size / MEBIBYTE, limits.file_size / MEBIBYTE
            raise UnreadablePaper(path, f"it has {size:,.1f} MiB, more than the {most:,.1f} MiB allowed; split it")
        return path.read_bytes()
    except OSError as error:
        raise UnreadablePaper(
            path, f"it cannot be opened ({error.strerror}); check the name and who may read it"
        ) from error


def without_text(document: RawDocument, path: Path) -> UnreadablePaper:
    """The refusal of a file in which no text was found."""
    if not document.paged:
        return UnreadablePaper(path, "it holds no text; check that it is the right file")
    found = "; ".join(document.notes) or "none of its pages holds text"
    if document.unrecognised:
        cure = "install text recognition (OCR) with `make ocr` and add it again; COUNCIL_OCR must not be off"
        return UnrecognisedPaper(path, f"{found}; {cure}")
    return UnreadablePaper(path, f"{found}; check that it is the right file, or get a copy that holds its text")
