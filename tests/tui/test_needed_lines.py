"""Painting only the lines that changed puts the same on the screen as painting all of it, as Textual itself does."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.reader import opened_reader
from tests.tui.screen_text import make_library
from tui.screens.needed_lines import NeededLines, _runs

KEYS = (
    "j",
    "j",
    "k",
    "G",
    "k",
    "k",
    "g g",
    "L",
    "j",
    "G",
    "g g",
    "s",
    "enter",
    "j",
    "ctrl+d",
    "h",
    "tab",
    "j",
    "z",
    "z",
)


@pytest.mark.parametrize("size", [(140, 40), (100, 30), (60, 12), (120, 9)])
async def test_every_partial_frame_is_what_textual_would_paint(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    ours = NeededLines._render_chops

    def both(self: NeededLines, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        spans = dict(self._spans)
        chops = ours(self, crop, is_rendered_line)
        theirs = Compositor._render_chops(self, crop, is_rendered_line)
        for y in filter(is_rendered_line, range(len(chops))):
            for at, ends in zip(chops[y], self.cuts[y][1:], strict=True):
                if not spans or any(first < ends and end > at for first, end in spans[y]):
                    assert chops[y][at] == theirs[y][at]
        painted.append(len(spans))
        return chops

    monkeypatch.setattr(NeededLines, "_render_chops", both)
    async with opened_reader(make_library(tmp_path / "library.db"), size=size) as (screen, pilot):
        for keys in KEYS:
            await pilot.press(*keys.split(" "))
            drawn = screen._compositor.render_strips()
            screen.refresh()
            for widget in screen.walk_children(Widget):
                widget._styles_cache.clear()
            assert [strip.text for strip in screen._compositor.render_strips()] == [strip.text for strip in drawn]
    assert any(painted)


def test_lines_are_asked_for_in_runs() -> None:
    assert list(_runs([0, 1, 2, 5, 7, 8])) == [(0, 3), (5, 1), (7, 2)]
    assert list(_runs([])) == []
