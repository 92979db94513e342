"""The register held against what papers say to somebody who reads them."""

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
from corpus.types import Details
from eval.tables import Table

GOLD = Path(__file__).parent / "register_gold.json"
Named = tuple[str | None, Status]
"""A decision by its number (the minute's, its own or a reference) and its status."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a paper adds to the register: how many agenda items and minutes, and its decisions and recommendations."""

    agenda: int
    minutes: int
    decisions: tuple[Named, ...]


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

    @property
    def shared(self) -> int:
        """Decisions found that there are, by number, recommendations told apart from decisions."""
        return _shared([_matter(d) for d in self.gold.rows.decisions], [_matter(d) for d in self.found.decisions])

    @property
    def right(self) -> int:
        """Decisions found that there are, by number and status."""
        return _shared(self.gold.rows.decisions, self.found.decisions)


def load_gold(file: Path = GOLD) -> tuple[GoldPaper, ...]:
    """The papers read by eye. Raises InvalidInput."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))["papers"]
        return tuple(
            GoldPaper(
                paper["paper"],
                paper.get("held_out", False),
                Rows(paper["agenda"], paper["minutes"], tuple((n, Status(status)) for n, status in paper["decisions"])),
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
    """What the paper in `file` adds to the register."""
    raw, content = read_file(file)
    meetings = read_register(make_paper(raw, content, file, str(file), Details()))
    decisions = [decision for meeting in meetings for decision in meeting.decisions]
    return Rows(
        sum(len(meeting.agenda) for meeting in meetings),
        sum(len(meeting.minutes) for meeting in meetings),
        tuple((decision.number or decision.reference, decision.status) for decision in decisions),
    )


def register_table(compared: Sequence[Compared]) -> Table:
    """A row a paper: found of what there is; then precision and recall of the decisions."""
    rows = [_row(one) for one in compared]
    for name, held_out in (("papers known", False), ("papers held out", True)):
        chosen = [one for one in compared if one.gold.held_out is held_out]
        if chosen:
            rows += _totals(name, chosen)
    columns = ("paper", "agenda", "minutes", "found", "there are", "right number", "right status")
    return Table("The register, paper by paper (found of there are)", columns, tuple(rows))


def ratio(top: int, bottom: int) -> float:
    """`top` by `bottom`; 1 where there is nothing to find."""
    return top / bottom if bottom else 1.0


def _row(one: Compared) -> tuple[str, ...]:
    gold, found = one.gold.rows, one.found
    return (
        one.gold.path + (" *" if one.gold.held_out else ""),
        f"{found.agenda} of {gold.agenda}",
        f"{found.minutes} of {gold.minutes}",
        str(len(found.decisions)),
        str(len(gold.decisions)),
        str(one.shared),
        str(one.right),
    )


def _totals(name: str, chosen: Sequence[Compared]) -> list[tuple[str, ...]]:
    found = sum(len(one.found.decisions) for one in chosen)
    there = sum(len(one.gold.rows.decisions) for one in chosen)
    shared, right = sum(one.shared for one in chosen), sum(one.right for one in chosen)
    agenda = f"{sum(o.found.agenda for o in chosen)} of {sum(o.gold.rows.agenda for o in chosen)}"
    minutes = f"{sum(o.found.minutes for o in chosen)} of {sum(o.gold.rows.minutes for o in chosen)}"
    return [
        (name, agenda, minutes, str(found), str(there), str(shared), str(right)),
        (f"{name}: precision", "", "", "", "", f"{ratio(shared, found):.3f}", f"{ratio(right, found):.3f}"),
        (f"{name}: recall", "", "", "", "", f"{ratio(shared, there):.3f}", f"{ratio(right, there):.3f}"),
    ]


def _matter(decision: Named) -> tuple[str | None, bool]:
    return decision[0], decision[1] is Status.RECOMMENDED


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    return (Counter(one) & Counter(other)).total()
