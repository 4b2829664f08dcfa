"""The tag pane: its sections, what is closed, and finding a place by name."""

import json
from pathlib import Path

import pytest

from store import Counts, Feed, Query, Store, Tag, View
from store.model import Draft
from tests.tui.reader import opened_reader, said, until
from tests.tui.screen_text import clock, make_library, screen_text
from tui.app import SciRead
from tui.paths import state_dir
from tui.screens.library import LibraryScreen
from tui.widgets.tag_pane import MOST_TAGS, Scope, TagPane, scopes
from tui.widgets.tag_pane_rows import folded, named, nearest

FEEDS = [
    Feed(1, "Cell Notes", "https://a.example/f", None, 3, 1, folder="Biology", subscribed=True),
    Feed(2, "Étoiles", "https://b.example/f", None, 3, 0, subscribed=True),
]
TAGS = [Tag("mine", 4, 2, True), Tag("lung cancer", 9, 0, False), Tag("Ästhetik", 2, 1, False)]
ROWS = scopes(Counts(9, 3, 1, 1, 2), FEEDS, TAGS, [View(1, "Weekly", "is:unread", "newest", False, 3, 3)])


def labels(screen: LibraryScreen) -> list[str]:
    return [row.label for row in screen.tag_pane.rows]


def shown(screen: LibraryScreen) -> str:
    assert isinstance(screen.app, SciRead)
    return screen_text(screen.app)


def test_sections_stand_in_their_order_each_under_its_heading() -> None:
    assert [row.label for row in ROWS if row.heading] == ["Library", "Views", "Feeds", "Tags"]
    assert all(row.section for row in ROWS if row.label)
    assert [row.label for row in ROWS if row.section == "Library"][1:] == [
        "All",
        "Unread",
        "Starred",
        "Notes",
        "Hidden",
    ]


@pytest.mark.parametrize(
    ("label", "query"),
    [("Notes", "has:note"), ("Starred", "is:starred"), ("#mine", 'tag:"mine"'), ("lung cancer", 'tag:"lung cancer"')],
)
def test_what_a_row_lists(label: str, query: str) -> None:
    assert next(row for row in ROWS if row.label == label).text == query


def test_without_notes_or_hidden_articles_there_is_no_row_for_them() -> None:
    found = {row.label for row in scopes(Counts(9, 3, 1), [], [])}
    assert not found & {"Notes", "Hidden", "Feeds", "Tags"}


def test_the_readers_tags_and_the_sources_words_are_told_apart_by_sign_and_look() -> None:
    pane = TagPane()
    pane.show(ROWS, Query())
    looks = {text.strip(): look for n, _ in enumerate(pane.rows) for text, look in pane.row(n, 24)}
    assert looks["#mine"] == "strong"
    assert looks["lung cancer"] == "dim"


def test_so_many_tags_that_not_all_are_listed() -> None:
    many = [Tag(f"t{n}", n, 0, False) for n in range(MOST_TAGS + 1240)]
    rows = scopes(Counts(1, 0, 0), [], many)
    assert sum(row.given for row in rows) == MOST_TAGS
    assert rows[-1].more == 1240
    pane = TagPane()
    pane.show(rows, Query())
    assert "".join(text for text, _ in pane.row(len(pane.rows) - 1, 30)).split() == ["…", "1,240", "more:", "type", "/"]
    assert len(scopes(Counts(1, 0, 0), [], many, most=len(many))) == len(many) + 6


@pytest.mark.parametrize(
    ("closed", "gone", "there"),
    [
        ("Tags", {"#mine", "lung cancer"}, {"Tags", "Cell Notes"}),
        ("Feeds", {"Biology", "Cell Notes", "Étoiles"}, {"Feeds", "#mine"}),
        ("Feeds/Biology", {"Cell Notes"}, {"Biology", "Étoiles"}),
        ("gone since then", set(), {"Cell Notes", "#mine"}),
    ],
)
def test_what_is_closed_is_not_listed_and_still_known(closed: str, gone: set[str], there: set[str]) -> None:
    pane = TagPane([closed, ""])
    pane.show(ROWS, Query())
    found = {row.label for row in pane.rows}
    assert there <= found
    assert not gone & found
    assert pane.showing(Query(scope="feed:1")) == "Cell Notes"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("asth", ["Tags", "Ästhetik"]),
        ("ETOI", ["Feeds", "Étoiles"]),
        ("cell", ["Feeds", "Biology", "Cell Notes"]),
        ("biol", ["Feeds", "Biology"]),
        ("canc lu", ["Tags", "lung cancer"]),
        ("week", ["Views", "Weekly"]),
        ("library", ["no such name"]),
        ("[/x]", ["no such name"]),
    ],
)
def test_a_name_is_found_without_case_and_accents_under_what_it_stands(typed: str, found: list[str]) -> None:
    assert [row.label for row in named(ROWS, typed)] == found


def test_several_sections_keep_a_gap_and_no_text_finds_all() -> None:
    assert [row.label for row in named(ROWS, "e")].count("") == 3
    assert [row.label for row in named(ROWS, "")] == [row.label for row in ROWS]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("topic 2", "topic 2"),
        ("top", "topic 12"),
        ("top t", "#top ten"),
        ("ten", "#top ten"),
        ("opic", "Tags"),
        ("TOPIC 2", "topic 2"),
    ],
)
def test_the_nearest_name_has_the_cursor(typed: str, name: str) -> None:
    rows = [Scope("Tags", heading=True), *(Scope(one, text="x") for one in ("topic 12", "topic 2", "#top ten"))]
    assert rows[nearest(rows, typed)].label == name
    assert folded("ÄÉ ﬁ") == "ae fi"


async def test_headings_open_and_close_by_key_and_mouse_and_stay_so(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        query = screen.listing
        await pilot.press("h", "g", "g")
        await pilot.press("k")
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.heading
        assert screen.listing.scope == query.scope  # a heading lists nothing
        await pilot.press("G", "[")
        while not (screen.tag_pane.scope and screen.tag_pane.scope.heading):
            await pilot.press("k")
        assert screen.tag_pane.scope.label == "Tags"
        await until(lambda: "Enter close" in shown(screen))
        await pilot.press("enter")
        await until(lambda: "trials" not in labels(screen) and "Enter open" in shown(screen))
        await pilot.press("space")
        await until(lambda: "trials" in labels(screen))
        await pilot.press("h")
        await until(lambda: "trials" not in labels(screen))
        row = labels(screen).index("From files")
        await pilot.click(screen.tag_pane, offset=(2, row))
        await until(lambda: "Example News" not in labels(screen))
        kept = json.loads((state_dir() / "state.json").read_text("utf-8"))["closed"]
        assert kept.split("\n") == ["From files", "Tags"]
    async with opened_reader(library) as (screen, _pilot):
        assert "trials" not in labels(screen)
        assert "Example News" not in labels(screen)


async def test_a_place_is_found_by_name_and_listed(tmp_path: Path) -> None:
    library = make_library(tmp_path / "l.db")
    with Store(library, now=clock) as store:
        words = [tuple(f"word {n}" for n in range(40 * k, 40 * k + 40)) for k in range(8)]
        store.save([Draft(f"w{n}", f"W{n}", "x", categories=some) for n, some in enumerate(words)], place="w")
    async with opened_reader(library) as (screen, pilot):
        before = screen.listing
        await pilot.press("h", "slash")
        await until(lambda: screen.place_line.has_focus and "Esc all places" in shown(screen))
        await pilot.press(*"word 31")
        await until(lambda: "word 319" in labels(screen))
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.label == "word 31"
        await pilot.press("down")
        await until(lambda: screen.listing.scope == 'tag:"word 310"')
        await pilot.press("escape")
        await until(lambda: screen.listing == before and "All" in labels(screen))
        assert screen.pane == "tags"
        await pilot.press("G")  # not all tags are listed: the last row finds one
        await until(lambda: bool(screen.tag_pane.scope and screen.tag_pane.scope.more))
        await pilot.press("enter", *"nowhere")
        await until(lambda: "no such name" in shown(screen))
        await pilot.press("enter")
        await until(lambda: "No place has this in its name" in said(screen))
        await pilot.press("ctrl+u", *"word 319", "enter")
        await until(lambda: screen.pane == "list" and screen.listing.scope == 'tag:"word 319"')
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.label == "word 319"  # though the tags that are listed end before it
        await until(lambda: "word 319" in shown(screen).splitlines()[0])
        assert "All" in labels(screen)


async def test_what_was_read_no_longer_counts_on_its_tags(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        numbers = {row.label: row.number for row in screen.tag_pane.rows}
        assert numbers["repair"] == "1"
        await pilot.press("enter")
        await until(lambda: {row.label: row.number for row in screen.tag_pane.rows}["repair"] == "–")
        assert {row.label: row.number for row in screen.tag_pane.rows}["trials"] == "1"


async def test_a_click_elsewhere_leaves_the_line_and_keeps_what_is_listed(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("h", "slash", *"trials", "up", "down")
        await until(lambda: labels(screen) == ["Tags", "trials"])
        await pilot.click(screen.article_list, offset=(10, 2))
        await until(lambda: not screen.place_line.opened and screen.pane == "list")
        assert "All" in labels(screen)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")
