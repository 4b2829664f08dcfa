"""From what went wrong to an exit code and one sentence: no traceback reaches a user."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")

ENDINGS = {"SIGTERM": 143, "SIGHUP": 129}
"""Signals that end us, and the exit code that says so."""


class Ended(SystemExit):
    """A signal asked us to end: unwinds like Ctrl+C does, so that transactions are rolled back and helpers ended."""

    code: int


def listen() -> None:
    """From now on these signals raise Ended; one that is ignored (nohup) stays so."""
    for name in ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(ENDINGS[signal.Signals(number).name])


def awaited(work: "Coroutine[Any, Any, T]") -> "T":
    """Run a coroutine to its end, as asyncio.run() does; a signal that ends us cancels it and raises Ended then.

    Raised wherever Python happens to be, an exception can be lost: in a destructor, in a callback of the loop.
    """
    import asyncio  # here: most commands need none

    return asyncio.run(_cancellable(work))


async def _cancellable(work: "Coroutine[Any, Any, T]") -> "T":
    import asyncio

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    said: list[int] = []

    def heard(code: int) -> None:
        said.append(code)
        if task is not None:
            task.cancel()

    numbers = [getattr(signal, name) for name in ENDINGS if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is _end]
    with suppress(NotImplementedError):  # Windows: there the signal is raised as everywhere else
        for number in ours:
            loop.add_signal_handler(number, heard, ENDINGS[signal.Signals(number).name])
    try:
        return await work
    except asyncio.CancelledError:
        if said:
            raise Ended(said[0]) from None
        raise
    finally:
        for number in ours:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            signal.signal(number, _end)


def guarded(command: Callable[[], object]) -> int:
    """Run a command line; return 0 done, 1 failed, 2 usage, 129 hung up, 130 interrupted, 143 terminated."""
    try:
        code = command()
    except KeyboardInterrupt:
        return 130
    except Ended as error:
        return error.code
    except OSError as error:
        return _unwritten(error)
    except SystemExit:
        return 0  # click leaves so when the reader of the pipe has gone
    except Exception as error:
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    """Print a StoreError as its sentence; anything else is a bug: its traceback goes to the log."""
    from store import QueryError, StoreError  # here: only a failure pays for the import
    from tui.output import print_error

    if not isinstance(error, StoreError):
        return crashed(error)
    if isinstance(error, QueryError):
        print_error(f"{error} (column {error.column + 1} of the query)")
        return 2
    print_error(str(error))
    return 1


def crashed(error: BaseException) -> int:
    """Write the traceback of a bug to the log, and say in one sentence where it is; 1 is the exit code."""
    from tui.log import Log
    from tui.output import print_error
    from tui.paths import log_file

    log = Log(log_file())
    kept = log.crash(error)
    where = f"The details are in {log.path}." if kept else f"No log could be written to {log.path.parent}."
    with suppress(OSError, ValueError):  # the terminal may be gone
        print_error(f"Could not go on: a fault of sciread itself ({type(error).__name__}). {where}")
    return 1


def _unwritten(error: OSError) -> int:
    """Tell that the output has no place to go: what the store reads and writes has errors of its own."""
    from tui.output import print_error

    with suppress(OSError, ValueError):
        print_error(f"Could not write the output: {error.strerror or error}. Send it somewhere else.")
    with suppress(OSError, ValueError):  # what is still held back would fail again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def on_terminal(stream: IO[str] | None) -> bool:
    """Whether a standard stream is a terminal; one that was closed by the caller is None, and none."""
    return stream is not None and not stream.closed and stream.isatty()


def no_reader() -> str:
    """Why the full-screen reader cannot be shown here; "" if it can."""
    if not (on_terminal(sys.stdin) and on_terminal(sys.stderr)):
        return "Could not open the reader: it needs a terminal. Use `sciread list` in pipes and scripts."
    if os.environ.get("TERM") == "dumb":
        return "Could not open the reader: this terminal (TERM=dumb) has no screen. Use `sciread list`."
    return ""
