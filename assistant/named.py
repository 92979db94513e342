"""Names in a question: the committees, councils, meeting days and councillors that the papers held know."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.types import Part
from corpus.committees import FULL_COUNCIL
from corpus.dates import MONTH, find_dates
from index.held import Held


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a question has, at characters `start` to `end` (from 0), and what it means: `name` as papers write
    it, or for a meeting its days from `since` to `until`, both inclusive."""

    part: Part
    start: int
    end: int
    name: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


_BODIES = frozenset("committee panel board commission forum cabinet executive scrutiny assembly partnership".split())
_SMALL = frozenset("a an and at by for in of on the to under with sub".split())
_GENERIC = _SMALL | frozenset("committee panel board commission forum group working party council joint".split())
_NOT_THE_BODY = frozenset("member members office officer director directors minister portfolio place assistant".split())
_COUNCIL_MEETS = (
    r"(?:full|annual|extraordinary)\s+council|meetings?\s+of\s+the\s+(?:\w+\s+){0,2}?council"
    r"|(?:county|borough|city|district|town|parish)?\s*council\s+(?:meeting|minutes|agenda)|(?:county|borough|city|district)"
    r"\s+council\s+(?:agrees?|agreed|approved?|resolved?|decided?|votes?|voted|(?:be|is|was)\s+asked)"
    r"|(?:county|borough|city|district|town|parish)\s+council(?=\s+on\s+(?:\w+\s+)?\d)"
    r"|council(?=\s+(?:next\s+)?(?:meets?|sits?)(?!\w))"
)
_FULL_COUNCIL = re.compile(rf"(?<!\w)(?:{_COUNCIL_MEETS})(?!\w)", re.IGNORECASE)
_KIND_OF_COUNCIL = re.compile(
    r"\s+(?:(?:county|borough|city|district|metropolitan|town|parish|london)\s+)*council$", re.IGNORECASE
)
_SHORT_COUNTIES = {
    "Bedfordshire": "Beds", "Berkshire": "Berks", "Buckinghamshire": "Bucks", "Cambridgeshire": "Cambs",
    "Gloucestershire": "Glos", "Hampshire": "Hants", "Hertfordshire": "Herts", "Lancashire": "Lancs",
    "Leicestershire": "Leics", "Lincolnshire": "Lincs", "Northamptonshire": "Northants", "Nottinghamshire": "Notts",
    "Oxfordshire": "Oxon", "Staffordshire": "Staffs", "Warwickshire": "Warks", "Wiltshire": "Wilts",
    "Worcestershire": "Worcs", "Yorkshire": "Yorks",
}  # fmt: skip
_WORD = re.compile(r"\w+(?:['’]\w+)?|&")
_MONTH_OF_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE)
_LAST_MONTH = re.compile(rf"(?<!\w)last\s+(?P<month>{MONTH})(?!\w)", re.IGNORECASE)
_LATEST = re.compile(
    r"(?<!\w)(?:(?:the\s+)?(?:latest|most\s+recent)|the\s+last)(?=(?:\s+[\w&]+){0,5}?\s+meeting(?!s))", re.I
)
_NO_MEETING_DAY = re.compile(
    r"(?:from|by|until|till|before|after|since|to|ending|ended|starting|effective|end\s+of|start\s+of|beginning\s+of|"
    r"as\s+at|as\s+of|due|mid|early|late|up\s+to|between|and|through)[\s-]+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLED = re.compile(
    r"(?<!\w)(?P<title>Councillors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s+(?P<name>(?:[A-Z][\w'’-]+\s?){1,4})"
)
_TITLE = re.compile(r"^(?:councillors?|cllrs?|mr|mrs|ms|miss|dr|sir|dame|the|hon)\.?\s+", re.IGNORECASE)


def find_names(question: str, held: Held, today: date) -> list[Named]:
    """The names in `question` of what is `held`, in order, none inside another; "last March" counts from `today`."""
    found = [
        *_committees(question, held),
        *_councils(question, held),
        *_days(question, held, today),
        *_councillors(question, held.councillors),
    ]
    kept: list[Named] = []
    for one in sorted(found, key=lambda named: (named.start - named.end, named.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda named: named.start)


def _words(text: str) -> list[_Word]:
    """The words of a text as names are compared: small letters, "&" as "and", "O&S" in full."""
    plain = [
        _Word("and" if m[0] == "&" else re.sub(r"['’]s$", "", m[0].casefold()), m.start(), m.end())
        for m in _WORD.finditer(text)
    ]
    words: list[_Word] = []
    for word in plain:
        words.append(word)
        if [w.text for w in words[-3:]] == ["o", "and", "s"]:
            first, middle, last = words[-3:]
            words[-3:] = [
                _Word("overview", first.start, first.end),
                _Word("and", middle.start, middle.end),
                _Word("scrutiny", last.start, last.end),
            ]
    return words


def _committees(question: str, held: Held) -> Iterator[Named]:
    names = sorted({meeting.committee for meeting in held.meetings if meeting.committee})
    words = _words(question)
    for name in names:
        yield from _spelt_out(name, words)
    yield from _cut_short(names, words)
    for name in names:
        if initials := _initials(name):
            for found in re.finditer(rf"(?<!\w){re.escape(initials)}(?!\w)", question):
                yield Named(Part.COMMITTEE, found.start(), found.end(), name)
    if FULL_COUNCIL in names:
        for found in _FULL_COUNCIL.finditer(question):
            yield Named(Part.COMMITTEE, found.start(), found.end(), FULL_COUNCIL)


def _spelt_out(name: str, words: Sequence[_Word]) -> Iterator[Named]:
    wanted = [word.text for word in _words(name)]
    for i in range(len(words) - len(wanted) + 1):
        there = words[i : i + len(wanted)]
        after = words[i + len(wanted)].text if i + len(wanted) < len(words) else ""
        if [word.text for word in there] == wanted and not (len(wanted) == 1 and after in _NOT_THE_BODY):
            yield Named(Part.COMMITTEE, there[0].start, there[-1].end, name)


def _cut_short(names: Sequence[str], words: Sequence[_Word]) -> Iterator[Named]:
    """Names that leave some words out: "the planning committee" for the only one that has these words."""
    known = {name: [word.text for word in _words(name)] for name in names}
    for last, word in enumerate(words):
        after = words[last + 1].text if last + 1 < len(words) else ""
        if word.text not in _BODIES or after in _NOT_THE_BODY:
            continue
        for first in range(max(0, last - 6), last + 1):
            said = [w.text for w in words[first : last + 1]]
            told = [w for w in said if w not in _GENERIC]
            if not told or said[0] in _SMALL:
                continue
            fitting = [name for name, full in known.items() if _in_order(said, full)]
            if len(fitting) == 1:
                yield Named(Part.COMMITTEE, words[first].start, words[last].end, fitting[0])
                break


def _in_order(said: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(word in rest for word in said)


def _councils(question: str, held: Held) -> Iterator[Named]:
    names = sorted({meeting.council for meeting in held.meetings if meeting.council})
    for name in names:
        place = _KIND_OF_COUNCIL.sub("", name)
        ways = {name, _initials(name)}
        if not any(other != name and _KIND_OF_COUNCIL.sub("", other).startswith(place) for other in names):
            county = place.split()[-1]
            ways |= {place, place.replace(county, _SHORT_COUNTIES.get(county, county))}
        for way in sorted(ways - {""}, key=len, reverse=True):
            for found in re.finditer(rf"(?<!\w){re.escape(way)}(?!\w)", question):
                yield Named(Part.COUNCIL, found.start(), found.end(), name)


def _initials(name: str) -> str:
    """As in "HOSC"; empty for names of fewer than three words, whose initials could stand for anything."""
    initials = "".join(word.text[0] for word in _words(name) if word.text not in _SMALL).upper()
    return initials if len(initials) >= 3 else ""


def _days(question: str, held: Held, today: date) -> Iterator[Named]:
    days = {meeting.day for meeting in held.meetings if meeting.day}
    for found in find_dates(question):
        if not _NO_MEETING_DAY.search(question[: found.start]):
            yield Named(Part.MEETING, found.start, found.end, since=found.day, until=found.day)
    for match in _MONTH_OF_YEAR.finditer(question):
        day_before = re.search(r"\d(?:st|nd|rd|th)?\s+(?:of\s+)?$", question[: match.start()])
        if not day_before and not _NO_MEETING_DAY.search(question[: match.start()]):
            yield _month(match, int(match["year"]))
    for match in _LAST_MONTH.finditer(question):
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        yield _month(match, today.year if month < today.month else today.year - 1)
    for match in _LATEST.finditer(question):
        if latest := max((day for day in days if day <= today), default=None):
            yield Named(Part.MEETING, match.start(), match.end(), name="latest", since=latest, until=latest)


def _month(match: re.Match[str], year: int) -> Named:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    first = date(year, month, 1)
    until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Named(Part.MEETING, match.start(), match.end(), since=first, until=until)


def _councillors(question: str, names: Sequence[str]) -> Iterator[Named]:
    by_surname: dict[str, set[str]] = {}
    for name in names:
        by_surname.setdefault(_surname(name), set()).add(_TITLE.sub("", name))
    for found in _TITLED.finditer(question):
        said = found["name"].strip()
        for length in range(len(said.split()), 0, -1):
            words = said.split()[:length]
            fitting = by_surname.get(_surname(" ".join(words)), set())
            if fitting:
                name = " ".join(words) if len(fitting) > 1 or length > 1 else next(iter(fitting))
                end = found.start("name") + len(" ".join(words))
                yield Named(Part.COUNCILLOR, found.start(), end, name)
                break


def _surname(name: str) -> str:
    return re.sub(r"['’]s$", "", _TITLE.sub("", name).split()[-1]).casefold() if _TITLE.sub("", name).split() else ""
