"""The numbers and bullets that Word draws before list paragraphs: they are kept in the file as rules, not as text.

Source: ECMA-376 Part 1, 17.9 (numbering): a paragraph names a list (`numId`) and a level (`ilvl`), the list names
an abstract list, and that gives each level a first number, a numeral and a text such as "%1.%2".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.readers.numerals import letters, roman

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
    """Counts the lists of one document; ask for the paragraphs in their order."""

    def __init__(self, document: WordDocument) -> None:
        """Reads the document's numbering rules; a document without lists has none."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        part = next((p for p in document.part.package.iter_parts() if p.partname.endswith("/numbering.xml")), None)
        root: Any = getattr(part, "element", None)
        for rule in root if root is not None else ():
            if rule.tag == qn("w:abstractNum"):
                self._abstract[rule.get(qn("w:abstractNumId"))] = _levels(rule)
            elif rule.tag == qn("w:num"):
                self._lists[rule.get(qn("w:numId"))] = _list(rule)

    def marker(self, paragraph: Paragraph) -> str:
        """What Word draws before the paragraph, such as "3.1 " or "- " for any bullet; "" outside lists."""
        place = _place(paragraph)
        abstract, restarts = self._lists.get(place[0], ("", {})) if place else ("", {})
        level = self._abstract.get(abstract, {}).get(place[1]) if place else None
        if place is None or level is None or level.numeral == "none":
            return ""
        if level.numeral == "bullet":
            return "- "
        if place[0] not in self._begun and place[1] in restarts:
            self._counts.get(abstract, [None] * _LEVELS)[place[1]] = None
        self._begun.add(place[0])
        counts = self._count(abstract, place[1], restarts)
        return f"{_PLACE.sub(lambda found: self._shown(abstract, counts, int(found[1]) - 1), level.text)} "

    def _count(self, abstract: str, depth: int, restarts: dict[int, int]) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        levels = self._abstract[abstract]
        for above in range(depth):
            if counts[above] is None and above in levels:
                counts[above] = restarts.get(above, levels[above].start)
        so_far = counts[depth]
        counts[depth] = restarts.get(depth, levels[depth].start) if so_far is None else so_far + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return counts

    def _shown(self, abstract: str, counts: list[int | None], depth: int) -> str:
        number, level = counts[depth], self._abstract[abstract].get(depth)
        if number is None or level is None:
            return ""
        return _NUMERALS.get(level.numeral, str)(number) if 0 < number < 4000 else str(number)


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """The paragraph's list and level, its own or its style's."""
    holders: list[Any] = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        holders.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    found, depth = None, None
    for holder in holders:
        rule = holder.find(qn("w:numPr")) if holder is not None else None
        if rule is None:
            continue
        depth = depth if depth is not None else _value(rule, "w:ilvl")
        found = found if found is not None else _value(rule, "w:numId")
    return (found, min(int(depth or 0), _LEVELS - 1)) if found not in (None, "0") else None


def _levels(rule: Any) -> dict[int, _Level]:
    levels = {}
    for level in rule.findall(qn("w:lvl")):
        depth = int(level.get(qn("w:ilvl")))
        start, numeral = int(_value(level, "w:start") or 1), _value(level, "w:numFmt") or "decimal"
        levels[depth] = _Level(start, numeral, _value(level, "w:lvlText") or "")
    return levels


def _list(rule: Any) -> tuple[str, dict[int, int]]:
    restarts = {}
    for override in rule.findall(qn("w:lvlOverride")):
        start = _value(override, "w:startOverride")
        if start is not None:
            restarts[int(override.get(qn("w:ilvl")))] = int(start)
    return _value(rule, "w:abstractNumId") or "", restarts


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))
