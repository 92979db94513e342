"""Questions to begin with, made from the papers that are held, so that they have answers."""

import re
from collections.abc import Iterator, Sequence

from corpus.types import Kind
from index.types import PaperSummary
from ui.wording import day

_LONGEST = 110
_PLAIN_TITLE = re.compile(r"appendix|annex|supplement|agenda|minutes|\bpack\b|papers", re.IGNORECASE)
_LEADING = re.compile(r"^(?:report (?:on|of|to)|item \d+\w*)\W+", re.IGNORECASE)


def example_questions(papers: Sequence[PaperSummary], wanted: int = 4) -> list[str]:
    """At most `wanted` questions, the same for the same papers: about subjects first, then about meetings."""
    found = dict.fromkeys([*_about_subjects(papers), *_about_meetings(papers)])
    return list(found)[:wanted]


def _about_subjects(papers: Sequence[PaperSummary]) -> Iterator[str]:
    for paper in papers:
        title = _LEADING.sub("", " ".join(paper.title.split())).strip(" .-–—:")
        dated = paper.meeting_date is not None and day(paper.meeting_date) in title
        telling = len(title.split()) >= 2 and not dated and not _PLAIN_TITLE.search(title)
        if paper.kind in (Kind.DECISION, Kind.REPORT, Kind.QUESTION) and telling and len(title) <= _LONGEST:
            yield f"What was decided on “{title}”?"


def _about_meetings(papers: Sequence[PaperSummary]) -> Iterator[str]:
    for paper in papers:
        if paper.kind is Kind.MINUTES and paper.committee and paper.meeting_date:
            yield f"What did the {paper.committee} agree on {day(paper.meeting_date)}?"
