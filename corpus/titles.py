"""What a paper is called, for the people who are shown it."""

import re
import textwrap
from datetime import date

from corpus.casing import titled
from corpus.types import Kind

_LONGEST = 160
_SUBJECT = re.compile(
    r"^\W*(?:(?:(?:subject\W+)?matter\W{1,3})?title of (?:the )?(?:report|decision|item)|subject"
    r"|(?:report |paper |decision )?title)\s*:?[ \t]*(?P<title>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE_LINES = 3
_ENDS_TITLE = re.compile(
    r"$|[A-Z][\w ()/'\u2019-]{1,45}:|\d+[.)]|"
    r"(?:report (?:of|to|by)|summary|classification|decision|purpose|introduction)\b",
    re.IGNORECASE,
)
_MEANINGLESS = re.compile(
    r"(?:[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\W*\d[\d\W]*|(?:document|doc|file|scan|untitled|download|report|appendix|annex|"
    r"attachment|item|paper|agenda|minutes|enc|pdf|copy)?\W*[a-z]?\d{0,12})",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"microsoft (?:word|powerpoint|excel)|\.(?:docx?|pdf|xlsx?|pptx?|rtf|indd|qxd)\b|untitled|^slide \d|^powerpoint|"
    r"^doc(?:ument)?\d*$",
    re.IGNORECASE,
)
_OF_A_MEETING = {Kind.MINUTES: "minutes", Kind.AGENDA: "agenda", Kind.PACK: "papers", Kind.QUESTION: "questions"}
_HEADING = re.compile(r"^#{1,2} +(\S.*)$", re.MULTILINE)


def find_title(
    text: str, name: str, claimed: str | None, kind: Kind, committee: str | None, day: date | None
) -> str | None:
    """What to call the paper: its own subject line, or its meeting, or its file's `name`, or the title its
    metadata claimed, or its first heading; None where all of these say nothing."""
    if kind in _OF_A_MEETING and committee:
        when = f", {day.day} {day:%B %Y}" if day else ""
        return f"{committee} {_OF_A_MEETING[kind]}{when}"
    subject = _subject(text[:2500])
    if subject and kind in (Kind.REPORT, Kind.DECISION):
        return subject
    if not _MEANINGLESS.fullmatch(name):
        return name
    if claimed and len(claimed) > 4 and not _JUNK.search(claimed) and not _MEANINGLESS.fullmatch(claimed):
        return textwrap.shorten(claimed, _LONGEST, placeholder="\u2026")
    heading = _HEADING.search(text[: _LONGEST * 20])
    return titled(heading[1].strip(" *#"))[:_LONGEST] if heading else None


def _subject(head: str) -> str | None:
    """What stands after "Subject:" or the like, on that line or the next, with the lines that go on from it."""
    found = _SUBJECT.search(head)
    if not found:
        return None
    first, *others = (line.strip() for line in head[found.start("title") :].split("\n"))
    lines = [first] if first else []
    for line in others[:_TITLE_LINES]:
        if lines and _ENDS_TITLE.match(line):
            break
        lines.append(line)
    title = " ".join(" ".join(lines).split()).strip(" .:-\u2013")
    return textwrap.shorten(title, _LONGEST, placeholder="\u2026") if len(title) > 3 else None
