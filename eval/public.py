"""Public test collections in the form of BEIR: corpus.jsonl, queries.jsonl, qrels.tsv.

Thakur et al., 2021, https://arxiv.org/abs/2104.08663. Each document is taken in as a paper of its own, through
the same ingest and search as council papers; a document ranks where the first of its passages does.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from assistant.bootstrap import Assistant
from corpus.errors import InvalidInput
from eval.intervals import estimate
from eval.rankings import Gains, ndcg_at, recall_at
from eval.tables import Table, with_interval
from index.search import MAX_K
from index.types import Hit, Mode

PUBLISHED = {
    # BM25: Anserini's flat index (https://castorini.github.io/pyserini/2cr/beir.html).
    # all-MiniLM-L6-v2: MTEB (https://arxiv.org/abs/2210.07316).
    "scifact": {"BM25": 0.679, "all-MiniLM-L6-v2": 0.645},
}
"""nDCG@10 as others have published it, to hold ours against."""
_SEED = 20_240_229


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents (id to title and text), queries (id to text), and the gains of the documents for each query."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    gains: Mapping[str, Gains]


def load_collection(folder: Path) -> Collection:
    """The collection in `folder`; queries that nobody judged are left out. Raises InvalidInput."""
    try:
        documents = {row["_id"]: (row.get("title", ""), row["text"]) for row in _rows(folder / "corpus.jsonl")}
        gains = _gains(folder / "qrels.tsv")
        queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl") if row["_id"] in gains}
    except OSError as error:
        raise InvalidInput("folder", f"cannot read {error.filename}: {error.strerror}; check the path") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput("folder", f"{folder} is not a collection in the form of BEIR ({error!r})") from error
    return Collection(folder.name, documents, queries, gains)


def sampled(collection: Collection, queries: int | None) -> Collection:
    """The collection with at most so many of its queries, drawn by a fixed seed; with all of them for None."""
    if queries is None or queries >= len(collection.queries):
        return collection
    drawn = Random(_SEED).sample(sorted(collection.queries), queries)
    return replace(collection, queries={query: collection.queries[query] for query in drawn})


def one_table(tables: Sequence[Table]) -> Table:
    """The tables of several collections, one below the other; the title of each names its rows."""
    rows = [(table.title.partition(":")[0], *row) for table in tables for row in table.rows]
    return Table("; ".join(table.title for table in tables), ("collection", *tables[0].columns), tuple(rows))


def write_documents(collection: Collection, folder: Path) -> dict[str, str]:
    """Writes each document as a text file into `folder`; gives the id of the document by its file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    for number, (document, (title, text)) in enumerate(collection.documents.items()):
        names[f"{number:07}.txt"] = document
        (folder / f"{number:07}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    return names


def ranked_documents(hits: Sequence[Hit], names: Mapping[str, str]) -> list[str]:
    """The documents that `hits` stand in, best first, each once; copies rank one after the other."""
    found = (names[Path(source).name] for hit in hits for source in hit.paper.sources)
    return list(dict.fromkeys(found))


def collection_table(
    collection: Collection,
    assistant: Assistant,
    names: Mapping[str, str],
    track: Callable[[Sequence[str]], Iterable[str]],
) -> Table:
    """nDCG and recall of each way to search; `track` goes through the queries and shows how far it is."""
    rows = []
    for mode in Mode:
        search = partial(assistant.search.search, reader=assistant.reader, k=MAX_K, mode=mode)
        ranked = {
            query: ranked_documents(search(collection.queries[query]), names)
            for query in track(list(collection.queries))
        }
        rows.append((mode.value, *_cells(ranked, collection)))
    rows += [
        (f"published: {name}", f"{value:.3f}", "", "") for name, value in PUBLISHED.get(collection.name, {}).items()
    ]
    title = f"{collection.name}: {len(collection.documents)} documents, {len(collection.queries)} queries"
    return Table(title, ("search", "nDCG@10", "recall@10", "recall@20"), tuple(rows))


def _cells(ranked: Mapping[str, Sequence[str]], collection: Collection) -> Iterator[str]:
    for measure in (partial(ndcg_at, k=10), partial(recall_at, k=10), partial(recall_at, k=20)):
        values = [(measure(documents, collection.gains[query]), 1.0) for query, documents in ranked.items()]
        yield with_interval(estimate(values))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def _gains(file: Path) -> dict[str, dict[str, float]]:
    gains: dict[str, dict[str, float]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            gains.setdefault(row["query-id"], {})[row["corpus-id"]] = float(row["score"])
    return gains
