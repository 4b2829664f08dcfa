"""Run the targets, two at a time, each in a process of its own; exit code 1 if one of them has a crasher.

A crasher is written to build/fuzz, with the end of its traceback beside it; `--try FILE` gives one to a target again.
`--write` puts the figures into docs/RELIABILITY.md.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import ROOT
from tests.fuzz.hunting import Crasher, Hunt, hunt, keep_within_memory, tried
from tests.fuzz.targets import TARGETS

CRASHERS = ROOT / "build" / "fuzz"
PAGE = ROOT / "docs" / "RELIABILITY.md"
_BEGIN, _END = "<!-- fuzz: written by `python -m tests.fuzz --write` -->\n", "<!-- end of fuzz -->"
_LATE = 180.0
"""Seconds after its time in which a target must be done: then it hangs where no signal reaches it."""


def main() -> int:
    """Hunt each target for its time; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", choices=[[], *TARGETS], help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=600.0, help="for each target (600)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same inputs (0)")
    parser.add_argument("--at-once", type=int, default=2, help="so many targets beside one another (2)")
    parser.add_argument("--try", dest="file", type=Path, help="give one input to the target, and nothing else")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/RELIABILITY.md")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    names = given.targets or [*TARGETS]
    if given.file:
        return _again(names[0], given.file)
    if given.here:
        return _hunted(names[0], given.seconds, given.seed)
    with ThreadPoolExecutor(given.at_once) as pool:
        done = list(pool.map(lambda name: _apart(name, given.seconds, given.seed), names))
    if given.write:
        write([told for _, told in done], given.seed)
    return max(code for code, _ in done)


def write(told: list[str], seed: int) -> None:
    """Put what the targets told into the page."""
    lines = "".join(f"    {line}\n" for one in told for line in one.splitlines())
    before, _, after = PAGE.read_text("utf-8").partition(_BEGIN)
    text = f"{lines}\nSeed {seed}, {datetime.now(UTC):%Y-%m-%d}.\n"
    PAGE.write_text(f"{before}{_BEGIN}{text}{_END}{after.partition(_END)[2]}", "utf-8")


def _apart(name: str, seconds: float, seed: int) -> tuple[int, str]:
    """Hunt a target in a process of its own; what ends that is a crasher too. Its exit code, and its figures."""
    words = ["-W", "error", "-m", "tests.fuzz", name, "--here", "--seconds", str(seconds), "--seed", str(seed)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        told, _ = process.communicate(timeout=seconds + _LATE)
    except subprocess.TimeoutExpired:
        process.kill()
        told, _ = process.communicate()
    code = process.returncode
    sys.stdout.write(told)
    sys.stdout.flush()
    if code in (0, 1):
        return code, told
    now = _now(name, process.pid)
    data = now.read_bytes() if now.exists() else b""
    now.unlink(missing_ok=True)
    _write(name, Crasher(data, f"its process ended with {code}", ""))
    return 1, f"{name}: its process ended with {code}\n"


def _hunted(name: str, seconds: float, seed: int) -> int:
    keep_within_memory()
    CRASHERS.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    with _now(name, os.getpid()).open("wb", buffering=0) as now:

        def doing(data: bytes) -> None:
            now.seek(0)
            now.truncate()
            now.write(data)

        found = hunt(TARGETS[name], seed, lambda _: time.monotonic() >= end, doing)
    _now(name, os.getpid()).unlink()
    sys.stdout.write(_figures(name, found, seconds))
    sys.stdout.flush()
    for crasher in found.crashers.values():
        _write(name, crasher)
    return 1 if found.crashers else 0


def _figures(name: str, found: Hunt, seconds: float) -> str:
    return (
        f"{name:12} {found.tried:9,} inputs in {seconds:.0f} s, answered in {len(found.outcomes):,} ways, "
        f"the slowest in {found.slowest:.2f} s; {len(found.crashers)} crashers\n"
    )


def _write(name: str, crasher: Crasher) -> None:
    CRASHERS.mkdir(parents=True, exist_ok=True)
    path = CRASHERS / f"{name}-{hashlib.blake2b(crasher.what.encode(), digest_size=4).hexdigest()}"
    path.write_bytes(crasher.data)
    path.with_suffix(".txt").write_text(f"{crasher.what}\n\n{crasher.trace}", "utf-8", "backslashreplace")
    sys.stdout.write(f"{name}: {crasher.what}: {path.relative_to(ROOT)}: {crasher.data[:200]!a}\n")
    sys.stdout.flush()


def _again(name: str, file: Path) -> int:
    answer, crasher = tried(TARGETS[name], file.read_bytes())
    sys.stdout.write(f"{answer!a}\n" if crasher is None else f"{crasher.what}\n{crasher.trace!a}\n")
    return 0 if crasher is None else 1


def _now(name: str, process: int) -> Path:
    """Where the input stands that is being tried, for the day when nothing is left to tell it."""
    return CRASHERS / f"{name}-{process}.now"


if __name__ == "__main__":
    sys.exit(main())
