"""The other end of parse_apart: a process that parses what it is sent, until its input ends.

Frames are a length (8 bytes, big-endian) and a pickle, see `Request` and `Answer`.
"""

import gc
import os
import pickle
import signal
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Literal

Request = tuple[Any, dict[int, int], int, float]
"""A page, what is known of its items, bytes of memory, seconds."""

Answer = tuple[Literal["parsed", "refused", "memory", "fault"], Any]
"""What became of it, and the value: what was parsed, or why it was not."""

LENGTH = struct.Struct(">Q")


def serve(parse: Callable[[Any], Any] | None = None) -> None:
    """Answer requests on standard input, on what was standard output; libraries that print reach nobody."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the reader, who then closes us
    gc.set_threshold(50_000)  # drafts hold no cycles; to look for some at every 700 objects takes a tenth of the time
    while (request := receive(source)) is not None:
        page, known, memory, seconds = request
        limit(memory, seconds)
        answer = _answer(page, known, parse)
        limit(None, None)  # what is left to do is to say so, which takes memory too
        send(sink, answer)
        if answer[0] == "memory":
            return  # what filled the memory may still be held; a new process is sure to be empty


def _answer(page: Any, known: dict[int, int], parse: Callable[[Any], Any] | None) -> Answer:
    from store.errors import SourceError

    try:
        return ("parsed", parse(page) if parse else _parse(page, known))
    except SourceError as error:
        return ("refused", str(error))
    except MemoryError:
        return ("memory", None)
    except Exception as error:  # a fault of ours or of a library, over one document: it must not end the run
        return ("fault", f"{type(error).__name__}: {error}"[:300])


def _parse(page: Any, known: dict[int, int]) -> Any:
    from store.parse import parse

    return parse(page, known)


def limit(memory: int | None, seconds: float | None) -> None:
    """Cap this process's address space (bytes) and processor time, where the system can; None lifts the cap.

    The cap on time is for a process whose parent died; while it lives, the parent's timer is earlier.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = None if seconds is None else int(used.ru_utime + used.ru_stime + seconds) + 5
    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CPU", until)):
        which = getattr(resource, name, None)
        if which is not None:
            with suppress(OSError, ValueError):  # macOS knows the name and refuses the value
                hard = resource.getrlimit(which)[1]
                wanted = resource.RLIM_INFINITY if value is None else value
                bounded = wanted if hard == resource.RLIM_INFINITY else hard if value is None else min(value, hard)
                resource.setrlimit(which, (bounded, hard))


def send(sink: BinaryIO, value: object) -> None:
    """Write one frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    sink.write(LENGTH.pack(len(data)))
    sink.write(data)
    sink.flush()


def receive(source: BinaryIO) -> Any | None:
    """Read one frame; None where the other end is gone."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = source.read(length)
    return pickle.loads(data) if len(data) == length else None
