"""Plain words and what council papers write instead. The keyword search looks for both."""

import re

from index.asks import also_looked_for

_ENTRIES = """
sign off, signed off, signs off: approve approved
back, backed, backing: support supported approve
turned down, turn down, threw out, thrown out: refused rejected lost
get through, got through, go through, went through: carried approved agreed
in charge, runs, run by: responsible lead manage
boss, head of: director chief officer
spend, spent, spending: expenditure cost budget
cut, cuts, cutting: reduction reduce saving
bring in, brought in: introduce introduction implement
scrap, scrapped, axe, axed, drop, dropped: cease end withdraw discontinue
put off, pushed back: postpone postponed deferred delay
hold up, held up: delay delayed
money back: refund reimbursement
short of, shortfall: gap deficit shortage
left over: underspend surplus balance
go over, over budget: overspend variance
pay rise, pay rises: award uplift
jobs, job: post posts staffing
workers, staff: workforce employees
fix, fixed, mend, mended: repair maintenance
bins, rubbish, bin: waste refuse collection
potholes, roads: highways carriageway
pavement, pavements: footway footpath
kids, youngsters: children young people
pensioners, elderly, old people: older people
homelessness, homeless: rough sleeping temporary accommodation
care homes, care home: residential care
carers, home care: domiciliary care homecare
taught at home, home schooled, home schooling: elective home education
special needs: SEND EHCP special educational
filled in, replied, answered, took part: respondents responses consultees respond
survey, questionnaire: consultation engagement
people think, people say, views: feedback comments responses
knock-on, knock on: impact consequence implication
what if, would happen if: risk impact consequence
fallback, fall back: contingency mitigation
safeguards, safeguard: controls mitigation
go wrong, dangers, danger: risk risks
rules, rule: regulations policy procedure
law, legally: legal statutory duty
complain, complaints: complaint ombudsman
next step, next steps: timetable implementation
firm, firms, company: contractor supplier provider
deal, deals: contract agreement
sell, sold, selling: disposal dispose
buy, bought, buying: procure procurement purchase acquisition
build, built, building: construct construction development
loan, loans, borrow: borrowing debt
green, greener: carbon climate sustainability
cars and vans: vehicles fleet
bus, buses: passenger transport
clean up, clean-up: cleansing
"""
_MEANT = {
    said.strip(): meant.strip()
    for line in _ENTRIES.strip().splitlines()
    for saids, meant in [line.split(":")]
    for said in saids.split(",")
}
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _MEANT), key=len, reverse=True))})\b", re.IGNORECASE)


def widened(question: str) -> str:
    """`question` with what papers write for its plain words, and where they answer what it asks for."""
    meant = dict.fromkeys(_MEANT[found.casefold()] for found in _SAID.findall(question))
    return " ".join([question, *meant, also_looked_for(question)]).strip()
