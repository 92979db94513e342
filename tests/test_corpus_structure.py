"""Which headings stand above the words of papers: the number of no minute passes for one, and no running text does."""

import pytest

from corpus.structure import find_sections

MINUTES = """92. Commissioning Plan for School Places
(Item 9)

1. Ada Birch introduced the report.
3. The following comments were put forward by Cabinet:
\u2022 Members thanked the officers for their work.
4. RESOLVED that Cabinet agree the plan.

93. Harbour Wall
(Item 10)

The report was noted.
"""
UNNUMBERED = """1. Ada Birch presented the report on the schools of the borough.
2. RESOLVED that the update be noted.
Challenge Cards Update
(Item 5)

Members asked about the cards.
"""


def item_over(text: str, words: str) -> str | None:
    """The item of the section that holds some words."""
    place = text.index(words)
    return next(
        section.item or section.number for section in find_sections(text) if section.start <= place < section.end
    )


def test_a_resolution_belongs_to_its_minute_and_not_to_its_own_number() -> None:
    assert item_over(MINUTES, "agree the plan") == "92"
    assert item_over(MINUTES, "The report was noted") == "93"


def test_the_lead_in_of_a_list_is_no_heading() -> None:
    assert item_over(MINUTES, "Members thanked") == "92"
    assert not any("following comments" in heading for s in find_sections(MINUTES) for heading in s.heading)


def test_the_end_of_one_minute_is_not_the_heading_of_the_next() -> None:
    assert item_over(UNNUMBERED, "asked about the cards") is None


def paged(*pages: str) -> tuple[str, list[int]]:
    """Pages as one text, and where each begins."""
    text, starts = "", []
    for page in pages:
        starts.append(len(text))
        text += page + "\n\n"
    return text, starts


def path_over(pages: tuple[str, ...], words: str) -> tuple[str, ...]:
    """The headings above some words."""
    text, starts = paged(*pages)
    place = text.index(words)
    return next(s.heading for s in find_sections(text, starts) if s.start <= place < s.end)


PROSE = "The harbour wall was inspected in the spring and found to be sound along the whole of its length.\n" * 3


@pytest.mark.parametrize(
    "line",
    [
        "2.6 Note the harbour dues, the mooring fees and the lights",
        "\u201cCounty Council is asked to:",
        "The Committee is asked to:",
        "Appendix 1 sets out the moorings that are let at present",
        "Decision no: 31/00417",
        "From: Ada Birch, Leader",
        "Is the decision eligible for call-in? Yes",
        "ada.birch@example.org",
        "Harbour Dues. More is said of them in Part 3",
        "Length of wall that was rebuilt with",
        "RESOLVED:",
    ],
)
def test_a_piece_of_running_text_is_no_heading(line: str) -> None:
    assert path_over((f"{line}\n{PROSE}",), "inspected") == ()


@pytest.mark.parametrize(
    "line", ["2.6 Harbour Dues", "Appendix 1: Moorings", "Appendix 1", "Annex B Moorings let", "Contact details"]
)
def test_what_looks_much_like_it_is_one(line: str) -> None:
    assert path_over((f"{line}\n{PROSE}",), "inspected") == (line,)


def test_a_heading_known_by_its_looks_does_not_stand_above_all_the_pages_after_it() -> None:
    pages = (f"Sea wall\n{PROSE}", PROSE, "Third page.\n" + PROSE)
    assert path_over(pages, "inspected") == ("Sea wall",)
    assert path_over(pages, "Third page") == ()


def test_a_minute_stands_above_all_its_pages() -> None:
    pages = (f"7. Sea wall\n(Item 3)\n\n{PROSE}", *[PROSE] * 8, f"Tenth page.\n{PROSE}")
    assert path_over(pages, "Tenth page") == ("7. Sea wall",)


def test_who_wrote_a_report_ends_it() -> None:
    pages = (
        f"4. Sea wall\n{PROSE}",
        "9. Report Authors:\nAda Birch, Engineer of the harbour",
        PROSE,
        f"A form of its own.\n{PROSE}",
    )
    assert path_over(pages, "Ada Birch") == ("9. Report Authors:",)
    assert path_over(pages, "A form of its own") == ()


def test_sections_cover_every_character_once() -> None:
    text, starts = paged(f"Sea wall\n{PROSE}", PROSE, f"GLOSSARY OF TERMS\n{PROSE}", *[PROSE] * 7)
    assert "".join(text[s.start : s.end] for s in find_sections(text, starts)) == text
