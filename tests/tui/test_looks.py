"""Looks that are styled on use are those that Textual would have styled beforehand; wrapping by few letters too."""

from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets._toast import Toast

from tests.tui.reader import opened_reader
from tui.screens.library import LibraryScreen
from tui.themes import DEFAULT
from tui.widgets.filter_bar import FilterBar
from tui.widgets.looks import LooksOnUse
from tui.widgets.markdown_lines_wrap import tokens

Looks = dict[str, dict[str, object]]


def looks(screen: LibraryScreen) -> Looks:
    """The rules of every part of every widget, by widget and part."""
    found: Looks = {}
    for widget in screen.walk_children(Widget):
        if isinstance(widget, Toast):
            continue  # whether a message is still there is a matter of time
        for part in DOMNode._get_component_classes.__func__(type(widget)):  # type: ignore[attr-defined]
            styles = widget.get_component_styles(part)
            found[f"{widget} {part}"] = dict(styles.get_rules())
    return found


async def gone_through(path: Path) -> list[Looks]:
    """The looks at the start, in another pane, in another theme, with few colours, and with an article alone."""
    found = []
    async with opened_reader(path) as (screen, pilot):
        screen.app.theme = DEFAULT  # the theme of the last run is remembered
        await pilot.pause()
        found.append(looks(screen))
        await pilot.press("l")
        found.append(looks(screen))
        screen.app.theme = "high-contrast-light"
        await pilot.pause()
        found.append(looks(screen))
        screen.app.add_class("-few-colours")
        await pilot.pause()
        found.append(looks(screen))
        await pilot.press("z")
        found.append(looks(screen))
    return found


async def test_looks_on_use_are_those_of_textual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_use = await gone_through(tmp_path / "one.db")
    for name in ("_get_component_classes", "get_component_styles", "notify_style_update"):
        monkeypatch.delattr(LooksOnUse, name)
    beforehand = await gone_through(tmp_path / "two.db")
    assert on_use == beforehand
    assert len(on_use[0]) > 60  # the lines that are made after the first paint too
    assert on_use[0] != on_use[2] != on_use[3]


async def test_only_looks_that_were_drawn_are_styled(tmp_path: Path) -> None:
    async with opened_reader(tmp_path / "library.db") as (screen, _):
        assert "article-view--table-head" not in screen.view._component_styles
        assert "row--cursor" not in screen.query_one(Input)._component_styles
        with pytest.raises(KeyError):
            screen.view.get_component_styles("article-view--nothing")


@pytest.mark.parametrize(
    "text",
    [
        "plain words, and-some in-between well-known—truly — so",
        "naïve café “quoted” – dashes… ΑΒΓ гласные", "e\u0301a\u200db x\ufe0f", "  two  blanks ", "", "a",
    ],
)  # fmt: skip
def test_few_letters_are_kept_together_as_all_are(text: str) -> None:
    assert tokens(False).findall(text) == tokens(True).findall(text)


async def test_a_bar_is_filled_after_the_first_paint_or_when_it_is_opened_before(tmp_path: Path) -> None:
    async with opened_reader(tmp_path / "library.db") as (screen, _):
        assert screen.filter_bar.query_one("#filter-line")
        assert screen.find_bar.query_one("#find-line")
        early = FilterBar()
        screen.mount(early)
        assert not early.typed_in
        early.open("search", "words")
        assert early.query_one(Input).value == "words"
        early.fill()
        assert len(early.query(Input)) == 1
