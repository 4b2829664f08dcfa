"""The commands that tell others, and yourself, what was read: digest, stats."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli import SORTS, cli, library

if TYPE_CHECKING:
    from store import ReadingStatistics

_FORMS = ("markdown", "html", "json")
_BY = ("tag", "paper", "none")


@cli.command("digest")
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(_FORMS), default="markdown", show_default=True)
@click.option("--by", type=click.Choice(_BY), default="tag", show_default=True, help="What stands together.")
@click.option("--title", metavar="T", default="", help="The heading of the digest.")
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a new file; an old one is never replaced.")
@click.pass_context
def digest_command(
    context: click.Context, query: Sequence[str], form: str, by: str, title: str, sort: str, output: Path | None
) -> None:
    """Write what QUERY finds as a digest: each article with your tags and note and the papers it rests on.

    The papers are numbered, each once, and say whether they still stand. The same library gives the same digest.
    """
    from store import Query, digest_of, write_digest
    from tui.cli_cite import write_file

    asked = Query(" ".join(query), sort=sort)  # type: ignore[arg-type]  # click checked it
    with library(context) as store:
        text = write_digest(digest_of(store, asked, by=by, title=title), form)  # type: ignore[arg-type]  # so it did here
    if output is None:
        click.echo(text.encode(), nl=False)  # as bytes: the same on every system
    else:
        write_file(output, text)


@cli.command("stats")
@click.option(
    "--days", type=click.IntRange(1, 366), default=30, show_default=True, help="Tell so many days one by one."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def stats_command(context: click.Context, days: int, as_json: bool) -> None:
    """Show what you read: over time, by tag and journal, and what waits in your queue of papers."""
    from tui.output import print_json, print_text
    from tui.widgets.statistics_words import sections

    with library(context) as store:
        found = store.statistics(days=days)
    if as_json:
        print_json([_statistics_json(found)])
        return
    for section in sections(found):
        print_text(section.heading)
        for number, text in section.lines:
            print_text(f"{number:>10}  {text}")


def _statistics_json(found: "ReadingStatistics") -> dict[str, Any]:
    counts = found.counts
    return {
        "articles": counts.articles, "read": found.read, "unread": counts.unread, "starred": counts.starred,
        "noted": counts.noted, "hidden": counts.hidden,
        "days": [{"day": day.isoformat(), "read": count} for day, count in found.days],
        "weeks": [{"week": day.isoformat(), "read": count} for day, count in found.weeks],
        "own_tags": [{"name": name, "read": count} for name, count in found.own_tags],
        "source_tags": [{"name": name, "read": count} for name, count in found.source_tags],
        "journals": [{"name": name, "read": count} for name, count in found.journals],
        "queue": dict(found.queue),
    }  # fmt: skip
