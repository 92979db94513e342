"""A look over a data folder: whether everything in it is whole and agrees."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.types import Access
from index.caches import Caches
from index.catalogue import Catalogue

_CHECKS = (
    (
        "papers without any file of theirs left",
        "SELECT count(*) FROM papers WHERE number NOT IN (SELECT paper FROM sources)",
        "remove them, or ingest their files again",
    ),
    (
        "papers without their original",
        "SELECT count(*) FROM papers WHERE number NOT IN (SELECT paper FROM originals)",
        "ingest their files again",
    ),
    (
        "papers without any passage",
        "SELECT count(*) FROM papers WHERE number NOT IN (SELECT paper FROM passages)",
        "ingest their files again",
    ),
    (
        "passages without vectors",
        "SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage FROM vectors)",
        "ingest their papers again",
    ),
    (
        "passages without their words",
        "SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage FROM tokens)",
        "ingest their papers again",
    ),
    (
        "papers without fingerprints",
        "SELECT count(*) FROM papers WHERE number NOT IN (SELECT paper FROM fingerprints)",
        "ingest any paper; those that lack them are given them",
    ),
    (
        "fingerprints less restricted than their page or paper",
        """SELECT (SELECT count(*) FROM papers p JOIN fingerprints f ON f.paper = p.number
            WHERE p.access > 0 AND f.access < p.access)
            + (SELECT count(*) FROM pages g JOIN fingerprints f ON f.paper = g.paper
            WHERE f.start >= g.start AND f.start < g."end" AND g.access > 0 AND f.access < g.access)""",
        "ingest their papers again",
    ),
    (
        "passages that lie outside their paper's text",
        """SELECT count(*) FROM passages JOIN papers ON number = paper
        WHERE start < 0 OR start >= "end" OR "end" > length(text)""",
        "ingest their papers again",
    ),
    (
        "passages less restricted than their page or paper",
        """SELECT count(*) FROM passages JOIN papers ON papers.number = passages.paper
        LEFT JOIN pages ON pages.paper = passages.paper AND pages.number = passages.page
        WHERE passages.access < papers.access OR passages.access < pages.access""",
        "ingest their papers again",
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what to do about it."""

    what: str
    cure: str


def check(catalogue: Catalogue) -> list[Finding]:
    """What is wrong with the collection; nothing for a whole one. Changes nothing but the caches, which catch up."""
    damage = [row[0] for row in catalogue.database.rows("PRAGMA integrity_check") if row[0] != "ok"]
    if damage:
        return [Finding(f"the catalogue is damaged: {damage[0]}", "restore catalogue.db from a backup")]
    orphans = catalogue.database.rows("PRAGMA foreign_key_check")
    findings = (
        [Finding(f"{len(orphans)} rows belong to nothing", "restore catalogue.db from a backup")] if orphans else []
    )
    for what, sql, cure in _CHECKS:
        count = catalogue.database.row(sql)[0]
        if count:
            findings.append(Finding(f"{count} {what}", cure))
    return findings + _check_caches(catalogue)


def _check_caches(catalogue: Catalogue) -> list[Finding]:
    caches = Caches(catalogue)
    caches.refresh()
    cure = f"delete the folder {_caches_folder(catalogue)}; it is made again from the catalogue"
    wanted = catalogue.passage_ids()
    findings = []
    if not np.array_equal(caches.vectors.ids(), wanted):
        findings.append(Finding("the vectors do not agree with the catalogue", cure))
    if caches.keywords.count(max(Access)) != len(wanted):
        findings.append(Finding("the keywords do not agree with the catalogue", cure))
    return findings


def _caches_folder(catalogue: Catalogue) -> Path:
    return catalogue.folder / "caches"
