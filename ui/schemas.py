"""What the API takes. Unknown fields are refused; a field that is null counts as left out."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from assistant.types import Part, Question, Turn
from corpus.errors import InvalidInput
from corpus.types import Kind
from index.search import MAX_K, MAX_QUERY_CHARACTERS, clean_query
from index.types import Filters, Mode

MAX_TURNS = 20
MAX_ANSWER_CHARACTERS = 20_000
_MAX_NAME = 200
_MAX_IGNORED = 20
# At least one letter or digit, no control characters: what `index.search.clean_query` holds every query to.
_QUESTION_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\W_][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PAPER_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


def iso_date(value: Any) -> Any:
    """`value` as a date where it is written YYYY-MM-DD. Raises ValueError with the cure."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"is {value}, a day that does not exist; check day and month") from None
    raise ValueError("must be a date written YYYY-MM-DD, such as 2025-01-30")


def _paper_id(value: str) -> str:
    if not _PAPER_ID.fullmatch(value):
        raise ValueError("must be a paper's id of 16 hexadecimal digits; GET /api/papers lists them")
    return value


def _kind(value: Any) -> Any:
    names = [kind.value for kind in Kind]
    if value is None or isinstance(value, Kind) or (isinstance(value, str) and value in names):
        return value
    raise ValueError(f"is not a kind of paper; kinds are: {', '.join(names)}")


def _part(value: Any) -> Any:
    names = [part.value for part in Part]
    if isinstance(value, Part) or (isinstance(value, str) and value in names):
        return value
    raise ValueError(f"is not a kind of name; kinds are: {', '.join(names)}")


def _searchable(question: str) -> str:
    """An earlier question is searched too, so it is held to the same rule."""
    try:
        return clean_query(question, "question")
    except InvalidInput as error:
        raise ValueError(str(error).removeprefix("the question ")) from None


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_MAX_NAME)]
Day = Annotated[date | None, BeforeValidator(iso_date)]
KindIn = Annotated[Kind | None, BeforeValidator(_kind)]
PartIn = Annotated[Part, BeforeValidator(_part)]
PaperId = Annotated[str, AfterValidator(_paper_id), Field(json_schema_extra={"pattern": "^[0-9a-f]{16}$"})]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_QUERY_CHARACTERS),
    Field(json_schema_extra={"minLength": 1, "pattern": _QUESTION_PATTERN}),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FiltersIn(_Strict):
    """Which papers to look in; dates are inclusive."""

    council: Name | None = Field(None, description="One council, by its name.")
    committee: Name | None = Field(None, description="One committee, by its name.")
    since: Day = Field(None, description="Meetings on or after this day, YYYY-MM-DD.")
    until: Day = Field(None, description="Meetings on or before this day, YYYY-MM-DD.")
    kind: KindIn = Field(None, description="One kind of paper.")
    paper: PaperId | None = Field(None, description="One paper, by its id.")

    def filters(self) -> Filters:
        """As the search takes them."""
        return Filters(self.council, self.committee, self.since, self.until, self.kind, self.paper)


class TurnIn(_Strict):
    """An earlier question and its answer."""

    question: Annotated[Words, AfterValidator(_searchable)] = Field(description="What was asked.")
    answer: Annotated[str, StringConstraints(max_length=MAX_ANSWER_CHARACTERS)] | None = Field(
        None, description="What was answered."
    )


class AskIn(_Strict):
    """A question in plain words."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "What was decided about library opening hours?"},
                {
                    "question": "Who voted against it?",
                    "history": [{"question": "What was decided about library opening hours?"}],
                    "filters": {"committee": "Cabinet", "since": "2025-01-01"},
                },
                {"question": "What did Cabinet decide on 15 July 2025?", "ignore": ["meeting"]},
            ]
        }
    )

    question: Words = Field(description=f"1 to {MAX_QUERY_CHARACTERS:,} characters.")
    history: Annotated[list[TurnIn], Field(max_length=MAX_TURNS)] | None = Field(
        None, description=f"The conversation so far, oldest first, at most {MAX_TURNS} turns."
    )
    filters: FiltersIn | None = Field(None, description="Which papers to look in.")
    ignore: Annotated[list[PartIn], Field(max_length=_MAX_IGNORED)] | None = Field(
        None, description="Kinds of name in the question not to act on, of those that `understood` told."
    )

    def to_question(self) -> Question:
        """As the answerer takes it."""
        turns = tuple(Turn(turn.question, turn.answer) for turn in self.history or ())
        ignored = frozenset(self.ignore or ())
        return Question(self.question, turns, (self.filters or FiltersIn()).filters(), ignored)


class SearchIn(_Strict):
    """Words to find passages by."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": "library opening hours", "k": 3, "filters": {"kind": "minutes"}}]}
    )

    query: Words = Field(description=f"1 to {MAX_QUERY_CHARACTERS:,} characters.")
    k: Annotated[int, Field(ge=1, le=MAX_K, strict=True)] = Field(10, description="How many passages at most.")
    filters: FiltersIn | None = Field(None, description="Which papers to look in.")
    mode: Mode = Field(Mode.HYBRID, description="By meaning (dense), by words (keyword), or both (hybrid).")
