"""Which headings stand above the words of minutes: a number that is no minute's must not pass for one."""

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
