"""What a paper says of itself: from its own first pages, then from its file's name and folder."""

import re
from datetime import date
from pathlib import PurePath

from corpus.access import name_access, page_access, pages_access, states_public
from corpus.committees import committee_in_name, find_committee
from corpus.councils import find_council
from corpus.dates import find_dates
from corpus.kinds import find_kind
from corpus.meeting_dates import meeting_date
from corpus.titles import find_title
from corpus.types import Access, Details, Kind

__all__ = ["find_details", "page_access", "pages_access"]


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
    day = meeting_date(text, kind) or _date_in_names(path, kind)
    return Details(
        title=find_title(text, name, title, kind, committee, day),
        council=find_council(text),
        committee=committee,
        meeting_date=day,
        kind=kind,
        access=_access(text, path),
    )


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
