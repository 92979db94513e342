"""Passages know the minute or agenda item that they stand under."""

from pathlib import Path

from corpus.papers import make_paper
from corpus.passages import make_passages
from corpus.types import Details, RawDocument, RawPage

LONG = " ".join(["Members spoke of the dredging of the channel, of the buoys and of the fees for a night."] * 20)

MINUTES = f"""HARBOUR COMMITTEE
MINUTES of the meeting of the Harbour Committee held at the Shire Hall on Monday, 3 March 2031
PRESENT: Ms A Birch (Chair), Mr B Crane and Mr D Drake

14. Apologies for Absence
(Item 1)

Apologies were received from Ms Finch.

15. Northern Moorings
(Item 2)

The repair of the northern moorings was agreed. {LONG}
"""


def test_a_short_minute_does_not_take_in_the_beginning_of_the_next() -> None:
    raw = RawDocument("text/plain", (RawPage(MINUTES),), paged=True)
    paper = make_paper(raw, b"", Path("minutes.txt"), "minutes.txt", Details())
    passages = make_passages(paper, lambda texts: [len(text.split()) for text in texts], 256)
    of = {words: next(one for one in passages if words in one.text).item for words in ("Ms Finch", "northern moorings")}
    assert of == {"Ms Finch": "14", "northern moorings": "15"}
