"""What a question asks for, and whether a sentence has it."""

import re
from enum import StrEnum

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


class Asks(StrEnum):
    """The kind of thing that would answer a question."""

    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    DATE = "date"
    VOTE = "vote"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    REASON = "reason"
    PLACE = "place"
    LIST = "list"


_QUESTION: tuple[tuple[Asks, re.Pattern[str]], ...] = tuple(
    (asks, re.compile(pattern, re.IGNORECASE))
    for asks, pattern in (
        (Asks.VOTE, r"\bvotes?\b|\bvoted\b|\btally\b|\bhow many (?:councillors|members) (?:backed|supported|opposed)"),
        (
            Asks.MONEY,
            r"\bhow much(?! time)\b|\bcosts?\b|\bbudgets?\b|\bsalary\b|\bprice\b|\bfees?\b|\bspen[dt]\b|\bspending\b|\bpaid\b|\bpay\b"
            r"|\bfund(?:s|ing|ed)?\b|\bgrant\b|\bsavings?\b|\bdeficit\b|\boverspend\b|\bworth\b|\bmoney\b|£|\bcharge\b|\bbill\b",
        ),
        (
            Asks.NUMBER,
            r"\bhow many\b|\bhow often\b|\bpercentage\b|\bper ?cent\b|\bproportion\b|\brates?\b|\bnumber of\b|\btargets?\b|\bhow (?:big|long|far|large|high|low)\b"
            r"|\bfigures?\b|\btotal\b|\bshare\b|\bratio\b|%",
        ),
        (
            Asks.DATE,
            r"\bwhen\b|\bwhat (?:date|day|time|month|year)\b|\bwhich (?:date|day|month|year)\b|\bdeadlines?\b|\bhow soon\b|\buntil\b|\bby what\b|\bdate\b",
        ),
        (
            Asks.PERSON,
            r"\bwho(?:se|m)?\b|\bwhich (?:councillor|member|officer|company|supplier|firm|organisation|body|contractor)\b",
        ),
        (Asks.PLACE, r"\bwhere\b|\bwhich (?:site|venue|place|town|district|ward|area)s?\b"),
        (
            Asks.DECISION,
            r"\bdecid(?:e|ed)\b|\bdecisions?\b|\bresolved?\b|\bresolution\b|\bagree[d]?\b|\bapproved?\b|\bdelegated?\b|\boutcome\b|\bgot the power\b",
        ),
        (
            Asks.RECOMMENDATION,
            r"\brecommend\w*\b|\basked to (?:agree|approve|decide|note)\b|\bproposed?\b|\bproposals?\b",
        ),
        (
            Asks.REASON,
            r"\bwhy\b|\breasons?\b|\brationale\b|\bwhat (?:is|was) the (?:thinking|case)\b|\bhow come\b|\bjustif",
        ),
        (
            Asks.LIST,
            r"\bwhich \w+s\b|\bwhat (?:are|were) the\b|\blist\b|\ball (?:the|of)\b|\bname the\b|\bwhat \w+s (?:are|were|did|will|have)\b",
        ),
    )
)

_SENTENCE: dict[Asks, re.Pattern[str]] = {
    Asks.MONEY: re.compile(
        r"[£€$]\s?-?\d|\b\d[\d,.]*\s?(?:k|m|bn|million|billion|pence|p)\b|\b\d{1,3}(?:,\d{3})+\b|\d\.\d"
    ),
    Asks.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|dozen|weekly|monthly|quarterly|annually|daily|every)\b",
        re.IGNORECASE,
    ),
    Asks.PERSON: re.compile(
        r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Director|Officer|Leader|Cabinet Member|Chair(?:man|woman)?|Manager|Committee|Board|Ltd|Limited|plc"
        r"|Group|Council|Partnership|Service)\b|\b[A-Z][a-z]+ [A-Z][a-z]+\b"
    ),
    Asks.DATE: re.compile(
        rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b(?:spring|summer|autumn|winter)\b|\d (?:am|pm)\b"
    ),
    Asks.VOTE: re.compile(
        r"\b(?:For|Against|Abstain\w*)\s*\(?\d+|\bcarried\b|\blost\b|\bunanimous|\bvotes?\b|\bvoted\b", re.IGNORECASE
    ),
    Asks.DECISION: re.compile(
        r"\bRESOLVED\b|\b(?:resolved|agreed|agrees|approved|approves|delegated|delegates|noted|endorsed|accepted|confirmed|deferred)\b",
        re.IGNORECASE,
    ),
    Asks.RECOMMENDATION: re.compile(
        r"\brecommend|\basked to\b|\bpropos|\bRESOLVED\b|\b(?:approves?|agrees?|notes?|endorses?)\b", re.IGNORECASE
    ),
    Asks.REASON: re.compile(
        r"\b(?:because|due to|in order to|as a result|reasons?|therefore|so that|this (?:will|would)|would|to (?:ensure|support|enable|allow|avoid)|since|given)\b",
        re.IGNORECASE,
    ),
    Asks.PLACE: re.compile(r"(?<=[a-z,] )[A-Z][a-z]+"),
}
_STRICT = frozenset([Asks.MONEY, Asks.NUMBER, Asks.DATE, Asks.PERSON, Asks.VOTE])
"""What a papers' sentence must show to answer at all; the others only help to choose."""


def asked(question: str) -> frozenset[Asks]:
    """What `question` asks for; often several things, sometimes none of these."""
    found = {asks for asks, pattern in _QUESTION if pattern.search(question)}
    if Asks.VOTE in found:
        found -= {Asks.NUMBER, Asks.MONEY}
    if Asks.DATE in found and not re.search(r"\bhow (?:much|many|often)\b", question, re.IGNORECASE):
        found.discard(Asks.MONEY)
    return frozenset(found)


def fitness(sentence: str, wanted: frozenset[Asks], question: str) -> float:
    """The share of what is `wanted` that `sentence` has, 0 to 1; a figure that the question itself gives is none."""
    judged = [asks for asks in wanted if asks in _SENTENCE]
    if not judged:
        return 0.0
    said = set(re.findall(r"\d[\d,.]*", question))
    rest = re.sub(r"\d[\d,.]*", lambda figure: " " if figure[0] in said else figure[0], sentence)
    return sum(bool(_SENTENCE[asks].search(rest)) for asks in judged) / len(judged)
