"""The catalogue: every paper, page, passage and vector, in one SQLite file. What is read is read for somebody."""

import json
import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import DataFolderError, InvalidInput, UnknownName, WrongModel
from corpus.marks import unmarked
from corpus.types import Access, Kind, Page, Passage
from index.copies_writing import complete_fingerprints
from index.database import Database
from index.narrowing import OF_MINUTES, OF_PAPERS, conditions
from index.rows import IN_MEETING, date_of, meeting_of, page_of, paper_texts, passage_of, summary_of
from index.tokens import Tokens
from index.types import Entry, Facets, Filters, Ids, PaperSummary, Reader, Refusal, Scope, Vectors

FILE_NAME = "catalogue.db"

_SUMMARY = """
SELECT p.number, p.id, p.media_type, p.title, p.council, p.committee, p.meeting_date, p.kind, p.access, p.notes,
    (SELECT json_group_array(source) FROM (SELECT source FROM sources WHERE paper = p.number ORDER BY rowid))
        AS sources,
    (SELECT count(*) FROM pages WHERE paper = p.number AND access <= :clearance) AS page_count,
    (SELECT count(*) FROM passages WHERE paper = p.number AND access <= :clearance) AS passage_count
FROM papers p WHERE p.access <= :clearance
"""


class Catalogue:
    """Reads the catalogue in a data folder. `index.writing` writes it."""

    def __init__(self, folder: Path, database: Database, identity: str) -> None:
        """Use `open`. `identity` tells this catalogue from any other, for the caches made from it."""
        self.folder = folder
        self.database = database
        self.identity = identity

    @classmethod
    def open(cls, folder: Path, *, model: str, create: bool = False) -> "Catalogue":
        """Opens the catalogue in `folder`, made with the embedding model named `model`; makes it if `create`.

        Raises DataFolderError where there is none, WrongModel, NewerVersion, FolderFull.
        """
        file = folder / FILE_NAME
        if create:
            _make_folder(folder)
        elif not file.is_file():
            raise DataFolderError(
                f"there are no papers in {folder}; add some with: council ingest PATH --data {folder}"
            )
        database = Database(file)
        try:
            database.create_schema()
            identity = _settle(database, model)
            complete_fingerprints(database)
        except BaseException:
            database.close()
            raise
        return cls(folder, database, identity)

    @property
    def generation(self) -> int:
        """Grows with every change."""
        return int(self.database.row("SELECT value FROM meta WHERE key = 'generation'")[0])

    def papers(self, reader: Reader, filters: Filters = Filters()) -> list[PaperSummary]:
        """The papers that `reader` may see, latest meeting first. Raises InvalidInput and UnknownName for filters."""
        self.check(filters, reader)
        narrower, values = conditions(filters, reader, OF_PAPERS)
        sql = f"{_SUMMARY} {narrower} ORDER BY p.meeting_date DESC, p.committee, p.title, p.number"
        return [summary_of(row) for row in self.database.rows(sql, values)]

    def paper(self, paper_id: str, reader: Reader) -> PaperSummary:
        """One paper. Raises UnknownName where it is not held, or not for `reader`."""
        narrower, values = conditions(Filters(paper=paper_id), reader, OF_PAPERS)
        rows = self.database.rows(f"{_SUMMARY} {narrower}", values)
        if not rows:
            raise UnknownName("paper", f"no paper {paper_id!r} is held; see the list of papers for those that are")
        return summary_of(rows[0])

    def pages(self, paper_id: str, reader: Reader) -> list[Page]:
        """The physical pages of a paper that `reader` may see, in order; none for a format without pages."""
        self.paper(paper_id, reader)
        sql = """SELECT pages.* FROM pages JOIN papers ON papers.number = pages.paper
            WHERE papers.id = ? AND pages.access <= ? ORDER BY pages.number"""
        return [page_of(row) for row in self.database.rows(sql, (paper_id, reader.clearance))]

    def page(self, paper_id: str, number: int, reader: Reader) -> tuple[Page, str]:
        """Physical page `number` (from 1) of a paper, and its text. Raises UnknownName."""
        pages = self.pages(paper_id, reader)
        for page in pages:
            if page.number == number:
                return page, self._span(paper_id, page.start, page.end)
        raise UnknownName("page", f"paper {paper_id!r} has no page {number}; it has {len(pages)} pages, counted from 1")

    def text(self, paper_id: str, start: int, end: int, reader: Reader) -> str:
        """Characters `start` to `end` of a paper's text. Raises UnknownName where `reader` may not see all of them."""
        self.paper(paper_id, reader)
        sql = """SELECT count(*) FROM pages JOIN papers ON papers.number = pages.paper
            WHERE papers.id = ? AND pages.access > ? AND pages.start < ? AND pages."end" > ?"""
        if self.database.row(sql, (paper_id, reader.clearance, end, start))[0]:
            raise UnknownName("page", f"paper {paper_id!r} has no such page")
        return self._span(paper_id, start, end)

    def length(self, paper_id: str, reader: Reader) -> int:
        """Number of characters of a paper's text."""
        self.paper(paper_id, reader)
        return int(self.database.row("SELECT length(text) FROM papers WHERE id = ?", (paper_id,))[0])

    def original(self, paper_id: str, reader: Reader) -> tuple[bytes, str]:
        """The file's bytes and media type. Raises UnknownName, also where a page of it is not for `reader`."""
        summary = self.paper(paper_id, reader)
        sql = """SELECT content, (SELECT max(access) FROM pages WHERE paper = number) AS highest
            FROM originals JOIN papers ON papers.number = originals.paper WHERE papers.id = ?"""
        row = self.database.row(sql, (paper_id,))
        if (row["highest"] or 0) > reader.clearance:
            raise UnknownName("paper", f"the original of paper {paper_id!r} is not available")
        return bytes(row["content"]), summary.media_type

    def facets(self, reader: Reader) -> Facets:
        """What `reader` can filter by."""
        papers = "FROM papers WHERE access <= ?"
        values = (reader.clearance,)

        def names(column: str) -> tuple[str, ...]:
            sql = f"SELECT DISTINCT {column} AS name {papers} AND {column} IS NOT NULL ORDER BY name COLLATE NOCASE"
            return tuple(row["name"] for row in self.database.rows(sql, values))

        dates = self.database.row(f"SELECT min(meeting_date), max(meeting_date) {papers}", values)
        kinds = tuple(Kind(name) for name in names("kind"))
        return Facets(names("council"), names("committee"), kinds, date_of(dates[0]), date_of(dates[1]))

    def check(self, filters: Filters, reader: Reader) -> None:
        """Raises InvalidInput for dates the wrong way round, UnknownName for a name that `reader` cannot filter by."""
        if filters.since and filters.until and filters.since > filters.until:
            raise InvalidInput("since", f"since ({filters.since}) is after until ({filters.until}); swap the two dates")
        facets = self.facets(reader)
        for field, value, known in (
            ("council", filters.council, facets.councils),
            ("committee", filters.committee, facets.committees),
        ):
            if value is not None and value.casefold() not in {name.casefold() for name in known}:
                raise UnknownName(
                    field, f"no papers of {field} {value!r} are held; held are: {', '.join(known) or 'none'}"
                )
        if filters.paper is not None:
            self.paper(filters.paper, reader)

    def scope(self, filters: Filters, reader: Reader) -> Scope:
        """What a search by `reader` within `filters` may look at: the papers that fit, and the minutes of meetings that
        fit, where papers of others print them."""
        self.check(filters, reader)
        narrower, values = conditions(filters, reader, OF_PAPERS)
        papers = f"SELECT p.number FROM papers p WHERE p.access <= :clearance {narrower}"
        fits, _ = conditions(filters, reader, OF_MINUTES)
        minutes = f"""SELECT 1 FROM meetings m JOIN papers p ON p.number = m.paper
            WHERE {IN_MEETING.format(p="passages")} AND p.access <= :clearance {fits}"""
        sql = f"""SELECT id, paper FROM passages
            WHERE access <= :clearance AND (paper IN ({papers}) OR EXISTS ({minutes})) ORDER BY id"""
        rows = self.database.rows(sql, values)
        numbers = {row[0] for row in self.database.rows(papers, values)} | {row["paper"] for row in rows}
        return Scope(tuple(sorted(numbers)), np.array([row["id"] for row in rows], dtype=np.int64))

    def passages(self, ids: Sequence[int], reader: Reader) -> dict[int, tuple[Passage, PaperSummary]]:
        """Passages by id, each with its paper; ids that are gone, or not for `reader`, are left out."""
        meeting = meeting_of("json_array(council, committee, day)", "passages")
        sql = f"""SELECT passages.*, papers.id AS paper_id, {meeting} AS meeting
            FROM passages JOIN papers ON papers.number = passages.paper
            WHERE passages.id IN (SELECT value FROM json_each(:ids)) AND passages.access <= :clearance"""
        rows = self.database.rows(sql, {"ids": json.dumps(list(ids)), "clearance": reader.clearance.value})
        papers = self._summaries({row["paper_id"] for row in rows}, reader)
        pages = self._pages_of(ids, reader)
        texts = paper_texts(self.database, {row["paper"] for row in rows})
        return {
            row["id"]: (
                passage_of(row, texts[row["paper"]], paper, pages.get((row["paper"], row["page"]))),
                paper,
            )
            for row in rows
            if (paper := papers.get(row["paper_id"])) and row["paper"] in texts
        }

    def passages_in(self, paper_id: str, start: int, end: int) -> list[int]:
        """The ids of the passages that hold some of characters `start` to `end` of a paper's text, in order; to be
        read with `passages`, which leaves out what is not for the reader."""
        sql = """SELECT passages.id FROM passages JOIN papers ON papers.number = passages.paper
            WHERE papers.id = ? AND passages.start < ? AND passages."end" > ? ORDER BY passages.start, passages.id"""
        return [row["id"] for row in self.database.rows(sql, (paper_id, end, start))]

    def _pages_of(self, ids: Sequence[int], reader: Reader) -> dict[tuple[int, int], Page]:
        """The pages on which some passages stand, by their paper's catalogue number and their own."""
        sql = """SELECT DISTINCT pages.* FROM passages
            JOIN pages ON pages.paper = passages.paper AND pages.number = passages.page
            WHERE passages.id IN (SELECT value FROM json_each(?)) AND pages.access <= ?"""
        rows = self.database.rows(sql, (json.dumps(list(ids)), reader.clearance))
        return {(row["paper"], row["number"]): page_of(row) for row in rows}

    def _summaries(self, ids: Collection[str], reader: Reader) -> dict[str, PaperSummary]:
        """The papers of some ids that `reader` may see."""
        sql = f"{_SUMMARY} AND p.id IN (SELECT value FROM json_each(:ids))"
        values = {"ids": json.dumps(list(ids)), "clearance": reader.clearance.value}
        return {row["id"]: summary_of(row) for row in self.database.rows(sql, values)}

    def refusals(self) -> list[Refusal]:
        """Files that could not be read, for those who run the collection."""
        return [Refusal(r["source"], r["reason"]) for r in self.database.rows("SELECT * FROM refusals ORDER BY source")]

    def locations(self, folder: Path) -> list[str]:
        """Absolute paths of the files below `folder` that were taken or refused, for those who run the collection."""
        below = f"{folder.resolve()}{os.sep}"
        sql = """SELECT location FROM sources WHERE substr(location, 1, length(:below)) = :below
            UNION SELECT location FROM refusals WHERE substr(location, 1, length(:below)) = :below ORDER BY location"""
        return [row["location"] for row in self.database.rows(sql, {"below": below})]

    def paper_numbers(self) -> frozenset[int]:
        """Catalogue numbers of all papers, for the caches."""
        return frozenset(row[0] for row in self.database.rows("SELECT number FROM papers"))

    def passage_ids(self) -> Ids:
        """Ids of all passages, ascending, for the caches."""
        return np.array([row[0] for row in self.database.rows("SELECT id FROM passages ORDER BY id")], dtype=np.int64)

    def dimension(self) -> int:
        """Length of the vectors held; 1 while none is."""
        rows = self.database.rows("SELECT length(vector) AS bytes FROM vectors LIMIT 1")
        return int(rows[0]["bytes"]) // 2 if rows else 1

    def vectors(self, ids: Ids) -> tuple[Ids, Vectors]:
        """The vectors of some passages: an id (n,) a vector, and the vectors (n, dimension)."""
        sql = """SELECT passage, vector FROM vectors
            WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY passage, part"""
        rows = self.database.rows(sql, (json.dumps(ids.tolist()),))
        if not rows:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32)
        stored = np.stack([np.frombuffer(row["vector"], dtype=np.float16) for row in rows]).astype(np.float32)
        stored /= np.linalg.norm(stored, axis=1, keepdims=True)
        return np.array([row["passage"] for row in rows], dtype=np.int64), stored

    def tokens(self, ids: Sequence[int]) -> dict[int, Tokens]:
        """The words of some passages by id, for those who have the passages already."""
        sql = "SELECT passage, packed FROM tokens WHERE passage IN (SELECT value FROM json_each(?))"
        return {
            row["passage"]: Tokens.unpack(row["packed"]) for row in self.database.rows(sql, (json.dumps(list(ids)),))
        }

    def entries(self, papers: frozenset[int]) -> Iterator[Entry]:
        """The passages of some papers as the keyword store takes them, a paper at a time."""
        for number in sorted(papers):
            paper = self.database.row("SELECT title, committee, text FROM papers WHERE number = ?", (number,))
            title = " ".join(filter(None, (paper["title"], paper["committee"])))
            for row in self.database.rows("SELECT * FROM passages WHERE paper = ? ORDER BY id", (number,)):
                text = unmarked(paper["text"][row["start"] : row["end"]])
                heading = " ".join([*json.loads(row["heading"]), *json.loads(row["header"])])
                yield Entry(row["id"], number, Access(row["access"]), title, heading, text)

    def close(self) -> None:
        self.database.close()

    def _span(self, paper_id: str, start: int, end: int) -> str:
        sql = "SELECT substr(text, ? + 1, ? - ?) FROM papers WHERE id = ?"
        return str(self.database.row(sql, (start, end, start, paper_id))[0])


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError(
            f"cannot make the data folder {folder}: {error.strerror}; choose another with --data"
        ) from error


def _settle(database: Database, model: str) -> str:
    """The identity of the catalogue; a new one is given its identity and model, an old one must be of `model`."""
    held = {row["key"]: row["value"] for row in database.rows("SELECT key, value FROM meta")}
    if not held:
        held = {"identity": uuid.uuid4().hex, "model": model, "generation": "0"}
        with database.transaction():
            database.run_many("INSERT OR IGNORE INTO meta VALUES (?, ?)", held.items())
    if held["model"] != model:
        raise WrongModel(
            f"{database.file} was built with the model {held['model']}, and the model set now is {model}; "
            "set the first again (COUNCIL_MODEL), or ingest the papers into a new data folder"
        )
    return str(held["identity"])
