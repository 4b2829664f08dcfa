"""Faults made for real: a user who may not write, a disk that is full, a process that is killed, a file that is cut."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODES_COUNT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Starts a program to which the modes of files apply, even if root starts it."""


FIGURES = "SCIREAD_FIGURES"
"""Names a file to which each fault that is made adds its name, for the figures of docs/RELIABILITY.md."""

_FIGURES = os.environ.get(FIGURES, "")  # tests run without any SCIREAD_ variable


def count(fault: str) -> None:
    """Write down that a fault was made."""
    if _FIGURES:
        with Path(_FIGURES).open("a", encoding="utf-8") as file:
            file.write(f"{fault}\n")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, the shared memory of SQLite left out: it holds nothing of a library."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that any user may look into; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="sciread-faults-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(folder)


def sciread(
    *words: str, db: Path, state: Path | None = None, modes_count: bool = False
) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own."""
    environ = {"SCIREAD_DB": str(db), "SCIREAD_STATE_DIR": str(state or db.parent / "state")}
    return _run(["-m", "tui", *words], environ, modes_count)


def python(code: str, *words: str, modes_count: bool = False) -> "subprocess.CompletedProcess[str]":
    """Some lines of Python in a process of its own."""
    return _run(["-c", code, *words], {}, modes_count)


def _run(words: list[str], environ: dict[str, str], modes_count: bool) -> "subprocess.CompletedProcess[str]":
    before = MODES_COUNT if modes_count and os.geteuid() == 0 else ()
    if modes_count:
        count("closed-folder-or-file")
    return subprocess.run(
        [*before, sys.executable, *words], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
        stdin=subprocess.DEVNULL, env={**os.environ, **environ},
    )  # fmt: skip


def modes_can_count() -> bool:
    """Whether a program can be started to which modes apply."""
    return os.geteuid() != 0 or (shutil.which("setpriv") is not None and python("", modes_count=True).returncode == 0)


@contextmanager
def small_disk(folder: Path, kilobytes: int = 2048) -> Iterator[Path]:
    """A file system of its own with so little room; skips where none may be mounted."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def freeze(disk: Path) -> None:
    """From now on nothing can be written to a disk of `small_disk`, by root either."""
    count("read-only-disk")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)


def fill(folder: Path) -> None:
    """Leave no byte on a disk."""
    count("full-disk")
    with (folder / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def killed(code: str, *words: str) -> None:
    """Run some lines of Python that end by killing themselves: `die()` is kill -9."""
    count("kill-9")
    done = python(f"import os, signal\ndie = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n{code}", *words)
    assert done.returncode == -signal.SIGKILL, done.stderr
