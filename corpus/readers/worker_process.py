"""The process in which strangers' files are parsed: `python -m corpus.readers.worker_process`.

Over its standard input it takes requests, over its standard output it gives answers: each a line of JSON, then
as many raw bytes as that line's "size" says. A request that takes longer than its seconds ends the process.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from corpus.errors import EncryptedPaper, UnreadablePaper
from corpus.limits import Limits
from corpus.readers import formats
from corpus.types import RawDocument


def main() -> None:
    """Answers requests until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the answers
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = _exactly(sys.stdin.buffer, request["size"])
        head, blob = _answer(request["task"], request["arguments"], data, Limits(**request["limits"]))
        answers.write(json.dumps(head | {"size": len(blob)}).encode() + b"\n" + blob)
        answers.flush()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("the request was cut short")
    return data


def _answer(task: str, arguments: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    _bound_memory(limits.memory)
    _end_after(limits.seconds)
    try:
        return {}, _TASKS[task](data, limits, **arguments)
    except EncryptedPaper as error:
        return {"error": "encrypted", "reason": error.reason}, b""
    except UnreadablePaper as error:
        return {"error": "unreadable", "reason": error.reason}, b""
    except MemoryError:
        return {"error": "memory", "reason": ""}, b""
    except Exception as error:  # the file broke a library in a way it does not foresee; the next file may be sound
        return {
            "error": "unreadable",
            "reason": f"it is damaged ({type(error).__name__}: {error}); get a new copy",
        }, b""
    finally:
        _end_after(0)
        _bound_memory(None)  # so that the next request can be taken at all


def _bound_memory(size: int | None) -> None:
    """Bounds the memory that may be taken from now on; None takes the bound away."""
    if sys.platform == "linux":  # other systems do not keep this limit
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not fill the disk
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = most if size is None else size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))


def _end_after(seconds: float) -> None:
    """Has the process ended by SIGALRM, which also ends C code that never returns; 0 calls it off."""
    if sys.platform != "win32":  # there the caller's own clock has to do
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _more_time(seconds: float) -> None:
    if sys.platform != "win32":
        _end_after(signal.getitimer(signal.ITIMER_REAL)[0] + seconds)


# Each library is imported when the first file of its format comes: most runs meet one format.


def _read(data: bytes, limits: Limits, media_type: str, name: str, recognise: bool = False) -> bytes:
    return json.dumps(asdict(_document(data, limits, media_type, name, recognise))).encode()


def _document(data: bytes, limits: Limits, media_type: str, name: str, recognise: bool) -> RawDocument:
    if media_type == formats.PDF:
        from corpus.readers.pdf import read_pdf

        return read_pdf(data, name, limits, _more_time, recognise)
    if media_type == formats.DOCX:
        from corpus.readers.docx import read_docx

        return read_docx(data, name)
    if media_type == formats.HTML:
        from corpus.readers.html import read_html

        return read_html(data, name)
    if media_type == formats.MARKDOWN:
        from corpus.readers.markdown import read_markdown

        return read_markdown(data, name)
    from corpus.readers.text import read_text

    return read_text(data, name)


def _picture(data: bytes, limits: Limits, number: int, width: int) -> bytes:
    from corpus import pdfium
    from corpus.readers.pdf_pages import page_png

    try:
        return page_png(data, number, width)
    except pdfium.PdfiumError as error:
        raise UnreadablePaper("the page", f"it cannot be drawn ({error})") from error


def _boxes(data: bytes, limits: Limits, number: int, words: str) -> bytes:
    from corpus import pdfium
    from corpus.readers.hidden import LookingOver
    from corpus.readers.pdf_pages import words_boxes

    try:
        return json.dumps(words_boxes(data, number, words, LookingOver(limits.seconds))).encode()
    except pdfium.PdfiumError as error:
        raise UnreadablePaper("the page", f"its words cannot be found ({error})") from error


_TASKS: dict[str, Callable[..., bytes]] = {"read": _read, "picture": _picture, "boxes": _boxes}

if __name__ == "__main__":
    main()
