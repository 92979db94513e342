"""Changing the catalogue: one writer at a time, one transaction a paper."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from filelock import FileLock, Timeout

from corpus.errors import FolderBusy
from corpus.register.reading import read_register
from corpus.types import Page, Paper, Passage
from index.catalogue import Catalogue
from index.copies_writing import insert_fingerprints
from index.register_writing import insert_register
from index.tokens import Tokens
from index.types import PaperSummary, Reader, Vectors
from index.vocabulary import Vocabulary

LOCK_NAME = "writer.lock"
Encoded = tuple[Passage, Vectors, Tokens]
"""A passage with its windows' vectors (windows, dimension) and its words."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it lay on disk when it was read. `settings` says how it was asked to be read."""

    location: str
    source: str
    size: int
    mtime_ns: int
    settings: str


class Writer:
    """Adds and removes papers. Made by `writing`, which holds the folder's lock meanwhile."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._database = catalogue.database

    def known(self, file: SourceFile) -> bool:
        """Whether the file, unchanged in size and time, was taken or refused before under the same settings."""
        sql = """SELECT 1 FROM sources WHERE location = :l AND size = :s AND mtime_ns = :m AND settings = :t
            UNION ALL SELECT 1 FROM refusals WHERE location = :l AND size = :s AND mtime_ns = :m AND settings = :t"""
        values = {"l": file.location, "s": file.size, "m": file.mtime_ns, "t": file.settings}
        return bool(self._database.rows(sql, values))

    def held_at(self, location: str) -> str | None:
        """Id of the paper that was read from `location`, or None."""
        sql = "SELECT id FROM papers JOIN sources ON paper = number WHERE location = ?"
        return next((str(row["id"]) for row in self._database.rows(sql, (location,))), None)

    def holds(self, paper_id: str, settings: str) -> bool:
        """Whether a paper is held that was read under `settings`."""
        sql = "SELECT 1 FROM papers JOIN sources ON paper = number WHERE id = ? AND settings = ?"
        return bool(self._database.rows(sql, (paper_id, settings)))

    def attach(self, file: SourceFile, paper_id: str) -> bool:
        """Notes `file` as one more home of a paper that is held, read under the same settings; False where none is."""
        if not self.holds(paper_id, file.settings):
            return False
        with self._change():
            self._point(file, self._database.row("SELECT number FROM papers WHERE id = ?", (paper_id,))["number"])
        return True

    def add(self, file: SourceFile, paper: Paper, passages: Iterable[Encoded], original: bytes) -> None:
        """Takes a paper with its passages, fingerprints and what it adds to the register, in place of what `file` held.

        `passages` are taken one by one, so that they may be embedded meanwhile. All is stored, or nothing.
        """
        register = read_register(paper)
        with self._change():
            sql = """SELECT * FROM sources WHERE location != ?
                AND paper = (SELECT number FROM papers WHERE id = ?) ORDER BY rowid"""
            homes = self._database.rows(sql, (file.location, paper.id))
            self._database.run("DELETE FROM papers WHERE id = ?", (paper.id,))
            number = self._insert_paper(paper)
            self._database.run("INSERT INTO originals VALUES (?, ?)", (number, original))
            self._insert_pages(number, paper.pages)
            self._insert_passages(number, passages)
            insert_fingerprints(self._database, number, paper.text, paper.access, paper.pages)
            insert_register(self._database, number, paper, register)
            for row in homes:
                home = SourceFile(row["location"], row["source"], row["size"], row["mtime_ns"], file.settings)
                self._point(home, number)
            self._point(file, number)

    def refuse(self, file: SourceFile, reason: str) -> None:
        """Notes that `file` cannot be read, in place of what it held before."""
        with self._change():
            self._forget(file.location)
            self._database.run(
                "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?, ?)",
                (file.location, file.source, reason, file.size, file.mtime_ns, file.settings),
            )

    def forget(self, location: str) -> None:
        """Forgets what the file at `location` held; a paper without any other home goes with it."""
        with self._change():
            self._forget(location)

    def remove(self, paper_id: str, reader: Reader) -> PaperSummary:
        """Removes a paper, with every home of it. Raises UnknownName."""
        with self._change():
            summary = self._catalogue.paper(paper_id, reader)
            self._database.run("DELETE FROM papers WHERE id = ?", (paper_id,))
        return summary

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._database.transaction():
            yield
            self._database.run("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def _point(self, file: SourceFile, number: int) -> None:
        """Has `file` be a home of the paper `number`, in place of what it held, which may be that same paper."""
        with self._emptied(file.location):
            self._database.run(
                "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                (file.location, file.source, file.size, file.mtime_ns, file.settings, number),
            )

    def _forget(self, location: str) -> None:
        """Forgets what the file at `location` held; a paper without any home left goes with it."""
        with self._emptied(location):
            pass

    @contextmanager
    def _emptied(self, location: str) -> Iterator[None]:
        """The place for another paper, in place of what it held; a paper that then has no home left goes."""
        self._database.run("DELETE FROM refusals WHERE location = ?", (location,))
        held = self._database.rows("SELECT paper FROM sources WHERE location = ?", (location,))
        self._database.run("DELETE FROM sources WHERE location = ?", (location,))
        yield
        for row in held:
            sql = "DELETE FROM papers WHERE number = ? AND number NOT IN (SELECT paper FROM sources)"
            self._database.run(sql, (row["paper"],))

    def _insert_paper(self, paper: Paper) -> int:
        return self._database.run(
            """INSERT INTO papers
            (id, sha256, media_type, title, council, committee, meeting_date, kind, access, notes, text)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                paper.id,
                paper.sha256,
                paper.media_type,
                paper.title,
                paper.council,
                paper.committee,
                paper.meeting_date.isoformat() if paper.meeting_date else None,
                paper.kind.value,
                paper.access.value,
                json.dumps(paper.notes),
                paper.text,
            ),
        )

    def _insert_pages(self, number: int, pages: Sequence[Page]) -> None:
        self._database.run_many(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, p.number, p.start, p.end, p.label, p.printed, p.access.value, p.confidence) for p in pages),
        )

    def _insert_passages(self, number: int, passages: Iterable[Encoded]) -> None:
        vocabulary = Vocabulary()
        for passage, parts, tokens in passages:
            passage_id = self._database.run(
                """INSERT INTO passages (paper, start, "end", heading, item, paragraph, page, access, header)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    number,
                    passage.start,
                    passage.end,
                    json.dumps(passage.heading),
                    passage.item,
                    passage.paragraph,
                    passage.page.number if passage.page else None,
                    passage.access.value,
                    json.dumps(passage.header),
                ),
            )
            self._database.run_many(
                "INSERT INTO vectors VALUES (?, ?, ?)",
                ((passage_id, part, vector.astype(np.float16).tobytes()) for part, vector in enumerate(parts)),
            )
            self._database.run("INSERT INTO tokens VALUES (?, ?)", (passage_id, tokens.pack()))
            vocabulary.take(passage)
        vocabulary.insert(self._database, number)


@contextmanager
def writing(catalogue: Catalogue, wait_s: float = 0) -> Iterator[Writer]:
    """The right to change the catalogue, for one process at a time. Raises FolderBusy after `wait_s` seconds.

    The lock goes with the process that holds it, however that ends.
    """
    lock = FileLock(catalogue.folder / LOCK_NAME)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise FolderBusy(
            f"another process is adding to {catalogue.folder}; wait until it has ended, or use another data folder"
        ) from error
    try:
        yield Writer(catalogue)
    finally:
        lock.release()
