"""Practice questions tell their evidence by its place, and are left out where it stands there no more."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import InvalidInput
from corpus.types import Access
from eval.cases import Evidence
from eval.practice import FOLDER, load_practice
from index.catalogue import Catalogue
from index.hashing import HashingEmbedder
from index.ingest import ingest
from index.types import Reader

PUBLIC = Reader(Access.PUBLIC)
SAID = "The Cabinet has resolved to repair the wall, at a cost of 40 thousand pounds, in the spring."
QUOTE = "repair the wall at a cost of 40"
PLACE = {"file": "papers/wall.txt", "page": None, "from": 5, "to": 13, "check": zlib.crc32(QUOTE.encode())}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("practice")
    (folder / "papers").mkdir()
    for name in ("wall.txt", "pack.txt"):
        (folder / "papers" / name).write_text(f"{SAID} It meets in {name[:4]}.", encoding="utf-8")
    embedder = HashingEmbedder()
    opened = Catalogue.open(folder / "data", model=embedder.name, create=True)
    ingest([folder / "papers"], opened, embedder)
    yield opened
    opened.close()


def a_set(folder: Path, **changes: object) -> Path:
    row = {"id": "P1", "question": "What will the wall cost?", "kind": "finance", "history": [], "facts": [["40"]]}
    file = folder / "set.jsonl"
    file.write_text(json.dumps({**row, "evidence": [[{**PLACE, **changes}]]}) + "\n", encoding="utf-8")
    return file


def test_evidence_is_found_by_its_place_and_wherever_else_it_stands(catalogue: Catalogue, tmp_path: Path) -> None:
    practice = load_practice(a_set(tmp_path), catalogue, PUBLIC)
    (evidence,) = practice.cases[0].evidence
    assert evidence[0] == Evidence("papers/wall.txt", None, QUOTE)
    assert {Path(one.file).name for one in evidence} == {"wall.txt", "pack.txt"}
    assert practice.lost == 0


@pytest.mark.parametrize("changes", [{"from": 4}, {"file": "papers/gone.txt"}, {"page": 3}, {"check": 1}])
def test_a_case_whose_words_stand_elsewhere_now_is_left_out(
    catalogue: Catalogue, tmp_path: Path, changes: dict[str, object]
) -> None:
    practice = load_practice(a_set(tmp_path, **changes), catalogue, PUBLIC)
    assert (practice.cases, practice.lost) == ((), 1)


def test_a_broken_line_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('\n{"id": "P1"}\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"set\.jsonl, line 2"):
        load_practice(file, catalogue, PUBLIC)


def test_the_sets_kept_here_tell_places_and_hold_no_sentence() -> None:
    rows = [json.loads(line) for file in FOLDER.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 1_000
    places = [place for row in rows for group in row["evidence"] for place in group]
    assert all(set(place) == {"file", "page", "from", "to", "check"} for place in places)
    assert max(len(fact.split()) for row in rows for group in row["facts"] for fact in group) <= 12
