"""Choosing what to quote: the sentences, rows and lists of the passages found, weighed against the question."""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from corpus.marks import plain
from corpus.sentences import counts_votes, is_row, sentences
from corpus.tables import header_lines
from corpus.types import Kind
from index.asks import Asks, answers_type, fitness, fits
from index.late_interaction import matches_above, similarities, span_matches
from index.question import QuestionWords
from index.tokens import Tokens
from index.types import Hit, Vectors
from index.weights import read_weights

MIN_WORDS = 4
MIN_ROW_WORDS = 2
"""Of a row of a table, whose header tells what its cells are, so few will do: "Total £625,000"."""
MAX_LIST_CHARACTERS = 1_200
MAX_BEHIND = 4.0
"""What is this far behind the best is 50 times less likely to be the answer."""
MIN_WORTH = 0.0012
"""The least likelihood of being the answer, for each word that a quote asks its reader to read. Where one quote is
clearly the answer few others follow; where several may be, more do."""
_BULLET = re.compile(r"(?:[•·▪◦●o*–-]|\(?[a-z]{1,4}[).]|\(?\d{1,2}[).])\s+\S")
_LEADS_IN = re.compile(r":\s?[-–—]?$")
_TOTAL = re.compile(r"\W*(?:grand |overall )?totals?\b", re.IGNORECASE)
_LEANS = re.compile(r"\W*(?:this|these|that|those|it|they|he|she|both|such|there|its|their|his|her|of these)\b", re.I)
_JUDGED = (Asks.MONEY, Asks.NUMBER, Asks.PERSON, Asks.DATE, Asks.VOTE, Asks.DECISION, Asks.RECOMMENDATION, Asks.REASON)
_FIGURES = frozenset({Asks.NUMBER, Asks.MONEY})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuoteSigns:
    """What tells that a stretch of a passage answers a question. Cosines are -1 to 1, shares 0 to 1, flags 0 or 1.

    `near` is late interaction with its own words; `context` with its own, its headings' and its neighbours', the
    latter counting less; `leaning` that of the sentence before where it leans on it ("This was due to ..."). `passage`
    is how far its passage stands behind the best one, at most 0, and `first` 1 / the passage's rank. `covered` and
    `around` are the shares, by weight, of the question's words that stand in it, and in it or around it. `fits` is the
    share of what is asked for that it has; `money` to `reason` are 0.5 where just that is asked for and there, -0.5
    where it is asked for and missing. `new` is the share of its words that the question does not have; `total` is 1 for
    what begins as the total of a table does.
    """

    near: float
    context: float
    leaning: float
    head: float
    after: float
    passage: float
    first: float
    covered: float
    around: float
    fits: float
    new: float
    length: float
    short: float
    capitals: float
    figures: float
    row: float
    total: float
    bullet: float
    list: float
    answered: float
    unended: float
    minutes: float
    money: float
    number: float
    person: float
    date: float
    vote: float
    decision: float
    recommendation: float
    reason: float


QUOTE_SIGNS = tuple(field.name for field in fields(QuoteSigns))


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a passage, `start` to `end` in the passage's text, how well it answers (higher is better), what told
    so, and what each word of the question finds in its passage or above it: `found` (question words,), cosines."""

    hit: Hit
    start: int
    end: int
    score: float
    signs: QuoteSigns
    found: Vectors = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """The quoted words as they stand in the paper."""
        return self.hit.passage.text[self.start : self.end]

    @property
    def words(self) -> int:
        """Number of words quoted."""
        return len(plain(self.text).split())


def score_quotes(
    hits: Sequence[Hit], tokens: dict[int, Tokens], question: QuestionWords, wanted: frozenset[Asks]
) -> list[Quote]:
    """The stretches of the passages found that say something, scored. `tokens` are the passages' words by id."""
    weights = read_weights("quotes", QUOTE_SIGNS)
    found = []
    known = [tokens[hit.passage.id] for hit in hits]
    matches = similarities(question.vectors, known)
    for rank, (hit, held, matched) in enumerate(zip(hits, known, matches, strict=True), start=1):
        view = _View(hit, held, matched, question, wanted, (hit.score - hits[0].score, 1 / rank))
        for first, last in view.units():
            signs = view.signs(first, last)
            start, end = view.spans[first][0], view.spans[last][1]
            score = float(np.array(astuple(signs)) @ weights)
            quote = Quote(hit, start, end, score, signs, view.found)
            if _says_something(quote) and not _is_put(quote, question, wanted):
                found.append(quote)
    return found


def _says_something(quote: Quote) -> bool:
    """Whether a stretch is more than a few words, the lead-in of a list, or a line of years and figures that has lost
    its table."""
    said = plain(quote.text)
    labelled = bool(quote.hit.passage.header) or any(map(str.isalpha, said))
    return (
        quote.words >= (MIN_ROW_WORDS if quote.hit.passage.header else MIN_WORDS)
        and labelled
        and not _LEADS_IN.search(said)
    )


def _is_put(quote: Quote, question: QuestionWords, wanted: frozenset[Asks]) -> bool:
    """Whether a stretch is a question that the paper itself puts. One that gives the figure asked for, as in "How many
    of the 49 % were late?", says something."""
    said, figures = plain(quote.text), wanted & _FIGURES
    return said.endswith("?") and not (figures and all(answers_type(said, asks, question.text) for asks in figures))


class _View:
    """A passage as seen from a question: its sentences, and what each word of the question finds in each."""

    def __init__(
        self,
        hit: Hit,
        tokens: Tokens,
        matches: Vectors,
        question: QuestionWords,
        wanted: frozenset[Asks],
        standing: tuple[float, float],
    ) -> None:
        self._hit, self._question, self._wanted, self._standing = hit, question, wanted, standing
        self._text = hit.passage.text
        self.spans = sentences(self._text)
        inside = [(tokens.starts >= start) & (tokens.ends <= end) for start, end in self.spans]
        self._matches = [span_matches(matches, rows) for rows in inside]
        self._pieces = [frozenset(tokens.pieces[rows].tolist()) for rows in inside]
        self.found: Vectors = matches.max(axis=1, initial=-1.0)
        self._head = matches_above(matches, tokens.starts)
        self._head_pieces = frozenset(tokens.pieces[tokens.starts < 0].tolist())
        self._nothing: Vectors = np.full(len(question.weights), -1.0, dtype=np.float32)

    def units(self) -> list[Span]:
        """What can be quoted, as first and last sentence: each sentence, and each list with what leads it in."""
        headers = () if self._hit.passage.header else header_lines(self._text)
        single = [(i, i) for i, span in enumerate(self.spans) if span not in headers]
        lists = [
            (i, last)
            for i, (start, end) in enumerate(self.spans)
            if _LEADS_IN.search(self._text[start:end]) and (last := self._list_end(i)) > i
        ]
        return single + lists

    def _list_end(self, lead_in: int) -> int:
        """The last entry of the list that the sentence `lead_in` announces, within MAX_LIST_CHARACTERS."""
        begin, last = self.spans[lead_in][0], lead_in
        for i in range(lead_in + 1, len(self.spans)):
            start, end = self.spans[i]
            entry = self._text[start:end]
            if end - begin > MAX_LIST_CHARACTERS or not (i == lead_in + 1 or self._goes_on(last, entry)):
                break
            last = i
        return last

    def _goes_on(self, last: int, entry: str) -> bool:
        before = self._text[slice(*self.spans[last])]
        return bool(_BULLET.match(entry)) or counts_votes(entry) or before.endswith((";", ",", "; and", ", and"))

    def signs(self, first: int, last: int) -> QuoteSigns:
        """What tells of the sentences `first` to `last`."""
        weights = self._question.weights
        text = plain(self._text[self.spans[first][0] : self.spans[last][1]])
        own = np.max(self._matches[first : last + 1], axis=0)
        before, after = self._beside(first - 1), self._beside(last + 1)
        pieces = frozenset().union(*self._pieces[first : last + 1])
        pieces_before = self._pieces[first - 1] if first else frozenset()
        words = text.split()
        previous = self._text[slice(*self.spans[first - 1])] if first else ""
        single = first == last
        return QuoteSigns(
            near=float(weights @ own),
            context=float(weights @ np.max([own, self._head, 0.8 * before, 0.6 * after], axis=0)),
            leaning=max(0.0, float(weights @ before)) if leans(text) else 0.0,
            head=float(weights @ self._head),
            after=max(0.0, float(weights @ after)),
            passage=self._standing[0],
            first=self._standing[1],
            covered=self._covered(pieces),
            around=self._covered(pieces | self._head_pieces | pieces_before),
            fits=fitness(text, self._wanted, self._question.text),
            new=len(pieces - set(self._question.pieces.tolist())) / max(1, len(pieces)),
            length=math.log(len(words) + 1),
            short=float(len(words) < 6),
            capitals=sum(word[:1].isupper() for word in words) / max(1, len(words)),
            figures=sum(map(str.isdigit, text)) / max(1, len(text)),
            row=float(single and is_row(self._text[slice(*self.spans[first])])),
            total=float(bool(_TOTAL.match(text))),
            bullet=float(bool(_BULLET.match(text))),
            list=float(not single),
            answered=float(previous.endswith("?")),
            unended=float(not text.endswith((".", ";", "!", ")", "”", '"'))),
            minutes=float(self._hit.paper.kind_of(self._hit.passage) is Kind.MINUTES),
            **{
                asks.value: (0.5 if fits(text, asks, self._question.text) else -0.5) if asks in self._wanted else 0.0
                for asks in _JUDGED
            },
        )

    def _beside(self, i: int) -> Vectors:
        return self._matches[i] if 0 <= i < len(self._matches) else self._nothing

    def _covered(self, pieces: frozenset[int]) -> float:
        held: NDArray[np.bool_] = np.isin(self._question.pieces, list(pieces))
        return float(self._question.weights[held].sum())


def leans(text: str) -> bool:
    """Whether a sentence leans on the one before it: "It agreed to ..."."""
    return bool(_LEANS.match(text))


def overlaps(quote: Quote, other: Quote) -> bool:
    """Whether two quotes have words of one place in common."""
    same = quote.hit.passage.id == other.hit.passage.id
    return same and quote.start < other.end and other.start < quote.end


def choose(quotes: Sequence[Quote], max_words: int, max_quotes: int) -> list[Quote]:
    """The best quotes, best first, `max_words` at most in all; none says again what another says.

    After the first, each is worth its words: its likelihood of being the answer, a softmax of the scores, is at least
    MIN_WORTH a word. By that measure a given number of words, on average, holds most answers.
    """
    chosen: list[Quote] = []
    words = 0
    distinct: dict[str, Quote] = {}
    for quote in sorted(quotes, key=lambda q: (-q.score, q.hit.passage.id, q.start, q.end)):
        distinct.setdefault(plain(quote.text), quote)
    ranked = list(distinct.values())
    odds = [math.exp(quote.score - ranked[0].score) for quote in ranked]
    least = MIN_WORTH * sum(odds)
    for quote, odd in zip(ranked, odds, strict=True):
        if len(chosen) == max_quotes:
            break
        if chosen and (odd < least * quote.words or words + quote.words > max_words):
            continue
        if any(_repeats(quote, other) for other in chosen):
            continue
        chosen.append(quote)
        words += quote.words
    return chosen


def _repeats(quote: Quote, chosen: Quote) -> bool:
    """Whether a quote says what one `chosen` before it says: most words of the shorter stand in the other, all its
    figures too, and the quote has no figure that is new."""
    own, said = (set(plain(q.text).casefold().split()) for q in (quote, chosen))
    one, two = sorted((own, said), key=len)
    new_figure = any(char.isdigit() for word in (own - said) | (one - two) for char in word)
    return not new_figure and len(one & two) >= 0.8 * len(one)
