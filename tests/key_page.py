"""The page of keys, docs/KEYS.md, from the tables the reader itself uses. `make keys` writes it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tui.actions import Action, Keymap, shown
from tui.screens import feed_screen
from tui.screens.references import ReferencesScreen

PAGE = Path(__file__).parents[1] / "docs" / "KEYS.md"
_INTRODUCTION = """\
# Keys

Written by `make keys` from `tui/actions.py`; do not edit it here. A word in the last column is the action's name in
`config.toml`, where `[keys]` gives it other keys: `star = "S"`, `open_paper = ["d", "f2"]`. A key of several strokes
is written with spaces: `"g g"`. Ctrl+p opens the palette, where every action can be found by its words, and the themes.
"""


def markdown() -> str:
    """The whole page: the library by groups, then the keys that other screens have of their own."""
    return "\n".join(
        [
            _INTRODUCTION,
            *_library(Keymap()),
            "## References and links (`u`)\n",
            "The keys above move and open; these are its own.\n",
            *_table(("key", "does"), _own_keys()),
            "## Feeds\n",
            "Enter on the heading over the feeds in the left pane opens their list. Changes can be undone.\n",
            *_table(("key", "does"), _feed_keys()),
        ]
    )


def _library(keymap: Keymap) -> Iterator[str]:
    for group, actions in groupby(keymap.actions, key=lambda action: action.group):
        yield f"## {group}\n"
        yield from _table(("key", "does", "action"), (_row(keymap, action) for action in actions))


def _row(keymap: Keymap, action: Action) -> tuple[str, ...]:
    written = keymap.all_hints(action).split("  ")
    return " ".join(f"`{key}`" for key in written), action.help, f"`{action.id}`"


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
