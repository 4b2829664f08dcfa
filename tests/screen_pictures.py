"""`make screens`: the pictures of docs/pictures, drawn from the reader as it is now over the samples."""

import asyncio
import os
import re
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from textual.pilot import Pilot

from tests.conftest import ROOT
from tests.demo_library import clock, demo_library
from tui.app import SciRead
from tui.screens.library import LibraryScreen

FOLDER = ROOT / "docs" / "pictures"
STORIES = {  # name: (size, theme, keys)
    "library": ((132, 38), "sciread-dark", ""),
    "library-light": ((132, 38), "sciread-light", ""),
    "library-small": ((80, 24), "sciread-dark", ""),
    "search": ((132, 38), "sciread-dark", "/ l u n g"),
    "references": ((110, 34), "sciread-dark", "u"),
    "zen": ((110, 34), "sciread-light", "z"),
    "help": ((110, 34), "sciread-dark", "?"),
    "tags": ((110, 34), "sciread-dark", "g T"),
    "papers": ((110, 34), "sciread-dark", "g p"),
    "paper-card": ((132, 38), "sciread-dark", "g q j enter"),
    "command-line": ((110, 34), "sciread-dark", ": t a g"),
}

_CELL = 12.2  # the width of a cell as Rich draws it
_LEADING = re.compile(r'(<text [^>]*x=")([\d.]+)("[^>]*textLength=")([\d.]+)("[^>]*>)((?:&#160;)+)(?=[^<])')

_FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace">
<style>.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px; }}
{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<g clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def svg(app: SciRead) -> str:
    """The screen as SVG that asks no other machine for fonts."""
    width, height = app.size
    console = Console(
        width=width, height=height, file=StringIO(), force_terminal=True, color_system="truecolor", record=True,
        legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    drawn = console.export_svg(title="", code_format=_FRAME, unique_id="screen")
    return re.sub(r"[ \t]+$", "", _LEADING.sub(_moved, drawn), flags=re.MULTILINE)


def _moved(found: re.Match[str]) -> str:
    """Blanks at the beginning of a text as its place: not every program that draws SVG keeps them."""
    before, x, between, length, rest, blanks = found.groups()
    moved = blanks.count("&") * _CELL
    return f"{before}{float(x) + moved:g}{between}{float(length) - moved:g}{rest}"


async def draw(library: Path, size: tuple[int, int], theme: str, keys: str) -> str:
    """Open the reader, press the keys, and draw what is there."""
    app = SciRead(library, now=clock)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await _still(pilot, app)
        if keys:
            await pilot.press(*keys.split())
            await _still(pilot, app)
        return svg(app)


async def _still(pilot: Pilot[None], app: SciRead) -> None:
    await pilot.pause(0.3)
    await app.workers.wait_for_complete()
    await pilot.pause(0.3)
    assert isinstance(app.screen_stack[0], LibraryScreen)


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # looks depend on it
        for name in ("CONFIG", "STATE"):
            os.environ[f"SCIREAD_{name}_DIR"] = str(Path(folder, name))
        for name, (size, theme, keys) in STORIES.items():
            library = demo_library(Path(folder, f"{name}.db"))
            (FOLDER / f"{name}.svg").write_text(asyncio.run(draw(library, size, theme, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
