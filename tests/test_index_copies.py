"""The same words in several papers, over real files, SQLite and small PDFs; words stand in for meaning."""

import random
import textwrap
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.corrections import HEAD_CHARACTERS, is_draft, says_it_corrects, says_it_replaces
from corpus.types import Access, Kind, Passage
from index.catalogue import Catalogue
from index.copies import Copies
from index.doctor import check
from index.fingerprints import RUN, WINDOW, find_words, fingerprints, runs, words
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.types import Filters, PaperSummary, Reader
from index.versions import Version, Versions
from index.writing import writing

PUBLIC, CLEARED = Reader(Access.PUBLIC), Reader(Access.EXEMPT)
EMBEDDER = HashingEmbedder()

REPORT = """Eastmoor Borough Council
Cabinet
Report to the Cabinet meeting held on Tuesday 4 March 2025.
Subject: Harbour wall

1. The harbour wall was built of local granite and has stood for two hundred years against the winter storms.
2. The survey by divers found that forty metres of its footing had been washed away by the tide since last spring.
3. The repair would cost £412,000, of which the Coastal Fund would pay half if work began before the autumn.
4. While the wall is repaired the fishing boats would lie at the north quay, where the charge would be waived.
"""
QUOTE = (
    "The survey by divers found that forty metres of its footing had been washed away by the tide since last spring."
)
COST = "The repair would cost £412,000, of which the Coastal Fund would pay half if work began before the autumn."
COVER = """Eastmoor Borough Council
Agenda
Notice of a meeting of the Cabinet to be held on Tuesday 4 March 2025.
1. Apologies for absence
2. Harbour wall (Pages 3 - 4)
"""
MINUTES = """Eastmoor Borough Council
Cabinet
{state}Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

12. Harbour wall

The Leader moved the report and thanked the divers who had gone down in February in water of four degrees.
RESOLVED: That the wall be repaired at a cost of £412,000 and that the north quay be free of charge meanwhile.
"""

Take = Callable[..., Catalogue]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def take(tmp_path: Path, folder: Path) -> Iterator[Take]:
    """Takes texts in by the names of their files, in the order given; a list of texts becomes a PDF of pages."""
    catalogue = Catalogue.open(tmp_path / "data", model=EMBEDDER.name, create=True)

    def taken(texts: dict[str, str | list[str]]) -> Catalogue:
        for name, text in texts.items():
            file = folder / name
            if isinstance(text, list):
                pdf(file, text)
            else:
                file.write_text(text, encoding="utf-8")
            assert [f.outcome.name for f in ingest([file], catalogue, EMBEDDER).files] == ["ADDED"]
        return catalogue

    yield taken
    catalogue.close()


def pdf(file: Path, pages: list[str]) -> None:
    canvas = Canvas(str(file), pagesize=(600, 800))
    for page in pages:
        lines = [line for whole in page.split("\n") for line in textwrap.wrap(whole, 70) or [""]]
        for row, line in enumerate(lines):
            canvas.drawString(50, 750 - 15 * row, line)
        canvas.showPage()
    canvas.save()


def named(catalogue: Catalogue, name: str, reader: Reader = CLEARED) -> PaperSummary:
    return next(paper for paper in catalogue.papers(reader) if Path(paper.source).name == name)


def quoted(catalogue: Catalogue, name: str, quote: str) -> tuple[Passage, int, int]:
    """The passage of a paper that holds a quote, and the quote's span in the paper's text."""
    paper = named(catalogue, name)
    text = catalogue.text(paper.id, 0, catalogue.length(paper.id, CLEARED), CLEARED)
    span = find_words(quote, text)
    assert span, f"{name} does not hold: {quote}"
    passage = Copies(catalogue).passage_at(paper.id, *span, CLEARED)
    assert passage
    return passage, *span


def homes(catalogue: Catalogue, name: str, quote: str = QUOTE, reader: Reader = PUBLIC) -> set[tuple[str, int | None]]:
    found = Copies(catalogue).homes(*quoted(catalogue, name, quote), reader)
    return {(Path(home.paper.source).name, home.page.number if home.page else None) for home in found}


def versions(catalogue: Catalogue, name: str, quote: str, reader: Reader = PUBLIC) -> list[tuple[str, str, bool]]:
    passage, start, end = quoted(catalogue, name, quote)
    found = Versions(catalogue, Copies(catalogue)).of(passage, named(catalogue, name), start, end, reader)
    return [(Path(v.paper.source).name, said(catalogue, v), v.later) for v in found]


def said(catalogue: Catalogue, version: Version) -> str:
    return " ".join(catalogue.text(version.paper.id, version.start, version.end, CLEARED).split())


class TestFingerprints:
    def test_a_stretch_long_enough_is_found_wherever_it_stands(self) -> None:
        chance = random.Random(7)
        vocabulary = [f"word{n}" for n in range(500)]
        for _ in range(200):
            shared = chance.choices(vocabulary, k=RUN + WINDOW - 1)
            one, other = (
                " ".join(
                    [*chance.choices(vocabulary, k=chance.randrange(60)), *shared, *chance.choices(vocabulary, k=9)]
                )
                for _ in range(2)
            )
            assert set(fingerprints(one).hashes.tolist()) & set(fingerprints(other).hashes.tolist())

    def test_they_are_few_of_the_runs_and_stand_where_the_words_do(self) -> None:
        text = " ".join(f"word{n}" for n in range(3000))
        kept, every = fingerprints(text), runs(text)
        assert 0.12 < len(kept.hashes) / len(every.hashes) < 0.25
        assert all(text[start - 1 : start + 4] == " word" for start in kept.starts.tolist() if start)

    def test_case_line_ends_and_marks_make_no_difference_and_figures_do(self) -> None:
        one, other = (
            "The **Harbour Wall** costs £412,000 to mend,\nsay divers",
            "the harbour wall costs £412,000 to mend say divers",
        )
        assert words(one) == words(other)
        assert (runs(one).hashes == runs(other).hashes).all()
        assert words("a saving of -500") != words("a saving of 500") != words("a saving of £500")

    @pytest.mark.parametrize("text", ["", "—", "noted", "The report was noted."])
    def test_the_shortest_text_has_one(self, text: str) -> None:
        assert len(fingerprints(text).hashes) == 1

    def test_a_quote_is_found_with_the_marks_around_it(self) -> None:
        text = "He said: “The wall\nstands.” Then he sat."
        start, end = find_words("“the wall stands.”", text) or (0, 0)
        assert text[start:end] == "“The wall\nstands.”"
        assert find_words("the wall fell", text) is None


PACK: list[str] = [COVER, "This page is left blank", REPORT[: REPORT.index("3.")], REPORT[REPORT.index("3.") :]]


class TestHomes:
    def test_a_report_alone_and_in_a_pack_are_found_from_each_other_with_the_page(self, take: Take) -> None:
        catalogue = take({"report.pdf": [REPORT], "pack.pdf": PACK})
        assert homes(catalogue, "report.pdf") == {("pack.pdf", 3)}
        assert homes(catalogue, "report.pdf", COST) == {("pack.pdf", 4)}
        assert homes(catalogue, "pack.pdf") == {("report.pdf", 1)}

    def test_the_order_in_which_papers_came_makes_no_difference(self, tmp_path: Path, folder: Path) -> None:
        texts: dict[str, str | list[str]] = {
            "report.pdf": [REPORT],
            "pack.pdf": PACK,
            "printed.txt": f"{REPORT}\nSigned.",
        }
        for name, text in texts.items():
            pdf(folder / name, text) if isinstance(text, list) else (folder / name).write_text(text)
        seen = set()
        for number, order in enumerate(permutations(texts)):
            catalogue = Catalogue.open(tmp_path / str(number), model=EMBEDDER.name, create=True)
            ingest([folder / name for name in order], catalogue, EMBEDDER)
            seen.add(tuple(frozenset(homes(catalogue, name)) for name in texts))
            catalogue.close()
        assert seen == {
            (
                frozenset({("pack.pdf", 3), ("printed.txt", None)}),
                frozenset({("report.pdf", 1), ("printed.txt", None)}),
                frozenset({("pack.pdf", 3), ("report.pdf", 1)}),
            )
        }

    def test_the_span_is_of_the_same_words_there(self, take: Take) -> None:
        catalogue = take({"report.pdf": [REPORT], "pack.pdf": PACK})
        [home] = Copies(catalogue).homes(*quoted(catalogue, "report.pdf", QUOTE), PUBLIC)
        there = catalogue.text(home.paper.id, home.start, home.end, PUBLIC)
        assert " ".join(there.split()) == QUOTE
        assert home.page and home.page.start <= home.start < home.page.end

    def test_a_paper_removed_is_no_home_any_more(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "again.txt": REPORT + "\nPrinted again."})
        assert homes(catalogue, "report.txt") == {("again.txt", None)}
        with writing(catalogue) as writer:
            writer.remove(named(catalogue, "again.txt").id, PUBLIC)
        assert homes(catalogue, "report.txt") == set()
        assert check(catalogue) == []

    def test_identical_bytes_are_one_paper_and_no_home_of_themselves(self, take: Take, folder: Path) -> None:
        catalogue = take({"report.txt": REPORT})
        (folder / "same.txt").write_text(REPORT)
        ingest([folder], catalogue, EMBEDDER)
        assert homes(catalogue, "report.txt") == set()
        assert len(named(catalogue, "report.txt").sources) == 2

    def test_an_exempt_home_is_told_to_the_cleared_alone(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "Wall - EXEMPT.txt": REPORT + "\nTender prices follow."})
        assert homes(catalogue, "report.txt", reader=PUBLIC) == set()
        assert homes(catalogue, "report.txt", reader=CLEARED) == {("Wall - EXEMPT.txt", None)}

    def test_a_page_of_a_pack_that_is_not_for_everybody_is_no_home(self, take: Take) -> None:
        page = "NOT FOR PUBLICATION\nExempt under paragraph 3 of Schedule 12A\n" + REPORT[REPORT.index("1.") :]
        catalogue = take({"report.pdf": [REPORT], "pack.pdf": [COVER + "Left blank.\n" * 20, page]})
        assert named(catalogue, "pack.pdf", PUBLIC)
        assert homes(catalogue, "report.pdf", reader=PUBLIC) == set()
        assert homes(catalogue, "report.pdf", reader=CLEARED) == {("pack.pdf", 2)}

    def test_one_figure_changed_is_another_quote(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "other.txt": REPORT.replace("£412,000", "£421,000")})
        assert homes(catalogue, "report.txt", COST) == set()
        assert homes(catalogue, "report.txt", QUOTE) == {("other.txt", None)}

    def test_a_form_of_words_in_a_paper_on_something_else_is_no_home(self, take: Take) -> None:
        noted = "The Cabinet noted the report and thanked the officers."
        about = "Trees\n\nFour hundred oak saplings were planted along the canal by the children of the two schools."
        catalogue = take(
            {"wall.txt": f"{REPORT}\n{noted}", "trees.txt": f"{about} {noted} They will be watered by hand."}
        )
        assert homes(catalogue, "wall.txt", noted) == set()

    def test_a_collection_stored_without_fingerprints_is_given_them(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "again.txt": REPORT + "\nPrinted again."})
        catalogue.database.run("DELETE FROM fingerprints")
        assert [finding.what for finding in check(catalogue)] == ["2 papers without fingerprints"]
        again = Catalogue.open(catalogue.folder, model=EMBEDDER.name)
        assert check(again) == []
        assert homes(again, "report.txt") == {("again.txt", None)}
        again.close()

    def test_the_doctor_sees_a_fingerprint_less_restricted_than_its_paper(self, take: Take) -> None:
        catalogue = take({"Wall - EXEMPT.txt": REPORT})
        assert check(catalogue) == []
        catalogue.database.run("UPDATE fingerprints SET access = 0")
        assert ["less restricted" in finding.what for finding in check(catalogue)] == [True]


CORRECTED = REPORT.replace("£412,000", "£436,000")
CORRECTION = f"This is a corrected report, in place of the one published with the agenda.\n{CORRECTED}"
NEW_COST = COST.replace("£412,000", "£436,000")


class TestVersions:
    def test_a_correction_for_the_same_meeting_is_the_later_version(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "wall.txt": CORRECTION})
        assert versions(catalogue, "report.txt", COST) == [("wall.txt", f"3. {NEW_COST}", True)]
        assert versions(catalogue, "wall.txt", NEW_COST) == [("report.txt", f"3. {COST}", False)]

    def test_whichever_came_first(self, take: Take) -> None:
        catalogue = take({"wall.txt": CORRECTION, "report.txt": REPORT})
        assert versions(catalogue, "report.txt", COST) == [("wall.txt", f"3. {NEW_COST}", True)]

    def test_words_that_are_unchanged_are_replaced_by_nothing(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "wall.txt": CORRECTION})
        assert versions(catalogue, "report.txt", QUOTE) == []
        assert homes(catalogue, "report.txt") == {("wall.txt", None)}

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(CORRECTED, id="it does not say that it corrects"),
            pytest.param(CORRECTION.replace("4 March", "1 April"), id="it went to another meeting"),
            pytest.param(CORRECTED.replace("4 March", "3 June"), id="the next quarter's report"),
            pytest.param(CORRECTION.replace("Cabinet", "Harbour Committee"), id="it went to another committee"),
            pytest.param(CORRECTION.replace("Eastmoor", "Westmoor"), id="it is another council's"),
        ],
    )
    def test_a_paper_that_only_differs_replaces_nothing(self, take: Take, other: str) -> None:
        catalogue = take({"report.txt": REPORT, "other.txt": other})
        assert versions(catalogue, "report.txt", COST) == versions(catalogue, "other.txt", NEW_COST) == []

    def test_a_later_meetings_paper_that_names_what_it_replaces_does(self, take: Take) -> None:
        says = "This report replaces the one that went to the Cabinet on 4 March 2025."
        catalogue = take({"report.txt": REPORT, "june.txt": f"{CORRECTED.replace('4 March', '3 June')}\n{says}"})
        assert versions(catalogue, "report.txt", COST) == [("june.txt", f"3. {NEW_COST}", True)]

    @pytest.mark.parametrize("says", ["replaces", "follows"])
    def test_it_may_say_so_deep_in_a_pack_where_the_report_begins(self, take: Take, says: str) -> None:
        cover = COVER.replace("4 March", "3 June").replace("Agenda", "Public reports pack")
        buoys = "\n".join(
            f"Buoy {n} was lifted, scraped, painted and set again by the harbour crew." for n in range(90)
        )
        assert len(buoys) > HEAD_CHARACTERS
        report = CORRECTED.replace("4 March", "3 June")
        head = f"This report {says} the one that went to the Cabinet on 4 March 2025."
        catalogue = take({"report.txt": REPORT, "june.txt": f"{cover}\n{buoys}\n{head}\n{report}"})
        expected = [("june.txt", f"3. {NEW_COST}", True)] if says == "replaces" else []
        assert versions(catalogue, "report.txt", COST) == expected

    def test_a_part_of_a_sentence_has_the_later_version_of_the_whole(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "wall.txt": CORRECTION})
        assert versions(catalogue, "report.txt", "cost £412,000") == [("wall.txt", f"3. {NEW_COST}", True)]
        assert versions(catalogue, "report.txt", "if work began before the autumn") == []

    def test_approved_minutes_replace_the_draft(self, take: Take) -> None:
        draft = MINUTES.format(state="DRAFT ").replace("four degrees", "five degrees")
        catalogue = take({"draft minutes.txt": draft, "minutes.txt": MINUTES.format(state="")})
        then = (
            "The Leader moved the report and thanked the divers who had gone down in February in water of five degrees."
        )
        assert [(name, later) for name, _, later in versions(catalogue, "draft minutes.txt", then)] == [
            ("minutes.txt", True)
        ]

    def test_two_forms_filled_in_are_not_versions(self, take: Take) -> None:
        form = "\n\n".join(
            f"{n}. Is there a negative impact on group {n} of the equality duty, and who answers for that?\n{{}}."
            for n in range(1, 9)
        )
        head = "Eastmoor Borough Council\nCabinet\nReport to the Cabinet meeting held on Tuesday 4 March 2025.\n\n"
        wall = [
            f"The masons of the {n} harbour will be told in writing by the engineer before work starts"
            for n in "abcdefgh"
        ]
        bins = [
            f"Crews on round {n} were asked, and nobody thought that the new lorries were harder" for n in "ijklmnop"
        ]
        catalogue = take(
            {"wall form.txt": head + form.format(*wall), "supplement bins form.txt": head + form.format(*bins)}
        )
        assert versions(catalogue, "wall form.txt", wall[3]) == []

    def test_an_exempt_correction_is_told_to_the_cleared_alone(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT, "corrected report - EXEMPT.txt": CORRECTION})
        assert versions(catalogue, "report.txt", COST, PUBLIC) == []
        assert len(versions(catalogue, "report.txt", COST, CLEARED)) == 1


class TestSayingSo:
    @pytest.mark.parametrize(
        ("name", "head"),
        [
            ("Item 7 - Supplementary - Harbour", ""),
            ("Supplement_Item_6", ""),
            ("Harbour report (corrected)", ""),
            ("Harbour", "Corrected report, 11 July. The figure is now right."),
            ("Harbour", "It replaces the version available in the original agenda pack."),
            ("Harbour", "Please read this in place of the\nreport published on 7 July."),
        ],
    )
    def test_a_correction_says_so(self, name: str, head: str) -> None:
        assert says_it_corrects(name, head)

    @pytest.mark.parametrize(
        ("name", "head"),
        [
            ("Harbour report", "Report on the harbour. The wall was corrected in 1950."),
            ("Budget monitoring quarter 2", "This report updates the position at the end of June."),
            ("Agenda", "Questions and answers are published as a supplement."),
            ("Budget Amendments", "This replaces the report published with the agenda."),
            ("Strategy", "The strategy replaces the old one."),
            ("Covering report", "which includes the revised recommendation as proposed by the group"),
        ],
    )
    def test_other_papers_do_not(self, name: str, head: str) -> None:
        assert not says_it_corrects(name, head)

    def test_what_is_replaced_is_named_by_its_day(self, take: Take) -> None:
        catalogue = take({"report.txt": REPORT})
        day = catalogue.papers(PUBLIC, Filters())[0].meeting_date
        assert day is not None
        assert says_it_replaces("It supersedes the report of 4th March 2025.", day)
        assert not says_it_replaces("It supersedes the report of 14 March 2025.", day)
        assert not says_it_replaces("It supersedes the old report. The Cabinet met on 4 March 2025.", day)

    def test_draft_minutes(self) -> None:
        assert is_draft("Draft minutes 4 March", "", Kind.MINUTES)
        assert is_draft("Cabinet", "UNCONFIRMED MINUTES of the Cabinet", Kind.MINUTES)
        assert not is_draft("Minutes", "The draft budget was noted.", Kind.MINUTES)
        assert not is_draft("Draft minutes", "", Kind.REPORT)
