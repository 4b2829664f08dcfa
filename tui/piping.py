"""The one way out to the reader's own programs: a command that is given a text, and the editor.

A command is cut into words by shlex and started without a shell; the text is what it reads on standard input, so
that nothing an article says can become part of a command.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO

from store import clean_line

SECONDS = 30.0
"""How long a command may run before it is ended."""

MOST_OUTPUT = 64_000
"""Bytes of output that are kept; the rest is read and dropped, so that the command can come to its end."""

_LOOK_EVERY = 0.05
_GRACE = 1.0
_EDITORS = ("vi", "nano")


@dataclass(frozen=True, slots=True)
class Piped:
    """What became of a command: its exit code (None: not started, or ended by us), its output, and why it failed."""

    code: int | None
    output: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came back from the editor; `text` is None when nothing did, and `error` says why.

    `kept` is what an editor that failed had written by then, "" if that is what it was given.
    """

    text: str | None
    error: str = ""
    kept: str = ""


def pipe(command: str, text: str, *, stop: Event | None = None, seconds: float = SECONDS) -> Piped:
    """Start a command in a session of its own, give it a text, and wait: until it ends, `stop` is set, or too long."""
    words, error = command_words(command)
    if error:
        return Piped(None, error=error)
    try:
        started = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as fault:
        return Piped(None, error=_not_started(words[0], fault))
    kept: list[bytes] = []
    reader = Thread(target=_read, args=(started.stdout, kept), daemon=True)
    reader.start()
    Thread(target=_feed, args=(started.stdin, text), daemon=True).start()
    late = _wait(started, stop or Event(), seconds)
    reader.join(_GRACE)  # a program it left behind may hold the output open
    output = b"".join(kept).decode("utf-8", "replace")
    if late:
        return Piped(None, output, f"{clean_line(words[0], 80)} was ended: {late}.")
    return Piped(started.returncode, output)


def command_words(command: str) -> tuple[list[str], str]:
    """The words of a command as it was typed, else the reason why there are none."""
    try:
        words = shlex.split(command)
    except ValueError as fault:
        return [], f"Not started: {str(fault).lower()} in {clean_line(command, 80)}"
    if not words:
        return [], "Not started: no command was given."
    return words, ""


def _feed(into: IO[bytes] | None, text: str) -> None:
    """Write the text; a command that does not read all of it is free not to."""
    if into is not None:
        with suppress(OSError, ValueError), into:
            into.write(text.encode("utf-8", "replace"))


def _read(out: IO[bytes] | None, kept: list[bytes]) -> None:
    room = MOST_OUTPUT
    if out is None:
        return
    with out:
        while block := os.read(out.fileno(), 65_536):
            kept.append(block[:room])
            room -= len(kept[-1])


def _wait(started: "subprocess.Popen[bytes]", stop: Event, seconds: float) -> str:
    """Wait for the end and return ""; or end it, and all it started, and return why."""
    last = monotonic() + seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            started.wait(_LOOK_EVERY)
            return ""
        if stop.is_set() or monotonic() >= last:
            _end(started)
            return "sciread does not wait for it any more" if stop.is_set() else f"it took over {seconds:g} seconds"


def _end(started: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
    started.wait()


def editor() -> list[str]:
    """The words of the reader's editor: VISUAL, else EDITOR, else one that is there; [] if none is."""
    for name in ("VISUAL", "EDITOR"):
        words, error = command_words(os.environ.get(name, ""))
        if not error and shutil.which(words[0]):
            return words
    return next(([found] for name in _EDITORS if (found := shutil.which(name))), [])


def edited(text: str) -> Edited:
    """Let the reader change a text in the editor, in a file of nobody else's; wait for the end of it."""
    words = editor()
    if not words:
        return Edited(None, "No editor was found. Set EDITOR to one.")
    try:
        with tempfile.TemporaryDirectory(prefix="sciread-") as folder:
            path = Path(folder) / "note.md"
            path.write_text(text, encoding="utf-8")
            code = subprocess.run([*words, str(path)], check=False).returncode
            left = path.read_text("utf-8", "replace").removesuffix("\n") if path.exists() else text
            if code:
                error = f"{clean_line(words[0], 80)} ended with {code}; the note is as it was."
                return Edited(None, error, left if left != text else "")
            return Edited(left)
    except (OSError, ValueError) as fault:
        return Edited(None, f"Could not use {clean_line(words[0], 80)}: {_reason(fault)}")


def _not_started(program: str, fault: Exception) -> str:
    name = clean_line(program, 80)
    if isinstance(fault, FileNotFoundError):
        return f"Could not start {name}: there is no such program. Look at its spelling, or give its whole path."
    return f"Could not start {name}: {_reason(fault)}. Choose another command."


def _reason(fault: Exception) -> str:
    return clean_line(fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault), 200)
