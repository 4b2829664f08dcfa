"""The reader's settings: `config.toml`, which the app only reads."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from tui.actions import ACTIONS, clashes

_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift|super)\+)+(?:[!-~]|[a-z_0-9]+)")

Group = Literal["none", "day", "feed", "digest"]
Glyphs = Literal["unicode", "ascii"]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _one_of(*allowed: object) -> Callable[[object], bool]:
    """A check for a few values; true is not 1 here."""
    return lambda value: any(type(value) is type(one) and value == one for one in allowed)


_PLAIN: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "theme": (_text, "the name of a theme, in quotes"),
    "prune": (_text, "a query in quotes: which articles may go after a refresh"),
    "trust_env": (_yes_or_no, "true or false"),
    "glyphs": (_one_of(*get_args(Glyphs)), '"unicode" or "ascii"'),
    "lines": (_one_of(1, 2), "1 or 2: lines an article has in the list"),
    "group": (_one_of(*get_args(Group)), '"day", "feed", "digest" or "none"'),
    "measure": (_one_of(*range(60, 81)), "a number from 60 to 80: columns of the text"),
    "motion": (_yes_or_no, "true or false"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` says, checked: what was wrong is left out and told in `notices`.

    `prune` is a query: the articles whose texts may go after a refresh (None: all are kept). `trust_env` lets
    the network obey the environment's proxy settings. `lines` an article has in the list, `group` what it is
    grouped by, `measure` the columns of its text; None leaves each to what was used last. `motion` False: nothing
    moves by itself.
    """

    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    prune: str | None = None
    trust_env: bool = False
    glyphs: Glyphs = "unicode"
    lines: Literal[1, 2] | None = None
    group: Group | None = None
    measure: int | None = None
    motion: bool = True


def read_settings(path: Path) -> Settings:
    """Read `config.toml`. A missing file is no fault; a broken one is one notice and the defaults."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(notices=(f"{path.name} was not read: {error}. The defaults are used.",))
    notices = [f"{path.name}: there is no setting “{name}”" for name in document if name not in (*_PLAIN, "keys")]
    plain: dict[str, Any] = {}
    for name, (sound, what) in _PLAIN.items():
        value = document.get(name)
        if value is not None and sound(value):
            plain[name] = value
        elif value is not None:
            notices.append(f"{path.name}: {name} is {what}")
    keys, key_notices = check_keys(document.get("keys", {}))
    return Settings(keys=keys, notices=(*notices, *key_notices), **plain)


def check_keys(table: Any) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The usable part of `[keys]`, and a notice for each unknown id, each non-key and each clash."""
    if not isinstance(table, dict):
        return {}, ['[keys] is a table: action = "key"']
    good: dict[str, tuple[str, ...]] = {}
    notices: list[str] = []
    known = {action.id for action in ACTIONS}
    for id, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if id not in known:
            notices.append(f"[keys] there is no action “{id}”")
        elif not isinstance(keys, list) or not keys or not all(isinstance(key, str) and is_key(key) for key in keys):
            notices.append(f"[keys] {id}: {value!r} is not a key")
        else:
            good[id] = tuple(keys)
    return _without_clashes(good, notices)


def _without_clashes(
    good: dict[str, tuple[str, ...]], notices: list[str]
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Drop, one by one, the reader's keys that another action has: the shipped keys never clash."""
    while found := clashes(good):
        key, first, second = found[0]
        loser = second if second in good else first
        notices.append(f"[keys] {loser}: “{key}” clashes with {first if loser == second else second}")
        del good[loser]
    return good, notices


@cache
def _key_names() -> frozenset[str]:
    """The names Textual has for keys; loaded only for a reader who sets any, for commands read the settings too."""
    from textual.keys import Keys

    return frozenset(key.value for key in Keys) | {"space", "enter", "escape", "tab"}


def is_key(text: str) -> bool:
    """Whether every stroke of the text is a key a terminal can send: "n", "ctrl+n", "g g", "f5"."""
    strokes = text.split(" ")
    return all(
        (len(stroke) == 1 and stroke.isprintable()) or stroke in _key_names() or _MODIFIED.fullmatch(stroke)
        for stroke in strokes
    )
