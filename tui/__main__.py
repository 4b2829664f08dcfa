"""`sciread`, also as `python -m tui`."""

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        no_output = _fill_closed()
        if not no_output and sys.argv[1:] in (["--version"], ["-V"]) and _told_version():
            return
        from tui.cli_read import plain_start, start  # here, so that importing this module costs nothing
        from tui.refusals import listen

        listen()
        if no_output:
            sys.stderr.write("sciread: Could not write the output: standard output is closed. Send it somewhere.\n")
            sys.exit(1)
        if plain_start(sys.argv[1:]):
            sys.exit(start(sys.argv[1:]))
        from tui.cli import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # before the command line could take it
        sys.exit(130)


def _told_version() -> bool:
    """Print the version as the command line does, without loading it; False if that failed, which it then tells."""
    from tui import __version__

    try:
        sys.stdout.write(f"sciread {__version__}\n")
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _fill_closed() -> bool:
    """Give the standard streams that came closed to nowhere; True if output would be lost by that.

    The next file that is opened takes the lowest free number: a library that is number 1 would be printed into.
    """
    closed = []
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            closed.append(number)
            os.open(os.devnull, os.O_RDWR)
    if 0 in closed:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115, they live as long as we do
    if 2 in closed:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    return 1 in closed


if __name__ == "__main__":
    main()
