"""What the API gives."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.types import Answer, Applied, Citation, Nearest, Part, Reason, Status, Understood
from corpus.types import Kind, Page, Passage
from index.register_types import Home
from index.types import Hit, PaperSummary
from ui.links import citation_url, home_url, nearest_url, passage_url


class PageOut(BaseModel):
    """A page: `physical` counts from 1, `label` is the PDF's own, `printed` the number printed on it. Only a page read
    from a picture has a `confidence` (0 to 100) in its words."""

    physical: int
    label: str | None
    printed: str | None
    confidence: float | None = Field(None, exclude_if=lambda value: value is None)

    @classmethod
    def of(cls, page: Page) -> "PageOut":
        return cls(physical=page.number, label=page.label, printed=page.printed, confidence=page.confidence)


class MeetingNameOut(BaseModel):
    """A meeting by its name; null where the papers do not say."""

    council: str | None
    committee: str | None
    day: date | None


class PlaceOut(BaseModel):
    """A passage's place: its paper, its page, and the span of characters, from 0, end exclusive."""

    passage_id: int
    paper_id: str
    title: str
    source: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    kind: Kind
    minutes_of: MeetingNameOut | None = Field(
        None,
        description="The meeting in whose minutes it stands, where the paper is for another and prints them.",
        exclude_if=lambda value: value is None,
    )
    item: str | None = Field(description="Agenda item or minute number.")
    paragraph: str | None = Field(description="The paragraph's own number.")
    page: PageOut | None = Field(description="Null for a format without pages.")
    start: int
    end: int
    url: str = Field(description="Where it is shown, marked, on this server.")


def _place(paper: PaperSummary, passage: Passage, start: int, end: int, url: str) -> dict[str, Any]:
    return {
        "passage_id": passage.id,
        "paper_id": paper.id,
        **{name: getattr(paper, name) for name in ("title", "source", "council", "committee", "meeting_date", "kind")},
        "minutes_of": MeetingNameOut(**asdict(passage.minutes_of)) if passage.minutes_of else None,
        "item": passage.item,
        "paragraph": passage.paragraph,
        "page": PageOut.of(passage.page) if passage.page else None,
        "start": start,
        "end": end,
        "url": url,
    }


class AlsoInOut(BaseModel):
    """Another paper with the same words; `page` is the physical page, null for a format without pages."""

    paper_id: str
    title: str
    page: int | None
    url: str = Field(description="Where the words are shown there, marked, on this server.")

    @classmethod
    def of(cls, home: Home) -> "AlsoInOut":
        page = home.page.number if home.page else None
        return cls(paper_id=home.paper.id, title=home.paper.title, page=page, url=home_url(home))


class CitationOut(PlaceOut):
    """A quote, word for word, and where it stands."""

    number: int
    quote: str
    passage: str = Field(description="The passage around the quote.")
    also_in: list[AlsoInOut]

    @classmethod
    def of(cls, citation: Citation) -> "CitationOut":
        place = _place(citation.paper, citation.passage, citation.start, citation.end, citation_url(citation))
        also_in = [AlsoInOut.of(home) for home in citation.also_in]
        words = {"quote": citation.quote, "passage": citation.passage.text}
        return cls(number=citation.number, also_in=also_in, **words, **place)


class StatementOut(BaseModel):
    """One statement and the numbers of the citations that it stands on."""

    text: str
    citations: list[int]


class UnderstoodOut(BaseModel):
    """A name in the question that was acted on. As a `filter`, only papers that fit were searched; as a `boost`, they
    were put before others. Name its `kind` in the question's `ignore` to ask without it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "meeting",
                    "words": "15 July 2025",
                    "meaning": "meetings on 15 July 2025",
                    "applied": "filter",
                    "removable": True,
                }
            ]
        }
    )

    kind: Part
    words: str = Field(description="The words of the question.")
    meaning: str = Field(description="What they were taken to mean.")
    applied: Applied
    removable: Literal[True] = True

    @classmethod
    def of(cls, understood: Understood) -> "UnderstoodOut":
        return cls(kind=understood.part, words=understood.words, meaning=understood.meaning, applied=understood.applied)


class NearestOut(PlaceOut):
    """A passage that does not answer, but is nearest to the question."""

    excerpt: str = Field(description="The words at its place, as they stand in the paper.")
    passage: str = Field(description="The passage around the excerpt.")

    @classmethod
    def of(cls, nearest: Nearest) -> "NearestOut":
        place = _place(nearest.paper, nearest.passage, nearest.start, nearest.end, nearest_url(nearest))
        return cls(excerpt=nearest.excerpt, passage=nearest.passage.text, **place)


class AnswerOut(BaseModel):
    """An answer made of quotes, or the reason why there is none. With the status partial it answers one part of the
    question only; `unanswered` is the other."""

    status: Status
    reason: Reason | None = Field(description="Why there is no answer, with the status not_found.")
    text: str = Field(description="The whole answer as plain text, with citation marks such as [1].")
    statements: list[StatementOut]
    citations: list[CitationOut]
    as_of: date | None = Field(description="The latest meeting among the papers that the answer stands on.")
    searched_as: str | None = Field(
        description="The question that was searched, where the history changed it; it can be asked as it is."
    )
    understood: list[UnderstoodOut] = Field(description="Names in the question that were acted on.")
    unanswered: list[str] = Field(description="Parts of the question that the papers do not answer.")
    nearest: list[NearestOut] = Field(description="With the status not_found: passages to look at. No answers.")
    took_ms: float

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        return cls(
            status=answer.status,
            reason=answer.reason,
            text=answer.text,
            statements=[StatementOut(text=s.text, citations=list(s.citations)) for s in answer.statements],
            citations=[CitationOut.of(citation) for citation in answer.citations],
            as_of=answer.as_of,
            searched_as=answer.searched_as,
            understood=[UnderstoodOut.of(one) for one in answer.understood],
            unanswered=list(answer.unanswered),
            nearest=[NearestOut.of(one) for one in answer.nearest],
            took_ms=round(answer.took_ms, 1),
        )


class PassageOut(PlaceOut):
    """A passage found. `score` compares within one search only; higher is better."""

    score: float
    text: str

    @classmethod
    def of(cls, hit: Hit) -> "PassageOut":
        passage = hit.passage
        place = _place(hit.paper, passage, passage.start, passage.end, passage_url(passage))
        return cls(score=hit.score, text=passage.text, **place)


class PassagesOut(BaseModel):
    """What a search found, best first."""

    passages: list[PassageOut]
    took_ms: float


class PaperOut(BaseModel):
    """A paper held. `notes` say what a reader should know, such as pages that could not be read."""

    paper_id: str
    title: str
    source: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    kind: Kind
    media_type: str
    pages: int
    passages: int
    notes: list[str]
    url: str

    @classmethod
    def of(cls, paper: PaperSummary) -> "PaperOut":
        same = ("title", "source", "council", "committee", "meeting_date", "kind", "media_type")
        return cls(
            paper_id=paper.id,
            **{name: getattr(paper, name) for name in same},
            pages=paper.page_count,
            passages=paper.passage_count,
            notes=list(paper.notes),
            url=f"/papers/{paper.id}",
        )


class PapersOut(BaseModel):
    """Some of the papers held, latest meeting first; `total` counts all that fit the filters."""

    papers: list[PaperOut]
    total: int

    @classmethod
    def of(cls, papers: Sequence[PaperSummary], offset: int, limit: int) -> "PapersOut":
        return cls(papers=[PaperOut.of(paper) for paper in papers[offset : offset + limit]], total=len(papers))


class ProblemOut(BaseModel):
    """What went wrong (RFC 9457). `detail` names the thing and the cure."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = Field(None, description="The name of what has to change.")
    reference: str | None = Field(None, description="Finds an internal error in the log.")
