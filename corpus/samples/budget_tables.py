"""The tables that the two budget reports share, from the ledger."""

from collections.abc import Callable

from corpus.samples.blocks import Table
from corpus.samples.ledger import LEDGER, Line, total

Pick = Callable[[Line], tuple[int, int]]


def outturn(line: Line) -> tuple[int, int]:
    """Budget and outturn of 2024/25."""
    return line.budget_2024, line.outturn_2024


def forecast(line: Line) -> tuple[int, int]:
    """Budget and forecast of 2025/26."""
    return line.budget_2025, line.forecast_2025


def signed(thousands: int) -> str:
    """A variance as tables give it: +312, -39, 0."""
    return f"{thousands:+,}" if thousands else "0"


def over(line: Line, pick: Pick) -> int:
    """By how much a line is over its budget, in pounds; negative if under."""
    budget, actual = pick(line)
    return (actual - budget) * 1000


def by_service(pick: Pick, second: str) -> Table:
    """Every service under its directorate, with totals: runs over several pages."""
    rows: list[tuple[str, ...]] = []
    for directorate, lines in LEDGER.items():
        rows.append((f"<b>{directorate}</b>", "", "", ""))
        rows += [_row(line.service, line, pick) for line in lines]
        rows.append(_row(f"<b>Total {directorate}</b>", total(directorate), pick))
    rows.append(_row("<b>Net revenue expenditure</b>", total(), pick))
    return Table(("Service", "Budget £000", f"{second} £000", "Variance £000"), tuple(rows), (5, 2, 2, 2), 1)


def by_directorate(pick: Pick, second: str) -> Table:
    """One row a directorate."""
    rows = [_row(name, total(name), pick) for name in LEDGER]
    rows.append(_row("<b>Net revenue expenditure</b>", total(), pick))
    return Table(("Directorate", "Budget £000", f"{second} £000", "Variance £000"), tuple(rows), (5, 2, 2, 2), 1)


def _row(name: str, line: Line, pick: Pick) -> tuple[str, ...]:
    budget, actual = pick(line)
    return name, f"{budget:,}", f"{actual:,}", signed(actual - budget)
