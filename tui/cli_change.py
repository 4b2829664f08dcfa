"""The commands that change the reader's state: mark, note, tag, undo."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli import cli, library

if TYPE_CHECKING:
    from store import Store


def _ids(store: "Store", words: Sequence[str], hidden: str = "") -> Sequence[int]:
    """Find the articles a command means: bare numbers are ids, all else is a query. `hidden`: only among those."""
    from store import Query

    if all(word.isascii() and word.isdigit() for word in words):
        named = "id:" + ",".join(words)  # who names an article means it, hidden or not
        return [*store.ids(Query(named, scope=hidden)), *([] if hidden else store.ids(Query(named, scope="is:hidden")))]
    return store.ids(Query(" ".join(words), scope=hidden))


def _say(count: int, what: str) -> None:
    click.echo(f"{count} {'article' if count == 1 else 'articles'} {what}")


@cli.command("mark")
@click.argument("query", nargs=-1, required=True, metavar="QUERY…")
@click.option("--read/--unread", "read", default=None, help="Mark as read or unread.")
@click.option("--star/--unstar", "starred", default=None, help="Give or take the star.")
@click.option("--hide/--unhide", "hidden", default=None, help="Leave out of every list, or show again.")
@click.pass_context
def mark_command(
    context: click.Context, query: Sequence[str], read: bool | None, starred: bool | None, hidden: bool | None
) -> None:
    """Mark the articles of QUERY, or those with these ids. Say how many changed.

    --unhide looks among the hidden ones only.
    """
    if read is None and starred is None and hidden is None:
        raise click.UsageError("Say what to do: --read, --unread, --star, --unstar, --hide or --unhide.")
    with library(context) as store:
        found = _ids(store, query, "is:hidden" if hidden is False else "")
        changed = store.mark(found, read=read, starred=starred, hidden=hidden)
    words = (
        {True: "read", False: "unread", None: ""}[read],
        {True: "starred", False: "unstarred", None: ""}[starred],
        {True: "hidden", False: "shown again", None: ""}[hidden],
    )
    _say(changed, "marked " + " and ".join(word for word in words if word))


def _standard_input() -> str:
    """All of it, as UTF-8; what is none is replaced."""
    return sys.stdin.buffer.read().decode("utf-8", "replace")


@cli.command("note")
@click.argument("article_id", metavar="ID", type=int)
@click.argument("words", nargs=-1, metavar="[TEXT…]")
@click.option("--edit", is_flag=True, help="Write it in your editor (VISUAL, EDITOR).")
@click.pass_context
def note_command(context: click.Context, article_id: int, words: Sequence[str], edit: bool) -> None:
    """Print your note on an article, or write it: TEXT, or - for standard input. "" takes it away."""
    from tui.output import print_error, print_text
    from tui.piping import edited

    if edit and words:
        raise click.UsageError("Give either TEXT or --edit.")
    with library(context) as store:
        store.article(article_id)
        before = store.note(article_id)
        if not edit and not words:
            if before:
                print_text(before)
            return
        text = " ".join(words) if tuple(words) != ("-",) else _standard_input()
        if edit:
            answer = edited(before)
            text = before if answer.text is None else answer.text
            if answer.error:
                print_error(answer.error)
                context.exit(1)
        changed, now = store.set_note(article_id, text), store.note(article_id)
    click.echo("Nothing changed." if not changed else "Note saved." if now else "Note removed.")


@cli.command("tag", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, required=True, metavar="QUERY +TAG -TAG…")
@click.pass_context
def tag_command(context: click.Context, words: Sequence[str]) -> None:
    """Give (+) or take away (-) tags on the articles of QUERY, or those with these ids."""
    at = next((i for i, word in enumerate(words) if i and word[:1] in ("+", "-")), len(words))
    query, tags = words[:at], words[at:]
    strays = [word for word in tags if word[:1] not in ("+", "-") or len(word) < 2]
    if not tags or strays:
        raise click.UsageError("Write the query first, then +tag or -tag: sciread tag is:unread +later")
    with library(context) as store:
        added = [word[1:] for word in tags if word[0] == "+"]
        removed = [word[1:] for word in tags if word[0] == "-"]
        _say(store.tag(_ids(store, query), added, removed), "changed")


@cli.command("undo")
@click.pass_context
def undo_command(context: click.Context) -> None:
    """Take back the last change of marks, tags, rules, notes, views, subscriptions or the queue of papers."""
    with library(context) as store:
        undone = store.undo()
    if undone is None:
        click.echo("Nothing to undo.")
    else:
        click.echo(f"{undone.count} {undone.what}{'s' * (undone.count != 1)} changed back: {undone.label}")
