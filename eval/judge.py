"""An answer held against its case."""

from collections.abc import Callable, Sequence

from assistant.types import Answer, Citation, Status
from eval.cases import Case, Evidence
from eval.coverage import covers, holds, is_from, on_page
from eval.results import Answered, Cited
from eval.words import squashed

Reread = Callable[[str, int, int], str]
"""Gives the stored text of a paper (its id) from one character to another."""


def judge(case: Case, answer: Answer, reread: Reread, took_ms: float) -> Answered:
    """What `answer` is worth for `case`. A refusal is never correct where the question can be answered."""
    refused = answer.status is Status.NOT_FOUND
    return Answered(
        refused=refused,
        correct=not refused and states(case.facts, answer.text),
        text=answer.text,
        citations=tuple(_cited(case, citation, reread) for citation in answer.citations),
        took_ms=took_ms,
        searched_as=answer.searched_as or case.question,
        likelihood=answer.likelihood,
    )


def states(facts: Sequence[Sequence[str]], text: str) -> bool:
    """Whether `text` contains one string of every group, without regard to case and kinds of white space.
    False where there are no facts."""
    said = squashed(text)
    return bool(facts) and all(any(squashed(fact) in said for fact in group) for group in facts)


def page_is_right(evidence: Sequence[Evidence], citation: Citation) -> bool | None:
    """Whether a citation that quotes evidence of its own paper names the right page; None where it quotes none, or
    the paper has no pages."""
    quoted = [
        one
        for one in evidence
        if one.page is not None and is_from(one.file, citation.paper.sources) and covers(one.quote, citation.quote)
    ]
    return any(on_page(one, citation.passage) for one in quoted) if quoted else None


def _cited(case: Case, citation: Citation, reread: Reread) -> Cited:
    evidence = [one for group in case.evidence for one in group]
    passage, paper = citation.passage, citation.paper
    return Cited(
        source=paper.source,
        page=passage.page.number if passage.page else None,
        quote=citation.quote,
        right=any(holds(one, paper, passage, text) for one in evidence for text in (passage.text, citation.quote)),
        quotes=any(holds(one, paper, passage, citation.quote) for one in evidence),
        page_right=page_is_right(evidence, citation),
        verbatim=bool(citation.quote) and reread(paper.id, citation.start, citation.end) == citation.quote,
    )
