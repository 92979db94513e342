"""The labels that open the clauses of a decision, "a)", "(ii)", "3.", and which may follow which."""

import re
from dataclasses import dataclass, field

from corpus.readers.numerals import letters, roman

BULLET = "•"
_CORE = r"\d{1,2}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5}"
_LABEL = re.compile(
    rf"(?:[-\u2013•·▪*\uf0b7]\s+)?(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\b\.?|\(?(?:{_CORE})[.)]{{1,2}})"
    r"(?=[\sA-Z\u201c])\s*(?=\S)"
)
_BULLET = re.compile(r"(?:[-\u2013•·▪*\uf0b7]|[o\uf06f](?=\s+[A-Z]))\s+(?=\S)")
_INLINE = re.compile(rf"(?<![^\s:])\((?:{_CORE})\)(?=\s)")
_NUMERALS = {roman(number): number for number in range(1, 31)}
_LETTERS = {letters(number): number for number in range(1, 53)}


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a line: `text` without a bullet before it, `begin` its place there, `end` that of the words after."""

    text: str
    begin: int
    end: int


def read_label(line: str) -> Label | None:
    """The label that `line` opens with; bullets all give "•"."""
    if found := _LABEL.match(line):
        return Label(found["label"], found.start("label"), found.end())
    if found := _BULLET.match(line):
        return Label(BULLET, 0, found.end())
    return None


def labels_within(line: str) -> list[Label]:
    """The labels in round brackets anywhere in `line`: "(i) … (ii) …"."""
    return [Label(found[0], found.start(), found.end()) for found in _INLINE.finditer(line)]


@dataclass(slots=True)
class _Level:
    """One list: how its labels are written, and the place of the last of them."""

    style: str
    place: int


@dataclass(slots=True)
class Labels:
    """Reads labels in order, and tells the next of a list from one that belongs to something else."""

    levels: list[_Level] = field(default_factory=list)

    def copy(self) -> "Labels":
        return Labels([_Level(level.style, level.place) for level in self.levels])

    def goes_on(self, label: str) -> int | None:
        """The depth, 0 the outermost, of the list that `label` goes on with; None where it goes on with none."""
        for depth, level in reversed(list(enumerate(self.levels))):
            place = _place(label, level.style)
            if place is not None and _follows(level, place):
                level.place = place
                del self.levels[depth + 1 :]
                return depth
        return None

    def begins(self, label: str) -> int | None:
        """The depth of the list that `label` begins inside those that run; None where it is no first label."""
        style = next((style for style in _styles(label) if _place(label, style) == 1 or style[0] == "."), None)
        if style is None:
            return None
        self.levels.append(_Level(style, _place(label, style) or 1))
        return len(self.levels) - 1

    def begins_anew(self, label: str) -> bool:
        """Whether `label` is the first of a list written as the outermost one is; if so that begins again."""
        if not self.levels or _place(label, self.levels[0].style) != 1:
            return False
        self.levels[:] = [_Level(self.levels[0].style, 1)]
        return True


def _follows(level: _Level, place: int) -> bool:
    if level.style == BULLET:
        return True
    return place >= level.place if level.style[0] == "." else place == level.place + 1


def _styles(label: str) -> list[str]:
    """The styles that a label may be written in: "(i)" is roman, or the ninth letter. Small and capital letters
    are one style, for lists mix them; a style that begins with "." is "3.1", "3.2" of one part of a report."""
    if label == BULLET:
        return [BULLET]
    if "." in label.strip("."):
        return [f".{label.split('.')[0]}"]
    core = label.strip("().").lower()
    kinds = "1" if core.isdigit() else "ia" if core in _NUMERALS else "a"
    return [f"{kind}{'(' * label.startswith('(')}{')' * label.endswith(')')}" for kind in kinds]


def _place(label: str, style: str) -> int | None:
    """The place, from 1, that `label` has in a list of that style; None where it is written otherwise."""
    if style not in _styles(label):
        return None
    if style == BULLET:
        return 1
    if style[0] == ".":
        parts = [int(part) for part in label.strip(".").split(".")]
        return parts[1] * 100 + (parts[2] if len(parts) > 2 else 0)
    core = label.strip("().").lower()
    return int(core) if style[0] == "1" else (_NUMERALS if style[0] == "i" else _LETTERS).get(core)
