"""Papers, passages and answers as lines of a terminal. What papers hold is cleaned of control characters first."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.compose import item_of
from assistant.types import Answer, Citation, Nearest
from corpus.types import Passage
from index.types import Hit, PaperSummary
from ui.wording import NEAREST_HEADING, counted, day, minutes_of, page_number, understood_words

if TYPE_CHECKING:
    from index.ingest import FileReport, IngestReport


def safe(text: str) -> str:
    """`text` without control characters, which could move the cursor or worse; line ends and tabs stay."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in text)


def paper_line(paper: PaperSummary) -> str:
    """A line for the list of papers."""
    date = paper.meeting_date.isoformat() if paper.meeting_date else "-"
    pages = counted(paper.page_count, "page") or "no pages"
    return f"{paper.id}  {date:<10}  {paper.kind.value:<8}  {pages:>11}  {paper.title}"


def place_line(paper: PaperSummary, passage: Passage) -> str:
    """Where a passage stands: "Title; Cabinet, 30 January 2025; page 117 (printed 113); item 10"."""
    page = passage.page
    parts = [
        paper.title,
        ", ".join(filter(None, (paper.committee or paper.council, day(paper.meeting_date)))),
        page_number(page) if page else "",
        minutes_of(passage, paper),
        item_of(passage, paper.kind_of(passage)),
    ]
    return "; ".join(part for part in parts if part)


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer, then its sources."""
    if answer.searched_as:
        yield f"(searched as: {answer.searched_as})"
    if answer.understood:
        names = " ".join(dict.fromkeys(f"--ignore {one.part.value}" for one in answer.understood))
        yield f"({understood_words(answer.understood)} To ask without: {names})"
    yield answer.text
    for citation in answer.citations:
        yield ""
        yield from _citation_lines(citation)
    if answer.nearest:
        yield ""
        yield NEAREST_HEADING
    for nearest in answer.nearest:
        yield from _nearest_lines(nearest)


def _citation_lines(citation: Citation) -> Iterator[str]:
    yield f"[{citation.number}] {place_line(citation.paper, citation.passage)}"
    yield f"    “{' '.join(citation.quote.split())}”"
    yield f"    {citation.paper.source}"
    for home in citation.also_in:
        place = (home.paper.title, page_number(home.page) if home.page else "", home.paper.source)
        yield f"    also in: {'; '.join(filter(None, place))}"


def _nearest_lines(nearest: Nearest) -> Iterator[str]:
    yield f"  - {place_line(nearest.paper, nearest.passage)}"
    yield f"    “{' '.join(nearest.excerpt.split())}”"
    yield f"    {nearest.paper.source}"


def hit_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """Passages found, best first."""
    for number, hit in enumerate(hits, 1):
        yield f"{number}. {place_line(hit.paper, hit.passage)}"
        yield f"   {' '.join(hit.passage.text.split())}"
        yield ""


def file_line(file: "FileReport") -> str:
    """What became of a file."""
    read = ", ".join(filter(None, (counted(file.pages, "page"), counted(file.passages, "passage"))))
    details = "; ".join(filter(None, (read, *file.notes, file.reason)))
    return f"{file.outcome.value}: {file.source}" + (f" ({details})" if details else "")


def total_line(report: "IngestReport") -> str:
    """What an ingest did, in one line."""
    counts = [f"{count:,} {outcome}" for outcome, count in Counter(file.outcome.value for file in report.files).items()]
    pages = sum(file.pages for file in report.files)
    passages = sum(file.passages for file in report.files)
    read = ", ".join(filter(None, (counted(pages, "page"), counted(passages, "passage"))))
    return f"{', '.join(counts) or 'no files to read'}" + (f" ({read})" if read else "") + f" in {report.seconds:.1f} s"
