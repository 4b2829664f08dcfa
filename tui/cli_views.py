"""The commands about saved views."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli import SORTS, cli, library

if TYPE_CHECKING:
    from store import View


@cli.group("views", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each view.")
@click.pass_context
def views_group(context: click.Context, as_json: bool) -> None:
    """List the saved views with unread and all articles, or change them."""
    if context.invoked_subcommand is not None:
        return
    from tui.output import print_json, print_text, view_json

    with library(context) as store:
        views = store.views()
    if as_json:
        print_json(map(view_json, views))
        return
    for view in views:
        print_text(_line(view))
    if not views:
        click.echo("No saved view yet. `sciread views add NAME QUERY` keeps one.", err=True)


def _line(view: "View") -> str:
    order = "" if view.sort == "newest" else f"  by {view.sort}"
    only = "  only unread" if view.only_unread else ""
    fault = f"\n       {view.error}" if view.error else ""
    query = view.filter or "every article"
    return f"{view.id:>4} {view.unread:>6} unread {view.count:>6}  {view.name}: {query}{only}{order}{fault}"


@views_group.command("add")
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True)
@click.option("--unread", "only_unread", is_flag=True, help="It lists only unread articles.")
@click.pass_context
def views_add(context: click.Context, name: str, query: Sequence[str], sort: str, only_unread: bool) -> None:
    """Keep QUERY by NAME, in place of the view that had the name."""
    with library(context) as store:
        view_id = store.save_view(name, " ".join(query), sort=sort, only_unread=only_unread)  # type: ignore[arg-type]
        view = next(one for one in store.views() if one.id == view_id)
    click.echo(f"View {view.name}: {view.count} {'article' if view.count == 1 else 'articles'}, {view.unread} unread")


@views_group.command("rename")
@click.argument("view", metavar="VIEW")
@click.argument("name")
@click.pass_context
def views_rename(context: click.Context, view: str, name: str) -> None:
    """Call VIEW (its name or number) something else."""
    with library(context) as store:
        store.rename_view(store.view(view).id, name)


@views_group.command("move")
@click.argument("view", metavar="VIEW")
@click.argument("place", type=click.IntRange(min=1))
@click.pass_context
def views_move(context: click.Context, view: str, place: int) -> None:
    """Put VIEW at a place among the views, counted from 1."""
    with library(context) as store:
        found = store.view(view)
        now = [one.id for one in store.views()].index(found.id)
        store.move_view(found.id, place - 1 - now)


@views_group.command("remove")
@click.argument("view", metavar="VIEW")
@click.pass_context
def views_remove(context: click.Context, view: str) -> None:
    """Forget VIEW; its articles stay, and `sciread undo` brings it back."""
    with library(context) as store:
        found = store.view(view)
        store.delete_view(found.id)
    click.echo(f"View {found.name} is gone. `sciread undo` brings it back.")
