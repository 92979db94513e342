"""Who was at a meeting, as the head of its minutes lists them, and who sent apologies."""

import re
from collections.abc import Iterator, Sequence

from corpus.register.names import TITLE
from corpus.register.types import Attendee, Capacity, Item, Span

_CAPACITIES = {
    "apologies": Capacity.APOLOGIES,
    "substitute": Capacity.SUBSTITUTE,
    "officer": Capacity.OFFICER,
    "also": Capacity.IN_ATTENDANCE,
    "in attendance": Capacity.IN_ATTENDANCE,
    "absent": Capacity.ABSENT,
    "members in attendance": Capacity.IN_ATTENDANCE,
    "members attending": Capacity.IN_ATTENDANCE,
}
_PAIR = r"[A-Z][\w'\u2019-]+ [A-Z][\w'\u2019-]+,"
_LABEL = re.compile(
    r"^[^\w\n]*(?P<label>apologies(?: for absence)?|substitutes?(?: members?)?"
    r"|(?:council )?officers?(?: in attendance| present)?|in attendance(?: virtually| remotely)?"
    r"|also (?:present|attending|in attendance)|absent|(?:(?:members|councillors) )?present"
    r"|(?:members of the council )?present were|those (?:attending|present)|attendees|councillors(?=\s*$)"
    r"|also(?=\s+Councillor)|in the chair(?=\s*:)|members(?=\s*:\s*\(\*)"
    r"|members (?:in attendance|attending)[^\n:]{0,60})"
    rf"(?:[ \t]*:|[ \t]*$|[ \t]*\t|(?=[ \t]+(?:Councillor|Cllr|Mr|Mrs|Ms)\b)|(?=[ \t]+{_PAIR}))",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL_WITHIN = re.compile(
    r"(?<=[.;])[ \t]+(?P<label>in attendance|also (?:present|in attendance)|apologies(?: for absence)?|absent"
    r"|officers?(?: present| in attendance)?)[ \t]*:",
    re.IGNORECASE,
)
_LIST_ENDS = re.compile(
    r"^[^\w\n]*(?:[A-Z][A-Z ]{0,60}ITEMS[^\w\n]*$|P(?:ART|art) (?:[IVX]{1,3}|[A-C1-3]|(?i:one|two))\b[^\n]*$"
    r"|Apolog(?:y|ies)\b|There (?:was|were)\b|The (?:meeting|chair)|Election of\b)|\bwho\b",
    re.MULTILINE,
)
_TELLS = re.compile(
    r"(?:(?<=[a-z)]\.)\s|\n)[A-Z][^\n.]{0,200}?(?:\n(?=[a-z])[^\n.]{0,200}?)?"
    r"\b(?:reported|welcomed|thanked|informed|asked|opened|explained|gave|spoke|announced|reminded|presented|read)\b"
)
"""A sentence below the lists: somebody in it does something."""
_ROLE = (
    r"(?:Director|Executive|Officers?|Managers?|Head|Assistant|Deputy|Chief|Corporate|Services?|Lead|Leader|Advis[eo]r|Clerk"
    r"|Members?|Cabinet|Committee|Council|Democratic|Monitoring|Legal|Social|Care|Health|Finance|Education|Public|Chair\w*"
    r"|Vice|Mayor|Provost|Senior|Principal|Interim|Acting|Area|Project|Counsel|Solicitor|Secretary|Accountant|Nurse|Minutes?|Agenda|Items?"
    r"|Governance|Policy|Planning|Strategic|Development|Support|Community|Adults?|Children|People"
    r"|Wellbeing|Performance|Place|Group|Safeguarding|Commissioning|Councillors)\b"
)
_INITIALS = r"(?:[A-Z]\.){2,4}"
_WORD = rf"(?!{_ROLE}|{TITLE})(?:{_INITIALS}|[A-Z][\w'\u2019-]{{0,40}}\.?)"
_HONOURS = r"(?:,?\s+(?:OBE|MBE|CBE|BEM|KBE|DBE|QC|KC|DL|JP|TD)\b)*"
_GAP = r"[ \n]"  # never two spaces: those part the cells of a table
_PERSON = re.compile(
    rf"(?P<name>{TITLE}(?:{_GAP}{TITLE})?(?:(?:{_GAP}[A-Z]\b\.?){{1,3}}{_GAP}[A-Z][\w'\u2019-]+|{_GAP}{_INITIALS}{_GAP}?[A-Z][\w'\u2019-]+|(?:{_GAP}{_WORD}){{1,5}})"
    rf"{_HONOURS}|(?<![\w'\u2019-]){_WORD}(?:{_GAP}{_WORD}){{1,3}}{_HONOURS}(?=\s*(?:[,;(.]|$|\s{{2}}|\band\b|\bwho\b)))"
    r"(?:\s*\((?P<role>[^()]{2,120})\))?"
)
_AFTER = re.compile(rf"\s*,\s*(?P<role>(?:(?!\n\s*\n)[\s\S]){{0,160}}?\b{_ROLE}(?:(?!\n\s*\n)[\s\S]){{0,160}})")
_BESIDE = re.compile(
    rf"[ \t]{{2,}}(?P<role>(?:(?!{TITLE})[^\n]){{0,80}}\b{_ROLE}(?:(?!{TITLE})[^\n]){{0,80}}$)", re.MULTILINE
)
_OFFICE = r"(?:Vice[- ]|Deputy )?(?:Chair(?:man|woman|person)?|Mayor|Convener|Provost)"
_BEFORE = re.compile(
    rf"[^\w\n]*(?:(?P<role>{_OFFICE})(?:[ \t]*:\s*|[ \t]+)|(?P<chair>In the Chair)\s*:\s*(?:(?:The )?Mayor)?\s*\(?"
    r"|(?P<post>[A-Z][^\n\u2013:]{3,80}?)[ \t]+[\u2013-][ \t]+)"
)
_SURNAME = rf"{_WORD}(?:\s*\([^()\n]{{2,80}}\))?"
_SURNAMES = re.compile(rf"\b(?:Councillors|Cllrs)\s+(?P<names>{_SURNAME}(?:,\s*{_SURNAME})*,?\s+and\s+{_SURNAME})")
_ONE_SURNAME = re.compile(rf"(?P<name>{_WORD})(?:\s*\((?P<role>[^()\n]{{2,80}})\))?")
_SEVERAL = re.compile(r"^[^\w\n]*(?:(?:County )?Councillors|Cllrs|Members|Aldermen)\b[^\n]*,", re.MULTILINE)
_OF_MEMBERS = re.compile(r"\s*(?:Councillors|Cllrs|Members)\b")
_STARRED = re.compile(r"\s*\(\*\s*(?:=\s*)?present\)", re.IGNORECASE)
"""Of the names below, those with a star were there."""
_FROM = re.compile(
    r"\bapolog(?:y|ies)\b[^.]{0,120}?\b(?:from|on behalf of)\s+"
    r"(?P<names>(?:[^.]|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr))\.|(?<=\bMrs)\.)+)",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\s{1,20}A\s{0,20}$")
_ROLL = re.compile(r"\b(?:roll|sederunt|attendance|present)\b", re.IGNORECASE)
_FIRST_MINUTES = 2
_COUNCILLOR = re.compile(
    r"^(?:[ \t]*(?:Councillor|Cllr)\b\.?(?: [A-Z][\w'\u2019.-]*){1,4}(?: \([^()\n]*\))?){1,3}[ \t]*$", re.MULTILINE
)
"""A line of nothing but names."""
_LEAST_UNLABELLED = 2
_STANDS_IN = ("substituted by", "substituted for by")
_GIVEN_BY = re.compile(r"\b(?:who|was|were|had|but|joined|left)\b")


def find_attendance(text: str, head: Span, minutes: Sequence[tuple[Item, Span]]) -> list[Attendee]:
    """The people in the `head` of a meeting's minutes, in `text` without marks of Markdown or HTML, and those whose
    apologies the `minutes` (each with the stretch below its heading) report."""
    found = [person for capacity, span in _lists(text, head) for person in _people(text, capacity, span)]
    listed = any(person.capacity is Capacity.APOLOGIES for person in found)
    if not any(person.capacity is Capacity.PRESENT for person in found):
        found = [*_unlabelled(text, head), *found]
    for minute, stretch in minutes[:_FIRST_MINUTES]:
        if _ROLL.search(minute.title) and not found:
            found += [person for capacity, span in _lists(text, stretch) for person in _people(text, capacity, span)]
    for minute, stretch in minutes:
        if "apolog" in minute.title.lower() and not listed:
            found += _apologies(text, stretch)
    return list({(one.name, one.capacity): one for one in reversed(found)}.values())[::-1]


def _unlabelled(text: str, head: Span) -> Iterator[Attendee]:
    """The councillors named at the beginning of lines above the first label, where none says that they were there."""
    label = _LABEL.search(text, head.start, head.end)
    above = list(_COUNCILLOR.finditer(text, head.start, label.start() if label else head.end))
    if len(above) >= _LEAST_UNLABELLED:
        yield from _in_turn(text, Capacity.PRESENT, Span(above[0].start(), above[-1].end()))


def _lists(text: str, head: Span) -> Iterator[tuple[Capacity, Span]]:
    """The lists of the head, each under its label."""
    found = (label for pattern in (_LABEL, _LABEL_WITHIN) for label in pattern.finditer(text, head.start, head.end))
    labels = sorted(found, key=lambda label: label.start())
    present = any("present" in label["label"].lower() for label in labels)
    ends = [*(label.start() for label in labels), head.end]
    for label, end in zip(labels, ends[1:], strict=True):
        stops = (pattern.search(text, label.end(), end) for pattern in (_LIST_ENDS, _TELLS))
        stop = min((found.start() for found in stops if found), default=end)
        word = label["label"].lower()
        capacity = next((held for name, held in _CAPACITIES.items() if word.startswith(name)), Capacity.PRESENT)
        if word == "in attendance" and not present and _OF_MEMBERS.match(text, label.end(), stop):
            capacity = Capacity.PRESENT  # of the members, where no other list is
        if "officer" in word:
            capacity = Capacity.OFFICER
        yield capacity, Span(label.end(), stop)


def _came(line: str, capacity: Capacity, starred: bool) -> Capacity:
    """Who in a list was there: of one whose marks say so, those with the mark."""
    if _ABSENT.search(line) or (starred and not line.lstrip().startswith("*")):
        return Capacity.ABSENT
    return capacity


def _people(text: str, capacity: Capacity, span: Span) -> Iterator[Attendee]:
    """The people of one list: one a line where the lines are so, else one after another."""
    lines = [line for line in text[span.start : span.end].split("\n") if line.strip()]
    run_on = any(line.rstrip().endswith((",", " and")) for line in lines)
    crowded = any(len(re.findall(TITLE, line)) > 1 for line in lines) and capacity is not Capacity.SUBSTITUTE
    if len(lines) < 2 or run_on or crowded:
        yield from _run_on(text, capacity, span)
        return
    offset, starred = span.start, bool(_STARRED.match(text, span.start, span.end))
    for line in text[span.start : span.end].split("\n"):
        absent = _ABSENT.search(line)
        end = offset + (absent.start() if absent else len(line))
        if _SEVERAL.match(line):
            yield from _run_on(text, capacity, Span(offset, end))
        elif person := _PERSON.search(text, offset, end):
            yield _attendee(text, _came(line, capacity, starred), person, end)
        offset += len(line) + 1


def _run_on(text: str, capacity: Capacity, span: Span) -> Iterator[Attendee]:
    """The people of a list that runs on: by their surnames alone where it says "Councillors" and then those."""
    surnames = _SURNAMES.search(text, span.start, span.end)
    if surnames is None:
        yield from _in_turn(text, capacity, span)
        return
    yield from _in_turn(text, capacity, Span(span.start, surnames.start()))
    for one in _ONE_SURNAME.finditer(text, surnames.start("names"), surnames.end("names")):
        yield Attendee(one.start(), one.end(), f"Councillor {one['name'].rstrip('.')}", capacity, one["role"])
    yield from _in_turn(text, capacity, Span(surnames.end(), span.end))


def _in_turn(text: str, capacity: Capacity, span: Span) -> Iterator[Attendee]:
    """The people named one after another; who only substitutes for somebody who sent apologies is left out."""
    people = list(_PERSON.finditer(text, span.start, span.end))
    ends = [*(person.start() for person in people), span.end]
    for person, end in zip(people, ends[1:], strict=True):
        before = text[max(span.start, person.start() - 40) : person.start()]
        if not " ".join(before.split()).endswith(_STANDS_IN):
            yield _attendee(text, capacity, person, end)


def _attendee(text: str, capacity: Capacity, person: re.Match[str], until: int) -> Attendee:
    role, end = person["role"], person.end()
    if not role and (before := _BEFORE.fullmatch(text, text.rfind("\n", 0, person.start()) + 1, person.start())):
        role = before["role"] or before["chair"] or (before["post"] if capacity is Capacity.OFFICER else None)
    if not role and (after := _AFTER.match(text, end, until) or _BESIDE.match(text, end, until)):
        said = _GIVEN_BY.split(after["role"])[0].rstrip().removesuffix("and").strip(" ,.;|\n")
        if said not in ("Councillors", "Members"):
            role, end = said, after.start("role") + len(said)
    name = re.sub(r"^(Councillor|Cllr)s\b", r"\1", " ".join(person["name"].split())).rstrip(".")
    return Attendee(person.start(), end, name, capacity, " ".join(role.split()) if role else None)


def _apologies(text: str, stretch: Span) -> Iterator[Attendee]:
    """Those from whom apologies came, as a minute reports it."""
    for found in _FROM.finditer(text, stretch.start, stretch.end):
        yield from _run_on(text, Capacity.APOLOGIES, Span(found.start("names"), found.end()))
