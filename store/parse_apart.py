"""parse() in a process of its own, which can be killed: no document takes longer or more memory than it may.

Some inputs hang or bloat the libraries below us (feedparser issues 562 and 580, expat before 2.6); no care on
our side rules out the next one. So documents from outside are read by workers, and a worker that overruns is
killed and replaced. Starting one costs some tens of milliseconds; they are started when needed and kept.
"""

import asyncio
import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from store.errors import SourceError
from store.model import Page
from store.parse import NOTHING, Parsed, parse
from store.parse.markup_clean import clean_line
from store.parse_apart_worker import Answer, Request, receive, send

SECONDS = 10.0
MEMORY = 1 << 30
SMALL = 64 * 1024
"""Documents below this size may be read in the caller's process, if it so chooses."""

_AT_ONCE = 0.1  # seconds within which only a worker that was dead before is found dead
_SERVE = "import sys; sys.path.insert(0, sys.argv[1]); from store.parse_apart_worker import serve; serve()"
_ROOT = str(Path(__file__).resolve().parents[1])


class Parsers:
    """Up to `count` workers; each call waits for a free one. Calls may come from several threads and loops at once.

    `program` is what a worker runs, for tests: Python code that calls `serve()`.
    """

    def __init__(
        self, count: int = 2, *, seconds: float = SECONDS, memory: int = MEMORY, program: str = _SERVE
    ) -> None:
        self.seconds, self.memory = seconds, memory
        self._program = program
        self._closed = False
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # the last used is the warmest
        for _ in range(max(1, count)):
            self._free.put(None)  # a place for a worker not yet started
        atexit.register(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    async def parse(self, page: Page, known: Mapping[int, int] = NOTHING, *, apart: bool = True) -> Parsed:
        """Read a page without stopping the event loop. Raises as `parse_now` does.

        A cancelled call leaves its worker to its time limit, or to `close()`.
        """
        return await asyncio.to_thread(self.parse_now, page, known, apart=apart)

    def parse_now(
        self, page: Page, known: Mapping[int, int] = NOTHING, *, apart: bool = True, seconds: float | None = None
    ) -> Parsed:
        """Read a page. Raises SourceError for what holds no article, and for what takes too long or too much.

        `known` is as `parse` takes it. With `apart=False` small feeds and texts are read here and now, which saves a
        worker's start. Only so may a caller lose control, and never the memory: they are small.
        """
        if not apart and len(page.data) < SMALL:
            from store.parse.recognise import kind_of

            if kind_of(page) in ("feed", "text"):
                return parse(page, known)
        seconds = self.seconds if seconds is None else seconds
        worker, answer = self._asked(page, known, seconds)
        if worker.died_idle:  # the page was not to blame; the next worker is new
            worker, answer = self._asked(page, known, seconds)
        return _parsed(answer, page, seconds, self.memory, late=worker.late)

    def close(self) -> None:
        """Kill all workers at once; calls that wait for one end in SourceError."""
        with self._lock:
            self._closed = True
            busy = list(self._busy)
        for worker in busy:
            worker.kill()
        idle: list[_Worker | None] = []
        with suppress(queue.Empty):
            while True:
                idle.append(self._free.get_nowait())
        for worker_or_place in idle:
            if worker_or_place is not None:
                worker_or_place.kill()
            self._free.put(None)  # so that no thread waits for ever
        atexit.unregister(self.close)

    def _asked(self, page: Page, known: Mapping[int, int], seconds: float) -> "tuple[_Worker, Answer | None]":
        worker = self._free.get()
        try:
            worker = self._taken(worker)
            return worker, worker.ask((page, dict(known), self.memory, seconds))
        finally:
            self._given_back(worker)

    def _taken(self, worker: "_Worker | None") -> "_Worker":
        with self._lock:
            if self._closed:
                raise SourceError("Cannot read the document: reading was stopped. Try it again.")
            if worker is not None and not worker.alive:
                worker.kill()  # its pipes are still open
                worker = None
            worker = worker or _Worker(self._program)
            self._busy.add(worker)
            return worker

    def _given_back(self, worker: "_Worker | None") -> None:
        with self._lock:
            if worker is not None:
                self._busy.discard(worker)
            if worker is not None and (self._closed or not worker.alive):
                worker.kill()
                worker = None
            self._free.put(worker)


class _Worker:
    """One process, and what it is asked.

    `late` tells whether its last work was stopped by the clock, `died_idle` whether it was gone before that work:
    the system may kill what waits, and that shows only when it is asked.
    """

    def __init__(self, program: str) -> None:
        # -P: a folder called store where the reader happens to stand must not be imported
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # so that Ctrl+C in a terminal is not sent to it too
        )
        self.late = self.died_idle = False
        self._served = False

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Request) -> Answer | None:
        """Return the worker's answer, or None where it died over the page."""
        self.late = False
        begun = time.monotonic()
        timer = threading.Timer(request[3], self._overrun)
        timer.daemon = True
        timer.start()
        try:
            send(cast(BinaryIO, self._process.stdin), request)
            answer = receive(cast(BinaryIO, self._process.stdout))
        except (OSError, ValueError, EOFError):  # it is gone, or its pipes were closed under us
            answer = None
        finally:
            timer.cancel()
        if answer is None or answer[0] == "memory":
            self.died_idle = answer is None and self._served and time.monotonic() - begun < _AT_ONCE
            self.kill()
        self._served = True
        return cast("Answer | None", answer)

    def kill(self) -> None:
        """End the process and forget it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()

    def _overrun(self) -> None:
        self.late = True
        self._process.kill()


def _parsed(answer: Answer | None, page: Page, seconds: float, memory: int, *, late: bool) -> Parsed:
    where = clean_line(page.where)
    if answer is not None and answer[0] == "parsed":
        return cast(Parsed, answer[1])
    if answer is not None and answer[0] == "refused":
        raise SourceError(cast(str, answer[1]))
    if answer is not None and answer[0] == "fault":
        raise SourceError(f"Cannot read {where}: the parser failed over it ({clean_line(answer[1], 200)}).")
    if late:
        raise SourceError(f"Cannot read {where}: reading it took longer than {seconds:g} seconds, and was stopped.")
    raise SourceError(
        f"Cannot read {where}: reading it needed too much memory (over {memory >> 20} MB) or broke the parser."
    )


_shared: Parsers | None = None
_sharing = threading.Lock()


def parse_apart(page: Page, *, seconds: float = SECONDS, memory: int = MEMORY, apart: bool = True) -> Parsed:
    """Read a page in a worker that is kept for the next call. Raises SourceError as `Parsers.parse_now` does."""
    global _shared
    if memory != MEMORY:
        with Parsers(1, seconds=seconds, memory=memory) as parsers:
            return parsers.parse_now(page, apart=apart)
    with _sharing:
        if _shared is None:
            _shared = Parsers()
    return _shared.parse_now(page, seconds=seconds, apart=apart)
