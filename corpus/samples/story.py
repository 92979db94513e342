"""The facts that the sample papers tell: people, dates, minute numbers, votes and figures.

The council, its places and everybody named here are invented. Sums of money are in pounds unless a name says
otherwise; the budget by service stands in `ledger`.
"""

from dataclasses import dataclass
from datetime import date

COUNCIL = "Quenbridge Borough Council"
ADDRESS = "The Moot Hall, Weir Street, Quenbridge"
CHAMBER = f"Council Chamber, {ADDRESS}"
TELEPHONE = "01632 960118"
EMAIL = "democratic.services@quenbridge.example"

APRIL, JUNE, JULY = date(2025, 4, 8), date(2025, 6, 10), date(2025, 7, 15)
SCRUTINY_JUNE, SCRUTINY = date(2025, 6, 17), date(2025, 8, 5)
RECONSIDERATION = date(2025, 9, 9)
COUNCIL_MEETING = date(2025, 9, 17)

# Councillors
LEADER = "Councillor Ruth Ambersley"
FINANCE = "Councillor Dev Kalsi-Thorne"
LEISURE = "Councillor Marguerite Oakden"
ENVIRONMENT = "Councillor Tobias Wrenfield"
HOUSING = "Councillor Ifeoma Castleby"
TRANSPORT = "Councillor Gareth Pellow-Jones"
PLANNING = "Councillor Hanneke Dray"
CABINET = (LEADER, FINANCE, LEISURE, ENVIRONMENT, HOUSING, TRANSPORT, PLANNING)
PORTFOLIOS = {
    LEADER: "Leader of the Council",
    FINANCE: "Deputy Leader and Cabinet Member for Finance and Assets",
    LEISURE: "Cabinet Member for Leisure, Culture and Communities",
    ENVIRONMENT: "Cabinet Member for Environment and Climate",
    HOUSING: "Cabinet Member for Housing and Homelessness",
    TRANSPORT: "Cabinet Member for Transport and Parking",
    PLANNING: "Cabinet Member for Planning and Regeneration",
}
SCRUTINY_CHAIR = "Councillor Bernard Tolliver-Shaw"
SCRUTINY_VICE = "Councillor Amina Farrowdale"
QUILLFORD, ESTWICK = "Councillor Peter Quillford", "Councillor Joan Estwick"
HALLOWBY, BRACKSTONE = "Councillor Samir Hallowby", "Councillor Nuala Brackstone"
TIDMARCH, ROOKSMOOR = "Councillor Owen Tidmarch", "Councillor Celia Rooksmoor"
VASHBY, MENDERLEY = "Councillor Leonard Vashby", "Councillor Priya Menderley"
ACKERLOW = "Councillor Douglas Ackerlow"
SCRUTINY_MEMBERS = (
    SCRUTINY_CHAIR, SCRUTINY_VICE, ACKERLOW, BRACKSTONE, ESTWICK, HALLOWBY, MENDERLEY, QUILLFORD, ROOKSMOOR,
    TIDMARCH, VASHBY,
)  # fmt: skip

# Officers
CHIEF_EXECUTIVE = "Helena Storr-Whitby"
FINANCE_DIRECTOR = "Anthony Pelgrave"
PLACE_DIRECTOR = "Zainab Thirlmoor"
MONITORING_OFFICER = "Colin Haddersby"
CLERK = "Frances Illingby"
HEAD_OF_LEISURE = "Stuart Penhallow-Gray"
HEAD_OF_HOUSING = "Beatrice Oduya-Lane"
HEAD_OF_PARKING = "Malcolm Treddle"
HEAD_OF_WASTE = "Ingrid Saxelby-Moore"
TREE_OFFICER = "Rowan Castellane"
HEAD_OF_HR = "Yvette Corrigan-Bly"
ACCOUNTANT = "Philip Dunsterly"
PERFORMANCE_MANAGER = "Leonora Whitsand"
POSTS = {
    CHIEF_EXECUTIVE: "Chief Executive",
    FINANCE_DIRECTOR: "Director of Finance",
    PLACE_DIRECTOR: "Director of Communities and Environment",
    MONITORING_OFFICER: "Monitoring Officer",
    CLERK: "Democratic Services Manager",
    HEAD_OF_LEISURE: "Head of Leisure",
    HEAD_OF_HOUSING: "Head of Housing Options",
    HEAD_OF_PARKING: "Head of Parking",
    HEAD_OF_WASTE: "Head of Waste and Streets",
    TREE_OFFICER: "Tree and Woodland Officer",
    HEAD_OF_HR: "Head of Human Resources",
    ACCOUNTANT: "Chief Accountant",
    PERFORMANCE_MANAGER: "Policy and Performance Manager",
}


@dataclass(frozen=True, slots=True)
class Vote:
    """A recorded vote, by name."""

    supporters: tuple[str, ...]
    opponents: tuple[str, ...] = ()
    abstainers: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[int, int, int]:
        """How many were for, against and abstained."""
        return len(self.supporters), len(self.opponents), len(self.abstainers)


def short(name: str) -> str:
    """A councillor as votes list them: by surname."""
    return name.rsplit(" ", 1)[1]


# Reserves
BALANCE_BEFORE = 2_667_000  # the General Fund balance on 1 April 2024

# Larchfield Leisure Centre
DEFERRAL = Vote((LEADER, FINANCE, ENVIRONMENT, HOUSING, PLANNING), (TRANSPORT,), (LEISURE,))
PHASING = Vote((TRANSPORT, HOUSING), (LEADER, FINANCE, LEISURE, ENVIRONMENT, PLANNING))
APPROVAL = Vote((LEADER, FINANCE, LEISURE, ENVIRONMENT, PLANNING), (TRANSPORT,), (HOUSING,))
TO_COUNCIL = Vote(
    (VASHBY, QUILLFORD, ESTWICK),
    (SCRUTINY_CHAIR, SCRUTINY_VICE, ACKERLOW, HALLOWBY, MENDERLEY, ROOKSMOOR, TIDMARCH),
    (BRACKSTONE,),
)
REFER_BACK = Vote(
    (SCRUTINY_VICE, BRACKSTONE, ESTWICK, QUILLFORD, VASHBY, MENDERLEY),
    (ACKERLOW, HALLOWBY, ROOKSMOOR, TIDMARCH),
    (SCRUTINY_CHAIR,),
)
LARCHFIELD_REFERENCE = "CAB/25/31"
NOTICE_PUBLISHED, CALL_IN_DEADLINE = date(2025, 7, 17), date(2025, 7, 24)
CALL_IN_RECEIVED = date(2025, 7, 23)
CALL_IN_BY = (SCRUTINY_VICE, BRACKSTONE, ESTWICK, QUILLFORD, VASHBY)
LARCHFIELD_COST_JUNE = {"grant": 3_000_000, "receipts": 1_840_000, "borrowing": 2_000_000}
LARCHFIELD_COST_JULY = {"grant": 3_000_000, "receipts": 2_260_000, "borrowing": 2_200_000}
TRUSS_REPAIRS, EXTRA_CONTINGENCY = 480_000, 140_000
TRUSSES, TRUSSES_CORRODED = 14, 9
SAVING_AS_PRINTED, SAVING_CORRECTED = 212_000, 187_000
BORROWING_COST = 155_000
CLOSURE_WEEKS_JUNE, CLOSURE_WEEKS_JULY = 38, 44
POOL_CLOSES, POOL_OPENS = date(2026, 1, 5), date(2026, 11, 9)
RESPONSES, RESPONSES_FOR_WORKS = 2_316, 71  # answers to the consultation; per cent of them
VISITS = 286_400
CARBON_NOW, CARBON_SAVED = 465, 214  # tonnes of carbon dioxide equivalent a year
PETITION = 1_847
FREE_BUS, STAGES_EXTRA = 46_000, 390_000  # the bus to the school pool; what working in two stages would add
GRANT_OFFER_ENDS = date(2025, 9, 30)

# Parking
PARKING_VOTE = Vote((LEADER, FINANCE, LEISURE, ENVIRONMENT, TRANSPORT, PLANNING), (HOUSING,))
PARKING_REFERENCE = "CAB/25/24"
PARKING_INCOME, PARKING_INCOME_FIRST_YEAR = 186_000, 109_000
PARKING_NOON_COST = 14_000  # a year
PARKING_STARTS = date(2025, 9, 1)

# Trees
TREES, TREES_A_YEAR, TREE_GRANT, TREE_UPKEEP = 12_000, 2_400, 96_000, 21_500
CANOPY_NOW, CANOPY_TARGET = "13.8%", "16%"

# Homelessness
IN_TEMPORARY_HOMES, IN_TEMPORARY_HOMES_BEFORE, TEMPORARY_HOMES_TARGET = 97, 61, 60
ROUGH_SLEEPERS, HOUSEHOLDS_HELPED, STRATEGY_RESPONSES = 9, 412, 148

# Waste
CONTRACTOR = "Greenwold Environmental Ltd"
CONTRACT_NOW, CONTRACT_EXTENDED, FOOD_WASTE_GRANT = 4_520_000, 4_870_000, 684_000
CONTRACT_ENDS, EXTENSION_ENDS = date(2026, 3, 27), date(2029, 3, 30)
RECYCLING_RATE, RECYCLING_TARGET = "44.6%", "52%"

# Pay
CHIEF_EXECUTIVE_PAY, MEDIAN_PAY, LOWEST_PAY_AN_HOUR = 138_750, 31_586, 12.60

# Exempt (Local Government Act 1972, Schedule 12A, Part 1, paragraph 3): in the exempt appendix, and nowhere else
TENDERS = {
    "Tenderer A": (5_918_437, 61.5),
    "Tenderer B": (6_104_262, 84.0),
    "Tenderer C": (6_377_905, 78.5),
}
PREFERRED_TENDERER = "Tenderer B"
RATE_FLOOR = 5_871_300  # below this the council would suspect the price


def money(pounds: int) -> str:
    """An amount in full: £2,200,000."""
    return f"£{pounds:,}"


def millions(pounds: int) -> str:
    """An amount in millions with two decimals: £2.20m."""
    return f"£{pounds / 1_000_000:.2f}m"


def long_date(day: date) -> str:
    """15 July 2025."""
    return f"{day.day} {day:%B %Y}"


def full_date(day: date) -> str:
    """Tuesday, 15 July 2025."""
    return f"{day:%A}, {long_date(day)}"


def ordinal(day: date) -> str:
    """15th-Jul-2025, as file names have it."""
    ending = "th" if 10 <= day.day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day:02}{ending}-{day:%b-%Y}"
