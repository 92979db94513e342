"""What README.md shows is what happens: its console blocks are run as they stand, and their output compared.

A block fenced as `console` holds commands after "$ " and, below each, what it prints ("…" stands for anything: in a
line for some words, alone on a line for some lines); an error is what is printed to stderr. Blocks fenced otherwise
install things or are examples of the reader's own, and are not run. `council serve` is left running for what follows.

The installed `council` is started for the server, for the first command that is to succeed and for the first that is to
fail. Its other commands go, in the words that bash makes of them, to the function that it starts with, in this process:
a start takes seconds and shows nothing more.
"""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.settings import Settings
from ui.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PORT = 7860  # the port that README.md speaks of; a free one stands in for it here
SERVE = "council serve"


class Step(NamedTuple):
    """A command and the lines it is shown to print (none: not shown)."""

    command: str
    printed: list[str]


def steps(text: str) -> list[Step]:
    """Every command of the console blocks, in order."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], []))
            elif goes_on(found[-1].command):
                found[-1] = Step(f"{found[-1].command}\n{line}", [])
            else:
                found[-1].printed.append(line)
    return found


def goes_on(command: str) -> bool:
    """Whether a shell would wait for another line of `command`."""
    try:
        shlex.split(command)
    except ValueError:  # an open quotation, or a backslash at the end
        return True
    return False


def looks_like(shown: list[str], printed: list[str]) -> bool:
    """Whether `printed` is what is `shown`: between the lines of "…" the shown lines stand, in their order."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == "…":
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return len(shown) == len(printed) and begins(shown, printed)
    at = len(parts[0])
    if not begins(parts[0], printed):
        return False
    for part in parts[1:-1]:
        while not begins(part, printed[at:]):
            at += 1
            if at > len(printed):
                return False
        at += len(part)
    last = len(printed) - len(parts[-1])
    return last >= at and begins(parts[-1], printed[last:])


def begins(shown: list[str], printed: list[str]) -> bool:
    """Whether `printed` begins with the lines `shown`."""
    return len(shown) <= len(printed) and all(
        re.fullmatch(re.escape(one).replace("…", ".*"), other) for one, other in zip(shown, printed, strict=False)
    )


@contextmanager
def serving(environment: dict[str, str], folder: Path) -> Iterator[None]:
    """`council serve`, ready to answer."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(SERVE.split(), env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        wait_until_ready(f"http://127.0.0.1:{environment['COUNCIL_PORT']}/readyz", server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server is not ready after two minutes")


@pytest.fixture
def environment() -> dict[str, str]:
    """A shell's environment in which the commands of this installation are found, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "COUNCIL_PORT": port, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}


class Printed(NamedTuple):
    """What became of a command."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands as a person would, in one folder and one environment."""

    def __init__(self, environment: dict[str, str], folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self._environment = environment
        self._folder = folder
        self._capfd = capfd
        self._started: set[bool] = set()

    def run(self, step: Step) -> None:
        """Runs a command. One that is shown to print an error must fail; any other must not."""
        command = step.command.replace(f":{PORT}", f":{self._environment['COUNCIL_PORT']}")
        fails = bool(step.printed) and step.printed[0].startswith("council: ")
        if command.startswith("council ") and not set(command) & set("|&;<>") and fails in self._started:
            done = self._called(command)
        else:
            done = self._shell(command)
            if command.startswith("council "):
                self._started.add(fails)
        assert (done.code != 0) == fails, f"$ {step.command}\n{done.out}{done.err}"
        if step.printed:
            printed = (done.err if fails else done.out).rstrip("\n")
            shown = "\n".join(step.printed)
            if not looks_like(step.printed, printed.split("\n")):
                pytest.fail(f"$ {step.command}\nprints\n{printed}\nbut shown is\n{shown}", pytrace=False)

    def _shell(self, command: str) -> Printed:
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            env=self._environment,
            cwd=self._folder,
            timeout=300,
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        return Printed(done.returncode, done.stdout, done.stderr)

    def _called(self, command: str) -> Printed:
        """Calls what the installed program calls, with the words that bash makes of `command`."""
        words = self._shell(f"printf '%s\\0' {command}").out.split("\0")[:-1]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self._folder)
            for name, value in self._environment.items():
                patch.setenv(name, value)
            self._capfd.readouterr()
            with pytest.raises(SystemExit) as ended:
                main(words[1:])
        return Printed(int(ended.value.code or 0), *self._capfd.readouterr())


def test_the_commands_do_what_the_readme_shows(
    tmp_path: Path, environment: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    shell = Shell(environment, tmp_path, capfd)
    found = steps(README)
    at = next(number for number, step in enumerate(found) if step.command == SERVE)
    for step in found[:at]:
        shell.run(step)
    with serving(environment, tmp_path):
        said = (tmp_path / "server.log").read_text().splitlines()[0]
        assert said.replace(environment["COUNCIL_PORT"], str(PORT)) == found[at].printed[0]
        for step in found[at + 1 :]:
            shell.run(step)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a … c"], ["a b c"], True),
        (["a … c"], ["a b d"], False),
        (["…", "b"], ["a", "b"], True),
        (["…", "b"], ["a", "b", "c"], False),
        (["a", "…", "c", "…"], ["a", "b", "c"], True),
        (["a", "…", "c", "…"], ["a", "b"], False),
        (["…", "c", "…", "b", "…"], ["a", "b", "c"], False),
    ],
)
def test_what_is_shown_is_compared_line_by_line(shown: list[str], printed: list[str], same: bool) -> None:
    assert looks_like(shown, printed) == same


def test_every_setting_is_in_the_table_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        default = field.default.value if hasattr(field.default, "value") else field.default
        row = re.search(rf"^\| `COUNCIL_{name.upper()}` \| `(.*?)` \|", README, re.MULTILINE)
        assert row, f"COUNCIL_{name.upper()} is not in the table of settings"
        assert row[1].replace('"', "'") == str(default), f"the default of COUNCIL_{name.upper()} is {default}"


def test_every_link_within_the_project_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
