"""What is quoted, and when nothing is: over small papers read by the real parts, words standing in for meaning."""

from dataclasses import replace

import pytest

from assistant.bootstrap import Assistant
from assistant.extractive import ExtractiveAnswerer
from assistant.quotes import Quote, choose
from assistant.refusal import answer_signs
from assistant.types import Answer, Question, Reason, Status
from corpus.sentences import sentences
from corpus.types import Access
from index.asks import Asks, answers_type, asked, fits
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.search import Search
from index.types import Filters, Reader

PUBLIC = Reader(Access.PUBLIC)
EMBEDDER = HashingEmbedder()
HARBOUR = """Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

12. Harbour wall

Why does the harbour wall need repair?

Divers found that the footing of the harbour wall had been washed away over 14 metres.

The Cabinet agreed that the repair of the harbour wall:
a) be paid for from the coastal reserve;
b) be done before the winter storms; and
c) be reported on to the Audit Committee each quarter.

The works to the harbour wall will close the promenade.

How many of the 31 boats that moor at the harbour wall have been moved?

2024-25 2025-26 2026-27 2027-28 2028-29

D 9/9 1,610 1,691 81
"""
SCORES = """Eastmoor Borough Council
Report to the Environment Committee held on Monday 9 June 2025.

Table 1: Street cleaning

Measure\tTarget\tApril\tMay
Streets swept on time\t95%\t91%\t96%
Bins emptied on time\t98%\t97%\t99%

Table 2: Machines

Machine\tYear\tCost £000s
Large sweeper\t2031\t90
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveAnswerer:
    folder = tmp_path_factory.mktemp("quotes")
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "scores.txt").write_text(SCORES)
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([folder / "harbour.txt", folder / "scores.txt"], catalogue, EMBEDDER)
    return ExtractiveAnswerer(catalogue, Search(catalogue, Caches(catalogue), EMBEDDER))


def quoted(answerer: ExtractiveAnswerer, question: str) -> list[Quote]:
    words = answerer._search.question_words(question, PUBLIC)
    scope = answerer._search.scope(Filters(), PUBLIC)
    return answerer.quotes(answerer._search.find(words, PUBLIC, scope, 10), words, question)


class TestStretches:
    def test_a_list_can_be_quoted_whole_with_what_leads_it_in(self, answerer: ExtractiveAnswerer) -> None:
        texts = [quote.text for quote in quoted(answerer, "What did the Cabinet agree on the harbour wall?")]
        whole = next(text for text in texts if "coastal reserve" in text and "Audit Committee" in text)
        assert whole.startswith("The Cabinet agreed that the repair of the harbour wall:")
        assert whole.endswith("each quarter.")
        assert "promenade" not in whole

    def test_the_header_of_a_table_is_not_quoted_without_a_row(self, answerer: ExtractiveAnswerer) -> None:
        texts = [quote.text for quote in quoted(answerer, "What was the measure in April and the target in May?")]
        assert any(text.startswith("Streets swept on time\t95%") for text in texts)
        assert not any(text.startswith("Measure") for text in texts)

    def test_a_figure_below_a_header_of_sums_is_a_sum(self, answerer: ExtractiveAnswerer) -> None:
        question = "What does the large sweeper cost?"
        row = next(one for one in quoted(answerer, question) if one.text.startswith("Large sweeper"))
        words = answerer._search.question_words(question, PUBLIC)
        assert answer_signs([row], [row], words, asked(question)).untyped == 0.0

    def test_names_stand_in_the_header_of_a_row_and_in_whose_paper_it_is(self, answerer: ExtractiveAnswerer) -> None:
        question = "What share of streets did Eastmoor sweep on time in April 2025?"
        row = next(
            one for one in quoted(answerer, question) if one.text.startswith("Streets swept") and one.hit.passage.header
        )
        words = answerer._search.question_words(question, PUBLIC)
        signs = answer_signs([row], [row], words, asked(question))
        assert (signs.names, signs.years) == (0.0, 0.0)

    def test_a_row_is_quoted_whole(self, answerer: ExtractiveAnswerer) -> None:
        texts = [quote.text for quote in quoted(answerer, "How many streets were swept on time in May?")]
        assert "Streets swept on time\t95%\t91%\t96%" in texts

    def test_a_question_in_a_paper_does_not_come_before_its_answer(self, answerer: ExtractiveAnswerer) -> None:
        best = max(quoted(answerer, "Why does the harbour wall need repair?"), key=lambda quote: quote.score)
        assert not best.text.endswith("?")

    def test_a_question_in_a_paper_is_quoted_for_the_figure_that_it_gives(self, answerer: ExtractiveAnswerer) -> None:
        put = "How many of the 31 boats that moor at the harbour wall have been moved?"
        assert put in [quote.text for quote in quoted(answerer, "How many boats moor at the harbour wall?")]
        for asking in ("Who has boats that moor at the harbour wall?", "How many of the 31 boats have been moved?"):
            assert put not in [quote.text for quote in quoted(answerer, asking)]

    def test_figures_without_a_letter_are_not_quoted(self, answerer: ExtractiveAnswerer) -> None:
        texts = [quote.text for quote in quoted(answerer, "What are the works to the harbour wall in 2025-26?")]
        assert "The works to the harbour wall will close the promenade." in texts
        assert not any(text.startswith("2024-25") for text in texts)
        assert "D 9/9 1,610 1,691 81" in texts

    def test_every_stretch_stands_in_its_passage(self, answerer: ExtractiveAnswerer) -> None:
        for quote in quoted(answerer, "harbour wall"):
            assert quote.text == quote.hit.passage.text[quote.start : quote.end] != ""

    def test_a_passage_that_goes_meanwhile_is_left_out(
        self, answerer: ExtractiveAnswerer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words = answerer._search.question_words("harbour wall", PUBLIC)
        hits = answerer._search.find(words, PUBLIC, answerer._search.scope(Filters(), PUBLIC), 10)
        tokens = answerer._catalogue.tokens
        gone = hits[0].passage.id
        monkeypatch.setattr(
            Catalogue, "tokens", lambda _, ids: {id_: one for id_, one in tokens(ids).items() if id_ != gone}
        )
        assert len(hits) > 1
        assert gone not in {quote.hit.passage.id for quote in answerer.quotes(hits, words, "harbour wall")}
        found = answerer._search.search("harbour wall", PUBLIC)
        assert found and gone not in {hit.passage.id for hit in found}


class TestVotes:
    TEXT = (
        "9) The Chairman put the motion to the vote and the voting was as follows:\nFor (3)\nMr Oake, Mrs Elm, Ms\n"
        "Birch\nAgainst (2)\nMr Reed,\nMs Rush\nAbstain (1)\nDr Moss\nMotion carried\n10) The meeting ended."
    )

    def test_each_count_is_a_stretch_with_the_names_after_it(self) -> None:
        said = [" ".join(self.TEXT[start:end].split()) for start, end in sentences(self.TEXT)]
        assert said == [
            "9) The Chairman put the motion to the vote and the voting was as follows:",
            "For (3) Mr Oake, Mrs Elm, Ms Birch",
            "Against (2) Mr Reed, Ms Rush",
            "Abstain (1) Dr Moss",
            "Motion carried",
            "10) The meeting ended.",
        ]

    def test_words_that_only_begin_alike_are_no_count(self) -> None:
        text = "It was voted on.\nFor (a) the harbour and\nagainst 3 winters of storms the wall was built."
        assert len(sentences(text)) == 2

    def test_the_vote_is_asked_for_in_other_words(self) -> None:
        assert Asks.VOTE in asked("Did the budget get through, and with what numbers for and against?")
        assert asked("Did members back the Harbour Bill motion, and how close was it?") == {Asks.VOTE}
        assert Asks.MONEY in asked("What was the bill for the harbour wall?")


class TestChoice:
    def test_the_best_come_first_within_the_words_allowed(self, answerer: ExtractiveAnswerer) -> None:
        quotes = quoted(answerer, "What about the harbour wall?")
        chosen = choose(quotes, 40, 5)
        assert sum(quote.words for quote in chosen) <= 40
        assert [quote.score for quote in chosen] == sorted((quote.score for quote in chosen), reverse=True)
        assert chosen[0].score == max(quote.score for quote in quotes)

    def test_what_is_hardly_the_answer_is_not_worth_its_words(self, answerer: ExtractiveAnswerer) -> None:
        short, *others = [one for one in quoted(answerer, "What about the harbour wall?") if one.words < 60]
        clear = [replace(short, score=6.0), *(replace(one, score=0.0) for one in others)]
        open_ = [replace(short, score=0.2), *(replace(one, score=0.0) for one in others)]
        assert choose(clear, 500, 50) == clear[:1]
        assert len(choose(open_, 500, 50)) > 3

    def test_nothing_is_said_twice(self, answerer: ExtractiveAnswerer) -> None:
        quotes = quoted(answerer, "What did the Cabinet agree on the harbour wall?")
        again = [replace(quote, score=quote.score - 0.1) for quote in quotes]
        assert choose([*quotes, *again], 500, 50) == choose(quotes, 500, 50)

    def test_a_longer_quote_is_said_for_the_figure_that_it_adds(self, answerer: ExtractiveAnswerer) -> None:
        divers = next(one for one in quoted(answerer, "What did divers find?") if one.text.startswith("Divers"))
        short = replace(divers, end=divers.start + len("Divers found that the footing of the harbour wall"), score=6.0)
        until = divers.text.index(" over 14 metres")
        longer, longest = replace(divers, end=divers.start + until, score=5.9), replace(divers, score=5.8)
        assert choose([short, longer], 500, 50) == [short]
        assert choose([short, longer, longest], 500, 50) == [short, longest]


class TestTypes:
    @pytest.mark.parametrize(
        ("question", "sentence", "has"),
        [
            ("How much does it cost?", "The works cost £2.4m.", True),
            ("How much does it cost?", "The works are costly.", False),
            ("How many panels are planned?", "There are 120 panels on the roof.", True),
            ("How many panels are planned?", "It was agreed on 4 March 2025 to add panels.", False),
            ("What percentage was done in time?", "It was 61% in May.", True),
            ("What percentage was done in time?", "There were 61 in May.", False),
            ("Who chairs the board?", "It is chaired by Cllr Amara Okafor.", True),
            ("Who chairs the board?", "The board has a chair.", False),
            ("Who succeeds Amara Okafor?", "Amara Okafor will hand over soon.", False),
            ("How many voted against the £3m scheme?", "For (14), against (9).", True),
            ("When does it open?", "It opens in June 2026.", True),
            ("When does it open?", "It opens soon.", False),
        ],
    )
    def test_a_sentence_has_what_is_asked_for_or_not(self, question: str, sentence: str, has: bool) -> None:
        wanted = asked(question)
        assert wanted
        assert all(answers_type(sentence, asks, question) for asks in wanted) is has

    def test_a_figure_of_the_question_is_no_answer(self) -> None:
        assert not fits("The sum is £5m.", Asks.MONEY, "What is the £5m for?")


class TestRefusal:
    def test_what_has_nothing_to_do_with_the_papers_is_refused(self, sample_assistant: Assistant) -> None:
        for question in (
            "What is the boiling point of mercury?",
            "Who won the football world cup in 1966?",
            "How many moons does Jupiter have?",
        ):
            answer = told(sample_assistant, question)
            assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NO_EVIDENCE), question
            assert not answer.citations

    def test_a_question_of_nothing_but_function_words_is_refused(self, sample_assistant: Assistant) -> None:
        assert told(sample_assistant, "What is it?").status is Status.NOT_FOUND

    def test_what_the_papers_say_is_answered(self, sample_assistant: Assistant) -> None:
        answer = told(sample_assistant, "How many of the roof trusses are corroded?")
        assert answer.status is Status.ANSWERED
        assert "trusses" in answer.citations[0].quote


def told(assistant: Assistant, question: str) -> Answer:
    return assistant.answerer.answer(Question(question), assistant.reader)
