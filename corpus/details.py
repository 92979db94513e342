"""What a paper says of itself: from its own first pages, then from its file's name and folder."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from corpus.access import name_access, page_access, pages_access, states_public
from corpus.dates import FoundDate, find_dates
from corpus.kinds import find_kind
from corpus.names import committee_in_name, find_committee, find_council
from corpus.titles import find_title
from corpus.types import Access, Details, Kind

__all__ = ["find_details", "page_access", "pages_access"]

_HEAD = 3000  # characters in which a paper says when its meeting is
_OF_ANOTHER = re.compile(
    r"minutes\W+(?:of\b|from\b|\(?pages)|previous|last meeting|pathway|meeting scheduled|next meeting|deadline|"
    r"published|publication|letter|version|adopt|review|created|as at|ended?|ending|born|act \d",
    re.IGNORECASE,
)
_OF_THE_MEETING = re.compile(
    r"(?:\b(?:held|will be held|meeting date|date of (?:the )?meeting|meeting of|for (?:the )?meeting|to:?)\b"
    r"|\b(?:council|cabinet|committee|panel|board|forum|commission|executive)\s*(?:meeting)?\s*[-\u2013\u2014:,(]?\s*(?:date\W*)?$)",
    re.IGNORECASE,
)


def find_details(text: str, source: str, title: str | None = None, page_count: int = 1) -> Details:
    """What the paper says of itself, each field None where neither the paper nor its name says it.

    `text` is its first pages or all of it, `source` the path of its file as it was given, `title` what the
    file's metadata claims, `page_count` how many pages it has (1 for a format without pages). The paper's own
    words win over the file's name, and that over the folder's, except that a date in the name of a file that
    lies in a meeting's folder is often a version's: there the folder's date wins, but for minutes.
    """
    path = PurePath(source)
    name = re.sub(r"[_\s]+", " ", path.stem).strip()
    kind = find_kind(text, name, page_count)
    committee = find_committee(text) or committee_in_name(path.stem) or committee_in_name(path.parent.name)
    day = _date_in_text(text, kind) or _date_in_names(path, kind)
    return Details(
        title=find_title(text, name, title, kind, committee, day),
        council=find_council(text),
        committee=committee,
        meeting_date=day,
        kind=kind,
        access=_access(text, path),
    )


def _date_in_text(text: str, kind: Kind) -> date | None:
    """The meeting's date: the first one said to be, otherwise the first one after the name of a weekday."""
    head = " ".join(line.strip(" #*|\t") for line in text[:_HEAD].split("\n"))
    candidates = list(_own_dates(head, kind))
    for found in candidates:
        if _OF_THE_MEETING.search(head[max(0, found.start - 140) : found.start]):
            return found.day
    return next((found.day for found in candidates if found.weekday and found.start < 1200), None)


def _own_dates(head: str, kind: Kind) -> Iterator[FoundDate]:
    """The dates that do not belong to an earlier meeting, a deadline or a version."""
    for found in find_dates(head):
        before = head[max(0, found.start - 70) : found.start]
        if (kind is Kind.MINUTES and found.start < 800) or not _OF_ANOTHER.search(before):
            yield found


def _date_in_names(path: PurePath, kind: Kind) -> date | None:
    in_name = next((found.day for found in find_dates(path.stem)), None)
    in_folder = next((found.day for part in reversed(path.parts[:-1]) for found in find_dates(part)), None)
    return in_name or in_folder if kind is Kind.MINUTES else in_folder or in_name


def _access(text: str, path: PurePath) -> Access | None:
    if page_access(text) is Access.EXEMPT:
        return Access.EXEMPT
    if any(name_access(part) is Access.EXEMPT for part in (path.stem, *path.parts[-3:-1])):
        return Access.EXEMPT
    return Access.PUBLIC if states_public(text) else None
