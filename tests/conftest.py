"""What every test may count on: no network but loopback, no folders of the person who runs it."""

import gc
import os
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store import Store

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Programs that tests start get Ctrl+C as a terminal sends it, also where this run was begun without (`nohup`)."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """What is there now stays to the end: let the collector of garbage not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # an opened reader makes objects by the hundred thousand, and keeps most


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would reach any other machine fails before a packet leaves."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to connect to {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests keep to their own folder, whoever runs them, and never start a browser."""
    for name in [name for name in os.environ if name.startswith("SCIREAD_")]:
        monkeypatch.delenv(name)
    for name, folder in (("CONFIG", "config"), ("STATE", "state")):
        monkeypatch.setenv(f"SCIREAD_{name}_DIR", str(tmp_path / folder))
    monkeypatch.setenv("SCIREAD_DB", str(tmp_path / "data" / "library.db"))
    monkeypatch.setenv("TERM", "xterm-256color")  # what a terminal can show changes the looks
    for name in ("COLORTERM", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture
def store(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Store]:
    """A new library in a file."""
    with Store(tmp_path / "data" / "library.db", now=clock) as opened:
        yield opened


def shared(*names: str) -> Path:
    """A path below ../shared; the test is skipped, and says so, where the folder is absent."""
    path = SHARED.joinpath(*names)
    if not path.exists():
        pytest.skip(f"no {Path('..', 'shared', *names)} beside this project")
    return path
