"""Web pages: what one sees of them, a block a line, headings marked with '#', cells of a row divided by tabs."""

import re
from collections.abc import Callable
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from corpus.errors import UnreadablePaper
from corpus.readers.clean import clean_text
from corpus.readers.formats import HTML
from corpus.readers.numerals import letters, roman
from corpus.readers.text import decoded
from corpus.types import RawDocument, RawPage

_UNSEEN = (
    "script", "style", "template", "noscript", "head", "nav", "svg", "math", "iframe", "object", "select", "textarea",
    "button",
)  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_NUMERALS: dict[str, Callable[[int], str]] = {
    "a": letters,
    "A": lambda number: letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
_HIDDEN = "//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"
_MANY_PARAGRAPHS = 3
_SPACES = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def read_html(data: bytes, source: str) -> RawDocument:
    """A web page as one page of text; raises UnreadablePaper for what is not text or has no elements."""
    root = _tree(_characters(data, source), source)
    title = " ".join((root.findtext(".//title") or "").split())
    for hidden in root.xpath(_HIDDEN):
        if hidden.getparent() is not None:
            hidden.drop_tree()
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    text = clean_text(_Page(root).text())
    return RawDocument(HTML, (RawPage(text),), paged=False, title=clean_text(title) or None)


def _characters(data: bytes, source: str) -> str:
    """The page's characters, by the encoding it names within its first 1,024 bytes as HTML asks."""
    named = _CHARSET.search(data[:1024])
    if named:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # the page names an encoding that it does not keep
    return decoded(data, source)


def _tree(characters: str, source: str) -> Any:
    # An encoding named in the text is no longer true: the characters are decoded, and handed on as UTF-8.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(characters.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise UnreadablePaper(source, f"it holds no web page ({error}); save it again from the browser") from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":  # what follows is left out, and that must not go unsaid
            raise UnreadablePaper(source, f"the web page is too deep or large ({entry.message}); print it to PDF")
    return root


class _Page:
    """Writes a page's elements out as lines, walking the tree without recursion (pages nest thousands deep)."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._parts: list[str] = []
        self._lists: list[int] = []  # the next number of every list that is open
        self._cells = 0  # how many cells of tables of data are open
        self._verbatim = 0
        self._lays_out: dict[Any, bool] = {}  # of the tables and rows met: whether they are no data

    def text(self) -> str:
        """All of it, blocks on lines of their own and no more than one blank line together."""
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            if event == "start":
                self._open(element)
                self._write(element.text)
            else:
                self._close(element)
                self._write(element.tail if element is not self._root else None)
        return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", "".join(self._parts))).strip("\n ")

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in ("td", "th"):
            self._open_cell(element)
        elif tag == "br":
            self._parts.append(" " if self._cells else "\n")
        elif tag in _BLOCKS:
            self._break()
        if tag in ("ol", "ul"):
            self._lists.append(_whole(element.get("start"), 1))
        elif tag == "li":
            self._parts.append(self._marker(element))
        elif tag in _HEADINGS and not self._cells:
            self._parts.append("\n" + _HEADINGS[tag])
        elif tag == "pre":
            self._verbatim += 1

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag in ("td", "th"):
            if self._is_data(element):
                self._cells -= 1
        elif tag in _BLOCKS:
            self._break()
        if tag in ("ol", "ul"):
            self._lists.pop()
        elif tag in _HEADINGS and not self._cells:
            self._parts.append("\n")
        elif tag == "pre":
            self._verbatim -= 1

    def _open_cell(self, cell: Any) -> None:
        if not self._is_data(cell):
            self._break()
            return
        if cell.getprevious() is not None:
            self._parts.append("\t")
        self._cells += 1

    def _is_data(self, cell: Any) -> bool:
        """True for a cell of a table of data; a table that holds a table only lays the page out, as does a row with a
        cell of many paragraphs: the minutes of an item beside its number."""
        row, table = cell.getparent(), next(cell.iterancestors("table"), None)
        if table is None:
            return False
        if table not in self._lays_out:
            self._lays_out[table] = table.find(".//table") is not None
        if row not in self._lays_out:
            self._lays_out[row] = any(len(beside.findall(".//p")) >= _MANY_PARAGRAPHS for beside in row)
        return not (self._lays_out[table] or self._lays_out[row])

    def _break(self) -> None:
        """Ends the line; inside a cell, where a line is a row, only the word."""
        if self._cells:
            self._add("" if self._at_start() else " ")
        elif self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")

    def _write(self, text: str | None) -> None:
        if not text:
            return
        plain = text if self._verbatim and not self._cells else _SPACES.sub(" ", text)
        at_start = self._at_start() and not self._verbatim
        self._add(plain.lstrip(" ") if at_start else plain)

    def _add(self, part: str) -> None:
        if part:
            self._parts.append(part)

    def _at_start(self) -> bool:
        """True where a space would open a line or a cell, or follow a space."""
        return not self._parts or self._parts[-1][-1] in "\n\t "

    def _marker(self, item: Any) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self._lists:
            return "- "
        number = _whole(item.get("value"), self._lists[-1])
        self._lists[-1] = number + 1
        shown = _NUMERALS.get(parent.get("type", "1"), str) if 0 < number < 4000 else str
        return f"{shown(number)}. "


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
