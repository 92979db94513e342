"""Text without the marks of Markdown and HTML."""

import re

_MARKS = re.compile(r"</?[a-z][^<>\n]*>|\*\*|__|^#+\s+", re.MULTILINE)


def unmarked(text: str) -> str:
    """`text` with spaces where Markdown and HTML marks stood, so that every word keeps its place."""
    return _MARKS.sub(lambda mark: " " * len(mark[0]), text)


def plain(text: str) -> str:
    """`text` without Markdown and HTML marks, white space folded: for searching and showing, never for quoting."""
    return " ".join(unmarked(text).split())
