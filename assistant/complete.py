"""Quotes made complete: with the sentence that one leans on, those that lean on it, and the answer to a question.

"It agreed that ..." says little without the sentence before, and often what was asked for stands in "This will ...".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.quotes import Quote, leans
from corpus.marks import plain
from corpus.sentences import is_row, sentences

MAX_BEFORE = 60
"""So many words, at most, are put before a quote that leans on them."""
MAX_AFTER = 40
"""So many words, at most, are put after a quote."""
SHORT_ANSWER = 120
"""An answer of fewer words goes on with what leans on its quotes."""
MAX_REPLY = 60
"""So many words, at most, are quoted of the answer to a question that a member or a resident put."""
_PUT = re.compile(r"^Question (?:by|from)\b", re.MULTILINE)
_REPLY = re.compile(r"^(?:Answer|Reply|Response)\b.{0,40}$", re.MULTILINE)


def completed(chosen: Sequence[Quote]) -> list[Quote]:
    """The quotes in their order, each from the sentence on which it leans, and from the one on which that leans; in a
    short answer to the last of those after it that lean on it in turn. Rows of tables lean on nothing. A quote out of a
    question that was put at a meeting is followed by how the answer to it begins."""
    quotes = [_with_before(quote) for quote in chosen]
    if sum(quote.words for quote in quotes) < SHORT_ANSWER:
        quotes = [_with_after(quote) for quote in quotes]
    return list(_with_replies(quotes))


def _with_before(quote: Quote) -> Quote:
    text, start = quote.hit.passage.text, quote.start
    leaning = leans(quote.text)
    for begin, end in reversed(sentences(text)):
        if end > start:
            continue
        if not leaning or _apart(text, end, start) or is_row(text[begin:end]):
            break
        if _words(text[begin : quote.start]) > MAX_BEFORE:
            break
        start, leaning = begin, leans(text[begin:end])
    return replace(quote, start=start)


def _with_after(quote: Quote) -> Quote:
    text, last = quote.hit.passage.text, quote.end
    for begin, end in sentences(text):
        if begin < last:
            continue
        if not leans(text[begin:end]) or _apart(text, last, begin) or _words(text[quote.end : end]) > MAX_AFTER:
            break
        last = end
    return replace(quote, end=last)


def _with_replies(quotes: Sequence[Quote]) -> Iterator[Quote]:
    replied: set[tuple[int, int]] = set()
    for quote in quotes:
        yield quote
        reply = _reply_to(quote)
        if reply and (place := (reply.hit.passage.id, reply.start)) not in replied:
            replied.add(place)
            yield reply


def _reply_to(quote: Quote) -> Quote | None:
    """How the answer begins to the question that a quote is out of; None where it is out of none, or the passage does
    not hold the answer."""
    text = quote.hit.passage.text
    reply = _REPLY.search(text, quote.end)
    if reply is None or not _PUT.search(text, 0, quote.end) or _PUT.search(text, quote.end, reply.start()):
        return None
    following = _PUT.search(text, reply.end())
    rest = text[reply.end() : following.start() if following else len(text)]
    ends = [end for _, end in sentences(rest) if _words(rest[:end]) <= MAX_REPLY]
    start = reply.end() + len(rest) - len(rest.lstrip())
    return replace(quote, start=start, end=reply.end() + ends[-1]) if ends else None


def _apart(text: str, end: int, start: int) -> bool:
    return bool(text[end:start].strip())


def _words(text: str) -> int:
    return len(plain(text).split())
