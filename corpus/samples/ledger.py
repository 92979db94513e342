"""The council's budget by service: figures in thousands of pounds, income negative."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A service: what it was to cost and cost in 2024/25, is to cost in 2025/26 and, by the forecast, will."""

    service: str
    budget_2024: int
    outturn_2024: int
    budget_2025: int
    forecast_2025: int


LEDGER: dict[str, tuple[Line, ...]] = {
    "Chief Executive": (
        Line("Corporate management", 412, 405, 428, 428),
        Line("Democratic services and elections", 689, 672, 701, 701),
        Line("Members' allowances", 398, 396, 407, 407),
        Line("Legal services", 534, 561, 552, 574),
        Line("Human resources and payroll", 587, 571, 603, 603),
        Line("Communications", 246, 239, 252, 252),
        Line("Internal audit", 143, 143, 147, 147),
        Line("Policy and performance", 318, 301, 326, 318),
    ),
    "Finance and Assets": (
        Line("Accountancy", 742, 731, 764, 764),
        Line("Revenues and benefits", 1126, 1098, 1151, 1151),
        Line("Housing benefit payments (net)", 214, 289, 232, 262),
        Line("Customer services", 884, 861, 902, 889),
        Line("Information technology", 1672, 1711, 1734, 1759),
        Line("Procurement and insurance", 376, 371, 389, 389),
        Line("Commercial property", -2318, -2264, -2402, -2402),
        Line("Facilities and the Moot Hall", 803, 838, 829, 846),
        Line("Pension deficit contribution", 1210, 1210, 1236, 1236),
    ),
    "Communities and Leisure": (
        Line("Larchfield Leisure Centre", 392, 418, 401, 431),
        Line("Hasholt Sports Ground", 86, 91, 88, 88),
        Line("Weir Theatre", 274, 268, 281, 281),
        Line("Museum and archive", 233, 229, 240, 240),
        Line("Community grants", 185, 185, 190, 190),
        Line("Parks and play areas", 1047, 1031, 1079, 1079),
        Line("Allotments", -14, -16, -15, -15),
        Line("Community safety", 312, 298, 319, 319),
        Line("CCTV", 148, 151, 152, 152),
    ),
    "Environment and Waste": (
        Line("Household waste collection", 2384, 2361, 2447, 2447),
        Line("Recycling and garden waste (net)", 1087, 1063, 1118, 1094),
        Line("Street cleansing", 1236, 1229, 1271, 1271),
        Line("Environmental health", 918, 894, 941, 941),
        Line("Licensing", -96, -101, -99, -99),
        Line("Climate change programme", 164, 151, 169, 169),
        Line("Trees and woodland", 127, 122, 149, 149),
        Line("Cemeteries and crematorium", -642, -668, -661, -679),
        Line("Flood and drainage", 88, 94, 91, 91),
    ),
    "Housing": (
        Line("Homelessness and temporary accommodation", 642, 954, 861, 1063),
        Line("Housing options team", 497, 489, 512, 512),
        Line("Private sector housing", 221, 214, 227, 227),
        Line("Housing strategy and enabling", 178, 171, 183, 183),
        Line("Disabled facilities (administration)", 64, 64, 66, 66),
    ),
    "Planning and Regeneration": (
        Line("Development management", 318, 402, 341, 377),
        Line("Building control", 42, 37, 44, 44),
        Line("Planning policy", 486, 471, 498, 498),
        Line("Land charges", -58, -49, -57, -57),
        Line("Economic development", 329, 322, 337, 337),
        Line("Markets", -73, -61, -72, -66),
    ),
    "Transport and Parking": (
        Line("Off-street parking", -1486, -1343, -1672, -1595),
        Line("On-street parking (agency)", 37, 44, 38, 38),
        Line("Bus station and shelters", 119, 123, 122, 122),
        Line("Cycling and walking", 71, 66, 73, 73),
    ),
    "Corporate items": (
        Line("Investment income", -812, -884, -790, -826),
        Line("Borrowing and minimum revenue provision", 1174, 1158, 1203, 1203),
        Line("Contingency", 350, 210, 375, 260),
    ),
}


def line(service: str) -> Line:
    """The line of a service. Raises KeyError for a service that the ledger does not hold."""
    return {line.service: line for lines in LEDGER.values() for line in lines}[service]


def total(directorate: str | None = None) -> Line:
    """The sums over one directorate, or over the whole council."""
    lines = [line for name, lines in LEDGER.items() if directorate in (None, name) for line in lines]
    return Line(
        f"Total {directorate}" if directorate else "Net revenue expenditure",
        sum(line.budget_2024 for line in lines),
        sum(line.outturn_2024 for line in lines),
        sum(line.budget_2025 for line in lines),
        sum(line.forecast_2025 for line in lines),
    )
