"""A text cut where a quote begins and ends."""

from dataclasses import dataclass
from itertools import pairwise

from corpus.errors import InvalidInput

_MOST_DIGITS = 9
_FULL = 0.75


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a paper's text, from 0, end exclusive; never empty."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is quoted, or is not."""

    text: str
    quoted: bool


def span_of(start: str | None, end: str | None) -> Span | None:
    """The span that an address names with its `start` and `end`; None where it names none. Raises InvalidInput."""
    if start is None and end is None:
        return None
    first, last = _offset("start", start), _offset("end", end)
    if first >= last:
        raise InvalidInput("start", f"start ({first}) must be before end ({last})")
    return Span(first, last)


def _offset(field: str, value: str | None) -> int:
    if value is None or not (value.isascii() and value.isdecimal()) or len(value) > _MOST_DIGITS:
        raise InvalidInput(field, f"{field} must be a number of characters, counted from 0; follow a link to a quote")
    return int(value)


def flowed(text: str) -> str:
    """`text`, each line that only ended where the printed line was full joined to the next; as long as before.

    That is a line of at least three quarters of the longest, with no full stop, colon or semicolon at its end and a
    small letter after it.
    """
    lines = text.split("\n")
    longest = max(map(len, lines))
    ends = ["\n" if _breaks(line, after, longest) else " " for line, after in pairwise(lines)]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _breaks(line: str, after: str, longest: int) -> bool:
    return not (after[:1].islower() and len(line) >= _FULL * longest and not line.endswith((".", ":", ";")))


def pieces(text: str, offset: int, span: Span | None) -> list[Piece]:
    """`text`, which begins at character `offset` of its paper, cut around the part of `span` that lies in it."""
    if span is None:
        return [Piece(text, False)]
    start = min(max(span.start - offset, 0), len(text))
    end = min(max(span.end - offset, start), len(text))
    cut = (Piece(text[:start], False), Piece(text[start:end], True), Piece(text[end:], False))
    return [piece for piece in cut if piece.text]
