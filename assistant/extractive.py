"""Answers made of the papers' own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quotes import Quote, choose, score_quotes
from assistant.references import naming, references
from assistant.refusal import answer_signs, likelihood
from assistant.types import Understood
from assistant.understanding import favoured
from index.asks import asked
from index.catalogue import Catalogue
from index.copies import Copies
from index.question import QuestionWords
from index.same_words import distinct
from index.search import MAX_K, Search
from index.types import Hit, Reader, Scope

HITS = 10
HITS_WEIGHED = 40
"""How many passages are looked at for them: some are to go before others, and copies say the same once more."""
MAX_WORDS = 170
MAX_QUOTES = 7
MIN_LIKELIHOOD = 0.5
"""Quotes that are less likely to answer than not are not shown: likelihoods are learned with near misses as frequent as
in question sets, one to seven that the papers answer."""
SURE_LIKELIHOOD = 0.6
"""What is less likely to answer is shown as uncertain."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What some papers have on a question: the quotes `chosen`, best first, out of all `quotes`, how likely they answer
    it (0 to 1), and whether that is likely enough."""

    chosen: tuple[Quote, ...]
    quotes: tuple[Quote, ...]
    likelihood: float
    answers: bool


class ExtractiveAnswerer:
    """Finds passages, chooses their best sentences and quotes them, each with its page."""

    def __init__(self, catalogue: Catalogue, search: Search) -> None:
        self._catalogue = catalogue
        self._search = search

    def attempt(
        self,
        searched: str,
        asked_text: str,
        reader: Reader,
        scope: Scope,
        understood: Sequence[Understood] = (),
        own: str = "",
        *,
        copies: bool = False,
    ) -> Attempt:
        """What `scope` has on a question. `searched` is the question as it stands alone, `asked_text` the part of it
        that tells what kind of thing is asked for; passages that fit what was `understood` go before others. A question
        that names a matter by its number is answered from what names it alone. Where `searched` ends with its `own`
        words, those before are of earlier questions. Of copies the best alone is quoted from, unless `copies` are
        wanted: the words of another day's papers, and what they changed."""
        words = self._search.question_words(searched, reader, own)
        named = references(searched)
        found = self._search.find(words, reader, scope, MAX_K if named else HITS_WEIGHED)
        held = naming(found, named, self._catalogue, reader) if named else found
        ranked = favoured(held, understood)
        hits = (ranked if copies else self._distinct(ranked))[:HITS]
        quotes = self.quotes(hits, words, asked_text)
        wanted = asked(asked_text)
        chosen = choose(quotes, MAX_WORDS, MAX_QUOTES)
        likely = likelihood(answer_signs(chosen, quotes, words, wanted)) if chosen else 0.0
        return Attempt(tuple(chosen), tuple(quotes), likely, likely >= MIN_LIKELIHOOD)

    def _distinct(self, hits: Sequence[Hit]) -> list[Hit]:
        """The passages found without those that say no more than one before them: a report in a pack and a supplement
        would take the place of two others."""
        by_id = {hit.passage.id: hit for hit in hits}
        return [by_id[id_] for id_ in distinct(list(by_id), Copies(self._catalogue).prints(list(by_id)))]

    def quotes(self, hits: Sequence[Hit], words: QuestionWords, asked_text: str) -> list[Quote]:
        """All that could be quoted from the passages found, scored."""
        tokens = self._catalogue.tokens([hit.passage.id for hit in hits])
        held = [hit for hit in hits if hit.passage.id in tokens]  # a paper may go while it is asked about
        return score_quotes(held, tokens, words, asked(asked_text))
