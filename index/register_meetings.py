"""One meeting put together from the papers that tell of it, and where each row stands."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from corpus.register.types import Attendee, Capacity, Item
from corpus.types import Kind, Page, page_at
from index.catalogue import Catalogue
from index.database import Row
from index.register_types import HeldAttendee, HeldItem, Home
from index.register_writing import folded
from index.types import PaperSummary, Reader


def meeting_id(day: date, committee: str, council: str | None) -> str:
    """The id of a meeting: "2025-03-04-cabinet-eastmoor-borough-council"."""
    return "-".join([day.isoformat(), *folded(committee).split(), *folded(council or "").split()])


class Homes:
    """Where rows stand, looked up once a paper, for one reader."""

    def __init__(self, catalogue: Catalogue, reader: Reader) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._papers: dict[str, tuple[PaperSummary, list[Page]]] = {}

    def paper(self, paper_id: str) -> PaperSummary:
        """The paper with that id."""
        return self._known(paper_id)[0]

    def text(self, paper_id: str, start: int, end: int) -> str:
        """Characters `start` to `end` of a paper."""
        return self._catalogue.text(paper_id, start, end, self._reader)

    def of(self, row: Row) -> Home:
        """Where a row with `paper_id`, `start` and `end` stands."""
        paper, pages = self._known(row["paper_id"])
        return Home(paper, page_at(pages, row["start"]), row["start"], row["end"])

    def of_vote(self, row: Row) -> Home | None:
        """Where the vote on a decision with `paper_id` is told; None where nothing but its own words tells it."""
        if row["vote_start"] is None:
            return None
        paper, pages = self._known(row["paper_id"])
        return Home(paper, page_at(pages, row["vote_start"]), row["vote_start"], row["vote_end"])

    def _known(self, paper_id: str) -> tuple[PaperSummary, list[Page]]:
        if paper_id not in self._papers:
            paper = self._catalogue.paper(paper_id, self._reader)
            self._papers[paper_id] = (paper, self._catalogue.pages(paper_id, self._reader))
        return self._papers[paper_id]


def agenda_of(rows: Sequence[Row], homes: Homes) -> tuple[HeldItem, ...]:
    """The agenda: that of the paper with most items, and what supplements add to it, in order of their numbers."""
    lists = _lists([row for row in rows if not row["minuted"]])
    found = {row["number"]: row for rows_of_paper in reversed(lists) for row in rows_of_paper}
    ordered = sorted(found.values(), key=lambda row: _in_order(row["number"]))
    return tuple(HeldItem(_item(row), homes.of(row)) for row in ordered)


def minutes_of(rows: Sequence[Row], homes: Homes) -> tuple[HeldItem, ...]:
    """The minutes: those of the paper with most of them."""
    lists = _lists([row for row in rows if row["minuted"]])
    return tuple(HeldItem(_item(row), homes.of(row)) for row in lists[0]) if lists else ()


def attendance_of(rows: Sequence[Row], homes: Homes) -> tuple[HeldAttendee, ...]:
    """Who was there: as the paper that names most people says."""
    lists = _lists(rows)
    return tuple(HeldAttendee(_attendee(row), homes.of(row)) for row in lists[0]) if lists else ()


def _lists(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows by the paper they stand in, the longest list first; of two alike that of minutes, then the earlier."""
    lists = [list(group) for _, group in groupby(rows, key=lambda row: row["meeting"])]
    return sorted(lists, key=lambda rows: (-len(rows), rows[0]["kind"] != Kind.MINUTES, rows[0]["meeting"]))


def _in_order(number: str | None) -> tuple[int, str]:
    digits = "".join(c for c in number or "" if c.isdigit())
    return int(digits or 0), number or ""


def _item(row: Row) -> Item:
    pages = (row["first_page"], row["last_page"]) if row["first_page"] is not None else None
    return Item(row["start"], row["end"], row["title"], row["number"], row["minute"], pages)


def _attendee(row: Row) -> Attendee:
    return Attendee(row["start"], row["end"], row["name"], Capacity(row["capacity"]), row["role"])
