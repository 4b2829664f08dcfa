"""Passwords said by a command or the environment: what is taken, how often it is asked for, and what can go wrong."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from store import Passwords
from store.fetch_net import Answer, Ask, Web
from tests.conftest import ROOT
from tests.server import LoopbackServer
from tests.store.network import SMALL, words
from tests.store.secrets_said import FAILS, PASSWORD, SAYS, command, header, holds, is_held, tells
from tests.tui.feeds import rss


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/feed": rss("Cell Notes", [1, 2]), "/other": rss("Star Notes", [1])}) as running:
        yield running


def here(server: LoopbackServer, source: str, seconds: float = 30.0) -> Passwords:
    """A table that names this server."""
    return Passwords({f"127.0.0.1:{server.server_port}": source}, seconds=seconds)


async def ask(url: str, passwords: Passwords) -> Answer:
    async with Web(SMALL, passwords=passwords) as web:
        return await web.ask(Ask(url))


def sent(server: LoopbackServer) -> list[str | None]:
    return [seen.headers.get("authorization") for seen in server.seen]


# Who says it


@pytest.mark.parametrize(
    "source",
    [
        command(SAYS),
        command(f"import sys; sys.stdout.buffer.write({PASSWORD.encode()!r})"),
        command(f"import sys; sys.stdout.buffer.write({PASSWORD.encode()!r} + b'\\r\\nuser: me\\n' + b'x' * 500_000)"),
        "environment: FEEDS_PASSWORD",
        " environment :FEEDS_PASSWORD ",
    ],
)
async def test_a_password_is_taken_from_a_command_or_the_environment(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setenv("FEEDS_PASSWORD", PASSWORD)
    answer = await ask(server.url("/feed", user="me"), here(server, source))
    assert answer.page
    assert sent(server) == [header()]
    assert not tells(words([answer, answer.page, answer.ask]))


@pytest.fixture
def _typed_ahead() -> Iterator[None]:
    """Standard input with something to be read."""
    reading, writing = os.pipe()
    os.write(writing, b"typed\n")
    os.close(writing)
    before = os.dup(0)
    os.dup2(reading, 0)
    yield
    os.dup2(before, 0)
    os.close(before)
    os.close(reading)


@pytest.mark.usefixtures("_typed_ahead")
async def test_a_command_has_no_terminal_and_a_session_of_its_own(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GPG_TTY", "/dev/tty")
    code = (
        "import os, sys; sys.stderr.write('NOISE'); assert os.getsid(0) == os.getpid(); "
        f"assert sys.stdin.read() == ''; assert 'GPG_TTY' not in os.environ; {SAYS}"
    )
    assert (await ask(server.url("/feed", user="me"), here(server, command(code)))).error is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("end", ["\n", ""])
async def test_a_program_that_the_command_leaves_behind_is_not_waited_for(
    server: LoopbackServer, tmp_path: Path, end: str
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    code = f"import os; print({PASSWORD!r}, end={end!r}, flush=True); os.fork() or open({str(gate)!r}).read()"
    async with asyncio.timeout(15):
        answer = await ask(server.url("/feed", user="me"), here(server, command(code)))
    assert answer.error is None
    await asyncio.to_thread(gate.write_text, "go on")  # waits for it: it was there all the time


@pytest.mark.parametrize("url", ["/feed", "me:own@/feed"])
async def test_nothing_is_asked_for_an_address_that_needs_nothing(
    server: LoopbackServer, tmp_path: Path, url: str
) -> None:
    user, _, path = url.rpartition("@")
    passwords = here(server, command(f"open({str(tmp_path / 'asked')!r}, 'w'); {SAYS}"))
    assert (await ask(server.url(path, user=user), passwords)).page
    assert sent(server) == [header("own") if user else None]
    assert not (tmp_path / "asked").exists()


# How often


def counting(path: Path, then: str) -> str:
    """A command that adds a line to a file each time it is run."""
    return command(f"open({str(path)!r}, 'a').write('asked\\n'); {then}")


@pytest.mark.parametrize(("then", "answered"), [(SAYS, 5), (FAILS, 0)])
async def test_a_command_is_asked_once_whatever_it_says(
    server: LoopbackServer, tmp_path: Path, then: str, answered: int
) -> None:
    passwords = here(server, counting(tmp_path / "asked", then))
    asks = [Ask(server.url(f"/feed?{n}", user="me")) for n in range(4)]
    async with Web(SMALL, passwords=passwords) as web:
        answers = [answer async for answer in web.ask_all(asks)]
    answers.append(await ask(server.url("/other", user="me"), passwords))
    assert (tmp_path / "asked").read_text() == "asked\n"
    assert len([answer for answer in answers if answer.page]) == answered
    assert sent(server) == [header()] * answered


async def test_commands_are_asked_one_after_another(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = f"import fcntl; f = open({str(lock)!r}, 'a'); fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB); {SAYS}"
    passwords = Passwords({f"{name}.example": command(code) for name in "abcde"})
    asked = (passwords.of(httpx2.URL(f"https://{name}.example/")) for name in "abcde")
    assert await asyncio.gather(*asked) == [PASSWORD] * 5


# When there is none


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (command(FAILS), "the command for its password ended with 3. Run it"),
        (command(f"import os; print({PASSWORD!r}, flush=True); os.kill(os.getpid(), 9)"), "was ended by a signal. Run"),
        (command("pass"), "said nothing. Run it yourself"),
        (command(f"print(); {SAYS}"), "said nothing. Run it yourself"),
        (command("import sys; sys.stdout.buffer.write(b'\\xff\\xfe')"), "said what is no text. Run it"),
        (command(f"print({PASSWORD!r} * 1000)"), "said more than a password. Run it"),
        (command(f"import time; print({PASSWORD!r}, flush=True); time.sleep(60)"), "took longer than 1 s. Run it"),
        ("command: there-is-no-such-program-4711 show", "was not found. Look at its spelling in [passwords]"),
        ("command: /", "could not be started. It stands in [passwords] of config.toml"),
        ("environment: NOT_SET_4711", "NOT_SET_4711, the environment variable with its password, is not set. It"),
        ("environment: EMPTY_4711", "EMPTY_4711, the environment variable with its password, is not set. It"),
        ("environment: BYTES_4711", "BYTES_4711, the environment variable with its password, is no text. Set"),
    ],
)
async def test_a_fault_is_one_sentence_that_tells_nothing_of_what_was_said(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], source: str, why: str
) -> None:
    monkeypatch.setenv("EMPTY_4711", "")
    monkeypatch.setenv("BYTES_4711", PASSWORD + "\udcff")
    seconds = 1.0 if "longer" in why else 30.0
    answer = await ask(server.url("/feed?token=1", user="me"), here(server, source, seconds))
    error = answer.error or ""
    assert error.startswith(f"Could not fetch 127.0.0.1:{server.server_port}/feed?…: ")
    assert why in error
    assert error.endswith(".")
    assert server.seen == []
    assert not tells(words([answer, error]))
    assert capfd.readouterr() == ("", "")


async def test_who_gives_up_ends_the_command_with_all_it_started(server: LoopbackServer, tmp_path: Path) -> None:
    held = tmp_path / "held"
    asking = asyncio.create_task(ask(server.url("/feed", user="me"), here(server, command(holds(held)))))
    await until(lambda: is_held(held))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await until(lambda: not is_held(held))


LEAVING = """
import sys, threading
from pathlib import Path
from store import Passwords
from store.fetch_net import fetch_url
from tests.store.secrets_said import command, holds, is_held
held = Path(sys.argv[1])
passwords = Passwords({"h.example": command(holds(held))})
asking = threading.Thread(target=lambda: fetch_url("https://me@h.example/", passwords=passwords), daemon=True)
asking.start()
while not is_held(held):
    asking.join(0.01)
"""


def test_the_end_of_the_program_is_that_of_the_command(tmp_path: Path) -> None:
    held = tmp_path / "held"
    done = subprocess.run(
        [sys.executable, "-c", LEAVING, str(held)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=25
    )  # less than a command may take
    assert (done.stdout, done.stderr) == ("", "")
    assert held.read_text() == "xx"
    assert not is_held(held)


async def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        await asyncio.sleep(0.01)
