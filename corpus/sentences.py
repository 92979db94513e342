"""Sentences, table rows and list entries: the smallest stretches of a paper that can be quoted."""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.structure import paragraph_number
from corpus.table_lines import cells_in, is_table_line

MAX_ROW_CHARACTERS = 400
"""A row up to this long is quoted whole; of a longer one, cell by cell."""

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr cllr cllrs no nos para paras p pp e.g i.e eg ie st etc approx vs ref rev hon prof sir fig inc ltd co
    dept cf al circa
    """.split()
)
_END = re.compile(r"[.?!]+[”\"')\]]*(?=\s+[\"'“(\[£•·*]*[A-Z0-9])")
_LONGEST_WORD = 60  # characters looked back over for an abbreviation or the number of a paragraph
_INITIALS = re.compile(r"[(\"'“\[]?(?:[A-Z]\.){1,3}[A-Z]")
_NUMERIC = re.compile(r"[-+(]?[£$€]?\d[\d,.]*(?:[%mk)]|bn)?|n/a|-|–|x", re.IGNORECASE)
_BULLET = re.compile(r"[•·▪◦●o*–-]\s+\S|\(?[a-z]{1,4}[).]\s+\S|\d{1,2}\)\s+\S")
_VOTES = re.compile(
    r"(?:For|Against|Abst(?:ain\w*|entions?))\s*[:(–-]\s*\d+\b|(?:Motion|Amendment) (?:carried|lost)\b", re.IGNORECASE
)
"""How a count of votes begins; the names of those who voted so come after it, and go on over lines."""


def counts_votes(line: str) -> bool:
    """Whether a line begins with a count of votes, as in "For (14)"."""
    return bool(_VOTES.match(line))


def is_row(line: str) -> bool:
    """Whether a line reads as a row of a table: cells apart by tabs or pipes, or mostly figures."""
    if is_table_line(line):
        return True
    words = line.split()
    figures = sum(bool(_NUMERIC.fullmatch(word)) for word in words)
    return (figures >= 3 and figures * 2 >= len(words)) or (figures >= 2 and figures == len(words))


def sentences(text: str) -> list[Span]:
    """The spans (from 0 in `text`) of its sentences, rows and list entries, in order, white space left out."""
    return [
        trimmed
        for start, end in stretches(text)
        for span in _split(text, start, end)
        if (trimmed := _trim(text, *span))
    ]


def stretches(text: str) -> Iterator[Span]:
    """Spans that no sentence crosses: rows alone, and the lines between blank lines, bullets, numbers, rows, votes."""
    starts = [0]
    offset, previous_row, blank = 0, False, False
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        row = bool(line) and is_row(line)
        begins = bool(line and (_BULLET.match(line) or counts_votes(line) or paragraph_number(line)))
        opens = row or previous_row or blank or begins
        if line and opens and offset:
            starts.append(offset)
        previous_row, blank = row, not line
        offset += len(raw)
    yield from pairwise([*starts, len(text)])


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one stretch; a row is one, or its cells are where it is long."""
    line = text[start:end].strip()
    if is_row(line) and "\n" not in line:
        if len(line) <= MAX_ROW_CHARACTERS:
            yield start, end
            return
        cells = cells_in(text[start:end])
        if len(cells) > 1:
            for left, right in cells:
                if right > left:
                    yield from _split(text, start + left, start + right)
            return
    begin = start
    for stop in _END.finditer(text, start, end):
        if not _abbreviated(text, begin, stop.start()):
            yield begin, stop.end()
            begin = stop.end()
    yield begin, end


def _abbreviated(text: str, begin: int, stop: int) -> bool:
    """Whether the full stop at `stop` ends an abbreviation, an initial or a paragraph number."""
    word = text[max(begin, stop - _LONGEST_WORD) : stop].split()[-1:] or [""]
    last = word[0].lower().lstrip("(\"'“[")
    return (
        last in _ABBREVIATIONS
        or (len(last) == 1 and last.isalpha())
        or bool(_INITIALS.fullmatch(word[0]))
        or (stop - begin <= _LONGEST_WORD and not text[begin:stop].strip(" \n\t*0123456789.()"))
    )


def _trim(text: str, start: int, end: int) -> Span | None:
    raw = text[start:end]
    stripped = raw.strip()
    if not any(c.isalnum() for c in stripped):
        return None
    start += len(raw) - len(raw.lstrip())
    return start, start + len(stripped)


def windows(text: str, size: int) -> list[Span]:
    """Runs of whole sentences of up to `size` characters (a longer sentence stands alone), in order, covering all."""
    found: list[Span] = []
    for start, end in sentences(text):
        if found and end - found[-1][0] <= size:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
