"""Opening the reader, with nothing of the commands loaded: they are a tenth of its start."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def plain_start(words: Sequence[str]) -> bool:
    """Whether these words only open the reader, on a library that may be named; all else is the commands' to read."""
    named = len(words) == 2 and words[0] == "--db" and not words[1].startswith("-")
    return (not words or named) and "_SCIREAD_COMPLETE" not in os.environ


def start(words: Sequence[str]) -> int:
    """Do what such words say; return the exit code. What a user can cause ends in one sentence."""
    from tui.refusals import guarded

    return guarded(lambda: read(Path(words[1]) if words else None))


def read(db: Path | None) -> int:
    """Open the reader; return its exit code."""
    from tui.refusals import no_reader

    if reason := no_reader():
        sys.stderr.write(f"sciread: {reason}\n")
        return 2
    gc.disable()  # until the first paint: what is loaded for it stays, and going through that again takes time
    from tui import app
    from tui.paths import library_path

    try:
        return app.run(library_path(db))
    finally:
        gc.enable()
