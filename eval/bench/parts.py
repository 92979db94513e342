"""The parts of the bench by name, each over one open collection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Assistant
from corpus.errors import InvalidInput
from eval.bench.askers import measure_askers
from eval.bench.measured import Measured
from eval.bench.memory import measure_memory
from eval.bench.steps import measure_steps
from eval.bench.taking_in import measure_ingest
from eval.bench.vectors import measure_vectors


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured: an open collection, `questions` to ask it, `papers` to take in anew, and how much of each."""

    assistant: Assistant
    questions: Sequence[str]
    papers: Path
    rounds: int
    pages: int
    vectors: int


def _vectors(bench: Bench) -> list[Measured]:
    held = bench.assistant.catalogue
    asked = [encoding.vector for encoding in bench.assistant.embedder.encode(bench.questions)]
    return measure_vectors(held.vectors(held.passage_ids())[1], asked, bench.vectors)


PARTS: Mapping[str, Callable[[Bench], list[Measured]]] = {
    "steps": lambda bench: measure_steps(bench.assistant, bench.questions),
    "ingest": lambda bench: measure_ingest(bench.papers, bench.assistant.embedder, bench.rounds),
    "askers": lambda bench: measure_askers(bench.assistant.settings.data, bench.questions),
    "vectors": _vectors,
    "memory": lambda bench: measure_memory(bench.papers, bench.pages),
}


def parts_named(names: Sequence[str] | None) -> list[str]:
    """The names of the parts to run, in order; all for none. Raises InvalidInput for an unknown one."""
    unknown = [name for name in names or () if name not in PARTS]
    if unknown:
        raise InvalidInput("only", f"there is no part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    return [name for name in PARTS if not names or name in names]
