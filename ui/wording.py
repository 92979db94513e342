"""How dates, numbers and kinds of paper are written for people."""

from collections.abc import Sequence
from datetime import date

from assistant.types import Applied, Understood
from corpus.register.types import Vote
from corpus.types import Kind, Page, Passage
from index.types import PaperSummary

KIND_NAMES = {
    Kind.AGENDA: "Agenda",
    Kind.PACK: "Papers pack",
    Kind.REPORT: "Report",
    Kind.MINUTES: "Minutes",
    Kind.DECISION: "Decision",
    Kind.QUESTION: "Questions",
    Kind.OTHER: "Other paper",
}


def day(value: date | None) -> str:
    """As in "30 January 2025"; "" for None."""
    return f"{value.day} {value:%B %Y}" if value else ""


NEAREST_HEADING = "Not an answer, but nearest:"


def understood_label(understood: Sequence[Understood]) -> str:
    """Names of one kind on a label, as in "Only Cabinet", "Cabinet or Full Council first"."""
    meanings = " or ".join(one.meaning for one in understood)
    label = f"only {meanings}" if understood[0].applied is Applied.FILTER else f"{meanings} first"
    return f"{label[:1].upper()}{label[1:]}"


def understood_words(understood: Sequence[Understood]) -> str:
    """As in "Searched only papers of: Cabinet; meetings on 15 July 2025. Put first: Ann Oakden."; "" for none."""
    told = []
    for applied, lead in ((Applied.FILTER, "Searched only papers of"), (Applied.BOOST, "Put first")):
        meanings = [one.meaning for one in understood if one.applied is applied]
        told += [f"{lead}: {'; '.join(meanings)}."] if meanings else []
    return " ".join(told)


def counted(number: int, what: str) -> str:
    """As in "1 page", "1,200 pages"; "" for none."""
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else ""


def page_number(page: Page) -> str:
    """As in "page 117 (printed 113)", "page 3 (read from a picture, confidence 91 of 100)"."""
    asides = []
    if page.printed and page.printed != str(page.number):
        asides.append(f"printed {page.printed}")
    if page.confidence is not None:
        asides.append(f"read from a picture, confidence {page.confidence:.0f} of 100")
    return f"page {page.number}" + (f" ({'; '.join(asides)})" if asides else "")


def minutes_of(passage: Passage, paper: PaperSummary) -> str:
    """As in "minutes of 20 July 2021", "minutes of Cabinet, 8 November 2022"; "" where it is no other meeting's."""
    meeting = passage.minutes_of
    if meeting is None:
        return ""
    committee = f"{meeting.committee}, " if meeting.committee != paper.committee else ""
    return f"minutes of {committee}{day(meeting.day)}"


def vote_words(vote: Vote) -> str:
    """As in "12 for, 3 against, 1 abstained", "unanimous"."""
    counts = ((vote.in_favour, "for"), (vote.against, "against"), (vote.abstained, "abstained"))
    told = [f"{number} {way}" for number, way in counts if number is not None]
    return ", ".join([*told, *(["unanimous"] if vote.unanimous else [])])
