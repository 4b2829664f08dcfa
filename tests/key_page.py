"""The page of keys, docs/KEYS.md, and the short table in the README, from the tables the reader itself uses.

`make keys` writes both.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tui.actions import PRESETS, Action, Keymap, shown
from tui.screens import feed_screen
from tui.screens.references_screen import ReferencesScreen

PAGE = Path(__file__).parents[1] / "docs" / "KEYS.md"
README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- keys: written by `make keys` -->", "<!-- end of keys -->"
_INTRODUCTION = """\
# Keys

Written by `make keys` from `tui/actions.py`; do not edit it here. A word in the last column is the action's name in
`config.toml`, where `[keys]` gives it other keys: `star = "S"`, `open_paper = ["d", "f2"]`. A key of several strokes
is written with spaces: `"g g"`. Ctrl+p opens the palette, where every action can be found by its words, and feeds,
views and themes. `:` opens a line for the name of any action, with hyphens or underscores, and what may follow it:
`:tag +later -old`, `:sort oldest`, `:go 12`. Where the first column shows such a command, the action has no key until
you give it one.
"""


def markdown() -> str:
    """The whole page: the library by groups, then the keys that other screens have of their own."""
    return "\n".join(
        [
            _INTRODUCTION,
            *_library(Keymap()),
            *_presets(),
            "## References and links (`u`)\n",
            "The keys above move and open; these are its own.\n",
            *_table(("key", "does"), _own_keys()),
            "## Feeds\n",
            "`g f` opens the list of feeds. Changes can be undone.\n",
            *_table(("key", "does"), _feed_keys()),
        ]
    )


def short() -> str:
    """The README's table: every action that has a key, two in a row."""
    keymap = Keymap()
    cells = [(_keys(keymap, action), action.help) for action in keymap.actions if action.keys]
    half = (len(cells) + 1) // 2
    rows = [(*cells[at], *(cells[at + half] if at + half < len(cells) else ("", ""))) for at in range(half)]
    return "\n".join(_table(("key", "does", "key", "does"), rows))


def with_table(readme: str) -> str:
    """The README with the table of today between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{short()}\n{END}{rest.partition(END)[2]}"


def _presets() -> Iterator[str]:
    usual = Keymap()
    for name, keys in PRESETS.items():
        if keys:
            keymap = Keymap(keys)
            yield f'## With `preset = "{name}"`\n'
            yield "A line of `config.toml`. The other keys stay; `[keys]` stands over these too.\n"
            rows = [
                (_keys(keymap, keymap.action(id)), _keys(usual, usual.action(id)), keymap.action(id).help, f"`{id}`")
                for id in keys
            ]
            yield from _table(("key", "instead of", "does", "action"), rows)


def _library(keymap: Keymap) -> Iterator[str]:
    for group, actions in groupby(keymap.actions, key=lambda action: action.group):
        yield f"## {group}\n"
        yield from _table(("key", "does", "action"), (_row(keymap, action) for action in actions))


def _row(keymap: Keymap, action: Action) -> tuple[str, ...]:
    name = f"`{action.id}`" + (f" `{action.argument}`" if action.argument else "")
    return _keys(keymap, action), action.help, name


def _keys(keymap: Keymap, action: Action) -> str:
    return " ".join(f"`{key}`" for key in keymap.all_hints(action).split("  "))


def _own_keys() -> Iterator[tuple[str, ...]]:
    for key, (_, label) in ReferencesScreen.OWN.items():
        yield f"`{shown(key)}`", label


def _feed_keys() -> Iterator[tuple[str, ...]]:
    for _, keys, label, _ in feed_screen._KEYS:
        yield " ".join(f"`{shown(key)}`" for key in keys), label


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    yield from (_line([cell.replace("|", "\\|") for cell in row]) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8")
    README.write_text(with_table(README.read_text("utf-8")), encoding="utf-8")
