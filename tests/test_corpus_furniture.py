"""Running headers, footers and page numbers go; everything else stays."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.furniture import without_furniture
from corpus.readers import read_file

NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
EVERY = [f"The {name} paragraph\nsays its things\nand ends as the {name}." for name in NAMES]
BODIES = EVERY[:4]


def test_page_numbers_are_taken_out_and_told() -> None:
    texts, printed = without_furniture([f"{body}\nPage {n} of 4" for n, body in enumerate(BODIES, start=1)])
    assert texts == BODIES
    assert printed == ["1", "2", "3", "4"]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Page {}", "P a g e | {}", "{} | Page", "Page {}/99", "{} of 99"])
def test_page_numbers_are_known_in_their_many_forms(form: str) -> None:
    texts, printed = without_furniture([f"{form.format(n)}\n{body}" for n, body in enumerate(BODIES, start=41)])
    assert texts == BODIES
    assert printed == ["41", "42", "43", "44"]


def test_a_number_alone_stays_where_nothing_counts_on() -> None:
    pages = [BODIES[0] + "\n120", BODIES[1] + "\n87", BODIES[2] + "\n3"]
    assert without_furniture(pages) == (pages, [None, None, None])


def test_the_packs_number_wins_over_the_reports_own() -> None:
    pages = [
        f"2\n{BODIES[0]}\nPage 41",
        f"3\n{BODIES[1]}\nPage 42",
        f"1\n{BODIES[2]}\nPage 43",
        f"2\n{BODIES[3]}\nPage 44",
    ]
    texts, printed = without_furniture(pages)
    assert printed == ["41", "42", "43", "44"]
    assert texts == BODIES


def test_an_agenda_item_beside_the_page_number_stays() -> None:
    texts, printed = without_furniture([BODIES[0] + "\nPage 1 Agenda Item 9", BODIES[1] + "\nPage 2"])
    assert texts == [BODIES[0] + "\nAgenda Item 9", BODIES[1]]
    assert printed == ["1", "2"]


def test_a_running_header_stays_on_its_first_page_only() -> None:
    texts, _ = without_furniture([f"Appendix K\n{body}" for body in BODIES])
    assert texts == ["Appendix K\n" + BODIES[0], *BODIES[1:]]


def test_a_footer_that_counts_is_taken_out_and_its_number_told() -> None:
    texts, printed = without_furniture([f"{body}\nLocal Plan Report {n}" for n, body in enumerate(BODIES, start=7)])
    assert texts == [BODIES[0] + "\nLocal Plan Report 7", *BODIES[1:]]
    assert printed == ["7", "8", "9", "10"]


def test_the_head_of_a_table_stays_on_every_page() -> None:
    rows = "North ward 120 45 165\nEast ward 80 40 120\nSouth ward 10 20 30\nWest ward 7 8 15"
    pages = [f"Directorate and service\nBudget Forecast Variance\n{rows}\nTotal {n}0 5 {n}5" for n in range(1, 7)]
    assert without_furniture(pages)[0] == pages


def test_headings_that_differ_in_a_number_stay() -> None:
    pages = [f"Question {n}\n{BODIES[n - 1]}" for n in range(1, 5)]
    assert without_furniture(pages)[0] == pages


def test_a_mark_of_access_stays_on_every_page() -> None:
    pages = [f"NOT FOR PUBLICATION\n{body}" for body in EVERY]
    assert without_furniture(pages)[0] == pages


def test_a_paper_of_one_page_stays_as_it_is() -> None:
    assert without_furniture(["24\nMinutes of the meeting\nPresent: nobody"]) == (
        ["24\nMinutes of the meeting\nPresent: nobody"],
        [None],
    )
    assert without_furniture([]) == ([], [])
    assert without_furniture(["", ""]) == (["", ""], [None, None])


@given(st.lists(st.text(alphabet="ab 12\n", max_size=60), max_size=8))
def test_nothing_is_added_or_moved(pages: list[str]) -> None:
    texts, printed = without_furniture(pages)
    assert len(texts) == len(printed) == len(pages)
    for before, after in zip(pages, texts, strict=True):
        lines = iter(before.split("\n"))
        assert all(line in lines for line in after.split("\n") if line.strip())


def test_real_packs_lose_numbers_and_headers_but_no_sentence(shared: Path) -> None:
    files = sorted((shared / "papers" / "kent").rglob("*.pdf"))[::9]
    numbered = 0
    for file in files:
        pages = [page.text for page in read_file(file)[0].pages]
        texts, printed = without_furniture(pages)
        numbered += sum(number is not None for number in printed)
        gone = Counter(line.strip() for page in pages for line in page.split("\n"))
        gone -= Counter(line.strip() for text in texts for line in text.split("\n"))
        for line, times in gone.items():  # what went for good is a number; anything else stood on many pages
            assert line in texts[0] or times > 1 or any(sign.isdigit() for sign in line) or not line, (file.name, line)
    assert numbered > 20
