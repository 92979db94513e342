"""What was decided, by whom proposed and how voted, in the forms of many councils."""

from datetime import date

import pytest
from councils import COUNCIL, NO_WORD_OF_MINUTES, PARISH, decisions_of, meeting_of, paper_of, present

from corpus.register.reading import read_register
from corpus.register.types import Status, Vote
from corpus.types import Kind

VOTES = {
    "counts below the resolution": (
        "20. Ferry Fares\n\nIt was moved by the Chair, seconded by the Vice-Chair and\n\nRESOLVED THAT:\n\n"
        "(i) The fares be noted; and\n"
        "(ii) The timetable be approved.\n\nVotes For       12\nVotes Against   6\nAbstentions     1\n",
        Vote(12, 6, 1),
    ),
    "votes to votes": (
        "20. Ferry Fares\n\nIt was moved by Councillor Birch, seconded by Councillor Crane, that fares be "
        "frozen.\n\nThe Mayor put the "
        "motion to the Council and it was carried by 24 votes, to 10 votes, with 1 abstention.\n\n"
        "Resolved - That fares be frozen.\n",
        Vote(24, 10, 1),
    ),
    "yes and no": (
        "20. Ferry Fares\n\nIt was moved by Councillor Birch, seconded by Councillor Crane, that fares be "
        "frozen.\n\nThe voting was "
        "recorded as follows:\n\nYES - 41\nBirch, Crane\n\nNO - 52\nDrake\n\nABSTAIN - 2\nFinch\n\n"
        "The motion was declared LOST.\n",
        Vote(41, 52, 2),
    ),
    "a motion against an amendment": (
        "20. Ferry Fares\n\nAs a MOTION, Ms A Birch, seconded by Dr B Crane, moved that fares be frozen.\n\n"
        "As an AMENDMENT, Mr D Drake, "
        "seconded by Mr E Finch, moved that fares be halved.\n\n"
        "On a vote being taken, the MOTION received 31 votes and the "
        "AMENDMENT received 30 votes, with 7 abstentions, and the MOTION was therefore CARRIED.\n\nDecision\n\n"
        "The Council AGREED:-\n"
        "i. that fares be frozen; and\nii. that they be looked at again in a year.\n",
        Vote(31, 30, 7),
    ),
    "for and abstained alone": (
        "20. Ferry Fares\n\nCllr Birch proposed and Cllr Crane seconded that fares be frozen. The motion was "
        "carried: 8 for, "
        "2 abstentions.\n",
        Vote(8, None, 2),
    ),
}


@pytest.mark.parametrize(("text", "vote"), VOTES.values(), ids=VOTES)
def test_how_a_vote_is_counted(text: str, vote: Vote) -> None:
    decision = decisions_of(COUNCIL + text)[-1]
    assert decision.vote == vote
    assert decision.voted or decision.status is Status.RESOLVED


def test_a_number_is_no_count_of_those_against() -> None:
    text = "20. Ferries\n\nFor 12 days no ferry sailed.\n\nNo. 52 was laid up.\n\nRESOLVED that the report be noted.\n"
    assert [one.vote for one in decisions_of(COUNCIL + text)] == [None]


def test_the_mover_of_a_motion_is_not_a_name_before_the_sentence() -> None:
    text = (
        "56. 31/00733/FUL - LAND NORTH OF CHAPEL LANE, EASTMOOR\n\n"
        "Location    Land North of Chapel Lane, Eastmoor\nProposal    "
        "Six dwellings\n\nFollowing the presentation, Councillor Birch proposed that the application be refused. "
        "This was duly "
        "seconded by Councillor Crane. Upon a vote being taken the proposal was lost.\n\n57. Close\n\n"
        "There was nothing else.\n"
    )
    (lost,) = decisions_of(COUNCIL + text)
    assert (lost.status, lost.mover, lost.seconder) == (Status.LOST, "Councillor Birch", "Councillor Crane")


def test_minutes_that_never_write_resolved_tell_what_was_agreed() -> None:
    text = (
        "34  RECORD OF DECISIONS\n\nIt was agreed that the decisions of 4 June be signed.\n\n35  FARES\n\n"
        "It was agreed:\n\n"
        "(a)   That fares be frozen.\n\n(b)   That the Director be authorised to print them.\n\n36  PLAN\n\n"
        "The Committee:-\n"
        "i. NOTED the progress; and\nii. APPROVED the plan.\n"
    )
    assert [(one.number, len(one.clauses)) for one in decisions_of(COUNCIL + text)] == [("34", 0), ("35", 2), ("36", 2)]


def test_what_was_agreed_in_passing_is_no_decision_where_minutes_resolve() -> None:
    text = "34  FARES\n\nIt was agreed that Members be sent a map.\n\nRESOLVED: That fares be frozen.\n"
    assert len(decisions_of(COUNCIL + text)) == 1


def test_a_page_of_a_decision_is_a_notice() -> None:
    text = (
        "Decision details\n\nSale of the old slipway\n\nDecision Maker: Cabinet Member for Harbours\n\n"
        "Decision status: Approved\n\n"
        "Is Key decision?: Yes\n\nDecision:\nThat the Cabinet Member:\n\n"
        "(1) approves the sale of the slipway for \u00a31.25m; and\n"
        "(2) delegates the terms to the Director of Harbours.\n\nReasons for the decision:\nNobody uses it.\n\n"
        "Date of decision: 12/03/2031\n"
    )
    paper = paper_of(text)
    (meeting,) = read_register(paper)
    (decision,) = meeting.decisions
    assert paper.kind is Kind.DECISION
    assert (decision.title, decision.key, decision.taken_by, len(decision.clauses)) == (
        "Sale of the old slipway",
        True,
        "Cabinet Member for Harbours",
        2,
    )
    assert meeting.day == date(2031, 3, 12)


def test_who_proposed_a_resolution_may_be_told_below_it() -> None:
    text = (
        f"{PARISH}Present were:\nCllr J Birch (Chair), Cllr A Crane and the Clerk.\n\n3. MINUTES\n"
        "RESOLVED to accept the minutes of the "
        "meeting held on\n21st May 2031 as a true record.\n"
        "Proposed by Cllr Birch, seconded by Cllr Crane. All in favour.\n\n4. CEMETERY\n"
        "RESOLVED to accept the tender.\n\nProposed by Cllr Crane, seconded by Cllr Birch.\n"
    )
    meeting = meeting_of(text)
    assert [(one.number, one.mover, one.vote) for one in meeting.decisions] == [
        ("3", "Cllr Birch", Vote(unanimous=True)),
        ("4", "Cllr Crane", None),
    ]
    assert present(meeting) == ["Cllr J Birch", "Cllr A Crane"]


def test_the_first_clause_is_no_aside_of_the_word_that_resolves() -> None:
    text = (
        "CABINET\n10 March 2031\n\nPresent:-\nCouncillors J Birch (Chair), S Crane and R Drake\n\n"
        "Members attending in accordance with "
        "Standing Order 8\nCouncillors F Finch and J Gull\n\n*650   Minutes\n\nRESOLVED that they be signed.\n\n"
        "*651   Link Road\n\n"
        "RESOLVED\n\n(a) that the scheme be approved; and\n\n(b) that \u00a32,910,000 be found for it.\n\n"
        "652   Close\n\nNone.\n"
    )
    meeting = meeting_of(text)
    assert [(one.number, len(one.clauses)) for one in meeting.decisions] == [("650", 0), ("651", 2)]
    assert present(meeting, "in attendance") == ["Councillor F Finch", "J Gull"]


def test_the_count_on_an_amendment_is_not_that_on_the_motion() -> None:
    text = (
        "31. RURAL BUSES\n\nCouncillor Birch moved and Councillor Crane seconded the following motion:\n\n"
        "\u201cThis Council calls for "
        "buses.\u201d\n\nCouncillor Drake moved, and Councillor Finch seconded, an amendment to add the words "
        "\u201cand ferries\u201d.\n\n"
        "On being put to the vote, the amendment was carried with 28 voting for, 19 against and 3 abstaining.\n\n"
        "The substantive motion "
        "was then put to the vote and carried unanimously.\n\n"
        "RESOLVED: That this Council calls for buses and ferries.\n"
    )
    assert [(one.mover, one.vote) for one in decisions_of(COUNCIL + text)] == [
        ("Councillor Drake", Vote(28, 19, 3)),
        ("Councillor Birch", Vote(unanimous=True)),
    ]


def test_a_list_of_decisions_says_whose_they_are_and_when_they_were_taken() -> None:
    text = (
        "CABINET DECISIONS\n\nThe following decisions were taken by the Cabinet on Tuesday 12 March 2031. "
        "Call-in will expire at "
        "12 noon on Wednesday 20 March 2031.\n\n5.   CAPITAL PROGRAMME\n\n     DECISION MADE: That Cabinet\n"
        "     (1)  Notes the outturn of \u00a342.1m.\n     (2)  Approves the transfer of \u00a3600,000.\n\n"
        "6.   THE FIRE STATION\n\n"
        "     DECISION MADE: That this item be deferred to the next meeting.\n"
    )
    paper = paper_of(text)
    (meeting,) = read_register(paper)
    assert (paper.kind, meeting.committee, meeting.day) == (Kind.DECISION, "Cabinet", date(2031, 3, 12))
    assert meeting.time is None
    assert [(one.number, one.status, len(one.clauses)) for one in meeting.decisions] == [
        ("5", Status.RESOLVED, 2),
        ("6", Status.DEFERRED, 0),
    ]


def test_the_parts_of_a_notice_may_be_numbered() -> None:
    text = (
        "Record of Decision taken under delegated powers by a Cabinet Member\n\nTitle: Speed limit at Quay Road\n"
        "Decision taken by: "
        "Cllr Ada Birch, Portfolio Holder for Transport\nDate of decision: 21 June 2031\n\n1. Decision taken\n"
        "That the Portfolio "
        "Holder approves the order as advertised.\n\n2. Reasons for decision\nTwelve collisions in five years.\n"
    )
    (meeting,) = read_register(paper_of(text))
    (decision,) = meeting.decisions
    assert (decision.title, decision.taken_by) == (
        "Speed limit at Quay Road",
        "Cllr Ada Birch, Portfolio Holder for Transport",
    )
    assert meeting.day == date(2031, 6, 21)


def test_names_may_stand_before_their_count() -> None:
    text = (
        "Agenda and draft minutes\n\nFull Council - Wednesday, 26th February, 2031 6.30 pm\n\nItems\nNo. Item\n\n"
        "FC79/30\n\nApologies\n\n"
        "Minutes:\n\nThere were none.\n\nFC80/30\n\nThe slipway\n\nMinutes:\n\n"
        "Councillor Birch moved, and Councillor Crane seconded, the "
        "recommendations.\n\nRecorded vote:\n\nCouncillors who voted for the motion: Councillors Birch, Crane, "
        "Drake (3)\n"
        "Councillors who voted against the motion: Councillor Finch (1)\nCouncillors who abstained: None (0)\n\n"
        "MOTION CARRIED\n\n"
        "RESOLVED \u2013 That the slipway be sold.\n"
    )
    (decision,) = decisions_of(text)
    assert (decision.number, decision.mover, decision.vote) == ("FC80/30", "Councillor Birch", Vote(3, 1, 0))


def test_a_sentence_that_resolves_may_follow_another() -> None:
    text = (
        "Ferries Forum\nMinutes of the Meeting\nHeld on Wednesday 18 January, 2031 at\nQuay School\n\nPRESENT\n"
        "School members:\n"
        "Ada Birch, Ben Crane,\nCora Drake (Chair)\nOfficers:\nDan Finch\n\n1.      Apologies for absence\n\n"
        "None.\n\n2.      Growth fund\n\n"
        "The Forum agreed the criteria. Resolved - that \u00a3256,000 be set aside.\n"
    )
    meeting = meeting_of(text)
    assert [one.number for one in meeting.decisions] == ["2"]
    assert present(meeting) == ["Ada Birch", "Ben Crane", "Cora Drake"]
    assert present(meeting, "officer") == ["Dan Finch"]


def test_of_a_motion_and_an_amendment_none_is_taken_for_what_was_agreed() -> None:
    (decision,) = decisions_of(NO_WORD_OF_MINUTES)
    assert (decision.number, decision.mover) == ("2", None)
