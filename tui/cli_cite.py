"""The commands about works: refs and its formats, cites, import."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import cli, library

if TYPE_CHECKING:
    from store import Store, Work

_FORMATS = ("json", "bibtex", "ris", "csl-json")


@cli.command("refs")
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="json", show_default=True)
@click.option("--news", is_flag=True, help="The articles themselves instead of what they cite (not for json).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a new file; an old one is never replaced.")
@click.pass_context
def refs_command(context: click.Context, query: Sequence[str], form: str, news: bool, output: Path | None) -> None:
    """Print what the articles of QUERY cite, each work once: JSON Lines, BibTeX, RIS or CSL-JSON."""
    from store import Query

    if news and form == "json":
        raise click.UsageError("--news needs a citation format: --format bibtex, ris or csl-json.")
    with library(context) as store:
        text = _written(store, store.ids(Query(" ".join(query))), form, news)
    if output is None:
        click.echo(text.encode(), nl=False)  # as bytes: RIS keeps its CRLF
    else:
        write_file(output, text)


def _written(store: "Store", ids: Sequence[int], form: str, news: bool) -> str:
    from store import export
    from tui.output import json_lines, work_json
    from tui.output_papers import statuses_json

    if form == "json":
        works = store.works(ids)
        told = statuses_json([one.reference for one in works], store.paper_statuses(_papers(works)))
        return json_lines({**work_json(one), "paper_status": status} for one, status in zip(works, told, strict=True))
    return export(store.news_entries(ids) if news else store.entries(ids), form)  # type: ignore[arg-type]  # click checked it


def _papers(works: "Sequence[Work]") -> "Iterator[int]":
    return (one.reference.paper for one in works if one.reference.paper is not None)


def write_file(path: Path, text: str) -> None:
    """Write a file that is not there yet and say so. Raises click.ClickException."""
    from store import clean_line
    from tui.output_files import refusal, write_new

    try:
        write_new(path.expanduser(), text)
    except OSError as error:
        raise click.ClickException(refusal(path, error)) from error
    except (ValueError, RuntimeError) as error:  # a NUL in its name, ~ of nobody
        raise click.ClickException(f"Not written: {path} ({error}). Choose another name.") from error
    click.echo(f"Wrote {clean_line(str(path))}", err=True)


@cli.command("cites")
@click.argument("work", metavar="DOI")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each article.")
@click.pass_context
def cites_command(context: click.Context, work: str, as_json: bool) -> None:
    """List every article that cites a work, newest first, with the sentence.

    DOI may also be a PMID, PMCID, arXiv id, ISBN or trial number.
    """
    from tui.output import article_text, citing_json, print_json, print_text

    with library(context) as store:
        found = store.cites(work)
    if as_json:
        print_json(map(citing_json, found))
    for citing in () if as_json else found:
        print_text(f"{article_text(citing.article)}\n      {citing.reference.role}: {citing.sentence}")


@cli.command("import")
@click.argument("files", nargs=-1, required=True, metavar="[state] FILE")
@click.pass_context
def import_command(context: click.Context, files: Sequence[str]) -> None:
    """Take over your own references (BibTeX, RIS, CSL-JSON), which then carry a tick, or subscriptions (OPML).

    state FILE: what you did on another machine, as `export state` wrote it; the later word on each thing counts.
    """
    from store import import_own
    from tui.cli_backup import import_state, is_state
    from tui.output import print_error

    if len(files) == 2 and files[0] == "state":
        import_state(context, files[1])
        return
    if len(files) > 1:
        raise click.UsageError("Name one file, or `state` and a file.")
    (file,) = files
    if is_state(file):
        import_state(context, file)
        return
    with library(context) as store:
        done = import_own(store, file)
    for line, fault in done.faults:
        place = f", line {line}" if line else ""
        print_error(f"{file}{place}: {fault}")
    what = done.what.removesuffix("s") if done.read == 1 else done.what
    click.echo(f"{done.read} {what} read, {done.changed} new or changed")
    context.exit(int(bool(done.faults)))
