"""The programs that are measured, as processes: ours, lemon24/reader in an environment of its own, newsboat."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "bench"
SCIREAD = (sys.executable, "-m", "tui")
_LOOK_EVERY = 0.05  # seconds between two looks at the memory of a process


@dataclass(frozen=True, slots=True)
class Run:
    """How long a process took (seconds) and the most memory it and its children held (MB; None where unknown)."""

    seconds: float
    peak: float | None
    output: str


def reader_python() -> Path | None:
    """The interpreter that has lemon24/reader: `make bench` makes it; `BENCH_READER` names another."""
    named = Path(os.environ.get("BENCH_READER", str(ROOT / ".venv-bench" / "bin" / "python")))
    return named if named.exists() else None


def newsboat() -> str | None:
    """The newsboat of this machine."""
    return shutil.which("newsboat")


def environment(home: Path) -> dict[str, str]:
    """An environment in which nobody's settings, proxies or libraries count, and bytecode is written and used."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    return {
        "LANG": "C.UTF-8", **kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
        "COLORTERM": "truecolor", "SCIREAD_CONFIG_DIR": str(home / "config"), "SCIREAD_STATE_DIR": str(home / "state"),
    }  # fmt: skip


def run(argv: Sequence[str], home: Path, more: Mapping[str, str] | None = None) -> Run:
    """Run a program to its end. Raises RuntimeError with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            argv, cwd=ROOT, env={**environment(home), **(more or {})}, stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        memory = _Memory(process)
        code = process.wait()
        seconds = time.perf_counter() - start
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if code:
        raise RuntimeError(f"{' '.join(argv[:6])} … ended with {code}: {output[-500:]}")
    return Run(seconds, memory.peak(), output)


def peak_of(pid: int) -> float | None:
    """The most memory a living process held so far, in MB; None where the system does not tell."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return None


class _Memory(threading.Thread):
    """Looks at a process and its children while they live. The peaks of all are added."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        super().__init__(daemon=True)
        self._process = process
        self._peaks: dict[int, float] = {}
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        """Look until the process has ended."""
        while not self._ended.wait(_LOOK_EVERY):
            for pid in (self._process.pid, *_children(self._process.pid)):
                if peak := peak_of(pid):
                    self._peaks[pid] = max(peak, self._peaks.get(pid, 0.0))

    def peak(self) -> float | None:
        """End the looking; what was found."""
        self._ended.set()
        self.join()
        return sum(self._peaks.values()) or None


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return [child for one in found for child in (one, *_children(one))]
