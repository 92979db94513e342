"""Questions that name a matter by the council's number for it, as in 24/00093: only what names it answers them."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.errors import UnknownName
from corpus.register.fields import REFERENCE
from index.catalogue import Catalogue
from index.types import Hit, Reader

HEAD_CHARACTERS = 2_000
"""Of a paper, in which it says what matter it is about."""


def references(question: str) -> frozenset[str]:
    """The numbers of matters that `question` names, as they are compared."""
    return frozenset(map(_plain, REFERENCE.findall(question)))


def naming(hits: Sequence[Hit], wanted: frozenset[str], catalogue: Catalogue, reader: Reader) -> list[Hit]:
    """The `hits` that name all that is `wanted`: in their own words, above them, or in the title, the file's name or
    the head of their paper."""

    @cache
    def head(paper_id: str) -> str:
        try:
            return catalogue.text(paper_id, 0, HEAD_CHARACTERS, reader)
        except UnknownName:  # part of it is not for the reader
            return ""

    def said(hit: Hit) -> str:
        paper = hit.paper
        return _plain(" ".join((hit.passage.text, *hit.passage.heading, paper.title, *paper.sources, head(paper.id))))

    return [hit for hit in hits if all(one in said(hit) for one in wanted)]


def _plain(text: str) -> str:
    return re.sub(r"(?<=\w)[/–-](?=\w)", "/", text).upper()
