"""One target hunted: inputs made and tried until the time is over, crashers kept as small as is easy."""

import gc
import re
import resource
import signal
import time
import traceback
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.conftest import ROOT
from tests.fuzz.mutating import LARGEST, Mutator, Pieces, pieces_of

SECONDS = 10.0
"""Of the processor, for one input: as long as a worker has for a document."""
SMALL_SECONDS, SECONDS_A_BYTE = 2.0, 1e-4
"""An input has so long and so long for each byte, a hundred times what the slowest plain one takes."""
MEMORY = 3_000_000_000
_MOST_KEPT, _LARGEST_KEPT = 4000, 10_000
_SMALLER_SECONDS = 3.0
_OURS = re.compile(rf"{re.escape(str(ROOT))}/(?:store/|tui/|tests/fuzz/target)")


class TooSlowError(BaseException):
    """An input took longer than it may; no `except Exception` may take it for something else."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed. `answer` reads one input and returns in what way it was answered; what it raises is a crash.

    `start` are inputs to begin with, `make` makes one of the right shape, `scraps` are the words of its language.
    """

    name: str
    answer: Callable[[bytes], Hashable]
    start: Callable[[], Sequence[bytes]]
    make: Callable[[Random], bytes]
    scraps: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Crasher:
    """An input that was answered by an error: what and where, and the end of its traceback."""

    data: bytes
    what: str
    trace: str


@dataclass(slots=True)
class Hunt:
    """What was tried, in how many ways that was answered, and what crashed, each fault once."""

    tried: int = 0
    outcomes: set[Hashable] = field(default_factory=set)
    crashers: dict[str, Crasher] = field(default_factory=dict)
    slowest: float = 0.0


def hunt(target: Target, seed: int, enough: Callable[[Hunt], bool], doing: Callable[[bytes], None]) -> Hunt:
    """Try inputs until it is `enough`; `doing` is told each of them before it is tried."""
    found, chance = Hunt(), Random(f"{target.name} {seed}")
    for data, keep in _inputs(target, chance):
        if enough(found):
            break
        doing(data)
        if not found.tried:
            tried(target, data)  # what loads the modules is not measured
        answer, crasher = tried(target, data, found)
        found.tried += 1
        if crasher and crasher.what not in found.crashers:
            found.crashers[crasher.what] = smaller(target, crasher)
        elif not crasher and answer not in found.outcomes:
            found.outcomes.add(answer)
            if len(data) <= _LARGEST_KEPT:
                keep()
    return found


def _inputs(target: Target, chance: Random) -> Iterator[tuple[bytes, Callable[[], None]]]:
    """Yield inputs without end, each with the call that keeps it to be changed further."""
    mutator, kept = Mutator(chance, target.scraps), list[Pieces]()
    start = [data for data in target.start() if len(data) <= LARGEST]
    for data in start:
        kept.append(pieces_of(data))
        yield data, _nothing
    while True:
        way = chance.random()
        if way < 0.1:
            pieces = mutator.made()
        elif way < 0.25:
            pieces = pieces_of(target.make(chance))
        else:
            newest = kept[-len(kept) // 4 :] if chance.random() < 0.5 else kept
            pieces = mutator.changed(chance.choice(newest), chance.choice(kept))
        yield b"".join(pieces), _keeping(kept, pieces, len(start), chance)


def _nothing() -> None:
    """Keep nothing: it is kept already."""


def _keeping(kept: list[Pieces], pieces: Pieces, first: int, chance: Random) -> Callable[[], None]:
    def keep() -> None:
        if len(kept) >= _MOST_KEPT:
            kept.pop(chance.randrange(first, len(kept)))
        kept.append(pieces)

    return keep


def tried(target: Target, data: bytes, found: Hunt | None = None) -> tuple[Hashable, Crasher | None]:
    """Give a target one input: its answer, or the crasher that it is."""
    began = time.process_time()
    try:
        with bounded(min(SECONDS, SMALL_SECONDS + SECONDS_A_BYTE * len(data))):
            return target.answer(data), None
    except (Exception, TooSlowError) as error:
        return None, Crasher(data, _signature(error), "".join(traceback.format_exception(error)[-6:]))
    finally:
        if found is not None:
            found.slowest = max(found.slowest, time.process_time() - began)


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Stop what uses more of the processor than this."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:.1f} s of work")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _signature(error: BaseException) -> str:
    """Name a fault by its kind and the last of our own lines that it went through; what is too slow by the function."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _OURS.match(frame.filename)]
    where = frames[-1] if frames else None
    if where is None:
        return type(error).__name__
    line = where.name if isinstance(error, TooSlowError) else where.lineno
    return f"{type(error).__name__} at {Path(where.filename).relative_to(ROOT)}:{line}"


def smaller(target: Target, crasher: Crasher) -> Crasher:
    """Take pieces away as long as the same fault shows: halves first, then less, for a few seconds."""
    if crasher.what.startswith(TooSlowError.__name__):
        return crasher  # each try would take as long
    pieces = pieces_of(crasher.data)
    size, end = len(pieces) // 2, time.process_time() + _SMALLER_SECONDS
    while size and time.process_time() < end:
        at = 0
        while at < len(pieces) and time.process_time() < end:
            rest = pieces[:at] + pieces[at + size :]
            _, again = tried(target, b"".join(rest))
            if again and again.what == crasher.what:
                pieces, crasher = rest, again
            else:
                at += size
        size //= 2
    return crasher


def keep_within_memory() -> None:
    """Let an input that fills the memory fail alone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    gc.set_threshold(50_000)
