"""Storing the fingerprints by which the same words are found in other papers."""

from collections.abc import Sequence

import numpy as np

from corpus.types import Access, Page
from index.database import Database
from index.fingerprints import fingerprints
from index.rows import page_of


def insert_fingerprints(database: Database, number: int, text: str, access: Access, pages: Sequence[Page]) -> None:
    """Stores those of paper `number` in the catalogue. Inside a transaction."""
    found = fingerprints(text)
    marks = np.array([access, *(page.access for page in pages)], dtype=np.int64)
    at = np.searchsorted([page.start for page in pages], found.starts, side="right")
    rows = zip(found.hashes.tolist(), found.starts.tolist(), np.maximum(marks[at], access).tolist(), strict=True)
    database.run_many("INSERT INTO fingerprints VALUES (?, ?, ?, ?)", ((h, number, s, a) for h, s, a in sorted(rows)))


def complete_fingerprints(database: Database) -> None:
    """Gives fingerprints to the papers that an earlier version of this software stored without them."""
    lacking = database.rows(
        "SELECT number FROM papers WHERE NOT EXISTS (SELECT 1 FROM fingerprints WHERE paper = number)"
    )
    for row in lacking:
        with database.transaction():
            _complete(database, row["number"])


def _complete(database: Database, number: int) -> None:
    for paper in database.rows("SELECT text, access FROM papers WHERE number = ?", (number,)):  # gone meanwhile: none
        pages = [page_of(r) for r in database.rows("SELECT * FROM pages WHERE paper = ? ORDER BY number", (number,))]
        database.run("DELETE FROM fingerprints WHERE paper = ?", (number,))
        insert_fingerprints(database, number, paper["text"], Access(paper["access"]), pages)
