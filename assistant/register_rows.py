"""Rows of the register as answers cite them."""

from dataclasses import dataclass

from assistant.types import Citation
from index.catalogue import Catalogue
from index.copies import Copies
from index.register_types import Home
from index.types import Reader


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register says: the `statement` about its rows, and the rows that are quoted, in order."""

    statement: str
    rows: tuple[Citation, ...]


class Rows:
    """Cites rows of the register that one catalogue makes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._copies = Copies(catalogue)

    def cited(self, home: Home, reader: Reader, length: int | None = None) -> Citation | None:
        """A row as a citation of its words, the first `length` characters of them; None where it is gone."""
        end = home.end if length is None else home.start + length
        passage = self._copies.passage_at(home.paper.id, home.start, end, reader)
        passage = passage or self._copies.passage_at(home.paper.id, home.start, home.start + 1, reader)
        if passage is None:
            return None
        quote = self._catalogue.text(home.paper.id, home.start, end, reader)
        return Citation(0, passage, home.paper, quote, home.start, end)
