"""The reader's settings: `config.toml`, which the app only reads."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from tui.actions import ACTIONS, PRESETS, clashes
from tui.settings_checks import Notice, Setting, is_text, nearest, one_of, yes_or_no
from tui.settings_lines import fault_line, key_lines, line_of
from tui.settings_papers import PAPERS, PaperSettings, checked_papers

_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift|super)\+)+(?:[!-~]|[a-z_0-9]+)")

Group = Literal["none", "day", "feed", "digest"]
Glyphs = Literal["unicode", "ascii"]


SETTINGS: Mapping[str, Setting] = {
    "theme": Setting(
        is_text, "the name of a theme, in quotes", "the colours; g c shows them all", "sciread-dark", '"sciread-light"'
    ),
    "preset": Setting(
        one_of(*PRESETS), '"classic" or "modern"', "a set of keys; modern: r and u mark read and unread", "classic",
        '"modern"',
    ),
    "lines": Setting(one_of(1, 2), "1 or 2: lines an article has in the list", "lines an article has in the list",
                     None, "2"),
    "group": Setting(one_of(*get_args(Group)), '"day", "feed", "digest" or "none"', "headings between articles", "day",
                     '"day"'),
    "measure": Setting(one_of(*range(60, 81)), "a number from 60 to 80: columns of the text", "columns of the text",
                       72, "72"),
    "glyphs": Setting(one_of(*get_args(Glyphs)), '"unicode" or "ascii"', "marks and lines; ascii: those of every font",
                      "unicode", '"ascii"'),
    "motion": Setting(yes_or_no, "true or false", "false: nothing moves by itself", True, "false"),
    "prune": Setting(is_text, "a query in quotes: which articles may go after a refresh",
                     "texts that may go after each refresh; none goes without it", None,
                     "'is:read before:\"1 year\"'"),
    "backups": Setting(one_of(*range(31)), "a number from 0 to 30: daily copies that are kept",
                       "daily copies of the library that are kept; 0: none is made", 7, "7"),
    "trust_env": Setting(yes_or_no, "true or false", "true: obey HTTP_PROXY and its like", False, "true"),
}  # fmt: skip

TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "keys": ('other keys for actions: star = "S"', ('star = "S"', 'open_paper = ["d", "f2"]')),
    "passwords": (
        'where a password is, for addresses that name a user only: "host" = "command: …" or "environment: NAME"',
        (
            '"feeds.example.org" = "command: pass show feeds"',
            '"alerts.example.org:8443" = "environment: ALERTS_PASSWORD"',
        ),
    ),
    "papers": (
        "who is asked about papers, and the ways to a paper in your order",
        tuple(f"{name} = {one.sample}" for name, one in PAPERS.items()),
    ),
}
"""The tables: what stands in each, and lines of a sample."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` says, checked: what was wrong is left out and told in `notices`.

    `prune` is a query: the articles whose texts may go after a refresh (None: all are kept). `trust_env` lets
    the network obey the environment's proxy settings. `backups` daily copies are kept, 0: none is made. `lines` an
    article has in the list, `group` what it is grouped by, `measure` the columns of its text; None leaves each to
    what was used last. `motion` False: nothing moves by itself. `keys` are those of `preset` with the reader's own
    over them. `passwords` names for a host where its password is, never the password itself. `papers`: who is asked
    about papers. `written` has the line on which each setting that counts stands: ("theme",), ("keys", "star").
    """

    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    prune: str | None = None
    trust_env: bool = False
    backups: int = 7
    glyphs: Glyphs = "unicode"
    lines: Literal[1, 2] | None = None
    group: Group | None = None
    measure: int | None = None
    motion: bool = True
    preset: str = "classic"
    passwords: Mapping[str, str] = field(default_factory=dict)
    papers: PaperSettings = field(default_factory=PaperSettings)
    written: Mapping[tuple[str, ...], int] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """Read `config.toml`. A missing file is no fault; a broken one is one notice and the defaults."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        what, line = fault_line(str(error))
        return Settings(notices=_clean([f"{path.name}{line}: {what}. It was not read: the defaults are used."]))
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        return Settings(notices=_clean([f"{path.name} was not read: {error}. The defaults are used."]))
    lines = key_lines(text)
    plain, notices = _checked(document)
    preset = PRESETS[plain.get("preset", "classic")]
    own, key_notices = _checked_keys(document.get("keys", {}), preset)
    passwords, password_notices = _checked_passwords(document.get("passwords", {}))
    papers, paper_names, paper_notices = checked_papers(document.get("papers", {}))
    told = _clean(_placed(path.name, lines, [*notices, *key_notices, *password_notices, *paper_notices]))
    good: list[tuple[str, ...]] = [(name,) for name in plain]
    good += [("keys", id) for id in own] + [("passwords", place) for place in passwords]
    good += [("papers", name) for name in paper_names]
    written = {where: number for where in good if (number := line_of(lines, *where))}
    keys = {**preset, **own}
    return Settings(keys=keys, passwords=passwords, papers=papers, notices=told, written=written, **plain)


def _placed(file: str, lines: dict[tuple[str, ...], int], notices: Iterable[Notice]) -> list[str]:
    """The notices with their lines, in the order of these."""
    places = sorted((line_of(lines, *where) or 0, what) for where, what in notices)
    return [f"{file}{f' line {number}' * bool(number)}: {what}" for number, what in places]


def _clean(notices: Iterable[str]) -> tuple[str, ...]:
    """What a file says may hold anything; a terminal and the log are shown it in one clean line."""
    from store import clean_line  # here: commands read the settings, and few have notices

    return tuple(clean_line(notice, 400) for notice in notices)


def _checked(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[Notice]]:
    """The sound values but those of the tables, and what is wrong with the others."""
    plain: dict[str, Any] = {}
    notices: list[Notice] = []
    known = (*SETTINGS, *TABLES)
    for name, value in document.items():
        if name not in known:
            notices.append(((name,), f"there is no setting “{name}”{nearest(name, known)}"))
        elif name not in TABLES and SETTINGS[name].sound(value):
            plain[name] = value
        elif name not in TABLES:
            notices.append(((name,), f"{name} is {SETTINGS[name].what}"))
    return plain, notices


def _checked_passwords(table: Any) -> tuple[dict[str, str], list[Notice]]:
    """The sound lines of `[passwords]`; a notice quotes nothing of the others, for what stands there may be one."""
    if not isinstance(table, dict):
        return {}, [(("passwords",), '[passwords] is a table: "host" = "command: …" or "environment: NAME"')]
    if not table:
        return {}, []
    from store import password_mistake  # here: it loads what starts programs, and few have passwords

    found = {place: password_mistake(place, source) for place, source in table.items()}
    good = {place: source for place, source in table.items() if found[place] is None}
    return good, [(_first_path(table, place), f"[passwords] {what}") for place, what in found.items() if what]


def _first_path(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Where what is wrong with a name of `[passwords]` stands: a host without quotes is tables within tables."""
    path, value = ["passwords", name], table[name]
    while isinstance(value, dict) and value:
        path.append(next(iter(value)))
        value = value[path[-1]]
    return tuple(path)


def check_keys(table: Any, preset: str = "classic") -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The usable part of `[keys]`, and a notice for each unknown id, each non-key and each clash."""
    good, notices = _checked_keys(table, PRESETS[preset])
    return good, [what for _, what in notices]


def _checked_keys(table: Any, preset: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], list[Notice]]:
    if not isinstance(table, dict):
        return {}, [(("keys",), '[keys] is a table: action = "key"')]
    good: dict[str, tuple[str, ...]] = {}
    notices: list[Notice] = []
    known = {action.id for action in ACTIONS}
    for id, value in table.items():
        keys = [value] if isinstance(value, str) else value
        where = ("keys", id)
        if id not in known:
            notices.append((where, f"[keys] there is no action “{id}”{nearest(id, known)}"))
        elif not isinstance(keys, list) or not keys or not all(isinstance(key, str) and is_key(key) for key in keys):
            notices.append((where, f"[keys] {id}: {value!r} is not a key"))
        elif taken := sorted(set(keys) & _TAKEN.keys()):
            notices.append((where, f"[keys] {id}: {taken[0]} {_TAKEN[taken[0]]}"))
        elif id in _NUMBERED and not all(key.split(" ")[-1] in "123456789" for key in keys):
            notices.append((where, f"[keys] {id}: its keys end in the digit that is meant, such as “g 1”"))
        else:
            good[id] = tuple(dict.fromkeys(keys))
    return _without_clashes(good, preset, notices)


_NUMBERED = {action.id for action in ACTIONS if action.keyed}

_TAKEN = {
    **dict.fromkeys(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+["), "is another key to a terminal"),
    "ctrl+p": "opens the palette",
    "ctrl+q": "always quits",
    "ctrl+c": "always copies",
}
"""Keys that would never reach an action: terminals send Backspace, Tab, Enter and Esc for the first ones."""


def _without_clashes(
    good: dict[str, tuple[str, ...]], preset: Mapping[str, tuple[str, ...]], notices: list[Notice]
) -> tuple[dict[str, tuple[str, ...]], list[Notice]]:
    """Drop, one by one, the reader's keys that another action has: the shipped keys never clash."""
    while found := clashes({**preset, **good}):
        key, first, second = found[0]
        loser = second if second in good else first
        other = first if loser == second else second
        notices.append((("keys", loser), f"[keys] {loser}: “{key}” clashes with {other}"))
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
