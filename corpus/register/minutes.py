"""The minutes in a stretch of text: which lines are their headings. They count on, and that tells them from other
numbered lines."""

import re
from collections.abc import Iterator, Sequence

from corpus.dates import MONTH
from corpus.lines import Line
from corpus.register.counting import Numbered, counting_on
from corpus.register.labels import read_label
from corpus.register.resolutions import find_marks
from corpus.register.types import Item

_HOUSE = r"(?<=\s)\d{1,4}[A-Za-z]?(?:\s?[-\u2013]\s?\d{1,4})?\s+[A-Z]{3,}\b"  # "265 QUAY ROAD"
_NUMBERED = re.compile(
    r"\*?(?:Minute\s+(?:No\.?\s*)?)?(?P<prefix>(?:[A-Z]{1,5}[ /.-]?)?(?:\d{2,4}/){0,2})"
    r"(?P<number>\d{1,4})(?P<letter>[A-Za-z]?)(?:[.):]+\s*|\s+)(?:\d{1,3}[.)]\s+)?"
    rf"(?P<title>(?:\d\d/\d{{3,5}}\b|[^\W\d_]|[\u2018\u201c'\"]|{_HOUSE}).*)"
)
_NUMBER_ALONE = re.compile(r"(?:[A-Z]{1,5}[ ]?(?=\d+/))?\d{1,4}(?:[A-Za-z]?\.|/\d{2,4}[A-Za-z]?)")
_ROW = re.compile(
    r"(?P<number>[A-Z]{0,5}\d{1,4}(?:/\d{1,4})?[A-Za-z]?)\.?[ ]*\t[ ]*(?P<title>[^\W\d_][^\t]{2,100}?)[ ]*"
    r"(?=\t|$|[ ](?:The|It|Members|Councillors?|Cllrs?|Mrs?|Ms|This|There|An?|RESOLVED|Resolved|None|No)\b)"
)
"""A minute that is a row of a table: its number, and in the next cell its title and what was said."""
_ITEM_BESIDE = re.compile(r"\s*[\[(](?:Agenda )?Item\s+(?:No\.?\s*)?(?P<item>\d{1,3}[A-Za-z]?)[\])]$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(r"(?P<letters>\D*)(?P<number>\d{1,4})/")  # "12/24", "PC.12/24": the year stands last
_ITEM = re.compile(r"\((?:Agenda )?Item\s+(?:No\.?\s*)?(?P<item>\d{1,3}[A-Za-z]?)\)", re.IGNORECASE)
_TITLED = re.compile(r"(?:Agenda )?Item\s+(?:No\.?\s*)?(?P<item>\d{1,3}[A-Za-z]?)\s*[:\u2013\u2014-]\s*(?P<title>\S.*)")
_ENDED = re.compile(r"[.,;:?!]$")
_MONTH = re.compile(rf"(?:{MONTH})\b", re.IGNORECASE)
_MARKED = re.compile(r"[\s\d./-]{0,12}(?:#{1,6}\s|\*\*|<b>)")
_MOST_LINES = 3
_LONGEST_TITLE = 250
_SURE = 3.0


def find_minutes(text: str, lines: Sequence[Line], start: int, end: int) -> list[Item]:
    """The minutes between `start` and `end` of `text`, whose `lines` are without marks. A minute's span is its
    heading's; it goes on to the next one."""
    chosen = [i for i, line in enumerate(lines) if start <= line.start < end and line.text]
    named = [i for i in chosen if _ITEM.match(lines[i].text)]
    if len(named) > 1:
        return [minute for i in named if (minute := _minute_above(lines, i, start))]
    chain = counting_on(list(_candidates(text, lines, chosen)))
    if _are_headings([candidate.score for candidate in chain]):
        return [_minute(lines, candidate) for candidate in chain]
    return [
        Item(lines[i].begin, lines[i].end, m["title"], m["item"]) for i in chosen if (m := _TITLED.match(lines[i].text))
    ]


def _are_headings(scores: Sequence[float]) -> bool:
    """Whether lines that count on and look so much like headings are the minutes': as a whole, or half of them."""
    if len(scores) < 2:
        return sum(scores) >= _SURE
    return sum(scores) >= 1 or 2 * sum(score >= 1 for score in scores) >= len(scores)


def _minute_above(lines: Sequence[Line], index: int, start: int) -> Item | None:
    """The minute whose heading stands in the up to three lines above "(Item 5)"."""
    heading: list[Line] = []
    for line in reversed(lines[max(0, index - 6) : index]):
        if not line.text:
            continue
        numbered = _NUMBERED.match(line.text)
        if line.start < start or _ITEM.match(line.text) or len(heading) == _MOST_LINES:
            break
        if heading and (_ENDED.search(line.text) or not (numbered or line.full)):
            break
        heading.insert(0, line)
        if numbered:
            break
    if not heading:
        return None
    words = " ".join(line.text for line in heading)
    numbered = _NUMBERED.match(words)
    item = _ITEM.match(lines[index].text)
    number = f"{numbered['prefix']}{numbered['number']}{numbered['letter']}".strip() if numbered else None
    title = numbered["title"] if numbered else words
    return Item(heading[0].begin, lines[index].end, title, item["item"] if item else None, number)


def _candidates(text: str, lines: Sequence[Line], chosen: Sequence[int]) -> Iterator[Numbered]:
    for i in chosen:
        found = _NUMBERED.match(_heading_text(lines, i))
        if found and not _MONTH.match(found["title"]) and not found["title"][0].islower():
            score = _score(text, lines, i, found["title"])
            yield Numbered(i, found["prefix"], int(found["number"]), found["letter"], score)
            if before := _BEFORE_YEAR.fullmatch(found["prefix"]):
                yield Numbered(i, f"{before['letters']}/{found['number']}", int(before["number"]), "", score)


def _heading_text(lines: Sequence[Line], i: int) -> str:
    """A line, with the title on the next where the number has the line to itself, as on web pages; of a row of a table
    the number and the title that its next cell begins with."""
    words = lines[i].text
    if row := _ROW.match(words):
        return f"{row['number']} {row['title']}"
    if not _NUMBER_ALONE.fullmatch(words):
        return words
    title = next((line.text for line in lines[i + 1 : i + 4] if line.text), "")
    return f"{words} {title}"


def _score(text: str, lines: Sequence[Line], i: int, title: str) -> float:
    """How much a numbered line looks like a heading; what opens a paragraph stays below 0."""
    line, before = lines[i], lines[i - 1] if i else None
    after = next((other for other in lines[i + 1 : i + 4] if other.text), None)
    sentence = bool(_ENDED.search(title)) and not title.isupper()
    score = -3.0 if sentence or len(title) > _LONGEST_TITLE else 1.0
    score += (
        2 * bool(_MARKED.match(text, line.start)) + title.isupper() + (before is None or not before.text) - line.full
    )
    if before and before.text and before.full and not _ENDED.search(before.text):
        score -= 2
    if after and after.text[0].islower():
        score -= 3
    return score


def _minute(lines: Sequence[Line], candidate: Numbered) -> Item:
    heading = [lines[candidate.index]]
    below = candidate.index + 1
    row = _ROW.match(heading[0].text)
    if row:
        return Item(heading[0].begin, heading[0].begin + row.end("title"), row["title"], minute=row["number"])
    if _NUMBER_ALONE.fullmatch(heading[0].text):
        below = next(i for i in range(below, len(lines)) if lines[i].text) + 1
        heading.append(lines[below - 1])
    for line in lines[below : below + 2]:
        if not line.text or not _heading_goes_on(heading[-1], line):
            break
        heading.append(line)
    found = _NUMBERED.match(" ".join(line.text for line in heading))
    title = found["title"] if found else ""
    number = f"{found['prefix']}{found['number']}{found['letter']}".strip() if found else None
    beside = _ITEM_BESIDE.search(title)
    title, item = (title[: beside.start()], beside["item"]) if beside else (title, None)
    return Item(heading[0].begin, heading[-1].begin + len(heading[-1].text), title, item, number)


def _heading_goes_on(line: Line, following: Line) -> bool:
    """Whether a heading goes on in the next line: both in capitals, or a line's width is used up and the rest short."""
    if read_label(following.text) or _ENDED.search(line.text) or _NUMBERED.match(following.text):
        return False
    if next(find_marks(following.text), None):
        return False
    if line.text.isupper() or following.text.isupper():
        return line.text.isupper() and following.text.isupper()
    return line.full and not following.full and not _ENDED.search(following.text)
