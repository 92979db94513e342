"""Paragraphs packed into passages: what is whole stays whole as far as it fits."""

import pytest

from corpus.packing import MAX_CHARACTERS, packed, split_long

SENTENCE = "The grant to the harbour trust has fallen from about £161,000 in 2015 to no more than £9,600 in\n2020-21."
"""As a PDF gives it: a line ends where the page does, not the sentence."""


def _pieces(text: str, size: int = MAX_CHARACTERS) -> list[str]:
    return [text[start:end].strip() for start, end in split_long(text, 0, len(text), size)]


def test_a_long_paragraph_is_cut_between_sentences_and_not_where_its_lines_end() -> None:
    text = " ".join([SENTENCE] * 25)
    pieces = _pieces(text)
    assert len(pieces) == 3
    assert all(piece.endswith("2020-21.") and len(piece) <= MAX_CHARACTERS for piece in pieces)


def test_an_entry_of_a_list_is_cut_only_where_it_does_not_fit() -> None:
    entry = "- The path is resurfaced. The bench beside it is mended."
    text = "\n".join([entry] * 6)
    assert _pieces(text, size=130) == ["\n".join([entry] * 2)] * 3


def test_a_sentence_too_long_is_cut_between_its_lines() -> None:
    lines = ["the mooring of the barge at the northern quay,"] * 40
    pieces = _pieces("\n".join(lines), size=200)
    assert all(len(piece) <= 200 for piece in pieces)
    assert {line for piece in pieces for line in piece.split("\n")} == set(lines)


@pytest.mark.parametrize("size", [40, 99, 1_000])
def test_no_word_is_lost_or_said_twice(size: int) -> None:
    text = f"{SENTENCE}\n\n- One.\n- Two.\n" + "word " * 300 + "\n12\t13\t14\n"
    spans = list(split_long(text, 0, len(text), size))
    assert "".join(text[start:end] for start, end in spans) == text


def test_no_span_crosses_a_page() -> None:
    text = " ".join([SENTENCE] * 4)
    page = text.index("£9,600")
    assert list(packed(text, 0, len(text), [page])) == [(0, page), (page, len(text))]
