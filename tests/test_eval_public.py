"""Rankings against judgements worked out by hand, and a public collection in miniature."""

import json
from math import log2
from pathlib import Path

import pytest

from corpus.errors import InvalidInput
from eval.__main__ import main
from eval.public import Collection, load_collection, one_table, sampled, write_documents
from eval.rankings import ndcg_at, recall_at
from eval.tables import Table

# Worked example: gains a=2, b=1; the ranking x, a, b has 2 at rank 2 and 1 at rank 3, the best has 2 at 1 and 1 at 2.
GAINS = {"a": 2.0, "b": 1.0}
RANKED = ["x", "a", "b"]


def test_ndcg_of_the_worked_example() -> None:
    best = 2 / log2(2) + 1 / log2(3)  # 2.6309
    assert ndcg_at(RANKED, GAINS, 10) == pytest.approx((2 / log2(3) + 1 / log2(4)) / best)  # 0.6697
    assert ndcg_at(RANKED, GAINS, 10) == pytest.approx(0.6697, abs=1e-4)
    assert ndcg_at(["a", "b"], GAINS, 10) == 1.0
    assert ndcg_at(RANKED, GAINS, 1) == 0.0


def test_a_query_without_results_scores_nothing() -> None:
    assert ndcg_at([], GAINS, 10) == 0.0
    assert recall_at([], GAINS, 10) == 0.0


def test_recall_counts_relevant_documents_within_k() -> None:
    assert recall_at(RANKED, GAINS, 2) == 0.5
    assert recall_at(RANKED, GAINS, 3) == 1.0
    assert recall_at(["a"], {"a": 1.0, "judged irrelevant": 0.0}, 1) == 1.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = {
        "d/1": ("Honey bees", "Honey bees dance to tell each other where the flowers are."),
        "d 2": ("Tides", "The moon and the sun raise the tides of the sea twice a day."),
    }
    rows = [{"_id": name, "title": title, "text": text} for name, (title, text) in documents.items()]
    queries = [{"_id": "q1", "text": "Why do bees dance?"}, {"_id": "q2", "text": "never judged"}]
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td/1\t1\n")
    return folder


def test_a_query_that_nobody_judged_is_left_out(folder: Path) -> None:
    collection = load_collection(folder)
    assert collection.queries == {"q1": "Why do bees dance?"}
    assert collection.gains == {"q1": {"d/1": 1.0}}


def test_ids_that_are_no_file_names_find_their_way_back(folder: Path, tmp_path: Path) -> None:
    names = write_documents(load_collection(folder), tmp_path / "documents")
    assert list(names.values()) == ["d/1", "d 2"]
    assert "flowers" in (tmp_path / "documents" / next(iter(names))).read_text(encoding="utf-8")


def test_a_collection_is_searched_with_the_real_parts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["public", str(folder)])
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert "small: 2 documents, 1 queries" in shown
    assert shown.count("1.000 (1.00-1.00)") == 9  # three searches, three figures, the one right document first


def test_queries_are_drawn_alike_each_time() -> None:
    queries = {str(number): "words" for number in range(50)}
    collection = Collection("many", {}, queries, {})
    drawn = sampled(collection, 10)
    assert len(drawn.queries) == 10
    assert drawn == sampled(collection, 10)
    assert sampled(collection, 50) is sampled(collection, None) is collection


def test_several_collections_come_in_one_table() -> None:
    tables = [Table(f"{name}: 2 documents", ("search", "nDCG@10"), (("hybrid", "0.5"),)) for name in ("a", "b")]
    table = one_table(tables)
    assert table.columns == ("collection", "search", "nDCG@10")
    assert table.rows == (("a", "hybrid", "0.5"), ("b", "hybrid", "0.5"))


@pytest.mark.parametrize(("name", "content"), [("corpus.jsonl", "{}"), ("qrels.tsv", "a\tb\n1\t2\n")])
def test_a_folder_that_is_no_collection_is_told(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(InvalidInput, match="not a collection in the form of BEIR"):
        load_collection(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "qrels.tsv").unlink()
    with pytest.raises(InvalidInput, match=r"qrels\.tsv"):
        load_collection(folder)
