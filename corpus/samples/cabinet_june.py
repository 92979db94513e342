"""The Cabinet's meeting of 10 June 2025: its papers."""

from datetime import date

from corpus.samples import story
from corpus.samples.blocks import Block
from corpus.samples.drafts import blocks_of, draft
from corpus.samples.forms import JUNE, Item, Meeting, attended_by, cover, minutes, notice, report
from corpus.samples.layout import Document, Part
from corpus.samples.packs import Agenda, Entry, agenda_sheet, alone, pages_in, paper, public_pack, supplement

_PRESENT = ", ".join((f"{story.LEADER} (Chair)", *story.CABINET[1:]))
_APRIL = Meeting("Cabinet", story.APRIL, "", story.CABINET)


def _april_minutes() -> tuple[Block, ...]:
    attending = attended_by(story.CHIEF_EXECUTIVE, story.PLACE_DIRECTOR, story.CLERK)
    return minutes(_APRIL, _PRESENT, attending, "6.55 pm", draft("april_minutes"))


def june_minutes() -> tuple[Block, ...]:
    """The minutes of the meeting; they stand in the next meeting's pack too."""
    attending = attended_by(
        story.CHIEF_EXECUTIVE,
        story.FINANCE_DIRECTOR,
        story.PLACE_DIRECTOR,
        story.HEAD_OF_LEISURE,
        story.HEAD_OF_PARKING,
        story.TREE_OFFICER,
        story.CLERK,
    )
    return minutes(JUNE, _PRESENT, attending, "7.48 pm", draft("june_minutes"))


def _agenda() -> Agenda:
    def reported(number: str, title: str, name: str) -> Entry:
        return Entry(Item(number, title), (paper(JUNE, title, report(JUNE, draft(name))),))

    return Agenda(
        JUNE,
        (
            Entry(Item("1", "Apologies for Absence")),
            Entry(Item("2", "Declarations of Interest")),
            Entry(
                Item("3", "Minutes", f"To confirm the minutes of the meeting on {story.long_date(story.APRIL)}."),
                (Part(_april_minutes(), footer="#"),),
            ),
            Entry(Item("4", "Public Questions", "Questions and answers are published as a supplement.")),
            reported("5", "Provisional Revenue and Capital Outturn 2024/25", "june_outturn"),
            reported("6", "Future of Larchfield Leisure Centre", "june_larchfield"),
            reported("7", "Off-Street Parking Charges 2025/26", "june_parking"),
            reported("8", "Tree and Woodland Planting Plan 2025 to 2030", "june_trees"),
            Entry(Item("9", "Urgent Business")),
        ),
        date(2025, 6, 2),
    )


def documents() -> list[Document]:
    """The files of the meeting."""
    agenda = _agenda()
    name = "Questions put and answers given"
    questions = Entry(Item("4", "Public Questions"), (Part(blocks_of(draft("june_questions")), footer="#"),))
    return [
        agenda_sheet(agenda),
        public_pack(agenda),
        supplement(
            JUNE,
            name,
            lambda items: cover(JUNE, name, items, date(2025, 6, 11)),
            [questions],
            pages_in(agenda.entries) + 1,
        ),
        alone(f"{JUNE.folder}/Printed minutes {JUNE.stem}.pdf", "Minutes", Part(june_minutes(), footer="#")),
        alone(
            f"{JUNE.folder}/Decision notice CAB-25-24.pdf", "Record of Decision", Part(notice(draft("notice_parking")))
        ),
    ]
