"""The items of an agenda: number, title, and the pages of the pack printed beside them."""

import re
from collections.abc import Iterator

from corpus.register.counting import Numbered, counting_on
from corpus.register.types import Item, Span

_OPENING = re.compile(
    r"^[^\w\n]*(?:A\s?G\s?E\s?N\s?D\s?A)\b(?:(?!\s+item)[^\n]{0,40}|\s+items?\s+no\W*)$", re.IGNORECASE | re.MULTILINE
)
_CLOSING = re.compile(
    r"^[^\w\n]*(?:(?:proper officer|general counsel|chief executive|monitoring officer|democratic services manager)\b"
    r"|(?:town |parish )?clerk (?:to|of)\b|notes?[^\w\n]*$|(?:committee )?membership\b|.{0,60}\bmembers:[^\w\n]*$"
    r"|dated:?\s+\d"
    r"|information about this agenda|yours sincerely|for further information|minutes of (?:a|the)\b.{0,80}\bheld\b)",
    re.IGNORECASE | re.MULTILINE,
)
_AT_START = re.compile(
    r"^[ \t|*-]*(?:Item\s+)?(?P<number>\d{1,3})(?P<letter>[A-Za-z]?)(?:[.):]+[ \t|]*|[ \t|]+)"
    r"(?=\d\d/\d{3,5}\b|[^\W\d_]|[\u2018\u201c'\"])",
    re.MULTILINE,
)
_WITHIN = re.compile(r"(?<=[.)\]\u201d\"])[ \t]+(?P<number>\d{1,2})(?P<letter>[a-z]?)[ \t]*\.[ \t]+(?=[A-Z])")
_PAGES = re.compile(
    r"\(\s*pages?\s+(\d{1,4})(?:\s*(?:[-\u2013\u2014]|to)\s*(\d{1,4}))?\s*\)|\|\s*(\d{1,4})(?:\s*[-\u2013]\s*(\d{1,4}))?\s*\|"
    r"|(?<=[ \t])(\d{1,4})[ \t]+[-\u2013][ \t]+(\d{1,4})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_EXPLAINED = re.compile(
    r"(?<=\S)\s+(?=(?:To (?:confirm|receive|consider|approve|review|scrutinise|note|agree|adopt|elect|appoint|seek"
    r"|answer)\b"
    r"|The (?:Chair|Committee|following|report)\b|In respect\b|Members are\b|See \w+|Report (?:of|by)\b"
    r"|\(To [Ff]ollow\)|\(see note|[-\u2013] ?[Tt]o follow))"
)
_CLOCK = re.compile(r"[ \t]{2,}\d{1,2}[.:]\d\d(?:[ \t]*[ap]m)?[ \t]*$", re.IGNORECASE)
_BOLD = re.compile(r"(?:\*\*|<b>)\s*(?P<title>[^*<\s.|][^*<]+)")
_LONGEST = 12_000  # characters that an agenda takes, with its explanations
_LEAST_TITLE, _LEAST_LINE, _MOST_LINES = 4, 40, 4


def find_agenda(text: str, marked: str, stretch: Span, headed: bool = False) -> list[Item]:
    """The agenda items in a `stretch` of `text` without marks of Markdown or HTML; `marked` is the same with them.

    An item's span goes from its number to the end of its title and pages. Where the agenda must be `headed`, numbered
    lines are none without the word above them.
    """
    opening = _OPENING.search(text, stretch.start, stretch.end)
    if headed and not opening:
        return []
    start = opening.end() if opening else stretch.start
    end = min(stretch.end, start + _LONGEST)
    candidates = list(_candidates(text, start, end))
    first = next(iter(counting_on(candidates)), None)
    if first is None:
        return []
    closing = _CLOSING.search(text, start if opening else first.index, end)
    before = [candidate for candidate in candidates if closing is None or candidate.index < closing.start()]
    if not before:  # what closes other agendas stands above the items here: who the members are
        before, closing = candidates, _CLOSING.search(text, first.index, end)
    end = closing.start() if closing else end
    chosen = counting_on([candidate for candidate in before if candidate.index < end])
    ends = [*(item.index for item in chosen[1:]), end]
    items = [_item(text, marked, one, until) for one, until in zip(chosen, ends, strict=True)]
    return items if len(items) > 1 or any(item.pages for item in items) else []


def _candidates(text: str, start: int, end: int) -> Iterator[Numbered]:
    """Numbers that an item may open with, at the start of a line or, less likely, within one."""
    found = [(match, 1.0) for match in _AT_START.finditer(text, start, end)]
    found += [(match, -0.5) for match in _WITHIN.finditer(text, start, end)]
    for match, score in sorted(found, key=lambda pair: pair[0].start("number")):
        yield Numbered(match.start("number"), "", int(match["number"]), match["letter"], score)


def _item(text: str, marked: str, one: Numbered, until: int) -> Item:
    number = f"{one.number}{one.letter}"
    start = one.index + len(number)
    start += len(text[start:until]) - len(text[start:until].lstrip(" \t.):|"))
    found = _PAGES.search(text, start, until)
    title = _title(text, marked, Span(start, found.start() if found else until), bool(found))
    pages = [int(page) for page in found.groups() if page] if found else []
    end = found.end() if found else title.end
    words = _CLOCK.sub("", text[title.start : title.end])
    words = " ".join(words.split()).strip(" |:")
    return Item(one.index, end, words, number, pages=(pages[0], pages[-1]) if pages else None)


def _title(text: str, marked: str, words: Span, whole: bool) -> Span:
    """Where the title stands in the `words` of an item: what is printed bold, or its first lines; all of the words
    before the pages (`whole`) where no explanation stands among them."""
    bold = _BOLD.search(marked, max(0, words.start - 6), words.end)
    if bold and bold.start("title") <= words.start + 6:
        return Span(bold.start("title"), bold.end("title"))
    explained = _EXPLAINED.search(text, words.start + _LEAST_TITLE, words.end)
    end = explained.start() if explained else words.end
    if not whole or explained:
        end = words.start + _lines_of_title(text[words.start : end])
    return Span(words.start, words.start + len(text[words.start : end].rstrip()))


def _lines_of_title(words: str) -> int:
    """How much of `words` is the title: its first line, and those that a long line goes on in."""
    length = 0
    for number, line in enumerate(words.splitlines(keepends=True)):
        bare = line.strip()
        goes_on = not number or (bare and not bare.isupper() and bare[0] not in "-(\u2022" and number < _MOST_LINES)
        before = words[:length].rstrip()
        if not goes_on or (number and (before.endswith((".", ":")) or len(before.split("\n")[-1]) < _LEAST_LINE)):
            break
        length += len(line)
    return length
