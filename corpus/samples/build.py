"""Builds the sample papers: `python -m corpus.samples.build`, or with --check only compares them with those kept.

Needs reportlab, which comes with the developers' tools (`make setup`).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.samples import PAPERS, cabinet_july, cabinet_june, scrutiny_august
from corpus.samples.layout import render


def built() -> dict[str, bytes]:
    """Every paper's bytes by its path below the papers' folder."""
    documents = [*cabinet_june.documents(), *cabinet_july.documents(), *scrutiny_august.documents()]
    return {document.path: render(document) for document in documents}


def differences(papers: dict[str, bytes], folder: Path) -> list[str]:
    """The paths that are missing in `folder`, differ there, or should not be there."""
    kept = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.pdf")}
    wrong = [path for path, data in papers.items() if path not in kept or kept[path].read_bytes() != data]
    return sorted([*wrong, *(kept.keys() - papers.keys())])


def write(papers: dict[str, bytes], folder: Path) -> None:
    """Makes `folder` hold these papers and no others; each file is replaced in one step."""
    for path in differences(papers, folder):
        file = folder / path
        if path not in papers:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".part")
        draft.write_bytes(papers[path])
        draft.replace(file)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the papers are as built; 1 with --check when they are not."""
    parser = argparse.ArgumentParser(prog="python -m corpus.samples.build", description="Build the sample papers.")
    parser.add_argument("--check", action="store_true", help="compare the papers with a fresh build; write nothing")
    check = parser.parse_args(arguments).check
    papers = built()
    changed = differences(papers, PAPERS)
    if not check:
        write(papers, PAPERS)
    for path in changed:
        print(f"differs: {path}" if check else f"written: {path}")
    print(f"{len(papers)} papers, {len(changed)} {'differ' if check else 'changed'}")
    if check and changed:
        print("run `python -m corpus.samples.build` to build them anew", file=sys.stderr)
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
