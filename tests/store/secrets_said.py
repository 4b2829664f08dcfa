"""Commands that say a password, and what to look for where it must not be."""

import fcntl
import json
import shlex
import sys
from base64 import b64encode
from pathlib import Path

PASSWORD = "pä:ss wörd"
SAYS = f"print({PASSWORD!r})"
FAILS = f"import sys; print({PASSWORD!r}); sys.stderr.write({PASSWORD!r}); sys.exit(3)"


def command(code: str) -> str:
    """A line of `[passwords]` that runs Python."""
    return f"command: {shlex.join([sys.executable, '-ISX', 'utf8', '-c', code])}"


def holds(path: Path) -> str:
    """What starts another program and says nothing for ever; both hold a file, see `is_held`."""
    return (
        f"import fcntl, os, time; f = open({str(path)!r}, 'w'); fcntl.flock(f, fcntl.LOCK_EX); os.fork(); "
        "f.write('x'); f.flush(); time.sleep(600)"
    )


def is_held(path: Path) -> bool:
    """Whether both programs that `holds` starts have begun and not all have ended."""
    if not path.exists() or path.read_text() != "xx":
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def header(password: str = PASSWORD, user: str = "me") -> str:
    """What is sent for it."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def tells(data: bytes | str) -> bool:
    """Whether the password can be read out of some data, as it is or as it is sent or written in an address."""
    raw = data.encode() if isinstance(data, str) else data
    forms = (PASSWORD, header().split()[1], "p%C3%A4", ascii(PASSWORD)[1:-1], json.dumps(PASSWORD)[1:-1])
    return any(form.encode() in raw for form in forms)


def told_in(folder: Path) -> list[Path]:
    """The files below a folder in which it can be read."""
    return [path for path in folder.rglob("*") if path.is_file() and tells(path.read_bytes())]
