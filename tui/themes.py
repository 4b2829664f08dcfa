"""Themes as data: each TOML file holds the fields of one Textual theme.

A theme with a bad colour would register quietly and end the app when it is applied, so every file is
checked here, and a broken one is a notice.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import Theme

DEFAULT = "sciread-dark"

_FIELDS = {field.name for field in fields(Theme)}
_COLORS = {
    "primary", "secondary", "warning", "error", "success", "accent", "foreground", "background", "surface",
    "panel", "boost",
}  # fmt: skip
_TYPES: dict[str, type | tuple[type, ...]] = {
    "name": str, "dark": bool, "ansi": bool, "luminosity_spread": (int, float), "text_alpha": (int, float),
    "variables": dict, **dict.fromkeys(_COLORS, str),
}  # fmt: skip
_STYLE_WORDS = {"none", "bold", "dim", "italic", "underline", "underline2", "reverse", "strike", "blink"}


class ThemeError(Exception):
    """One sentence: what is wrong with a theme."""


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes that can be used, and a notice for each file that cannot."""

    themes: tuple[Theme, ...]
    notices: tuple[str, ...]


def load_themes(folders: Iterable[Path], *, only: str | None = None) -> Themes:
    """Read every `*.toml` of the folders, or the one called so; of two with one name the later folder's wins."""
    found: dict[str, Theme] = {}
    notices: list[str] = []
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.toml"))):
        if only not in (None, path.stem):
            continue
        try:
            theme = read_theme(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, ThemeError) as error:  # ValueError: not UTF-8, not TOML
            notices.append(f"theme {path.name} was left out: {error}")
        else:
            found[theme.name] = theme
    return Themes(tuple(found.values()), tuple(notices))


def read_theme(text: str) -> Theme:
    """The theme a TOML text holds. Raises ThemeError or tomllib.TOMLDecodeError."""
    document = tomllib.loads(text)
    for name, value in document.items():
        if name not in _FIELDS:
            raise ThemeError(f"there is no theme field “{name}”")
        expected = _TYPES.get(name)
        if expected and (not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool)):
            raise ThemeError(f"{name} cannot be {value!r}")
    for name in ("name", "primary"):
        if not document.get(name):
            raise ThemeError(f"“{name}” is missing")
    for name in sorted(_COLORS & document.keys()):
        _check_color(name, document[name])
    return _generated(document)


def _generated(document: dict[str, Any]) -> Theme:
    """Make the theme and draw its whole palette once, as applying it will."""
    theme = Theme(**document)
    try:
        palette = theme.to_color_system().generate()
    except Exception as error:  # Textual names no error here, and what fails now would end the app later
        raise ThemeError(f"its colours do not fit together ({error})") from error
    for name, value in theme.variables.items():
        _check_variable(name, value, palette)
    return theme


def _check_color(name: str, value: str) -> None:
    try:
        Color.parse(value)
    except ColorParseError:
        raise ThemeError(f"{name} = {value!r} is not a colour") from None


def _check_variable(name: str, value: Any, palette: dict[str, str]) -> None:
    """A variable is a colour ("#0af", "$primary 50%"), a text style or, for a few, another CSS value."""
    if not isinstance(value, str):
        raise ThemeError(f"variable {name} is a text, in quotes")
    words = value.split()
    if name.endswith("-style"):
        known = _STYLE_WORDS
        if not words or not all(word in known or word.removeprefix("$") in palette for word in words):
            raise ThemeError(f"variable {name} = {value!r} is not a text style")
    elif value.startswith("$") or value.endswith("%"):
        _check_mixed(name, words, palette)
    else:
        _check_color(f"variable {name}", value)


def _check_mixed(name: str, words: list[str], palette: dict[str, str]) -> None:
    """`$primary`, `$primary 50%` or `#0af 50%`."""
    color = words[0]
    if len(words) > 2:
        raise ThemeError(f"variable {name} = {' '.join(words)!r} is not a colour")
    if color.startswith("$"):
        if color[1:] not in palette:
            raise ThemeError(f"variable {name} names {color}, which no theme has")
    else:
        _check_color(f"variable {name}", color)
    if len(words) == 2 and not words[1][:-1].replace(".", "", 1).isdigit():
        raise ThemeError(f"variable {name}: {words[1]} is not a percentage")
