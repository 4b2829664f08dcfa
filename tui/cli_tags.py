"""The commands about tags as a whole, the rules that give them, and what is like an article."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli import cli, library

if TYPE_CHECKING:
    from store import Rule, Store


@cli.group("tags", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each tag.")
@click.pass_context
def tags_group(context: click.Context, as_json: bool) -> None:
    """List the tags with their counts, your own first, or change them."""
    if context.invoked_subcommand is not None:
        return
    from tui.output import print_json, print_text, tag_json

    with library(context) as store:
        tags = store.tags()
    if as_json:
        print_json(map(tag_json, tags))
    for tag in () if as_json else tags:
        colour = f"  ({tag.colour})" if tag.colour else ""
        print_text(f"{tag.count:>6} {tag.unread:>6} unread  {'#' if tag.reader else ' '}{tag.name}{colour}")


def _count(count: int) -> str:
    return f"{count} {'article' if count == 1 else 'articles'}"


def _still_asking(store: "Store", *tags: str) -> None:
    """Tell which queries ask for a tag that has another name now, or none: they are the reader's, and stay."""
    from tui.output import print_text

    for tag in tags:
        name = tag.lstrip("#")
        if views := store.views_asking(tag):
            does = "view still asks" if len(views) == 1 else "views still ask"
            print_text(f"{len(views)} {does} for tag:{name}: {', '.join(views)}")
        if rules := store.rules_asking(tag):
            does = "rule still asks" if len(rules) == 1 else "rules still ask"
            print_text(f"{len(rules)} {does} for tag:{name}: {', '.join(map(str, rules))}")


@tags_group.command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.pass_context
def tags_rename(context: click.Context, old: str, new: str) -> None:
    """Call a tag something else; if NEW is there already, the two become one."""
    from tui.output import print_text

    with library(context) as store:
        changed = store.rename_tag(old, new)
        print_text(f"{_count(changed)} changed: #{old.lstrip('#')} is now #{new.lstrip('#')}")
        if old.lstrip("#").casefold() != new.lstrip("#").casefold():
            _still_asking(store, old)


@tags_group.command("merge")
@click.argument("tags", nargs=-1, required=True, metavar="TAG…")
@click.option("--into", required=True, metavar="TAG", help="The tag that takes their place; it may be new.")
@click.pass_context
def tags_merge(context: click.Context, tags: Sequence[str], into: str) -> None:
    """Make one tag out of several."""
    from tui.output import print_text

    with library(context) as store:
        changed = store.merge_tags(tags, into)
        print_text(f"{_count(changed)} changed: now #{into.lstrip('#')}")
        same = into.lstrip("#").casefold()
        _still_asking(store, *(tag for tag in tags if tag.lstrip("#").casefold() != same))


@tags_group.command("delete")
@click.argument("tag", metavar="TAG")
@click.pass_context
def tags_delete(context: click.Context, tag: str) -> None:
    """Take TAG from every article and from the rules that give it; `sciread undo` brings it back."""
    from tui.output import print_text

    with library(context) as store:
        changed = store.delete_tag(tag)
        print_text(f"{_count(changed)} changed: #{tag.lstrip('#')} is gone. `sciread undo` brings it back.")
        _still_asking(store, tag)


@tags_group.command("adopt")
@click.argument("tag", metavar="TAG")
@click.pass_context
def tags_adopt(context: click.Context, tag: str) -> None:
    """Make the category TAG of a source your own tag, on the articles that carry it now."""
    from tui.output import print_text

    with library(context) as store:
        print_text(f"{_count(store.adopt_tag(tag))} changed: #{tag.lstrip('#')} is yours there")


@tags_group.command("colour")
@click.argument("tag", metavar="TAG")
@click.argument("colour", metavar="COLOUR|none")
@click.pass_context
def tags_colour(context: click.Context, tag: str, colour: str) -> None:
    """Give TAG a colour of the theme: primary, secondary, accent, success, warning or error; none takes it away."""
    with library(context) as store:
        changed = store.colour_tag(tag, None if colour == "none" else colour)
    click.echo("Colour changed." if changed else "Nothing changed.")


@tags_group.command("suggest")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each tag.")
@click.pass_context
def tags_suggest(context: click.Context, article_id: int, as_json: bool) -> None:
    """Name tags of the library an article might get: by its own words, and by articles like it."""
    from tui.output import print_json, print_text, suggestion_json

    with library(context) as store:
        found = store.suggest_tags(article_id)
    if as_json:
        print_json(map(suggestion_json, found))
    for one in () if as_json else found:
        print_text(f"{one.name}  ({one.reason})")


@cli.group("rules", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each rule.")
@click.pass_context
def rules_group(context: click.Context, as_json: bool) -> None:
    """List the rules that give tags by themselves, in the order in which they run, or change them."""
    if context.invoked_subcommand is not None:
        return
    from tui.output import print_json, print_text, rule_json

    with library(context) as store:
        rules = store.rules()
    if as_json:
        print_json(map(rule_json, rules))
        return
    for rule in rules:
        print_text(_line(rule))
    if not rules:
        click.echo("No rule yet. `sciread rules add QUERY TAG` tags what a query finds, now and later.", err=True)


def _names(tags: Sequence[str]) -> list[str]:
    """Tags as they were typed; who knows `sciread tag` may write +TAG here too."""
    return [tag.removeprefix("+") for tag in tags]


def _line(rule: "Rule") -> str:
    given = " ".join(f"#{name}" for name in rule.tags)
    fault = f"\n       {rule.error}" if rule.error else ""
    return f"{rule.id:>4} {rule.count:>6}  {rule.filter} → {given}{fault}"


@rules_group.command("add")
@click.argument("query", metavar="QUERY")
@click.argument("tags", nargs=-1, required=True, metavar="TAG…")
@click.pass_context
def rules_add(context: click.Context, query: str, tags: Sequence[str]) -> None:
    """Give what QUERY finds these tags, at once and whenever an article is added or changes. QUERY is one argument."""
    from tui.output import print_text

    with library(context) as store:
        rule = store.add_rule(query, _names(tags))
    print_text(f"Rule {rule.id}: {_count(rule.count)} tagged {' '.join(f'#{name}' for name in rule.tags)}")


@rules_group.command("change")
@click.argument("number", metavar="N", type=int)
@click.argument("query", metavar="QUERY")
@click.argument("tags", nargs=-1, required=True, metavar="TAG…")
@click.pass_context
def rules_change(context: click.Context, number: int, query: str, tags: Sequence[str]) -> None:
    """Give rule N another query and other tags."""
    with library(context) as store:
        store.change_rule(number, query, _names(tags))
        rule = next(one for one in store.rules() if one.id == number)
    click.echo(f"Rule {number}: {_count(rule.count)} tagged")


@rules_group.command("move")
@click.argument("number", metavar="N", type=int)
@click.argument("place", type=click.IntRange(min=1))
@click.pass_context
def rules_move(context: click.Context, number: int, place: int) -> None:
    """Put rule N at a place in the order, counted from 1: a later rule sees the tags of an earlier one."""
    with library(context) as store:
        store.move_rule(number, place)


@rules_group.command("remove")
@click.argument("number", metavar="N", type=int)
@click.pass_context
def rules_remove(context: click.Context, number: int) -> None:
    """Forget rule N, and the tags it gave; `sciread undo` brings it back."""
    with library(context) as store:
        store.remove_rule(number)
    click.echo(f"Rule {number} is gone, and the tags it gave. `sciread undo` brings it back.")


@rules_group.command("run")
@click.pass_context
def rules_run(context: click.Context) -> None:
    """Run all rules over the whole library again: times and states in their queries count as of now."""
    with library(context) as store:
        click.echo(f"{_count(store.run_rules())} changed")


@cli.command("related")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each article.")
@click.pass_context
def related_command(context: click.Context, article_id: int, limit: int, as_json: bool) -> None:
    """List the articles most like one, the best first: about the same paper, then with the same rare words."""
    from tui.output import article_json, article_text, print_json

    with library(context) as store:
        articles = store.articles(store.related(article_id, limit))
    if as_json:
        print_json(map(article_json, articles))
    for article in () if as_json else articles:
        click.echo(article_text(article))
