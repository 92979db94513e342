"""Questions of how a vote went, or of who moved what was voted on: what they ask, and the names they have."""

import re
from dataclasses import replace

import numpy as np

from index.question import QuestionWords

_FLAGS = re.IGNORECASE
_SIDED = (
    r"(?:abstain\w*|opposed?(?! to)|voted|s[ai]t (?:it )?out"
    r"|s[ai]t on (?:the|their) (?:fence|hands)|t(?:ake|ook) sides?"
    r"|were in favour)"
)
_ON_VOTES = re.compile(
    r"\bhow (?:did|was|were|close was)\b.*\bvot(?:es?|ed|ing)\b|\bwhich way did\b"
    r"|\bwhat (?:was|were)\b.*\b(?:votes?|tally|numbers|split)\b"
    r"|\b(?:numbers|votes?|tally|count|split|result)\b.{0,20}\bfor (?:and|or) against\b|: for (?:and|or) against\b"
    r"|\bhow close was (?:it|the result)\b|\bby (?:how many votes|what margin)\b|\bhow many votes\b.* (?:for|against)\b"
    r"|\bsplit of (?:the )?votes?\b|\bvote (?:unanimous|split|close)\b"
    r"|\b(?:final|total) (?:tally|count|vote)\b|(?:^|[,:;] |\band )did\b.*\b(?:vote|abstain)\b"
    rf"|\b(?:who|which|how many|names? of|anyone|anybody|and)\b.*\b{_SIDED}\b"
    r"|\bhow many\b.*\b(?:backed|supported|turned down|refused|were (?:for|against|in favour))\b"
    r"|\b(?:carried|pass(?:ed)?|get through|got through|agreed?)\b.*\b(?:by how|numbers|count)\b",
    _FLAGS,
)
_WHO_MOVED = re.compile(
    r"\bwho\b[^?.;]*\b(?:moved|proposed|seconded|tabled|put (?:[\w\u2019'-]+ ){0,6}?(?:forward|up|to the vote))\b"
    r"|\b(?:movers?|proposers?|seconders?)\b|\bwhose (?:motion|amendment|proposal)\b",
    _FLAGS,
)
_NO_COUNT = re.compile(
    r"^\W*(?:and |so |but )?(?:why|when|where|on (?:what|which)|how much|what did|what reason|can|after|under)\b"
    r"|\b(?:before|once|after|until) \S+ (?:\w+ )?vot\w+|\b(?:to a|to the|casts?) votes?\b|\b(?:reasons?|as opposed)\b",
    _FLAGS,
)
_MADE_BY = re.compile(
    r"\b(?:M(?:r|rs|s|iss)|Dr|Sir|Dame|Cllr|Councillor|[A-Z][a-z]+) (?P<name>[A-Z][\w-]+)[\u2019']s (?:\w+ ){0,4}?"
    r"(?:amendment|motion|proposal|call|bid)\b"
)
_NAMED = re.compile(r"(?<=[\w,;:\u2019'] )[A-Z]\w+(?:[ -][A-Z]\w+)+")
_OF_A_BODY = re.compile(r"\b(?:Council|Committee|Cabinet|Board|Panel|Authority)\b")
_OF_NAMES = re.compile(r"\b(?:who|which|names?|named|how many)\b", _FLAGS)
_BOTH_SIDES = re.compile(r"\bfor (?:and|or) against\b|\bon (?:both|each) sides?\b|\bsplit\b", _FLAGS)
_SIDES = {
    "for": re.compile(r"\b(?:vot\w+ for|in favour|backed|supported)\b", _FLAGS),
    "against": re.compile(r"\b(?:against|opposed?|opposing|voted no|turned down|rejected)\b", _FLAGS),
    "abstained": re.compile(r"\babst\w+|\bfence\b|\btheir hands\b|\bsat (?:it )?out\b|\bsides\b|\bneutral\b", _FLAGS),
}
_OF_VOTES = frozenset(
    """
    vote votes voted voting voter tally final total count counts numbers number against favour split result abstain
    abstained abstention abstentions many members member councillors councillor backed back supported opposed oppose
    carried passed pass get through end fence hands sat sit take took side sides sides names name recorded
    amendment motion moved mover movers proposed proposer proposers seconded second seconder seconders put
    forward tabled
    """.split()
)
"""Words that tell how a vote went, or ask for it, and not what it was about."""


def asks_of_votes(question: str) -> bool:
    """Whether a question asks how a vote went."""
    return bool(_ON_VOTES.search(question)) and not _NO_COUNT.search(question)


def asks_who_moved(question: str) -> bool:
    """Whether a question asks who moved or seconded what was decided."""
    return bool(_WHO_MOVED.search(question))


def of_the_matter(words: QuestionWords) -> QuestionWords | None:
    """The question with the words alone that tell what was voted on; None where there are none."""
    weights = words.weights * np.array([word.casefold() not in _OF_VOTES for word in words.words or ("",)])
    total = weights.sum()
    return replace(words, weights=(weights / total).astype(np.float32)) if total > 0 else None


def movers_named(question: str) -> list[str]:
    """The surnames of those whose motion or amendment is asked about."""
    return [match["name"] for match in _MADE_BY.finditer(question)]


def matters_named(question: str) -> list[str]:
    """The names of several words in a question, as "Community Wardens", but for those of councils and committees."""
    return [name for name in _NAMED.findall(question) if not _OF_A_BODY.search(name)]


def sides_asked(asked: str) -> set[str]:
    """The sides of a vote that are asked about; none where all are."""
    if _BOTH_SIDES.search(asked) or not _OF_NAMES.search(asked):
        return set()
    return {side for side, pattern in _SIDES.items() if pattern.search(asked)}
