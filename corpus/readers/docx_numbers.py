"""The numbers and bullets that Word draws before list paragraphs: they are kept in the file as rules, not as text.

Source: ECMA-376 Part 1, 17.9 (numbering): a paragraph names a list (`numId`) and a level (`ilvl`), the list names
an abstract list, and that gives each level a first number, a numeral and a text such as "%1.%2".
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from corpus.readers.numerals import letters, roman

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_NUMERALS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    numeral: str
    text: str


class ListNumbers:
    """Counts the lists of one document; ask for its paragraphs in their order."""

    def __init__(self, numbering: Any | None) -> None:
        """`numbering` is the root element of the document's numbering rules, None where it has none."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for rule in numbering if numbering is not None else ():
            if rule.tag == _w("abstractNum"):
                self._abstract[rule.get(_w("abstractNumId"))] = _levels(rule)
            elif rule.tag == _w("num"):
                self._lists[rule.get(_w("numId"))] = _list(rule)

    def marker(self, properties: Iterable[Any | None]) -> str:
        """What Word draws before a paragraph, such as "3.1 ", or "- " for any bullet; "" outside lists.
        `properties` are the elements that may name its list, its own first, then its style's and that one's base."""
        number, depth = _place(properties)
        abstract, starts = self._lists.get(number, ("", {}))
        level = self._abstract.get(abstract, {}).get(depth)
        if level is None or level.numeral == "none":
            return ""
        if level.numeral == "bullet":
            return "- "
        counts = self._count(number, abstract, depth, starts)
        return f"{_PLACE.sub(lambda found: self._shown(abstract, counts, int(found[1]) - 1), level.text)} "

    def _count(self, number: str, abstract: str, depth: int, starts: dict[int, int]) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        levels = self._abstract[abstract]
        for above in range(depth):
            if counts[above] is None and above in levels:
                counts[above] = starts.get(above, levels[above].start)
        so_far = counts[depth]
        if (number, depth) not in self._begun and depth in starts:
            so_far = None  # another list over the same rules, told to begin again
        self._begun.add((number, depth))
        counts[depth] = starts.get(depth, levels[depth].start) if so_far is None else so_far + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return counts

    def _shown(self, abstract: str, counts: list[int | None], depth: int) -> str:
        number, level = counts[depth], self._abstract[abstract].get(depth)
        if number is None or level is None:
            return ""
        return _NUMERALS.get(level.numeral, str)(number) if 0 < number < 4000 else str(number)


def _place(properties: Iterable[Any | None]) -> tuple[str, int]:
    """The list that a paragraph is in and its level there; the list "0" is none."""
    number, depth = None, None
    for holder in properties:
        rule = holder.find(_w("numPr")) if holder is not None else None
        if rule is not None:
            depth = depth if depth is not None else _value(rule, "ilvl")
            number = number if number is not None else _value(rule, "numId")
    return number or "0", min(int(depth or 0), _LEVELS - 1)


def _levels(rule: Any) -> dict[int, _Level]:
    levels = {}
    for level in rule.findall(_w("lvl")):
        start, numeral = int(_value(level, "start") or 1), _value(level, "numFmt") or "decimal"
        levels[int(level.get(_w("ilvl")))] = _Level(start, numeral, _value(level, "lvlText") or "")
    return levels


def _list(rule: Any) -> tuple[str, dict[int, int]]:
    starts = {}
    for override in rule.findall(_w("lvlOverride")):
        start = _value(override, "startOverride")
        if start is not None:
            starts[int(override.get(_w("ilvl")))] = int(start)
    return _value(rule, "abstractNumId") or "", starts


def _value(element: Any, name: str) -> str | None:
    child = element.find(_w(name))
    return None if child is None else child.get(_w("val"))


def _w(name: str) -> str:
    return _NAMESPACE + name
