"""Every case asked and searched, its time taken."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from assistant.bootstrap import Assistant
from assistant.types import Question, Turn
from eval.baseline import AfternoonSearch
from eval.cases import Case
from eval.coverage import group_ranks
from eval.judge import judge
from eval.results import Answered, CaseResult, Found
from eval.stages import DEEP, Stage, is_right, stage_of
from index.types import Hit, Mode

Searcher = Callable[[str], list[Hit]]
"""Gives the passages for a query, best first."""


def searchers(assistant: Assistant, k: int, afternoon: bool) -> dict[str, Searcher]:
    """The searches to compare, by name: the real one, each of its two rankings alone and, with `afternoon`, the
    afternoon's work, for which all papers are embedded once more."""
    found: dict[str, Searcher] = {
        mode.value: partial(assistant.finder.find, reader=assistant.reader, k=k, mode=mode) for mode in Mode
    }
    if afternoon:
        plain = AfternoonSearch.over(assistant.catalogue, assistant.embedder, assistant.reader)
        found["afternoon"] = partial(plain.search, k=k)
    return found


def measure(cases: Iterable[Case], assistant: Assistant, searches: Mapping[str, Searcher]) -> Iterator[CaseResult]:
    """The result of each case. Every search looks for the question as the assistant understood it, so that a
    follow-up does not set the searches apart by who knows the conversation."""
    assistant.embedder.load()
    reread = partial(assistant.catalogue.text, reader=assistant.reader)
    for case in cases:
        question = Question(case.question, tuple(Turn(earlier) for earlier in case.history))
        started = time.perf_counter()
        answer = assistant.answerer.answer(question, assistant.reader)
        answered = judge(case, answer, reread, _since(started))
        found = {name: found_by(case, search, answered.searched_as) for name, search in searches.items()}
        yield CaseResult(
            id=case.id,
            kind=case.kind,
            question=case.question,
            answerable=case.answerable,
            follow_up=bool(case.history),
            found=found,
            answered=answered,
            lost_at=_lost_at(case, answered, assistant),
            wanted=tuple(group[0].quote for group in case.evidence),
        )


def _lost_at(case: Case, answered: Answered, assistant: Assistant) -> Stage | None:
    """The stage that lost the case; only then is the search looked through as far down as it goes."""
    if is_right(case.answerable, answered):
        return None
    hits = assistant.finder.find(answered.searched_as, assistant.reader, k=DEEP)
    return stage_of(case.answerable, answered, group_ranks(case.evidence, hits))


def found_by(case: Case, search: Searcher, query: str) -> Found:
    """At which ranks `search` finds the evidence of `case`, and how long it takes."""
    started = time.perf_counter()
    hits = search(query)
    return Found(took_ms=_since(started), ranks=group_ranks(case.evidence, hits))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1_000
