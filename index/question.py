"""A question made ready for searching."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.types import Access
from index.late_interaction import rarity
from index.question_view import QuestionView
from index.tokens import FUNCTION_WORDS
from index.types import Embedder, KeywordStore, Vectors

EARLIER_SHARE = 0.5
"""What a word of an earlier question counts, beside one of the question itself. With 1, 0.6 and 0.4, of 100 follow-ups
in practice questions 71, 72 and 74 were answered rightly; with less the passages are found a little less well."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The question's `vector` (dimension,) as it is seen, and of its content words, piece by piece: the `vectors`
    (pieces, dimension) as they are seen, their `weights` (pieces,) so and their `rarity` (pieces,), both summing to 1,
    the `words` that they belong to, and the `pieces` (pieces,) as numbers in the model's vocabulary."""

    text: str
    vector: Vectors
    words: tuple[str, ...]
    vectors: Vectors
    weights: Vectors
    rarity: Vectors
    pieces: NDArray[np.int32]


def read_question(
    text: str, embedder: Embedder, keywords: KeywordStore, view: QuestionView | None, clearance: Access, own: str = ""
) -> QuestionWords:
    """Encodes `text` and weighs its words by their rarity among the passages up to `clearance`: what a reader may not
    see tells nothing by its words either. Both are as seen by `view`, if there is one. Where `text` ends with what is
    its `own`, the words of earlier questions before that weigh less."""
    encoding = embedder.encode_question(text) if view else embedder.encode([text])[0]
    rows, words = content_words(text, encoding.spans)
    kept: NDArray[np.int64] = np.array(rows, dtype=np.int64)
    if not words:  # nothing but function words: the question as a whole is all there is to go by
        alone = encoding.vector[np.newaxis, :]
        one = np.ones(1, np.float32)
        return QuestionWords(text, encoding.vector, (), alone, one, one, np.full(1, -1, np.int32))
    vectors = encoding.vectors[kept]
    rare = rarity(keywords.found_in(words, clearance), keywords.count(clearance))
    weights = view.weights(vectors, rare) if view else rare
    if own and text.endswith(own):
        weights = weights * np.where(encoding.spans[kept, 0] < len(text) - len(own), EARLIER_SHARE, 1.0)
        weights = (weights / weights.sum()).astype(np.float32)
    return QuestionWords(text, encoding.vector, tuple(words), vectors, weights, rare, encoding.pieces[kept])


def content_words(text: str, spans: NDArray[np.int32]) -> tuple[list[int], list[str]]:
    """Which word-pieces of `text`, with `spans` (pieces, 2), are of content words, and the word of each."""
    places = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    words: list[str] = []
    rows: list[int] = []
    for row, start in enumerate(spans[:, 0].tolist()):
        word = next((w for begin, end, w in places if begin <= start < end), "")
        if word and word.lower() not in FUNCTION_WORDS:
            words.append(word)
            rows.append(row)
    return rows, words
