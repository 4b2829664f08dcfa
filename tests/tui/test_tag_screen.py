"""The tags and the rules as a whole, by keys on a real library."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from store import Query, Rule, Store, Tag, fold
from tests.tui.reader import opened_reader, said, seen, shown, told, until
from tests.tui.screen_text import clock, make_library
from tui.screens.library import LibraryScreen
from tui.screens.rule_prompt import RulePrompt
from tui.screens.rule_screen import RuleScreen, rule_item
from tui.screens.tag_screen import TagScreen
from tui.widgets.tag_list import TagRow, matching_tags, tag_heading, tag_row


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = make_library(tmp_path / "library.db")
    with Store(path, now=clock) as store:
        ids = store.ids(Query())
        store.tag(ids[:2], add=["lungs"])
        store.tag(ids[1:4], add=["repairs"])
        store.save_view("Lungs", "tag:lungs")
    return path


def tags(screen: LibraryScreen) -> dict[str, int]:
    return {tag.name: tag.count for tag in screen.store.tags() if tag.reader}


async def tag_screen(screen: LibraryScreen, pilot: Pilot[None]) -> TagScreen:
    await pilot.press("g", "T")
    await until(lambda: isinstance(screen.app.screen, TagScreen) and screen.app.screen.is_active)
    found = screen.app.screen
    assert isinstance(found, TagScreen)
    return found


def go(tag_list: TagScreen, name: str) -> None:
    tag_list.tags.go([row.tag.name for row in tag_list.tags.tags].index(name))


async def test_selected_tags_are_merged_after_a_question_and_undo_brings_them_back(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        tag_list = await tag_screen(screen, pilot)
        await seen(screen, "given by", "#lungs", "lung cancer", "sources")
        go(tag_list, "lungs")
        await pilot.press("v")
        go(tag_list, "repairs")
        await pilot.press("v")
        await seen(screen, "2 selected", "▪ #lungs")
        await pilot.press("m")
        await until(lambda: bool(screen.app.screen.query(Input)) and screen.app.screen is not tag_list)
        assert screen.app.screen.query_one(Input).value == "repairs"  # the bigger one
        await pilot.press("enter")
        await seen(screen, "Merge into #repairs (on 3 articles now)", "articles?")
        await pilot.press("n")
        assert tags(screen) == {"lungs": 2, "repairs": 3}
        await pilot.press("m", "enter")
        await seen(screen, "y yes")
        await pilot.press("y")
        await told(screen, "#lungs merged into #repairs")
        assert tags(screen) == {"repairs": 4}
        assert "1 view still asks for tag:lungs: Lungs." in said(screen)
        await pilot.press("U")
        await told(screen, "Undone: merged #lungs into #repairs")
        assert tags(screen) == {"lungs": 2, "repairs": 3}
        go(tag_list, "repairs")
        await pilot.press("enter")
        await until(lambda: screen.listing.scope == 'tag:"repairs"')
        assert len(screen.article_list.ids) == 3


async def test_a_tag_is_renamed_coloured_and_deleted(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        tag_list = await tag_screen(screen, pilot)
        go(tag_list, "lungs")
        await pilot.press("e")
        await until(lambda: screen.app.screen is not tag_list)
        screen.app.screen.query_one(Input).value = "airways"
        await pilot.press("enter")
        await told(
            screen, "#lungs is #airways now: 2 articles. U takes it back. 1 view still asks for tag:lungs: Lungs."
        )
        go(tag_list, "airways")
        await pilot.press("c")
        await seen(screen, "Colour of #airways", "success")
        await pilot.press("4")
        await told(screen, "#airways: success")
        await pilot.press("e")
        await until(lambda: screen.app.screen is not tag_list)
        screen.app.screen.query_one(Input).value = "Repairs"
        await pilot.press("enter")
        await seen(screen, "Merge into #repairs")  # that name is taken
        await pilot.press("n", "D")
        await seen(screen, "Delete #airways from 2 articles?")
        await pilot.press("y")
        await told(screen, "#airways deleted: 2 articles changed.")
        assert tags(screen) == {"repairs": 3}
        await pilot.press("U", "escape")
        await until(lambda: screen.is_active)
        await until(lambda: screen.article_list.tag_colours == {"airways": "success"})


async def test_a_category_of_a_source_is_found_by_its_name_and_adopted(library: Path) -> None:
    async with opened_reader(library, size=(70, 24)) as (screen, pilot):
        tag_list = await tag_screen(screen, pilot)
        await pilot.press("/", *"CANC", "enter")
        await until(lambda: [row.tag.name for row in tag_list.tags.tags] == ["lung cancer"], lambda: shown(screen))
        await pilot.press("a")
        await told(screen, "#lung cancer is yours now: 1 article.")
        assert tags(screen)["lung cancer"] == 1
        await pilot.press("a")
        await told(screen, "This tag is yours already.")
        await pilot.press("escape")
        assert screen.app.screen is tag_list
        await until(lambda: len(tag_list.tags.tags) > 1)
        await pilot.press("escape")
        await until(lambda: screen.is_active)


async def test_a_rule_is_written_changed_moved_and_taken_back(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("g", "R")
        await seen(screen, "No rule yet.")
        rules = screen.app.screen
        assert isinstance(rules, RuleScreen)
        await pilot.press("n")
        await until(lambda: isinstance(screen.app.screen, RulePrompt) and screen.app.screen.is_active)
        await pilot.press(*"nonsuch:x", "enter")
        await seen(screen, "nonsuch")
        assert screen.app.screen.query_one("#about").has_class("-fault")
        screen.app.screen.query_one("#rule-query", Input).value = ""
        await pilot.press(*"tag:lungs", "enter")
        await seen(screen, "Finds 2 articles now.")
        await pilot.press(*"repa", "tab", *"mine", "enter")
        await told(screen, "Rule added: #repairs, #mine on 2 articles.")
        assert tags(screen) == {"lungs": 2, "repairs": 4, "mine": 2}
        await pilot.press("n", *"tag:mine", "enter")
        await seen(screen, "Finds 2 articles now.")
        await pilot.press(*"also", "enter")
        await seen(screen, "gives #also · 2 articles")
        await pilot.press("j", "K")
        await until(lambda: [rule.filter for rule in screen.store.rules()] == ["tag:mine", "tag:lungs"])
        assert rules.rule is not None
        assert rules.rule.filter == "tag:mine"  # the cursor goes with it
        await pilot.press("D")
        await told(screen, "Rule deleted")
        await pilot.press("U")
        await told(screen, "Undone: removed the rule tag:mine")
        await pilot.press("r")
        await told(screen, "Rules run")
        await pilot.press("escape")
        await until(lambda: screen.is_active)


@pytest.mark.parametrize("width", [30, 59, 60, 90, 104])
def test_rows_and_headings_are_as_wide_as_the_list(width: int) -> None:
    row = TagRow(Tag("a 猫 of many letters " * 3, 12_345, 6_789, True, "warning"), ruled=True, selected=True)
    assert sum(cell_len(text) for text, _ in tag_row(row, width)) == width
    assert cell_len(tag_heading(width + 1)) == width + 1


def test_hostile_names_are_drawn_as_text() -> None:
    drawn = "".join(text for text, _ in tag_row(TagRow(Tag("[/x]\x1b[31m\u202ered", 1, 0, False)), 60))
    assert "[/x]" in drawn
    assert not {"\x1b", "\u202e"} & set(drawn)


@pytest.mark.parametrize(
    ("words", "found"),
    [("", ["Lung cancer", "repair"]), ("CANCER lu", ["Lung cancer"]), ("pair", ["repair"]), ("x", [])],
)
def test_tags_are_found_by_every_word(words: str, found: list[str]) -> None:
    known = [Tag(name, 1, 0, True) for name in ("Lung cancer", "repair")]
    assert [tag.name for tag in matching_tags(known, fold(words), [fold(tag.name) for tag in known])] == found


def test_the_fault_of_a_rule_stands_under_it() -> None:
    item = rule_item(3, Rule(1, "nonsuch:x", ("a", "b"), 0, "There is no field nonsuch."))
    assert [text for text, _ in item.texts] == [
        "nonsuch:x", "gives #a, #b · 0 articles", "! There is no field nonsuch.", "",
    ]  # fmt: skip
