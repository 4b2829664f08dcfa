"""The reader's settings (`config.toml`, which the app only reads) and what the app remembers (`state.json`)."""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tui.actions import ACTIONS, clashes

_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift|super)\+)+(?:[!-~]|[a-z_0-9]+)")

_PLAIN: Mapping[str, tuple[type, str]] = {
    "theme": (str, "the name of a theme, in quotes"),
    "prune": (str, "a query in quotes: which articles may go after a refresh"),
    "trust_env": (bool, "true or false"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` says, checked: what was wrong is left out and told in `notices`.

    `prune` is a query: the articles whose texts may go after a refresh (None: all are kept). `trust_env` lets
    the network obey the environment's proxy settings.
    """

    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    prune: str | None = None
    trust_env: bool = False


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
    for name, (kind, what) in _PLAIN.items():
        value = document.get(name)
        if isinstance(value, kind):
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


class State:
    """What the app remembers between two runs, in one small JSON file that only its owner can read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read_object(path)

    def theme(self, configured: str | None) -> str | None:
        """The theme to start with: the one chosen last, unless `config.toml` has been changed since."""
        chosen = self._values.get("theme")
        if isinstance(chosen, str) and self._values.get("configured") == configured:
            return chosen
        return configured

    def remember_theme(self, chosen: str, configured: str | None) -> None:
        """Keep the chosen theme; raises OSError if the folder cannot be written."""
        self._values |= {"theme": chosen, "configured": configured}
        _write_whole(self._path, json.dumps(self._values, ensure_ascii=False, indent=1))


def _read_object(path: Path) -> dict[str, Any]:
    """The file's JSON object; {} if it is missing or broken, for it holds nothing the reader made."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_whole(path: Path, text: str) -> None:
    """Replace a file at once: a crash leaves the old or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # created with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
