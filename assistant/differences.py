"""Where papers differ: two passages that say the same of the same thing, with another figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quotes import MAX_BEHIND, Quote
from corpus.dates import find_dates
from corpus.marks import plain
from corpus.sentences import is_row
from index.asks import Asks
from index.tokens import FUNCTION_WORDS

LEAST_ALIKE = 0.75
"""The share of all the words of two sentences, figures left out, that stand in both, from which they say the same."""
_LEAST_WORDS = 3  # of both together, but for the commonest
_FIGURE = re.compile(
    r"(?<![\w.,/£-])£?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|per cent|k|m|bn|million|billion|thousand)(?!\w))?(?![\w/])", re.I
)
_NUMBERED = re.compile(r"^\W*(?:\(?[a-z]\)|\d+(?:\.\d+)*[.)]?)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?:\s?[/-]\s?\d\d(?:\d\d)?\b)?")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two quotes that say the same but for a figure, and the figure in each."""

    quotes: tuple[Quote, Quote]
    figures: tuple[str, str]


def difference(best: Quote, quotes: Sequence[Quote], wanted: frozenset[Asks]) -> Difference | None:
    """The most likely of `quotes` that differs from the `best` in its figure, where a figure is asked for.

    Both are sentences of other papers with one figure each, the same words around it and the same years. Rows of tables
    are not compared, since what tells them apart stands above them; nor are passages that differ so in several
    sentences, which are the same form filled in for two places or times.
    """
    if not wanted & {Asks.MONEY, Asks.NUMBER}:
        return None
    figure = _only_figure(best)
    if figure is None:
        return None
    for other in sorted(quotes, key=lambda quote: -quote.score):
        if other.score < best.score - MAX_BEHIND:
            return None
        theirs = _only_figure(other)
        if theirs and _differ(best, other):
            series = [_beside(one, quotes) for one in (best, other)]
            told_apart = sum(_differ(one, two) for one in series[0] for two in series[1]) > 1
            return None if told_apart else Difference((best, other), (figure, theirs))
    return None


def _differ(one: Quote, other: Quote) -> bool:
    """Whether two quotes of other papers say the same with another figure."""
    figures = (_only_figure(one), _only_figure(other))
    if figures[0] is None or figures[1] is None or _value(figures[0]) == _value(figures[1]):
        return False
    return _same_but_for_figures(one, other)


def _beside(quote: Quote, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes of one passage."""
    return [one for one in quotes if one.hit.passage.id == quote.hit.passage.id]


def _only_figure(quote: Quote) -> str | None:
    found = {_value(figure): figure for figure in _figures(quote)}
    return next(iter(found.values())) if len(found) == 1 and not is_row(quote.text) else None


def _figures(quote: Quote) -> Iterator[str]:
    """The figures of a quote that are no dates, years or numbers of paragraphs."""
    text = _NUMBERED.sub("", plain(quote.text))
    for found in find_dates(text):
        text = text.replace(text[found.start : found.end], " " * (found.end - found.start))
    yield from (match[0] for match in _FIGURE.finditer(_YEAR.sub(" ", text)))


def _value(figure: str) -> str:
    return re.sub(r"[\s,]", "", figure).casefold().replace("million", "m").replace("percent", "%")


def _same_but_for_figures(one: Quote, other: Quote) -> bool:
    if one.hit.paper.id == other.hit.paper.id:
        return False
    first, second = _words(one), _words(other)
    if len(first | second) < _LEAST_WORDS or _years(one) != _years(other):
        return False
    return len(first & second) >= LEAST_ALIKE * len(first | second)


def _words(quote: Quote) -> set[str]:
    return {word for word in _WORD.findall(plain(quote.text).casefold()) if word not in FUNCTION_WORDS}


def _years(quote: Quote) -> set[str]:
    text = plain(quote.text)
    return {*_YEAR.findall(text), *(found.day.isoformat() for found in find_dates(text))}
