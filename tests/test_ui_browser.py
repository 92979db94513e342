"""The chat and the pages in a real browser, over a real server: what a person sees, and what the browser is made to do.

One server holds a sample meeting and papers that attack whoever reads them.
"""

import re
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import MEETING, SAMPLES
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from corpus.types import Details
from index.ingest import ingest
from ui.listening import address_of, listen
from ui.server import serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)")

# As root, without a graphics card, and without the browser's own connections to its maker.
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=30_000)  # a machine may be busy
PICTURES_LOADED = "[...document.querySelectorAll('.picture img')].every((i) => i.complete && i.naturalWidth)"
TRUSSES = "How many of the roof trusses are corroded?"
LIGHTHOUSE = "How was the lighthouse painted?"
ATTACK = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)></svg>"
    "[click](javascript:alert(4)) ![x](x) **bold** `code` $$x^2$$ {{7*7}} ${7*7} </div></textarea><b>end</b>"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server is; it is ready."""
    folder = tmp_path_factory.mktemp("browser")
    hostile = folder / "lighthouse.txt"
    hostile.write_text(f"The lighthouse was painted in stripes by {ATTACK} and by nobody else.", encoding="utf-8")
    assistant = open_assistant(Settings(data=folder / "data"), create=True)
    ingest([SAMPLES / name for name in MEETING[:2]], assistant.catalogue, assistant.embedder)
    named = Details(title=f"Stripes {ATTACK}", committee=f"Lights {ATTACK}")
    ingest([hostile], assistant.catalogue, assistant.embedder, overrides=named)
    listening = listen("127.0.0.1", 0)
    where = address_of(listening).rstrip("/")
    threading.Thread(target=serve, args=(assistant, listening), daemon=True).start()
    _wait_until_ready(where)
    yield where


def _wait_until_ready(where: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{where}/readyz", timeout=10):
                return
        except (urllib.error.HTTPError, OSError):
            time.sleep(0.2)
    pytest.fail("the server is not ready after two minutes")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page, and everything the browser did that it should not have done."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.page: Page = browser.new_context(base_url=address, **options).new_page()
        self.page.set_default_timeout(60_000)
        self.wrong: list[str] = []
        self.page.on("request", lambda r: self._note(r.url.startswith((address, "data:", "blob:")), f"asked {r.url}"))
        self.page.on("console", lambda m: self._note(m.type not in ("error", "warning"), f"console: {m.text}"))
        self.page.on("pageerror", lambda error: self._note(False, f"error: {error}"))
        self.page.on("dialog", self._dismiss)

    def _note(self, right: bool, what: str) -> None:
        if not right:
            self.wrong.append(what)

    def _dismiss(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def ask(self, question: str) -> None:
        """Asks in the chat, and waits for the answer."""
        before = self.page.locator("#talk .answer, #talk .wrong").count()
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#talk .answer, #talk .wrong")).to_have_count(before + 1, timeout=60_000)
        expect(self.page.locator("#talk .waiting")).to_have_count(0)


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address)
    yield watched
    assert not watched.wrong
    watched.page.context.close()


@pytest.fixture
def chat(watched: Watched) -> Watched:
    watched.page.goto("/")
    watched.page.locator("#question textarea").wait_for()
    return watched


def wait_for_pictures(page: Page) -> None:
    """Asks again and again from outside: the page's own policy lets no script of ours wait inside it."""
    for _ in range(300):
        if page.evaluate(PICTURES_LOADED):
            return
        page.wait_for_timeout(100)
    pytest.fail("a picture did not load")


class TestChat:
    def test_an_answer_leads_to_its_quote_on_the_page_in_a_new_tab(self, chat: Watched) -> None:
        chat.ask(TRUSSES)
        statement = chat.page.locator("#talk .statement").first
        expect(statement).to_contain_text("trusses")
        expect(chat.page.locator("#talk .sources")).to_contain_text("15 July 2025")
        with chat.page.context.expect_page() as opened:
            statement.locator("a.mark").first.click()
        page = opened.value
        expect(page.locator("mark#q1")).to_be_visible()
        assert page.url.endswith("#q1")
        quoted = " ".join((page.locator("mark#q1").text_content() or "").split())
        assert quoted in " ".join((statement.text_content() or "").split())
        picture = page.locator(".picture img").first
        picture.scroll_into_view_if_needed()
        wait_for_pictures(page)

    def test_the_examples_can_be_asked_with_a_click(self, chat: Watched) -> None:
        example = chat.page.get_by_role("button", name="Future of Larchfield Leisure Centre")
        example.click()
        expect(chat.page.locator("#talk .asked")).to_contain_text("Future of Larchfield Leisure Centre")
        expect(chat.page.locator("#talk .sources")).to_be_visible()

    def test_a_follow_up_knows_what_was_asked_before(self, chat: Watched) -> None:
        chat.ask(TRUSSES)
        chat.ask("Why?")
        expect(chat.page.locator("#talk .searched-as").last).to_contain_text(f"{TRUSSES} Why?")
        chat.page.get_by_role("button", name="Edit the question as searched").click()
        expect(chat.page.locator("#question textarea")).to_have_value(f"{TRUSSES} Why?")
        chat.page.get_by_role("button", name="New conversation").click()
        expect(chat.page.locator("#talk .asked")).to_have_count(0)
        chat.ask("Why?")
        expect(chat.page.locator("#talk")).not_to_contain_text("Searched as")
        expect(chat.page.get_by_role("button", name="Edit the question as searched")).to_have_count(0)

    def test_a_question_asked_before_the_answer_is_there_waits_its_turn(self, chat: Watched) -> None:
        box, enter = chat.page.locator("#question textarea"), chat.page.keyboard.press
        for question in (TRUSSES, LIGHTHOUSE):
            box.fill(question)
            enter("Enter")
            expect(chat.page.locator("#talk .asked").last).to_have_text(question, timeout=60_000)
        expect(chat.page.locator("#talk .asked")).to_have_text([TRUSSES, LIGHTHOUSE])
        expect(chat.page.locator("#talk .answer, #talk .wrong")).to_have_count(2)
        expect(chat.page.locator("#talk .waiting")).to_have_count(0)

    def test_an_empty_box_asks_nothing_and_the_conversation_stays(self, chat: Watched) -> None:
        chat.ask(TRUSSES)
        chat.page.locator("#question textarea").press("Enter")
        chat.page.wait_for_timeout(2_000)  # nothing tells that nothing was to be shown
        expect(chat.page.locator("#talk .asked")).to_have_text([TRUSSES])
        expect(chat.page.locator("#talk .answer")).to_have_count(1)

    def test_a_name_understood_can_be_unticked(self, chat: Watched) -> None:
        chat.ask("What did Lights say about the lighthouse?")
        expect(chat.page.get_by_role("checkbox")).to_have_count(0)
        chat.ask("What did the Cabinet decide on the Larchfield Leisure Centre on 15 July 2025?")
        names = chat.page.get_by_role("checkbox", name="Cabinet")
        expect(names).to_be_checked()
        names.uncheck()
        expect(names).not_to_be_checked()
        expect(chat.page.locator("#talk .asked")).to_have_count(2)
        expect(chat.page.locator("#talk .waiting")).to_have_count(0)
        expect(chat.page.locator("#talk .answer").last.locator(".sources")).to_be_visible()

    def test_where_nothing_answers_the_nearest_is_shown_as_no_answer(self, chat: Watched) -> None:
        chat.ask("When is the zoo's new elephant house opening to schools?")
        if chat.page.locator("#talk .statement").count() == 0:
            expect(chat.page.locator("#talk .not-found")).to_contain_text("Looked for: a date")
            expect(chat.page.locator("#talk .nearest")).to_contain_text("Not an answer, but nearest:")

    def test_committee_and_dates_narrow(self, chat: Watched) -> None:
        chat.page.get_by_label("Meetings to, year-month-day").fill("1999-12-31")
        chat.page.keyboard.press("Tab")
        chat.ask(TRUSSES)
        expect(chat.page.locator("#talk .not-found")).to_contain_text("No papers are held within these filters")
        chat.page.get_by_label("Meetings to, year-month-day").fill("")
        chat.page.keyboard.press("Tab")
        chat.page.get_by_role("combobox", name="Committee").click()
        chat.page.get_by_role("option", name="Cabinet").click()
        chat.ask(TRUSSES)
        expect(chat.page.locator("#talk .statement").first).to_contain_text("trusses")

    def test_what_cannot_be_asked_is_told_and_can_be_mended(self, chat: Watched) -> None:
        chat.ask("?!")
        expect(chat.page.locator("#talk .wrong")).to_contain_text("The question is empty")
        expect(chat.page.locator("#question textarea")).to_have_value("?!")

    def test_attacks_in_questions_and_papers_stay_text(self, chat: Watched) -> None:
        chat.ask(ATTACK)
        chat.ask(LIGHTHOUSE)
        log = chat.page.locator("#talk")
        shown = " ".join((log.locator(".asked").first.text_content() or "").split())
        assert shown == " ".join(ATTACK.split())
        expect(log.locator(".sources").last).to_contain_text("<script>alert(1)</script>")
        expect(log.locator(".quote", has_text="**bold** `code` $$x^2$$ {{7*7}} ${7*7}").last).to_be_visible()
        inside = log.locator(".message-content, .prose")
        assert inside.locator("script, img, svg, b, strong, code, .katex, a[href^='javascript']").count() == 0
        chat.page.wait_for_timeout(500)  # whatever would run has run by now

    def test_it_is_in_british_english_and_light_and_says_its_parts(self, chat: Watched) -> None:
        page = chat.page
        assert page.evaluate("document.documentElement.lang") == "en-GB"
        assert page.title() == "Council papers assistant"
        chat.ask(TRUSSES)
        expect(page.get_by_role("log")).to_contain_text("trusses")
        assert page.locator("[data-testid='bot'][aria-label], [data-testid='user'][aria-label]").count() == 0
        unnamed = page.evaluate(
            "[...document.querySelectorAll('input, textarea, select')].filter((f) => f.checkVisibility()"
            " && !f.getAttribute('aria-label') && !(f.labels && f.labels.length)).map((f) => f.outerHTML)"
        )
        assert unnamed == []

    def test_the_beginning_of_an_answer_is_in_view(self, chat: Watched) -> None:
        chat.ask(TRUSSES)
        chat.ask("What was decided on the Future of Larchfield Leisure Centre in July 2025?")
        expect(chat.page.locator("#talk .asked").last).to_be_in_viewport()


class TestDark:
    def test_a_person_who_prefers_dark_gets_colours_that_can_be_read(self, browser: Browser, address: str) -> None:
        watched = Watched(browser, address, color_scheme="dark")
        watched.page.goto("/")
        watched.page.locator("#question textarea").wait_for()
        watched.ask(TRUSSES)
        expect(watched.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(watched.page.locator("#talk .statement").first).to_have_css("color", "rgb(22, 36, 43)")
        assert not watched.wrong
        watched.page.context.close()


class TestPages:
    @pytest.mark.parametrize("path", ["/ask", "/papers", "/docs", "/"])
    @pytest.mark.parametrize("width", [320, 1280])
    def test_nothing_runs_off_the_side(self, browser: Browser, address: str, path: str, width: int) -> None:
        """WCAG 2.2, 1.4.10: at 320 CSS pixels nothing needs to be scrolled sideways."""
        watched = Watched(browser, address, viewport={"width": width, "height": 800})
        watched.page.goto(path)
        if path == "/":
            watched.page.locator("#question textarea").wait_for()
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        assert not watched.wrong
        watched.page.context.close()

    def test_everything_works_without_javascript(self, browser: Browser, address: str) -> None:
        watched = Watched(browser, address, java_script_enabled=False)
        page = watched.page
        page.goto("/")
        page.get_by_role("link", name="Ask without it").click()
        page.get_by_label("Question").fill(TRUSSES)
        page.get_by_role("button", name="Ask").click()
        expect(page.locator(".statement").first).to_contain_text("trusses")
        assert re.search(r"/papers/[0-9a-f]{16}/pages/\d+", page.locator("a.mark").first.get_attribute("href") or "")
        page.goto(page.locator("a.mark").first.get_attribute("href") or "")
        expect(page.locator("mark#q1")).to_be_visible()
        page.get_by_role("link", name="Papers", exact=True).first.click()
        page.get_by_label("Kind").select_option("minutes")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".papers li")).to_have_count(1)
        assert not watched.wrong
        watched.page.context.close()

    def test_the_keyboard_reaches_the_content_first(self, watched: Watched) -> None:
        watched.page.goto("/papers")
        watched.page.keyboard.press("Tab")
        skip = watched.page.locator("a.skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        watched.page.keyboard.press("Enter")
        watched.page.keyboard.press("Tab")
        expect(watched.page.locator("main select, main a").first).to_be_focused()

    def test_the_boxes_lie_over_the_quote(self, watched: Watched) -> None:
        page = watched.page
        page.goto("/ask?q=How+many+of+the+roof+trusses+are+corroded%3F")
        page.goto(page.locator("a.mark").first.get_attribute("href") or "")
        wait_for_pictures(page)
        picture, boxes = page.evaluate(  # both at one moment: the page may still be scrolling to the quote
            "[...document.querySelectorAll('.picture img')].map((i) => i.getBoundingClientRect().toJSON())"
        )
        assert boxes == pytest.approx(picture)

    def test_attacks_in_papers_stay_text(self, watched: Watched) -> None:
        page = watched.page
        page.goto("/papers")
        page.get_by_role("link", name="Stripes").click()
        expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
        page.get_by_role("link", name="Read the text").click()
        expect(page.locator(".paper-text")).to_contain_text("painted in stripes")
        page.wait_for_timeout(300)
        assert page.locator("main script, main img[src='x'], main svg, main b").count() == 0


def test_text_stands_out_from_its_ground() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1. The pairs are those of `council.css`."""
    css = (Path(__file__).resolve().parents[1] / "ui" / "static" / "council.css").read_text(encoding="utf-8")
    colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))
    pairs = [("ink", "paper"), ("muted", "paper"), ("muted", "shade"), ("link", "paper"), ("link", "shade")]
    pairs += [("paper", "brand"), ("paper", "link"), ("ink", "mark"), ("wrong", "paper"), ("ink", "focus")]
    for ink, ground in pairs:
        assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
