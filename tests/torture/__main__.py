"""`make torture`: programs are killed, and work together on one library; a line for each part, exit 1 if aught is lost.

`python -m tests.torture [PART…] [--kills N] [--seconds N] [--seed N] [--write]`; --write puts the lines into
docs/RELIABILITY.md.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import ROOT
from tests.server import LoopbackServer
from tests.torture.importing import SOURCES, Importing
from tests.torture.killing import Tally, torture
from tests.torture.marking import Marking
from tests.torture.migrating import Migrating
from tests.torture.refreshing import Refreshing
from tests.torture.three_programs import together

PAGE = ROOT / "docs" / "RELIABILITY.md"
_BEGIN, _END = "<!-- torture: written by `python -m tests.torture --write` -->\n", "<!-- end of torture -->"
IMPORTS = {f"import of {what}": what for what in SOURCES}
KILLS = {"migration": 60, "refresh": 25, "marking": 25, **dict.fromkeys(IMPORTS, 8)}
"""The longest first: two are tortured at a time."""
PARTS = (*KILLS, "together", "documents")


def killed(kind: str, kills: int, seed: str) -> Tally:
    """Kill programs of one kind."""
    with tempfile.TemporaryDirectory() as folder, LoopbackServer() as server:
        home = Path(folder)
        tortured: Migrating | Refreshing | Marking | Importing
        match kind:
            case "migration":
                tortured = Migrating(home)
            case "refresh":
                tortured = Refreshing(home, server)
            case "marking":
                tortured = Marking(home)
            case _:
                tortured = Importing(home, IMPORTS[kind])
        return torture(kind, tortured.case, kills, random.Random(f"{seed} {kind}"))


def kills(asked: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The lines of all kinds that are killed, and what was lost."""
    kinds = [kind for kind in KILLS if kind in asked.parts]
    with ThreadPoolExecutor(2) as two:
        tallies = list(two.map(lambda kind: killed(kind, asked.kills or KILLS[kind], asked.seed), kinds))
    return [tally.told() for tally in tallies], [sentence for tally in tallies for sentence in tally.lost]


def together_told(seconds: float) -> tuple[list[str], list[str]]:
    """The line of the three programs, and what was lost."""
    with tempfile.TemporaryDirectory() as folder:
        shared = together(Path(folder), seconds)
    return [shared.told()], shared.lost


def documents() -> tuple[list[str], list[str]]:
    """The line of the hostile documents, each parsed in a worker, and what failed."""
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/torture"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    counts = {what: int(number) for number, what in re.findall(r"(\d+) (passed|failed|skipped|error)", done.stdout)}
    told = ", ".join(f"{number} {what}" for what, number in counts.items()) or "not run"
    return [f"hostile documents: {told}"], [] if done.returncode == 0 else [done.stdout[-2000:]]


def main() -> int:
    """Torture what is asked for; return the exit code."""
    asked = _asked()
    began = time.perf_counter()
    sys.stdout.write(f"seed {asked.seed}\n")
    steps: list[Callable[[], tuple[list[str], list[str]]]] = [lambda: kills(asked)]
    steps += [lambda: together_told(asked.seconds)] * ("together" in asked.parts)
    steps += [documents] * ("documents" in asked.parts)
    lines: list[str] = []
    lost: list[str] = []
    for step in steps:
        told, gone = step()
        sys.stdout.write("".join(f"{line}\n" for line in told) + "".join(f"  LOST {sentence}\n" for sentence in gone))
        sys.stdout.flush()
        lines, lost = lines + told, lost + gone
    count = sum(int(found[1]) for line in lines if (found := re.search(r"(\d+) kills", line)))
    last = f"{count} kills in all, {len(lost)} lost; {time.perf_counter() - began:.0f} s, seed {asked.seed}"
    sys.stdout.write(f"{last}\n")
    if asked.write:
        write([*lines, f"{last}, {datetime.now(UTC):%Y-%m-%d}"])
    return int(bool(lost))


def write(lines: list[str]) -> None:
    """Put the lines into the page, as a list."""
    before, _, after = PAGE.read_text("utf-8").partition(_BEGIN)
    told = "".join(f"- {line}\n" for line in lines)
    PAGE.write_text(f"{before}{_BEGIN}{told}{_END}{after.partition(_END)[2]}", "utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--kills", type=int, default=0, help="so many of each kind")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long three programs work together")
    parser.add_argument("--seed", default=f"{random.randrange(10**6)}")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    asked.parts = asked.parts or list(PARTS)
    return asked


if __name__ == "__main__":
    sys.exit(main())
