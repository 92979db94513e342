"""What kind of paper a text is, by the forms that councils give them."""

import re

from corpus.types import Kind

_I = re.IGNORECASE | re.MULTILINE
_DECISION = re.compile(
    r"^.{0,80}\b(?:record of (?:\w+ )?decisions?|decision (?:notice|record)|notice of (?:\w+ )?decisions?|"
    r"decisions? (?:list|sheet|digest|summary)|statement of (?:executive )?decisions?|"
    r"(?:officer|delegated) decision)\b|^\W*(?:decision details|agenda and decisions)\W*$"
    r"|\bfollowing decisions? (?:was|were) (?:taken|made)\b",
    _I,
)
_DECISION_NAME = re.compile(r"\b(?:p?rod|record of decision|decision (?:notice|record|list))\b", _I)
_QUESTION = re.compile(
    r"^\W*(?:questions? (?:put|and answers|from|by)\b|question \d+\s*$|(?:public|member)s?'? questions?\W*$)", _I
)
_QUESTION_NAME = re.compile(r"\bquestions? (?:put|and answers?|from|by)\b", _I)
_MINUTES = re.compile(
    r"^\W*(?:(?:draft|printed|unconfirmed|confirmed)\s+)*minutes\b(?!\s*(?:\(pages|\d|of the (?:last|previous)))|"
    r"\bat an? (?:\w+ )?meeting of\b|^\W*agenda(?:, decisions)? and (?:draft |printed )?minutes\W*$",
    _I,
)
_MINUTES_NAME = re.compile(r"\bminutes\b", _I)
_RESOLVED = re.compile(r"^\W*resolved\b", _I)
_WAS_HELD = re.compile(r"\bmeeting(?: was)? held\b", re.IGNORECASE)
_PRESENT = re.compile(r"^\W*(?:(?:members|councillors) )?present\s*:", _I)
_APOLOGIES = re.compile(r"^\W*apologies(?: for absence)?\s*:", _I)
_AGENDA = re.compile(
    r"^\W*agenda\b(?! item).{0,80}$|\bmeeting of .{1,120}\bwill be held\b|^\W*(?:public notice|notice of meeting)\W*$|"
    r"^\W*you are (?:hereby )?summoned",
    _I,
)
_PACK_NAME = re.compile(r"\bpack\b", _I)
_AGENDA_NAME = re.compile(r"\bagenda\b", _I)
_COVERING_LETTER = re.compile(r"^\W*dear (?:member|councillor|colleague)[\s\S]{0,600}\b(?:enclosed?|agenda item)\b", _I)
_REPORT = re.compile(
    r"^\W*(?:from|by|report (?:of|by|author)):?\s.*(?:\n.*){0,10}?^\W*(?:to|subject|report to):?\s|"
    r"^\W*report (?:of|to|by)\b|^\W*(?:subject|report title|paper title|title of report)\s*:",
    _I,
)
_REPORT_NAME = re.compile(r"\breport\b", _I)
_ATTACHED_NAME = re.compile(r"\b(?:appendix|appendices|annexe?|eqia|equality impact)\b", _I)
_PAGES = re.compile(
    r"\bpages?\s+(\d{1,4})\s*[-\u2013\u2014]\s*(\d{1,4})|\|\s*(\d{1,4})\s*[-\u2013]\s*(\d{1,4})\s*\|", _I
)
_CHARACTERS_A_PAGE = 2500
_LETTER_PAGES = 2


def find_kind(text: str, name: str, page_count: int) -> Kind:
    """The kind of the paper whose first pages (or all of it) are `text`, whose file is called `name` (without its
    suffix) and which has `page_count` pages (1 for a format without pages)."""
    head = "\n".join(line.strip(" #*|\t") for line in text[:2500].split("\n"))
    first = head[:900]
    if _DECISION.search(first[:500]):
        return Kind.DECISION
    if _QUESTION.search(first[:500]) or _QUESTION_NAME.search(name):
        return Kind.QUESTION
    minutes, agenda = _MINUTES.search(first), _AGENDA.search(first)
    if minutes and (agenda is None or minutes.start() <= agenda.start()):
        return Kind.MINUTES
    if _COVERING_LETTER.search(head):
        return Kind.PACK if page_count > _LETTER_PAGES else Kind.AGENDA
    if agenda and (_PACK_NAME.search(name) or _holds_its_pages(text, page_count)):
        return Kind.PACK
    if agenda and not _ATTACHED_NAME.search(name):
        return Kind.AGENDA
    return _by_name(head, name)


def _by_name(head: str, name: str) -> Kind:
    if _ATTACHED_NAME.search(name):
        return Kind.OTHER
    if _REPORT.search(head):
        return Kind.REPORT
    for pattern, kind in (
        (_DECISION_NAME, Kind.DECISION),
        (_MINUTES_NAME, Kind.MINUTES),
        (_AGENDA_NAME, Kind.AGENDA),
        (_REPORT_NAME, Kind.REPORT),
    ):
        if pattern.search(name):
            return kind
    told = _RESOLVED.search(head) or (_PRESENT.search(head) and (_WAS_HELD.search(head) or _APOLOGIES.search(head)))
    return Kind.MINUTES if told else Kind.OTHER


def _holds_its_pages(text: str, page_count: int) -> bool:
    """True where the file is long enough to hold the pages that its agenda names ("Pages 15 - 44")."""
    ranges = [(int(first or other), int(last or end)) for first, last, other, end in _PAGES.findall(text[:8000])]
    if not ranges:
        return False
    named = max(last for _, last in ranges) - min(first for first, _ in ranges) + 1
    return max(page_count, len(text) // _CHARACTERS_A_PAGE) - 2 >= max(2, 0.4 * named)
