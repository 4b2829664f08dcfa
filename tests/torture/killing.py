"""Programs that are killed with kill -9 at moments spread over all the time they write, and what must hold after."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from store.db.copies import side_files
from tests.benchmarks.programs import ROOT, SCIREAD, environment

RESTART = 2.0
"""Seconds a start may take after a kill."""
_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Case:
    """A library, a program that writes to it, and what of it is lost, given the lines that acknowledged something.

    These begin with `says`. `started` tells that the program has begun with what it is killed in; `left` looks at
    what the kill left, before anything is started again.
    """

    library: Path
    words: Sequence[str]
    says: str
    lost: Callable[[list[str]], list[str]]
    started: Callable[[], bool]
    left: Callable[[], list[str]] = list


@dataclass(slots=True)
class Tally:
    """What came of the kills of one kind: `lost` has a sentence for each thing that did not hold."""

    kind: str
    span: float = 0.0
    kills: int = 0
    acknowledged: int = 0
    slowest: float = 0.0
    lost: list[str] = field(default_factory=list)

    def told(self) -> str:
        """One line."""
        return (
            f"{self.kind}: {self.kills} kills within {self.span:.2f} s, {self.acknowledged} changes acknowledged, "
            f"{len(self.lost)} lost; the slowest restart took {self.slowest:.2f} s"
        )


def opened(library: Path) -> Callable[[], bool]:
    """A sign that a program has begun with a library: its -wal is there."""
    return side_files(library)[0].exists


def command(library: Path, *words: str) -> tuple[str, ...]:
    """The words of a command on a library."""
    return (*SCIREAD, "--db", str(library), *words)


def torture(kind: str, make: Callable[[int], Case], kills: int, rng: random.Random) -> Tally:
    """Kill a program of this kind so many times. One that ends before its moment is begun anew, with an earlier one."""
    tally = Tally(kind)
    tally.span = max(_unkilled(tally, make(number)) for number in (-1, -2))
    moments = [tally.span * (part + rng.random()) / kills for part in range(kills)]
    rng.shuffle(moments)
    for number, moment in enumerate(moments):
        while not _killed(tally, make(number), moment):
            moment *= rng.random()
    return tally


def _unkilled(tally: Tally, case: Case) -> float:
    """Let a program do all of its work; return how long it took."""
    said, seconds, _ = _run(case, None)
    tally.lost += [f"{tally.kind}, without a kill: {fault}" for fault in case.lost(said)]
    return seconds


def _killed(tally: Tally, case: Case, moment: float) -> bool:
    """Kill a program and look at everything; False if it ended before its moment."""
    said, _, was_killed = _run(case, moment)
    slowest, faults = after_it(case, said)
    tally.kills += was_killed
    tally.acknowledged += len(said)
    tally.slowest = max(tally.slowest, slowest)
    tally.lost += [f"{tally.kind}, kill {tally.kills} after {moment:.3f} s: {fault}" for fault in faults]
    return was_killed


def after_it(case: Case, said: list[str]) -> tuple[float, list[str]]:
    """Start again, and look at everything, first at what was acknowledged: the seconds that took, and what is wrong."""
    left = case.left()
    seconds, faults = restarted(case.library)
    return seconds, [*left, *faults, *checked(case.library), *case.lost(said)]


def restarted(library: Path) -> tuple[float, list[str]]:
    """Ask a library for one article: how long that takes, and what is wrong with it.

    The time in which other programs had the processor does not count.
    """
    began = time.perf_counter()
    words = command(library, "list", "--limit", "1", "--json")
    with subprocess.Popen(
        words, cwd=ROOT, env=environment(library.parent), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        if sys.platform != "win32":
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        seconds = time.perf_counter() - began - _waited(process.pid)
        _, said = process.communicate()
    faults = [f"the next start failed: {said.strip()}"] if process.returncode else []
    return seconds, [*faults, *([f"the next start took {seconds:.1f} s"] if seconds > RESTART else [])]


def _waited(pid: int) -> float:
    """How long a process that has ended had to wait for a processor; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    return 0.0


def checked(library: Path) -> list[str]:
    """What `sciread check` and SQLite's own thorough look find."""
    done = answered(library, "check", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    faults = [f"{one['name']}: {one['fault']}" for one in found if one["fault"]]
    return faults if faults or (done.returncode == 0 and len(found) == 6) else [f"check: {done.stderr.strip()}"]


def answered(library: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        command(library, *words), cwd=ROOT, env=environment(library.parent), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=_LIMIT,
    )  # fmt: skip


def _run(case: Case, moment: float | None) -> tuple[list[str], float, bool]:
    """Run a program; kill it so many seconds after it began with its library, or let it end.

    The lines that acknowledge something; the seconds from that beginning to its end; and whether it was killed.
    """
    said = case.library.parent / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            case.words, cwd=ROOT, env=environment(case.library.parent), stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            began = _begun(process, case.started)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LIMIT if moment is None else max(moment - (time.perf_counter() - began), 0))
        finally:
            process.kill()
            code = process.wait()
            _end_children(process.pid)
    seconds = time.perf_counter() - began
    if code not in (0, -signal.SIGKILL) or (moment is None and code):
        raise RuntimeError(f"{case.words[:6]} … ended with {code}: {said.read_text('utf-8')[-500:]}")
    lines = said.read_text("utf-8").split("\n")[:-1]  # one that was begun acknowledges nothing
    return [line for line in lines if line.startswith(case.says)], seconds, code != 0


def _begun(process: "subprocess.Popen[bytes]", started: Callable[[], bool]) -> float:
    """Wait until a program has begun with its library, or ended; return the moment."""
    while process.poll() is None and not started():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.001)
    return time.perf_counter()


def _end_children(group: int) -> None:
    """Processes that a killed program leaves end by themselves when its pipes close; here nothing waits for that."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
