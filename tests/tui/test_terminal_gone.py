"""A terminal that vanishes without sending a signal: a session of tmux killed hard, a container's pty closed."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.conftest import ROOT

WAIT = 60.0


def test_without_a_terminal_the_reader_ends(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    reader = subprocess.Popen(
        [sys.executable, "-m", "tui", "--db", str(tmp_path / "library.db")],
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True, cwd=ROOT,
        env=os.environ | {"TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(follower)
    drawn, deadline = b"", time.monotonic() + WAIT
    while b"empty" not in drawn and time.monotonic() < deadline:
        drawn += os.read(leader, 65536)
    os.close(leader)
    try:
        assert reader.wait(timeout=WAIT) == 129
    finally:
        reader.kill()
        reader.wait()
