"""Follow-up questions: what a question means after the ones before it."""

import re
from collections.abc import Sequence

from assistant.types import Turn

_LEANS = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|why|when|where|who|how much|how many)\b"
    r"|\b(?:it|its|they|them|their|theirs|that|this|these|those|he|she|his|her|him|one|ones|there|ours?|same|else|previous|before|other)\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(r"(?<=\s)(?:[A-Z][a-z]+|[A-Z]{2,})\b|\b\d{2,}/\d+\b")
TURNS_KEPT = 3


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on: the earlier questions of its thread before it, where it needs them."""
    if not history or not leans(question):
        return question
    thread: list[str] = []
    for turn in reversed(history[-TURNS_KEPT:]):
        thread.insert(0, turn.question.strip())
        if not leans(turn.question):
            break
    return " ".join([*thread, question])


def leans(question: str) -> bool:
    """Whether a question cannot be understood without the one before: it is short, or points back."""
    words = question.split()
    if len(words) <= 5:
        return True
    names = len(_OWN_SUBJECT.findall(question))
    return bool(_LEANS.search(question)) and (len(words) <= 9 or names < 2) and len(words) <= 18
