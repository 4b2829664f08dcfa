"""The commands that look for what is wrong: check, and check refs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli import cli, library

if TYPE_CHECKING:
    from store import Check


@cli.group("check", invoke_without_command=True)
@click.option(
    "--repair", is_flag=True, help="Make index, counts and notices anew where they are wrong; nothing else is changed."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each thing that was looked at.")
@click.pass_context
def check_group(context: click.Context, repair: bool, as_json: bool) -> None:
    """Check that the library is whole: its file, links, texts, index, counts, notices. Exit 1 if something is wrong.

    It reads everything once, which takes a minute for 100,000 articles.
    """
    if context.invoked_subcommand is not None:
        return
    from tui.output import check_json, print_json, print_text

    with library(context) as store:
        found = store.check(repair=repair)
    if as_json:
        print_json(map(check_json, found))
    for check in () if as_json else found:
        print_text(_line(check))
    context.exit(int(any(check.fault and not check.repaired for check in found)))


def _line(check: "Check") -> str:
    if check.repaired:
        return f"{check.name:<9}was wrong, and was made anew"
    return f"{check.name:<9}{check.fault or 'whole'}"


@check_group.command("refs")
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each finding.")
@click.pass_context
def check_refs_command(context: click.Context, query: Sequence[str], as_json: bool) -> None:
    """Check the references of QUERY: malformed, doubtful, double, component, preprint, no id. Exit 1 on a finding."""
    from store import FAULTS, Query, clean_line, doubts
    from tui.output import fault_json, print_json

    count = 0
    with library(context) as store:
        for article_id in store.ids(Query(" ".join(query))):
            for fault in doubts(store.references(article_id)):
                count += 1
                if as_json:
                    print_json([fault_json(article_id, fault)])
                else:
                    raw = clean_line(fault.reference.raw, 100)
                    click.echo(f"{article_id:>5} [{fault.reference.n}] {fault.kind}: {FAULTS[fault.kind]}. {raw}")
    if not count and not as_json:
        click.echo("Nothing doubtful found.")
    context.exit(int(count > 0))
