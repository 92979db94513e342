"""What the words of a decision make of the matter: only noted, put off, sent elsewhere; and whom they give power."""

import re
from collections.abc import Sequence

from corpus.register.labels import read_label
from corpus.register.types import Status

_OPENING = re.compile(
    r"^\W*(?:(?:further |unanimously )*resolved(?: unanimously)?|agreed|decisions?|it was)?[\s:;\u2013-]*"
    r"(?:[A-Z]?\d[\d/]*\s*)?[\s:;\u2013-]*"
    r"(?:that |the |members |of |and |for |this |to |also |hereby |would |should |will |do |does |be |agrees? (?=to)"
    r"|it )*",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:[A-Z][\w&,'\u2019-]*\s+|(?:of|and|for|the|&)\s+){0,9}?"
    r"(?:council|committee|sub-?committee|cabinet|panel|board|members|executive|forum|leader)\b"
    r"[\s:,]*(?:(?:to|also|hereby|be|now)\s+)*",
    re.IGNORECASE,
)
_IS = r"(?:be|was|were|is|are|has been)"
_NOTED = re.compile(
    rf"(?:note[sd]?|noting|receive[sd]?|acknowledge[sd]?)\b|[^.;]{{0,160}}?\b{_IS} (?:received and )?noted\b",
    re.IGNORECASE,
)
_DOES_MORE = re.compile(
    r"\band that\b|\b(?:and|but|while|then)\s+(?:also\s+|to\s+|that\s+)*(?:undert\w+|(?:agree|approve|endorse|support"
    r"|delegate|request|recommend|adopt|authorise|accept|confirm|instruct|ask|write|decide|refer)(?:s|d|ed|red)?)\b",
    re.IGNORECASE,
)
_MATTER = r"(?:matter|decision|item|report|motion|application|question|issue|petition)"
_LATER = (
    r"(?:(?:brought|carried|held|put)\s+(?:back|forward|over)|(?:re)?considered(?:\s+again|\s+further)?)"
    r"\s+(?:to|for|at|in|until)\s+(?:the|a|its|our)\s+[^.;]{0,30}\bmeeting\b"
)
_STATES = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (Status.CALLED_IN, rf"[^.;]{{0,80}}\b{_IS} called[- ]in\b"),
        (Status.WITHDRAWN, rf"[^.;]{{0,120}}\b{_IS} withdrawn\b|withdr[ae]w\b"),
        (
            Status.DEFERRED,
            rf"[^.;]{{0,160}}\b{_IS} (?:deferred|adjourned|postponed)\b|(?:defer|postpone)(?:s|d|red)?\b",
        ),
        (Status.DEFERRED, rf"[^.;]{{0,80}}\b{_MATTER}\b[^.;]{{0,40}}\b{_IS} {_LATER}"),
        (Status.REFERRED, rf"refer(?:s|red)?\b|[^.;]{{0,120}}\b{_MATTER}\b[^.;]{{0,40}}\b{_IS} referred\b"),
    )
)
_PROPER = r"[A-Z][\w&\u2019'-]*(?:\s\((?:[A-Z0-9][^()\s]{0,20}\s?){1,3}\))?"
_NAME = rf"(?:the\s+)?{_PROPER}(?:(?:,?\s+(?:and|of|for|the|&)\s+(?:the\s+)?|,\s+|\s+[\u2013-]\s+|\s+){_PROPER})*"
_HOLDER = (
    r"(?:Director|Officers?|Head|Chief|Leader|Members?|Chair\w*|Executive|(?:Sub-)?Committee|Cabinet|Council|Manager"
    r"|Clerk|Solicitor|Counsel|Treasurer|Secretary|Mayor|Panel|Board)\b"
)
_DELEGATED = re.compile(
    r"\b(?i:delegat(?:e|es|ed|ion))\b(?:\s+of)?(?:\s+(?i:authority|powers?|responsibility|approval|decisions?))?"
    rf"(?:\s+(?:be|is|are|was|were)\s+(?:given|granted|delegated))?\s+to\s+(?P<to>{_NAME})"
    rf"|\b(?i:delegat(?:e|es|ed|ing|ion))\s[^.;:]{{3,160}}?\sto\s(?=(?:the\s)?(?:[A-Z]\S+\s+){{0,4}}?{_HOLDER})"
    rf"(?P<holder>{_NAME})"
)


def status_of(text: str, clauses: Sequence[str]) -> Status:
    """The status of a decision made in a meeting, from its words (without marks) and those of its clauses.

    Words that put the matter off or send it elsewhere decide; of clauses alone, only what all of them share.
    """
    whole = _status(text)
    if whole not in (Status.NOTED, Status.RESOLVED) or not clauses:
        return whole
    found = {_status(_after_label(clause)) for clause in clauses}
    return found.pop() if len(found) == 1 else Status.RESOLVED


def delegates_in(text: str) -> tuple[str, ...]:
    """Those to whom the words delegate power, each once, in order."""
    names = ((found["to"] or found["holder"]).strip(" ,") for found in _DELEGATED.finditer(" ".join(text.split())))
    return tuple(dict.fromkeys(re.sub(r"^the\s+", "", name) for name in names))


def _after_label(clause: str) -> str:
    label = read_label(clause)
    return clause[label.end :] if label else clause


def _status(text: str) -> Status:
    words = _OPENING.sub("", " ".join(text.split()), count=1)
    bare = _OPENING.sub("", _BODY.sub("", words, count=1), count=1)
    for state, is_so in _STATES:
        if is_so.match(bare) or is_so.match(words):
            return state
    noted = _NOTED.match(bare) or _NOTED.match(words)
    return Status.NOTED if noted and not _DOES_MORE.search(bare) else Status.RESOLVED
