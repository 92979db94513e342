"""The chat without a browser: its moves, its words made inert, and which of Gradio's doors are open."""

import asyncio
import json
import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt
from markupsafe import escape

from assistant.bootstrap import Assistant
from assistant.types import Answer, Question
from corpus.types import Access, Kind
from index.types import PaperSummary, Reader
from ui.app import make_app
from ui.chat import Chat
from ui.chat_door import dress, opens
from ui.chat_talk import Exchange, inert, messages, to_question
from ui.examples import example_questions
from ui.listening import address_of, listen
from ui.metrics import Metrics
from ui.schemas import MAX_TURNS
from ui.server import server_for
from ui.workers import Workers

TRUSSES = "How many of the roof trusses are corroded?"


class Read(HTMLParser):
    """The text and the tags of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


SKIPPED = (gr.skip(), gr.skip(), gr.skip())


@pytest.fixture
def chat(sample_assistant: Assistant) -> Chat:
    return Chat(sample_assistant, Workers(1, 4), Metrics())


def steps(moves: AsyncIterator[Any]) -> list[Any]:
    async def taken() -> list[Any]:
        return [move async for move in moves]

    return asyncio.run(taken())


def say(chat: Chat, asked: str, talk: tuple[Exchange, ...] = (), **filters: Any) -> list[Any]:
    given = {"committee": None, "since": None, "until": None, **filters}
    return steps(chat.reply(asked, given["committee"], given["since"], given["until"], talk))


class TestTalking:
    def test_an_answer_comes_statement_by_statement_and_its_sources_last(self, chat: Chat) -> None:
        moves = [messages for _, messages, _ in say(chat, TRUSSES)]
        shown = [Read(move[-1]["content"]) for move in moves]
        assert "Looking through the papers" in shown[0].text
        statements = [sum(attributes.get("class") == "statement" for _, attributes in one.tags) for one in shown]
        assert statements == list(range(statements[-1] + 1))
        assert ["Source" in one.text for one in shown] == [False] * (len(shown) - 1) + [True]

    def test_a_citation_is_a_numbered_link_to_the_page_in_a_new_tab(self, chat: Chat) -> None:
        _, shown, _ = say(chat, TRUSSES)[-1]
        read = Read(shown[-1]["content"])
        marks = [attributes for tag, attributes in read.tags if tag == "a" and attributes.get("class") == "mark"]
        assert marks
        for mark in marks:
            assert re.fullmatch(r"/papers/[0-9a-f]{16}/pages/\d+\?start=\d+&end=\d+#q1", mark["href"] or "")
            assert (mark["target"], mark["rel"]) == ("_blank", "noopener")
        assert "[1]" in read.text
        for said in ("Cabinet", "15 July 2025", "page ", "trusses"):
            assert said in read.text

    def test_the_question_box_is_emptied_and_the_conversation_kept(self, chat: Chat) -> None:
        moves = say(chat, TRUSSES)
        assert moves[0][0] == ""
        talk = moves[-1][2]
        assert [exchange.question for exchange in talk] == [TRUSSES]
        assert [message["role"] for message in messages(talk)] == ["user", "assistant"]

    def test_a_follow_up_is_asked_with_the_questions_and_answers_before_it(self, sample_assistant: Assistant) -> None:
        heard: list[Question] = []

        class Listening:
            def answer(self, question: Question, reader: Reader) -> Answer:
                heard.append(question)
                return sample_assistant.answerer.answer(question, reader)

        chat = Chat(replace(sample_assistant, answerer=Listening()), Workers(1, 4), Metrics())
        talk = say(chat, TRUSSES)[-1][2]
        shown = say(chat, "Why?", talk)[-1][1]
        assert [turn.question for turn in heard[1].history] == [TRUSSES]
        assert heard[1].history[0].answer == talk[0].answer
        assert "Searched as" in Read(shown[-1]["content"]).text
        assert len(shown) == 4

    def test_a_name_understood_is_offered_and_can_be_left_out_and_taken_back(self, chat: Chat) -> None:
        talk = say(chat, "What did Cabinet say about the roof trusses on 15 July 2025?")[-1][2]
        names, edit = chat.offers(talk)
        assert (names["choices"], names["value"]) == (
            [("Only Cabinet", "committee"), ("Only meetings on 15 July 2025", "meeting")],
            ["committee", "meeting"],
        )
        assert (names["visible"], edit["visible"]) == (True, False)
        fewer = steps(chat.again(["committee"], None, None, None, talk))[-1][2]
        assert [exchange.question for exchange in fewer] == [talk[0].question]
        names, _ = chat.offers(fewer)
        assert names["value"] == ["committee"]
        assert {kind for _, kind in names["choices"]} == {"committee", "meeting"}
        back = steps(chat.again(["committee", "meeting"], None, None, None, fewer))[-1][2]
        assert back[0].answer == talk[0].answer

    def test_nothing_is_offered_where_no_name_was_understood(self, chat: Chat) -> None:
        for talk in ((), say(chat, TRUSSES)[-1][2]):
            names, edit = chat.offers(talk)
            assert (names["visible"], edit["visible"]) == (False, False)
        assert steps(chat.again([], None, None, None, ())) == [SKIPPED]

    def test_a_long_conversation_keeps_its_last_turns(self) -> None:
        talk = tuple(Exchange(f"question {n}", "a" * 50_000, "") for n in range(MAX_TURNS + 5))
        history = to_question("and now?", {}, talk).history
        assert [turn.question for turn in history] == [f"question {n}" for n in range(5, MAX_TURNS + 5)]

    def test_filters_are_passed_on(self, chat: Chat) -> None:
        outside = say(chat, TRUSSES, until="1999-12-31")[-1][1]
        assert "No papers are held within these filters" in Read(outside[-1]["content"]).text
        inside = say(chat, TRUSSES, committee="Cabinet", since="2025-07-01", until="2025-07-31")[-1][1]
        assert "trusses" in Read(inside[-1]["content"]).text

    def test_what_the_papers_do_not_say_is_said(self, chat: Chat) -> None:
        shown = say(chat, "Who keeps the lighthouse at the harbour mouth?")[-1][1]
        assert Read(shown[-1]["content"]).words.startswith("The papers held do not say.")

    @pytest.mark.parametrize(
        ("asked", "filters", "said"),
        [
            ("?!", {}, "empty"),
            ("a" * 2001, {}, "2,000"),
            ("a\x00b", {}, "control characters"),
            ("x", {"committee": "Moon"}, "Moon"),
            ("x", {"since": "soon"}, "YYYY-MM-DD"),
            ("x", {"since": "2025-02-01", "until": "2025-01-01"}, "swap"),
        ],
    )
    def test_bad_input_is_told_and_given_back_to_mend(
        self, chat: Chat, asked: str, filters: dict[str, Any], said: str
    ) -> None:
        box, shown, _ = say(chat, asked, **filters)[-1]
        assert said in Read(shown[-1]["content"]).text
        assert 'class="wrong"' in shown[-1]["content"]
        assert box == asked

    def test_an_empty_box_asks_nothing(self, chat: Chat) -> None:
        assert say(chat, "  ") == [SKIPPED]  # of no step at all, Gradio would empty the conversation shown

    def test_a_fault_is_told_without_its_inside(
        self, sample_assistant: Assistant, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Broken:
            def answer(self, question: Question, reader: Reader) -> Answer:
                raise RuntimeError("a secret of the code")

        chat = Chat(replace(sample_assistant, answerer=Broken()), Workers(1, 4), Metrics())
        shown = say(chat, "a private question")[-1][1]
        told = Read(shown[-1]["content"]).text
        assert "secret" not in told
        reference = re.search(r"[0-9a-f]{8}", told)
        assert reference and reference[0] in caplog.text and "a secret of the code" in caplog.text

    def test_the_committees_and_examples_are_the_collections_own(self, chat: Chat) -> None:
        committee, chatbot = chat.begin()
        assert committee["choices"] == [
            ("All committees", ""),
            ("Cabinet", "Cabinet"),
            ("Environment Committee", "Environment Committee"),
        ]
        assert [example["text"] for example in chatbot["examples"]] == [
            "What was decided on “Future of Larchfield Leisure Centre”?",
            "What did the Cabinet agree on 15 July 2025?",
        ]


def paper(title: str, kind: Kind, **others: Any) -> PaperSummary:
    fields: dict[str, Any] = {
        "id": "0" * 16, "source": "x.pdf", "sources": ("x.pdf",), "media_type": "application/pdf", "council": None,
        "committee": None, "meeting_date": None, "access": Access.PUBLIC, "page_count": 1, "passage_count": 1,
        "notes": (),
    }  # fmt: skip
    return PaperSummary(title=title, kind=kind, **{**fields, **others})


class TestExamples:
    def test_they_ask_about_subjects_before_meetings_and_never_twice(self) -> None:
        minutes = paper("Cabinet minutes", Kind.MINUTES, committee="Cabinet", meeting_date=date(2025, 6, 3))
        report = paper("Report on street trees", Kind.REPORT)
        assert example_questions([minutes, report, report, minutes]) == [
            "What was decided on “street trees”?",
            "What did the Cabinet agree on 3 June 2025?",
        ]

    def test_titles_that_tell_nothing_are_passed_over(self) -> None:
        titles = ["Appendix A", "Agenda supplement", "Report", "x" * 200 + " y", "Public reports pack"]
        assert example_questions([paper(title, Kind.REPORT) for title in titles]) == []


def attacks() -> list[str]:
    """Some of every trade, always here; the tests with `shared` add published lists."""
    return [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](x onerror=alert(1))",
        "**bold** _italics_ `code` ~~gone~~ # heading",
        "```html\n<script>alert(1)</script>\n```",
        "$$\\href{javascript:alert(1)}{x}$$ \\(x\\) $x$",
        "</div></div><script>alert(1)</script><div>",
        "<thinking>hidden</thinking>",
        "line one\n\n<b>line two</b>\n\n    code\n\n> quote\n\n- list\n\n1. one",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#60;b&#62;",
        "<!-- comment --> <![CDATA[x]]> <?php ?>",
        "http://example.com www.example.com a@example.com <http://example.com>",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "\u202ereversed\u202c \ufeff zero\u200bwidth",
    ]


def assert_inert(text: str) -> None:
    """However it is read, as HTML or as Markdown with HTML in it, `text` comes out as the text it is."""
    wanted = " ".join(text.split())
    message = messages([], text, "")[0]["content"]
    assert "\n" not in message
    for html in (message, MarkdownIt("commonmark", {"html": True, "linkify": False}).render(message)):
        read = Read(html)
        assert read.words == wanted
        assert [tag for tag, _ in read.tags] == ["div"]


class TestInert:
    @pytest.mark.parametrize("text", attacks())
    def test_nothing_is_taken_for_markup(self, text: str) -> None:
        assert_inert(text)

    @pytest.mark.parametrize("name", ["blns.json", "xss_payloadbox.txt", "injection_garak_payloads.jsonl"])
    def test_published_lists_of_attacks_stay_text(self, shared: Path, name: str) -> None:
        content = (shared / "security" / name).read_text(encoding="utf-8")
        if name.endswith(".json"):
            texts = json.loads(content)
        elif name.endswith(".jsonl"):
            texts = [json.loads(line)["text"] for line in content.splitlines()]
        else:
            texts = content.split("\n")
        assert len(texts) > 40
        for text in texts[:: len(texts) // 1000 + 1]:  # a thousand of the longest list, for time's sake
            assert_inert(text.replace("\x00", ""))

    def test_tags_of_our_own_are_kept(self) -> None:
        ours = f'<a href="/papers/1?start=1&amp;end=2#q1" title="{escape("a*b")}">[1]</a>'
        read = Read(inert(ours))
        assert read.tags == [("a", {"href": "/papers/1?start=1&end=2#q1", "title": "a*b"})]
        assert unescape(read.text) == "[1]"


class TestDoor:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/"),
            ("HEAD", "/"),
            ("GET", "/theme.css"),
            ("GET", "/assets/index-abc_1.js"),
            ("POST", "/gradio_api/queue/join"),
            ("GET", "/gradio_api/queue/data"),
        ],
    )
    def test_what_the_page_uses_is_open(self, method: str, path: str) -> None:
        assert opens(method, path)

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "/"),
            ("POST", "/gradio_api/upload"),
            ("GET", "/gradio_api/file=/etc/passwd"),
            ("GET", "/gradio_api/file/etc/passwd"),
            ("GET", "/gradio_api/proxy=http://example.com"),
            ("GET", "/gradio_api/info"),
            ("GET", "/gradio_api/openapi.json"),
            ("POST", "/gradio_api/run/predict"),
            ("POST", "/gradio_api/api/predict"),
            ("POST", "/gradio_api/call/reply"),
            ("POST", "/gradio_api/component_server"),
            ("GET", "/gradio_api/deep_link"),
            ("GET", "/monitoring"),
            ("POST", "/login"),
            ("GET", "/assets/../../etc/passwd"),
            ("GET", "/static/js/../../x"),
            ("DELETE", "/gradio_api/queue/join"),
            ("GET", "/custom_component/x"),
        ],
    )
    def test_everything_else_is_shut(self, method: str, path: str) -> None:
        assert not opens(method, path)

    def test_a_page_is_dressed_with_our_head_and_a_nonce_on_each_script_of_its_own(self) -> None:
        html = (
            '<html\n\tlang="en"\n><head><meta property="og:image" content="https://elsewhere.example/x.jpg" />'
            '<script>one()</script><script data-x>two()</script><script type="module" src="./a.js"></script></head>'
            '<body style="x"><gradio-app></gradio-app></body></html>'
        )
        dressed = dress(html, "NONCE")
        assert "elsewhere.example" not in dressed
        assert dressed.count('nonce="NONCE"') == 2
        assert 'lang="en-GB"' in dressed
        assert dressed.index("Skip to the main content") < dressed.index('id="main"') < dressed.index("<gradio-app>")
        assert '<noscript><p class="site-width">The chat needs JavaScript. <a href="/ask">' in dressed


@pytest.fixture(scope="module")
def live(sample_assistant: Assistant) -> Iterator[TestClient]:
    """The whole application, chat and model loaded."""
    with TestClient(make_app(sample_assistant)) as client:
        for _ in range(600):
            if client.get("/readyz").status_code == 200:
                break
            time.sleep(0.2)
        yield client


class TestServed:
    def test_the_page_is_gradios_within_ours_and_allows_only_its_own_scripts(self, live: TestClient) -> None:
        assert live.get("/readyz").json() == {"status": "ready"}
        shown = live.get("/")
        assert shown.status_code == 200
        policy = shown.headers["content-security-policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([\w-]+)'", policy)
        assert nonce
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", shown.text)
        assert inline and all(f'nonce="{nonce[1]}"' in tag for tag in inline)
        assert live.get("/").headers["content-security-policy"] != policy  # a nonce is used once
        assert "<gradio-app" in shown.text and "Council papers assistant" in shown.text
        assert not re.search(r"""(?:src|href|content)=["']https?://""", shown.text)

    def test_gradio_measures_nothing_and_keeps_no_history(self, live: TestClient) -> None:
        config = live.get("/config").json()
        assert config["analytics_enabled"] is False
        assert config["run_history"] is False
        assert config["show_error"] is False

    def test_nothing_can_be_uploaded(self, live: TestClient) -> None:
        sent = live.post("/gradio_api/upload", files={"files": ("x.txt", b"x")})
        assert sent.status_code == 404

    def test_what_is_being_answered_when_the_server_ends_is_finished(self, sample_assistant: Assistant) -> None:
        begun, let = threading.Event(), threading.Event()

        class Slow:
            def answer(self, question: Question, reader: Reader) -> Answer:
                begun.set()
                assert let.wait(60)
                return sample_assistant.answerer.answer(question, reader)

        server = server_for(replace(sample_assistant, answerer=Slow()))
        with listen("127.0.0.1", 0) as listening, ThreadPoolExecutor(2) as pool:
            running = pool.submit(server.run, sockets=[listening])
            address = f"{address_of(listening)}api/ask"
            asked = pool.submit(httpx.post, address, json={"question": TRUSSES}, timeout=60)
            assert begun.wait(60)
            server.should_exit = True
            time.sleep(0.5)  # the server has seen it by now
            assert not asked.done()
            let.set()
            assert "trusses" in asked.result(60).json()["text"]
            running.result(60)

    def test_a_page_of_another_name_is_ours(self, live: TestClient) -> None:
        assert live.get("/nothing", headers={"accept": "text/html"}).status_code == 404
        assert live.get("/papers").status_code == 200
