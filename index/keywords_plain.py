"""The plain keyword store: BM25 in memory, the yardstick for the real one."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.types import Access
from index.types import Entry

_WORD = re.compile(r"\w+")
K1, B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza, 2009, section 3.5)."""


class PlainKeywords:
    """Counts of lower-cased words a passage, without stemming; title, heading and text count alike."""

    def __init__(self) -> None:
        self._entries: dict[int, tuple[int, Access, Counter[str]]] = {}
        self._papers: frozenset[int] = frozenset()

    def papers(self) -> frozenset[int]:
        return self._papers

    def update(self, removed: Sequence[int], added: Iterable[Entry], papers: frozenset[int]) -> None:
        gone = {*removed, *(papers - self._papers)}
        self._entries = {id_: entry for id_, entry in self._entries.items() if entry[0] not in gone}
        for entry in added:
            words = Counter(_WORD.findall(f"{entry.title} {entry.heading} {entry.text}".lower()))
            self._entries[entry.id] = (entry.paper, entry.access, words)
        self._papers = papers

    def found_in(self, words: Sequence[str], clearance: Access) -> list[int]:
        wanted = [set(_WORD.findall(word.lower())) for word in words]
        held = [counts.keys() for _, access, counts in self._entries.values() if access <= clearance]
        return [sum(each <= counts for counts in held) for each in wanted]

    def count(self, clearance: Access) -> int:
        return sum(access <= clearance for _, access, _ in self._entries.values())

    def search(self, query: str, k: int, papers: Sequence[int], clearance: Access) -> list[tuple[int, float]]:
        wanted = set(_WORD.findall(query.lower()))
        allowed = set(papers)
        scope = {
            i: words for i, (paper, access, words) in self._entries.items() if paper in allowed and access <= clearance
        }
        if not scope:
            return []
        mean_length = sum(words.total() for words in scope.values()) / len(scope)
        found_in = Counter(word for words in scope.values() for word in wanted & words.keys())
        scores = {
            id_: sum(
                self._weight(word, words, found_in[word], len(scope), mean_length) for word in wanted & words.keys()
            )
            for id_, words in scope.items()
        }
        ranked = sorted(((i, s) for i, s in scores.items() if s > 0), key=lambda hit: (-hit[1], hit[0]))
        return ranked[:k]

    @staticmethod
    def _weight(word: str, words: Counter[str], found_in: int, total: int, mean_length: float) -> float:
        rarity = math.log(1 + (total - found_in + 0.5) / (found_in + 0.5))
        count = words[word]
        return rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * words.total() / mean_length))
