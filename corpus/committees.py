"""Whose meeting it is: the names of committees, found in text and written one way."""

import re

from corpus.casing import SMALL, titled

FULL_COUNCIL = "Full Council"
"""What the meeting of a whole council is called here, whatever its papers call it."""

_BODY = (
    r"(?:sub-?\s?committee|committee|panel|board|commission|forum|cabinet|executive|working\ (?:group|party)|"
    r"task\ (?:and\ finish\ )?group|council|annual\ (?:parish|town)\ (?:meeting|assembly)|partnership)"
)
_PART = r"\([A-Z][\w\ ,&'\u2019-]{1,40}\)"
_OF_SEVERAL = rf"(?:\ {_PART}|\ [A-Z0-9](?=\s*(?:$|[-\u2013:,]|(?:held|on|at|in)\b)))?"  # "(Place)", "Sub-Committee A"
_NAME = rf"(?:(?:\w[\w'\u2019,/-]*|&|{_PART})\ ){{0,12}}?{_BODY}(?!\w){_OF_SEVERAL}"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\ [a-z]{3,9}"
_DASH = "[-\u2013\u2014:,(]"
_EARLIER = r"(?:last\ |previous\ )?meeting\ of\ (?:the\ )?"
_MEETING_OF = re.compile(
    rf"\b(?:meeting|minutes|agenda|session)s?\ (?:of|for)\ (?:the\ |a\ )?(?:{_EARLIER})?(?P<name>{_NAME})"
    rf"(?=\ (?:meeting\ )?(?:held|will|which|on|in|at|to\ be|was|meeting|{_DAY})|\W*$|\ ?[,.:]|\ ?{_DASH})",
    re.IGNORECASE,
)
_DECISIONS_OF = re.compile(
    r"\bfollowing\ decisions?\ (?:was|were)\ (?:taken|made)\ (?:by|at\ (?:a|the)\ meeting\ of)\ (?:the\ )?"
    rf"(?P<name>{_NAME})\ (?:on|at|held)\b",
    re.IGNORECASE,
)
_MEETING_WAS = re.compile(
    rf"\b(?:a|an|the)\ (?P<name>{_NAME})(?:\ meeting)?\ (?:was|will\ be|is\ to\ be)\ held", re.IGNORECASE
)
_ADDRESSEES = tuple(
    re.compile(
        rf"^(?:report\ )?to{mark}\s+(?:the\ )?(?P<name>{_NAME})(?=\s*(?:$|{_DASH}|;|date\b|on\b|{_DAY}))", re.IGNORECASE
    )
    for mark in (":", "")  # "Report to Policy Committee" may be the form's own name
)
_DECIDER = re.compile(
    rf"decision\ (?:to\ be\ )?(?:taken|made)\ by:?\s*(?:the\ )?(?P<name>{_NAME})\s*$", re.IGNORECASE | re.MULTILINE
)
_ALONE = re.compile(
    rf"^(?:agenda|(?:draft\ )?minutes)?(?:\ ?{_DASH}\ ?|\ (?:of|for)\ )?(?:the\ )?(?P<name>{_NAME})"
    rf"(?P<meeting>\ meeting)?\s*(?=$|{_DASH}\s*(?:{_DAY}|minutes|agenda|$)|\s+(?:{_DAY}))",
    re.IGNORECASE,
)
_ALL_OF_A_LINE = re.compile(rf"(?:the )?(?P<name>{_NAME})(?: meeting)?\s*{_DASH}?\s*(?:date:?\s*)?", re.IGNORECASE)
_IN_FILE_NAMES = re.compile(rf"\W*(?:the )?(?P<name>{_NAME})\W*", re.IGNORECASE)
_NOT_IN_FILE_NAMES = re.compile(
    r"\W*\d[\w.:/-]*|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b", re.IGNORECASE
)
_NO_NAME = {"committee", "sub-committee", "panel", "board", "commission", "forum", "partnership", "this committee"}
_WHOLE_COUNCIL = re.compile(r"(?:full |annual |extraordinary )*(?:\w+ )?council", re.IGNORECASE)
_LETTERHEAD = re.compile(r"(?!full|annual|extraordinary|the|county|borough|district|city|town|parish)\w+ council", re.I)
"""It may be the council that meets ("Somerset Council"), where the lines below name no other body."""
_AN_ACT = re.compile(r"\bAct \d{4}\b")
_WHOLE_CABINET = re.compile(
    r"(?:shadow |joint |special |extraordinary |mayor and )?(?:cabinet|executive)(?: cabinet)?", re.IGNORECASE
)


def find_committee(text: str) -> str | None:
    """The committee whose meeting a paper's first lines are about, written one way; None where they name none."""
    lines = [" ".join(line.strip(" #*|\t").split()) for line in text[:6000].split("\n")]
    lines = [line for line in lines if line][:40]
    sentences = " ".join(lines)[:2500]
    for pattern, places in (
        *((addressee, lines) for addressee in _ADDRESSEES),
        (_DECIDER, ["\n".join(lines)]),
        (_MEETING_OF, [sentences]),
        (_MEETING_WAS, [sentences]),
        (_DECISIONS_OF, [sentences]),
    ):
        for found in filter(None, map(pattern.search, places)):
            if _is_a_name(found["name"]):
                return committee_name(found["name"])
    alone = [
        found for found in map(_ALONE.match, lines[:12]) if found and _stands_alone(found["name"], found["meeting"])
    ]
    own = next((found for found in alone if not _LETTERHEAD.fullmatch(found["name"])), next(iter(alone), None))
    return committee_name(own["name"]) if own else None


def names_a_body(line: str) -> bool:
    """True for the start of a line that is nothing but a body's name and a mark: "CABINET - "."""
    found = _ALL_OF_A_LINE.fullmatch(line)
    return found is not None and _is_a_name(found["name"])


def committee_in_name(name: str) -> str | None:
    """The committee that a file's or folder's name ends with or consists of: "cabinet_2025-01-30"."""
    plain = _NOT_IN_FILE_NAMES.sub("|", re.sub(r"[_\s]+", " ", name))
    for part in reversed(plain.split("|")):
        found = _IN_FILE_NAMES.fullmatch(part.strip())
        if found and found["name"].lower() not in _NO_NAME:
            return committee_name(found["name"])
    return None


def committee_name(name: str) -> str:
    """One way of writing a committee's name: "CABINET" gives "Cabinet", any whole council "Full Council"."""
    plain = " ".join(name.split()).strip(" .,:;-\u2013")
    plain = titled(plain.upper()) if plain in (plain.upper(), plain.lower()) else plain
    plain = re.sub(r"^(?:the|a|an) ", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bSub ?-?Committee\b", "Sub-Committee", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^(?:special|extraordinary) (?=cabinet$)", "", plain, flags=re.IGNORECASE)
    return FULL_COUNCIL if re.search(r"\bcouncil$", plain, re.IGNORECASE) else plain


def _is_a_name(text: str) -> bool:
    """Each word begins with a capital, except small ones: headings and names do, sentences do not."""
    name = " ".join(text.split())
    if name.lower() in _NO_NAME or name.lower().startswith(("previous ", "last ", "next ")):
        return False
    if name.split()[-1].lower() in ("cabinet", "executive") and not _WHOLE_CABINET.fullmatch(name):
        return False
    words = _AN_ACT.sub("", name).split()
    return not any(word[0].isdigit() or (word[0].islower() and word not in SMALL) for word in words)


def _stands_alone(text: str, meeting: str | None) -> bool:
    """True for a line that names a body which meets; "Kent County Council" on a line is only the letter's head."""
    if not meeting and text.lower().endswith("council") and not _WHOLE_COUNCIL.fullmatch(text):
        return False
    return _is_a_name(text)
