"""The log: plain lines in the state folder, for the reader's own eyes when something went wrong. Nothing is sent.

It is never the screen's, and never holds the text of an article or a secret of an address.
"""

import os
import re
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from store import clean_line

MOST_BYTES = 1_000_000
"""What a log may hold before it becomes the old one; there are two at most."""

_MOST_LINE = 400
_MOST_READ = 10_000
_MOST_FRAMES = 200
_FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")  # no link is followed, no pipe is waited for

_ADDRESS = re.compile(
    r"(?P<scheme>\b[A-Za-z][A-Za-z0-9+.-]{0,30}://)(?P<user>[^\s/?#]*@)?(?P<path>[^\s?#\"'<>“”]*)"
    r"(?P<query>\?[^\s#\"'<>“”]*)?(?P<fragment>#[^\s\"'<>“”]*)?"
)
_TOKEN = re.compile(r"(?=[^/]*\d)[A-Za-z0-9_=~]{20,}")


class Log:
    """Lines with the time in UTC, in a file of mode 0600. What cannot be written is left out: no log is no fault."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now

    def write(self, kind: str, text: str) -> bool:
        """Add one line, cleaned and without secrets; False if it could not be written."""
        return self._add([f"{kind} {_line(text)}"])

    def crash(self, error: BaseException) -> bool:
        """Add the traceback of an error, without the values of variables; False if it could not be written."""
        lines = "".join(traceback.format_exception(error)).splitlines()[-_MOST_FRAMES:]
        told = (f"  {_line(_indented(line))}" for line in lines)
        return self._add([f"crash {type(error).__name__}", *told])

    def _add(self, lines: Iterable[str]) -> bool:
        first, *more = lines
        time = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        data = "\n".join([f"{time} {first}", *more, ""]).encode("utf-8", "replace")
        try:
            self._make_room(len(data))
            self._append(data)
        except (OSError, ValueError):
            return False
        return True

    def _make_room(self, size: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            if self.path.lstat().st_size + size > MOST_BYTES:
                self.path.replace(self.path.with_name(f"{self.path.name}.1"))

    def _append(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        for name in _FLAGS:
            flags |= getattr(os, name, 0)
        handle = os.open(self.path, flags, 0o600)
        try:
            if not S_ISREG(os.fstat(handle).st_mode):
                raise OSError(f"{self.path} is no file")
            if hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)
            os.write(handle, data)
        finally:
            os.close(handle)


def without_secrets(text: str) -> str:
    """A text in which each address has lost its user, the values of its query, its fragment and long tokens."""
    return _ADDRESS.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    user = "…@" if found["user"] else ""
    path = _TOKEN.sub("…", found["path"])
    query = found["query"]
    names = "&".join(f"{part.partition('=')[0]}=…" if "=" in part else "…" for part in (query or "?")[1:].split("&"))
    return f"{found['scheme']}{user}{path}{'?' + names if query else ''}{'#…' if found['fragment'] else ''}"


def _line(text: str) -> str:
    """One clean line; cut last, for a secret that is cut in the middle is not seen as one."""
    return without_secrets(clean_line(text, _MOST_READ))[:_MOST_LINE]


def _indented(line: str) -> str:
    """A line of a traceback: its indent would be cleaned away, and says which frame it belongs to."""
    return "· " + line.strip() if line.startswith("    ") else line
