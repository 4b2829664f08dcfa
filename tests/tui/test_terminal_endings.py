"""However the reader ends, the terminal is as it was and what the reader did is kept."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("terminals and signals of POSIX", allow_module_level=True)

from store import Query, Store
from tests.tui.pty_reader import SECONDS, START, Terminal, left_on
from tests.tui.screen_text import make_library

Starting = Callable[..., Terminal]


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Starting]:
    """Start the reader on a small library, its first screen painted."""
    begun: list[Terminal] = []

    def start(program: str = START, **more: dict[str, str]) -> Terminal:
        library = tmp_path / "library.db"
        begun.append(Terminal(library if library.exists() else make_library(library), program, **more))  # type: ignore[arg-type]
        begun[-1].until(b"all keys")
        begun[-1].quiet()
        return begun[-1]

    yield start
    for one in begun:
        one.close()


def as_before(terminal: Terminal) -> bool:
    return not left_on(terminal.written) and terminal.attributes() == terminal.before


def notes(tmp_path: Path) -> list[str]:
    with Store(tmp_path / "library.db") as store:
        return [store.note(id) for id in store.ids(Query("has:note"))]


def log(tmp_path: Path) -> str:
    return (tmp_path / "state" / "sciread.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=lambda one: str(one)
)
def test_a_signal_ends_it_with_the_state_saved(starting: Starting, tmp_path: Path, number: int, code: int) -> None:
    terminal = starting()
    assert left_on(terminal.written) >= {b"?1049", b"?1000", b"?2004", b"?25", b"kitty"}
    terminal.type(b"s")
    terminal.until("★".encode())
    terminal.type(b"e")
    terminal.until(b"saves")
    terminal.quiet()
    terminal.type(b"half a thought")
    terminal.until(b"thought")
    terminal.process.send_signal(number)
    assert terminal.wait() == code
    assert as_before(terminal)
    assert notes(tmp_path) == ["half a thought"]
    with Store(tmp_path / "library.db") as store:
        assert len(store.ids(Query("is:starred"))) == 1


def test_a_closed_window_ends_it(starting: Starting, tmp_path: Path) -> None:
    terminal = starting()
    terminal.type(b"e")
    terminal.until(b"saves")
    terminal.quiet()
    terminal.type(b"kept")
    terminal.until(b"kept")
    terminal.hang_up()
    assert terminal.process.wait(SECONDS) == 129
    assert notes(tmp_path) == ["kept"]
    assert "crash" not in log(tmp_path)


@pytest.mark.parametrize("how", ["signal", "key"])
def test_stopping_and_going_on(starting: Starting, how: str) -> None:
    terminal = starting()
    if how == "key":
        terminal.type(b"gz")
    else:
        terminal.process.send_signal(signal.SIGTSTP)
    assert terminal.stopped()
    terminal.quiet()
    assert as_before(terminal)
    at = len(terminal.written)
    terminal.process.send_signal(signal.SIGCONT)
    for part in (b"sciread", b"Protein switch", b"all keys"):
        terminal.until(part, at)
    terminal.quiet()
    terminal.type(b"Q")
    assert terminal.wait() == 0
    assert as_before(terminal)


def test_a_stop_that_cannot_be_answered_takes_the_terminal_again_once(starting: Starting) -> None:
    terminal = starting()
    terminal.process.send_signal(signal.SIGSTOP)
    assert terminal.stopped()
    at = len(terminal.written)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(b"all keys", at)
    terminal.quiet()
    terminal.type(b"?")
    terminal.until(b"Enter does it", at)  # a second thread that reads keys would take every other one
    terminal.quiet()
    terminal.type(b"\x1b")
    time.sleep(0.3)
    terminal.type(b"Q")
    assert terminal.wait() == 0
    assert as_before(terminal)


CRASH = START.replace(
    "sys.exit(run",
    "from tui.screens.library import LibraryScreen as L\n"
    "def broken(self): secret = 'a local value'; raise KeyError("
    "'https://ann:secret@h.example/f?token=abc \\x1b]2;x\\x07')\n"
    "{where}\n"
    "sys.exit(run",
)


@pytest.mark.parametrize(
    "where",
    [
        "L.action_sort = broken",
        "L.action_sort = lambda self: self.set_timer(0.01, lambda: broken(self))",
        "from textual import work; L.action_sort = work(thread=True)(broken)",
    ],
    ids=["handler", "timer", "worker"],
)
def test_a_crash_is_one_sentence_and_the_traceback_is_in_the_log(
    starting: Starting, tmp_path: Path, where: str
) -> None:
    terminal = starting(CRASH.replace("{where}", where))
    terminal.type(b"s")
    terminal.until("★".encode())
    terminal.quiet()
    terminal.type(b"\\")
    assert terminal.wait() == 1
    assert as_before(terminal)
    told = terminal.written.rpartition(b"\x1b[?1004l")[2].decode()
    assert told.count("\n") == 1
    assert str(tmp_path / "state" / "sciread.log") in told
    assert b"Traceback" not in terminal.written
    kept = log(tmp_path)
    assert "Traceback" in kept
    assert "in broken" in kept
    assert not [part for part in ("a local value'", "ann", "token=abc", "\x1b", "\x07") if part in after(kept)]
    assert (tmp_path / "state" / "sciread.log").stat().st_mode & 0o777 == 0o600
    with Store(tmp_path / "library.db") as store:
        assert len(store.ids(Query("is:starred"))) == 1


def after(kept: str) -> str:
    """The last line of the log: the error itself; lines of code above it are ours."""
    return kept.splitlines()[-1]


def test_a_state_folder_that_cannot_be_written_costs_only_the_log(starting: Starting, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in its place")
    terminal = starting()
    terminal.type(b"s")
    terminal.until("★".encode())
    terminal.type(b"Q")
    assert terminal.wait() == 0
    assert as_before(terminal)


def test_sizes_that_nobody_has_and_a_storm_of_them(starting: Starting) -> None:
    terminal = starting()
    for width, height in [(1, 1), (5, 3), (29, 7), (500, 200), (30, 8), (80, 24)]:
        terminal.resize(width, height)
        terminal.type(b"jjkk")
        terminal.quiet(0.1)
    terminal.type(b"\r")
    for step in range(60):
        terminal.resize(20 + step * 7 % 160, 5 + step * 3 % 60)
        terminal.type(b"j \x04"[step % 3 : step % 3 + 1])
    at = terminal.quiet()
    terminal.resize(110, 36)
    terminal.until(b"sciread", at)
    terminal.type(b"Q")
    assert terminal.wait() == 0
    assert as_before(terminal)


@pytest.mark.parametrize("key", [b"o"])
def test_a_slow_browser_does_not_hold_the_screen(starting: Starting, tmp_path: Path, key: bytes) -> None:
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {seen}\nsleep 3\n')
    browser.chmod(0o700)
    terminal = starting(env={"BROWSER": str(browser)})
    terminal.type(key)
    at = terminal.until(b"Opened")
    begun = time.monotonic()
    terminal.type(b"?")
    terminal.until(b"Enter does it", at)
    assert time.monotonic() - begun < 2
    assert seen.read_text().splitlines() == ["1", "https://news.example/a"]
    terminal.type(b"\x1b")
    time.sleep(0.3)
    terminal.type(b"Q")
    assert terminal.wait() == 0


def test_a_dumb_terminal_is_refused_in_a_sentence(tmp_path: Path) -> None:
    program = "import sys; from tui.cli import run; sys.exit(run([]))"
    terminal = Terminal(tmp_path / "library.db", program, env={"TERM": "dumb"})
    try:
        assert terminal.wait() == 2
        assert terminal.written.count(b"\n") == 1
        assert b"sciread list" in terminal.written
        assert b"\x1b" not in terminal.written
    finally:
        terminal.close()
    assert os.environ.get("TERM") != "dumb"
