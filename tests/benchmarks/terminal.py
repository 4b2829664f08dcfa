"""A program on a terminal of its own (pty), with the moments at which things came to stand on its screen.

The terminal says that it knows synchronised output, so that Textual marks the end of each frame: a thing is painted
when the frame it is in has ended, and not when its first byte was written.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.programs import ROOT, environment, peak_of

COLUMNS, LINES = 120, 40
LIMIT = 30.0
"""Seconds after which something has not come at all."""

_ASKS_SYNC, _HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_FRAME_END = b"\x1b[?2026l"
_STYLE = re.compile(rb"\x1b\[[0-9;:]*m")
_ESCAPE = re.compile(rb"\x1b(\[[0-9;:?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|P.*?\x1b\\|[ -/]*[0-~])", re.DOTALL)


def words(written: bytes) -> str:
    """What was written as text: a frame's end is a form feed, styles go, and other sequences break the line."""
    text = _STYLE.sub(b"", written).replace(_FRAME_END, b"\f")
    return _ESCAPE.sub(b"\n", text).decode("utf-8", "replace")


class Terminal:
    """`with Terminal(argv, home) as terminal:` the program runs; it is ended at the end, if it has not."""

    def __init__(self, argv: Sequence[str], home: Path, more: Mapping[str, str] | None = None) -> None:
        self._end, other = os.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            argv, stdin=other, stdout=other, stderr=other, cwd=ROOT, env={**environment(home), **(more or {})},
            start_new_session=True,
        )  # fmt: skip
        os.close(other)
        self._synced = False
        self._since = self.began
        self._written = b""
        self.last = self.began
        """When something was written last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._end)

    def press(self, keys: bytes) -> None:
        """Send keys; what is waited for and measured begins with this moment."""
        self._written, self._since = b"", time.perf_counter()
        os.write(self._end, keys)

    def again(self, keys: bytes) -> None:
        """Send more keys; time begins anew, and what was written before still counts as written."""
        self._since = time.perf_counter()
        os.write(self._end, keys)

    def until(self, wanted: str, limit: float = LIMIT) -> tuple[float, re.Match[str]]:
        """Read until a pattern stands in a whole frame; the seconds since the keys, and what matched.

        Raises TimeoutError with what was written instead.
        """
        pattern = re.compile(f"{wanted}(?=[^\f]*\f)" if self._synced else wanted)
        deadline = self._since + limit
        while True:
            if found := pattern.search(words(self._written)):
                return self.last - self._since, found
            came = self._read(min(1.0, limit))
            if time.perf_counter() > deadline or (not came and self.process.poll() is not None):
                raise TimeoutError(f"{wanted!r} did not come; instead: {words(self._written)[-1500:]!r}")

    def settle(self, quiet: float = 0.15) -> float:
        """Read until nothing was written for so many seconds; the seconds from the keys to the last byte.

        From then on frames have ends, if the program marks them.
        """
        end = time.perf_counter() + LIMIT
        while self._read(quiet) and time.perf_counter() < end:  # a blinking cursor is never quiet for long
            pass
        self._synced = self._synced or _FRAME_END in self._written
        return self.last - self._since

    def peak(self) -> float | None:
        """The most memory the program has held so far, MB."""
        return peak_of(self.process.pid)

    def text(self) -> str:
        """What was written since the keys."""
        return words(self._written)

    def _read(self, seconds: float) -> bool:
        """Take what comes within some seconds, and all that is there then; False if nothing is.

        A terminal gives 4 KB at a time: to look at each would count as time of the program.
        """
        data = b""
        while select.select([self._end], [], [], 0 if data else seconds)[0]:
            more = b""
            with suppress(OSError):  # the other end is closed
                more = os.read(self._end, 1 << 20)
            if not more:
                break
            data += more
            self.last = time.perf_counter()
        if not data:
            return False
        self._written += data
        if _ASKS_SYNC in data:
            os.write(self._end, _HAS_SYNC)
        return True
