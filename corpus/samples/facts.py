"""What the drafts may name in braces: every fact of the story, and what follows from them."""

import string
from datetime import date
from typing import Any

from corpus.samples import story
from corpus.samples.budget_tables import forecast, outturn, over
from corpus.samples.ledger import LEDGER, total
from corpus.samples.tables import CAPITAL, CAR_PARKS

_LINES = [line for lines in LEDGER.values() for line in lines]
_TOTAL = total()
_OVER_2024, _OVER_2025 = over(_TOTAL, outturn), over(_TOTAL, forecast)


def _derived() -> dict[str, Any]:
    june, july = sum(story.LARCHFIELD_COST_JUNE.values()), sum(story.LARCHFIELD_COST_JULY.values())
    after = story.BALANCE_BEFORE - _OVER_2024
    *others, last = story.CALL_IN_BY
    return {
        "budget_2024": _TOTAL.budget_2024 * 1000,
        "outturn_2024": _TOTAL.outturn_2024 * 1000,
        "overspend_2024": _OVER_2024,
        "budget_2025": _TOTAL.budget_2025 * 1000,
        "forecast_2025": _TOTAL.forecast_2025 * 1000,
        "overspend_2025": _OVER_2025,
        "outturn_over": {line.service: abs(over(line, outturn)) for line in _LINES},
        "forecast_over": {line.service: abs(over(line, forecast)) for line in _LINES},
        "balance_after": after,
        "balance_forecast": after - _OVER_2025,
        "capital_budget": 1000 * sum(budget for _, budget, _ in CAPITAL),
        "capital_spent": 1000 * sum(spent for _, _, spent in CAPITAL),
        "capital_late": 1000 * sum(budget - spent for _, budget, spent in CAPITAL),
        "cost_june": june,
        "cost_july": july,
        "cost_rise": july - june,
        "saving_fall": story.SAVING_AS_PRINTED - story.SAVING_CORRECTED,
        "net_saving_printed": story.SAVING_AS_PRINTED - story.BORROWING_COST,
        "net_saving_corrected": story.SAVING_CORRECTED - story.BORROWING_COST,
        "carbon_left": story.CARBON_NOW - story.CARBON_SAVED,
        "carbon_cut": round(100 * story.CARBON_SAVED / story.CARBON_NOW),
        "parking_spaces": sum(row[2] for row in CAR_PARKS),
        "parking_tickets": sum(row[4] for row in CAR_PARKS),
        "parking_short": story.PARKING_INCOME - story.PARKING_INCOME_FIRST_YEAR,
        "contract_rise": story.CONTRACT_EXTENDED - story.CONTRACT_NOW,
        "pay_ratio": f"{story.CHIEF_EXECUTIVE_PAY / story.MEDIAN_PAY:.1f}",
        "call_in_members": f"{', '.join(others)} and {last}",
    }


FACTS: dict[str, Any] = {**{name: value for name, value in vars(story).items() if name.isupper()}, **_derived()}
"""By name: those of `story` in capitals, those that follow from them in small letters."""


class _Formatter(string.Formatter):
    """Writes figures as the council does: {cost:millions}, {JULY:date}."""

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec, value:
            case "money", int():
                return story.money(value)
            case "millions", int():
                return story.millions(value)
            case "count", int():
                return f"{value:,}"
            case "date", date():
                return story.long_date(value)
        return str(super().format_field(value, format_spec))


def filled(text: str, **others: Any) -> str:
    """`text` with its names in braces replaced. Raises KeyError for a name that is no fact."""
    return _Formatter().vformat(text, (), {**FACTS, **others})
