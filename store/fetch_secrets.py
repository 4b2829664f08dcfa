"""Passwords that stand in no address: the reader's own command says them, or the environment. They are kept nowhere.

`[passwords]` of config.toml names for a host where its password is. What is heard there goes into no message.
"""

import asyncio
import atexit
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from threading import Event, Thread
from time import monotonic
from typing import IO, TYPE_CHECKING

from store.fetch_asks import Ask, FetchError

if TYPE_CHECKING:
    import httpx2

SECONDS = 30.0
"""How long a command may take before it is ended."""

LONGEST = 4096
"""Bytes a password may have."""

_LOOK_EVERY = 0.05
_GRACE = 1.0
_PLACE = re.compile(r"(?:https?://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HERE = (b"localhost", b"127.0.0.1", b"::1")
_TABLE = "[passwords] of config.toml"
_TRY = "Run it yourself to see why; from sciread it has no terminal."


def password_mistake(place: str, source: object) -> str | None:
    """Say what is wrong with a line of `[passwords]`, quoting nothing of it: it may hold a password. None: it is sound.

    `place` is host or host:port, for https; with http:// before it that too. `source` is `command: …` or
    `environment: NAME`.
    """
    if not _PLACE.fullmatch(place) or isinstance(source, Mapping):  # TOML reads a.b = "…" without quotes as tables
        return "the left side is a host in quotes, with its port where that is not 443"
    kind, rest = _parted(source) if isinstance(source, str) else ("", "")
    if kind == "command" and not _words(rest):
        return "the command is empty or lacks a closing quote"
    if kind == "command" or (kind == "environment" and _NAME.fullmatch(rest)):
        return None
    return "say `command: …` or `environment: NAME`; a password itself does not stand here"


class Passwords:
    """Where the passwords of hosts are: place → source, both without a `password_mistake`.

    For one run on one event loop: a source is asked when it is first needed and never again, also where it failed.
    Commands are asked one after another, so that no two of them want the reader's attention at once.
    """

    def __init__(self, sources: Mapping[str, str], *, seconds: float = SECONDS) -> None:
        self._sources = sources
        self._seconds = seconds
        self._known: dict[str, str | FetchError] = {}
        self._turn = asyncio.Lock()

    async def of(self, url: "httpx2.URL") -> str | None:
        """The password of an address; None where the table does not name its origin. Raises FetchError."""
        place = self._place(url)
        if place is None:
            return None
        if place not in self._known:
            async with self._turn:
                if place not in self._known:  # who waited before us may have asked
                    self._known[place] = await self._asked(self._sources[place])
        found = self._known[place]
        if isinstance(found, FetchError):
            raise FetchError(found.why, found.then)  # one for each that is told
        return found

    def _place(self, url: "httpx2.URL") -> str | None:
        """The place that stands for an origin. Over http a password goes to this machine, or where http:// is named."""
        from store.fetch_hops import origin

        scheme, host, port = origin(url)
        if place := self._places.get((scheme, host, port)):
            return place
        secured = self._places.get(("https", host, 443 if url.port is None else port))
        if secured and host not in _HERE:
            raise FetchError(
                "its password would be sent without https, where it could be read",
                f"Write https:// into the address, or http:// before the host in {_TABLE}.",
            )
        return secured

    @cached_property
    def _places(self) -> dict[tuple[str, bytes, int], str]:
        """The places by their origin; one that can be no address leads nowhere."""
        from store.fetch_hops import first_hop, origin

        found = {}
        for place in self._sources:
            with suppress(FetchError):
                found[origin(first_hop(Ask(place if "://" in place else f"https://{place}")).url)] = place
        return found

    async def _asked(self, source: str) -> str | FetchError:
        """What a source says, or why it does not."""
        kind, rest = _parted(source)
        try:
            if kind == "environment":
                return _from_environment(rest)
            return await _from_command(_words(rest), self._seconds)
        except FetchError as fault:
            return fault


def _parted(source: str) -> tuple[str, str]:
    kind, _, rest = source.partition(":")
    return kind.strip(), rest.strip()


def _words(command: str) -> list[str]:
    """A command's words; none where a quote is not closed."""
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _from_environment(name: str) -> str:
    said = os.environ.get(name, "")
    if not said:
        raise FetchError(f"{name}, the environment variable with its password, is not set", f"It stands in {_TABLE}.")
    try:
        said.encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8
        raise FetchError(f"{name}, the environment variable with its password, is no text", "Set it anew.") from None
    return said


async def _from_command(words: Sequence[str], seconds: float) -> str:
    """What a command says. When nobody waits for it any more, it is ended.

    Its thread is none of the loop's own: neither looking up names nor the end of the program waits for those.
    """
    stop, answer = Event(), Future[str]()
    answer.set_running_or_notify_cancel()
    Thread(target=_answer, args=(answer, words, stop, seconds), daemon=True).start()
    try:
        return await asyncio.wrap_future(answer)
    finally:
        stop.set()


def _answer(answer: "Future[str]", words: Sequence[str], stop: Event, seconds: float) -> None:
    try:
        answer.set_result(_said(words, stop, seconds))
    except BaseException as error:  # it is raised where the answer is waited for
        answer.set_exception(error)


def _said(words: Sequence[str], stop: Event, seconds: float) -> str:
    """Run a command to its end; the first line it says. Raises FetchError."""
    line = _FirstLine()
    with _started(words) as started:
        Thread(target=line.listen, args=(started.stdout,), daemon=True).start()
        code = _wait(started, stop, seconds)
    if code is None:
        raise _fault(f"took longer than {seconds:g} s")
    if code:
        raise _fault(f"ended with {code}" if code > 0 else "was ended by a signal")
    return line.text()


@contextmanager
def _started(words: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    """A command that runs, and does not outlive the program."""
    started = _start(words)
    ending = atexit.register(partial(_end, started))
    try:
        yield started
    finally:
        atexit.unregister(ending)


def _start(words: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a command that can reach no terminal: the reader's screen is drawn on it.

    Without GPG_TTY too, by which gpg lets its agent ask for a passphrase there.
    """
    environ = {name: value for name, value in os.environ.items() if name != "GPG_TTY"}
    try:
        return subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ,
            start_new_session=True,
        )  # fmt: skip
    except FileNotFoundError:
        raise _fault("was not found", f"Look at its spelling in {_TABLE}.") from None
    except (OSError, ValueError):  # ValueError: a NUL among its words
        raise _fault("could not be started", f"It stands in {_TABLE}.") from None


class _FirstLine:
    """What a command says up to the end of a line. The rest is read and dropped, so that it can come to its end."""

    def __init__(self) -> None:
        self._kept = b""
        self._whole = Event()

    def listen(self, out: IO[bytes]) -> None:
        """Read to the end, which a program that the command left behind may put off."""
        with out:
            while block := os.read(out.fileno(), 65_536):
                if not self._whole.is_set():
                    self._kept = (self._kept + block)[: LONGEST + 1]
                    if b"\n" in self._kept or len(self._kept) > LONGEST:
                        self._whole.set()
        self._whole.set()

    def text(self) -> str:
        """The line, when the command has ended. Raises FetchError where it is no password."""
        self._whole.wait(_GRACE)
        line = self._kept.partition(b"\n")[0].removesuffix(b"\r")
        if not line:
            raise _fault("said nothing")
        if len(line) > LONGEST:
            raise _fault("said more than a password")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            raise _fault("said what is no text") from None


def _fault(what: str, then: str = _TRY) -> FetchError:
    return FetchError(f"the command for its password {what}", then)


def _wait(started: "subprocess.Popen[bytes]", stop: Event, seconds: float) -> int | None:
    """Wait for the end: its exit code. None where it was ended, with all it started, by us."""
    last = monotonic() + seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            return started.wait(_LOOK_EVERY)
        if stop.is_set() or monotonic() >= last:
            _end(started)
            return None


def _end(started: "subprocess.Popen[bytes]") -> None:
    """End a command with all it started, unless it has ended: its number may be another's by then."""
    if started.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
    started.wait()
