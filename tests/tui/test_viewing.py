"""Saved views by keys and by commands; completion of queries."""

import json
from pathlib import Path

import pytest

from store import Query, Store
from tests.tui.reader import opened_reader, shown, told, until
from tests.tui.screen_text import clock, make_library
from tests.tui.shell import Shell
from tui.screens.view_chooser import ViewChooser
from tui.widgets.completion import completions


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def names(path: Path) -> list[str]:
    with Store(path, now=clock) as store:
        return [view.name for view in store.views()]


async def test_the_present_filter_is_kept_as_a_view_and_taken_again(library: Path) -> None:
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("F", *"item", "enter", "f")
        await until(lambda: isinstance(screen.app.screen, ViewChooser))
        await pilot.press("n", *"Digest", "enter")
        await until(lambda: any(row.label == "Digest" for row in screen.tag_pane.rows))
        assert names(library) == ["Digest"]
        await until(
            lambda: any("Digest" in line and " 3 " in line for line in shown(screen).splitlines()),
            lambda: shown(screen),
        )
        assert "Views" in shown(screen)
        await pilot.press("escape", "f", "1")
        assert screen.listing == Query(scope="item", unread=True)
        assert screen.article_list.ids == screen.store.ids(Query("item", unread=True))


async def test_the_count_of_a_view_follows_what_is_read(library: Path) -> None:
    with Store(library, now=clock) as store:
        store.save_view("Digest", "item", sort="title")
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await until(lambda: any(row.label == "Digest" for row in screen.tag_pane.rows))
        row = next(row for row in screen.tag_pane.rows if row.label == "Digest")
        assert row.number == "3"
        screen.listing = row.applied(screen.listing, True)
        await pilot.press("N")
        await until(lambda: any(row.label == "Digest" and row.number == "2" for row in screen.tag_pane.rows))
        assert screen.listing.sort == "title"


async def test_views_are_renamed_moved_deleted_and_brought_back(library: Path) -> None:
    with Store(library, now=clock) as store:
        for name in ("one", "two"):
            store.save_view(name, name)
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("f", "J")
        await until(lambda: names(library) == ["two", "one"])
        await pilot.press("K", "r", *["backspace"] * 3, *"uno", "enter")
        await until(lambda: names(library) == ["uno", "two"])
        await pilot.press("f", "j", "D")
        await told(screen, "View two deleted")
        assert names(library) == ["uno"]
        await pilot.press("U")
        await until(lambda: [row.label for row in screen.tag_pane.rows if row.view] == ["uno", "two"])
        assert names(library) == ["uno", "two"]


def test_views_by_command(shell: Shell, tmp_path: Path) -> None:
    make_library(tmp_path / "data" / "library.db")
    assert "3 articles, 3 unread" in shell("views", "add", "Digest", "item", "--sort", "relevance")
    shell("views", "add", "Lungs", "lung", "is:unread", "--unread")
    shell("views", "rename", "digest", "Week")
    shell("views", "move", "Lungs", "1")
    first, second = map(json.loads, shell("views", "--json").splitlines())
    assert (first["name"], first["filter"], first["only_unread"], first["unread"]) == (
        "Lungs",
        "lung is:unread",
        True,
        1,
    )
    assert (second["name"], second["sort"], second["count"]) == ("Week", "relevance", 3)
    assert "Week: item" in shell("views")
    shell("views", "remove", "week")
    assert "Week" not in shell("views")
    assert "1 view changed back" in shell("undo")
    assert "Week" in shell("views")
    shell("views", "add", "Bad", "(lung", code=2)
    shell("views", "rename", "none", "x", code=1)
    assert "no view" in shell.err


VALUES = {"tag": ["lung cancer", "lupus", "old [x] lung"], "is": ["unread"]}


@pytest.mark.parametrize(
    ("text", "start", "offers"),
    [
        ("ta", 0, ["tag:"]),
        ("lung -ta", 6, ["tag:"]),
        ("(i", 1, ["is:"]),
        ("tag:lu", 0, ['tag:"lung cancer"', "tag:lupus", 'tag:"old [x] lung"']),
        ('a tag:"lung c', 2, ['tag:"lung cancer"']),
        ("is:", 0, ["is:unread"]),
        ("x:", 0, []),
        ("a ", 2, []),
    ],
)
def test_completions(text: str, start: int, offers: list[str]) -> None:
    assert completions(text, len(text), ["tag", "is"], lambda name: VALUES.get(name, [])) == (start, offers)
