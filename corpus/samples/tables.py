"""Tables that are made rather than typed, by the name under which a draft asks for them."""

from collections.abc import Callable

from corpus.samples import story
from corpus.samples.blocks import Block, Columns, Marked, Table
from corpus.samples.budget_tables import by_directorate, by_service, forecast, outturn, over
from corpus.samples.ledger import line
from corpus.samples.story import money

CAPITAL = (  # scheme, budget and outturn of 2024/25 in thousands of pounds
    ("Disabled facilities grants", 1_640, 1_588),
    ("Temporary accommodation purchases", 3_200, 2_410),
    ("Vehicle and plant replacement", 2_150, 1_974),
    ("Play areas", 620, 602),
    ("Moot Hall heating and lighting", 1_480, 911),
    ("Weir Street public realm", 1_320, 645),
    ("Information technology", 950, 790),
)
CHARGES = (  # stay, now, proposed
    ("Up to 1 hour", "£1.20", "£1.40"),
    ("Up to 2 hours", "£2.20", "£2.60"),
    ("Up to 4 hours", "£3.80", "£4.20"),
    ("All day (long stay only)", "£6.00", "£6.80"),
    ("Sunday, any stay", "free", "£1.50"),
    ("After 6.00 pm", "free", "free"),
    ("Season ticket, a year", "£780", "£850"),
)
CAR_PARKS = (  # name, kind, spaces, stays in 2024/25, tickets sold in 2024/25 in pounds
    ("Weir Street", "short stay", 214, 241_300, 468_200),
    ("Moot Hall", "short stay", 88, 97_450, 196_700),
    ("Tannery Yard", "short stay", 132, 118_920, 233_400),
    ("Station Approach", "long stay", 305, 84_610, 402_900),
    ("Cattle Market", "long stay", 420, 131_480, 511_600),
    ("Mill Meads", "long stay", 96, 22_170, 71_300),
    ("Larchfield Leisure Centre", "three hours free", 140, 160_240, 0),
    ("Hasholt Green", "free", 34, 0, 0),
    ("Orrick Lane", "free", 28, 0, 0),
)
SITES = (  # site, ward, season, trees
    ("Mill Meads flood bank", "Mill Meads", "2025/26", 1_150),
    ("Hasholt Green and school edge", "Hasholt", "2025/26", 640),
    ("Streets in the town centre", "Weir", "2025/26", 210),
    ("Orrick Lane cemetery extension", "Orrick", "2025/26", 400),
    ("Stavesey Common, northern edge", "Stavesey", "2026/27", 1_700),
    ("Larchfield playing field", "Larchfield", "2026/27", 700),
    ("Tannery Brook corridor", "Weir; Mill Meads", "2027/28", 2_400),
    ("Marlhope Down", "Marlhope", "2028/29", 2_400),
    ("Sites to be chosen with parishes", "Various", "2029/30", 2_400),
)
_REASONS = (
    ("Homelessness and temporary accommodation", "More households in nightly paid rooms; see paragraph 3.2"),
    ("Off-street parking", "Fewer stays over two hours in the town centre car parks"),
    ("Development management", "Two planning appeals and agency cover for three vacant posts"),
    ("Housing benefit payments (net)", "Benefit for exempt accommodation that is not fully subsidised"),
    ("Commercial property", "One vacant unit at Tannery Yard from August 2024"),
    ("Investment income", "Interest rates stayed higher for longer than the budget assumed"),
)


def _capital() -> Table:
    rows = tuple((name, f"{budget:,}", f"{spent:,}", f"{spent - budget:+,}") for name, budget, spent in CAPITAL)
    return Table(("Scheme", "Budget £000", "Outturn £000", "Variance £000"), rows, (5, 2, 2, 2), 1)


def _variances() -> Table:
    rows = tuple((name, _signed(over(line(name), outturn)), why) for name, why in _REASONS)
    return Table(("Service", "Variance", "Main reason"), rows, (3, 1.4, 5))


def _signed(pounds: int) -> str:
    return f"{'-' if pounds < 0 else '+'}{money(abs(pounds))}"


def _car_parks() -> Table:
    rows = tuple(
        (name, kind, f"{spaces:,}", f"{stays:,}" if stays else "not counted", money(tickets))
        for name, kind, spaces, stays, tickets in CAR_PARKS
    )
    return Table(("Car park", "Kind", "Spaces", "Stays", "Ticket income"), rows, (3.4, 2.2, 1.2, 1.7, 1.9), 2)


def _sites() -> Table:
    rows = tuple((site, ward, season, f"{trees:,}") for site, ward, season, trees in SITES)
    total = ("<b>Total</b>", "", "", f"<b>{sum(row[3] for row in SITES):,}</b>")
    return Table(("Site", "Ward", "Season", "Trees"), (*rows, total), (4, 2.4, 1.6, 1.2), 3)


def _tenders() -> Table:
    rows = tuple((name, money(price), f"{marks}") for name, (price, marks) in story.TENDERS.items())
    return Table(("Tenderer", "Price", "Marks out of 100"), rows, (3, 2, 2), 1)


def _signatures() -> Columns:
    cells = [f"<i>(signed)</i> {name}" for name in story.CALL_IN_BY]
    cells += [""] * (len(cells) % 2)
    return Columns(tuple(zip(cells[::2], cells[1::2], strict=True)))


TABLES: dict[str, Callable[[], Block]] = {
    "outturn_by_directorate": lambda: by_directorate(outturn, "Outturn"),
    "outturn_by_service": lambda: by_service(outturn, "Outturn"),
    "forecast_by_directorate": lambda: by_directorate(forecast, "Forecast"),
    "forecast_by_service": lambda: by_service(forecast, "Forecast"),
    "outturn_variances": _variances,
    "capital_outturn": _capital,
    "car_parks": _car_parks,
    "parking_charges": lambda: Table(("Stay", "Now", "Proposed"), CHARGES, (4, 2, 2), 1),
    "tree_sites": _sites,
    "tenders": _tenders,
    "signatures": _signatures,
}


def recorded(vote: story.Vote) -> list[Block]:
    """A recorded vote: how many and who, for, against and abstaining."""
    sides = zip(("For", "Against", "Abstain"), (vote.supporters, vote.opponents, vote.abstainers), strict=True)
    return [
        Marked("", f"<b>{side} ({len(names)})</b> {', '.join(map(story.short, names)) or 'None'}", depth=1)
        for side, names in sides
    ]
