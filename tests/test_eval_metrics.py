"""The measures, against values worked out by hand."""

from datetime import date
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Answer, Citation, Reason, Status
from corpus.types import Access, Kind, Page, Passage
from eval.cases import Case, Evidence
from eval.coverage import all_at, any_at, covers, group_ranks, is_from, reciprocal_rank
from eval.figures import answer_figures, by_kind, ratio_of, search_figures
from eval.intervals import difference, estimate, percentile
from eval.judge import judge, states
from eval.results import Answered, CaseResult, Cited, Found
from eval.words import longest_run, words
from index.types import Hit, PaperSummary

PAPER = PaperSummary(
    id="a" * 16,
    source="papers/town/minutes.pdf",
    sources=("papers/town/minutes.pdf", "papers/copies/minutes (1).pdf"),
    media_type="application/pdf",
    title="Minutes",
    council="Town Council",
    committee=None,
    meeting_date=date(2024, 5, 1),
    kind=Kind.MINUTES,
    access=Access.PUBLIC,
    page_count=2,
    passage_count=2,
    notes=(),
)


def passage(text: str, page: int | None = None, start: int = 0) -> Passage:
    end = start + len(text)
    return Passage(1, PAPER.id, start, end, text, page=Page(page, start, end) if page else None)


def hit(text: str, page: int | None = None) -> Hit:
    return Hit(passage(text, page), PAPER, 1.0)


def evidence(quote: str, page: int | None = None, file: str = "town/minutes.pdf") -> Evidence:
    return Evidence(file, page, quote)


# ---- words that stand in one run


def test_white_space_punctuation_and_case_do_not_count_as_words() -> None:
    assert words("The  grant of £1,250\nwas AGREED.") == ("the", "grant", "of", "1", "250", "was", "agreed")


def test_the_longest_run_is_counted_in_words_and_in_one_piece() -> None:
    # "agreed the grant" is 3 words in a row; "of" follows elsewhere only
    assert longest_run("agreed the grant of money", "They agreed the grant. Of money nobody spoke") == 5
    assert longest_run("agreed the grant of money", "they agreed the grant for money") == 3
    assert longest_run("agreed", "nothing at all") == 0


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_the_longest_run_is_the_one_that_difflib_finds(quote: list[str], text: list[str]) -> None:
    expected = SequenceMatcher(None, quote, text, autojunk=False).find_longest_match().size
    assert longest_run(" ".join(quote), " ".join(text)) == expected


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("x one two three x", True),  # 3 of 5 words in one run: exactly 60 %
        ("one two x four five", False),  # 4 of 5 words, but the longest run is 2
        ("one two", False),  # 40 %
        ("ONE, two - three: four (five)", True),
        ("", False),
    ],
)
def test_six_words_in_ten_in_one_run_cover_a_quote(text: str, covered: bool) -> None:
    assert covers("one two three four five", text) is covered


def test_a_quote_without_words_is_never_covered() -> None:
    assert not covers("...", "anything ...")


# ---- the right paper


@pytest.mark.parametrize(
    ("file", "source", "same"),
    [
        ("town/a.pdf", "papers/town/a.pdf", True),
        ("town/a.pdf", "town/a.pdf", True),
        ("town/a.pdf", "./a.pdf", True),  # taken in from inside the folder
        ("town/a.pdf", "C:\\papers\\town\\a.pdf", True),
        ("town/a.pdf", "papers/city/a.pdf", False),
        ("town/a.pdf", "papers/town/aa.pdf", False),
        ("town/a.pdf", "papers/downtown/a.pdf", False),
        ("town/a.pdf", "", False),
    ],
)
def test_a_file_is_known_by_the_end_of_its_path(file: str, source: str, same: bool) -> None:
    assert is_from(file, [source]) is same


# ---- search: worked example. Three hits, two groups of evidence.
#   rank 1: covers nothing (right words of group 1, wrong page)
#   rank 2: covers group 2, by its second alternative
#   rank 3: covers group 1
HITS = [
    hit("The grant was agreed", page=1),
    hit("A fee of ten pounds applies from May", page=2),
    hit("The grant was agreed", page=2),
]
GROUPS = (
    (evidence("The grant was agreed", page=2),),
    (evidence("no such words", page=2), evidence("fee of ten pounds", page=2)),
)


def test_each_group_has_the_rank_of_the_first_passage_with_its_words_on_its_page() -> None:
    assert group_ranks(GROUPS, HITS) == (3, 2)


def test_any_and_all_at_k_and_the_reciprocal_rank_of_the_worked_example() -> None:
    assert [any_at((3, 2), k) for k in (1, 2, 3)] == [False, True, True]
    assert [all_at((3, 2), k) for k in (1, 2, 3)] == [False, False, True]
    assert reciprocal_rank((3, 2)) == 0.5  # 1 / 2


def test_a_group_that_nothing_covers_keeps_all_from_being_true() -> None:
    assert group_ranks(((evidence("grant was agreed", file="city/minutes.pdf"),),), HITS) == (None,)
    assert any_at((1, None), 1) and not all_at((1, None), 20)
    assert reciprocal_rank((None, None)) == 0.0


def test_evidence_without_a_page_is_found_on_any_page() -> None:
    assert group_ranks(((evidence("The grant was agreed"),),), HITS) == (1,)


def test_a_copy_of_the_paper_counts_by_any_of_its_paths() -> None:
    assert group_ranks(((evidence("grant was agreed", file="copies/minutes (1).pdf"),),), HITS) == (1,)


# ---- answers

FACTS = (("£1,250", "1250"), ("May 2024",))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A grant of £1,250 was paid in may\n2024. [1]", True),
        ("1250 pounds, May 2024", True),
        ("A grant of £1,250 was paid.", False),
        ("", False),
    ],
)
def test_an_answer_is_correct_when_it_states_one_string_of_every_group(text: str, right: bool) -> None:
    assert states(FACTS, text) is right


TEXT = "The grant of £1,250 was agreed in May 2024. Other business was noted."
CASE = Case("q1", "How much?", "number", (), ((evidence("grant of £1,250 was agreed in May", page=2),),), FACTS)


def cite(number: int, quote: str, page: int) -> Citation:
    start = TEXT.find(quote)
    return Citation(number, passage(TEXT, page), PAPER, quote, start, start + len(quote))


def reread(paper_id: str, start: int, end: int) -> str:
    assert paper_id == PAPER.id
    return TEXT[start:end]


def test_a_citation_is_judged_by_its_passage_its_quote_its_page_and_its_span() -> None:
    quote = "The grant of £1,250 was agreed in May 2024."
    other = "Other business was noted."
    citations = (cite(1, other, 2), cite(2, quote, 2), cite(3, quote, 1))
    answer = Answer(Status.ANSWERED, None, quote, citations=citations)
    first, second, third = judge(CASE, answer, reread, 5.0).citations
    assert (first.right, first.quotes, first.page_right) == (True, False, None)  # the passage holds it, the quote not
    assert (second.right, second.quotes, second.page_right) == (True, True, True)
    assert (third.right, third.quotes, third.page_right) == (False, False, False)  # the words, on the wrong page
    assert all(one.verbatim for one in (first, second, third))


def test_a_quote_that_is_not_the_text_of_its_span_is_not_verbatim() -> None:
    bent = Citation(1, passage(TEXT, 2), PAPER, "The grant of £9,999", 0, 19)
    answer = Answer(Status.ANSWERED, None, "x", citations=(bent,))
    assert not judge(CASE, answer, reread, 5.0).citations[0].verbatim


def test_a_refusal_is_not_correct_even_where_its_words_are() -> None:
    answer = Answer(Status.NOT_FOUND, Reason.NO_EVIDENCE, "Nothing on £1,250 in May 2024 was found.")
    judged = judge(CASE, answer, reread, 5.0)
    assert judged.refused and not judged.correct


# ---- figures: worked example of five cases
#   a  answerable, right, ranks (1,), first citation right        quotes 4 words
#   b  answerable, wrong, ranks (None,), one citation wrong       quotes 2 words
#   c  answerable follow-up, refused, ranks (4, 2)
#   d  unanswerable, refused
#   e  unanswerable, answered (wrongly), one citation             quotes 3 words


def cited(quote: str, right: bool, page_right: bool | None = None, verbatim: bool = True) -> Cited:
    return Cited("minutes.pdf", 1, quote, right, right, page_right, verbatim)


def result(
    name: str,
    ranks: tuple[int | None, ...] = (),
    refused: bool = False,
    correct: bool = False,
    citations: tuple[Cited, ...] = (),
    follow_up: bool = False,
) -> CaseResult:
    answered = Answered(refused, correct, "", citations, 10.0, "how much")
    kind = "number" if ranks else "unanswerable"
    return CaseResult(name, kind, "how much", bool(ranks), follow_up, {"hybrid": Found(ranks, 1.0)}, answered)


CASES = [
    result("a", (1,), correct=True, citations=(cited("one two three four", True, True),)),
    result("b", (None,), citations=(cited("one two", False, False, verbatim=False),)),
    result("c", (4, 2), refused=True, follow_up=True),
    result("d", refused=True),
    result("e", citations=(cited("one two three", False),)),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("correct", 1 / 3),  # a, of a b c
        ("right", 2 / 5),  # a and d, of all five
        ("cited, any", 1 / 3),
        ("cited, first", 1 / 3),
        ("quote covers", 1 / 3),
        ("page exact", 1 / 2),  # of the two quotes that cover evidence, one on its page
        ("follow-ups correct", 0.0),  # c
        ("refusal precision", 1 / 2),  # c and d refused, d rightly
        ("refusal recall", 1 / 2),  # d and e to be refused, d was
        ("quoted words an answer", 3.0),  # (4 + 2 + 3) / 3 answers
        ("citations an answer", 1.0),
        ("verbatim", 2 / 3),
    ],
)
def test_the_answer_figures_of_the_worked_example(name: str, expected: float) -> None:
    assert ratio_of([answer_figures()[name](case) for case in CASES]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("any@1", 1 / 3),  # a; b counts as 0, it is not left out
        ("any@3", 2 / 3),  # a, and c by its second group
        ("all@3", 1 / 3),
        ("all@5", 2 / 3),
        ("MRR", (1 + 0 + 1 / 2) / 3),
    ],
)
def test_the_search_figures_of_the_worked_example(name: str, expected: float) -> None:
    assert ratio_of([search_figures("hybrid", 20)[name](case) for case in CASES]) == pytest.approx(expected)


def test_no_depth_is_reported_that_was_not_searched() -> None:
    assert list(search_figures("hybrid", 5)) == ["any@1", "any@3", "any@5", "all@1", "all@3", "all@5", "MRR"]


def test_a_figure_that_nothing_counts_for_is_none_and_not_zero() -> None:
    assert ratio_of([answer_figures()["refusal precision"](case) for case in CASES[:2]]) is None


def test_cases_are_grouped_by_kind_in_the_order_of_the_alphabet() -> None:
    assert {kind: len(cases) for kind, cases in by_kind(CASES).items()} == {"number": 3, "unanswerable": 2}


# ---- intervals


def test_an_interval_holds_its_figure_and_is_the_same_every_time() -> None:
    ratios = [(1.0, 1.0)] * 30 + [(0.0, 1.0)] * 10
    found = estimate(ratios)
    assert found.value == 0.75 and found.cases == 40
    # the normal approximation: 0.75 +- 1.96 * sqrt(0.75 * 0.25 / 40) is 0.616 to 0.884
    assert found.low == pytest.approx(0.616, abs=0.04) and found.high == pytest.approx(0.884, abs=0.04)
    assert estimate(ratios) == found


def test_cases_that_a_figure_says_nothing_of_do_not_widen_its_interval() -> None:
    ratios = [(1.0, 1.0), (0.0, 1.0)] * 10
    assert estimate([*ratios, *[(0.0, 0.0)] * 50]) == estimate(ratios)


def test_a_figure_without_cases_has_no_interval() -> None:
    assert estimate([(0.0, 0.0)]).value is None and estimate([]).low is None


def test_a_paired_difference_of_the_same_run_is_exactly_nothing() -> None:
    ratios = [(1.0, 1.0), (0.0, 1.0), (1.0, 1.0)]
    found = difference(ratios, ratios)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_a_gain_on_every_case_is_a_gain_in_every_draw() -> None:
    found = difference([(0.25, 1.0)] * 8, [(0.75, 1.0)] * 8)
    assert (found.value, found.low, found.high) == (0.5, 0.5, 0.5)


def test_percentiles_lie_between_neighbours_by_proportion() -> None:
    times = [10.0, 20.0, 30.0, 40.0]
    assert percentile(times, 50) == 25.0
    assert percentile(times, 95) == pytest.approx(38.5)  # 0.95 * 3 = 2.85 steps from 10
    assert percentile([], 50) is None
