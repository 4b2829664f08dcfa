"""A bound on work that hostile input must keep: in seconds of the processor, so that a busy machine changes nothing.

It ends what would go on for hours; it measures nothing. The real figures are printed by `make bench`.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

SECONDS = 60.0
"""Work of this length takes about a second at the most; what grows with the square of its input takes hours."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Fail what uses more of the processor than this."""
    if sys.platform == "win32":
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"it was not done after {seconds:.0f} s of work")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
