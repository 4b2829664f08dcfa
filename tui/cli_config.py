"""The command that tells which settings count: config."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from tui.cli import cli, settings

if TYPE_CHECKING:
    from tui.settings_checks import Value
    from tui.settings_told import Told


@cli.command("config")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--sample", "as_sample", is_flag=True, help="Print a config.toml with every setting, commented out.")
@click.pass_context
def config_command(context: click.Context, as_json: bool, as_sample: bool) -> None:
    """Show the settings that count, where each is from, and the keys that differ; what is wrong goes to stderr."""
    from tui.output import print_json, print_text
    from tui.settings_told import sample

    if as_sample:
        click.echo(sample(), nl=False)
        return
    told = config_json(context)
    if as_json:
        print_json([told])
    else:
        print_text("\n".join(_lines(told)))


def config_json(context: click.Context) -> dict[str, Any]:
    """Write the object of `config --json`."""
    from tui.paths import paths, state_dir
    from tui.settings_told import told_environment, told_keys, told_papers, told_passwords, told_settings
    from tui.state import State

    found = settings()
    state = State(state_dir() / "state.json")
    told = told_settings(found, state)
    notices = _theme_notices(next(one.value for one in told if one.name == "theme"))
    return {
        "settings": _named(told),
        "keys": [
            {"action": id, "keys": list(keys), "from": origin, "line": line}
            for id, keys, origin, line in told_keys(found)
        ],
        "passwords": [
            {"place": place, "source": source, "from": "config", "line": line}
            for place, source, line in told_passwords(found)
        ],
        "papers": _named(told_papers(found, state)),
        "environment": told_environment(os.environ),
        "paths": paths(context.find_root().obj),
        "notices": [*found.notices, *notices],
    }


def _named(told: "Iterable[Told]") -> list[dict[str, Any]]:
    return [{"name": one.name, "value": one.value, "from": one.origin, "line": one.line} for one in told]


def _theme_notices(wanted: "Value") -> list[str]:
    """Say what is wrong with the themes, in the words of the reader at its start, and tell it on stderr."""
    from textual.theme import BUILTIN_THEMES

    from tui.output import print_error
    from tui.paths import config_dir, data_dir
    from tui.themes import load_themes

    loaded = load_themes([data_dir("themes"), config_dir() / "themes"])
    known = {theme.name for theme in loaded.themes}.union(BUILTIN_THEMES)
    missing = [] if wanted in known else [f"There is no theme “{wanted}”. The default is used."]
    notices = [*loaded.notices, *missing]
    for notice in notices:
        print_error(notice)
    return notices


def _lines(told: dict[str, Any]) -> list[str]:
    """Say it for people: a line each, where it is from to the right."""
    from tui.settings_told import written

    rows = [(one["name"], written(one["value"]), one) for one in told["settings"]]
    rows += [(f"keys.{one['action']}", "  ".join(one["keys"]), one) for one in told["keys"]]
    rows += [(f"papers.{one['name']}", written(one["value"]), one) for one in told["papers"]]
    rows += [(f"passwords.{one['place']}", one["source"], one) for one in told["passwords"]]
    lines = [f"{name:<20} {value:<24} {_origin(one)}" for name, value, one in rows]
    lines += [f"{name:<20} {value:<24} environment" for name, value in told["environment"].items()]
    return [*lines, "", *(f"{name:<9}{path}" for name, path in told["paths"].items())]


def _origin(one: dict[str, Any]) -> str:
    return f"config.toml line {one['line']}" if one["line"] else str(one["from"])
