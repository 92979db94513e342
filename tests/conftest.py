"""What every test shares: no network beyond this machine, no telemetry, and the optional folder of real papers."""

import os
import sys
from pathlib import Path

import pytest

for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK"):
    os.environ[name] = "1"
for name in [name for name in os.environ if name.startswith("COUNCIL_")]:
    del os.environ[name]  # a developer's own settings must not decide a test

_HERE = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None})


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses a connection or a name look-up that leaves this machine, whichever library asks for it."""
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in _HERE:
        raise RuntimeError(f"a test tried to reach {host!r}: the assistant runs without a network, and so do its tests")


sys.addaudithook(_stay_on_this_machine)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The optional folder of real papers and questions beside this project; tests that need it are skipped without."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "papers").is_dir():
        pytest.skip("needs the optional folder ../shared of real papers")
    return folder
