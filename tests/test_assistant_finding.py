"""Searches of those who look for themselves: the passages that list the vote asked about go first."""

from collections.abc import Iterator

import pytest
from test_assistant_votes import EARLIER, MINUTES, SECRET
from test_index_copies import pdf

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.types import Access, Kind
from index.ingest import ingest
from index.types import Filters, Hit, Mode, Reader

ON_RENTS = "How did members vote on freezing the rents of allotments?"
PUBLIC = Reader(Access.PUBLIC)
FERRY = [
    """COUNTY COUNCIL
MINUTES of the meeting of the County Council held at the Shire Hall on Monday, 2 June 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

21. Ferry Fares
(Item 3)
1) Ms Birch proposed, and Mr Crane seconded the motion that
“Council is asked to lower the fares of the ferry.”
2) Following the debate, the Chair put the motion set out in paragraph 1 to the vote and the
voting was as follows:""",
    """For (2)
Ms Birch, Mr Crane
Against (1)
Mr Drake
Abstain (0)
Motion carried.""",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("finding")
    (folder / "minutes march.txt").write_text(MINUTES)
    (folder / "minutes january.txt").write_text(EARLIER)
    (folder / "minutes may - EXEMPT.txt").write_text(SECRET)
    pdf(folder / "minutes june.pdf", FERRY)
    (folder / "report rents.txt").write_text(
        "Report on Allotments\n\nMembers vote on freezing the rents of allotments in March.\n"
    )
    opened = open_assistant(Settings(data=folder / "data"), create=True)
    ingest(sorted(folder.glob("minutes*")) + sorted(folder.glob("report*")), opened.catalogue, opened.embedder)
    yield opened
    opened.close()


def ids(hits: list[Hit]) -> list[int]:
    return [hit.passage.id for hit in hits]


def test_the_list_of_the_vote_asked_about_is_first(assistant: Assistant) -> None:
    found, plain = (find(ON_RENTS, PUBLIC) for find in (assistant.finder.find, assistant.search.search))
    assert "Against (2)\nMr Drake, Ms Finch" in found[0].passage.text
    assert "Against (2)" not in plain[0].passage.text
    assert len(set(ids(found))) == len(found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_of_a_vote_in_several_passages_those_that_count_are_first(assistant: Assistant) -> None:
    found = assistant.finder.find("How did the vote go on the fares of the ferry?", PUBLIC, k=5)
    texts = [hit.passage.text for hit in found]
    assert texts[0].startswith("For (2)")
    assert any("Following the debate" in text for text in texts[1:])


def test_no_more_passages_are_given_than_asked_for(assistant: Assistant) -> None:
    assert ["Against (2)" in hit.passage.text for hit in assistant.finder.find(ON_RENTS, PUBLIC, k=1)] == [True]


@pytest.mark.parametrize("mode", [Mode.DENSE, Mode.KEYWORD])
def test_one_ranking_alone_is_left_as_it_is(assistant: Assistant, mode: Mode) -> None:
    found, plain = (find(ON_RENTS, PUBLIC, mode=mode) for find in (assistant.finder.find, assistant.search.search))
    assert ids(found) == ids(plain)


def test_a_question_of_no_vote_is_searched_as_it_is(assistant: Assistant) -> None:
    question = "What do the rents of allotments pay for?"
    assert ids(assistant.finder.find(question, PUBLIC)) == ids(assistant.search.search(question, PUBLIC))


def test_a_vote_outside_the_filters_is_not_found(assistant: Assistant) -> None:
    found = assistant.finder.find(ON_RENTS, PUBLIC, filters=Filters(kind=Kind.REPORT))
    assert {hit.paper.kind for hit in found} == {Kind.REPORT}


def test_a_vote_that_a_reader_may_not_see_is_not_found(assistant: Assistant) -> None:
    found = assistant.finder.find("How did the vote go on settling the claim of the harbour master?", PUBLIC)
    assert not any("settle the claim" in " ".join((hit.passage.text, *hit.passage.heading)) for hit in found)


def test_what_says_who_moved_is_first_where_that_is_asked(assistant: Assistant) -> None:
    asked = "Who seconded members voting on freezing the rents of allotments?"
    found, plain = (find(asked, PUBLIC) for find in (assistant.finder.find, assistant.search.search))
    assert "Ms Jay proposed, and Mr Heron seconded" in found[0].passage.text
    assert "Ms Jay proposed" not in plain[0].passage.text
    assert found[0].score == plain[0].score
