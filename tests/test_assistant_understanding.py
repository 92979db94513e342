"""Names in questions: what is recognised among what is held, and when it filters, boosts or is let be."""

from datetime import date

import pytest

from assistant.named import find_names
from assistant.types import Applied, Part, Question
from assistant.understanding import before_then, favoured, read_names
from corpus.types import Access, Kind, MeetingName, Passage
from index.held import Held
from index.types import Filters, Hit, PaperSummary

TODAY = date(2025, 9, 20)
COUNCIL = "Quenbridge Borough Council"
HELD = Held(
    (
        MeetingName(COUNCIL, "Cabinet", date(2025, 6, 10)),
        MeetingName(COUNCIL, "Cabinet", date(2025, 7, 15)),
        MeetingName(COUNCIL, "Overview and Scrutiny Committee", date(2025, 8, 5)),
        MeetingName(COUNCIL, "Strategic Planning Committee", date(2024, 3, 4)),
        MeetingName(COUNCIL, "Full Council", date(2024, 11, 6)),
        MeetingName("Eastmoorshire County Council", "Highways Board", date(2024, 11, 7)),
        MeetingName("Eastmoorshire County Council", "Highways Board", date(2025, 1, 9)),
        MeetingName(None, None, None),
    ),
    ("Councillor Marguerite Oakden", "Mr P Quill", "Mrs J Quill"),
)


def named(question: str) -> list[tuple[Part, str, str]]:
    return [(one.part, question[one.start : one.end], one.name) for one in find_names(question, HELD, TODAY)]


def period(question: str) -> list[tuple[date | None, date | None]]:
    return [(one.since, one.until) for one in find_names(question, HELD, TODAY) if one.part is Part.MEETING]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Cabinet", "Cabinet"),
        ("cabinet", "Cabinet"),
        ("Overview & Scrutiny Committee", "Overview and Scrutiny Committee"),
        ("scrutiny committee", "Overview and Scrutiny Committee"),
        ("O&S committee", "Overview and Scrutiny Committee"),
        ("OSC", None),
        ("planning committee", "Strategic Planning Committee"),
        ("SPC", "Strategic Planning Committee"),
        ("full council", "Full Council"),
        ("Borough Council meeting", "Full Council"),
        ("committee", None),
        ("audit committee", None),
    ],
)
def test_a_committee_is_known_by_small_variations_of_its_name(words: str, name: str | None) -> None:
    found = [one for one in named(f"What did the {words} agree about trees?") if one[0] is Part.COMMITTEE]
    expected = [(Part.COMMITTEE, words, name)] if name and words != "OSC" else []
    if words == "OSC":  # three initials of four words, "and" left out
        expected = [(Part.COMMITTEE, "OSC", "Overview and Scrutiny Committee")]
    assert found == expected


def test_a_council_that_meets_on_a_day_is_the_full_council() -> None:
    found = named("What is on the agenda for Borough Council on 6 November 2024?")
    assert found[0] == (Part.COMMITTEE, "Borough Council", "Full Council")
    assert named("When does the council next meet?") == [(Part.COMMITTEE, "council", "Full Council")]
    assert named("What did Quenbridge Borough Council spend on 6 November 2024?")[0][0] is Part.COUNCIL


def test_a_cabinet_member_is_no_cabinet() -> None:
    assert named("Who is the Cabinet Member for Leisure?") == []


def test_a_council_is_known_by_its_name_and_its_place() -> None:
    assert named("What does Eastmoorshire spend?") == [(Part.COUNCIL, "Eastmoorshire", "Eastmoorshire County Council")]
    assert named("What does Quenbridge Borough Council spend?")[0][2] == COUNCIL


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was agreed on 15 July 2025?", (date(2025, 7, 15), date(2025, 7, 15))),
        ("What was agreed at the meeting of 15/07/2025?", (date(2025, 7, 15), date(2025, 7, 15))),
        ("What did planning decide in March 2024?", (date(2024, 3, 1), date(2024, 3, 31))),
        ("What happened at last November's full council?", (date(2024, 11, 1), date(2024, 11, 30))),
        ("What happened at the latest Cabinet meeting?", (date(2025, 8, 5), date(2025, 8, 5))),
    ],
)
def test_a_meeting_is_known_by_its_day_or_month(question: str, expected: tuple[date, date]) -> None:
    assert period(question) == [expected]


@pytest.mark.parametrize(
    "question",
    [
        "What do permits cost from 1 April 2025?",
        "Will it open by 15 July 2025?",
        "What was owed at the end of March 2024?",
        "How many were there between January 2024 and March 2024?",
        "What has been built since March 2024?",
    ],
)
def test_a_date_that_is_asked_about_is_no_meeting(question: str) -> None:
    assert period(question) == []


def test_a_councillor_is_known_by_surname_and_two_of_a_name_are_not_told_apart() -> None:
    assert named("What did Cllr Oakden say?") == [(Part.COUNCILLOR, "Cllr Oakden", "Marguerite Oakden")]
    assert named("What did Mrs Quill say?") == [(Part.COUNCILLOR, "Mrs Quill", "Quill")]
    assert named("What did Councillor Nobody say?") == []


def reading(text: str, **question: object) -> dict[Part, Applied]:
    asked = Question(text, **question)  # type: ignore[arg-type]
    return {one.part: one.applied for one in read_names(text, asked, HELD, TODAY).understood}


def test_a_committee_with_a_meeting_of_it_is_a_filter() -> None:
    text = "What did Cabinet decide on 15 July 2025?"
    assert reading(text) == {Part.COMMITTEE: Applied.FILTER, Part.MEETING: Applied.FILTER}
    filters = read_names(text, Question(text), HELD, TODAY).filters
    assert filters == Filters(committee="Cabinet", since=date(2025, 7, 15), until=date(2025, 7, 15))


def test_the_latest_meeting_is_that_of_the_committee_named() -> None:
    text = "What was said at the latest Cabinet meeting?"
    filters = read_names(text, Question(text), HELD, TODAY).filters
    assert filters == Filters(committee="Cabinet", since=date(2025, 7, 15), until=date(2025, 7, 15))


def test_last_time_is_before_the_meeting_named() -> None:
    text = "What is put to Cabinet on 15 July 2025?"
    named = read_names(text, Question(text), HELD, TODAY)
    assert before_then("What did we decide on it?", named, HELD) is None
    assert before_then("Did Cabinet on 15 July 2025 agree the minutes of the previous meeting?", named, HELD) is None
    earlier = before_then("What did we decide last time?", named, HELD)
    assert earlier is not None
    assert earlier.earlier
    assert earlier.filters == Filters(committee="Cabinet", since=date(2025, 6, 10), until=date(2025, 6, 10))
    assert [one.meaning for one in earlier.understood] == ["Cabinet", "meetings before 15 July 2025"]
    first = "What is put to Cabinet on 10 June 2025?"
    none = before_then("And last time?", read_names(first, Question(first), HELD, TODAY), HELD)
    assert none is not None
    assert (none.filters, none.missing) == (None, "Cabinet before 10 June 2025")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Cabinet decide about trees?", {Part.COMMITTEE: Applied.BOOST}),
        ("What was decided on 15 July 2025?", {Part.MEETING: Applied.BOOST}),
        (
            "Did Cabinet and full council agree on 15 July 2025?",
            {Part.COMMITTEE: Applied.BOOST, Part.MEETING: Applied.BOOST},
        ),
        ("What did Cabinet decide on 5 August 2025?", {Part.COMMITTEE: Applied.BOOST, Part.MEETING: Applied.BOOST}),
        ("How many births were there in May 2023?", {}),
    ],
)
def test_a_name_alone_or_one_that_fits_no_meeting_is_only_a_boost(text: str, expected: dict[Part, Applied]) -> None:
    assert reading(text) == expected


def test_a_meeting_that_is_not_held_is_told() -> None:
    for text in ("What did Cabinet decide in May 2024?", "What do the minutes of Cabinet say of May 2024?"):
        assert read_names(text, Question(text), HELD, TODAY).missing == "Cabinet in May 2024"
    asked_about = "What did Cabinet hear about the fall in bus journeys seen everywhere during May 2024?"
    assert read_names(asked_about, Question(asked_about), HELD, TODAY).missing is None


def test_what_the_reader_takes_back_or_sets_is_not_acted_on() -> None:
    text = "What did Cabinet decide on 15 July 2025?"
    assert reading(text, ignore=frozenset({Part.MEETING})) == {Part.COMMITTEE: Applied.BOOST}
    assert reading(text, filters=Filters(since=date(2025, 1, 1))) == {Part.COMMITTEE: Applied.BOOST}
    assert reading(text, filters=Filters(paper="0123456789abcdef")) == {}


def test_a_council_is_only_told_where_the_papers_are_of_several() -> None:
    text = "What does Eastmoorshire spend?"
    assert reading(text) == {Part.COUNCIL: Applied.BOOST}
    one = Held(tuple(meeting for meeting in HELD.meetings if meeting.council != COUNCIL))
    assert read_names(text, Question(text), one, TODAY).understood == ()


def hit(number: int, score: float, committee: str | None, text: str = "Trees were planted.") -> Hit:
    paper = PaperSummary(
        f"{number:016x}", "", (), "text/plain", "", COUNCIL, committee, None, Kind.MINUTES, Access.PUBLIC, 0, 1, ()
    )
    return Hit(Passage(number, paper.id, 0, len(text), text), paper, score)


def test_papers_that_fit_go_before_others_and_those_that_say_nothing_keep_their_place() -> None:
    text = "What did Cabinet decide about trees?"
    understood = read_names(text, Question(text), HELD, TODAY).understood
    hits = [hit(1, 5.0, "Highways Board"), hit(2, 4.5, None), hit(3, 4.0, "Cabinet"), hit(4, 1.0, "Cabinet")]
    assert [one.passage.id for one in favoured(hits, understood)] == [2, 3, 1, 4]
    assert favoured(hits, ()) == hits
