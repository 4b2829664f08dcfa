"""From what went wrong to an exit code and one sentence: no traceback reaches a user."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

import click


def guarded(command: Callable[[], object]) -> int:
    """Run a command line; return 0 done, 1 failed, 2 usage, 130 interrupted."""
    try:
        code = command()
    except click.UsageError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        click.echo(f"sciread: {error.format_message()}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        return _unwritten(error)
    except SystemExit:
        return 0  # click leaves so when the reader of the pipe has gone
    except Exception as error:
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    """Print a StoreError as its sentence; anything else is a bug and goes on up."""
    from store import QueryError, StoreError  # here: only a failure pays for the import
    from tui.output import print_error

    if not isinstance(error, StoreError):
        raise error
    if isinstance(error, QueryError):
        print_error(f"{error} (column {error.column + 1} of the query)")
        return 2
    print_error(str(error))
    return 1


def _unwritten(error: OSError) -> int:
    """Tell that the output has no place to go: what the store reads and writes has errors of its own."""
    from tui.output import print_error

    print_error(f"Could not write the output: {error.strerror or error}. Send it somewhere else.")
    with suppress(OSError, ValueError):  # what is still held back would fail again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
