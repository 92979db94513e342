"""The HTTP API over real papers, in the words of its contract."""

import asyncio
import json
import logging
import re
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Question, Reason, Status
from corpus.types import Access
from index.types import Reader
from ui.app import make_app
from ui.guard import MAX_BODY_BYTES
from ui.problems import TooBusy
from ui.workers import Workers

TRUSSES = "How many of the roof trusses are corroded?"
UNKNOWN = "0123456789abcdef"
PROBLEM = "application/problem+json"
PLACE = {
    "passage_id", "paper_id", "title", "source", "council", "committee", "meeting_date", "kind", "item", "paragraph",
    "page", "start", "end", "url",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(sample_assistant: Assistant) -> TestClient:
    return TestClient(make_app(sample_assistant))


@pytest.fixture(scope="module")
def exempt(sample_assistant: Assistant) -> str:
    """The id of the paper that is not for the server's reader."""
    papers = sample_assistant.catalogue.papers(Reader(Access.EXEMPT))
    return next(paper.id for paper in papers if "EXEMPT" in paper.source)


def ask(client: TestClient, question: str, **others: Any) -> Any:
    answered = client.post("/api/ask", json={"question": question, **others})
    assert answered.status_code == 200, answered.text
    return answered.json()


class TestAsk:
    def test_the_answer_has_the_fields_of_the_contract(self, client: TestClient) -> None:
        answer = ask(client, TRUSSES)
        fields = {"status", "reason", "text", "statements", "citations", "as_of", "searched_as", "took_ms"}
        assert set(answer) == fields | {"understood", "unanswered", "nearest"}
        assert answer["status"] == "answered"
        assert all(set(statement) == {"text", "citations"} for statement in answer["statements"])
        citation = answer["citations"][0]
        assert set(citation) == PLACE | {"number", "quote", "passage", "also_in"}
        assert set(citation["page"]) == {"physical", "label", "printed"}
        assert re.search(r"9\s+of\s+(the\s+)?14", citation["quote"])
        assert (citation["committee"], citation["meeting_date"]) == ("Cabinet", "2025-07-15")

    def test_a_quote_is_the_papers_own_text_at_its_place(self, client: TestClient, sample_assistant: Assistant) -> None:
        for citation in ask(client, TRUSSES)["citations"]:
            start, end = citation["start"], citation["end"]
            stored = sample_assistant.catalogue.text(citation["paper_id"], start, end, sample_assistant.reader)
            assert stored == citation["quote"]
            assert citation["quote"] in citation["passage"]

    def test_every_statement_stands_on_a_citation_that_is_given(self, client: TestClient) -> None:
        answer = ask(client, TRUSSES)
        numbers = {citation["number"] for citation in answer["citations"]}
        assert answer["statements"]
        for statement in answer["statements"]:
            assert statement["citations"]
            assert set(statement["citations"]) <= numbers
            assert all(f"[{number}]" in answer["text"] for number in statement["citations"])

    def test_the_url_of_a_citation_shows_its_quote_marked(self, client: TestClient) -> None:
        citation = ask(client, TRUSSES)["citations"][0]
        path = rf"/papers/{citation['paper_id']}/pages/{citation['page']['physical']}\?start=\d+&end=\d+#q1"
        assert re.fullmatch(path, citation["url"])
        shown = client.get(citation["url"]).text
        marked = re.search(r'<mark id="q1">(.*?)</mark>', shown, re.DOTALL)
        assert marked and marked[1].split() == citation["quote"].split()

    def test_a_format_without_pages_has_no_page(self, client: TestClient) -> None:
        citation = ask(client, "What does the garden waste subscription cost?")["citations"][0]
        assert citation["page"] is None
        assert citation["url"].startswith(f"/papers/{citation['paper_id']}/text?start=")

    def test_what_the_papers_do_not_say_is_not_found(self, client: TestClient) -> None:
        answer = ask(client, "Who keeps the lighthouse at the harbour mouth?")
        assert (answer["status"], answer["reason"]) == ("not_found", "no_evidence")
        assert answer["citations"] == answer["statements"] == []

    def test_a_refusal_says_what_was_looked_for_and_what_is_held_and_offers_the_nearest(
        self, client: TestClient, exempt: str, sample_assistant: Assistant
    ) -> None:
        answer = ask(client, "Who keeps the lighthouse at the harbour mouth?")
        assert answer["text"].splitlines() == [
            "The papers held do not say.",
            "Looked for: a name, on: keeps, lighthouse, harbour, mouth.",
            "Held: papers of Cabinet of 15 July 2025, of Environment Committee of 3 February 2025.",
        ]
        assert 1 <= len(answer["nearest"]) <= 3
        for near in answer["nearest"]:
            assert set(near) == PLACE | {"excerpt", "passage"}
            assert near["excerpt"] in near["passage"]
            stored = sample_assistant.catalogue.text(
                near["paper_id"], near["start"], near["end"], sample_assistant.reader
            )
            assert stored == near["excerpt"]
            assert near["paper_id"] != exempt
            assert client.get(near["url"]).status_code == 200

    def test_nearest_is_only_told_where_there_is_no_answer(self, client: TestClient) -> None:
        assert ask(client, TRUSSES)["nearest"] == []

    def test_names_in_the_question_are_told_and_can_be_left_out(self, client: TestClient) -> None:
        question = "What did Cabinet say about the roof trusses on 15 July 2025?"
        told = ask(client, question)["understood"]
        assert [(one["kind"], one["words"], one["applied"], one["removable"]) for one in told] == [
            ("committee", "Cabinet", "filter", True),
            ("meeting", "15 July 2025", "filter", True),
        ]
        assert told[1]["meaning"] == "meetings on 15 July 2025"
        fewer = ask(client, question, ignore=["meeting"])["understood"]
        assert [(one["kind"], one["applied"]) for one in fewer] == [("committee", "boost")]
        assert ask(client, question, ignore=["meeting", "committee"])["understood"] == []
        assert ask(client, TRUSSES)["understood"] == []

    def test_what_cannot_be_left_out_is_refused_with_what_can(self, client: TestClient) -> None:
        answered = client.post("/api/ask", json={"question": TRUSSES, "ignore": ["weather"]})
        assert answered.status_code == 422
        assert "council, committee, meeting, councillor" in answered.json()["detail"]

    def test_searched_as_can_be_asked_as_it_is(self, client: TestClient) -> None:
        history = [{"question": "What does option 2 for Larchfield cost?"}]
        follow_up = ask(client, "And option 3?", history=history)
        assert follow_up["searched_as"] == "What does option 3 for Larchfield cost?"
        alone = ask(client, follow_up["searched_as"])
        assert (alone["text"], alone["searched_as"]) == (follow_up["text"], None)

    def test_filters_that_leave_no_papers_are_told_apart(self, client: TestClient) -> None:
        answer = ask(client, TRUSSES, filters={"until": "1999-12-31"})
        assert (answer["status"], answer["reason"]) == ("not_found", "outside_filters")

    def test_a_follow_up_is_searched_with_the_question_before_it(self, client: TestClient) -> None:
        answer = ask(client, "Why?", history=[{"question": TRUSSES, "answer": "9 of 14 [1]"}])
        assert TRUSSES in answer["searched_as"]
        assert ask(client, TRUSSES)["searched_as"] is None

    def test_null_counts_as_left_out(self, client: TestClient) -> None:
        nothing = dict.fromkeys(("council", "committee", "since", "until", "kind", "paper"))
        for others in ({"history": None, "filters": None}, {"filters": nothing}):
            assert ask(client, TRUSSES, **others)["text"] == ask(client, TRUSSES)["text"]

    def test_white_space_around_a_question_does_not_count(self, client: TestClient) -> None:
        assert ask(client, f"\n  {TRUSSES}  {' ' * 2000}")["text"] == ask(client, TRUSSES)["text"]

    def test_what_is_exempt_never_answers(self, client: TestClient, exempt: str) -> None:
        for question in ("Which tender scored highest?", "What did the evaluation of tenders say?"):
            assert exempt not in json.dumps(ask(client, question))


class TestSearch:
    @pytest.mark.parametrize("mode", ["hybrid", "dense", "keyword"])
    def test_passages_come_best_first_with_their_place(self, client: TestClient, mode: str) -> None:
        body = {"query": "corroded roof trusses", "k": 3, "mode": mode}
        found = client.post("/api/search", json=body).json()
        assert set(found) == {"passages", "took_ms"}
        assert 1 <= len(found["passages"]) <= 3
        assert all(set(passage) == PLACE | {"score", "text"} for passage in found["passages"])
        scores = [passage["score"] for passage in found["passages"]]
        assert scores == sorted(scores, reverse=True)
        assert "trusses" in found["passages"][0]["text"]

    def test_filters_narrow(self, client: TestClient) -> None:
        body = {"query": "Larchfield", "k": 50, "filters": {"kind": "decision", "since": "2025-07-15"}}
        assert {passage["kind"] for passage in client.post("/api/search", json=body).json()["passages"]} == {"decision"}

    def test_what_is_exempt_is_never_found(self, client: TestClient, exempt: str) -> None:
        for mode in ("hybrid", "dense", "keyword"):
            body = {"query": "evaluation of tenders", "k": 100, "mode": mode}
            assert exempt not in client.post("/api/search", json=body).text


BAD = {
    "empty question": ({"question": ""}, "question", "empty"),
    "blank question": ({"question": " \n\t "}, "question", "empty"),
    "only punctuation": ({"question": "?!"}, "question", "empty"),
    "question too long": ({"question": "a" * 2001}, "question", "2,000"),
    "control character": ({"question": "a\x00b"}, "question", "control characters"),
    "half a surrogate pair": ({"question": "\ud800"}, "question", "surrogate"),
    "no question": ({}, "question", "missing"),
    "number as question": ({"question": 5}, "question", "text"),
    "null question": ({"question": None}, "question", "text"),
    "unknown field": ({"question": "x", "colour": 1}, "colour", "question, history, filters"),
    "unknown filter": ({"question": "x", "filters": {"from": 1}}, "filters.from", "since, until"),
    "list for an object": ([], "body", "object"),
    "no such committee": ({"question": "x", "filters": {"committee": "Moon"}}, "filters.committee", "Cabinet"),
    "no such council": ({"question": "x", "filters": {"council": "Moon"}}, "filters.council", "Quenbridge"),
    "no such kind": ({"question": "x", "filters": {"kind": "poem"}}, "filters.kind", "minutes"),
    "no such paper": ({"question": "x", "filters": {"paper": UNKNOWN}}, "filters.paper", UNKNOWN),
    "paper that is no id": ({"question": "x", "filters": {"paper": "'; --"}}, "filters.paper", "16 hexadecimal"),
    "object for a paper": ({"question": "x", "filters": {"paper": {}}}, "filters.paper", "text"),
    "list for a kind": ({"question": "x", "filters": {"kind": []}}, "filters.kind", "minutes"),
    "no such day": ({"question": "x", "filters": {"since": "2025-02-30"}}, "filters.since", "2025-02-30"),
    "day written otherwise": ({"question": "x", "filters": {"until": "30/01/2025"}}, "filters.until", "YYYY-MM-DD"),
    "day as a number": ({"question": "x", "filters": {"since": 0}}, "filters.since", "YYYY-MM-DD"),
    "days the wrong way round": (
        {"question": "x", "filters": {"since": "2025-02-01", "until": "2025-01-01"}}, "filters.since", "swap",
    ),
    "too long a history": ({"question": "x", "history": [{"question": "y"}] * 21}, "history", "20"),
    "empty question in history": ({"question": "x", "history": [{"question": ""}]}, "history.0.question", "empty"),
    "extra field in history": (
        {"question": "x", "history": [{"question": "y", "role": "z"}]}, "history.0.role", "question, answer",
    ),
}  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize(("body", "field", "words"), BAD.values(), ids=BAD.keys())
    def test_bad_input_is_told_with_its_field_and_the_cure(
        self, client: TestClient, body: Any, field: str, words: str
    ) -> None:
        refused = client.post("/api/ask", content=json.dumps(body), headers={"content-type": "application/json"})
        problem = refused.json()
        assert (refused.status_code, refused.headers["content-type"]) == (422, PROBLEM)
        assert set(problem) == {"type", "title", "status", "detail", "field"}
        assert problem["status"] == 422
        assert problem["field"] == field
        assert words in problem["detail"]

    @pytest.mark.parametrize("k", [0, 101, -1, "ten", 2.5, True])
    def test_k_is_from_1_to_100(self, client: TestClient, k: Any) -> None:
        problem = client.post("/api/search", json={"query": "x", "k": k}).json()
        assert (problem["status"], problem["field"]) == (422, "k")

    @pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b'{"question": NaN}'])
    def test_a_body_that_is_not_json_is_told(self, client: TestClient, body: bytes) -> None:
        refused = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
        assert refused.status_code in (400, 422)
        assert refused.headers["content-type"] == PROBLEM

    def test_a_body_of_another_type_is_not_taken(self, client: TestClient) -> None:
        refused = client.post("/api/ask", content=b'{"question": "x"}', headers={"content-type": "text/plain"})
        assert refused.status_code == 422

    def test_a_body_too_large_is_refused_whether_or_not_its_length_is_told(self, client: TestClient) -> None:
        headers = {"content-type": "application/json"}
        chunks = (b"a" * 1024 for _ in range(MAX_BODY_BYTES // 1024 + 1))
        for content in (b"a" * (MAX_BODY_BYTES + 1), chunks):
            refused = client.post("/api/ask", content=content, headers=headers)
            assert (refused.status_code, refused.headers["content-type"]) == (413, PROBLEM)
            assert "256 KiB" in refused.json()["detail"]

    def test_other_methods_are_not_offered(self, client: TestClient) -> None:
        refused = client.get("/api/ask")
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
        assert client.delete(f"/api/papers/{UNKNOWN}").status_code == 405

    def test_an_address_that_leads_nowhere_is_told_to_programs_and_to_people(self, client: TestClient) -> None:
        assert client.get("/api/nothing").headers["content-type"] == PROBLEM
        page = client.get("/nothing", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")

    def test_the_type_of_a_problem_is_explained(self, client: TestClient) -> None:
        problem = client.post("/api/ask", json={}).json()
        page, anchor = problem["type"].split("#")
        assert f'id="{anchor}"' in client.get(page).text


class TestPapers:
    def test_the_papers_are_listed_latest_meeting_first(self, client: TestClient) -> None:
        listed = client.get("/api/papers").json()
        assert listed["total"] == len(listed["papers"]) == 4
        dates = [paper["meeting_date"] for paper in listed["papers"] if paper["meeting_date"]]
        assert dates == sorted(dates, reverse=True)
        notes = {note for paper in listed["papers"] for note in paper["notes"]}
        assert len(notes) == 1 and "page 6" in notes.pop()  # a scan: read where Tesseract is installed, else told

    def test_filters_and_parts_of_the_list(self, client: TestClient) -> None:
        assert client.get("/api/papers", params={"kind": "minutes"}).json()["total"] == 1
        part = client.get("/api/papers", params={"offset": 1, "limit": 2}).json()
        assert (len(part["papers"]), part["total"]) == (2, 4)
        assert part["papers"] == client.get("/api/papers").json()["papers"][1:3]
        assert client.get("/api/papers", params={"limit": 0}).json()["field"] == "limit"
        assert client.get("/api/papers", params={"since": "soon"}).json()["field"] == "since"

    def test_a_paper_by_its_id(self, client: TestClient) -> None:
        for paper in client.get("/api/papers").json()["papers"]:
            assert client.get(f"/api/papers/{paper['paper_id']}").json() == paper

    def test_unknown_and_exempt_are_told_in_the_same_words(self, client: TestClient, exempt: str) -> None:
        unknown = client.get(f"/api/papers/{UNKNOWN}")
        assert unknown.status_code == 404
        for other in (exempt, "x", "..%2f", "%00", "A" * 5000):
            told = client.get(f"/api/papers/{other}")
            assert (told.status_code, told.content) == (404, unknown.content)


class Stubborn:
    """Answers when it is let, or raises what it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.begun = threading.Event()
        self.let = threading.Event()
        self._error = error

    def answer(self, question: Question, reader: Reader) -> Answer:
        self.begun.set()
        if self._error:
            raise self._error
        assert self.let.wait(30)
        return Answer(Status.NOT_FOUND, Reason.NO_EVIDENCE, question.text)


class TestRunning:
    def test_the_server_answers_others_while_it_is_answering(self, sample_assistant: Assistant) -> None:
        answerer = Stubborn()
        app = make_app(replace(sample_assistant, answerer=answerer))

        async def both() -> None:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
                asked = asyncio.create_task(client.post("/api/ask", json={"question": "x"}))
                await asyncio.to_thread(answerer.begun.wait, 10)
                assert (await client.get("/healthz")).json() == {"status": "ok"}
                assert not asked.done()
                answerer.let.set()
                assert (await asked).status_code == 200

        asyncio.run(both())

    def test_more_questions_than_can_wait_are_refused(self) -> None:
        async def fill() -> None:
            workers, begun, let = Workers(threads=1, waiting=1), threading.Event(), threading.Event()

            def wait() -> bool:
                begun.set()
                return let.wait(30)

            taken = [asyncio.create_task(workers.run(wait)) for _ in range(2)]
            await asyncio.to_thread(begun.wait, 10)
            with pytest.raises(TooBusy):
                await workers.run(lambda: True)
            let.set()
            assert await asyncio.gather(*taken) == [True, True]
            assert await workers.run(lambda: "room again") == "room again"
            workers.close()

        asyncio.run(fill())

    def test_a_server_too_busy_says_when_to_come_back(self, sample_assistant: Assistant) -> None:
        client = TestClient(make_app(replace(sample_assistant, answerer=Stubborn(TooBusy()))))
        refused = client.post("/api/ask", json={"question": "x"})
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["type"] == "/docs#too-busy"

    def test_an_unexpected_error_is_a_reference_to_the_log_and_nothing_else(
        self, sample_assistant: Assistant, caplog: pytest.LogCaptureFixture
    ) -> None:
        broken = replace(sample_assistant, answerer=Stubborn(RuntimeError("a secret of the code")))
        client = TestClient(make_app(broken), raise_server_exceptions=False)
        with caplog.at_level(logging.ERROR):
            failed = client.post("/api/ask", json={"question": "a private question"})
        problem = failed.json()
        assert (failed.status_code, failed.headers["content-type"]) == (500, PROBLEM)
        assert "secret" not in failed.text and "Traceback" not in failed.text
        assert problem["reference"] in caplog.text
        assert "a secret of the code" in caplog.text
        assert "a private question" not in caplog.text

    def test_readyz_says_what_is_still_loading(self, client: TestClient) -> None:
        waiting = client.get("/readyz")
        assert waiting.status_code == 503
        assert waiting.json() == {"status": "not ready", "why": "still loading: the chat, the model"}

    def test_the_numbers_count_answers_and_never_name_them(self, client: TestClient) -> None:
        def answered() -> float:
            found = re.search(r'^council_answers_total\{status="answered"\} (\S+)$', client.get("/metrics").text, re.M)
            return float(found[1]) if found else 0.0

        before = answered()
        ask(client, TRUSSES)
        numbers = client.get("/metrics").text
        assert answered() == before + 1
        assert 'council_http_requests_total{method="POST",route="/api/ask",status="200"}' in numbers
        assert "council_papers 4.0" in numbers  # the fifth is exempt
        assert "trusses" not in numbers

    def test_other_hosts_are_refused_where_hosts_are_named(self, sample_assistant: Assistant, tmp_path: Path) -> None:
        settings = Settings(data=tmp_path, allowed_hosts=["papers.example.gov.uk"])
        client = TestClient(make_app(replace(sample_assistant, settings=settings)))
        assert client.get("/healthz", headers={"host": "papers.example.gov.uk"}).status_code == 200
        assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400

    @pytest.mark.parametrize("path", ["/healthz", "/papers", "/api/nothing", "/", "/site/council.css"])
    def test_every_answer_has_its_security_headers(self, client: TestClient, path: str) -> None:
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers

    def test_other_sites_get_no_leave_to_ask(self, client: TestClient) -> None:
        headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
        asked = client.options("/api/ask", headers=headers)
        assert "access-control-allow-origin" not in asked.headers


class TestDocumentation:
    def test_every_address_is_described_without_a_script(self, client: TestClient) -> None:
        page = client.get("/docs").text
        for path in client.get("/openapi.json").json()["paths"]:
            assert path in page
        assert "<script" not in page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)

    def test_the_examples_are_understood(self, client: TestClient) -> None:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
        for path, name in (("/api/ask", "AskIn"), ("/api/search", "SearchIn")):
            for example in schemas[name]["examples"]:
                assert client.post(path, json=example).status_code == 200

    def test_dates_are_read_as_days(self, client: TestClient) -> None:
        answer = ask(client, TRUSSES)
        assert date.fromisoformat(answer["as_of"]) == date(2025, 7, 15)
