"""Which settings count now and where each is from; and a sample of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from tui.actions import ACTIONS
from tui.settings import SETTINGS, TABLES, Group, Settings
from tui.settings_checks import Setting, Value
from tui.settings_papers import PAPERS
from tui.state import State

ENVIRONMENT = ("NO_COLOR", "TEXTUAL_ANIMATIONS", "SCIREAD_DB", "SCIREAD_CONFIG_DIR", "SCIREAD_STATE_DIR", "BROWSER",
               "VISUAL", "EDITOR")  # fmt: skip
"""What is heeded of the environment; proxies are not shown, for their addresses may hold passwords."""


@dataclass(frozen=True, slots=True)
class Told:
    """A setting with the value that counts, and where that is from: config, state or default. `line` of the file."""

    name: str
    value: Value
    origin: str
    line: int | None = None


def told_settings(settings: Settings, state: State) -> list[Told]:
    """Every setting with the value that counts: what the file says, else what was used last, else the default."""
    return [_told(name, settings, state) for name in SETTINGS]


def _told(name: str, settings: Settings, state: State) -> Told:
    line = settings.written.get((name,))
    remembered = _remembered(name, settings, state)
    if name == "theme" and remembered is not None and remembered != settings.theme:
        return Told(name, remembered, "state")  # chosen in the reader since the file was changed
    if line is not None:
        return Told(name, getattr(settings, name), "config", line)
    if remembered is not None:
        return Told(name, remembered, "state")
    return Told(name, SETTINGS[name].default, "default")


def _remembered(name: str, settings: Settings, state: State) -> str | int | None:
    """What was used last, of the settings that are remembered."""
    if name == "theme":
        return state.theme(settings.theme)
    if name == "group":
        return state.word(name, "", get_args(Group)) or None
    allowed = {"lines": range(1, 3), "measure": range(60, 81)}.get(name)
    return (state.number(name, 0, allowed) or None) if allowed else None


def told_keys(settings: Settings) -> list[tuple[str, tuple[str, ...], str, int | None]]:
    """The actions whose keys are not those of the table: id, keys, where from (config or the preset), line."""
    usual = {action.id: action.keys for action in ACTIONS}
    found = []
    for id, keys in settings.keys.items():
        line = settings.written.get(("keys", id))
        if keys != usual[id]:
            found.append((id, keys, f"preset {settings.preset}" if line is None else "config", line))
    return found


def told_passwords(settings: Settings) -> list[tuple[str, str, int | None]]:
    """Where passwords are asked for: place, source and line. Nothing is asked for it."""
    return [(at, source, settings.written.get(("passwords", at))) for at, source in settings.passwords.items()]


def told_papers(settings: Settings, state: State) -> list[Told]:
    """What counts of `[papers]`; whether services may be asked is as the reader said, if the file does not say."""
    found = []
    for name, setting in PAPERS.items():
        line = settings.written.get(("papers", name))
        if line is not None:
            found.append(Told(name, getattr(settings.papers, name), "config", line))
        elif name == "ask" and state.papers_allowed() is not None:
            found.append(Told(name, state.papers_allowed(), "state"))
        else:
            found.append(Told(name, setting.default, "default"))
    return found


def told_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the environment says of what is heeded."""
    return {name: environ[name] for name in ENVIRONMENT if environ.get(name)}


def sample() -> str:
    """Write a config.toml with every setting, each commented out: as it is, it changes nothing."""
    lines = ["# sciread reads this file and never writes it. Take the # away before a setting to use it.", ""]
    for name, setting in SETTINGS.items():
        lines += [*_sampled(name, setting), ""]
    lines += [
        "# Other keys for actions, by the names in docs/KEYS.md and in the help (?). Several stand in brackets;",
        '# strokes one after another are written with a space: "g s".', *_table("keys"),
        "# Where the password of a host is, for addresses that name a user only: https://me@feeds.example.org/feed.",
        "# A port is named where it is not 443, and http:// where there is no https. Of what a command says the",
        "# first line counts; it is run without a shell and without a terminal.",
        *_table("passwords"),
        "# Who is asked about papers, once that is allowed, and the ways to a paper in your order: doi, pubmed, pmc,",
        "# europepmc, arxiv, unpaywall, ezproxy:HOST, openathens:DOMAIN, libkey:NUMBER, or a template with {doi}",
        "# {doi_url} {url} {url_enc} {pmid} {pmcid} {arxiv} in it. The others are tried if the first is not known.",
        "[papers]", *(line for name, setting in PAPERS.items() for line in _sampled(name, setting)), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _sampled(name: str, setting: Setting) -> list[str]:
    without = "none" if setting.default in (None, "") else written(setting.default)
    return [f"# {setting.meaning} (without it: {without})", f"#{name} = {setting.sample}"]


def _table(name: str) -> list[str]:
    return [f"[{name}]", *(f"#{line}" for line in TABLES[name][1]), ""]


def written(value: object) -> str:
    """A value as TOML writes it; what is not set is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(written(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
