"""What the addresses of the register take."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from corpus.register.types import Status
from index.register_types import RegisterFilters
from ui.schemas import Day, Name, PaperId

MAX_WORDS, MAX_NUMBER = 300, 50
MAX_ROWS = 1_000
A_PAGE = 100


class Form(StrEnum):
    """How a list is given."""

    JSON = "json"
    CSV = "csv"


def _status(value: Any) -> Any:
    names = [status.value for status in Status]
    if value is None or isinstance(value, Status) or value in names:
        return value
    raise ValueError(f"names no status; statuses are: {', '.join(names)}")


def _form(value: Any) -> Any:
    if value is None or isinstance(value, Form) or value in list(Form):
        return value
    raise ValueError("names no format; formats are: json, csv")


StatusIn = Annotated[Status | None, BeforeValidator(_status)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NUMBER)]
Looked = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_WORDS),
    Field(json_schema_extra={"pattern": r"[^\W_]"}),
]


class MeetingsIn(BaseModel):
    """Which meetings to list; dates are inclusive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    council: Name | None = Field(None, description="One council, by its name.")
    committee: Name | None = Field(None, description="One committee, by its name.")
    since: Day = Field(None, description="Meetings on or after this day, YYYY-MM-DD.")
    until: Day = Field(None, description="Meetings on or before this day, YYYY-MM-DD.")
    paper: PaperId | None = Field(None, description="What one paper tells of, by its id.")
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = Field(0, description="How many to pass over.")
    limit: Annotated[int, Field(ge=1, le=MAX_ROWS)] | None = Field(
        None, description=f"How many to list; {A_PAGE} where it is left out, and with CSV all."
    )
    format: Annotated[Form | None, BeforeValidator(_form)] = Field(
        None, description="json or csv; where it is left out, the Accept header says."
    )

    def filters(self) -> RegisterFilters:
        """As the register takes them."""
        return RegisterFilters(self.council, self.committee, self.since, self.until, paper=self.paper)


class DecisionsIn(MeetingsIn):
    """Which decisions to list; dates are inclusive."""

    words: Looked | None = Field(None, description="Words in the decision or its title.")
    status: StatusIn = Field(
        None,
        description="One status. Without it all decisions are listed, and no recommendations: those are no decisions.",
    )
    number: Number | None = Field(None, description="A minute's number, a decision's, or a reference.")

    def filters(self) -> RegisterFilters:
        """As the register takes them."""
        return RegisterFilters(
            self.council, self.committee, self.since, self.until, self.status, self.number, self.words, self.paper
        )
