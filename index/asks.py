"""What a question asks for, and whether a sentence has it."""

import re
from enum import StrEnum


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
    LIST = "list"


def _any_of(phrases: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for whole words or phrases, one a line or apart by " | "."""
    parts = [part.strip() for line in phrases.strip().splitlines() for part in line.split(" | ")]
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", flags)


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_QUESTION: dict[Asks, re.Pattern[str]] = {
    Asks.VOTE: _any_of(
        """
        votes? | voted | tally | for and against | majority | how close was (?:it|the result)
        how many (?:councillors|members) (?:backed|supported|opposed)
        """
    ),
    Asks.MONEY: _any_of(
        """
        how much(?! time)(?! of ) | costs? | budgets? | salary | price | fees? | spen[dt] | spending | paid | pay | fund
        funds | funding | funded | grant | savings? | deficit | overspend | worth | money | charge | (?-i:bill)
        """
    ),
    Asks.NUMBER: _any_of(
        """
        how many | how often | percentage | per ?cent | proportion | rates? | number of | targets? | figures? | total
        how (?:big|long|far|large|high|low) | share | ratio
        """
    ),
    Asks.DATE: _any_of(
        """
        when | (?:what|which) (?:date|day|time|month|year) | deadlines? | how soon | until | by what | date
        """
    ),
    Asks.PERSON: _any_of(
        """
        who | whose | whom
        which (?:[\\w-]+ ){0,3}(?:councillor|member|officer|company|supplier|firm|organisation|contractor|provider)s?
        """
    ),
    Asks.DECISION: _any_of(
        """
        decided? | decisions? | resolved? | resolution | agreed? | approved? | delegated? | outcome | got the power
        """
    ),
    Asks.RECOMMENDATION: _any_of("recommend\\w* | asked to (?:agree|approve|decide|note) | proposed? | proposals?"),
    Asks.REASON: _any_of("why | reasons? | rationale | what (?:is|was) the (?:thinking|case) | how come | justif\\w+"),
    Asks.LIST: _any_of(
        """
        which \\w+s | what (?:are|were) the | list | all (?:the|of) | name the
        what \\w+s (?:are|were|did|will|have)
        """
    ),
}
_TO_BE_DECIDED = re.compile(
    r"\b(?:will|shall|(?:asked|invited|going|due|about|expected) to|to be)\s+(?:[\w'’-]+\s+){0,5}?"
    r"(?:decided?|agreed?|approved?|resolved?)\b",
    re.IGNORECASE,
)
"""What is yet to be decided is only recommended."""
_DEFINITION = re.compile(r"^what\b.*(?<!that |this )\b(?:means?|meant by|stands? for|short for)\b", re.IGNORECASE)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
_DATES = re.compile(
    rf"(?=[A-Z\d]|^)(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})(?:\s+\d{{4}})?|\b(?:{_MONTHS})\s+\d{{4}}\b"
    r"|\b(?:19|20)\d\d(?:[/-]\d\d)?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|^\W*\d+(?:\.\d+)*[.)]?\s"
    r"|\b\d{1,2}[.:]\d\d\s?(?:am|pm)|[A-Z]\d+\b)"
)
"""Figures that count nothing: dates, years, times and the numbers of paragraphs."""
_FIGURES = re.compile(rf"{_DATES.pattern}|(\d)")
"""Those, and in a group of its own a digit that is none of them."""
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
# A figure or name of many parts has a bounded length here: from each part a search would go to its end anew. What a
# match can begin with is looked at first, because most characters cannot.
_STRICT: dict[Asks, re.Pattern[str]] = {
    Asks.MONEY: re.compile(
        r"(?=[£€$\d-])(?:[£€$]\s?-?\d|\b\d[\d,.]{0,30}\s?(?:k|m|bn|million|billion|pence)\b"
        r"|(?<![\d.,])-?\d{1,4}\.\d\b)"
    ),
    Asks.NUMBER: re.compile(
        rf"\b(?=[defhnoqst])(?:{_NUMBER_WORDS}|half|third|quarter|dozen|no|none|single)\b", re.IGNORECASE
    ),
    Asks.PERSON: re.compile(
        r"(?=[A-Z])(?:\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord)\.? (?:[A-Z]\.? ?)*[A-Z][a-z]+"
        r"|\b[A-Z][\w’'-]{1,40} (?:[A-Z]\w* ){0,3}"
        r"(?:Ltd|Limited|plc|LLP|Group|Trust|Partnership|Board|Committee|Director|Team)\b"
        r"|(?<=[a-z,(] )[A-Z][\w’'-]{1,40}(?: [A-Z][a-z’'-]+)+)"
    ),
    Asks.DATE: re.compile(
        rf"\b(?:{_MONTHS}|(?:19|20)\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|spring|summer|autumn|winter"
        r"|immediately|weeks?|months?|years?|\d (?:am|pm))\b"
    ),
    Asks.VOTE: re.compile(
        r"\b(?:(?:For|Against|Abstain\w*)\s*\(?\d+|carried|lost|unanimous\w*|votes? (?:for|against)|\d+ votes?)\b",
        re.IGNORECASE,
    ),
}
_SENTENCE: dict[Asks, re.Pattern[str]] = {
    Asks.MONEY: re.compile(
        r"(?=[£€$\d])(?:[£€$]\s?-?\d|\b\d[\d,.]{0,30}\s?(?:k|m|bn|million|billion|pence|p)\b"
        r"|\b\d{1,3}(?:,\d{3})+\b|\d\.\d)"
    ),
    Asks.NUMBER: re.compile(
        rf"\d|\b(?:{_NUMBER_WORDS}|half|third|quarter|dozen"
        r"|weekly|monthly|quarterly|annually|daily|every)\b",
        re.IGNORECASE,
    ),
    Asks.PERSON: re.compile(
        r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Director|Officer|Leader|Member|Chair(?:man|woman)?|Manager"
        r"|Committee|Board|Ltd|Limited|plc|Group|Council|Partnership|Service|[A-Z][a-z]+ [A-Z][a-z]+)\b"
    ),
    Asks.DATE: re.compile(
        rf"\b(?:{_MONTHS}|(?:19|20)\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|spring|summer|autumn|winter)\b"
        r"|\d (?:am|pm)\b"
    ),
    Asks.VOTE: re.compile(
        r"\b(?:(?:For|Against|Abstain\w*)\s*\(?\d+|carried|lost|unanimous\w*|votes?|voted)\b", re.IGNORECASE
    ),
    Asks.DECISION: _any_of(
        "resolved | agreed | agrees | approved | approves | delegated | delegates | noted | endorsed | accepted\n"
        "confirmed | deferred"
    ),
    Asks.RECOMMENDATION: _any_of(
        "recommend\\w* | asked to | propos\\w+ | resolved | approves? | agrees? | notes? | endorses?"
    ),
    Asks.REASON: _any_of(
        """
        because | due to | in order to | as a result | reasons? | therefore | so that | this (?:will|would) | would
        to (?:ensure|support|enable|allow|avoid) | since | given
        """
    ),
}


_ALSO_LOOKED_FOR = {
    Asks.VOTE: "proposed seconded motion amendment voting follows abstain carried lost",
}
"""Words that papers use where they answer, whatever words a question uses."""


def also_looked_for(question: str) -> str:
    """Words beside those of `question` that are likely where papers answer it; empty for none."""
    wanted = asked(question)
    return " ".join(words for asks, words in _ALSO_LOOKED_FOR.items() if asks in wanted)


def asked(question: str) -> frozenset[Asks]:
    """What `question` asks for; often several things, sometimes none of these, as where it asks what a word means."""
    if _DEFINITION.search(question):
        return frozenset()
    found = {asks for asks, pattern in _QUESTION.items() if pattern.search(question)}
    if "£" in question:
        found.add(Asks.MONEY)
    if "%" in question:
        found.add(Asks.NUMBER)
    if _TO_BE_DECIDED.search(question):
        found = found - {Asks.DECISION} | {Asks.RECOMMENDATION}
    if Asks.VOTE in found:
        found -= {Asks.NUMBER, Asks.MONEY}
    if Asks.DATE in found and not re.search(r"\bhow (?:much|many|often)\b", question, re.IGNORECASE):
        found.discard(Asks.MONEY)
    return frozenset(found)


def fits(sentence: str, asks: Asks, question: str) -> bool:
    """Whether `sentence` has what `asks` names; a figure that the question itself gives is none."""
    return asks in _SENTENCE and bool(_SENTENCE[asks].search(_without_given(sentence, question)))


def answers_type(sentence: str, asks: Asks, question: str) -> bool:
    """Whether `sentence` has an answer of the type that `asks` names, and not one that the question gives: a sum of
    money, a count (no date or reference), a name, a date, a vote. True for what has no such type."""
    if asks not in _STRICT:
        return True
    rest = _without_given(sentence, question)
    if asks is Asks.NUMBER:
        return _counts(rest, question)
    if asks is Asks.PERSON:
        given = {word.casefold() for word in re.findall(r"\w+", question)}
        rest = _CAPITALISED.sub(lambda word: word[0].lower() if word[0].casefold() in given else word[0], rest)
    return bool(_STRICT[asks].search(rest))


def _counts(text: str, question: str) -> bool:
    """Whether `text` has a figure that counts something; a share, where `question` asks for one of a sentence."""
    if re.search(r"per ?cent|%", question, re.IGNORECASE) and re.search("[a-z]", text):
        rest = _DATES.sub(" ", text)
        return "%" in rest or "per cent" in rest or "percent" in rest
    return any(figure[1] for figure in _FIGURES.finditer(text)) or bool(_STRICT[Asks.NUMBER].search(text))


def fitness(sentence: str, wanted: frozenset[Asks], question: str) -> float:
    """The share of what is `wanted` that `sentence` has, 0 to 1; a figure that the question itself gives is none."""
    judged = [asks for asks in wanted if asks in _SENTENCE]
    if not judged:
        return 0.0
    rest = _without_given(sentence, question)
    return sum(bool(_SENTENCE[asks].search(rest)) for asks in judged) / len(judged)


def _without_given(sentence: str, question: str) -> str:
    given = set(re.findall(r"\d[\d,.]*", question))
    if not given:
        return sentence
    return re.sub(r"\d[\d,.]*", lambda figure: " " if figure[0] in given else figure[0], sentence)
