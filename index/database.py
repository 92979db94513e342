"""SQLite, the one place that holds everything. Errors of SQLite leave here as errors of the data folder."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import DataFolderError, FolderBusy, FolderFull, NewerVersion

SCHEMA_VERSION = 6
Row = sqlite3.Row
Values = Sequence[Any] | Mapping[str, Any]

_FINGERPRINTS = """
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    start INTEGER NOT NULL, access INTEGER NOT NULL, PRIMARY KEY (hash, paper, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_paper ON fingerprints (paper, start)
"""
_VOCABULARY = """
CREATE TABLE abbreviations (
    short TEXT NOT NULL, long TEXT NOT NULL, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    access INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (short, long, paper, access)
) STRICT, WITHOUT ROWID;
CREATE INDEX abbreviations_paper ON abbreviations (paper);
CREATE TABLE words (
    word TEXT NOT NULL, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE, access INTEGER NOT NULL,
    PRIMARY KEY (word, paper, access)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_paper ON words (paper)
"""
_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE papers (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL, title TEXT NOT NULL, council TEXT, committee TEXT, meeting_date TEXT,
    kind TEXT NOT NULL, access INTEGER NOT NULL, notes TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE sources (
    location TEXT PRIMARY KEY, source TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    settings TEXT NOT NULL, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE
) STRICT;
CREATE INDEX sources_paper ON sources (paper);
CREATE TABLE originals (
    paper INTEGER PRIMARY KEY REFERENCES papers ON DELETE CASCADE, content BLOB NOT NULL
) STRICT;
CREATE TABLE pages (
    paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT, printed TEXT, access INTEGER NOT NULL,
    confidence REAL, PRIMARY KEY (paper, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, item TEXT, paragraph TEXT,
    page INTEGER, access INTEGER NOT NULL, header TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX passages_paper ON passages (paper, start);
CREATE TABLE vectors (
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE, part INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (passage, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, packed BLOB NOT NULL) STRICT;
CREATE TABLE meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    council TEXT, committee TEXT, day TEXT, time TEXT, place TEXT,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, access INTEGER NOT NULL
) STRICT;
CREATE INDEX meetings_paper ON meetings (paper);
CREATE INDEX meetings_day ON meetings (day, committee);
CREATE TABLE items (
    meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, position INTEGER NOT NULL,
    number TEXT, minute TEXT, minuted INTEGER NOT NULL, title TEXT NOT NULL, first_page INTEGER, last_page INTEGER,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, access INTEGER NOT NULL, PRIMARY KEY (meeting, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE attendance (
    meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, capacity TEXT NOT NULL, role TEXT,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, access INTEGER NOT NULL, PRIMARY KEY (meeting, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    same INTEGER, status TEXT NOT NULL, title TEXT, number TEXT, reference TEXT, item TEXT, key INTEGER,
    mover TEXT, seconder TEXT, in_favour INTEGER, against INTEGER, abstained INTEGER, unanimous INTEGER NOT NULL,
    delegated_to TEXT NOT NULL, taken_by TEXT, clauses TEXT NOT NULL, words TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, access INTEGER NOT NULL,
    vote_start INTEGER, vote_end INTEGER
) STRICT;
CREATE INDEX decisions_meeting ON decisions (meeting);
CREATE INDEX decisions_same ON decisions (same);
CREATE TABLE refusals (
    location TEXT PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, settings TEXT NOT NULL DEFAULT ''
) STRICT;
{_FINGERPRINTS};
{_VOCABULARY}"""
# What brings a file of an earlier format to the next one.
_STEPS = {
    1: """
ALTER TABLE pages ADD COLUMN confidence REAL;
ALTER TABLE refusals ADD COLUMN settings TEXT NOT NULL DEFAULT ''
""",
    2: _FINGERPRINTS,
    3: "ALTER TABLE passages ADD COLUMN header TEXT NOT NULL DEFAULT '[]'",
    4: _VOCABULARY,
    5: "ALTER TABLE decisions ADD COLUMN vote_start INTEGER; ALTER TABLE decisions ADD COLUMN vote_end INTEGER",
}


def _translated(error: sqlite3.Error, file: Path) -> DataFolderError:
    """The error of the data folder that a person can act on."""
    text = str(error)
    if "full" in text or "readonly" in text or "unable to open" in text or "disk I/O" in text:
        return FolderFull(f"cannot write {file}: {text}; free some space or fix the folder's permissions")
    if "locked" in text or "busy" in text:
        return FolderBusy(f"{file} is being written by another process; try again in a moment")
    if "malformed" in text or "not a database" in text:
        return DataFolderError(f"{file} is damaged ({text}); restore it from a backup, or ingest into a new folder")
    return DataFolderError(f"{file}: {text}")


class Database:
    """One SQLite file in WAL mode; a connection a thread. Closing it closes all of them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    def create_schema(self) -> None:
        """Makes the tables of a new file, or brings those of an earlier format to this one, in one transaction. A file
        of this format is only read, so that it opens while another process writes to it.

        Raises NewerVersion where a newer version of this software wrote it.
        """
        if self._version() == SCHEMA_VERSION:
            return
        with self.transaction():
            version = self._version()
            if version > SCHEMA_VERSION:
                raise NewerVersion(
                    f"{self.file} has format {version}; this version of the software reads up to {SCHEMA_VERSION}: "
                    "update the software, or ingest into a new folder"
                )
            for script in [_STEPS[step] for step in range(version, SCHEMA_VERSION)] if version else [_SCHEMA]:
                for statement in script.split(";"):
                    self.run(statement)
            self.run(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return int(self.row("PRAGMA user_version")[0])

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        with self._errors():
            return self._connection().execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Row:
        """The first row of a query that always has one."""
        return self.rows(sql, values)[0]

    def run(self, sql: str, values: Values = ()) -> int:
        """Runs one statement; gives the id of the row it inserted, if any."""
        with self._errors():
            return self._connection().execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each of `values`."""
        with self._errors():
            self._connection().executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens inside happens, or none of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            connection = self._connection()
            if connection.in_transaction:
                connection.rollback()
            raise

    def close(self) -> None:
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        connection = sqlite3.connect(self.file, timeout=10, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what was reported as added survives a power cut
        self._local.connection = connection
        with self._guard:
            self._connections.append(connection)
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _translated(error, self.file) from error
