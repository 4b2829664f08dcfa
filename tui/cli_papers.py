"""The commands about papers: what the library cites, the card of one, the reader's queue, export."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import cli, library
from tui.cli_cite import write_file

if TYPE_CHECKING:
    from store import PaperQuery, Store

STATES = ("get", "to-read", "reading", "read", "aside")
STATUSES = ("retracted", "withdrawn", "concern", "corrected", "none", "unchecked")
PAPER_SORTS = ("cited", "year", "journal", "title", "status", "added")
_FORMATS = ("bibtex", "ris", "csl-json")
_NONE = "No such paper is cited or queued here. `sciread papers list` shows all."
_STATE = click.option(
    "--state", "states", type=click.Choice(STATES), multiple=True, help="Only papers in this state; may be repeated."
)


class _Listing(click.Group):
    """A group that lists when it is given no command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before words that are no command; a shell that completes them sees them as they are."""
        if not ctx.resilient_parsing and (not args or args[0] not in {*self.commands, *ctx.help_option_names}):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@cli.group("papers", cls=_Listing)
def papers_group() -> None:
    """The papers that articles cite, and your queue of them. Without a command they are listed."""


@papers_group.command("list")
@click.argument("words", nargs=-1)
@_STATE
@click.option(
    "--status", "statuses", type=click.Choice(STATUSES), multiple=True, help="Only papers that stand so; repeatable."
)
@click.option("--sort", type=click.Choice(PAPER_SORTS), default="cited", show_default=True)
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each paper.")
@click.pass_context
def papers_list(
    context: click.Context,
    words: Sequence[str],
    states: Sequence[str],
    statuses: Sequence[str],
    sort: str,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the papers that articles cite, and those in your queue.

    WORDS: each must stand in the title, the journal, the authors or an identifier.
    """
    from tui.cli_papers_text import paper_line
    from tui.output import print_json, print_text
    from tui.output_papers import paper_json

    with library(context) as store:
        ids = store.paper_ids(_query(words, states, statuses, sort))[:limit]
        for at in range(0, len(ids), 500):
            papers = store.papers(ids[at : at + 500])
            if as_json:
                print_json(map(paper_json, papers))
            else:
                for paper in papers:
                    print_text(paper_line(paper))
    if not ids and not as_json:
        click.echo(_NONE, err=True)


def _query(
    words: Sequence[str], states: Sequence[str], statuses: Sequence[str] = (), sort: str = "cited"
) -> "PaperQuery":
    from store import PaperQuery

    return PaperQuery(" ".join(words), tuple(states), tuple(statuses), sort)  # type: ignore[arg-type]  # click checked


@papers_group.command("show")
@click.argument("work", metavar="DOI")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def papers_show(context: click.Context, work: str, as_json: bool) -> None:
    """Show all that is known of a paper: whether it stands, who reported it, its other versions, its trials.

    DOI may also be a PMID, PMCID, arXiv id or ISBN. Nobody is asked.
    """
    from tui.cli_papers_text import card_text
    from tui.output import print_json, print_text
    from tui.output_papers import card_json

    with library(context) as store:
        papers, code = _named(store, [work])
        if not papers:
            context.exit(code)
        card, now = store.card(papers[0]), store.now()
    if as_json:
        print_json([card_json(card)])
    else:
        print_text(card_text(card, now))


@papers_group.command("queue")
@click.argument("works", nargs=-1, required=True, metavar="DOI…")
@click.option("--state", type=click.Choice(STATES), help="What is to be done with them; to-read if nothing is said.")
@click.option("--reason", metavar="TEXT", help="Why they are set aside.")
@click.option("--remove", is_flag=True, help="Take them out of the queue.")
@click.pass_context
def papers_queue(
    context: click.Context, works: Sequence[str], state: str | None, reason: str | None, remove: bool
) -> None:
    """Put papers into your queue, in another state, or out of it; `sciread undo` takes it back."""
    if reason and state != "aside":
        raise click.UsageError("--reason says why papers are set aside: give --state aside, too.")
    if remove and state:
        raise click.UsageError("Give either --state or --remove.")
    with library(context) as store:
        papers, code = _named(store, works)
        wanted = None if remove else state or "to-read"
        count = store.queue_papers(papers, wanted, reason or "")  # type: ignore[arg-type]  # click checked it
    click.echo(f"{count} {'paper' if count == 1 else 'papers'} changed")
    context.exit(code)


def _named(store: "Store", works: Sequence[str]) -> tuple[list[int], int]:
    """The papers with these names, and the exit code: 1 where one is not there, 2 where it is no name; that is told."""
    from store import NotFoundError, QueryError
    from tui.output import print_error

    found, code = list[int](), 0
    for work in works:
        try:
            found.append(store.paper_named(work))
        except (NotFoundError, QueryError) as error:
            code = max(code, 1 + isinstance(error, QueryError))
            print_error(str(error))
    return found, code


@papers_group.command("export")
@click.argument("words", nargs=-1)
@_STATE
@click.option("--format", "form", type=click.Choice(_FORMATS), default="bibtex", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a new file; an old one is never replaced.")
@click.pass_context
def papers_export(
    context: click.Context, words: Sequence[str], states: Sequence[str], form: str, output: Path | None
) -> None:
    """Print the papers that `papers list` lists with the same words: BibTeX, RIS or CSL-JSON."""
    from store import export

    with library(context) as store:
        ids = store.paper_ids(_query(words, states))
        text = export(store.paper_entries(ids), form)  # type: ignore[arg-type]  # click checked it
    if output is None:
        click.echo(text.encode(), nl=False)  # as bytes: RIS keeps its CRLF
    else:
        write_file(output, text)
    if not ids:
        click.echo(_NONE, err=True)
