"""What reports ask a meeting to decide. It is no decision, and never shown as one."""

import re
from collections.abc import Iterator, Sequence

from corpus.lines import Line
from corpus.register.clauses import clauses_until, read_body
from corpus.register.labels import read_label
from corpus.register.outcomes import delegates_in
from corpus.register.types import Decision, Span, Status

_WORD = r"Recommendation(?:s|\(s\)|/s)?|RECOMMENDATION(?:S|\(S\)|/S)?"
_HEADING = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?\s+)?(?:Officer |Draft |Summary of )?(?:{_WORD})"
    r"(?:\s+(?:to|for)\s+[A-Z][\w ,&-]{2,60})?\s*(?::\s*(?P<words>\S.*)?)?"
)
_ASKS = re.compile(
    r"\b(?:recommend|ask|request|invite|agree|approve|note|endorse|adopt|delegate|consider|authorise|receive|support"
    r"|confirm|comment|review)(?:s|d|ed|es)?\b|^[^\w\n]*that\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"\b(?:recommend(?:s|ed)?|asked|requested|invited|that)\b", re.IGNORECASE)
_LEAST_CHARACTERS = 20


def find_recommendations(text: str, lines: Sequence[Line], stretch: Span) -> Iterator[Decision]:
    """The recommendations in a `stretch` of `text` (without marks), with their words and clauses, and no title yet."""
    headings = [i for i, line in enumerate(lines) if stretch.start <= line.start < stretch.end and _heads(line)]
    limits = [*(lines[i].start for i in headings), stretch.end]
    for index, limit in zip(headings, limits[1:], strict=True):
        found = _recommendation(text, lines, index, limit)
        if found:
            yield found


def _heads(line: Line) -> bool:
    return bool(_HEADING.fullmatch(line.text.strip(" -\u2013|")))


def _recommendation(text: str, lines: Sequence[Line], index: int, limit: int) -> Decision | None:
    """The recommendation under the heading in line `index`; None where nothing is asked there."""
    heading = _HEADING.match(lines[index].text)
    if heading and heading["words"]:
        first, start = index, lines[index].begin + heading.start("words")
    else:
        below = (i for i in range(index + 1, len(lines)) if any(c.isalnum() for c in lines[i].text))
        first = next(below, len(lines))
        if first == len(lines) or lines[first].start >= limit:
            return None
        start = lines[first].begin
    label = read_label(lines[first].text)
    if label and _INTRODUCES.search(lines[first].text):
        start += label.end  # the paragraph's own number, not a clause's
    body = read_body(lines, first, start, limit)
    end = start + len(text[start : body.end].rstrip())
    words = text[start:end]
    if len(words) < _LEAST_CHARACTERS or not _ASKS.search(words[:400]):
        return None
    clauses = clauses_until(body.clauses, end)
    return Decision(start, end, Status.RECOMMENDED, clauses=clauses, delegated_to=delegates_in(words))
