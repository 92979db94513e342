"""What went wrong, as a person or a program is told it: RFC 9457 problem details (https://www.rfc-editor.org/rfc/rfc9457).

The command line prints the same `detail`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import CouncilError, DataFolderError, FolderBusy, InvalidInput, ModelError, UnknownName

MEDIA_TYPE = "application/problem+json"
_LONGEST_ECHO = 80
_WRONG = {
    "missing": "is missing; add it",
    "string_too_short": "is empty; fill it in or leave it out",
    "string_type": "must be text",
    "string_unicode": "holds a character that is not text (half of a surrogate pair); remove it",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "model_attributes_type": "must be an object with named fields",
    "model_type": "must be an object with named fields",
    "dict_type": "must be an object with named fields",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`slug` names the kind of problem (the API's documentation has a section for each), `detail` this one and its
    cure. `field` is the name of what has to change, where one thing has to. `reference` finds it in the log."""

    status: int
    slug: str
    title: str
    detail: str
    field: str | None = None
    reference: str | None = None

    def document(self) -> dict[str, Any]:
        """The problem details object."""
        known = {"field": self.field, "reference": self.reference}
        return {
            "type": f"/docs#{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **{name: value for name, value in known.items() if value is not None},
        }


class NotHere(CouncilError):
    """An address that leads nowhere; the same words whether a paper is unknown or not for this reader."""

    def __init__(self) -> None:
        super().__init__("there is no such page here; the list of papers held is at /papers")


class TooBusy(CouncilError):
    """More is being answered already than can wait."""

    def __init__(self) -> None:
        super().__init__("too many questions are being answered just now; ask again in a few seconds")


# slug, status, title, what it means; the first class that fits an error counts.
KINDS: tuple[tuple[type[CouncilError], str, int, str, str], ...] = (
    (NotHere, "not-found", 404, "Not found", "Nothing is at this address, or it is not for you."),
    (TooBusy, "too-busy", 503, "Too busy", "Try again after the seconds that Retry-After says."),
    (UnknownName, "unknown-name", 422, "Unknown name", "A filter names something that the collection does not hold."),
    (
        InvalidInput,
        "invalid-input",
        422,
        "Invalid input",
        "A field cannot be acted on; the detail says what to change.",
    ),
    (FolderBusy, "busy", 503, "Busy", "Another process holds the data folder; try again."),
    (DataFolderError, "data-folder", 503, "Data folder", "The data folder cannot be used; those who run it can help."),
    (ModelError, "model", 503, "Model", "The embedding model cannot be used; those who run it can help."),
)
OTHERS: tuple[tuple[str, int, str, str], ...] = (
    ("not-json", 400, "Not JSON", "The body is no JSON, or its Content-Type does not say that it is."),
    ("method-not-allowed", 405, "Method not allowed", "The address answers other methods; Allow names them."),
    ("too-large", 413, "Too large", "The body is longer than any question needs."),
    ("internal-error", 500, "Internal error", "A fault of this software; the reference finds it in the log."),
)


def problem_of(error: CouncilError) -> Problem:
    """The problem that an error of this software is."""
    field = error.field if isinstance(error, InvalidInput) else None
    for kind, slug, status, title, _ in KINDS:
        if isinstance(error, kind):
            return Problem(status, slug, title, str(error), field)
    return Problem(503, "data-folder", "Cannot be read", str(error), field)


def other_problem(slug: str, detail: str, reference: str | None = None) -> Problem:
    """One of the `OTHERS`."""
    status, title = next((status, title) for name, status, title, _ in OTHERS if name == slug)
    return Problem(status, slug, title, detail, reference=reference)


def validation_problem(errors: Sequence[Any], known: Sequence[str] = ()) -> Problem:
    """The problem behind pydantic's `errors`: the first of them, in words. `known` are the fields there are."""
    first = errors[0]
    if first["type"] == "json_invalid":
        return other_problem("not-json", "the body is not JSON; send a JSON object with Content-Type: application/json")
    where = [part for part in first["loc"] if part not in ("body", "query", "path")]
    field = _shown(".".join(str(part) for part in where)) or "body"
    return Problem(422, "invalid-input", "Invalid input", f"{field} {_wrong(first, known)}", field)


def _wrong(error: Any, known: Sequence[str]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return f"is not known; known here are: {', '.join(known)}" if known else "is not known; leave it out"
        case "string_too_long":
            return f"is too long; send at most {context['max_length']:,} characters"
        case name if name in _WRONG:
            return _WRONG[name]
        case "too_long":
            return f"has too many entries; send at most {context['max_length']:,}"
        case "greater_than_equal" | "less_than_equal":
            return f"is out of range; {str(error['msg']).removeprefix('Input should be ')} is meant"
        case "value_error":
            return str(context["error"])
        case _:
            return f"cannot be used: {_shown(str(error['msg']))[0].lower()}{_shown(str(error['msg']))[1:]}"


def _shown(text: str) -> str:
    """`text` short enough to show, and always encodable."""
    return text[:_LONGEST_ECHO].encode("utf-8", "replace").decode()
