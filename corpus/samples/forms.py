"""The forms that papers are written on: front sheets, supplements' covers, reports, minutes, decision notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.samples import story
from corpus.samples.blocks import (
    Block,
    Box,
    Columns,
    Fields,
    Gap,
    Heading,
    Letterhead,
    Marked,
    NewPage,
    Text,
)
from corpus.samples.drafts import blocks_of, head_and_body


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: whose, when, and who sits in it."""

    body: str
    day: date
    folder: str
    members: tuple[str, ...]
    clock: str = "18.00"

    @property
    def stem(self) -> str:
        """How its files' names end."""
        return f"{story.ordinal(self.day)} {self.clock} {self.body}"

    @property
    def spoken(self) -> str:
        """Its time as people say it: 6.00 pm."""
        hour, minute = self.clock.split(".")
        return f"{int(hour) - 12}.{minute} pm"

    @property
    def header(self) -> str:
        """What runs along the top of its papers."""
        return f"{story.COUNCIL} - {self.body} - {story.long_date(self.day)}"


JUNE = Meeting("Cabinet", story.JUNE, "cabinet_2025-06-10", story.CABINET)
JULY = Meeting("Cabinet", story.JULY, "cabinet_2025-07-15", story.CABINET)
AUGUST = Meeting(
    "Overview and Scrutiny Committee",
    story.SCRUTINY,
    "overview_and_scrutiny_2025-08-05",
    story.SCRUTINY_MEMBERS,
    "18.30",
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item on an agenda: what it is called, a line on what is to be done, and its pages in the pack."""

    number: str
    title: str
    note: str = ""
    pages: str = ""


def front_sheet(meeting: Meeting, items: Sequence[Item], exempt: Sequence[Item], published: date) -> tuple[Block, ...]:
    """The agenda: when and where, the items with their pages, and what the public should know."""
    return (
        Letterhead(),
        Text("AGENDA", "title"),
        Text(meeting.body.upper(), "title"),
        Text(f"A meeting of the {meeting.body} will be held on <b>{story.full_date(meeting.day)}</b> at "
             f"<b>{meeting.spoken}</b> in the {story.CHAMBER}."),
        Columns((("<b>Ask for:</b> " + story.CLERK, f"<b>Telephone:</b> {story.TELEPHONE}"),
                 (f"<b>Email:</b> {story.EMAIL}", f"<b>Date published:</b> {story.long_date(published)}"))),
        Gap(4),
        Text("<u>UNRESTRICTED ITEMS</u>", "banner"),
        Text("<i>The public may attend for these items.</i>", "centre"),
        *_items(items),
        *_exempt_items(exempt),
        Gap(12),
        Text(f"<b>{story.MONITORING_OFFICER}</b><br/>Monitoring Officer"),
        *_notes(meeting),
    )  # fmt: skip


def _items(items: Sequence[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in items:
        pages = f" ({item.pages})" if item.pages else ""
        blocks.append(Marked(f"{item.number}.", f"<b>{item.title}</b>{pages}"))
        if item.note:
            blocks.append(Marked("", item.note))
    return blocks


def _exempt_items(items: Sequence[Item]) -> list[Block]:
    if not items:
        return []
    return [
        Text("<u>ITEMS LIKELY TO BE CONSIDERED IN PRIVATE</u>", "banner"),
        Text(
            "The Cabinet will be asked to exclude the press and public under section 100A(4) of the Local Government "
            "Act 1972 for the following item, because it involves information on the financial or business affairs of "
            "particular persons (paragraph 3 of Part 1 of Schedule 12A) and the public interest in keeping it private "
            "is the greater."
        ),
        *_items(items),
    ]


def _notes(meeting: Meeting) -> list[Block]:
    members = list(meeting.members) + [""] * (len(meeting.members) % 2)
    return [
        NewPage(),
        Heading(f"Members of the {meeting.body}"),
        Columns(tuple(zip(members[::2], members[1::2], strict=True))),
        Heading("Information for members and the public"),
        Text(
            "<b>Declarations of interest.</b> Members should say at item 2 which interests they have in the business "
            "of the meeting, and leave the room for an item in which they have a disclosable pecuniary interest."
        ),
        Text(
            "<b>Public questions.</b> Anyone who lives, works or studies in the borough may ask one question. It must "
            f"reach Democratic Services ({story.EMAIL}) by noon three working days before the meeting. The answer is "
            "given at the meeting and published afterwards."
        ),
        Text(
            "<b>Recording.</b> Meetings are webcast, and anyone may film or record the public part of a meeting so "
            "long as the business is not disturbed."
        ),
        Text(
            "<b>Access.</b> The Council Chamber is on the first floor and is reached by lift. A hearing loop is "
            "fitted. Papers in large print or another language can be had from Democratic Services."
        ),
        Text(
            "<b>Call-in.</b> An executive decision may be called in by five members who do not sit in the Cabinet, in "
            "writing, until 5.00 pm on the fifth working day after the decision notice is published."
        ),
    ]


def report(meeting: Meeting, text: str) -> tuple[Block, ...]:
    """A report from its draft: who reports what to whom, what it says in short, what is asked for, and the rest."""
    head, body = head_and_body(text)
    summary, _, rest = body.partition("= Recommendations")
    recommendations, sections, rest = rest.partition("## ")
    main, page, appendix = (sections + rest).partition("\n---\n")
    return (
        Letterhead(),
        _report_head(meeting, head),
        Box((Heading("Summary"), *blocks_of(summary.replace("= Summary", "")))),
        Box((Heading("Recommendations"), Text(f"The {meeting.body} is asked to:"), *blocks_of(recommendations))),
        *blocks_of(main),
        Heading("Contact officers"),
        Columns((tuple(_contact(head[role]) for role in ("author", "director")),)),
        *(blocks_of(page + appendix) if page else ()),
    )


def _report_head(meeting: Meeting, head: dict[str, str]) -> Fields:
    member = str(getattr(story, head["member"], head["member"]))
    post = f", {story.PORTFOLIOS[member]}" if member in story.PORTFOLIOS else ""
    return Fields(
        (
            ("Report to:", f"{meeting.body}, {story.long_date(meeting.day)}"),
            ("Subject:", head["subject"]),
            ("Report of:", member + post),
            ("Director:", head["director"]),
            ("Report author:", head["author"]),
            ("Wards affected:", head.get("wards", "All")),
            ("Key decision:", head["key"]),
            ("Classification:", "Unrestricted"),
        )
    )


def _contact(who: str) -> str:
    name, post = who.split(", ", 1)
    return f"<b>{name}</b><br/>{post}<br/>{story.TELEPHONE}"


def attended_by(*people: str) -> str:
    """Those at a meeting who are not its members, with their posts."""
    posts = {**story.PORTFOLIOS, **story.POSTS}
    return ", ".join(f"{name} ({posts[name]})" for name in people)


def minutes(meeting: Meeting, present: str, attending: str, finish: str, text: str) -> tuple[Block, ...]:
    """Minutes from their draft, under who met, where and when."""
    return (
        Text(story.COUNCIL.upper(), "title"),
        Text(meeting.body.upper(), "title"),
        Text(
            f"MINUTES of a meeting of the {meeting.body} held in the {story.CHAMBER} on "
            f"{story.full_date(meeting.day)}. The meeting began at {meeting.spoken} and ended at {finish}."
        ),
        Text(f"<b>PRESENT:</b> {present}"),
        Text(f"<b>ALSO ATTENDING:</b> {attending}"),
        *blocks_of(text),
        Gap(10),
        Text("Chair ..............................................        Date .............................."),
    )


def cover(meeting: Meeting, title: str, items: Sequence[Item], published: date) -> tuple[Block, ...]:
    """The letter at the head of a supplement to an agenda."""
    return (
        Letterhead(),
        Text(f"Date: {story.long_date(published)}"),
        Text(f"Ask for: {story.CLERK}<br/>Telephone: {story.TELEPHONE}<br/>Email: {story.EMAIL}"),
        Gap(12),
        Text("Dear Member"),
        Text(f"{meeting.body.upper()} - {story.full_date(meeting.day).upper()}", "bold"),
        Text(f"{title}. Please bring this supplement to the meeting with your agenda."),
        Text("Agenda Item No", "bold"),
        *_items(items),
        Gap(12),
        Text("Yours sincerely"),
        Gap(12),
        Text(f"<b>{story.MONITORING_OFFICER}</b><br/>Monitoring Officer"),
    )


def notice(text: str) -> tuple[Block, ...]:
    """A decision notice from its draft."""
    return (Letterhead(), *blocks_of(text))
