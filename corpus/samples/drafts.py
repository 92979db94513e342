"""Reads the drafts: the papers' words, in a plain notation, with the story's facts in braces.

A draft is chunks between blank lines. The first may be "name: value" lines, a report's head. Then:

    ## Heading       a numbered section; plain chunks below it are paragraphs 1.1, 1.2, …
    = Heading        a section without a number
    #15 Title | 6    a minute and its agenda item
    + text           lines lettered (a), (b), …         - text    lines with bullets
    | a | b          a table, its first row the header, with "widths 3 1; 1" (shares; first column of numbers)
    ! ^ ~ * text     bold, a banner, a note, a mark      ---      a new page
    @name            what code makes: a table, "vote NAME", or "fields name | value"
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.samples import story
from corpus.samples.blocks import Block, Fields, Heading, Look, Marked, NewPage, Table, Text
from corpus.samples.facts import filled
from corpus.samples.tables import TABLES, recorded

_FOLDER = Path(__file__).parent / "drafts"
_LOOKS: dict[str, Look] = {"!": "bold", "^": "banner", "~": "note", "*": "mark"}


def draft(name: str, **others: Any) -> str:
    """The draft `name` with its facts filled in; `others` are further facts."""
    return filled((_FOLDER / f"{name}.draft").read_text(encoding="utf-8"), **others)


def head_and_body(text: str) -> tuple[dict[str, str], str]:
    """A report's head as a mapping, and the rest."""
    head, body = text.split("\n\n", 1)
    return dict(line.split(": ", 1) for line in head.splitlines()), body


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a draft without its head."""
    return tuple(_blocks([chunk.splitlines() for chunk in re.split("\n{2,}", text.strip())]))


def _blocks(chunks: Sequence[list[str]]) -> Iterator[Block]:
    section, paragraph, manner = 0, 0, "plain"
    for lines in chunks:
        sign, _, rest = lines[0].partition(" ")
        if sign == "##":
            section, paragraph, manner = section + 1, 0, "numbered"
            yield Heading(rest, f"{section}.")
        elif sign == "=":
            manner = "plain"
            yield Heading(rest)
        elif sign[0] == "#":
            manner = "hanging"
            title, _, item = rest.partition(" | ")
            yield from (Heading(title, f"{sign[1:]}."), Marked("", f"<i>(Item {item})</i>"))
        elif sign[0] in "+-|@!^~*":
            yield from _marked(sign, lines)
        elif manner == "numbered":
            paragraph += 1
            yield Marked(f"{section}.{paragraph}", " ".join(lines))
        else:
            words = " ".join(lines).replace("RESOLVED", "<b>RESOLVED</b>", 1)
            yield Marked("", words) if manner == "hanging" else Text(words)


def _marked(sign: str, lines: list[str]) -> Iterator[Block]:
    """The blocks of a chunk that begins with a sign."""
    if sign == "---":
        yield NewPage()
    elif sign == "|":
        yield _table(lines)
    elif sign == "@fields":
        yield Fields(tuple(_cells(line.removeprefix("@fields"))[:2] for line in lines))  # type: ignore[misc]
    elif sign == "@vote":
        yield from recorded(getattr(story, lines[0].split()[1]))
    elif sign[0] == "@":
        yield TABLES[sign[1:]]()
    elif sign in _LOOKS:
        yield Text(" ".join(lines)[2:], _LOOKS[sign])
    else:
        for i, line in enumerate(lines):
            yield Marked("•" if sign == "-" else f"({chr(ord('a') + i)})", line[2:], depth=1)


def _table(lines: list[str]) -> Table:
    first, shape = lines[0].split("| widths ") if "| widths " in lines[0] else lines[0].split(" widths ")
    widths, _, numeric = shape.partition(";")
    rows = tuple(_cells(line[1:]) for line in lines[1:])
    return Table(_cells(first[1:]), rows, tuple(map(float, widths.split())), int(numeric or 99))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|"))
