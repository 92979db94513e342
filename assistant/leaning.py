"""Whether a question leans on the ones before it, or stands alone: learned from follow-ups, and from questions put
after ones about something else."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from assistant.slots import TIMES, Slot, filled
from index.weights import read_weights

_OPENS = re.compile(
    r"^(?:and|but|so|or|then|also|no|sorry|ok|okay|what about|how about|i mean[t]?|make that)\b", re.IGNORECASE
)
_POINTS = re.compile(
    r"\b(?:they|them|their|theirs|he|she|his|her|him|its|same)\b|\bones?\b(?!-)"
    # "it", but not in "how long does it take to" or "is it true that"
    r"|\bit\b(?!\s+(?:takes?|took|costs?|possible|legal|lawful|true|likely|right|necessary)\b(?:\s+\w+){0,3}\s+"
    r"(?:to|that|for)\b)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were|will|has)\b)",
    re.IGNORECASE,
)
_ENDS_ON_THAT = re.compile(r"\b(?:that|this|those|these)\W*$", re.IGNORECASE)
_THAT_NAMED = re.compile(
    r"(?:\b(?P<before>\w+)\s+)?\b(?:that|these|those)\s+(?!(?:the|there|they|it|he|she|are|were|is|was|have|has)\b)[a-z]+",
    re.IGNORECASE,
)
_SAYS_THAT = frozenset(
    "agree agreed agrees say said says tell told tells think thought ensure mean means true sure find found decide "
    "decided note noted recommend recommended resolve resolved show shows showed hear heard propose proposed so".split()
)
"""A "that" after these begins what is said, and points to nothing."""
_WORD = re.compile(r"[\w&’'-]+")
_SAYS_NOTHING = frozenset(
    """
    a an the of to and in on for at by with from is are was were be been being it its or will would has have had not but
    what who whom whose when how which why where did does do much many long often far going come happen happened happens
    money people vote votes voted decision result outcome cost costs paid pay fund funding start end next there more so
    far compare compared differ could can should we our us i you they that this exactly about work get got go goes went
    say said
    """.split()
)
_STEM = 5
_NAMES = frozenset({Slot.NAME, Slot.PERSON, Slot.COMMITTEE, Slot.LABEL})


@dataclass(frozen=True, slots=True)
class LeaningSigns:
    """What tells that a question leans on those before it; flags are 0 or 1.

    `words` are its words in tens and `own` those that say what it is about in fours, both up to 2; `bare` and `few` are
    1 for at most one and three of these, `nothing` for none. `opens` says that it begins as one that goes on ("And
    ..."), `points` that it has a pronoun, `at_once` that none of its own words stand before that, `late` that two or
    more do; `ends_on_that`, and `that_named` ("that consultation"), likewise. `names` counts up to 3 names, `times` and
    `figures` say that there are any. `shared` is the share of its own words that were used before, and `definite` how
    often it says "the" for each of them.
    """

    words: float
    own: float
    bare: float
    few: float
    nothing: float
    opens: float
    points: float
    at_once: float
    late: float
    ends_on_that: float
    that_named: float
    names: float
    times: float
    figures: float
    shared: float
    definite: float


LEANING_SIGNS = (*(field.name for field in fields(LeaningSigns)), "constant")


def leans(question: str, before: Sequence[str]) -> bool:
    """Whether `question` is to be read after the questions `before` it."""
    values = np.array([*astuple(leaning_signs(question, before)), 1.0])
    return bool(values @ read_weights("leaning", LEANING_SIGNS) > 0)


def leaning_signs(question: str, before: Sequence[str]) -> LeaningSigns:
    """What tells that `question` leans on those `before` it."""
    own, used = _own(question), {word[:_STEM] for one in before for word in _own(one)}
    stems = {word[:_STEM] for word in own}
    points = _POINTS.search(question)
    ahead = len(_own(question[: points.start()])) if points else 0
    parts = filled(question)
    return LeaningSigns(
        words=min(len(question.split()), 20) / 10,
        own=min(len(own), 8) / 4,
        bare=float(len(own) <= 1),
        few=float(len(own) <= 3),
        nothing=float(not own),
        opens=float(bool(_OPENS.match(question))),
        points=float(bool(points)),
        at_once=float(bool(points) and not ahead),
        late=float(ahead >= 2),
        ends_on_that=float(bool(_ENDS_ON_THAT.search(question))),
        that_named=float(
            any((found["before"] or "").lower() not in _SAYS_THAT for found in _THAT_NAMED.finditer(question))
        ),
        names=float(min(sum(part.slot in _NAMES for part in parts), 3)),
        times=float(any(part.slot in TIMES for part in parts)),
        figures=float(any(character.isdigit() for character in question)),
        shared=len(stems & used) / max(1, len(stems)),
        definite=len(re.findall(r"\bthe\b", question, re.IGNORECASE)) / max(1, len(own)),
    )


def _own(text: str) -> list[str]:
    """The words that say what a text is about."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _SAYS_NOTHING]
