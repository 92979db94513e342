"""When the papers do not say: whether what was found answers."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assistant.quotes import MAX_BEHIND, Quote
from assistant.register_questions import day_in_words
from corpus.dates import find_dates
from corpus.marks import plain
from corpus.types import Kind
from index.asks import Asks, answers_type
from index.question import QuestionWords
from index.weights import read_weights

_YEAR = re.compile(r"(?:19|20)\d\d")
_OWN = re.compile(
    r"\b(?:do|does|can|could|should|must|may|would|will|might|am|have|did|if) I\b"
    r"|\bI (?:need|want|lost|missed|got|have|live|cannot|can['’]t)\b"
    r"|\b[Mm]y (?!ward|division|residents?\b|constituents?\b|colleagues?\b|group\b|question\b)\w+"
)
"""Somebody asks for themselves; a councillor who asks for a ward does not."""
_LONGEST_ASKED = 400
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n\s*\n")
_IS_ASKED = re.compile(
    r"\b(?:asked|enquired|queried|questioned|wanted to know|sought clarification)\b.*"
    r"\b(?:how|what|why|when|whether|if|which|who|where)\b|\?$",
    re.IGNORECASE,
)
_DECIDING = (Kind.MINUTES, Kind.DECISION)
_PASSAGES = 5  # the best, in which the question's words are looked for
_ALIKE, _CLOSE = 0.5, 0.65  # cosines of words


@dataclass(frozen=True, slots=True)
class AnswerSigns:
    """What tells that quotes answer a question. Cosines are -1 to 1, shares 0 to 1.

    `best` is the best quote's score, `margin` how far it stands before the second, up to MAX_BEHIND, `near` its late
    interaction, and `covered` the share, by rarity, of the question's words in the stretch that has most of them.
    Beside those, among the stretches that have what is asked for (a sum, a count, a name, a date, a vote): `behind` is
    how much less near the nearest is, `lacking` how much less the fullest covers, and `untyped` 1 where there is none
    at all. `names` and `years` are the shares of the question's names and years that stand in none of the quotes nor
    around them, `absent` that of all its words, by rarity.
    `own` is 1 where somebody asks for themselves ("How do I ...", "my bins"), which papers seldom answer.
    `undecided` is 1 where a decision or vote of a day is asked for, and no minutes or decision notice of it is quoted.

    Of what the question's words find in the best passages, word by word: `matched` is the mean, by rarity, in the best
    one, and `weakest` the least; `anywhere` the least in any, `fullest` the least in the passage where that is most;
    `unmet` is the share, by rarity, of the words that find nothing alike in any, `unlike` that of those that find
    nothing close in the best one; `named` and `numbered` are the least that a name finds in any, and a number in the
    best one, 1 where there is none.
    """

    best: float
    margin: float
    near: float
    covered: float
    behind: float
    lacking: float
    untyped: float
    names: float
    years: float
    absent: float
    own: float
    undecided: float
    matched: float
    weakest: float
    anywhere: float
    fullest: float
    unmet: float
    unlike: float
    named: float
    numbered: float


ANSWER_SIGNS = tuple(field.name for field in fields(AnswerSigns))
ANSWER_MODELS = {
    "related": (
        *("best", "near", "covered", "names", "absent", "own", "matched", "weakest", "anywhere", "fullest", "unmet"),
        "constant",
    ),
    "answers": (
        *("margin", "behind", "lacking", "untyped", "names", "years", "undecided", "weakest"),
        *("unlike", "named", "numbered", "constant"),
    ),
}
"""Which signs tell that quotes are about the question, and which that they have what is asked for."""


def answer_signs(
    chosen: Sequence[Quote], quotes: Sequence[Quote], words: QuestionWords, wanted: frozenset[Asks]
) -> AnswerSigns:
    """What tells that `chosen`, out of `quotes`, answers."""
    put = [_put_before(quote) for quote in quotes]
    said = [f"{asked} {plain(quote.text)}" for asked, quote in zip(put, quotes, strict=True)]
    near = _near(quotes, put)
    covered = np.array([_covered(text.casefold(), words) for text in said])
    typed = np.array([_has_type(_with_units(quote), wanted, words.text) for quote in quotes])
    scores = sorted((quote.score for quote in quotes), reverse=True)
    there = " ".join(map(around, chosen))
    names = [word for word in words.words if word[:1].isupper() and word != words.text.split(maxsplit=1)[0]]
    return AnswerSigns(
        best=chosen[0].score,
        margin=min(scores[0] - scores[1], MAX_BEHIND) if len(scores) > 1 else 0.0,
        near=chosen[0].signs.near,
        covered=float(covered.max()),
        behind=float(near.max() - near[typed].max(initial=0.0)),
        lacking=float(covered.max() - covered[typed].max(initial=0.0)),
        untyped=float(not typed.any()),
        names=_missing(names, there),
        years=_missing([word for word in words.words if _YEAR.fullmatch(word)], there),
        absent=1.0 - _covered(there, words),
        own=float(bool(_OWN.search(words.text))),
        undecided=float(_undecided(words.text, chosen, wanted)),
        **_met(quotes, words, names),
    )


def _put_before(quote: Quote) -> str:
    """The sentence before a quote, where it tells what was asked: the quote answers that. Empty where it does not."""
    before = quote.hit.passage.text[max(0, quote.start - _LONGEST_ASKED) : quote.start].rstrip()
    sentence = plain(_SENTENCE_END.split(before)[-1])
    return sentence if _IS_ASKED.search(sentence) else ""


def _near(quotes: Sequence[Quote], put: Sequence[str]) -> NDArray[np.float64]:
    """How near each quote is, or what was asked before it: (quotes,)."""
    by_place = {(quote.hit.passage.id, plain(quote.text)): quote.signs.near for quote in quotes}
    asked = [by_place.get((quote.hit.passage.id, said), -1.0) for quote, said in zip(quotes, put, strict=True)]
    return np.maximum([quote.signs.near for quote in quotes], asked)


def _met(quotes: Sequence[Quote], words: QuestionWords, names: Collection[str]) -> dict[str, float]:
    """The signs of what the question's words find in the best passages."""
    by_passage = {quote.hit.passage.id: quote.found for quote in quotes}
    found = np.stack(list(by_passage.values())[:_PASSAGES])
    best, anywhere = found[0], found.max(axis=0)
    named = [row for row, word in enumerate(words.words) if word in names]
    numbered = [row for row, word in enumerate(words.words) if word.isdigit()]
    return {
        "matched": float(best @ words.rarity),
        "weakest": float(best.min()),
        "anywhere": float(anywhere.min()),
        "fullest": float(found.min(axis=1).max()),
        "unmet": float(words.rarity[anywhere < _ALIKE].sum()),
        "unlike": float(words.rarity[best < _CLOSE].sum()),
        "named": float(anywhere[named].min(initial=1.0)),
        "numbered": float(best[numbered].min(initial=1.0)),
    }


def _with_units(quote: Quote) -> str:
    """A quote's words, those of a row below what the header says of its figures: "£000s" makes them sums."""
    units = [header for header in quote.hit.passage.header if "£" in header or "%" in header]
    return " ".join([*units, plain(quote.text)])


def _has_type(said: str, wanted: frozenset[Asks], question: str) -> bool:
    return not said.endswith("?") and all(answers_type(said, asks, question) for asks in wanted)


def _undecided(question: str, chosen: Sequence[Quote], wanted: frozenset[Asks]) -> bool:
    days = {found.day for found in find_dates(question)}
    if not days or not wanted & {Asks.DECISION, Asks.VOTE}:
        return False
    hits = [quote.hit for quote in chosen]
    return not any(
        hit.paper.kind_of(hit.passage) in _DECIDING and hit.paper.meeting_of(hit.passage).day in days for hit in hits
    )


def likelihood(signs: AnswerSigns) -> float:
    """How likely an answer of these signs answers, 0 to 1: the less of being about the question, and of having what is
    asked for. Near misses are nearer to their questions than answers are, so the two cannot be told in one."""
    values = {**asdict(signs), "constant": 1.0}
    return min(_share(values, model, names) for model, names in ANSWER_MODELS.items())


def _share(values: Mapping[str, float], model: str, names: Sequence[str]) -> float:
    score = float(np.array([values[name] for name in names]) @ read_weights(model, names))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


def around(quote: Quote) -> str:
    """The words of a quote's passage, and of all that tells what it is of, in small letters."""
    passage, paper = quote.hit.passage, quote.hit.paper
    meeting = paper.meeting_of(passage)
    day = day_in_words(meeting.day) if meeting.day else ""
    above = (paper.title, meeting.committee or "", meeting.council or "", day, *passage.heading, *passage.header)
    return " ".join((*above, plain(passage.text))).casefold()


def _covered(text: str, words: QuestionWords) -> float:
    """The share, by rarity, of the question's words whose beginning stands in `text`; 0 for a question without any."""
    if not words.words:
        return 0.0
    held = {word: _stem(word) in text for word in set(words.words)}
    return float(sum(weight for word, weight in zip(words.words, words.rarity.tolist(), strict=True) if held[word]))


def _missing(words: Sequence[str], text: str) -> float:
    """The share of some words that `text` does not hold; 0 for none."""
    stems = {_stem(word) for word in words}
    return sum(stem not in text for stem in stems) / len(stems) if stems else 0.0


def _stem(word: str) -> str:
    """The beginning of a word, which its other forms share."""
    low = word.casefold()
    return low[: max(4, len(low) - 3)] if low.isalpha() else low
