"""The real keyword store: Tantivy, BM25 (Robertson and Zaragoza, 2009) over title, heading and text."""

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from corpus.types import Access
from index.files import replace_file
from index.types import Entry

_ANALYZER = "english"
_STAMP = "stamp.json"
_HEAP_BYTES = 50_000_000
FIELD_WEIGHTS = {"title": 0.3, "heading": 0.6, "text": 1.0}
"""What a word found in each field counts."""


def _analyzer() -> tantivy.TextAnalyzer:
    """Words, lower case, without accents and endings; common words dropped."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    builder.add_integer_field("paper", indexed=True)
    builder.add_integer_field("access", indexed=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=_ANALYZER)
    schema: tantivy.Schema = builder.build()
    return schema


class TantivyKeywords:
    """A Tantivy index in `folder`, or in memory where `folder` is None.

    `stamp.json` names the papers held; it is written after each commit. A process killed between the two
    leaves an older stamp, and the next update takes the same papers again: each is removed before it is added.
    """

    def __init__(self, folder: Path | None, catalogue: str) -> None:
        """`catalogue` is the identity of the catalogue that the folder mirrors; another one's index is started anew."""
        self._folder = folder
        self._catalogue = catalogue
        self._analyzer = _analyzer()
        self._schema = _schema()
        self._papers: frozenset[int] = frozenset()
        self._index = self._open()

    def papers(self) -> frozenset[int]:
        return self._papers

    def update(self, removed: Sequence[int], added: Iterable[Entry], papers: frozenset[int]) -> None:
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for paper in {*removed, *(papers - self._papers)}:
            writer.delete_documents_by_term("paper", paper)
        for entry in added:
            writer.add_document(self._document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._papers = papers
        if self._folder is not None:
            stamp = {"catalogue": self._catalogue, "papers": sorted(papers)}
            replace_file(self._folder / _STAMP, json.dumps(stamp).encode())

    def reload(self) -> None:
        """Sees what another process has committed."""
        self._index.reload()
        self._papers = self._stamped()

    def search(self, query: str, k: int, papers: Sequence[int], clearance: Access) -> list[tuple[int, float]]:
        words = list(dict.fromkeys(self._analyzer.analyze(query)))
        if not words or not papers:
            return []
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._in_any_field(word)) for word in words])
        scope = [tantivy.Query.term_set_query(self._schema, "paper", list(papers)), self._up_to(clearance)]
        both = [(tantivy.Occur.Must, tantivy.Query.const_score_query(clause, 0.0)) for clause in scope]
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Must, either), *both]), limit=k)
        hits = [(int(searcher.doc(address)["id"][0]), float(score)) for score, address in found.hits]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def found_in(self, words: Sequence[str], clearance: Access) -> list[int]:
        stems = [self._analyzer.analyze(word) for word in words]  # a word that is dropped as common stands in all
        return [self._count(self._together(s), clearance) if s else self.count(clearance) for s in stems]

    def count(self, clearance: Access) -> int:
        return self._count(tantivy.Query.all_query(), clearance)

    def _together(self, stems: list[str]) -> tantivy.Query:
        if len(stems) == 1:
            return self._term("text", stems[0])
        gaps = len(stems)  # common words between them are not indexed, but keep their places
        return tantivy.Query.phrase_query(self._schema, "text", list(stems), slop=gaps)

    def _count(self, query: tantivy.Query, clearance: Access) -> int:
        within = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in (query, self._up_to(clearance))])
        return int(self._index.searcher().search(within, limit=1, count=True).count or 0)  # type: ignore[attr-defined]  # its stubs lack it

    def _up_to(self, clearance: Access) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, "access", [a.value for a in Access if a <= clearance])

    def _in_any_field(self, word: str) -> tantivy.Query:
        """Where a word stands in several fields, the one where it counts most: a rare word in the text alone is more
        than a common one in all."""
        return tantivy.Query.disjunction_max_query(
            [tantivy.Query.boost_query(self._term(field, word), weight) for field, weight in FIELD_WEIGHTS.items()]
        )

    def _term(self, field: str, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, word)

    def _document(self, entry: Entry) -> tantivy.Document:
        document = tantivy.Document()
        document.add_integer("id", entry.id)
        document.add_integer("paper", entry.paper)
        document.add_integer("access", entry.access.value)
        document.add_text("title", entry.title)
        document.add_text("heading", entry.heading)
        document.add_text("text", entry.text)
        return document

    def _open(self) -> tantivy.Index:
        index = self._open_folder(self._folder) if self._folder else tantivy.Index(self._schema)
        index.register_tokenizer(_ANALYZER, self._analyzer)
        return index

    def _open_folder(self, folder: Path) -> tantivy.Index:
        self._papers = self._stamped()
        if self._papers:
            try:
                return tantivy.Index(self._schema, path=str(folder), reuse=True)
            except ValueError:  # damaged, or written by another version: the catalogue holds all that is needed
                self._papers = frozenset()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return tantivy.Index(self._schema, path=str(folder), reuse=False)

    def _stamped(self) -> frozenset[int]:
        if self._folder is None:
            return self._papers
        try:
            stamp = json.loads((self._folder / _STAMP).read_text())
        except (FileNotFoundError, ValueError):
            return frozenset()
        return frozenset(stamp["papers"]) if stamp.get("catalogue") == self._catalogue else frozenset()
