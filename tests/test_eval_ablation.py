"""The search without one of its steps: that step is missed, the others are not, and chance is told from more."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.follow_up import stand_alone
from assistant.types import Turn
from corpus.types import Access
from eval.__main__ import main
from eval.ablation import ablated, ablation_table
from eval.cases import Case, Evidence
from eval.intervals import holm
from eval.results import Found
from eval.steps import WHOLE, Asking, sign_groups, without_each
from index.caches import Caches
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.rerank import PASSAGE_SIGNS, LateInteraction
from index.search import Search
from index.types import Filters, Mode, Reader

EMBEDDER, PUBLIC = HashingEmbedder(), Reader(Access.PUBLIC)
AT_LENGTH = "It was heard at length how this sum had been reached, and by whom. " * 6  # so that sections stand alone
PAPERS = {
    "lanes.txt": "Carriageway maintenance in Eastmoor costs £2m a year.",
    "grants.txt": "The Home Adaptations Grant (HAG) paid for ramps in forty homes.",
    "lifts.txt": "The Home Adaptations Grant paid for a stair lift.",
    "ducks.txt": "The ducks of Eastmoor were fed by volunteers.",
    "fees.md": f"""# Fees

## Allotments

Tenants pay £31. {AT_LENGTH}

## Moorings

Boats pay £52. {AT_LENGTH}

## Stalls

Traders pay £8. {AT_LENGTH}
""",
}
PLAIN, SHORT, HEADED = "Who fixes the potholes and is in charge?", "How much HAG was paid?", "moorings boats"


@dataclass(frozen=True, slots=True)
class Town:
    search: Search
    asking: Mapping[str, Asking]

    def found(self, left_out: str, question: str) -> list[tuple[str, float]]:
        """The files found without a step, with their scores."""
        return [(Path(hit.paper.source).name, hit.score) for hit in self.asking[left_out](question, ())]

    def files(self, left_out: str, question: str) -> list[str]:
        return [file for file, _ in self.found(left_out, question)]

    def sections(self, left_out: str, question: str) -> dict[str, float]:
        """The score of each section of the fees, by its first word."""
        hits = [hit for hit in self.asking[left_out](question, ()) if hit.paper.source.endswith("fees.md")]
        return {hit.passage.text.split("\n")[-1].split()[0]: hit.score for hit in hits}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("ablation")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    catalogue = Catalogue.open(folder / "data", model=EMBEDDER.name, create=True)
    ingest([folder / "papers"], catalogue, EMBEDDER)
    yield Town(Search(catalogue, Caches(catalogue), EMBEDDER), without_each(catalogue, EMBEDDER, PUBLIC))
    catalogue.close()


def test_with_nothing_left_out_it_is_the_search_itself(town: Town) -> None:
    hits = town.search.search(HEADED, PUBLIC, k=20)
    assert town.found(WHOLE, HEADED) == [(Path(hit.paper.source).name, hit.score) for hit in hits]
    assert next(iter(town.asking)) == WHOLE


def test_how_a_question_and_its_words_are_seen_is_left_out_too(sample_assistant: Assistant) -> None:
    asking = without_each(sample_assistant.catalogue, sample_assistant.embedder, PUBLIC)
    scores = {
        name: [hit.score for hit in asking[name]("Who seconded the motion on Larchfield?", ())]
        for name in (WHOLE, "view of the question", "weights of its words")
    }
    assert len({tuple(each) for each in scores.values()}) == 3


def test_without_plain_words_the_papers_words_for_them_are_not_looked_for(town: Town) -> None:
    whole, without = (town.found(left_out, PLAIN) for left_out in (WHOLE, "plain words"))
    assert dict(whole)["lanes.txt"] > dict(without)["lanes.txt"]
    assert [one for one in whole if one[0] != "lanes.txt"] == [one for one in without if one[0] != "lanes.txt"]
    assert town.found("plain words", HEADED) == town.found(WHOLE, HEADED)


def test_without_keywords_what_only_they_find_is_lost(town: Town) -> None:
    whole, without = (town.found(left_out, PLAIN) for left_out in (WHOLE, "ranking by keywords"))
    assert dict(whole)["lanes.txt"] > dict(without)["lanes.txt"]
    assert len(town.files("ranking by keywords", PLAIN)) == len(town.files(WHOLE, PLAIN)) == 7


def test_without_vectors_only_what_has_a_word_of_the_question_is_found(town: Town) -> None:
    by_words = {Path(hit.paper.source).name for hit in town.search.search("ducks", PUBLIC, mode=Mode.KEYWORD)}
    assert set(town.files("ranking by vectors", "ducks")) == by_words == {"ducks.txt"}
    assert len(town.files(WHOLE, "ducks")) == 7


def test_without_the_second_look_the_fused_order_stands(town: Town) -> None:
    found = town.search.found(town.search.question_words(HEADED, PUBLIC), PUBLIC, town.search.scope(Filters(), PUBLIC))
    hits = town.asking["second look"](HEADED, ())
    assert [(hit.passage.id, hit.score) for hit in hits] == [(one.id, one.fused) for one in found]


def test_without_spelling_an_abbreviation_stays_as_it_is_typed(town: Town) -> None:
    assert dict(town.found(WHOLE, SHORT)) == dict(town.found(WHOLE, "How much HAG (Home Adaptations Grant) was paid?"))
    typed = [hit.score for hit in town.search.search(SHORT, PUBLIC, k=20)]
    assert [score for _, score in town.found("spelling, abbreviations", SHORT)] == typed
    assert town.found("spelling, abbreviations", SHORT) != town.found(WHOLE, SHORT)


def test_without_headings_a_passage_is_known_by_its_own_words_alone(town: Town) -> None:
    whole, without = (town.sections(left_out, "fees") for left_out in (WHOLE, "second look: headings"))
    assert without["Boats"] < whole["Boats"]  # the paper is headed "Fees"
    assert town.sections("second look: headings", "boats") == pytest.approx(town.sections(WHOLE, "boats"))


def test_without_neighbours_a_passage_is_not_known_by_them(town: Town) -> None:
    whole, without = (town.sections(left_out, "tenants") for left_out in (WHOLE, "second look: neighbours"))
    assert without["Boats"] < whole["Boats"]  # it stands after the passage about tenants
    assert without["Tenants"] == pytest.approx(whole["Tenants"])


def test_what_the_groups_of_signs_are_worth_is_the_whole_score(town: Town) -> None:
    names = [f"signs: {', '.join(group)}" for group in sign_groups()]
    whole = {hit.passage.id: hit.score for hit in town.asking[WHOLE](HEADED, ())}
    worth = dict.fromkeys(whole, 0.0)
    for name in names:
        for hit in town.asking[name](HEADED, ()):
            worth[hit.passage.id] += whole[hit.passage.id] - hit.score
    assert worth == pytest.approx(whole, abs=1e-3)
    assert sorted(sign for group in sign_groups() for sign in group) == sorted(PASSAGE_SIGNS)


def test_what_is_no_sign_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        LateInteraction(["nearness"])


def test_a_follow_up_is_searched_as_it_stands_alone(town: Town) -> None:
    evidence = ((Evidence("fees.md", None, "Boats pay £52"),),)
    cases = [Case("boats", "And for moorings?", "number", ("What is paid for allotments?",), evidence, ())]
    [found] = ablated(cases, town.asking)
    assert found[WHOLE].ranks == (1,) and found[WHOLE].took_ms > 0
    assert set(found) == set(town.asking)
    before = (Turn("What is paid for allotments?"),)
    follow_up = town.asking[WHOLE]("And for moorings?", before)
    assert follow_up == town.asking[WHOLE](stand_alone("And for moorings?", before), ())
    assert follow_up != town.asking[WHOLE]("And for moorings?", ())


def results(**lost: int) -> list[dict[str, Found]]:
    """Thirty cases, all found first by the whole search; of each other search, so many are lost."""
    hit, miss = Found((1,), 2.0), Found((None,), 4.0)
    return [{WHOLE: hit, **{name: miss if case < count else hit for name, count in lost.items()}} for case in range(30)]


def test_the_table_tells_chance_from_more() -> None:
    # Two-sided binomial: 5 of 5 one way 0.0625, 6 of 6 0.0312, 12 of 12 0.0005. Of three, the second counts twice.
    table = ablation_table(results(five=5, six=6, twelve=12))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows[WHOLE] == ("1.000",) * 5 + ("2.0",)
    assert rows["five"] == ("0.833 -0.167",) * 5 + ("2.0",)
    assert rows["six"] == ("0.800 -0.200 *",) * 5 + ("2.0",)
    assert rows["twelve"] == ("0.600 -0.400 **",) * 5 + ("2.0",)
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_a_search_that_is_better_without_a_step_is_told_too() -> None:
    turned = [{WHOLE: one["worse"], "step": one[WHOLE]} for one in results(worse=12)]
    assert ablation_table(turned).rows[1][1] == "1.000 +0.400 **"


@pytest.mark.parametrize(
    ("chances", "corrected"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.5, 0.9], [1.0, 1.0]),
        ([], []),
    ],  # R: p.adjust(, "holm")
)
def test_chances_are_corrected_as_holm_does(chances: Sequence[float], corrected: Sequence[float]) -> None:
    assert holm(chances) == pytest.approx(corrected)


def run(folder: Path, *rows: Mapping[str, object]) -> int:
    (folder / "town").mkdir()
    (folder / "town" / "oaks.txt").write_text("Parks Committee\n\nFourteen oaks were planted in Castle Park.\n")
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    named = ["--papers", str(folder / "town"), "--data", str(folder / "data")]
    with pytest.raises(SystemExit) as ended:
        main(["ablation", str(folder / "questions.jsonl"), *named])
    return int(ended.value.code or 0)


OAKS: dict[str, object] = {"id": "oaks", "question": "How many oaks were planted?", "kind": "number", "facts": []}
OAKS["evidence"] = [[{"file": "oaks.txt", "page": None, "quote": "Fourteen oaks were planted"}]]
NONE: dict[str, object] = {"id": "none", "question": "Who won?", "kind": "unanswerable", "evidence": [], "facts": []}


def test_the_command_shows_every_step_over_the_answerable_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, OAKS, NONE) == 0
    shown = capsys.readouterr().out
    assert "over 1 questions" in shown
    for step in ("ranking by keywords", "second look: headings", "signs: fits, typed", "spelling, abbreviations"):
        assert f"{step} " in shown


def test_questions_that_no_paper_answers_measure_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, NONE) == 2
    assert "give some whose evidence is known" in capsys.readouterr().err
