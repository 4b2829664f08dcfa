"""The commands that keep the library safe: backup, restore, export state; and taking a state over."""

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from tui.cli import cli, library
from tui.cli_feeds import export_group

if TYPE_CHECKING:
    from store import StateTaken

_FIRST = b'{"sciread": "state"'
_WHY = {"daily": "daily", "upgrade": "before an upgrade", "asked": "asked for"}


@cli.command("backup")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.pass_context
def backup_command(context: click.Context, path: Path | None) -> None:
    """Copy the library, whole and proved, into a new file; without PATH beside it, where `restore` finds it."""
    from tui.output import print_text

    with library(context) as store:
        made = store.backup(path)
    print_text(f"Copied the library to {made}")


class _Copy(click.ParamType[str]):
    """The name or path of a copy; the names are offered."""

    name = "file"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from store import backups
        from tui.paths import library_path

        names = [one.path.name for one in backups(library_path(ctx.find_root().params.get("db")))]
        found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return found or [CompletionItem(incomplete, type="file")]


@cli.command("restore")
@click.argument("copy", required=False, type=_Copy(), metavar="[FILE]")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each copy.")
@click.pass_context
def restore_command(context: click.Context, copy: str | None, as_json: bool) -> None:
    """Put a copy in the place of the library, or list the copies.

    FILE: a name of the list, or a path. The library that is there is moved aside, never deleted.
    """
    from datetime import UTC, datetime

    from store import find_backup, restore
    from tui.output import print_text
    from tui.paths import library_path

    path = library_path(context.find_root().obj)
    if copy is None:
        _list(path, as_json)
        return
    found = find_backup(path, copy)
    aside = restore(path, found, datetime.now(UTC))
    print_text(f"Restored {path} from {found}" + (f"; what was there is {aside}" if aside else ""))


def _list(path: Path, as_json: bool) -> None:
    from store import backups
    from tui.output import backup_json, print_json, print_text

    found = backups(path)
    if as_json:
        print_json(map(backup_json, found))
        return
    for one in found:
        held = "cannot be read" if one.articles is None else f"{one.articles} articles"
        when = one.made[:16].replace("T", " ")
        print_text(f"{when}  {one.bytes / 1e6:8.1f} MB  {held:<16} {one.path.name}  ({_WHY[one.why]})")
    if not found:
        click.echo("No copy yet. `sciread backup` makes one.", err=True)


@export_group.command("state")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--secrets", is_flag=True, help="Leave user names and passwords in the addresses.")
@click.pass_context
def export_state(context: click.Context, file: Path | None, secrets: bool) -> None:
    """Write what you did (marks, tags, notes, subscriptions, views, rules …) as JSON Lines: for another machine."""
    from tui.cli_cite import write_file

    with library(context) as store:
        lines = store.export_state(secrets=secrets)
        if file is None:
            for line in lines:
                click.echo(line)
            return
        text = "".join(f"{line}\n" for line in lines)
    write_file(file, text)


def import_state(context: click.Context, file: str) -> None:
    """Take over a file of `export state`; - is standard input."""
    from tui.output import print_error

    with _opened(file) as opened, library(context) as store:
        done = store.import_state(_lines(opened))
    for number, fault in done.faults:
        print_error(f"{file}, line {number}: {fault}. It was passed over.")
    if done.faulty > len(done.faults):
        print_error(f"{file}: {done.faulty - len(done.faults)} more lines were passed over.")
    click.echo(_told(done))
    context.exit(int(bool(done.faulty)))


def is_state(file: str) -> bool:
    """Whether a file is one of `export state`: by its first bytes, as for everything that is read."""
    with suppress(OSError, ValueError):
        if stat.S_ISREG(Path(file).stat().st_mode):
            with Path(file).open("rb") as opened:
                return opened.read(len(_FIRST)) == _FIRST
    return False


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    """A file or standard input. Raises click.ClickException, one sentence."""
    try:
        if file != "-" and not stat.S_ISREG(Path(file).stat().st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        opened = click.open_file(file, "rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise click.ClickException(f"Could not read {file}: {reason}. Check the path.") from error
    with opened:
        yield opened


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines, each read only as far as one may be long."""
    from store import MOST_LINE

    while line := file.readline(MOST_LINE + 1):
        yield line
        while len(line) > MOST_LINE and not line.endswith(b"\n"):
            line = file.readline(MOST_LINE)


def _told(done: "StateTaken") -> str:
    articles = f"{done.articles} article{'s' * (done.articles != 1)}"
    parts = [f"{articles} and {done.records} of subscriptions, views, rules, colours and queued papers changed"]
    if done.waiting:
        parts.append(f"{done.waiting} kept for articles that are not here yet")
    if done.kept:
        parts.append(f"{done.kept} of places, citation keys and references added for good")
    undo = " `sciread undo` takes it back." if done.articles or done.records or done.waiting else ""
    return f"{done.read} line{'s' * (done.read != 1)} read: {', '.join(parts)}.{undo}"
