"""Filters as SQL."""

from collections.abc import Mapping
from datetime import date

from index.register_types import RegisterFilters
from index.types import Filters, Reader

OF_PAPERS = {
    "council": "p.council = :council COLLATE NOCASE",
    "committee": "p.committee = :committee COLLATE NOCASE",
    "since": "p.meeting_date >= :since",
    "until": "p.meeting_date <= :until",
    "kind": "p.kind = :kind",
    "paper": "p.id = :paper",
}
"""What each filter says of a paper, `p`."""
OF_MINUTES = {
    **OF_PAPERS,
    "council": "coalesce(m.council, p.council) = :council COLLATE NOCASE",
    "committee": "m.committee = :committee COLLATE NOCASE",
    "since": "m.day >= :since",
    "until": "m.day <= :until",
}
"""What each says of a meeting, `m`, whose minutes the paper `p` prints."""


def conditions(
    filters: Filters | RegisterFilters, reader: Reader, narrower: Mapping[str, str]
) -> tuple[str, dict[str, object]]:
    """SQL conditions that follow a WHERE clause, and their values. `narrower` are those of the fields."""
    values: dict[str, object] = {"clearance": reader.clearance.value}
    for name in narrower:
        value = getattr(filters, name)
        if value is not None:
            values[name] = value.isoformat() if isinstance(value, date) else str(value)
    return "".join(f" AND {condition}" for name, condition in narrower.items() if name in values), values
