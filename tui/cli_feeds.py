"""The commands about sources that are asked again: refresh, feeds, export, prune."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli import cli, library, passwords, settings
from tui.cli_cite import write_file

if TYPE_CHECKING:
    from store import Progress, Store


@cli.command("refresh")
@click.argument("feeds", nargs=-1, metavar="[FEED…]")
@click.option("--all", "everything", is_flag=True, help="Also those that ask to be left alone for now.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each source.")
@click.pass_context
def refresh_command(context: click.Context, feeds: Sequence[str], everything: bool, as_json: bool) -> None:
    """Ask every feed and folder that is due again, or those named by number, address or title."""
    from store import Query
    from tui.refusals import awaited

    with library(context) as store:
        wanted = [store.feed(name).id for name in feeds] if feeds else None
        failed = awaited(_refresh(store, wanted, everything, as_json))
        if rule := settings().prune:
            gone = store.prune(store.ids(Query(rule)))
            if gone:
                click.echo(f"{gone} let go by your rule: {rule}", err=True)
        _copy_daily(store)
    context.exit(int(failed))


def _copy_daily(store: "Store") -> None:
    """Make the copy of the day, if it is due; that none could be made is told, and fails nothing."""
    from store import LibraryError
    from tui.output import print_error

    try:
        store.daily_backup(settings().backups)
    except LibraryError as error:
        print_error(str(error))


async def _refresh(store: "Store", wanted: Sequence[int] | None, everything: bool, as_json: bool) -> bool:
    from store import refresh

    failed, proxies, secrets = False, settings().trust_env, passwords()
    total = len(store.due(wanted, everything=everything))
    bar: Any = nullcontext()
    if sys.stderr.isatty() and not as_json and total > 1:
        bar = click.progressbar(length=total, label="Refreshing", file=sys.stderr)
    with bar as shown:
        async for progress in refresh(store, wanted, everything=everything, trust_env=proxies, passwords=secrets):
            failed = failed or progress.error is not None
            _tell(progress, as_json, quiet=shown is not None)
            if shown is not None:
                shown.update(1)
    if not total and not as_json:
        click.echo("No feed is due. `sciread feeds` shows when each is; --all asks them anyway.")
    return failed


def _tell(progress: "Progress", as_json: bool, *, quiet: bool) -> None:
    from store import clean_line
    from tui.output import print_error, print_json, progress_json

    if as_json:
        print_json([progress_json(progress)])
    elif progress.error is None and not quiet:
        news = f"{progress.added} added, {progress.updated} updated"
        click.echo(f"{clean_line(progress.source)}: {news if progress.articles else 'nothing new'}")
    if progress.error is not None:
        print_error(progress.error)


@cli.group("feeds", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each feed.")
@click.pass_context
def feeds_group(context: click.Context, as_json: bool) -> None:
    """List the feeds with their errors, or change what is asked again."""
    from tui.output import feed_json, feed_text, print_json, print_text

    if context.invoked_subcommand is not None:
        return
    with library(context) as store:
        feeds = store.feeds()
    if as_json:
        print_json(map(feed_json, feeds))
    for feed in () if as_json else feeds:
        print_text(feed_text(feed))


@feeds_group.command("add")
@click.argument("where", metavar="URL|FOLDER")
@click.option("--folder", default="", help="The folder of the tag pane it belongs to.")
@click.pass_context
def feeds_add(context: click.Context, where: str, folder: str) -> None:
    """Subscribe to a feed (a page's feed is found), or to a folder of documents on this machine."""
    from store import subscribe
    from tui.output import added_text

    with library(context) as store:
        added = subscribe(store, where, folder=folder, trust_env=settings().trust_env, passwords=passwords())
    if added.error:
        raise click.ClickException(added.error)
    click.echo(added_text(added))


def _arranged(context: click.Context, which: str, **wanted: str | int | bool | None) -> None:
    with library(context) as store:
        feed = store.feed(which)
        changed = store.arrange(feed.id, **wanted)
        after = store.feed(str(feed.id))
    click.echo(f"{after.title}: {'changed' if changed else 'nothing to change'}")


@feeds_group.command("rename")
@click.argument("feed")
@click.argument("name")
@click.pass_context
def feeds_rename(context: click.Context, feed: str, name: str) -> None:
    """Call FEED (number, address or title) by your own NAME; "" gives it back its own."""
    from store import clean_line

    _arranged(context, feed, name=clean_line(name, 200) or None)


@feeds_group.command("move")
@click.argument("feed")
@click.argument("folder")
@click.pass_context
def feeds_move(context: click.Context, feed: str, folder: str) -> None:
    """Put FEED into FOLDER of the tag pane; "" takes it out."""
    from store import clean_line

    _arranged(context, feed, folder=clean_line(folder, 200))


@feeds_group.command("pause")
@click.argument("feed")
@click.pass_context
def feeds_pause(context: click.Context, feed: str) -> None:
    """Leave FEED alone until `feeds resume`."""
    _arranged(context, feed, paused=True)


@feeds_group.command("resume")
@click.argument("feed")
@click.pass_context
def feeds_resume(context: click.Context, feed: str) -> None:
    """Ask FEED again."""
    _arranged(context, feed, paused=False)


@feeds_group.command("interval")
@click.argument("feed")
@click.argument("minutes", type=click.IntRange(0, 525_600))
@click.pass_context
def feeds_interval(context: click.Context, feed: str, minutes: int) -> None:
    """Ask FEED at most every so many MINUTES; 0 leaves it to the feed."""
    _arranged(context, feed, interval=minutes * 60 or None)


@feeds_group.command("remove")
@click.argument("feed")
@click.pass_context
def feeds_remove(context: click.Context, feed: str) -> None:
    """Ask FEED no more. Its articles stay; `sciread prune feed:N` lets their texts go."""
    with library(context) as store:
        found = store.feed(feed)
        gone = store.unsubscribe(found.id)
    what = "unsubscribed" if gone else "was not subscribed to"
    click.echo(f"{found.title}: {what}; its {found.count} articles stay")


@cli.group("export")
def export_group() -> None:
    """Write what you have for other programs. (Citations: `sciread refs --format …`.)"""


@export_group.command("opml")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a new file; an old one is never replaced.")
@click.option("--secrets", is_flag=True, help="Leave user names and passwords in the addresses.")
@click.pass_context
def export_opml(context: click.Context, output: Path | None, secrets: bool) -> None:
    """Write your subscriptions as OPML, folders included."""
    from store import write_opml

    with library(context) as store:
        feeds = [f for f in store.feeds() if f.subscribed and f.kind == "feed"]
    text = write_opml(((f.title, f.url or "", f.folder) for f in feeds), secrets=secrets)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)


@cli.command("prune")
@click.argument("query", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only say how many it would be.")
@click.pass_context
def prune_command(context: click.Context, query: Sequence[str], dry_run: bool) -> None:
    """Let go of the texts of QUERY, as in: sciread prune is:read 'before:"1 year"'.

    Articles that are starred, tagged by you or noted always stay. What was let go is not new again when its feed
    still tells it. Without QUERY the rule `prune` of config.toml counts; without that nothing is done.
    """
    from store import Query

    rule = " ".join(query) or settings().prune
    if not rule:
        raise click.UsageError("Say what to let go, as in: sciread prune is:read 'before:\"1 year\"'")
    with library(context) as store:
        count = store.prune(store.ids(Query(rule)), dry_run=dry_run)
    click.echo(f"{count} {'article' if count == 1 else 'articles'} {'would be ' if dry_run else ''}let go")
