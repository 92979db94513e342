"""A count of votes knows what was voted on: lists of names alone answer no question."""

from collections.abc import Sequence
from pathlib import Path

from corpus.papers import make_paper
from corpus.passages import embedded_text, make_passages
from corpus.register.motions import vote_lists
from corpus.register.parts import find_minuted
from corpus.register.reading import read_register
from corpus.register.types import Status, Vote
from corpus.register.votes import MATTER_CHARACTERS, find_votes, shortened
from corpus.types import Details, Paper, Passage, RawDocument, RawPage

MINUTES = """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 3 March 2031
PRESENT: Ms A Birch (Chair), Mr B Crane, Mr D Drake, Ms E Finch, Mr G Heron and Ms I Jay

12. Harbour Wall and Moorings
(Item 4)

1) Mr Crane proposed, and Ms Finch seconded the motion that
\u201cCouncil is asked to agree the harbour wall programme.\u201d
2) Mr Drake proposed, and Ms Jay seconded the following amendment:
Proposed Purpose:
\u201cMove \u00a340,000 from the lighthouse reserve to the repair of the northern moorings.\u201d
Proposed Funding Source:
\u201cThe lighthouse reserve\u201d
3) Following the debate, the Chair put the amendment set out in paragraph 2 to the vote and the
voting was as follows:
For (2)
Mr Drake, Ms Jay
Against (4)
Ms Birch, Mr Crane, Ms Finch, Mr Heron
Abstain (0)
Amendment lost.
4) Members then spoke of the dredging of the channel, of the buoys, and of the fees which visitors pay for a night.
5) The Chair put the motion set out in paragraph 1 to the vote and the voting was as follows:
For (5)
Ms Birch, Mr Crane, Ms Finch, Mr Heron, Ms Jay
Against (1)
Mr Drake
Abstain (0)
Motion carried.
6) RESOLVED that Council agree the harbour wall programme.
"""


def paper_of(*pages: str) -> Paper:
    raw = RawDocument("text/plain", tuple(map(RawPage, pages)), paged=True)
    return make_paper(raw, b"", Path("minutes.txt"), "minutes.txt", Details())


def passages_of(*pages: str) -> list[Passage]:
    def words(texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    return make_passages(paper_of(*pages), words, 256)


def passage_with(words: str, *pages: str) -> Passage:
    return next(passage for passage in passages_of(*pages) if words in passage.text)


def test_each_count_has_its_motion_or_amendment_as_the_last_heading() -> None:
    lost, carried = (passage_with(words, MINUTES) for words in ("Against (4)", "Against (1)"))
    assert lost.heading[-1] == (
        "Mr Drake proposed, and Ms Jay seconded the following amendment: \u201cMove \u00a340,000 from the lighthouse "
        "reserve to the repair of the northern moorings.\u201d \u201cThe lighthouse reserve\u201d"
    )
    assert carried.heading[-1].startswith("Mr Crane proposed, and Ms Finch seconded the motion that \u201cCouncil is")
    assert lost.heading[-2] == carried.heading[-2] == "12. Harbour Wall and Moorings"


def test_a_count_stands_whole_in_a_passage_of_its_own() -> None:
    lost = passage_with("Against (4)", MINUTES)
    assert lost.text.startswith("3) Following the debate")
    assert lost.text.endswith("Amendment lost.")


def test_a_count_that_goes_on_over_a_page_keeps_its_motion() -> None:
    first, second = MINUTES.split("Against (1)")
    assert passage_with("Motion carried", first, "Against (1)" + second).heading[-1].startswith("Mr Crane proposed")


def test_what_is_said_between_two_votes_is_about_neither() -> None:
    assert not any("proposed" in heading for heading in passage_with("dredging", MINUTES).heading)


def test_the_motion_is_searched_along_with_its_count() -> None:
    embedded, _ = embedded_text(passage_with("Against (4)", MINUTES), paper_of(MINUTES))
    assert "northern moorings" in embedded.split("\n")[0]


def test_a_vote_told_in_a_sentence_is_no_list() -> None:
    told = MINUTES.split("3) Following")[0] + "3) The amendment was put to the vote and was lost by 4 votes to 2.\n"
    paper = paper_of(told)
    assert list(find_votes(paper, list(find_minuted(paper)))) == []


def test_long_words_are_cut_at_a_word() -> None:
    assert shortened("the harbour wall, the quay", 20) == "the harbour wall\u2026"
    assert shortened("the harbour wall", MATTER_CHARACTERS) == "the harbour wall"


class TestLists:
    TEXT = "For (2)\nMr Drake, Ms Jay\nAgainst (3)\nMs Birch, Mr Crane, Ms Finch\nAbstain (0)\nAmendment lost.\n"

    def test_each_side_is_told_by_its_place(self) -> None:
        lists = {side: self.TEXT[start:end] for side, (start, end) in vote_lists(self.TEXT).items()}
        assert lists == {
            "for": "For (2)\nMr Drake, Ms Jay",
            "against": "Against (3)\nMs Birch, Mr Crane, Ms Finch",
            "abstained": "Abstain (0)",
        }

    def test_a_count_in_a_sentence_is_no_list(self) -> None:
        assert vote_lists("The motion was carried by 7 votes to 2.") == {}

    def test_a_count_that_nobody_announced_is_told_from_where_it_begins(self) -> None:
        announced = "3) Following the debate, the Chair put the amendment set out in paragraph 2 to the vote and the\n"
        unannounced = MINUTES.replace(f"{announced}voting was as follows:", "3) The votes:")
        assert unannounced != MINUTES
        paper = paper_of(unannounced)
        lost = next(one for meeting in read_register(paper) for one in meeting.decisions if one.status is Status.LOST)
        assert lost.vote == Vote(2, 4, 0)
        assert lost.voted is not None
        said = paper.text[lost.voted.start : lost.voted.end]
        assert said.startswith("For (2)")
        assert said.endswith("Amendment lost")
