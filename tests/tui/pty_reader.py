"""The reader as a process on a terminal of its own, with all the bytes it writes."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[2]
START = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "from pathlib import Path; from tui.app import run; sys.exit(run(Path(sys.argv[1])))"
)
"""Begins with what a login does: the terminal becomes that of the session."""

SECONDS = 30.0
MODES = {b"?1000", b"?1003", b"?1004", b"?1006", b"?1015", b"?1049", b"?2004", b"?25", b"?7"}
"""What the app switches on and has to switch off: mouse, focus, alternate screen, paste, cursor, wrap."""


class Terminal:
    """A process on a terminal of its own. `start` is the program, which gets the library's path."""

    def __init__(
        self, library: Path, start: str = START, *, size: tuple[int, int] = (100, 30), env: Mapping[str, str] = {}
    ) -> None:
        self._end, self.tty = os.openpty()
        self.resize(*size, tell=False)
        self.before = self.attributes()
        environ = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", **env}
        for name in ("COLUMNS", "LINES"):
            environ.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", start, str(library)],
            stdin=self.tty, stdout=self.tty, stderr=self.tty, cwd=ROOT, env=environ, start_new_session=True,
        )  # fmt: skip
        self._got = bytearray()
        self._open = True
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def written(self) -> bytes:
        """All that was written until now."""
        return bytes(self._got)

    def _read(self) -> None:
        while self._open:
            if select.select([self._end], [], [], 0.05)[0]:
                try:
                    self._got += os.read(self._end, 65_536)
                except OSError:
                    return

    def attributes(self) -> list[Any]:
        """What `stty -a` would print."""
        return termios.tcgetattr(self.tty)

    def resize(self, width: int, height: int, *, tell: bool = True) -> None:
        """Make the window another size."""
        fcntl.ioctl(self.tty, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        if tell:
            self.process.send_signal(signal.SIGWINCH)

    def until(self, wanted: bytes, start: int = 0) -> int:
        """Wait until something was written after byte `start`; return where it ends."""
        deadline = time.monotonic() + SECONDS
        while (found := self._got.find(wanted, start)) < 0:
            assert time.monotonic() < deadline, (wanted, self.written[start:][-4000:])
            time.sleep(0.01)
        return found + len(wanted)

    def quiet(self, seconds: float = 0.25) -> int:
        """Wait until nothing more is written; return how much was."""
        deadline, before, since = time.monotonic() + SECONDS, -1, time.monotonic()
        while time.monotonic() - since < seconds and time.monotonic() < deadline:
            if len(self._got) != before:
                before, since = len(self._got), time.monotonic()
            time.sleep(0.02)
        return before

    def type(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self._end, keys)

    def wait(self, seconds: float = SECONDS) -> int:
        """Wait for the end, and for the last bytes; return the exit code."""
        code = self.process.wait(seconds)
        self.quiet(0.15)
        return code

    def stopped(self) -> bool:
        """Whether the process comes to a stop (Ctrl+Z), in time."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
            if pid:
                return os.WIFSTOPPED(status)
            time.sleep(0.02)
        return False

    def hang_up(self) -> None:
        """The window is closed: the kernel tells the session."""
        self._open = False
        self._reader.join()
        os.close(self.tty)
        os.close(self._end)
        self._end = self.tty = -1

    def close(self) -> None:
        """End the process if it has not ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()
        self._open = False
        self._reader.join()
        for number in (self._end, self.tty):
            if number >= 0:
                os.close(number)


def left_on(written: bytes) -> set[bytes]:
    """The modes of a terminal that are not as they were before; kitty's keyboard is one of them."""
    last = dict(re.findall(rb"\x1b\[(\?\d+)([hl])", written))
    normal = {b"?25": b"h", b"?7": b"h"}
    found = {mode for mode, on in last.items() if mode in MODES and on != normal.get(mode, b"l")}
    pushed = len(re.findall(rb"\x1b\[>\d+u", written)) - len(re.findall(rb"\x1b\[<u", written))
    return found | ({b"kitty"} if pushed > 0 else set())
