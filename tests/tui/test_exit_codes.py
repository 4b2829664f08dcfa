"""The exit code of every command, in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_documents import COMMANDS

FAIL, USAGE = 1, 2
CASES: dict[str, list[tuple[str, int]]] = {  # command → words and code, in a library without anything
    "add": [("add", USAGE), ("add /nowhere/at/all", FAIL)],
    "list": [("list", 0), ("list is:odd", USAGE), ("list --limit -1", USAGE), ("list ( ", USAGE)],
    "show": [("show 1", FAIL), ("show one", USAGE)],
    "open": [("open 1", FAIL), ("open 1 --ref 0", USAGE)],
    "paths": [("paths --json", 0), ("paths --nosuch", USAGE)],
    "refs": [("refs", 0), ("refs is:odd", USAGE), ("refs --format word", USAGE)],
    "cites": [("cites 10.1000/x", 0), ("cites nothing", USAGE)],
    "check": [("check", 0), ("check --json", 0), ("check nosuch", USAGE)],
    "check refs": [("check refs", 0), ("check refs is:odd", USAGE)],
    "import": [
        ("import /nowhere/at/all", FAIL),
        ("import", USAGE),
        ("import a b", USAGE),
        ("import state /nowhere/at/all", FAIL),
    ],
    "export opml": [("export opml", 0), ("export opml -o /nowhere/at/all/x", FAIL)],
    "export state": [("export state", 0), ("export state /nowhere/at/all/x", FAIL)],
    "backup": [("backup /nowhere/at/all/x.db", FAIL), ("backup a b", USAGE)],
    "restore": [("restore", 0), ("restore --json", 0), ("restore nosuch.db", FAIL), ("restore a b", USAGE)],
    "mark": [("mark is:odd --read", USAGE), ("mark all", USAGE)],
    "note": [("note 1 x", FAIL)],
    "tag": [("tag is:odd +a", USAGE)],
    "tags": [("tags", 0)],
    "undo": [("undo --nosuch", USAGE)],
    "views": [("views", 0)],
    "views add": [("views add name is:odd", USAGE), ("views add name is:read", 0)],
    "views rename": [("views rename nosuch x", FAIL)],
    "views move": [("views move nosuch 1", FAIL)],
    "views remove": [("views remove nosuch", FAIL)],
    "refresh": [("refresh", 0), ("refresh nosuch", FAIL)],
    "feeds": [("feeds --json", 0)],
    "feeds add": [("feeds add /nowhere/at/all", FAIL)],
    "feeds rename": [("feeds rename nosuch x", FAIL)],
    "feeds move": [("feeds move nosuch x", FAIL)],
    "feeds pause": [("feeds pause nosuch", FAIL)],
    "feeds resume": [("feeds resume nosuch", FAIL)],
    "feeds interval": [("feeds interval nosuch 5", FAIL), ("feeds interval nosuch soon", USAGE)],
    "feeds remove": [("feeds remove nosuch", FAIL)],
    "identify": [("identify /nowhere/at/all", USAGE)],
    "completion": [("completion bash", 0), ("completion nosuch", USAGE)],
    "config": [("config", 0), ("config --nosuch", USAGE)],
    "related": [("related 1", FAIL), ("related one", USAGE)],
    "rules": [("rules", 0)],
    "rules add": [("rules add is:odd +a", USAGE), ("rules add", USAGE)],
    "rules change": [("rules change 1 zebra +a", FAIL)],
    "rules move": [("rules move 1 2", FAIL)],
    "rules remove": [("rules remove 1", FAIL)],
    "rules run": [("rules run", 0)],
    "tags adopt": [("tags adopt nosuch", FAIL)],
    "tags colour": [("tags colour nosuch red", FAIL)],
    "tags delete": [("tags delete nosuch", FAIL)],
    "tags merge": [("tags merge nosuch --into other", FAIL)],
    "tags rename": [("tags rename nosuch other", FAIL)],
    "tags suggest": [("tags suggest 1", FAIL)],
    "prune": [("prune is:odd", USAGE), ("prune", USAGE)],
    "papers list": [("papers", 0), ("papers list zebra", 0), ("papers list --state nosuch", USAGE)],
    "papers show": [("papers show 10.1000/nosuch", FAIL), ("papers show", USAGE)],
    "papers queue": [("papers queue 10.1000/nosuch", FAIL), ("papers queue", USAGE)],
    "papers export": [("papers export", 0), ("papers export -o /nowhere/at/all/x", FAIL)],
    "papers fetch": [("papers fetch", FAIL), ("papers fetch --access", FAIL), ("papers fetch --nosuch", USAGE)],
    "papers load": [("papers load /nowhere/at/all", FAIL), ("papers load", USAGE)],
    "papers allow": [("papers allow", 0), ("papers allow perhaps", USAGE)],
    "digest": [("digest zebra", 0), ("digest is:odd", USAGE), ("digest -o /nowhere/at/all/x", FAIL)],
    "stats": [("stats", 0), ("stats --days many", USAGE)],
}
OTHERS = [("--version", 0), ("--help", 0), ("nosuch", USAGE), ("--db /proc/nowhere/l.db list", FAIL)]


def sciread(words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tui", *words.split()], capture_output=True, text=True, encoding="utf-8", cwd=ROOT,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize(("words", "code"), [*(case for cases in CASES.values() for case in cases), *OTHERS])
def test_codes_and_one_sentence(words: str, code: int) -> None:
    done = sciread(words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if code == FAIL:
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("sciread: ")


def test_every_command_is_in_the_table() -> None:
    assert sorted({" ".join(path) for path in COMMANDS} - CASES.keys()) == []


@pytest.fixture
def waiting() -> Iterator["subprocess.Popen[bytes]"]:
    """A command that waits for its input."""
    words = [sys.executable, "-m", "tui", "identify", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals(waiting: "subprocess.Popen[bytes]", number: int, code: int) -> None:
    deadline = time.monotonic() + 20
    status = Path(f"/proc/{waiting.pid}/status")
    while status.exists() and time.monotonic() < deadline and not _caught(status, number):
        time.sleep(0.02)
    time.sleep(0.3)
    waiting.send_signal(number)
    assert waiting.wait(20) == code
    assert waiting.stderr
    assert waiting.stderr.read().strip() == b""


def _caught(status: Path, number: int) -> bool:
    """Whether a process has a handler of its own for a signal."""
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("SigCgt")]
    return bool(int(line.split()[1], 16) & 1 << (number - 1))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("{} paths >&-", 1, 1),
        ("{} paths >/dev/full", 1, 1),
        ("{} paths 2>&-", 0, 0),
        ("{} nosuch 2>&-", 2, 0),
        ("{} <&-", 2, 1),
        ("{} 2>/dev/null", 2, 0),
        ("{} add - <&-", 1, 1),
    ],
)
def test_streams_that_are_closed_full_or_no_terminal(line: str, code: int, told: int) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = line.format(f"{sys.executable} -m tui")
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False, env=os.environ)
    assert done.returncode == code
    assert done.stderr.count(b"\n") == told


def test_a_bug_is_one_sentence_and_its_traceback_is_in_the_log(tmp_path: Path) -> None:
    program = (
        "import sys; from tui import cli, paths\n"
        "def broken(given=None): raise ValueError('a bug')\n"
        "paths.paths = broken; sys.exit(cli.run(['paths']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / "state" / "sciread.log") in done.stderr
    assert "ValueError: a bug" in (tmp_path / "state" / "sciread.log").read_text("utf-8")
