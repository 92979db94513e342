"""The words of the papers held: what abbreviations stand for, and how a misspelled word is written, for those who may
read where."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.abbreviations import abbreviations
from corpus.passages import Measure
from corpus.types import Passage
from index.database import Database
from index.types import KeywordStore, Reader

_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORT = re.compile(r"\b[A-Z][A-Za-z&]{0,8}[A-Z]\b")
_MEANING = re.compile(r"\b(?:mean|means|stand|stands|short) for\b|\bmean\b|\bmeant by\b|\bdefin", re.IGNORECASE)
MIN_LETTERS = 5
"""Shorter words are taken as they are typed."""
_LONG = 8
"""A word of this many letters may be two mistakes away, a shorter one only one."""


@dataclass(slots=True)
class Vocabulary:
    """What the passages of one paper say, counted by their access."""

    explained: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    words: set[tuple[str, int]] = field(default_factory=set)

    def take(self, passage: Passage) -> None:
        """Counts a passage in; a row of a table stands in another passage too."""
        if passage.header:
            return
        access = passage.access.value
        self.explained.update((short, long, access) for short, long in abbreviations(passage.text))
        self.words.update((word, access) for word in _WORD.findall(passage.text.lower()))

    def insert(self, database: Database, number: int) -> None:
        """Stores it for paper `number` of the catalogue. Inside a transaction."""
        explained = ((s, long, number, access, n) for (s, long, access), n in sorted(self.explained.items()))
        database.run_many("INSERT INTO abbreviations VALUES (?, ?, ?, ?, ?)", explained)
        database.run_many(
            "INSERT INTO words VALUES (?, ?, ?)", ((word, number, access) for word, access in sorted(self.words))
        )


def spelled_out(text: str, database: Database, keywords: KeywordStore, measure: Measure, reader: Reader) -> str:
    """`text` as the papers that `reader` may see would write it: a word that none of them has as the nearest that some
    have, and an abbreviation that they mostly write in full, or that is asked for, with what it stands for.

    `measure` counts the model's word-pieces: a word that is one piece is a word of the language, however rare in the
    papers, and stays.
    """
    return _in_full(_mended(text, database, keywords, measure, reader), database, keywords, reader)


def _in_full(text: str, database: Database, keywords: KeywordStore, reader: Reader) -> str:
    shorts = dict.fromkeys(_SHORT.findall(text))
    known = _explained(database, list(shorts), reader) if shorts else {}
    for short, long in known.items():
        if long.casefold() in text.casefold():
            continue
        short_in, long_in = keywords.found_in([short, long], reader.clearance)
        if long_in > short_in or _MEANING.search(text):
            at = re.search(rf"\b{re.escape(short)}\b", text)
            text = f"{text[: at.end()]} ({long}){text[at.end() :]}" if at else text
    return text


def _explained(database: Database, shorts: Iterable[str], reader: Reader) -> dict[str, str]:
    """What each abbreviation stands for, in the words that are used most."""
    rows = database.rows(
        """SELECT a.short, a.long, sum(a.times) AS times FROM abbreviations a JOIN papers p ON p.number = a.paper
        WHERE a.short IN (SELECT value FROM json_each(:shorts)) AND a.access <= :clearance AND p.access <= :clearance
        GROUP BY a.short, lower(a.long) ORDER BY times, a.long DESC""",
        {"shorts": json.dumps(list(shorts)), "clearance": reader.clearance.value},
    )
    return {row["short"]: row["long"] for row in rows}


def _mended(text: str, database: Database, keywords: KeywordStore, measure: Measure, reader: Reader) -> str:
    typed = [word for word in dict.fromkeys(_WORD.findall(text)) if len(word) >= MIN_LETTERS and not word.isupper()]
    found_in = keywords.found_in(typed, reader.clearance)
    strange = [word for word, count in zip(typed, found_in, strict=True) if count == 0]
    if not strange:
        return text
    marks, *pieces = measure(["", *(word.lower() for word in strange)])
    for word, count in zip(strange, pieces, strict=True):
        if count - marks > 1 and (meant := _nearest(word.lower(), database, reader)):
            text = re.sub(rf"\b{word}\b", meant.capitalize() if word[0].isupper() else meant, text)
    return text


def _nearest(word: str, database: Database, reader: Reader) -> str | None:
    """The word fewest mistakes away, of those alike the one in most papers; None where there is none near."""
    most = 2 if len(word) >= _LONG else 1
    rows = database.rows(
        """SELECT w.word, count(*) AS papers FROM words w JOIN papers p ON p.number = w.paper
        WHERE w.word >= :first AND w.word < :next AND length(w.word) BETWEEN :least AND :longest
            AND w.access <= :clearance AND p.access <= :clearance GROUP BY w.word""",
        {
            "first": word[0],
            "next": chr(ord(word[0]) + 1),
            "least": len(word) - most,
            "longest": len(word) + most,
            "clearance": reader.clearance.value,
        },
    )
    near = [(mistakes, -row["papers"], row["word"]) for row in rows if (mistakes := _mistakes(word, row["word"], most))]
    return min(near)[2] if near else None


def _mistakes(typed: str, word: str, most: int) -> int | None:
    """How many letters are wrong, missing, too many or swapped with the next (Damerau, 1964); None above `most`."""
    before: list[int] = []
    last = list(range(len(word) + 1))
    for i, letter in enumerate(typed, start=1):
        row = [i]
        for j, other in enumerate(word, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return None
        before, last = last, row
    return last[-1] if last[-1] <= most else None
