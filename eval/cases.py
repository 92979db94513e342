"""Questions with gold evidence, one JSON object a line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InvalidInput
from eval.words import words


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that answer a question, and where they stand.

    `file` is a path of which at least the last part is the paper's; `page` is the physical page from 1,
    None where it does not count.
    """

    file: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right answer stands on.

    `evidence` are groups, all of them needed, of alternatives, any of which will do; `facts` are groups of
    strings alike, which a right answer contains. `history` are the questions asked before it.
    """

    id: str
    question: str
    kind: str
    history: tuple[str, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    facts: tuple[tuple[str, ...], ...]

    @property
    def answerable(self) -> bool:
        """Whether the papers answer the question; if not, the right answer is that they do not."""
        return bool(self.evidence)


def load_cases(files: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of `files`, in order. Raises InvalidInput for a missing file, a broken line or an id used twice."""
    cases: dict[str, Case] = {}
    for file in files:
        for number, line in enumerate(read_lines(file), start=1):
            if not line.strip():
                continue
            where = f"{file}, line {number}"
            case = case_of(read_row(line, where), where)
            if case.id in cases:
                raise InvalidInput("questions", f"{file}, line {number}: the id {case.id!r} is used twice; change one")
            cases[case.id] = case
    if not cases:
        raise InvalidInput("questions", f"no questions in {', '.join(map(str, files))}; give a file of JSON lines")
    return tuple(cases.values())


def read_lines(file: Path) -> list[str]:
    """The lines of a question set. Raises InvalidInput for a file that cannot be read."""
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InvalidInput("questions", f"cannot read {file}: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InvalidInput("questions", f"{file} is not UTF-8 text; give a file of JSON lines") from error


def read_row(line: str, where: str) -> Any:
    """What a line of JSON holds. Raises InvalidInput, saying `where` it stands, for one that is none."""
    try:
        return json.loads(line)
    except ValueError as error:
        raise InvalidInput("questions", f"{where}: not a case ({error!r}); see the fields in eval/cases.py") from error


def case_of(row: Any, where: str) -> Case:
    """The case of a row of a question set. Raises InvalidInput, saying `where` it stands, for what is none."""
    try:
        case = Case(
            id=str(row["id"]),
            question=str(row["question"]),
            kind=str(row["kind"]),
            history=tuple(str(turn["question"]) for turn in row.get("history", [])),
            evidence=tuple(tuple(map(_evidence, group)) for group in row["evidence"]),
            facts=tuple(tuple(map(str, group)) for group in row["facts"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput("questions", f"{where}: not a case ({error!r}); see the fields in eval/cases.py") from error
    if not all(case.evidence) or not all(case.facts):
        raise InvalidInput("questions", f"{where}: an empty group of evidence or facts; remove it or fill it")
    if case.answerable != (case.kind != "unanswerable"):
        raise InvalidInput("questions", f"{where}: a case has no evidence if, and only if, its kind is 'unanswerable'")
    return case


def _evidence(row: dict[str, Any]) -> Evidence:
    """Evidence from its fields. Raises ValueError, KeyError or TypeError for what is none."""
    page = row["page"]
    if page is not None and (not isinstance(page, int) or page < 1):
        raise ValueError(f"page {page!r}, pages count from 1")
    if not words(row["quote"]):
        raise ValueError("a quote without words")
    return Evidence(str(row["file"]), page, row["quote"])
