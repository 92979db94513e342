"""Reading files: what kind a file is, and its text page by page. Parsing happens in a process of its own."""

import atexit
import json
import stat
from pathlib import Path

from corpus.errors import UnreadablePaper
from corpus.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from corpus.readers.formats import SUPPORTED_SUFFIXES, media_type_of
from corpus.readers.worker import Worker
from corpus.types import RawDocument, RawPage

__all__ = ["SUPPORTED_SUFFIXES", "read_bytes", "read_file"]

_worker = Worker()
atexit.register(_worker.close)


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[RawDocument, bytes]:
    """What the file at `path` says, and its bytes.

    Raises UnsupportedPaper, EncryptedPaper or (for anything else that is wrong with it) UnreadablePaper.
    """
    data = _bytes_of(path, limits)
    return read_bytes(data, path, limits), data


def read_bytes(data: bytes, path: Path, limits: Limits = DEFAULT_LIMITS) -> RawDocument:
    """What the file `data` says; `path` names it, and its format where the bytes do not. Raises as `read_file`."""
    media_type = media_type_of(data, path)
    answer = _worker.ask("read", data, str(path), limits, media_type=media_type, name=str(path))
    found = json.loads(answer)
    pages = tuple(RawPage(**page) for page in found.pop("pages"))
    document = RawDocument(**{**found, "notes": tuple(found["notes"])}, pages=pages)
    if not any(page.text.strip() for page in pages):
        raise UnreadablePaper(path, _no_text(document))
    return document


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


def _no_text(document: RawDocument) -> str:
    if not document.paged:
        return "it holds no text; check that it is the right file"
    found = "; ".join(document.notes) or "none of its pages holds text"
    return f"{found}; if it is a scan, run text recognition (OCR) over it and add that"
