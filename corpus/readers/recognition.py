"""Text recognition: the words of a picture by Tesseract (https://tesseract-ocr.github.io), run as a program of its own.

Meant for the worker process, whose bounds on memory the program inherits, and which ends with it.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from itertools import groupby

PROGRAM, LANGUAGE = "tesseract", "eng"
_PAGES_WITH_ORIENTATION = "1"  # page segmentation mode: find the page's layout, and turn it if it lies on its side
_NOISE = 40.0  # confidence of a line of 100, below which it is stains and decoration rather than words
_UNCLEAR = 50.0  # confidence of a page of 100, below which nobody should quote it
_BULLETS = frozenset("e o © ® ¢ « » °".split())  # what a bullet is taken for
_WORD, _COLUMNS = "5", 12  # rows of words in Tesseract's TSV, and its columns


class NotRecognised(Exception):
    """A picture's words were not recognised; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a picture in lines, and the mean confidence in them (0 to 100)."""

    text: str
    confidence: float


def available() -> bool:
    """Whether the program and its language are installed here."""
    if shutil.which(PROGRAM) is None:
        return False
    try:
        listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return LANGUAGE in listed.stdout.split()


def recognise(picture: bytes, seconds: float) -> Recognised:
    """The words of a picture (PGM, at about 300 dots an inch). Raises NotRecognised, also after `seconds`."""
    command = [PROGRAM, "-", "-", "-l", LANGUAGE, "--psm", _PAGES_WITH_ORIENTATION, "--dpi", "300", "tsv"]
    environment = os.environ | {
        "OMP_THREAD_LIMIT": "1"
    }  # its threads wait for each other: alone it takes half the time
    try:
        run = subprocess.run(command, input=picture, capture_output=True, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired:
        raise NotRecognised(f"recognising its picture took longer than the {seconds:g} s allowed") from None
    except OSError as error:
        raise NotRecognised(f"{PROGRAM} could not be run ({error.strerror})") from error
    if run.returncode:
        raise NotRecognised(f"{PROGRAM} failed on its picture")
    return words_of_tsv(run.stdout.decode(errors="replace"))


def words_of_tsv(tsv: str) -> Recognised:
    """The words in Tesseract's tab-separated output. Raises NotRecognised where there are none that one can quote."""
    cells = [line.split("\t") for line in tsv.splitlines()]
    words = [row for row in cells if len(row) == _COLUMNS and row[0] == _WORD and row[11].strip()]
    paragraphs: list[str] = []
    sure: list[float] = []
    for _, paragraph in groupby(words, key=lambda row: row[1:4]):
        lines = []
        for _, line in groupby(paragraph, key=lambda row: row[4]):
            found = [(row[11].strip(), float(row[10])) for row in line]
            if sum(confidence for _, confidence in found) >= _NOISE * len(found):
                lines.append(_line([word for word, _ in found]))
                sure += [confidence for _, confidence in found]
        paragraphs += ["\n".join(lines)] if lines else []
    text = "\n\n".join(paragraphs)
    if not any(letter.isalnum() for letter in text):
        raise NotRecognised("no words were recognised in its picture")
    confidence = sum(sure) / len(sure)
    if confidence < _UNCLEAR:
        raise NotRecognised("its picture is too unclear to be recognised")
    return Recognised(text, confidence)


def _line(words: list[str]) -> str:
    if len(words) > 1 and words[0] in _BULLETS:
        words = ["•", *words[1:]]
    return " ".join(words)
