"""The commands that bring in what is known of papers: fetch, load, allow."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli import library, settings
from tui.cli_papers import papers_group

if TYPE_CHECKING:
    from store import PaperStep, Store
    from tui.asking import PaperTally
    from tui.state import State

_MOST_FAULTS, _MOST_RAISED = 5, 20


@papers_group.command("fetch")
@click.argument("query", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also those about which enough is known for now.")
@click.option("--access", is_flag=True, help="Ask for open copies, too (Unpaywall; needs [papers] contact).")
@click.option("--yes", is_flag=True, help="Allow it for good, without being asked.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each paper.")
@click.pass_context
def fetch_command(
    context: click.Context, query: Sequence[str], everything: bool, access: bool, yes: bool, as_json: bool
) -> None:
    """Ask services about the papers that the articles of QUERY cite, or about all: what they are, and if they stand.

    Metadata is asked for again after 30 days, status and open copies after 7, an unknown paper after one.
    """
    from store import Query
    from tui.asking import PaperTally
    from tui.refusals import awaited

    if access and not settings().papers.contact:
        raise click.ClickException(
            "Could not ask for open copies: Unpaywall wants a mail address. Write yours into [papers] contact."
        )
    _allow(yes)
    tally = PaperTally()
    with library(context) as store:
        papers = store.papers_of(store.ids(Query(" ".join(query)))) if query else None
        if papers == []:
            raise click.ClickException("Could not ask about papers: no article that QUERY finds names one. Widen it.")
        awaited(_fetch(store, papers, everything, access, as_json, tally))
        if not as_json:
            click.echo(tally.text())
            _tell_raised(store, tally.raised)
    context.exit(int(tally.failed > 0))


async def _fetch(
    store: "Store", papers: Sequence[int] | None, everything: bool, access: bool, as_json: bool, tally: "PaperTally"
) -> None:
    import asyncio  # here: the other commands need none

    from store import fetch_papers
    from tui.asking import services
    from tui.output import print_error

    total = len(store.due_papers(papers, all=everything, access=access))
    bar: Any = nullcontext()
    if sys.stderr.isatty() and not as_json and total > 1:
        bar = click.progressbar(length=total, label="Asking", file=sys.stderr)
    steps = fetch_papers(store, papers, services=services(settings()), all=everything, access=access)
    try:
        with bar as shown:
            async for step in steps:
                tally.after(step)
                _tell(step, as_json, tally)
                if shown is not None:
                    shown.update(1)
    except asyncio.CancelledError:
        with suppress(OSError, ValueError):  # the terminal may be gone
            print_error(f"Stopped: {tally.text()}. What was told is kept; the same command goes on from there.")
        raise


def _tell(step: "PaperStep", as_json: bool, tally: "PaperTally") -> None:
    from tui.output import print_error, print_json
    from tui.output_papers import step_json

    if as_json:
        print_json([step_json(step)])
    if step.fault and tally.failed <= _MOST_FAULTS:
        more = tally.failed == _MOST_FAULTS
        print_error(step.fault + (" What else is not answered is only counted." if more else ""))


@papers_group.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def load_command(context: click.Context, file: Path, as_json: bool) -> None:
    """Take over a Retraction Watch list (CSV) in place of the one before: papers can then be checked offline.

    Crossref publishes the list. It tells of retractions, concerns and corrections; what it does not name has none
    that was known on the day of its newest entry.
    """
    from store import load_notice_list
    from tui.output import print_json

    with library(context) as store:
        loaded = load_notice_list(store, file)
        found = {"works": loaded.works, "rows": loaded.rows, "skipped": loaded.skipped, "as_of": loaded.as_of,
                 "raised": list(loaded.raised)}  # fmt: skip
        if as_json:
            print_json([found])
            return
        skipped = f"; {loaded.skipped:,} rows could not be read" if loaded.skipped else ""
        click.echo(f"Notices taken over: {loaded.rows:,}, papers: {loaded.works:,}, up to {loaded.as_of}{skipped}.")
        if loaded.raised:
            count = len(loaded.raised)
            are = "article you had read is" if count == 1 else "articles you had read are"
            click.echo(f"{count:,} {are} unread again, for the paper was retracted:")
        _tell_raised(store, loaded.raised)


def _tell_raised(store: "Store", ids: Sequence[int]) -> None:
    """Name the articles that are unread again, each with what was said of its paper."""
    from datetime import datetime

    from tui.output import print_text
    from tui.paper_words import status_text

    now = datetime.now().astimezone()
    for article in store.articles(ids[:_MOST_RAISED]):
        statuses = store.paper_statuses(store.papers_of([article.id], main=True)).values()
        why = next((status_text(one, now) for one in statuses if one.kind in ("retracted", "withdrawn")), "")
        print_text(f"{article.id:>5} {article.title}: {why}")
    if len(ids) > _MOST_RAISED:
        print_text(f"      and {len(ids) - _MOST_RAISED:,} more: sciread list is:retracted is:unread")


@papers_group.command("allow")
@click.argument("answer", type=click.Choice(["yes", "no", "ask"]), required=False)
def allow_command(answer: str | None) -> None:
    """Say whether services may be asked about papers: yes, no, or ask me again. Without an answer: tell what holds."""
    from tui.settings_papers import may_ask

    state = _state()
    if answer:
        _remember(state, {"yes": True, "no": False, "ask": None}[answer])
    told = {True: "yes", False: "no", None: "not answered yet"}[may_ask(settings(), state)]
    by = " (config.toml says so)" if settings().papers.ask is not None else ""
    click.echo(f"Services may be asked about papers: {told}{by}")


def _allow(yes: bool) -> None:
    """Go on only if the reader allows it: who never answered is asked on a terminal. Raises click.ClickException."""
    from tui.asking import QUESTION, REFUSED
    from tui.refusals import on_terminal
    from tui.settings_papers import may_ask

    state = _state()
    allowed = may_ask(settings(), state)
    if allowed is None and (yes or (on_terminal(sys.stdin) and on_terminal(sys.stderr))):
        allowed = yes or click.confirm(QUESTION, err=True)
        _remember(state, allowed)
    if allowed is None:
        raise click.ClickException(
            "Could not ask about papers: you did not allow it yet. `sciread papers fetch --yes` allows it for good."
        )
    if not allowed:
        raise click.ClickException(REFUSED)


def _state() -> "State":
    from tui.paths import state_dir
    from tui.state import State

    return State(state_dir() / "state.json")


def _remember(state: "State", allowed: bool | None) -> None:
    try:
        state.remember_papers_allowed(allowed)
    except OSError as error:
        raise click.ClickException(f"The answer could not be kept: {error}. Write ask = true into [papers].") from error
