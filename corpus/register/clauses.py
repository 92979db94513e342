"""How far the words of a decision go, and the clauses they fall into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.lines import Line
from corpus.register.labels import BULLET, Label, Labels, labels_within, read_label
from corpus.register.types import Clause

_STOP = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?:reason(?:s|\(s\)|/s)? for\b|(?:any )?alternatives?\b|other options"
    r"|options considered|supporting documents|background (?:papers|documents)|post meeting note|n\.?b\.|note:"
    r"|cabinet committee recommendations|contact)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"the (?:meeting|committee|council) (?:was )?(?:closed|ended|concluded|finished|rose|adjourned)\b"
    r"|there being no (?:further|other)|chair(?:man|person|woman)?\W*(?:_|\.\.|date|$)|date of (?:the )?next"
    r"|signed\W*(?:_|\.\.|date|chair|$)",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\(?\d{1,3}[.)]+(?:\s|$)")
_NUMBERED = re.compile(r"\d{1,4}[.)]+\s|\d{1,2}(?:\.\d{1,2})+\s")  # a paragraph too, or a year or number in a sentence
_ENDED = re.compile(r"[.?!][\"\u201d\u2019')\]]*$")
_COLON = re.compile(r":\W{0,3}$")
_LOOK_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a decision up to `end`, and its clauses."""

    end: int
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class _Found:
    label: str
    begin: int
    end: int


@dataclass(slots=True)
class _Reading:
    """What has been read so far: where it ends, its last line, how its paragraphs open, and the clauses found."""

    end: int
    last: str
    full: bool
    opening: str
    labels: Labels = field(default_factory=Labels)
    clauses: list[_Found] = field(default_factory=list)
    paragraphs: list[_Found] = field(default_factory=list)
    inline: bool = False

    @property
    def due(self) -> bool:
        """Whether a list may begin here."""
        return not self.last or bool(_COLON.search(self.last))

    def accept(self, label: Label) -> int | None:
        """The depth of a label that goes on with a list or begins one; None where it belongs to something else."""
        depth = self.labels.goes_on(label.text)
        if depth is None and self.due and self.labels.begins_anew(label.text):
            return 0
        first = not self.labels.levels and not _ENDED.search(self.last)
        if depth is None and (self.due or first or label.text == BULLET):
            depth = self.labels.begins(label.text)
        return depth

    def take(self, line: Line, extends: bool) -> None:
        """Counts `line` in; it `extends` the clause before it, or stands between two."""
        if self.inline:
            self.take_inline(line.text, line.begin)
        self.end, self.last, self.full = line.begin + len(line.text), line.text, line.full
        for found in (self.clauses[-1:] + self.paragraphs[-1:]) if extends else []:
            found.end = self.end

    def take_inline(self, text: str, begin: int) -> None:
        """Takes the labels that stand within a line."""
        for label in labels_within(text):
            if self.labels.goes_on(label.text) == 0:
                self.clauses[-1].end = begin + label.begin
                self.clauses.append(_Found(label.text, begin + label.begin, begin + len(text)))


def read_body(lines: Sequence[Line], index: int, start: int, limit: int) -> Body:
    """The decision whose words begin at `start` in line `index` (or below it) and stay before `limit`.

    They go on through the clauses that follow one upon another, and end with their paragraph.
    """
    reading = _open(lines[index], start, limit)
    gap = 0
    for i in range(index + 1, len(lines)):
        line = lines[i]
        if line.start >= limit:
            break
        if not line.text:
            gap += 1
        elif _take(reading, lines, i, gap, limit):
            gap = 0
        else:
            break
    return _body(reading)


def clauses_until(clauses: Sequence[Clause], end: int) -> tuple[Clause, ...]:
    """The clauses that begin before `end`, none of them going further."""
    return tuple(Clause(clause.label, clause.start, min(clause.end, end)) for clause in clauses if clause.start < end)


def _open(line: Line, start: int, limit: int) -> _Reading:
    """Reads what stands in the first line after the word that marks the decision, up to `limit`."""
    place = max(0, start - line.begin)
    tail = line.text[place : limit - line.begin]
    words = tail.strip(" :\u2013-")
    begin = line.begin + place + tail.find(words)
    reading = _Reading(begin + len(words) if words else start, tail.strip() if words else "", line.full, "")
    reading.opening = _word(words)
    label = read_label(words)
    if label and label.text != BULLET and reading.labels.begins(label.text) is not None:
        reading.clauses.append(_Found(label.text, begin + label.begin, reading.end))
        reading.inline = label.text.startswith("(")
        if reading.inline:
            reading.take_inline(words[label.end :], begin + label.end)
    return reading


def _take(reading: _Reading, lines: Sequence[Line], i: int, gap: int, limit: int) -> bool:
    """Takes line `i`, after `gap` empty ones, where it goes on with the decision; False where it does not."""
    line = lines[i]
    if _STOP.match(line.text):
        return False
    closes = bool(_CLOSING.match(line.text))  # but minutes may be printed so that a clause stands below it
    label = None if closes else read_label(line.text)
    depth = reading.accept(label) if label else None
    if depth == 0 and label:
        reading.clauses.append(_Found(label.text, line.begin + label.begin, line.end))
    elif depth is None:
        if not closes and _runs_on(reading, line, gap):
            _note_paragraph(reading, line)
        elif not closes and gap == 0 and _is_parallel(reading, line.text):
            reading.paragraphs.append(_Found("", line.begin, line.end))
        elif _list_goes_on(reading, lines, i, limit):
            reading.take(line, extends=False)
            return True
        else:
            return False
    reading.take(line, extends=True)
    return True


def _runs_on(reading: _Reading, line: Line, gap: int) -> bool:
    """Whether a line without a label of its own goes on with what was read last."""
    if reading.due:
        return True
    ended = bool(_ENDED.search(reading.last))
    if _PARAGRAPH.match(line.text) or (_NUMBERED.match(line.text) and (ended or gap or not reading.full)):
        return False
    if ended:
        return gap == 0 and reading.full and not read_label(line.text)
    return gap == 0 or line.text[0].islower()


def _note_paragraph(reading: _Reading, line: Line) -> None:
    """Notes the first paragraph after words that announce several; those may announce themselves: "I agree to:"."""
    if reading.due and not reading.labels.levels and len(reading.paragraphs) < 2:
        reading.opening = _word(line.text)
        reading.paragraphs[:] = [_Found("", line.begin, line.end)]


def _is_parallel(reading: _Reading, text: str) -> bool:
    """Whether a paragraph opens as the first did: "APPROVE …" and "DELEGATE …", "Members note …" and "Members …"."""
    word = _word(text)
    if reading.labels.levels or not reading.paragraphs or not word:
        return False
    return word == reading.opening or (len(word) > 3 and word.isupper() and reading.opening.isupper())


def _list_goes_on(reading: _Reading, lines: Sequence[Line], i: int, limit: int) -> bool:
    """Whether the next clause comes within a few lines: a heading or a page's end may stand between two."""
    if not reading.labels.levels or reading.labels.levels[0].style[0] in (BULLET, "."):
        return False
    before = reading.last
    for line in [line for line in lines[i : i + 3 * _LOOK_AHEAD] if line.text and line.start < limit][:_LOOK_AHEAD]:
        label = read_label(line.text)
        if label and label.text != BULLET:
            trial = reading.labels.copy()
            anew = bool(_COLON.search(before)) and trial.begins_anew(label.text)
            return anew or trial.goes_on(label.text) == 0
        before = line.text
    return False


def _word(text: str) -> str:
    """The first word of `text`."""
    found = re.match(r"\W*(\w+)", text)
    return found[1] if found else ""


def _body(reading: _Reading) -> Body:
    found = reading.clauses or (reading.paragraphs if len(reading.paragraphs) > 1 else [])
    return Body(reading.end, tuple(Clause(f.label, f.begin, f.end) for f in found if f.end > f.begin))
