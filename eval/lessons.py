"""Lessons on how questions are to be seen: what the search finds for a question, and which of it holds evidence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import Assistant
from assistant.follow_up import stand_alone
from assistant.types import Turn
from corpus.types import Passage
from eval.cases import Case, Evidence
from eval.coverage import holds, is_from
from index.candidates import Candidate, read_candidates
from index.question import QuestionWords, content_words
from index.rerank import PASSAGE_SIGNS, passage_signs
from index.tokens import Tokens
from index.types import Filters, PaperSummary, Vectors
from index.weights import read_weights

_PASSAGES = 24
"""Passages of a lesson besides those that hold evidence: the ones that the search sets highest."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question's `words` as they are, which stand at `rows` (words,) among its word-pieces, marks left out. `holding`
    (some,) are the numbers, within the collection, of the passages that hold evidence. Of the passages that were found
    for it, the `candidates`, the `signs` (passages, signs), and which are `right`: hold evidence."""

    words: QuestionWords
    rows: NDArray[np.int64]
    holding: NDArray[np.intp]
    candidates: tuple[Candidate, ...]
    signs: Vectors
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Collection:
    """The lessons of one collection. Its passage i has the vectors `windows` (windows, dimension) from `firsts[i]`
    (passages,) on."""

    lessons: tuple[Lesson, ...]
    windows: Vectors
    firsts: NDArray[np.intp]


def collected(
    cases: Sequence[Case], assistant: Assistant, track: Callable[[Sequence[Case]], Iterable[Case]] = iter
) -> Collection:
    """What is held and asked; cases whose evidence is nowhere held are left out."""
    owners, windows = assistant.catalogue.vectors(assistant.catalogue.passage_ids())
    ids, firsts = np.unique(owners, return_index=True)
    return Collection(tuple(_lessons(track(cases), assistant, ids)), windows, firsts)


def _lessons(cases: Iterable[Case], assistant: Assistant, ids: NDArray[np.integer]) -> Iterator[Lesson]:
    catalogue, reader, search = assistant.catalogue, assistant.reader, assistant.search.seeing(None)
    passages = _Passages(catalogue.passages(ids.tolist(), reader))
    weights, scope = read_weights("passages", PASSAGE_SIGNS), search.scope(Filters(), reader)
    once = _Once()
    for case in cases:
        holding = {id_ for group in case.evidence for evidence in group for id_ in passages.holding(evidence)}
        typed = search.spelled_out(case.question, reader)
        words = search.question_words(stand_alone(typed, tuple(map(Turn, case.history))), reader)
        if not holding or not words.words:
            continue
        candidates = read_candidates(catalogue, search.found(words, reader, scope), reader)
        signs = np.array([astuple(one) for one in passage_signs(words, candidates)], dtype=np.float32)
        right = np.array([one.found.id in holding for one in candidates])
        best = set(np.argsort(-(signs @ weights), kind="stable")[:_PASSAGES].tolist())
        kept = [i for i in range(len(candidates)) if i in best or right[i]]
        rows, _ = content_words(words.text, assistant.embedder.encode([words.text])[0].spans)
        yield Lesson(
            words,
            np.array(rows, dtype=np.int64),
            np.searchsorted(ids, sorted(holding)),
            tuple(once.kept(candidates[i]) for i in kept),
            signs[kept],
            right[kept],
        )


class _Once:
    """Keeps the words of a passage once, for all the lessons that it is a candidate of: each has 4 MB of them."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bytes], Tokens] = {}

    def kept(self, one: Candidate) -> Candidate:
        before, after = (tokens and self._of(tokens) for tokens in (one.before, one.after))
        return replace(one, tokens=self._of(one.tokens), before=before, after=after)

    def _of(self, tokens: Tokens) -> Tokens:
        return self._known.setdefault((tokens.pieces.tobytes(), tokens.starts.tobytes()), tokens)


class _Passages:
    """The passages held, by paper and page, to look for evidence in."""

    def __init__(self, held: dict[int, tuple[Passage, PaperSummary]]) -> None:
        self._papers = {paper.id: paper for _, paper in held.values()}
        self._on: dict[tuple[str, int | None], list[tuple[int, Passage]]] = defaultdict(list)
        for id_, (passage, paper) in held.items():
            self._on[paper.id, None].append((id_, passage))
            if passage.page:
                self._on[paper.id, passage.page.number].append((id_, passage))

    def holding(self, evidence: Evidence) -> list[int]:
        """The ids of the passages that hold some evidence."""
        papers = [paper for paper in self._papers.values() if is_from(evidence.file, paper.sources)]
        return [
            id_
            for paper in papers
            for id_, passage in self._on[paper.id, evidence.page]
            if holds(evidence, paper, passage, passage.text)
        ]
