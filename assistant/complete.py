"""Quotes made complete: with the sentence that one leans on, and those that lean on it.

"It agreed that ..." says little without the sentence before, and often what was asked for stands in "This will ...".
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.quotes import Quote, leans
from corpus.sentences import is_row, sentences
from corpus.structure import plain

MAX_BEFORE = 60
"""So many words, at most, are put before a quote that leans on them."""
MAX_AFTER = 40
"""So many words, at most, are put after a quote."""
SHORT_ANSWER = 120
"""An answer of fewer words goes on with what leans on its quotes."""


def completed(chosen: Sequence[Quote]) -> list[Quote]:
    """The quotes in their order, each from the sentence on which it leans, and from the one on which that leans; in a
    short answer to the last of those after it that lean on it in turn. Rows of tables lean on nothing."""
    quotes = [_with_before(quote) for quote in chosen]
    short = sum(quote.words for quote in quotes) < SHORT_ANSWER
    return [_with_after(quote) for quote in quotes] if short else quotes


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


def _apart(text: str, end: int, start: int) -> bool:
    return bool(text[end:start].strip())


def _words(text: str) -> int:
    return len(plain(text).split())
