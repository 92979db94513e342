"""A process at arm's length that parses files: what hangs, crashes or swells there is refused here."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import EncryptedPaper, UnreadablePaper
from corpus.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
# What a parser of strangers' files needs of our surroundings; keys and addresses are not among it.
_PASSED_ON = {"PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP"}
_PASSED_ON |= {"TESSDATA_PREFIX"}
_REQUESTS_EACH = 200  # then a new process begins: damage to C memory, and what leaked, end with the old one


class Worker:
    """One process, begun when first asked and again after each failure. Threads may share it; they take turns."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._answered = 0

    def ask(self, task: str, data: bytes, source: str, limits: Limits, **arguments: Any) -> bytes:
        """What `task` makes of the file `data`; `source` names it in errors.

        Raises UnreadablePaper (with the reason) where the task refuses it, crashes, or passes a limit.
        """
        with self._lock:
            process = self._ready()
            # The process keeps time itself; this clock is for a system without SIGALRM and for a stuck pipe.
            page_seconds = limits.page_seconds + (limits.recognition_seconds if arguments.get("recognise") else 0)
            longest = limits.seconds + page_seconds * limits.pages + 10
            clock = threading.Timer(longest, _kill, [process])
            clock.start()
            try:
                head, blob = _exchange(process, task, data, limits, arguments)
            except (OSError, ValueError, EOFError):
                raise UnreadablePaper(source, self._cause(limits)) from None
            finally:
                clock.cancel()
            self._answered += 1
        if "error" in head:
            _refuse(source, head["error"], head["reason"], limits)
        return blob

    def kill(self) -> None:
        """Ends the process without waiting for its answer; whoever waits for that gets UnreadablePaper."""
        process = self._process
        if process is not None and self._owner == os.getpid():
            _kill(process)

    def close(self) -> None:
        """Ends the process; the next question begins another."""
        with self._lock:
            self._end()

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():  # after a fork the process belongs to the parent
            self._process, self._owner = None, os.getpid()
        if self._answered >= _REQUESTS_EACH:
            self._end()
        if self._process is None or self._process.poll() is not None:
            self._process, self._answered = _begin(), 0
        return self._process

    def _end(self) -> int:
        """Ends the process and gives its exit code, negative for the signal that ended it."""
        process, self._process, self._answered = self._process, None, 0
        if process is None or self._owner != os.getpid():
            return 0
        code = process.poll()
        if process.stdin and process.stdout:
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
        try:
            code = process.wait(timeout=5) if code is None else code
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        _kill(process)
        return code

    def _cause(self, limits: Limits) -> str:
        code = self._end()
        if sys.platform != "win32" and code in (-signal.SIGALRM, -signal.SIGKILL):
            return (
                f"reading it took longer than the time allowed ({limits.seconds:g} s and more for each page); split it"
            )
        return f"the reader crashed on it (exit code {code}); open it in another program and save it again"


def _begin() -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(dict.fromkeys([str(_ROOT), *(entry for entry in sys.path if entry)]))
    command = [sys.executable, "-P", "-m", "corpus.readers.worker_process"]
    environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON} | {"PYTHONPATH": path}
    # A session of its own, so that Ctrl-C comes to us alone: to the process it would look like a file that crashes it.
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Ends a process at once, and the programs that it has begun."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _exchange(
    process: "subprocess.Popen[bytes]", task: str, data: bytes, limits: Limits, arguments: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    head = {"task": task, "arguments": arguments, "limits": asdict(limits), "size": len(data)}
    process.stdin.write(json.dumps(head).encode() + b"\n")
    process.stdin.write(data)
    process.stdin.flush()
    answer = json.loads(process.stdout.readline() or b"x")
    blob = process.stdout.read(answer["size"])
    if len(blob) != answer["size"]:
        raise EOFError
    return answer, blob


def _refuse(source: str, error: str, reason: str, limits: Limits) -> None:
    if error == "encrypted":
        raise EncryptedPaper(source, reason)
    if error == "memory":
        reason = f"reading it takes more than the {limits.memory // 2**20:,} MiB of memory allowed; split it"
    raise UnreadablePaper(source, reason)


def _close(pipe: Any) -> None:
    with contextlib.suppress(BrokenPipeError):  # the process may be gone already
        pipe.close()
