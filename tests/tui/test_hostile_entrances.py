"""Hostile texts at every entrance: words, standard input, files, settings. Each costs a sentence at most."""

import io
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

if sys.platform == "win32":
    pytest.skip("a terminal of POSIX, and names of files that are bytes", allow_module_level=True)

from tests.conftest import ROOT, SHARED
from tests.store.parse.hostile_inputs import hostile, hostile_names
from tests.store.released import made
from tests.test_documents import NAMES
from tests.tui.hostile_documents import KINDS, documents, words
from tests.tui.test_terminal_hostile import unsafe
from tui.cli import run

WORD = "{}"
LINES = {  # command → its words, one of them hostile; what stands before is of the library of `made`
    "add": ("add {}", "add --tag {} -"),
    "list": ("list {}", "list -- {}", "list --json tag:mine or {}", "list --sort {}"),
    "show": ("show -- {}",), "open": ("open --print -- {}",), "paths": ("paths {}", "--db {} paths"),
    "refs": ("refs -- {}", "refs --format {}"), "cites": ("cites -- {}",),
    "import": ("import -- {}", "import state {}"),
    "refresh": ("refresh -- {}",), "feeds": ("feeds {}",),
    "feeds add": ("feeds add -- {}", "feeds add --folder {} -- x"),
    "feeds rename": ("feeds rename 1 {}", "feeds rename -- {} x"), "feeds move": ("feeds move 1 {}",),
    "feeds pause": ("feeds pause -- {}",), "feeds resume": ("feeds resume -- {}",),
    "feeds interval": ("feeds interval 1 {}",), "feeds remove": ("feeds remove -- {}",),
    "export opml": ("export opml -o {}",), "export state": ("export state -- {}",), "backup": ("backup -- {}",),
    "restore": ("restore -- {}",), "prune": ("prune --dry-run -- {}",), "mark": ("mark --star -- {}",),
    "note": ("note 2 -- {}", "note -- {} text"), "tag": ("tag 2 +{}", "tag {} +mine"), "undo": ("undo {}",),
    "check": ("check {}",), "check refs": ("check refs -- {}",), "completion": ("completion {}",),
    "config": ("config {}",), "tags": ("tags {}",), "tags rename": ("tags rename mine {}", "tags rename -- {} x"),
    "tags merge": ("tags merge mine --into {}", "tags merge --into x -- {}"), "tags delete": ("tags delete -- {}",),
    "tags adopt": ("tags adopt -- {}",), "tags colour": ("tags colour mine {}", "tags colour -- {} accent"),
    "tags suggest": ("tags suggest -- {}",), "rules": ("rules {}",),
    "rules add": ("rules add {} +a", "rules add x +{}"),
    "rules change": ("rules change 1 {} +a", "rules change 1 x +{}"), "rules move": ("rules move 1 {}",),
    "rules remove": ("rules remove -- {}",), "rules run": ("rules run {}",), "related": ("related -- {}",),
    "identify": ("identify -- {}",), "views": ("views {}",), "views add": ("views add {} x", "views add y {}"),
    "views rename": ("views rename Organs {}",), "views move": ("views move Organs {}",),
    "views remove": ("views remove -- {}",),
    "papers list": ("papers list -- {}", "papers list --sort {}"), "papers show": ("papers show -- {}",),
    "papers queue": ("papers queue -- {}", "papers queue 10.1000/182 --state aside --reason {}"),
    "papers export": ("papers export -- {}",), "papers fetch": ("papers fetch -- {}",),
    "papers load": ("papers load -- {}",), "papers allow": ("papers allow {}",),
    "digest": ("digest -- {}", "digest --title {}"), "stats": ("stats --days {}",),
}  # fmt: skip
LONG = ("list {}", "cites -- {}", "views add y {}", "tag 2 +{}", "note 2 -- {}", "add {}")
"""Lines that are tried with texts of any length. Of the words each line gets a third, another one each."""


@cache
def library() -> bytes:
    """A library with something of everything, made once."""
    with TemporaryDirectory() as folder:
        path = made(Path(folder) / "library.db")
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


class Entrance:
    """A library, and commands run on it in this process, each looked at."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.path = Path(os.environ["SCIREAD_DB"])
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(library())
        self._capsys, self._patch = capsys, patch
        self._conn = sqlite3.connect(self.path, isolation_level=None)
        self._conn.execute("PRAGMA journal_mode = WAL")

    def version(self) -> int:
        """Another number after each change by another connection."""
        return int(self._conn.execute("PRAGMA data_version").fetchone()[0])

    def __call__(self, *argv: str, stdin: bytes = b"", partly: bool = False) -> str:
        """Run a command. `partly`: what it can take of its input it takes, and says what it cannot."""
        self._patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8", "surrogateescape"))
        before = self.version()
        self.code = run(list(argv))
        out, err = self._capsys.readouterr()
        told = f"{[word[:80] for word in argv]}: {err[-500:]}"
        assert self.code in (0, 1, 2), told
        assert "fault of sciread itself" not in err, told
        assert not unsafe((out + err).replace("\n", "").replace("\t", "")), told
        if self.code == 1 and not partly:
            assert err.startswith("sciread: "), told
            assert err.count("\n") == 1, told
        assert not self.code or partly or self.version() == before, told
        return out

    def whole(self) -> None:
        """The library is sound."""
        self("check")
        assert self.code == 0
        self._conn.close()


@pytest.fixture
def entrance(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Entrance]:
    """In a folder of its own, deep enough for `../..`; no name but that of this machine has an address."""
    looked_up = socket.getaddrinfo

    def here(host: object, *more: object, **named: object) -> object:
        if host in ("localhost", "127.0.0.1", "::1"):
            raise ConnectionRefusedError("nobody listens here")
        if isinstance(host, str) and host.replace(".", "").isdigit():
            return looked_up(host, *more, **named)  # type: ignore[arg-type]  # as it came
        raise socket.gaierror(socket.EAI_NONAME, "no such name here")

    monkeypatch.setattr(socket, "getaddrinfo", here)
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "precious").write_bytes(b"precious")
    monkeypatch.chdir(folder)
    made_here = Entrance(folder, capsys, monkeypatch)
    yield made_here
    made_here._conn.close()
    assert (folder / "precious").read_bytes() == b"precious"


def possible(argv: list[str]) -> bool:
    """Whether a system can hand over these words, and none names a place outside of the test's own folder."""
    try:
        given = b"".join(os.fsencode(word) for word in argv)
    except UnicodeEncodeError:
        return False
    return b"\0" not in given and not any(word.startswith(("/", "~")) for word in argv)


def test_every_command_has_its_line() -> None:
    assert sorted(set(NAMES) - LINES.keys()) == []
    assert all(WORD in line for lines in LINES.values() for line in lines)


@pytest.mark.parametrize("command", LINES)
def test_the_words_of_a_command(entrance: Entrance, command: str) -> None:
    for line in LINES[command]:
        for word in words(10**9 if line in LONG else 5_000)[len(line) % 3 :: 3]:
            argv = [part.replace(WORD, word) for part in line.split()]
            if possible(argv):
                entrance(*argv, partly=command == "check refs")  # whose answer may be that something is doubtful
    entrance.whole()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("command", ["add", "import", "import state", "identify"])
def test_a_file_and_standard_input(entrance: Entrance, command: str, name: str) -> None:
    data = documents()[name]
    Path(name).write_bytes(data)
    for source in (name, "-"):
        entrance(*command.split(), source, stdin=data, partly=True)
    for line in ("list", "list --json", "tags", "feeds", "views", "rules", "refs --format bibtex", "export opml"):
        entrance(*line.split())
        assert entrance.code == 0, line
    entrance("undo")
    entrance.whole()


@pytest.mark.skipif(not hostile_names("FEEDS"), reason="../shared/hostile is not here: only our own texts are tried")
@pytest.mark.parametrize("command", ["add", "import", "import state", "identify"])
def test_the_shared_feeds_are_no_danger_to_any_command(entrance: Entrance, command: str) -> None:
    for data, _ in hostile().FEEDS().values():
        if len(data) < 20_000:
            entrance(*command.split(), "-", stdin=data, partly=True)
    entrance.whole()


@pytest.mark.parametrize("kind", ["state", "opml"])
def test_what_was_taken_in_goes_out_and_in_again(entrance: Entrance, kind: str) -> None:
    for name, data in documents().items():
        entrance("add", "-", stdin=data, partly=True)
        entrance("import", *(["state"] if name == "state.jsonl" else []), "-", stdin=data, partly=True)
    out = entrance("export", kind)
    assert entrance.code == 0
    assert len(out.splitlines()) > len(words()) // 4
    entrance("import", *(["state"] if kind == "state" else []), "-", stdin=out.encode())
    assert entrance.code == 0
    entrance.whole()


SETTINGS = ("theme = {}", "[keys]\n{} = 'q'", "[keys]\nquit = {}", "{} = 1", "[{}]", "[network]\nx = {}", "preset = {}")


def test_the_settings(entrance: Entrance) -> None:
    config = Path(os.environ["SCIREAD_CONFIG_DIR"])
    config.mkdir(parents=True)
    for line in SETTINGS:
        for word in words()[len(line) % 16 :: 16]:
            quoted = '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
            for written in (word, quoted):
                text = line.replace(WORD, written).encode("utf-8", "surrogatepass")
                (config / "config.toml").write_bytes(text)
                entrance("config", partly=True)
                assert (config / "config.toml").read_bytes() == text
    entrance.whole()


RAW = (
    b"before\x9b31mafter",
    b"\xff\xfe",
    b"A\x1b]2;TITLE\x1b\\B",
    b"A\xe2\x80\xaegpj.exe",
    b"-oProxyCommand=x",
    b"[/]",
)


@pytest.mark.parametrize("command", ["add", "list", "feeds rename 1", "export state", "cites", "note 2", "--db"])
def test_a_process_of_its_own_is_given_bytes(entrance: Entrance, command: str) -> None:
    for word in RAW if command == "add" else RAW[:2]:
        argv: list[str | bytes] = [
            sys.executable,
            "-m",
            "tui",
            *command.split(),
            word,
            *(["list"] if command == "--db" else []),
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(argv, capture_output=True, check=False, stdin=subprocess.DEVNULL, env=env)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
        assert b"fault of sciread itself" not in done.stderr
        assert not unsafe((done.stdout + done.stderr).decode().replace("\n", ""))
    entrance.whole()


@pytest.mark.skipif(not (SHARED / "hostile" / "hostile.py").is_file(), reason="../shared/hostile is not here")
def test_the_shared_texts_are_tried_too() -> None:
    told = hostile()
    assert {word for word in (*told.TITLES, *told.URLS, *told.HOSTS, *told.FTS) if len(word) < 5_000} <= set(words())
