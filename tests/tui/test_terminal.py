"""The reader as a process in a terminal: how it ends, and in what state it leaves the terminal."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Query, Store
from tests.tui.screen_text import make_library
from tui.app import run

if sys.platform == "win32":
    pytest.skip("terminals and signals of POSIX", allow_module_level=True)

ROOT = Path(__file__).parents[2]
START = "import sys; from pathlib import Path; from tui.app import run; sys.exit(run(Path(sys.argv[1])))"
SECONDS = 20.0


class Terminal:
    """A process on a terminal of its own, and all it has written."""

    def __init__(self, library: Path) -> None:
        self._end, other = os.openpty()
        environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(library)], stdin=other, stdout=other, stderr=other, cwd=ROOT, env=environ
        )
        os.close(other)
        self.written = b""

    def until(self, wanted: bytes) -> None:
        """Read until something has been written."""
        deadline = time.monotonic() + SECONDS
        while wanted not in self.written and time.monotonic() < deadline:
            if select.select([self._end], [], [], 0.1)[0]:
                try:
                    self.written += os.read(self._end, 65_536)
                except OSError:  # the other end is closed
                    break
        assert wanted in self.written

    def type(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self._end, keys)

    def close(self) -> None:
        """End the process if it has not ended."""
        self.process.kill()
        self.process.wait()
        os.close(self._end)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The reader, with its first screen painted."""
    started = Terminal(make_library(tmp_path / "library.db"))
    started.until(b"all keys")
    yield started
    started.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_terminal_restored(terminal: Terminal, number: int, code: int) -> None:
    terminal.process.send_signal(number)
    terminal.until(b"\x1b[?1049l")
    assert terminal.process.wait(SECONDS) == code
    assert b"\x1b[?1000l" in terminal.written


def test_q_ends_it_with_code_0(terminal: Terminal) -> None:
    terminal.type(b"q")
    terminal.until(b"\x1b[?1049l")
    assert terminal.process.wait(SECONDS) == 0


def test_what_is_no_library_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"no database at all" * 100)
    assert run(path) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_editor_has_the_terminal_and_the_note_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "assert sys.stdin.isatty() and sys.stdout.isatty()\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "print('EDITING')\n"
        "path.write_text(path.read_text() + ' and more')\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    library = make_library(tmp_path / "library.db")
    terminal = Terminal(library)
    try:
        terminal.until(b"all keys")
        terminal.type(b"e")
        terminal.until(b"Ctrl+s or Esc saves")
        terminal.type(b"mine\x0f")
        terminal.until(b"EDITING")
        assert b"\x1b[?1049l" in terminal.written.partition(b"EDITING")[0]
        terminal.until(b"and more")
        terminal.type(b"\x13")
        terminal.until(b"Note saved")
        terminal.type(b"Q")
        assert terminal.process.wait(SECONDS) == 0
    finally:
        terminal.close()
    with Store(library) as store:
        assert [store.note(id) for id in store.ids(Query("has:note"))] == ["mine and more"]
