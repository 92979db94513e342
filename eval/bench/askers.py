"""Many people asking at once over HTTP: nobody's question is lost, and nobody gets another answer than alone."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Barrier
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from eval.bench.measured import Measured
from eval.intervals import percentile

ASKERS = 32
_PATIENCE_S = 120
_START_S = 300
_PER_ASK = {"took_ms"}  # what may differ from one asking to the next


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked: the answer, None where there was none, the seconds until it came, how often it was told to
    come again, and whether each time it was told when."""

    answer: dict[str, Any] | None
    took_s: float
    told_to_wait: int
    told_when: bool


def ask(address: str, question: str, start: Barrier | None = None) -> Asked:
    """Asks until there is an answer, as often as it is told to come again (503)."""
    request = Request(f"{address}/api/ask", json.dumps({"question": question}).encode())
    request.add_header("content-type", "application/json")
    if start:
        start.wait()
    started, waits, told_when = time.perf_counter(), 0, True
    while time.perf_counter() - started < _PATIENCE_S:
        try:
            with urlopen(request, timeout=_PATIENCE_S) as reply:
                answer = json.load(reply)
            return Asked(_lasting(answer), time.perf_counter() - started, waits, told_when)
        except HTTPError as error:
            after = error.headers.get("Retry-After")
            if error.code != 503:
                break
            waits, told_when = waits + 1, told_when and after is not None
            time.sleep(float(after or 1))
        except (URLError, TimeoutError, ConnectionError):
            break
    return Asked(None, time.perf_counter() - started, waits, told_when)


def measure_askers(data: Path, questions: Sequence[str], askers: int = ASKERS) -> list[Measured]:
    """Each asker one of the `questions`: first alone, one after another, then all at once.

    Raises RuntimeError where one has no answer even alone, as there is nothing to compare then."""
    texts = [questions[number % len(questions)] for number in range(askers)]
    with served(data) as address:
        ask(address, texts[0])
        alone = [_asked_alone(address, text) for text in texts]
        barrier = Barrier(askers)
        with ThreadPoolExecutor(askers) as pool:
            together = list(pool.map(lambda text: ask(address, text, barrier), texts))
    return compared(alone, together)


def _asked_alone(address: str, text: str) -> Asked:
    asked = ask(address, text)
    if asked.answer is None:
        raise RuntimeError(f"asked alone, {text!r} has no answer; see what council serve says to it")
    return asked


def compared(alone: Sequence[Asked], together: Sequence[Asked]) -> list[Measured]:
    """What was lost, what came out differently, and how long it took."""
    lost = sum(one.answer is None for one in together)
    silent = sum(not one.told_when for one in together)
    different = sum(a.answer != b.answer for a, b in zip(alone, together, strict=True) if b.answer is not None)
    waits = sum(one.told_to_wait for one in together)
    waited = [one.took_s * 1_000 for one in together]
    slowest = percentile(waited, 95) or 0.0
    one = median(asked.took_s for asked in alone) * 1_000
    people = f"{len(together)} at once"
    return [
        Measured("questions lost", lost, f"{people}, {waits} times told to come again", 0),
        Measured("told to come again, not when", silent, "503 without Retry-After", 0),
        Measured("answers that differ from those alone", different, people, 0),
        Measured("median ms of those at once", median(waited), f"{one:.0f} alone, 95th percentile {slowest:,.0f}"),
        Measured(
            "time of all at once / one after another",
            max(waited) / sum(asked.took_s * 1_000 for asked in alone),
            f"{max(waited):,.0f} ms until the last has an answer",
        ),
    ]


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a `council serve` over `data`, ready to answer. Raises RuntimeError where it does not start."""
    command = [sys.executable, "-m", "ui", "serve", "--data", str(data), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        told = next((line for line in server.stdout if "http://" in line), "")
        found = re.search(r"http://[\w.:\[\]]+", told)
        if not found:
            raise RuntimeError(f"council serve does not start (exit code {server.wait()}); run it by hand to see why")
        address = found[0].rstrip("/")
        _wait_until_ready(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_until_ready(address: str) -> None:
    ends = time.monotonic() + _START_S
    while time.monotonic() < ends:
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"council serve is not ready after {_START_S} s")


def _lasting(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in _PER_ASK}
