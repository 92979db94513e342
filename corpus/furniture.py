"""Running headers, footers and page numbers: what a page carries around its text. When in doubt a line stays."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.access import is_mark

_EDGE = 3  # lines from the top and from the bottom in which furniture is looked for
_MIN_PAGES, _MIN_SHARE = 3, 0.4  # a line that runs through the paper stands on so many of its pages …
_PLAIN_PAGES, _PLAIN_SHARE = 5, 0.9  # … and on so many where nothing in it shows that it is furniture
_NEAR = 2  # pages within which a number without the word "page" has to go on counting
_TABULAR = 0.25  # share of numbers among a page's words from which its first line may be a table's

_PAGE = r"p\s?a\s?g\s?e"
_NUMBERED = re.compile(
    rf"^\W*(?:{_PAGE}\W{{0,3}}(?P<after>\d{{1,4}})(?:\s*(?:of|/)\s*\d{{1,4}})?|(?P<before>\d{{1,4}})\W{{0,3}}{_PAGE}|"
    rf"(?P<of>\d{{1,4}})\s+of\s+\d{{1,4}})\W*(?P<rest>agenda item\b.*)?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[-\u2013\u2014|\s]*(?P<bare>\d{1,4})[-\u2013\u2014|\s]*$")
_COUNTING = re.compile(
    rf"{_PAGE}\W{{0,3}}(\d{{1,4}})(?:\s*(?:of|/)\s*\d+)?|^(\d{{1,4}})(?=\s+\S+\s+\S)|(?<=\S\s)(\d{{1,4}})$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\b(?:page|council|appendix|annexe?|version|draft|official|copyright|agenda|report|(?:19|20)\d\d)\b|www\.|https?:|"
    r"@|\u00a9",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line near a page's edge. `page` and `place` count from 0. `key` is the line without what counts in it,
    `number` what counts; `whole` says that the line is nothing but a page number, up to its `rest`."""

    page: int
    place: int
    top: bool
    text: str
    key: str
    number: int | None = None
    whole: bool = False
    rest: str = ""


def without_furniture(texts: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """The pages' texts without running headers, footers and page numbers, and the number printed on each page.

    A number is a page number where the word "page" stands with it or where it goes on counting on a page nearby;
    of two on one page, the one that counts on through the whole file (the pack's) is given. A running line stays
    on the first page that has it; lines that mark a page as exempt always stay.
    """
    pages = [text.split("\n") for text in texts]
    edges = [_edge(number, lines) for number, lines in enumerate(pages)]
    numbers = _page_numbers([line for edge in edges for line in edge])
    running = _running(edges, pages)
    seen: set[tuple[bool, str]] = set()
    for lines, edge in zip(pages, edges, strict=True):
        for line in _unwanted(edge, numbers, running):
            if line.whole or (line.top, line.key) in seen:
                lines[line.place] = line.rest
            seen.add((line.top, line.key))
    return ["\n".join(lines).strip("\n") for lines in pages], _printed(numbers, len(pages))


def _edge(page: int, lines: Sequence[str]) -> list[_Line]:
    """The lines near the page's edges, each from the edge inwards."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    top, bottom = filled[:_EDGE], filled[_EDGE:][-_EDGE:]
    return [_line(page, place, place in top, lines[place].strip()) for place in (*top, *reversed(bottom))]


def _line(page: int, place: int, top: bool, text: str) -> _Line:
    found = _NUMBERED.match(text)
    if found:
        number = int(found["after"] or found["before"] or found["of"])
        return _Line(page, place, top, text, "page #", number, whole=True, rest=found["rest"] or "")
    bare = _BARE.match(text)
    if bare:
        return _Line(page, place, top, text, "#", int(bare["bare"]), whole=True)
    key = " ".join(_COUNTING.sub("#", text).lower().split())
    counting = _COUNTING.search(text)
    return _Line(page, place, top, text, key, int(next(filter(None, counting.groups()))) if counting else None)


def _page_numbers(lines: Sequence[_Line]) -> list[_Line]:
    """The lines that are page numbers or carry one."""
    numbered = [(line, line.number - line.page) for line in lines if line.number is not None]
    counting = {(line.page, line.top, line.key, offset) for line, offset in numbered}
    near = [step for step in range(-_NEAR, _NEAR + 1) if step]
    return [
        line
        for line, offset in numbered
        if line.key == "page #" or any((line.page + step, line.top, line.key, offset) in counting for step in near)
    ]


def _running(edges: Sequence[Sequence[_Line]], pages: Sequence[Sequence[str]]) -> set[tuple[bool, str]]:
    """Edge and key of the lines that run through the paper."""
    filled = sum(bool(edge) for edge in edges)
    counts = Counter(key for edge in edges for key in {(line.top, line.key) for line in edge if not line.whole})
    tabular = sum(_is_tabular(lines) for lines in pages) > filled / 2
    found = set()
    for key, count in counts.items():
        often = count >= max(_MIN_PAGES, _MIN_SHARE * filled)
        always = count >= max(_PLAIN_PAGES, _PLAIN_SHARE * filled)
        if (often and _FURNITURE.search(key[1])) or (always and not tabular):
            found.add(key)
    return found


def _is_tabular(lines: Sequence[str]) -> bool:
    words = [word.strip("£%(),.-") for line in lines for word in line.split()]
    return sum(re.sub("[,.]", "", word).isdigit() for word in words) > _TABULAR * len(words)


def _unwanted(edge: Sequence[_Line], numbers: Collection[_Line], running: Collection[tuple[bool, str]]) -> list[_Line]:
    """The lines of one page to take out: page numbers, and at each edge one running line (below it, what is
    repeated is a table's) with nothing but page numbers outside it."""
    found = []
    outermost = {True: True, False: True}
    for line in edge:
        if line.whole and line in numbers:
            found.append(line)
        elif outermost[line.top]:
            outermost[line.top] = False
            if (line.top, line.key) in running and not is_mark(line.text):
                found.append(line)
    return found


def _printed(numbers: Sequence[_Line], count: int) -> list[str | None]:
    """The number printed on each page, by the offset to the file's own count that most pages share."""
    offsets = Counter(line.number - line.page for line in numbers if line.number is not None)
    printed: list[str | None] = [None] * count
    ranked = sorted(numbers, key=lambda line: (offsets[(line.number or 0) - line.page], line.whole, line.key != "#"))
    for line in ranked:
        printed[line.page] = str(line.number)
    return printed
