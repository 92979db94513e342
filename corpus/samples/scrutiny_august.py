"""The Overview and Scrutiny Committee's meeting of 5 August 2025: its papers."""

from datetime import date

from corpus.samples import story
from corpus.samples.blocks import Block
from corpus.samples.drafts import draft
from corpus.samples.forms import AUGUST, Item, Meeting, attended_by, minutes, notice, report
from corpus.samples.layout import Document, Part
from corpus.samples.packs import Agenda, Entry, agenda_sheet, alone, paper, public_pack

_JUNE = Meeting(AUGUST.body, story.SCRUTINY_JUNE, "", story.SCRUTINY_MEMBERS, "18.30")


def _seated(members: tuple[str, ...]) -> str:
    posts = {story.SCRUTINY_CHAIR: " (Chair)", story.SCRUTINY_VICE: " (Vice-Chair)"}
    return ", ".join(member + posts.get(member, "") for member in members)


def _june_minutes() -> tuple[Block, ...]:
    present = tuple(member for member in story.SCRUTINY_MEMBERS if member != story.ACKERLOW)
    attending = attended_by(story.HEAD_OF_HOUSING, story.HEAD_OF_PARKING, story.CLERK)
    return minutes(_JUNE, _seated(present), attending, "7.20 pm", draft("june_scrutiny_minutes"))


def _minutes() -> tuple[Block, ...]:
    attending = attended_by(
        story.LEISURE,
        story.FINANCE_DIRECTOR,
        story.MONITORING_OFFICER,
        story.HEAD_OF_LEISURE,
        story.HEAD_OF_HOUSING,
        story.PERFORMANCE_MANAGER,
        story.CLERK,
    )
    return minutes(AUGUST, _seated(story.SCRUTINY_MEMBERS), attending, "9.05 pm", draft("august_minutes"))


def _agenda() -> Agenda:
    def reported(number: str, title: str, name: str, *appendices: Part) -> Entry:
        return Entry(Item(number, title), (paper(AUGUST, title, report(AUGUST, draft(name))), *appendices))

    return Agenda(
        AUGUST,
        (
            Entry(Item("1", "Apologies for Absence")),
            Entry(Item("2", "Declarations of Interest")),
            Entry(
                Item(
                    "3", "Minutes", f"To confirm the minutes of the meeting on {story.long_date(story.SCRUTINY_JUNE)}."
                ),
                (Part(_june_minutes(), footer="#"),),
            ),
            reported(
                "4",
                f"Call-in of Decision {story.LARCHFIELD_REFERENCE}: Future of Larchfield Leisure Centre",
                "call_in_report",
                Part(notice(draft("call_in_request")), title="Appendix 1 - Request for call-in"),
                Part(notice(draft("notice_larchfield")), title="Appendix 2 - Record of decision"),
                paper(AUGUST, "Appendix 3 - Equality impact assessment", notice(draft("equality_assessment"))),
            ),
            reported("5", "Families in Nightly Paid Rooms: Report of the Task Group", "task_group"),
            reported("6", "Corporate Plan: Performance in Quarter 4 of 2024/25", "performance"),
            reported("7", "Work Programme 2025/26", "work_programme"),
            Entry(Item("8", "Urgent Business")),
        ),
        date(2025, 7, 28),
    )


def documents() -> list[Document]:
    """The files of the meeting."""
    agenda = _agenda()
    folder = AUGUST.folder
    return [
        agenda_sheet(agenda),
        public_pack(agenda),
        alone(f"{folder}/Call-in request CAB-25-31.pdf", "Request for Call-in", Part(notice(draft("call_in_request")))),
        alone(f"{folder}/Printed minutes {AUGUST.stem}.pdf", "Minutes", Part(_minutes(), footer="#")),
    ]
