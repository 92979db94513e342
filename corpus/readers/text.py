"""Plain text files, in the encodings that word processors save."""

import codecs

from corpus.errors import UnreadablePaper
from corpus.readers.clean import clean_text
from corpus.readers.formats import TEXT
from corpus.types import RawDocument, RawPage

_MARKS = (  # UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\r\f\v"))
_MOST_CONTROLS = 0.002  # share of a text's bytes; a few strays come of copying


def read_text(data: bytes, source: str, media_type: str = TEXT) -> RawDocument:
    """A text file as one page; raises UnreadablePaper for what is not text."""
    return RawDocument(media_type, (RawPage(clean_text(decoded(data, source))),), paged=False)


def decoded(data: bytes, source: str) -> str:
    """The characters of a text file: UTF-8, UTF-16 or UTF-32 by its mark, otherwise UTF-8, otherwise
    Windows-1252. Raises UnreadablePaper for what is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, source)
    if b"\x00" in data or len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data):
        raise UnreadablePaper(source, "it holds binary data, not text; save it as plain text (UTF-8) or as PDF")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "cp1252", source, errors="replace")


def _decode(data: bytes, encoding: str, source: str, errors: str = "strict") -> str:
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise UnreadablePaper(
            source, f"it is marked as {encoding} but is not ({error.reason}); save it as UTF-8"
        ) from error
