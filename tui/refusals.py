"""From what went wrong to an exit code and one sentence: no traceback reaches a user."""

from collections.abc import Callable

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
    print_error(str(error))
    return 2 if isinstance(error, QueryError) else 1
