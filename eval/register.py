"""The register, and the tables found, held against what papers say to somebody who reads them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InvalidInput
from corpus.papers import make_paper
from corpus.readers import read_file
from corpus.register.reading import read_register
from corpus.register.types import Status
from corpus.tables import find_tables
from corpus.types import Details
from eval.tables import Table

GOLD = Path(__file__).parent / "register_gold.json"
Named = tuple[str | None, Status]
"""A decision by its number (the minute's, its own or a reference) and its status."""


_NAME = 44  # characters of a file's name in a table
_ENDING = 20


@dataclass(frozen=True, slots=True)
class Rows:
    """What there is in a paper: how many agenda items, minutes and tables; its decisions, and its recommendations among
    them by their status. A table that goes on over a page counts once."""

    agenda: int
    minutes: int
    tables: int
    decisions: tuple[Named, ...]

    def of(self, recommended: bool) -> list[Named]:
        """The recommendations, or the decisions."""
        return [named for named in self.decisions if (named[1] is Status.RECOMMENDED) is recommended]


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """A paper's rows as read by eye. `path` is below the folder of papers; `held_out` says that nobody read the
    paper while the software was written."""

    path: str
    held_out: bool
    rows: Rows


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found in a paper beside what is in it."""

    gold: GoldPaper
    found: Rows

    def right(self, recommended: bool, by_status: bool = False) -> int:
        """How many decisions (or recommendations) were found that there are, by number, or by number and status."""
        gold, found = (
            Counter((number, status if by_status else None) for number, status in rows.of(recommended))
            for rows in (self.gold.rows, self.found)
        )
        return (gold & found).total()


def load_gold(file: Path = GOLD) -> tuple[GoldPaper, ...]:
    """The papers read by eye. Raises InvalidInput."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))["papers"]
        return tuple(
            GoldPaper(
                paper["paper"],
                paper.get("held_out", False),
                Rows(
                    paper["agenda"],
                    paper["minutes"],
                    paper["tables"],
                    tuple((number, Status(status)) for number, status in paper["decisions"]),
                ),
            )
            for paper in told
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput("gold", f"{file} cannot be read as a register read by eye: {error}") from error


def compare_register(gold: Sequence[GoldPaper], papers: Path) -> Iterator[Compared]:
    """Each paper of `gold` read from the folder `papers`. Raises InvalidInput for one that is not there."""
    for paper in gold:
        file = papers / paper.path
        if not file.is_file():
            raise InvalidInput("papers", f"there is no {paper.path} in {papers}; name the folder that holds it")
        yield Compared(paper, rows_of(file))


def rows_of(file: Path) -> Rows:
    """What is found in the paper in `file`."""
    raw, content = read_file(file)
    paper = make_paper(raw, content, file, str(file), Details())
    meetings = read_register(paper)
    tables = find_tables(paper.text, [page.start for page in paper.pages])
    decisions = [decision for meeting in meetings for decision in meeting.decisions]
    return Rows(
        sum(len(meeting.agenda) for meeting in meetings),
        sum(len(meeting.minutes) for meeting in meetings),
        sum(not table.continues for table in tables),
        tuple((decision.number or decision.reference, decision.status) for decision in decisions),
    )


def register_tables(compared: Sequence[Compared]) -> list[Table]:
    """What was found of what there is, paper by paper; then precision and recall."""
    rows = [_row(one) for one in compared]
    rows += [_counts(name, chosen) for name, chosen in _groups(compared)]
    counted = ("paper (* held out)", "agenda items", "minutes", "decisions", "recommended", "tables")
    counts = Table("Found / there are, paper by paper", counted, tuple(rows))
    shares = [_shares(f"{what}, {name}", chosen, asked) for name, chosen in _groups(compared) for what, asked in _WHAT]
    measured = ("", "found", "there are", "precision", "recall", "precision with status", "recall with status")
    return [counts, Table("Precision and recall", measured, tuple(shares))]


def ratio(top: int, bottom: int) -> float:
    """`top` by `bottom`; 1 where there is nothing to find."""
    return top / bottom if bottom else 1.0


_WHAT = (("decisions", False), ("recommendations", True))


def _groups(compared: Sequence[Compared]) -> list[tuple[str, list[Compared]]]:
    """The papers known while the software was written, and those held out; a group that is empty is left out."""
    named = (("known papers", False), ("papers held out", True))
    groups = [(name, [one for one in compared if one.gold.held_out is held_out]) for name, held_out in named]
    return [(name, chosen) for name, chosen in groups if chosen]


def _row(one: Compared) -> tuple[str, ...]:
    name = Path(one.gold.path).name
    short = name if len(name) <= _NAME else f"{name[: _NAME - _ENDING - 1]}…{name[-_ENDING:]}"
    return _counts(short + " *" * one.gold.held_out, [one])


def _counts(name: str, chosen: Sequence[Compared]) -> tuple[str, ...]:
    pairs = [(one.found, one.gold.rows) for one in chosen]
    numbers = (
        [(found.agenda, there.agenda) for found, there in pairs],
        [(found.minutes, there.minutes) for found, there in pairs],
        *([(len(found.of(asked)), len(there.of(asked))) for found, there in pairs] for _, asked in _WHAT),
        [(found.tables, there.tables) for found, there in pairs],
    )
    return (name, *(f"{sum(f for f, _ in column)} / {sum(t for _, t in column)}" for column in numbers))


def _shares(name: str, chosen: Sequence[Compared], asked: bool) -> tuple[str, ...]:
    found = sum(len(one.found.of(asked)) for one in chosen)
    there = sum(len(one.gold.rows.of(asked)) for one in chosen)
    right = (sum(one.right(asked, by_status) for one in chosen) for by_status in (False, True))
    shares = (f"{ratio(number, whole):.3f}" for number in right for whole in (found, there))
    return (name, str(found), str(there), *shares)
