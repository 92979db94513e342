"""Learns the weights of ranking, quoting and refusing from question sets, and judges them on cases not learned from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from assistant.bootstrap import Assistant
from assistant.extractive import HITS, MAX_QUOTES, MAX_WORDS, MIN_LIKELIHOOD
from assistant.follow_up import last_asked, stand_alone
from assistant.quotes import QUOTE_SIGNS, Quote, choose, score_quotes
from assistant.refusal import ANSWER_MODELS, ANSWER_SIGNS, answer_signs
from assistant.types import Turn
from corpus.marks import plain
from eval.cases import Case
from eval.coverage import holds
from eval.judge import states
from eval.learning import Marks, Matrix, folds, learn_to_rank, learn_to_tell
from eval.tables import Table
from index.asks import Asks, asked
from index.candidates import read_candidates
from index.copies import Copies
from index.question import QuestionWords
from index.rerank import PASSAGE_SIGNS, passage_signs
from index.same_words import distinct
from index.types import Filters, Hit
from index.weights import read_weights

_NAMES = {"passages": PASSAGE_SIGNS, "quotes": QUOTE_SIGNS, **ANSWER_MODELS}
_LOOKED_AT = 30
"""Passages of a question that quotes are taken from while learning; an answer has those of the first HITS."""
_STRANGE_SHARE = 0.35
"""How many questions about other things are taken to be asked, beside those that the papers answer."""
_NEAR_MISS_SHARE = 0.15
"""How many that the papers come near to, and do not answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """A case with what was found for it: the signs (passages, signs) of its passages and which of them hold evidence;
    the quotes of those that were looked at, by passage id, each with whether it holds evidence, and the fingerprints of
    these passages. A `foreign` case asks of other papers."""

    case: Case
    words: QuestionWords
    wanted: frozenset[Asks]
    ids: tuple[int, ...]
    signs: Matrix
    right: Marks
    hits: dict[int, Hit]
    quotes: dict[int, list[tuple[Quote, bool]]]
    prints: dict[int, frozenset[int]]
    foreign: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learned, each (signs,)."""

    passages: Matrix
    quotes: Matrix
    related: Matrix
    answers: Matrix

    def named(self) -> dict[str, dict[str, float]]:
        """By model and sign."""
        return {
            model: {name: round(float(weight), 4) for name, weight in zip(signs, getattr(self, model), strict=True)}
            for model, signs in _NAMES.items()
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """How a case not learned from came out. `rank` is that of the first right passage, None where none was found."""

    case: Case
    rank: int | None
    likelihood: float
    correct: bool
    first: bool
    cited: bool
    quoted: bool
    words: int
    foreign: bool

    @property
    def refused(self) -> bool:
        return self.likelihood < MIN_LIKELIHOOD


def examples_of(cases: Sequence[Case], assistant: Assistant, *, foreign: bool = False) -> Iterator[Example]:
    """What is found for each case, with gold marks; none for `foreign` cases, which ask of other papers."""
    search, catalogue, reader = assistant.search, assistant.catalogue, assistant.reader
    scope = search.scope(Filters(), reader)
    for case in (replace(case, evidence=(), facts=()) for case in cases) if foreign else cases:
        typed = search.spelled_out(case.question, reader)
        searched = stand_alone(typed, tuple(Turn(question) for question in case.history))
        own = last_asked(typed, searched)
        words, wanted = search.question_words(searched, reader, own), asked(own)
        candidates = read_candidates(catalogue, search.found(words, reader, scope), reader)
        signs = np.array([astuple(one) for one in passage_signs(words, candidates)], dtype=np.float64)
        held = catalogue.passages([one.found.id for one in candidates], reader)
        hits = {id_: Hit(*found, 0.0) for id_, found in held.items()}
        ids = tuple(one.found.id for one in candidates)
        right = np.array([_holds(case, hits[id_], hits[id_].passage.text) for id_ in ids], dtype=np.bool_)
        near = sorted(range(len(ids)), key=lambda i: -float(signs[i] @ _start()))[:_LOOKED_AT]
        quotes = _quotes(case, [hits[ids[i]] for i in near], assistant, words, wanted)
        prints = Copies(catalogue).prints(list(quotes))
        yield Example(case, words, wanted, ids, signs, right, hits, quotes, prints, foreign)


def fit(examples: Sequence[Example]) -> Weights:
    """The weights that `examples` teach, one model after the other: each sees what the ones before it give."""
    passages = learn_to_rank([(one.signs, one.right) for one in examples if one.case.answerable])
    told = [(one, *_stretches(one, _ranked(one, passages), passages)) for one in examples]
    quotes = learn_to_rank([(signs, marks) for one, _, signs, marks in told if one.case.answerable])
    told_of = _told_of(examples, passages, quotes)
    right = sum(mark for _, mark, _ in told_of)
    near = _NEAR_MISS_SHARE * right / max(1, sum(not (mark or foreign) for _, mark, foreign in told_of))
    answers = [(signs, mark, 1.0 if mark else near) for signs, mark, foreign in told_of if not foreign]
    return Weights(passages, quotes, _related(told_of), _telling("answers", answers))


def fit_related(examples: Sequence[Example]) -> Weights:
    """The weights in use, but for those that tell questions about other things, which `examples` teach."""
    kept = {model: read_weights(model, names).astype(np.float64) for model, names in _NAMES.items()}
    told_of = _told_of(examples, kept["passages"], kept["quotes"])
    return Weights(kept["passages"], kept["quotes"], _related(told_of), kept["answers"])


def _told_of(examples: Sequence[Example], passages: Matrix, quotes: Matrix) -> list[tuple[Matrix, bool, bool]]:
    """The signs of each answer, whether the papers have it, and whether it is asked of other papers."""
    return [
        (signs, one.case.answerable, one.foreign)
        for one in examples
        if (signs := _answer(one, passages, quotes)[1]) is not None
    ]


def _related(told_of: Sequence[tuple[Matrix, bool, bool]]) -> Matrix:
    right, foreign = sum(mark for _, mark, _ in told_of), sum(foreign for _, _, foreign in told_of)
    strange = _STRANGE_SHARE * right / max(1, foreign)
    return _telling("related", [(s, mark, strange if other else 1.0) for s, mark, other in told_of if mark or other])


def _telling(model: str, rows: Sequence[tuple[Matrix, bool, float]]) -> Matrix:
    """The weights of one of ANSWER_MODELS from rows of signs, what each is and what it counts."""
    signs, marks, counts = zip(*rows, strict=True)
    return learn_to_tell(np.array(signs)[:, _columns(model)], np.array(marks), np.array(counts))


def _columns(model: str) -> list[int]:
    return [(*ANSWER_SIGNS, "constant").index(name) for name in ANSWER_MODELS[model]]


def cross_validated(
    examples: Sequence[Example],
    parts: int,
    track: Callable[[Iterable[int]], Iterable[int]] = iter,
    learn: Callable[[Sequence[Example]], Weights] = fit,
) -> list[Judged]:
    """Each example judged by weights learned from the others, `parts` times."""
    judged: list[Judged] = []
    shares = list(folds(len(examples), parts))
    for part in track(range(parts)):
        learned, held = shares[part]
        weights = learn([examples[i] for i in learned])
        judged += [judge(examples[i], weights) for i in held]
    return judged


def judge(example: Example, weights: Weights) -> Judged:
    """How an example comes out under some weights."""
    case = example.case
    chosen, signs = _answer(example, weights.passages, weights.quotes)
    said = "\n".join(plain(quote.text) for quote in chosen)
    cited = [_holds(case, quote.hit, quote.hit.passage.text) for quote in chosen]
    order = _ranked(example, weights.passages)
    right = {id_ for id_, mark in zip(example.ids, example.right, strict=True) if mark}
    return Judged(
        case,
        next((rank for rank, id_ in enumerate(order, start=1) if id_ in right), None),
        0.0 if signs is None else min(_share(signs, weights, model) for model in ANSWER_MODELS),
        states(case.facts, said),
        bool(cited) and cited[0],
        any(cited),
        any(_holds(case, quote.hit, quote.text) for quote in chosen),
        sum(quote.words for quote in chosen),
        example.foreign,
    )


def _share(signs: Matrix, weights: Weights, model: str) -> float:
    score = float(signs[_columns(model)] @ getattr(weights, model))
    return float(1 / (1 + np.exp(-np.clip(score, -50, 50))))


def fit_table(sets: Sequence[Sequence[Judged]], names: Sequence[str], everything: Sequence[Judged]) -> Table:
    """The figures of each set, a column each, and how many questions about other papers were refused."""
    columns = [_figures(judged) for judged in sets]
    rows = [(figure, *(column[figure] for column in columns)) for figure in columns[0]]
    strange = [one.refused for one in everything if one.foreign]
    rows.append(("questions about other papers refused", f"{sum(strange)} of {len(strange)}", *[""] * (len(sets) - 1)))
    return Table("Cases not learned from", ("figure", *names), tuple(rows))


def _figures(judged: Sequence[Judged]) -> dict[str, str]:
    told = [one for one in judged if one.case.answerable]
    refused = [one for one in judged if one.refused]
    unanswerable = [one for one in judged if not one.case.answerable]

    def share(marks: Iterable[bool]) -> str:
        every = list(marks)
        return f"{sum(every) / len(every):.3f}" if every else "-"

    return {
        **{f"any@{k}": share(one.rank is not None and one.rank <= k for one in told) for k in (1, 5, 10)},
        "correct": share(one.correct and not one.refused for one in told),
        "first citation": share(one.first and not one.refused for one in told),
        "any citation": share(one.cited and not one.refused for one in told),
        "quote covers": share(one.quoted and not one.refused for one in told),
        "words": f"{sum(one.words for one in told) / max(1, len(told)):.0f}",
        "follow-ups": share(one.correct and not one.refused for one in told if one.case.history),
        "refusals right": f"{sum(not one.case.answerable for one in refused)} of {len(refused)}",
        "unanswerable refused": f"{sum(one.refused for one in unanswerable)} of {len(unanswerable)}",
    }


def _start() -> Matrix:
    """Late interaction alone, to choose whose quotes are looked at."""
    return np.array([float(name in ("near", "cosine")) for name in PASSAGE_SIGNS])


def _holds(case: Case, hit: Hit, text: str) -> bool:
    return any(holds(one, hit.paper, hit.passage, text) for group in case.evidence for one in group)


def _quotes(
    case: Case, hits: Sequence[Hit], assistant: Assistant, words: QuestionWords, wanted: frozenset[Asks]
) -> dict[int, list[tuple[Quote, bool]]]:
    tokens = assistant.catalogue.tokens([hit.passage.id for hit in hits])
    found: dict[int, list[tuple[Quote, bool]]] = {hit.passage.id: [] for hit in hits}
    for quote in score_quotes(hits, tokens, words, wanted):
        found[quote.hit.passage.id].append((quote, _holds(case, quote.hit, quote.text)))
    return found


def _ranked(example: Example, weights: Matrix) -> list[int]:
    """The ids of the example's passages, best first."""
    scores = example.signs @ weights
    return [example.ids[i] for i in np.argsort(-scores, kind="stable")]


def _stretches(example: Example, order: Sequence[int], weights: Matrix) -> tuple[list[Quote], Matrix, Marks]:
    """The quotes of the first HITS distinct passages of `order`, their signs as they stand there, and which hold
    evidence."""
    scores = dict(zip(example.ids, (example.signs @ weights).tolist(), strict=True))
    top = distinct([id_ for id_ in order if id_ in example.quotes], example.prints)[:HITS]
    quotes, signs, marks = [], [], []
    for rank, id_ in enumerate(top, start=1):
        behind = scores[id_] - scores[top[0]]
        for quote, mark in example.quotes[id_]:
            row = replace(quote.signs, passage=behind, first=1 / rank)
            quotes.append(replace(quote, signs=row))
            signs.append(astuple(row))
            marks.append(mark)
    return quotes, np.array(signs, dtype=np.float64).reshape(-1, len(QUOTE_SIGNS)), np.array(marks, dtype=np.bool_)


def _answer(example: Example, passages: Matrix, quotes: Matrix) -> tuple[list[Quote], Matrix | None]:
    """The quotes chosen for an example and the signs of the answer."""
    found, signs, _ = _stretches(example, _ranked(example, passages), passages)
    scored = [replace(quote, score=float(score)) for quote, score in zip(found, signs @ quotes, strict=True)]
    chosen = choose(scored, MAX_WORDS, MAX_QUOTES)
    if not chosen:
        return [], None
    told = answer_signs(chosen, scored, example.words, example.wanted)
    return chosen, np.array([*astuple(told), 1.0])
