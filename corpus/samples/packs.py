"""Puts papers together as a committee's software does: packs and supplements with page numbers of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.samples.blocks import Block, Gap, Text
from corpus.samples.forms import Item, Meeting, front_sheet
from corpus.samples.layout import Document, Part, count_pages

_BLANK: tuple[Block, ...] = (Gap(300), Text("This page is intentionally left blank", "centre"))


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the agenda with its papers: the report first, appendices after it."""

    item: Item
    papers: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting's agenda says and holds."""

    meeting: Meeting
    entries: tuple[Entry, ...]
    published: date
    exempt: tuple[Item, ...] = ()


def paper(meeting: Meeting, title: str, blocks: tuple[Block, ...]) -> Part:
    """A report or an appendix with the meeting along the top and its own page number below."""
    return Part(blocks, title=title, header=meeting.header, footer="#")


def alone(path: str, title: str, *parts: Part) -> Document:
    """A file of one report, with its appendices, as its author sent it in."""
    return Document(path, title, parts, subject=title)


def agenda_sheet(agenda: Agenda) -> Document:
    """The agenda's front sheet as a file of its own."""
    items, _, _ = _bound(agenda.entries, 1)
    sheet = front_sheet(agenda.meeting, items, agenda.exempt, agenda.published)
    path = f"{agenda.meeting.folder}/Agenda frontsheet {agenda.meeting.stem}.pdf"
    return Document(path, f"Agenda Document for {_occasion(agenda.meeting)}", (Part(sheet),))


def public_pack(agenda: Agenda) -> Document:
    """The front sheet and every public paper in one file; the first paper begins on the pack's page 1."""
    items, bound, _ = _bound(agenda.entries, 1)
    front = _evened([Part(front_sheet(agenda.meeting, items, agenda.exempt, agenda.published), title="Agenda")])
    return Document(
        f"{agenda.meeting.folder}/Public reports pack {agenda.meeting.stem}.pdf",
        f"(Public Pack)Agenda Document for {_occasion(agenda.meeting)}",
        (*front, *bound),
        subject=_occasion(agenda.meeting),
        front_matter=sum(count_pages(part.blocks) for part in front),
    )


def pages_in(entries: Sequence[Entry]) -> int:
    """How many numbered pages the papers of these items fill; the next supplement goes on from there."""
    return _bound(entries, 1)[2] - 1


Cover = Callable[[Sequence[Item]], tuple[Block, ...]]


def supplement(meeting: Meeting, name: str, cover: Cover, entries: Sequence[Entry], first: int) -> Document:
    """Papers sent out after the agenda: a covering letter, then the papers, numbered from page `first`."""
    items, bound, _ = _bound(entries, first)
    front = _evened([Part(cover(items), title="Agenda")])
    return Document(
        f"{meeting.folder}/{name} {meeting.stem}.pdf",
        f"(Public Pack){name} Agenda Supplement for {_occasion(meeting)}",
        (*front, *bound),
        subject=_occasion(meeting),
    )


def _occasion(meeting: Meeting) -> str:
    return f"{meeting.body}, {meeting.day:%d/%m/%Y} {meeting.clock.replace('.', ':')}"


def _bound(entries: Sequence[Entry], first: int) -> tuple[list[Item], list[Part], int]:
    """The items with their page ranges, the parts with their page numbers, and the number after the last page."""
    items: list[Item] = []
    bound: list[Part] = []
    for entry in entries:
        start = first
        for i, part in enumerate(_evened(entry.papers)):
            title = f"{entry.item.number} {entry.item.title}" if i == 0 else part.title
            bound.append(replace(part, title=title, item=entry.item.number if i == 0 else "", printed=first))
            first += count_pages(part.blocks)
        items.append(replace(entry.item, pages=f"Pages {start} - {first - 1}" if first > start else ""))
    return items, bound, first


def _evened(parts: Sequence[Part]) -> list[Part]:
    """The parts, with a blank page after them where they end on an odd one: each item begins on a right-hand page."""
    odd = sum(count_pages(part.blocks) for part in parts) % 2
    return [*parts, *([Part(_BLANK)] if odd else [])]
