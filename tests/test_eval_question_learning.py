"""How questions are seen is learned from what is marked, and brings what holds evidence nearer."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.bootstrap import Assistant
from eval.__main__ import main
from eval.cases import Case, Evidence, load_cases
from eval.lessons import Collection, collected
from eval.question_learning import judged_view, learn_view, view_table
from index.embedder import DEFAULT_MODEL, model_folder
from index.models import changed, embedding_model, word_vectors
from index.types import Vectors

SAMPLES = Path(__file__).parents[1] / "eval" / "samples.jsonl"
COUNT = 12


@pytest.fixture(scope="module")
def collection(sample_assistant: Assistant) -> Collection:
    cases = [case for case in load_cases([SAMPLES]) if case.answerable and not case.history]
    return collected(cases[:COUNT], sample_assistant)


def ahead(vector: Vectors, collection: Collection, holding: NDArray[np.intp]) -> float:
    """How much nearer the nearest passage that holds evidence is than the nearest of the others."""
    nearest = np.maximum.reduceat(collection.windows @ vector, collection.firsts)
    return float(nearest[holding].max() - np.delete(nearest, holding).max())


def test_what_holds_evidence_comes_nearer(collection: Collection) -> None:
    assert len(collection.lessons) > COUNT // 2
    view = learn_view([collection], epochs=12)
    model = changed(embedding_model(model_folder(DEFAULT_MODEL), 1, bfloat16=False), view.changes)
    gained = []
    for lesson in collection.lessons:
        seen = word_vectors(model, model.preprocess([lesson.words.text]))[0][0]
        before, after = (ahead(one, collection, lesson.holding) for one in (lesson.words.vector, seen))
        gained.append(after - before)
    assert np.mean(gained) > 0.01
    assert view.telling.any()
    assert view.rarity != 1


def test_a_question_is_judged_by_a_view_that_was_learned_without_it(collection: Collection) -> None:
    six = replace(collection, lessons=collection.lessons[:6])
    judged = judged_view([six], epochs=1)
    assert [len(judged[0].plain), len(judged[0].seen)] == [2, 2]
    assert min(*judged[0].plain, *judged[0].seen) >= 1
    rows = view_table(judged, ["six"]).rows
    assert [row[:3] for row in rows] == [("six", "as they are", "2"), ("six", "as seen", "2")]


def test_evidence_is_looked_for_in_all_that_is_held(sample_assistant: Assistant) -> None:
    hit = sample_assistant.search.search("Larchfield", sample_assistant.reader, k=1)[0]
    page = hit.passage.page.number if hit.passage.page else None
    quote = " ".join(hit.passage.text.split()[:12])
    here = Case("1", "Larchfield?", "how", (), ((Evidence(hit.paper.sources[0], page, quote),),), (("x",),))
    gone = Case("2", "Larchfield?", "how", (), ((Evidence("nowhere.pdf", 1, quote),),), (("x",),))
    found = collected([here, gone], sample_assistant)
    ids = np.unique(sample_assistant.catalogue.vectors(sample_assistant.catalogue.passage_ids())[0])
    assert len(found.lessons) == 1
    assert hit.passage.id in ids[found.lessons[0].holding]
    assert found.lessons[0].right.any()


def test_the_command_judges_by_all_but_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers, quotes = tmp_path / "papers", ["The oaks are felled in May.", "The weir is mended in June."]
    papers.mkdir()
    for name, quote in zip(("oaks", "weir"), quotes, strict=True):
        (papers / f"{name}.txt").write_text(f"Report\n\n{quote} It costs little, and nobody minds.\n")
    cases = [
        {
            "id": f"{'AB'[number == 5]}{number}",
            "question": f"What happens to the {name}?",
            "kind": "how",
            "evidence": [[{"file": f"{name}.txt", "page": None, "quote": quote}]],
            "facts": [["is"]],
        }
        for number, (name, quote) in enumerate(3 * list(zip(("oaks", "weir"), quotes, strict=True)))
    ]
    (tmp_path / "six.jsonl").write_text("\n".join(map(json.dumps, cases)))
    told = ["view", str(tmp_path / "six.jsonl"), "--papers", str(papers), "--data", str(tmp_path / "data")]
    judged = {}
    for more in ((), ("--leave-out", "B")):
        with pytest.raises(SystemExit) as ended:
            main([*told, *more])
        assert not ended.value.code
        judged[more] = [line.split() for line in capsys.readouterr().out.splitlines() if " as seen " in line]
    assert [rows[0][3] for rows in judged.values()] == ["2", "1"]


def test_a_set_without_its_papers_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["view", str(SAMPLES), str(SAMPLES), "--papers", str(tmp_path)])
    assert ended.value.code == 2
    assert "each question set needs one folder of papers" in capsys.readouterr().err
