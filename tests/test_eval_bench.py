"""The bench measures what it says: against hand-made answers, planted vectors and a process of known size."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from corpus.errors import InvalidInput
from corpus.readers.pdf_structure import PdfStructure
from eval.__main__ import main
from eval.bench.askers import Asked, ask, compared
from eval.bench.measured import Measured, bench_table, medians_in_turns
from eval.bench.memory import _resident, joined_pack
from eval.bench.parts import parts_named
from eval.bench.plain_scan import PlainScan
from eval.bench.taking_in import measure_ingest
from eval.bench.vectors import grown, measure_vectors
from index.hashing import HashingEmbedder

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "papers"


def test_jobs_are_done_in_turns_and_their_median_taken() -> None:
    done: list[str] = []
    took = medians_in_turns([{"a": lambda: done.append("a"), "b": lambda: done.append("b")}] * 3)
    assert done == ["a", "b"] * 3
    assert set(took) == {"a", "b"} and all(seconds >= 0 for seconds in took.values())


def test_a_figure_beyond_its_bar_says_so() -> None:
    table = bench_table([Measured("x", 2.0, "", most=1.0), Measured("y", 2.0, "", least=1.0), Measured("z", 2.0, "")])
    assert [row[3] for row in table.rows] == ["NO", "yes", "-"]


def test_the_plain_scan_ranks_by_inner_product_and_counts_what_was_missed() -> None:
    scan = PlainScan(np.array([7, 8, 9, 9], np.int64), np.array([[1, 0], [0.6, 0.8], [0, 1], [0.8, 0.6]], np.float32))
    question = np.array([1, 0], dtype=np.float32)
    assert [id_ for id_, _ in scan.nearest(question, 3)] == [7, 9, 8]
    inside = np.array([False, True, True, True])
    assert [id_ for id_, _ in scan.nearest(question, 1, inside)] == [9]
    assert scan.recall(question, {7, 8}, k=2) == 0.5
    assert scan.recall(question, {7, 9}, k=2) == 1.0


def test_grown_vectors_lie_around_the_real_ones() -> None:
    real = np.eye(4, 64, dtype=np.float32)
    vectors = grown(real, 500)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-3)
    assert (vectors @ real.T).max(axis=1) == pytest.approx(1 / np.hypot(1, 0.5), abs=0.1)


def test_many_vectors_are_measured_with_what_they_take() -> None:
    found = {one.name: one for one in measure_vectors(np.eye(8, 64, dtype=np.float32), list(np.eye(3, 64)), 2_000)}
    assert found["recall@10, 100.0% allowed"].value == 1.0
    assert found["recall@10, 0.1% allowed"].value == 1.0
    assert 4 * 64 < found["bytes a vector"].value < 5 * 64  # float32 and an id, up to the limit of exact search


def test_ingest_is_measured_against_the_very_texts_that_it_embeds(tmp_path: Path) -> None:
    (tmp_path / "oaks.txt").write_text(
        "Parks Committee\n\n1. Oaks\nThe committee noted that forty oaks were planted.\n"
    )
    [measured] = measure_ingest(tmp_path, HashingEmbedder(), rounds=2)
    assert measured.value > 1
    assert "1 passages, 2 rounds" in measured.how


def test_a_joined_pack_has_the_pages_asked_for() -> None:
    pack = PdfStructure(joined_pack(SAMPLES / "cabinet_2025-06-10", 50))
    assert pack.page_count() == 50
    with pytest.raises(InvalidInput, match="no PDFs"):
        joined_pack(SAMPLES.parent / "drafts", 50)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_the_memory_of_a_process_includes_what_it_starts() -> None:
    big = "held = bytearray(80 << 20); print(flush=True); input()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {big!r}])"
    with subprocess.Popen([sys.executable, "-c", outer], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        held = _resident(process.pid)
        process.communicate(b"\n")
    assert 80 << 20 < held < 140 << 20
    assert _resident(process.pid) == 0


class _Server(BaseHTTPRequestHandler):
    """Says once to each question that it is to come again, then answers; one question it always fails."""

    seen: ClassVar[set[str]] = set()

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))["question"]
        status = 500 if question == "broken" else 200 if question in self.seen else 503
        self.seen.add(question)
        body = json.dumps({"text": question.upper(), "took_ms": len(self.seen)}).encode()
        self.send_response(status)
        if status == 503 and question != "silent":
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is written to the tests' output."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("question", "told_when"), [("bins", True), ("silent", False)])
def test_an_asker_who_is_told_to_come_again_does(address: str, question: str, told_when: bool) -> None:
    asked = ask(address, question)
    assert (asked.answer, asked.told_to_wait, asked.told_when) == ({"text": question.upper()}, 1, told_when)


def test_a_question_that_fails_is_lost(address: str) -> None:
    assert ask(address, "broken").answer is None


def test_what_was_lost_or_came_out_differently_is_counted() -> None:
    alone = [Asked({"text": text}, 1.0, 0, True) for text in ("a", "b", "c")]
    together = [
        Asked({"text": "a"}, 2.0, 1, True),
        Asked({"text": "not b"}, 4.0, 1, False),
        Asked(None, 6.0, 0, True),
    ]
    found = {one.name: one.value for one in compared(alone, together)}
    assert found["questions lost"] == found["answers that differ from those alone"] == 1
    assert found["told to come again, not when"] == 1
    assert found["median ms of those at once"] == 4_000
    assert found["time of all at once / one after another"] == 2.0


def test_an_unknown_part_is_wrong_input() -> None:
    assert parts_named(["memory", "steps"]) == ["steps", "memory"]
    with pytest.raises(InvalidInput, match="there are: steps, ingest"):
        parts_named(["poetry"])


def test_the_steps_are_measured_over_the_sample_papers(
    sample_assistant: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    evidence = [[{"file": "x.pdf", "page": 1, "quote": "it costs"}]]
    case = {"id": "1", "question": "What is Larchfield to cost?", "kind": "number", "evidence": evidence, "facts": []}
    questions.write_text(json.dumps(case))
    data = str(sample_assistant.settings.data)
    with pytest.raises(SystemExit):
        main(["bench", "--data", data, "--questions", str(questions), "--only", "steps"])
    told = capsys.readouterr().out
    assert "search / embedding" in told and "answer / embedding" in told
    assert re.search(r"same first ten +1\.00 +at least 0\.98 +yes", told)
