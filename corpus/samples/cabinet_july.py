"""The Cabinet's meeting of 15 July 2025: its papers."""

from datetime import date

from corpus.samples import story
from corpus.samples.blocks import Block, Scan
from corpus.samples.cabinet_june import june_minutes
from corpus.samples.drafts import blocks_of, draft
from corpus.samples.forms import JULY, Item, attended_by, cover, minutes, notice, report
from corpus.samples.layout import Document, Part
from corpus.samples.letter import LINES
from corpus.samples.packs import Agenda, Entry, agenda_sheet, alone, pages_in, paper, public_pack, supplement

LARCHFIELD = "Future of Larchfield Leisure Centre"
_CORRECTED = date(2025, 7, 11)


def larchfield(corrected: bool) -> tuple[Part, ...]:
    """The report on Larchfield with its public appendices, as first published or as corrected."""
    saving = story.SAVING_CORRECTED if corrected else story.SAVING_AS_PRINTED
    text = draft(
        "july_larchfield",
        saving=saving,
        net_saving=saving - story.BORROWING_COST,
        correction=draft("correction") if corrected else "",
    )
    return (
        paper(JULY, LARCHFIELD, report(JULY, text)),
        paper(JULY, "Appendix A - Larchfield in figures", blocks_of(draft("july_larchfield_a"))),
        Part((Scan(LINES),), title="Appendix B - Letter from the Quenbridge Otters Swimming Club"),
    )


def _minutes() -> tuple[Block, ...]:
    present = ", ".join((f"{story.LEADER} (Chair)", *story.CABINET[1:]))
    attending = attended_by(
        story.CHIEF_EXECUTIVE,
        story.FINANCE_DIRECTOR,
        story.PLACE_DIRECTOR,
        story.MONITORING_OFFICER,
        story.HEAD_OF_LEISURE,
        story.HEAD_OF_HOUSING,
        story.HEAD_OF_WASTE,
        story.CLERK,
    )
    return minutes(JULY, present, attending, "8.22 pm", draft("july_minutes"))


def _agenda() -> Agenda:
    def reported(number: str, title: str, name: str, *appendices: Part) -> Entry:
        return Entry(Item(number, title), (paper(JULY, title, report(JULY, draft(name))), *appendices))

    return Agenda(
        JULY,
        (
            Entry(Item("1", "Apologies for Absence")),
            Entry(Item("2", "Declarations of Interest")),
            Entry(
                Item("3", "Minutes", f"To confirm the minutes of the meeting on {story.long_date(story.JUNE)}."),
                (Part(june_minutes(), footer="#"),),
            ),
            Entry(Item("4", "Public Questions", "Questions and answers are published as a supplement.")),
            reported("5", "Revenue and Capital Budget Monitoring 2025/26: Position at 31 May 2025", "july_monitoring"),
            Entry(Item("6", LARCHFIELD, f"Deferred from {story.long_date(story.JUNE)}."), larchfield(corrected=False)),
            reported(
                "7",
                "Homelessness and Rough Sleeping Strategy 2025 to 2030",
                "july_homelessness",
                paper(JULY, "Appendix A - Measures and actions", blocks_of(draft("july_homelessness_a"))),
            ),
            reported("8", "Waste Collection and Street Cleansing Contract", "july_waste"),
            reported("9", "Pay Policy Statement 2025/26: Revision", "july_pay"),
            Entry(Item("10", "Urgent Business")),
            Entry(Item("11", "Exclusion of the Press and Public")),
        ),
        date(2025, 7, 7),
        (
            Item(
                "12",
                f"{LARCHFIELD}: Appendix C to Item 6",
                "Evaluation of tenders. Exempt under paragraph 3.",
                "members only",
            ),
        ),
    )


def documents() -> list[Document]:
    """The files of the meeting."""
    agenda = _agenda()
    correction, questions = "Supplement - Item 6 corrected report", "Questions put and answers given"
    corrected = Entry(
        Item("6", f"{LARCHFIELD} - Corrected Report", "In place of the report in the agenda."),
        larchfield(corrected=True),
    )
    answered = Entry(Item("4", "Public Questions"), (Part(blocks_of(draft("july_questions")), footer="#"),))
    first = pages_in(agenda.entries) + 1
    sent = supplement(JULY, correction, lambda items: cover(JULY, correction, items, _CORRECTED), [corrected], first)
    after = supplement(
        JULY,
        questions,
        lambda items: cover(JULY, questions, items, date(2025, 7, 16)),
        [answered],
        first + pages_in([corrected]),
    )
    folder = JULY.folder
    return [
        agenda_sheet(agenda),
        public_pack(agenda),
        alone(f"{folder}/{LARCHFIELD} - Report.pdf", LARCHFIELD, *larchfield(corrected=False)),
        sent,
        alone(
            f"{folder}/Appendix C - EXEMPT - Evaluation of tenders.pdf",
            "Evaluation of tenders",
            paper(JULY, "", blocks_of(draft("exempt_tenders"))),
        ),
        after,
        alone(f"{folder}/Printed minutes {JULY.stem}.pdf", "Minutes", Part(_minutes(), footer="#")),
        alone(
            f"{folder}/Decision notice CAB-25-31.pdf", "Record of Decision", Part(notice(draft("notice_larchfield")))
        ),
    ]
