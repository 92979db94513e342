"""What was measured for each case, as it is kept and compared."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Found:
    """One search: for each group of evidence the rank from 1 of the first covering passage, and milliseconds."""

    ranks: tuple[int | None, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation. `right`: its passage holds evidence; `quotes`: its quote does; `page_right` is None unless
    its quote covers evidence of its paper whose page counts; `verbatim`: its quote is its span's text."""

    source: str
    page: int | None
    quote: str
    right: bool
    quotes: bool
    page_right: bool | None
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer. `correct`: its text has every fact. `searched_as` is the question as it was searched. `likelihood`
    (0 to 1) is how likely the assistant held it to answer, None where there was nothing to hold likely."""

    refused: bool
    correct: bool
    text: str
    citations: tuple[Cited, ...]
    took_ms: float
    searched_as: str
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case. `found` is keyed by the name of the search. `lost_at` is the stage that lost it (`eval.stages`), None
    where it is right; `wanted` are the words that answer it, one string for each group of evidence."""

    id: str
    kind: str
    question: str
    answerable: bool
    follow_up: bool
    found: Mapping[str, Found]
    answered: Answered
    lost_at: str | None = None
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation. `about` says what was measured: questions, papers, model. `k` passages were asked for."""

    about: Mapping[str, str]
    k: int
    cases: tuple[CaseResult, ...]

    @property
    def searches(self) -> tuple[str, ...]:
        """Names of the searches measured."""
        return tuple(self.cases[0].found) if self.cases else ()


def write_run(run: Run, summary: Mapping[str, Any]) -> str:
    """The run as JSON, with its `summary` beside it for whoever reads the file."""
    return json.dumps({**asdict(run), **summary}, ensure_ascii=False, indent=1) + "\n"


def read_run(file: Path) -> Run:
    """The run kept in `file`. Raises InvalidInput."""
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
        return Run(row["about"], row["k"], tuple(map(_case, row["cases"])))
    except OSError as error:
        raise InvalidInput("run", f"cannot read {file}: {error.strerror}; check the path") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput("run", f"{file} is not a run ({error!r}); give a results.json that --out wrote") from error


def _case(row: dict[str, Any]) -> CaseResult:
    found = {name: Found(tuple(one["ranks"]), one["took_ms"]) for name, one in row["found"].items()}
    citations = tuple(Cited(**citation) for citation in row["answered"]["citations"])
    answered = Answered(**{**row["answered"], "citations": citations})
    wanted = tuple(row.get("wanted", ()))
    return CaseResult(**{**row, "found": found, "answered": answered, "wanted": wanted})
