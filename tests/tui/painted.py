"""The screen with its looks: text, and a letter for the look of every cell, so that a theme can be a golden picture."""

from collections.abc import Iterator
from io import StringIO
from itertools import chain
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App

_LETTERS = ascii_lowercase + ascii_uppercase + digits
_WORDS = ("bold", "dim", "italic", "underline", "strike", "reverse")


def strips(app: App[Any]) -> list[list[Segment]]:
    """The rows of the screen as segments, without the codes that move the cursor."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=StringIO(), color_system="truecolor", force_terminal=True, legacy_windows=False
    )
    update = app.screen._compositor.render_update(full=True)
    assert update is not None
    segments = [one for one in console.render(update) if not one.control]
    return [list(row) for row in Segment.split_and_crop_lines(segments, width, include_new_lines=False)][:height]


def painted(app: App[Any]) -> str:
    """Text, then the letters of the looks, then what each letter stands for."""
    rows = strips(app)
    letters: dict[str, str] = {}
    for one in chain.from_iterable(rows):
        letters.setdefault(_look(one.style), _LETTERS[len(letters) % len(_LETTERS)])
    text = ("".join(one.text for one in row).rstrip() for row in rows)
    looks = ("".join(letters[_look(one.style)] * one.cell_length for one in row) for row in rows)
    legend = (f"{letter} {look}" for look, letter in letters.items())
    return "\n".join([*text, "", *map(_shortened, looks), "", *legend]) + "\n"


def _shortened(row: str) -> str:
    """Runs of a letter as the letter and how many."""
    return " ".join(f"{letter}{count}" for letter, count in _runs(row))


def _runs(row: str) -> Iterator[tuple[str, int]]:
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at] != row[start]:
            yield row[start], at - start
            start = at


def _look(style: Style | None) -> str:
    if style is None:
        return "plain"
    ink, ground = (
        "-" if colour is None or colour.is_default else colour.get_truecolor().hex
        for colour in (style.color, style.bgcolor)
    )
    return " ".join([f"{ink} on {ground}", *(word for word in _WORDS if getattr(style, word))])
