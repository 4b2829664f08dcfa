"""The commands. What is slow to import is imported where it is used: `sciread --version` must be quick."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui import __version__

if TYPE_CHECKING:
    from store import Added, Passwords, Reference, Store
    from tui.settings import Settings

HELP = {"help_option_names": ["-h", "--help"]}
SORTS = ("newest", "oldest", "added", "title", "feed", "relevance")


@click.group(invoke_without_command=True, context_settings=HELP)
@click.option(
    "--db", type=click.Path(path_type=Path), help="The library file (else SCIREAD_DB, else your data folder)."
)
@click.option("--samples", is_flag=True, hidden=True, help="Fill an empty library from the sample documents.")
@click.version_option(__version__, "--version", "-V", message="sciread %(version)s")
@click.pass_context
def cli(context: click.Context, db: Path | None, samples: bool) -> None:
    """Read research news in the terminal, and get from each article to the paper behind it.

    Without a command the reader opens.
    """
    context.obj = db
    if context.invoked_subcommand is None:
        context.exit(_read(db, samples))


def _read(db: Path | None, samples: bool) -> int:
    from tui.cli_read import read
    from tui.paths import library_path
    from tui.refusals import no_reader

    if samples and not no_reader():
        _fill(library_path(db))
    return read(db)


def _fill(path: Path) -> None:
    """Put the samples into a library that has nothing yet."""
    from store import Store, add
    from tui.paths import data_dir

    with Store(path) as store:
        if not store.counts().articles:
            for added in add(store, str(data_dir("seeds"))):
                if added.error:
                    click.echo(f"sciread: {added.error}", err=True)


@contextmanager
def library(context: click.Context) -> "Iterator[Store]":
    """Open the library that was named, for one command."""
    from store import Store
    from tui.paths import library_path

    with Store(library_path(context.find_root().obj)) as store:
        if store.read_only:
            from tui.output import print_error

            print_error(store.read_only)
        yield store


def settings() -> "Settings":
    """What the reader's `config.toml` says; what is wrong in it is told once a run."""
    from tui.output import print_error
    from tui.paths import config_dir
    from tui.settings import Settings, read_settings

    context = click.get_current_context(silent=True)
    meta = context.meta if context else {}
    found = meta.get("sciread.settings")
    if not isinstance(found, Settings):
        found = meta["sciread.settings"] = read_settings(config_dir() / "config.toml")
        for notice in found.notices:
            print_error(notice)
    return found


def passwords() -> "Passwords | None":
    """Where config.toml says that passwords are, for one run; None if nowhere, which loads nothing."""
    if not (sources := settings().passwords):
        return None
    from store import Passwords

    return Passwords(sources)


@cli.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Give this tag to all that is added; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each document.")
@click.pass_context
def add_command(context: click.Context, sources: Sequence[str], tags: Sequence[str], as_json: bool) -> None:
    """Add documents: files, folders, addresses of pages and feeds, DOIs, or - for standard input."""
    from store import add
    from tui.output import added_json, added_text, print_error, print_json

    failed = False
    with library(context) as store:
        proxies, secrets = settings().trust_env, passwords()
        for source in sources:
            lines = add(store, source, tags=tags, trust_env=proxies, passwords=secrets)
            for added in lines if as_json else _shown(lines, source):
                failed = failed or added.error is not None
                if as_json:
                    print_json([added_json(added)])
                elif not added.error:
                    click.echo(added_text(added))
                if added.error:
                    print_error(added.error)
    context.exit(int(failed))


def _shown(lines: "Iterator[Added]", source: str) -> "Iterator[Added]":
    """Show on a terminal how far a folder is."""
    from store import documents_in, is_folder
    from tui.refusals import on_terminal

    if not (on_terminal(sys.stderr) and is_folder(source)):
        yield from lines
        return
    total = sum(1 for _ in documents_in(source))
    with click.progressbar(length=total, label=f"Adding {total:,} files", file=sys.stderr) as bar:
        for added in lines:
            bar.update(1)
            yield added
        bar.update(total)


@cli.command("list")
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each article.")
@click.pass_context
def list_command(context: click.Context, query: Sequence[str], limit: int | None, sort: str, as_json: bool) -> None:
    """List articles.

    QUERY: words, "phrases", -not, or, ( ), and the fields id: tag: is:unread|read|starred|hidden|retracted feed:
    folder: source: author: title: parent: before: after: added: doi: cites: journal: trial: refs:
    has:doi|paper|note|retracted in:library queue:get|to-read|reading|read|aside|open.
    """
    from store import Query
    from tui.output import article_json, article_text, print_json

    with library(context) as store:
        ids = store.ids(Query(" ".join(query), sort=sort), limit)  # type: ignore[arg-type]  # click checked it
        for at in range(0, len(ids), 500):
            articles = store.articles(ids[at : at + 500])
            if as_json:
                print_json(map(article_json, articles))
            else:
                for article in articles:
                    click.echo(article_text(article))


@cli.command("show")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with body and references.")
@click.option("--plain", is_flag=True, help="Linear text without Markdown, references as footnotes.")
@click.pass_context
def show_command(context: click.Context, article_id: int, as_json: bool, plain: bool) -> None:
    """Show one article with its references."""
    from tui.output import article_json, print_json, print_text, reference_json
    from tui.plain import plain_article

    with library(context) as store:
        article, body = store.article(article_id), store.body(article_id)
        references, note = store.references(article_id), store.note(article_id)
        own, also = store.own_keys(references), store.also_reporting(article_id)
        statuses = store.paper_statuses(one.paper for one in references if one.paper is not None)
    if as_json:
        from tui.output_papers import facts_json, statuses_json

        rows = zip(references, own, statuses_json(references, statuses), strict=True)
        listed = [{**reference_json(one), "library": key, "paper_status": status} for one, key, status in rows]
        told = {"note": note or None, "also_reported_by": [other.id for other in also], "references": listed}
        told["study"] = facts_json(body, article.title)
        print_json([{**article_json(article), "body": body, **told}])
    else:
        print_text(plain_article(article, body, references, note, statuses, marked=not plain))


@cli.command("open")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--ref", "number", type=click.IntRange(min=1), metavar="N", help="Reference N instead of the main paper.")
@click.option("--print", "only_print", is_flag=True, help="Only print the link.")
@click.pass_context
def open_command(context: click.Context, article_id: int, number: int | None, only_print: bool) -> None:
    """Open the paper an article is about, or its reference N, in the browser; how it stands is said first.

    Which way it is opened, [papers] links in config.toml says: doi.org, without it.
    """
    from tui.choosing import chosen, chosen_link
    from tui.links import open_link
    from tui.output import print_error

    with library(context) as store:
        store.article(article_id)
        references = store.references(article_id)
        url = chosen_link(article_id, references, number, settings().papers.links, store.access)
        if said := _standing(store, chosen(article_id, references, number)):
            print_error(said)
    if only_print:
        click.echo(url)
        return
    opened = open_link(url)
    click.echo(opened.message, err=not opened.ok)
    context.exit(0 if opened.ok else 1)


def _standing(store: "Store", reference: "Reference") -> str:
    """How a paper stands, where anybody was asked."""
    from datetime import datetime

    from tui.paper_words import status_text

    status = store.paper_statuses([reference.paper])[reference.paper] if reference.paper else None
    return "" if status is None or status.kind == "unchecked" else status_text(status, datetime.now().astimezone())


@cli.command("paths")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def paths_command(context: click.Context, as_json: bool) -> None:
    """Show where the library, the settings and the themes are."""
    from tui.output import print_json, print_text
    from tui.paths import paths

    found = paths(context.find_root().obj)
    if as_json:
        print_json([found])
    else:
        for name, path in found.items():
            print_text(f"{name:<9}{path}")


def run(words: list[str]) -> int:
    """Run a command line and return its exit code; whatever a user can cause ends in one sentence."""
    from tui import (  # noqa: F401, each adds its commands to `cli`
        cli_backup,
        cli_change,
        cli_check,
        cli_cite,
        cli_completion,
        cli_config,
        cli_digest,
        cli_feeds,
        cli_papers,
        cli_papers_fetch,
        cli_tags,
        cli_text,
        cli_views,
    )
    from tui.refusals import guarded

    if os.environ.get(cli_completion.VARIABLE):
        cli_completion.prepare()
    return guarded(lambda: _obeyed(words))


def _obeyed(words: list[str]) -> object:
    """Let click read the words and do what they say; what it does not understand is a matter of usage."""
    try:
        return cli.main(args=words, prog_name="sciread", standalone_mode=False)
    except click.UsageError as error:
        return _refused(error)
    except click.ClickException as error:
        from tui.output import print_error

        print_error(error.format_message())  # it may hold the name of a file, and that may hold anything
        return error.exit_code
    except click.Abort:
        return 130


def _refused(error: click.UsageError) -> int:
    """Say what was not understood; it quotes words that may hold anything."""
    from io import StringIO

    from store import clean

    told = StringIO()
    error.show(told)
    click.echo(clean(told.getvalue()), err=True, nl=False)
    return error.exit_code
