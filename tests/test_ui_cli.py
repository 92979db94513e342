"""The `council` command: what it prints and where, and its exit codes."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import InvalidInput
from ui import cli
from ui.listening import address_of, listen
from ui.replies import AnswerOut, PapersOut
from ui.terminal import safe

ROOT = Path(__file__).resolve().parents[1]
COUNCIL = [sys.executable, "-m", "ui"]
PARKING = """Eastmoor Borough Council
Cabinet
Minutes of the meeting of the Cabinet held on Tuesday 4 March 2025.

12. Parking charges

The Leader moved the report. RESOLVED: That the charge for a resident's permit be £72 a year from 1 June 2025.
"""
TREES = """Eastmoor Borough Council
Environment Committee
Report to the Environment Committee held on Monday 9 June 2025.

Recommendations

That the committee agrees to plant 400 oak trees along the canal.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two papers, both by their council's own account."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "papers").mkdir()
    (folder / "papers" / "parking.txt").write_text(PARKING, encoding="utf-8")
    (folder / "papers" / "trees.txt").write_text(TREES, encoding="utf-8")
    assert cli.run(["ingest", str(folder / "papers"), "--data", str(folder / "data")]) == 0
    return folder / "data"


@pytest.fixture
def council(capfd: pytest.CaptureFixture[str], held: Path) -> "Council":
    return Council(capfd, held)


class Council:
    """Runs the command over the two papers."""

    def __init__(self, capfd: pytest.CaptureFixture[str], data: Path) -> None:
        self._capfd = capfd
        self.data = data

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        self._capfd.readouterr()
        code = cli.run([*arguments, "--data", str(self.data)])
        printed = self._capfd.readouterr()
        return code, printed.out, printed.err


class TestAsking:
    def test_an_answer_is_printed_with_its_sources(self, council: Council) -> None:
        code, out, err = council("ask", "How much is a resident's permit?")
        assert code == 0
        assert "£72 a year from 1 June 2025. [1]" in out
        assert re.search(r"^\[1\] .*Cabinet, 4 March 2025", out, re.MULTILINE)
        assert "parking.txt" in out
        assert "council:" not in err

    def test_json_is_the_same_as_the_apis(self, council: Council) -> None:
        code, out, _ = council("ask", "How much is a resident's permit?", "--json")
        assert code == 0
        answer = AnswerOut.model_validate_json(out)
        assert "£72" in answer.citations[0].quote
        assert json.loads(out)["citations"][0]["url"].startswith("/papers/")

    def test_what_the_papers_do_not_say_ends_with_1(self, council: Council) -> None:
        code, out, _ = council("ask", "Who keeps the lighthouse at the harbour mouth?")
        lines = out.splitlines()
        assert code == 1
        assert lines[:3] == [
            "The papers held do not say.",
            "Looked for: a name, on: keeps, lighthouse, harbour, mouth.",
            "Held: papers of Cabinet of 4 March 2025, of Environment Committee of 9 June 2025.",
        ]
        assert lines[4] == "Not an answer, but nearest:"
        assert "parking.txt" in out

    def test_names_understood_are_told_and_can_be_left_out(self, council: Council) -> None:
        question = "What charge did Cabinet agree for a resident's permit on 4 March 2025?"
        _, out, _ = council("ask", question)
        first, *_ = out.splitlines()
        assert first.startswith("(Searched only papers of: Cabinet; meetings on 4 March 2025.")
        assert first.endswith("To ask without: --ignore committee --ignore meeting)")
        _, out, _ = council("ask", "--ignore", "committee", "--ignore", "meeting", question)
        assert "Searched only" not in out
        assert "£72 a year" in out

    def test_a_part_that_the_papers_do_not_answer_is_named(self, council: Council) -> None:
        code, out, _ = council("ask", "How much is a resident's permit and how many councillors voted for it?")
        assert code == 0
        assert "The papers held do not answer: How many councillors voted for it?" in out
        assert "£72 a year from 1 June 2025. [1]" in out

    def test_filters_narrow(self, council: Council) -> None:
        code, out, _ = council("ask", "How much is a resident's permit?", "--since", "2025-06-01")
        assert "£72" not in out
        code, out, _ = council("search", "oak trees", "--committee", "environment committee", "--kind", "report")
        assert code == 0 and "400 oak trees" in out

    def test_a_search_gives_no_more_than_k_passages_in_any_mode(self, council: Council) -> None:
        for mode in ("hybrid", "dense", "keyword"):
            code, out, _ = council("search", "trees along the canal", "-k", "1", "--mode", mode, "--json")
            passages = json.loads(out)["passages"]
            assert code == 0 and len(passages) == 1 and "400 oak trees" in passages[0]["text"]

    def test_a_search_that_finds_nothing_ends_with_1(self, council: Council) -> None:
        assert council("search", "zeppelin", "--mode", "keyword")[:2] == (1, "")


class TestPapers:
    def test_the_papers_are_listed(self, council: Council) -> None:
        code, out, _ = council("papers")
        lines = out.splitlines()
        assert code == 0 and len(lines) == 2
        assert re.match(r"[0-9a-f]{16}  2025-06-09  report ", lines[0])
        assert re.match(r"[0-9a-f]{16}  2025-03-04  minutes ", lines[1])

    def test_the_list_can_be_narrowed_and_read_by_programs(self, council: Council) -> None:
        _, out, _ = council("papers", "--until", "2025-05-01", "--json")
        listed = PapersOut.model_validate_json(out)
        assert listed.total == 1 and listed.papers[0].source.endswith("parking.txt")

    def test_a_whole_folder_has_nothing_wrong(self, council: Council) -> None:
        assert council("doctor")[:2] == (0, "nothing is wrong\n")
        assert json.loads(council("doctor", "--json")[1]) == {"findings": [], "refused": []}


class TestIngesting:
    def test_it_says_what_became_of_each_file(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "good.txt").write_text(TREES, encoding="utf-8")
        (tmp_path / "empty.pdf").write_bytes(b"")
        data = str(tmp_path / "data")
        arguments = ["ingest", str(tmp_path / "good.txt"), str(tmp_path / "empty.pdf"), "--data", data]
        assert cli.run([*arguments, "--json"]) == 1
        printed = capfd.readouterr()
        report = json.loads(printed.out)
        assert [(Path(file["source"]).name, file["outcome"]) for file in report["files"]] == [
            ("good.txt", "added"),
            ("empty.pdf", "refused"),
        ]
        assert "empty" in report["files"][1]["reason"]
        assert report["totals"]["added"] == report["totals"]["refused"] == 1
        assert re.search(r"^refused: .*empty\.pdf", printed.err, re.MULTILINE)
        assert cli.run(arguments[:2] + arguments[3:]) == 0
        assert capfd.readouterr().out.startswith("1 unchanged")
        assert cli.run(["doctor", "--data", data]) == 0
        assert re.search(r"^not read: .*empty\.pdf: .*empty", capfd.readouterr().out, re.MULTILINE)

    def test_what_is_said_of_papers_goes_before_what_they_say(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "notes.txt").write_text("The bridge opens in May.", encoding="utf-8")
        said = ["--council", "Otherby Council", "--committee", "Bridges Board", "--date", "2024-02-29"]
        said += ["--kind", "decision", "--title", "Opening the bridge", "--access", "exempt"]
        data = str(tmp_path / "data")
        assert cli.run(["ingest", str(tmp_path / "notes.txt"), "--data", data, *said]) == 0
        assert cli.run(["papers", "--data", data]) == 0
        assert "bridge" not in capfd.readouterr().out  # exempt: not for this reader
        assert cli.run(["ingest", str(tmp_path / "notes.txt"), "--data", data, *said[:-1], "public"]) == 0
        capfd.readouterr()
        assert cli.run(["papers", "--data", data, "--json"]) == 0
        paper = json.loads(capfd.readouterr().out)["papers"][0]
        assert (paper["council"], paper["committee"], paper["meeting_date"], paper["kind"], paper["title"]) == (
            "Otherby Council", "Bridges Board", "2024-02-29", "decision", "Opening the bridge",
        )  # fmt: skip

    def test_a_paper_removed_no_longer_answers(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "trees.txt").write_text(TREES, encoding="utf-8")
        data = ["--data", str(tmp_path / "data")]
        assert cli.run(["ingest", str(tmp_path / "trees.txt"), *data]) == 0
        capfd.readouterr()
        assert cli.run(["papers", "--json", *data]) == 0
        paper_id = json.loads(capfd.readouterr().out)["papers"][0]["paper_id"]
        assert cli.run(["remove", paper_id, *data]) == 0
        assert paper_id in capfd.readouterr().out
        assert cli.run(["search", "oak", "--mode", "keyword", *data]) == 1
        assert cli.run(["remove", paper_id, *data]) == 1
        assert paper_id in capfd.readouterr().err


WRONG = {
    "no question": (["ask"], 2, "QUESTION"),
    "empty question": (["ask", ""], 2, "empty"),
    "unknown command": (["frobnicate"], 2, "frobnicate"),
    "unknown option": (["ask", "x", "--colour", "red"], 2, "--colour"),
    "no such day": (["papers", "--since", "2025-02-30"], 2, "2025-02-30"),
    "days the wrong way round": (["papers", "--since", "2025-02-01", "--until", "2025-01-01"], 2, "swap"),
    "no such kind": (["papers", "--kind", "poem"], 2, "minutes"),
    "k too large": (["search", "x", "-k", "101"], 2, "100"),
    "no such committee": (["ask", "x", "--committee", "Moon"], 1, "Cabinet"),
    "no such paper": (["remove", "0123456789abcdef"], 1, "0123456789abcdef"),
    "no such file": (["ingest", "no/such/file.pdf"], 2, "no/such/file.pdf"),
    "port that is none": (["serve", "--port", "99999"], 2, "65535"),
}


class TestErrors:
    @pytest.mark.parametrize(("arguments", "code", "said"), WRONG.values(), ids=WRONG.keys())
    def test_an_error_is_one_line_on_stderr(self, council: Council, arguments: list[str], code: int, said: str) -> None:
        ended, out, err = council(*arguments)
        assert (ended, out) == (code, "")
        assert err.startswith("council: ") and err.count("\n") == 1
        assert said.casefold() in err.casefold()

    def test_a_folder_without_papers_says_how_to_add_some(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.run(["papers", "--data", str(tmp_path)]) == 1
        assert "council ingest" in capfd.readouterr().err

    def test_a_wrong_setting_is_named(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("COUNCIL_PORT", "many")
        assert cli.run(["serve"]) == 2
        assert "COUNCIL_PORT" in capfd.readouterr().err

    def test_a_fault_is_told_without_a_stack_trace(self, tmp_path: Path) -> None:
        (tmp_path / "eval").mkdir()
        (tmp_path / "eval" / "__init__.py").touch()
        (tmp_path / "eval" / "__main__.py").write_text("raise RuntimeError('broken inside')")
        environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
        done = subprocess.run([*COUNCIL, "eval"], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("council: ") and done.stderr.count("\n") == 1
        assert "broken inside" in done.stderr

    def test_papers_cannot_steer_the_terminal(self) -> None:
        assert safe("a\x1b[2Jb\x07\x9bc\n\td") == "a\ufffd[2Jb\ufffd\ufffdc\n\td"

    def test_a_reader_that_has_seen_enough_is_no_error(self, held: Path) -> None:
        command = f"{sys.executable} -m ui search trees -k 50 --mode keyword --json --data {held} | head -c 1"
        done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.stdout == "{"
        assert "Traceback" not in done.stderr and "Error" not in done.stderr


class TestHelp:
    def test_every_command_is_there_and_explained(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert cli.run(["--help"]) == 0
        shown = capfd.readouterr().out
        for name in ("ingest", "ask", "search", "papers", "remove", "doctor", "serve", "eval"):
            assert re.search(rf"^[│ ]+{name} +\S", shown, re.MULTILINE)

    def test_eval_is_the_measurements_own_command(self, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.run(["eval", "--help"])
        assert ended.value.code == 0
        assert "Measure search and answers" in capfd.readouterr().out


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(held: Path, port: int, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    log = (tmp_path / "log").open("w+")
    command = [*COUNCIL, "serve", "--data", str(held), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    yield process
    process.kill()
    process.wait()
    log.close()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answered:
            return answered.status, answered.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


class TestServing:
    def test_it_listens_at_once_says_where_and_ends_cleanly(self, server: "subprocess.Popen[str]", port: int) -> None:
        assert server.stdout
        assert server.stdout.readline() == f"Council papers assistant: http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        status, told = get(f"http://127.0.0.1:{port}/readyz")
        assert (status, json.loads(told)["why"]) == (503, "still loading: the chat, the model")
        assert get(f"http://127.0.0.1:{port}/papers")[0] == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0

    def test_a_port_in_use_is_told_before_anything_is_loaded(
        self, port: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with listen("127.0.0.1", port):
            nowhere = str(tmp_path / "nothing")  # no papers there either, but the port is told first
            assert cli.run(["serve", "--data", nowhere, "--port", str(port)]) == 2
        told = capfd.readouterr().err
        assert f"port {port} is in use" in told and "--port" in told

    def test_a_free_port_can_be_had(self) -> None:
        with listen("127.0.0.1", 0) as listening:
            assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d+/", address_of(listening))
            with pytest.raises(InvalidInput):
                listen("127.0.0.1", listening.getsockname()[1])

    def test_it_listens_before_three_seconds_are_over_and_queues_who_comes_early(
        self, server: "subprocess.Popen[str]", port: int
    ) -> None:
        """No time is asserted (machines differ): what is asserted is that it listens before the model is imported."""
        while True:
            assert server.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.02)
        maps = Path(f"/proc/{server.pid}/maps")
        assert not maps.exists() or "libtorch" not in maps.read_text()
