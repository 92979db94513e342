"""The register's faces over real files: the command, the API and the pages say the same, and show nobody more than they
may see."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, open_assistant
from assistant.settings import Settings
from corpus.register.types import Status
from corpus.types import Access, Details
from index.ingest import ingest
from index.register import Register
from index.types import Reader
from ui import cli
from ui.app import make_app
from ui.register_csv import DECISION_COLUMNS, MEETING_COLUMNS, cell, csv_lines

CABINET = """Eastmoor Borough Council
Cabinet

Minutes of a meeting of the Cabinet held at The Guildhall, Eastmoor on Tuesday 4 March 2025 at 6.00 pm.

Present: Councillor Ada Quill (Chair)
Councillor Ben Marlow

12. **Apologies**

There were none.

13. **Parking charges**

Councillor Ada Quill moved and Councillor Ben Marlow seconded the report.
For (5) Quill, Marlow
Against (2) Frost, Gale
Abstain (1) Dunmore
The motion was carried.

RESOLVED: That Cabinet:

- a) Approved a charge of £72 a year.
- b) Delegated authority to the Director of Finance to set the date.

14. **Tree survey**

RESOLVED: That the report be noted.

15. **Leisure centre**

RESOLVED: =SUM(1) and <b>more</b> be left to the next meeting, and this item be deferred.

The meeting closed at 7.10 pm
"""
AGENDA = """Eastmoor Borough Council
Agenda
Cabinet
A meeting of the Cabinet will be held at The Guildhall on Tuesday 4 March 2025 at 6.00 pm

1. Apologies
2. Parking charges (Pages 3 - 8)
3. Tree survey (Pages 9 - 12)

Proper Officer
"""
REPORT = """Report to: Cabinet - 4 March 2025
Subject: Parking charges
Recommendations
Cabinet is asked to approve a charge of £80 a year for a permit.
"""
COUNCIL = CABINET.replace("Cabinet", "Planning Committee").replace("4 March", "1 April")
SECRET = f"NOT FOR PUBLICATION\n\n{CABINET.replace('Cabinet', 'Estates Board').replace('£72', '£613,000')}"
MEETING = "2025-03-04-cabinet-eastmoor-borough-council"
SECRET_MEETING = "2025-03-04-estates-board-eastmoor-borough-council"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the papers of two meetings that the public may see, and of one that it may not; one paper has a
    title that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("register")
    texts = {"minutes": CABINET, "agenda": AGENDA, "report": REPORT, "closed": SECRET}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    april = folder / "april.txt"
    april.write_text(COUNCIL, encoding="utf-8")
    held = open_assistant(Settings(data=folder / "data"), create=True)
    ingest([folder / f"{name}.txt" for name in texts], held.catalogue, held.embedder)
    ingest([april], held.catalogue, held.embedder, overrides=Details(title="=HYPERLINK(1)"))
    assert len(held.catalogue.papers(Reader(Access.EXEMPT))) == 5
    assert len(held.catalogue.papers(held.reader)) == 4
    yield held
    held.close()


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(make_app(assistant))


def get(client: TestClient, address: str, **query: Any) -> Any:
    reply = client.get(address, params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


class TestDecisionsOfTheApi:
    def test_they_come_latest_meeting_first_with_an_exact_count(self, client: TestClient) -> None:
        found = get(client, "/api/decisions")
        assert found["total"] == 6
        assert [(row["meeting_date"], row["number"], row["status"]) for row in found["decisions"]] == [
            ("2025-04-01", "13", "resolved"), ("2025-04-01", "14", "noted"), ("2025-04-01", "15", "deferred"),
            ("2025-03-04", "13", "resolved"), ("2025-03-04", "14", "noted"), ("2025-03-04", "15", "deferred"),
        ]  # fmt: skip

    def test_each_has_all_that_was_decided(self, client: TestClient, assistant: Assistant) -> None:
        parking = get(client, "/api/decisions", committee="Cabinet", number="13")["decisions"][0]
        assert parking["title"] == "Parking charges"
        assert [clause["label"] for clause in parking["clauses"]] == ["a)", "b)"]
        assert (parking["mover"], parking["seconder"]) == ("Councillor Ada Quill", "Councillor Ben Marlow")
        assert parking["votes"] == {"in_favour": 5, "against": 2, "abstained": 1, "unanimous": False}
        assert parking["delegated_to"] == ["Director of Finance"]
        assert (parking["council"], parking["meeting_id"]) == ("Eastmoor Borough Council", MEETING)
        home = parking["home"]
        stored = assistant.catalogue.text(home["paper_id"], home["start"], home["end"], assistant.reader)
        assert stored == parking["text"]
        shown = client.get(home["url"]).text
        assert "Approved a charge of £72" in " ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", shown, re.DOTALL))

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ({"words": "parking permit"}, []),
            ({"words": "Parking CHARGES"}, ["13", "13"]),
            ({"committee": "cabinet"}, ["13", "14", "15"]),
            ({"council": "EASTMOOR borough council", "since": "2025-03-05"}, ["13", "14", "15"]),
            ({"until": "2025-03-03"}, []),
            ({"status": "deferred"}, ["15", "15"]),
            ({"status": "called in"}, []),
            ({"number": "14", "since": "2025-04-01", "until": "2025-04-01"}, ["14"]),
        ],
    )
    def test_filters_narrow(self, client: TestClient, query: dict[str, str], numbers: list[str]) -> None:
        found = get(client, "/api/decisions", **query)
        assert ([row["number"] for row in found["decisions"]], found["total"]) == (numbers, len(numbers))

    def test_a_recommendation_is_no_decision_and_is_listed_by_its_status_alone(self, client: TestClient) -> None:
        assert "£80" not in json.dumps(get(client, "/api/decisions", limit=1000), ensure_ascii=False)
        [asked] = get(client, "/api/decisions", status="recommended")["decisions"]
        assert (asked["status"], asked["title"]) == ("recommended", "Parking charges")
        assert "£80" in asked["text"]

    def test_pages_of_the_list_together_are_the_list(self, client: TestClient) -> None:
        whole = get(client, "/api/decisions")["decisions"]
        parts = [get(client, "/api/decisions", offset=offset, limit=4) for offset in (0, 4, 8)]
        assert [len(part["decisions"]) for part in parts] == [4, 2, 0]
        assert [row for part in parts for row in part["decisions"]] == whole
        assert {part["total"] for part in parts} == {6}

    @pytest.mark.parametrize(
        ("query", "field", "cure"),
        [
            ({"status": "agreed"}, "status", "statuses are: resolved, noted, deferred"),
            ({"since": "tomorrow"}, "since", "2025-01-30"),
            ({"since": "2025-05-01", "until": "2025-04-01"}, "since", "swap the two dates"),
            ({"committee": "Zoo Board"}, "committee", "held are: Cabinet, Planning Committee"),
            ({"paper": "no id"}, "paper", ""),
            ({"words": "?!"}, "words", ""),
            ({"limit": "0"}, "limit", ""),
            ({"offset": "-1"}, "offset", ""),
            ({"format": "xml"}, "format", "json, csv"),
            ({"commitee": "Cabinet"}, "commitee", "committee"),
        ],
    )
    def test_a_wrong_filter_is_told_with_its_cure(
        self, client: TestClient, query: dict[str, str], field: str, cure: str
    ) -> None:
        reply = client.get("/api/decisions", params=query)
        assert (reply.status_code, reply.headers["content-type"]) == (422, PROBLEM)
        assert reply.json()["field"] == field
        assert cure in reply.json()["detail"]


class TestMeetingsOfTheApi:
    def test_they_are_listed_with_what_is_held_of_them(self, client: TestClient) -> None:
        found = get(client, "/api/meetings")
        assert found["total"] == 2
        assert [(row["committee"], row["date"], row["papers"], row["decisions"]) for row in found["meetings"]] == [
            ("Planning Committee", "2025-04-01", 1, 3),
            ("Cabinet", "2025-03-04", 3, 3),
        ]
        cabinet = found["meetings"][1]
        assert (cabinet["meeting_id"], cabinet["time"], cabinet["place"]) == (
            MEETING,
            "18:00",
            "The Guildhall, Eastmoor",
        )

    def test_one_has_its_agenda_minutes_attendance_and_decisions(self, client: TestClient) -> None:
        record = get(client, f"/api/meetings/{MEETING}")
        assert [(item["item"], item["title"]) for item in record["agenda"]] == [
            ("1", "Apologies"), ("2", "Parking charges"), ("3", "Tree survey"),
        ]  # fmt: skip
        assert record["agenda"][1]["pages"] == {"first": 3, "last": 8}
        assert [item["minute"] for item in record["minutes"]] == ["12", "13", "14", "15"]
        assert [(person["name"], person["role"]) for person in record["attendance"]] == [
            ("Councillor Ada Quill", "Chair"), ("Councillor Ben Marlow", None),
        ]  # fmt: skip
        assert [row["number"] for row in record["decisions"]] == ["13", "14", "15"]
        assert [row["status"] for row in record["recommendations"]] == ["recommended"]
        assert {paper["kind"] for paper in record["papers"]} == {"minutes", "agenda", "report"}

    @pytest.mark.parametrize("name", ["2025-03-04-zoo", "x", SECRET_MEETING, "%2e%2e"])
    def test_one_that_is_not_held_or_not_for_the_reader_is_not_here(self, client: TestClient, name: str) -> None:
        for address in (f"/api/meetings/{name}", f"/meetings/{name}"):
            reply = client.get(address)
            assert reply.status_code == 404
            assert reply.text == client.get(f"{address}x").text.replace(f"{name}x", name)

    def test_filters_and_pages_narrow(self, client: TestClient) -> None:
        assert [row["date"] for row in get(client, "/api/meetings", offset=1)["meetings"]] == ["2025-03-04"]
        assert get(client, "/api/meetings", committee="cabinet")["total"] == 1
        assert get(client, "/api/meetings", since="2025-03-05", limit=1)["total"] == 1
        assert client.get("/api/meetings", params={"status": "noted"}).status_code == 422


class TestCsv:
    def test_it_holds_the_rows_of_the_json(self, client: TestClient) -> None:
        reply = client.get("/api/decisions", params={"format": "csv"})
        assert reply.headers["content-type"].startswith("text/csv")
        assert reply.headers["content-disposition"] == 'attachment; filename="decisions.csv"'
        assert reply.headers["x-total-count"] == "6"
        rows = rows_of(reply.text)
        assert tuple(rows[0]) == DECISION_COLUMNS
        listed = get(client, "/api/decisions")["decisions"]
        assert [(row["number"], row["status"], row["text"]) for row in rows] == [
            (row["number"], row["status"], row["text"]) for row in listed
        ]
        assert (rows[3]["votes_in_favour"], rows[3]["votes_against"], rows[3]["delegated_to"]) == (
            "5", "2", "Director of Finance",
        )  # fmt: skip

    def test_an_accept_header_asks_for_it_too_and_the_parameter_wins(self, client: TestClient) -> None:
        accept = {"accept": "text/csv"}
        assert tuple(rows_of(client.get("/api/meetings", headers=accept).text)[0]) == MEETING_COLUMNS
        reply = client.get("/api/meetings", headers=accept, params={"format": "json"})
        assert reply.headers["content-type"] == "application/json"

    def test_a_limit_and_an_offset_hold_for_it(self, client: TestClient) -> None:
        reply = client.get("/api/decisions", params={"format": "csv", "offset": 1, "limit": 2})
        assert [row["number"] for row in rows_of(reply.text)] == ["14", "15"]
        assert reply.headers["x-total-count"] == "6"

    def test_a_title_that_a_spreadsheet_would_run_is_only_text(self, client: TestClient) -> None:
        rows = rows_of(client.get("/api/decisions", params={"format": "csv", "since": "2025-04-01"}).text)
        assert {row["paper_title"] for row in rows} == {"'=HYPERLINK(1)"}

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0=", "＝", "\n-"])
    def test_no_cell_begins_as_a_formula_does(self, start: str) -> None:
        assert re.match(r"['\ufffd]", cell(f"{start}1+1"))
        [_, line] = csv_lines(["a"], [{"a": f"{start}cmd|' /C calc'!A0"}])
        [row] = csv.reader(StringIO(line, newline=""))
        assert row[0][0] in "'\ufffd"

    def test_other_cells_stay_as_they_are(self) -> None:
        assert [cell(value) for value in ("RESOLVED = agreed", "13-15", 7, None)] == [
            "RESOLVED = agreed",
            "13-15",
            "7",
            "",
        ]


class TestPages:
    def test_the_list_shows_each_decision_with_its_status_and_count(self, client: TestClient) -> None:
        shown = client.get("/decisions", params={"committee": "Cabinet"}).text
        assert "3 decisions" in shown
        assert re.findall(r'class="status status-([a-z-]+)"', shown) == ["resolved", "noted", "deferred"]
        assert "5 for, 2 against, 1 abstained" in shown
        assert f'href="/meetings/{MEETING}"' in shown
        assert '<option value="Cabinet" selected>' in shown

    def test_what_a_paper_says_is_not_run(self, client: TestClient) -> None:
        shown = client.get("/decisions").text
        assert "<b>more</b>" not in shown
        assert "<script" not in shown

    def test_a_recommendation_says_what_it_is(self, client: TestClient) -> None:
        shown = client.get("/decisions", params={"status": "recommended"}).text
        assert "1 recommendation" in shown
        assert "They are not decisions." in shown
        assert "£80" not in client.get("/decisions").text

    def test_a_wrong_filter_is_told_and_nothing_is_counted(self, client: TestClient) -> None:
        reply = client.get("/decisions", params={"since": "tomorrow"})
        assert reply.status_code == 422
        assert 'href="#since"' in reply.text
        assert "0 decisions" not in reply.text

    def test_the_links_to_the_csv_keep_the_filters(self, client: TestClient) -> None:
        shown = client.get("/decisions", params={"committee": "Cabinet", "status": "noted"}).text
        [link] = re.findall(r'href="(/api/decisions[^"]*)"', shown)
        assert [row["number"] for row in rows_of(client.get(link.replace("&amp;", "&")).text)] == ["14"]
        [link] = re.findall(r'href="(/api/meetings[^"]*)"', client.get("/meetings").text)
        assert len(rows_of(client.get(link.replace("&amp;", "&")).text)) == 2

    def test_a_meeting_shows_its_decisions_apart_from_what_was_recommended(self, client: TestClient) -> None:
        shown = client.get(f"/meetings/{MEETING}").text
        decided, asked = shown.split('<h2 id="recommendations">')
        assert "£80" in asked and "£80" not in decided
        assert "Approved a charge of £72" in decided
        for words in (
            "Parking charges",
            "(pages 3 to 8 of the pack)",
            "Councillor Ada Quill",
            "The Guildhall, Eastmoor",
        ):
            assert words in shown

    def test_a_part_beyond_the_last_is_not_here(self, client: TestClient) -> None:
        assert client.get("/decisions", params={"part": "2"}).status_code == 404
        assert client.get("/meetings", params={"part": "nonsense"}).status_code == 404

    def test_a_long_list_comes_in_parts(self, tmp_path: Path) -> None:
        head = CABINET.split("12. **")[0]
        resolutions = (f"{number}. **Street {number}**\n\nRESOLVED: That it be swept.\n" for number in range(1, 54))
        (tmp_path / "long.txt").write_text(head + "\n".join(resolutions), encoding="utf-8")
        with closing(open_assistant(Settings(data=tmp_path / "data"), create=True)) as long:
            ingest([tmp_path / "long.txt"], long.catalogue, long.embedder)
            client = TestClient(make_app(long))
            first = client.get("/decisions", params={"words": "swept"}).text
            assert "53 decisions, part 1 of 2" in first
            [following] = re.findall(r'rel="next" href="([^"]+)"', first)
            second = client.get(following.replace("&amp;", "&")).text
            rows = rows_of(client.get("/api/decisions?format=csv").text)
        assert [text.count('<li class="decision') for text in (first, second)] == [50, 3]
        assert [row["title"] for row in rows] == [f"Street {number}" for number in range(1, 54)]


class TestWhoAsks:
    def test_what_is_not_for_the_reader_is_on_no_face(self, client: TestClient, assistant: Assistant) -> None:
        cleared = Register(assistant.catalogue).decisions(Reader(Access.EXEMPT))
        assert cleared.total == 9
        lists = [f"{place}{of}" for place in ("/", "/api/") for of in ("decisions", "meetings", f"meetings/{MEETING}")]
        for address in (*lists, "/api/decisions?format=csv", "/api/decisions?status=recommended"):
            shown = client.get(address)
            assert shown.status_code == 200
            assert "Estates" not in shown.text and "613,000" not in shown.text

    def test_asking_for_it_by_name_is_answered_as_for_what_is_not_held(
        self, client: TestClient, assistant: Assistant
    ) -> None:
        secret = next(p.id for p in assistant.catalogue.papers(Reader(Access.EXEMPT)) if p.committee == "Estates Board")
        for hidden, unknown in (({"committee": "Estates Board"}, {"committee": "Egrets Board"}),
                                ({"paper": secret}, {"paper": "0" * 16})):  # fmt: skip
            replies = [client.get("/api/decisions", params=query) for query in (hidden, unknown)]
            [said, other] = [reply.json()["detail"] for reply in replies]
            assert replies[0].status_code == replies[1].status_code == 422
            assert said.replace(*hidden.values(), "") == other.replace(*unknown.values(), "")


class TestCommand:
    @pytest.fixture
    def run(self, assistant: Assistant, capfd: pytest.CaptureFixture[str]) -> Any:
        def decisions(*arguments: str) -> tuple[int, str, str]:
            code = cli.run(["decisions", *arguments, "--data", str(assistant.settings.data)])
            return code, *capfd.readouterr()

        return decisions

    def test_it_lists_them_for_people(self, run: Any) -> None:
        code, out, _ = run("parking", "--committee", "Cabinet")
        lines = out.splitlines()
        assert (code, lines[0]) == (0, "13  resolved  Cabinet, 4 March 2025  Parking charges")
        assert "proposed by Councillor Ada Quill; seconded by Councillor Ben Marlow" in out
        assert "5 for, 2 against, 1 abstained; delegated to Director of Finance" in out
        assert lines[-1] == "1 decision"

    def test_it_says_how_many_more_there_are(self, run: Any) -> None:
        _, out, _ = run("--limit", "2", "--offset", "1")
        assert out.splitlines()[-1] == "2 of 6 decisions"

    def test_it_prints_what_the_api_gives(self, run: Any, client: TestClient) -> None:
        _, out, _ = run("--json", "--status", "noted")
        assert json.loads(out) == get(client, "/api/decisions", status="noted")
        _, out, _ = run("--csv", "--status", "noted")
        assert rows_of(out) == rows_of(client.get("/api/decisions?format=csv&status=noted").text)

    def test_recommendations_are_listed_by_their_status_alone(self, run: Any) -> None:
        assert "£80" not in run()[1]
        code, out, _ = run("--status", Status.RECOMMENDED.value)
        assert (code, out.splitlines()[-1]) == (0, "1 recommendation")

    def test_none_found_is_code_1_and_what_is_wrong_is_told(self, run: Any) -> None:
        assert run("zebra")[:2] == (1, "no decisions\n")
        code, out, err = run("--committee", "Estates Board")
        assert (code, out) == (1, "")
        assert "held are: Cabinet, Planning Committee" in err
        assert run("--since", "yesterday")[0] == 2

    def test_what_is_not_for_the_reader_is_not_printed(self, run: Any) -> None:
        assert "613,000" not in run("--json")[1]


def test_the_samples_tell_one_decision_with_its_notice(sample_assistant: Assistant) -> None:
    """The samples print one decision in the minutes and in a decision notice."""
    client = TestClient(make_app(sample_assistant))
    found = get(client, "/api/decisions", number="CAB/25/31")
    assert found["total"] == 1
    [decision] = found["decisions"]
    assert (decision["number"], decision["reference"], decision["key_decision"]) == ("15", "CAB/25/31", True)
    assert decision["votes"]["in_favour"] == 5
    assert len(decision["also_in"]) == 1
    source = Path(sample_assistant.catalogue.paper(decision["also_in"][0]["paper_id"], sample_assistant.reader).source)
    assert source.name == "Decision notice CAB-25-31.pdf"
