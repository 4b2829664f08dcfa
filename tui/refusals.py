"""From what went wrong to an exit code and one sentence: no traceback reaches a user."""

import os
import sys
from collections.abc import Callable

import click


def guarded(command: Callable[[], object]) -> int:
    """Run a command line; return 0 done, 1 failed, 2 usage, 130 interrupted."""
    try:
        code = command()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of the pipe has gone
        return 0
    except Exception as error:
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    """Print a StoreError as its sentence; anything else is a bug and goes on up."""
    from store import QueryError, StoreError  # here: only a failure pays for the import

    if not isinstance(error, StoreError):
        raise error
    click.echo(f"sciread: {error}", err=True)
    return 2 if isinstance(error, QueryError) else 1
