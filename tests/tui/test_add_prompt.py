"""Adding from the reader: the prompt completes paths, and what is named is added or told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Added
from tests.server import LoopbackServer, reply
from tests.tui.feeds import page, rss
from tests.tui.reader import opened_reader, told, until
from tests.tui.screen_text import make_library
from tui.screens.add_prompt import AddPrompt, beginning, paths, shown_end
from tui.screens.adding import added_text
from tui.widgets.word_list import WordList


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the reader is started in."""
    here = tmp_path / "here"
    (here / "papers").mkdir(parents=True)
    (here / "papers" / "alpha.md").write_text("# Alpha waves\n\nA text about alpha waves in the sleeping brain.\n")
    (here / "papers" / "alphabet.md").write_text("# Alphabet\n\nA text about the four letters of the alphabet.\n")
    (here / "papers" / ".hidden.md").write_text("# Hidden\n\nNot shown.\n")
    (here / "page.txt").write_text("Notes\n")
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    named = b'<link rel="alternate" type="application/rss+xml" href="/cells">'
    with LoopbackServer(
        {
            "/cells": rss("Cell Notes", [1, 2]),
            "/story": page("A story of one page", 8),
            "/home": reply(200, b"<html><head>" + named + b"</head><body>News</body></html>", content_type="text/html"),
        }
    ) as running:
        yield running


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pa", ["page.txt", "papers/"]),
        ("papers/", ["papers/alpha.md", "papers/alphabet.md"]),
        ("papers/alphab", ["papers/alphabet.md"]),
        ("papers/.", ["papers/.hidden.md"]),
        ("papers/alphabet.md", []),
        ("./pap", ["./papers/"]),
        ("none/", []),
        ("page.txt/x", []),
        ("~nobody-of-that-name/", []),
        ("pa\0", []),
        ("https://pa", []),
        ("10.1000/x", []),
        ("-", []),
        ("", []),
    ],
)
def test_paths_are_completed(folder: Path, text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_an_absolute_path_and_a_home_are_completed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths(f"{folder}/pag") == [f"{folder}/page.txt"]
    monkeypatch.setenv("HOME", str(folder))
    assert paths("~/pag") == ["~/page.txt"]


def test_a_name_that_would_steer_the_terminal_is_not_offered(folder: Path) -> None:
    (folder / "pa\x1b]2;owned\x07.md").write_text("x")
    assert paths("pa") == ["page.txt", "papers/"]


@pytest.mark.parametrize(
    ("text", "end"), [("a/b/c.md", "c.md"), ("a/b/", "b/"), ("Biology", "Biology"), ("/", "/"), ("/etc/", "etc/")]
)
def test_what_is_shown_of_a_path(text: str, end: str) -> None:
    assert shown_end(text) == end


def test_folders_of_feeds_are_completed_in_any_case() -> None:
    complete = beginning(["Biology", "Bioethics", "Physics"])
    assert complete("bio") == ["Biology", "Bioethics"]
    assert complete("Physics") == []


async def test_tab_completes_as_far_as_is_certain_and_arrows_pick(folder: Path, library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *"pap", "tab", "tab")
        prompt = screen.app.screen
        assert isinstance(prompt, AddPrompt)
        assert prompt.query_one("Input").value == "papers/alpha"  # type: ignore[attr-defined]
        assert [text for _, text in prompt.query_one(WordList).words] == ["alpha.md", "alphabet.md"]
        await pilot.press("down", "down", "enter")
        await told(screen, "Added “Alphabet”")
        assert screen.store.counts().articles == 8


async def test_a_folder_gives_all_its_documents(folder: Path, library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *"papers", "enter")
        await told(screen, "2 articles from papers")
        assert not any(feed.subscribed for feed in screen.store.feeds())


async def test_ctrl_s_subscribes_to_a_folder(folder: Path, library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *"papers", "ctrl+s")
        await told(screen, "2 articles")
        (feed,) = [feed for feed in screen.store.feeds() if feed.subscribed]
        assert (feed.kind, feed.title) == ("folder", "papers")


async def test_the_address_of_a_feed_is_subscribed_to(library: Path, server: LoopbackServer) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *server.url("/cells"), "enter")
        await told(screen, "2 articles from Cell Notes")
        await until(lambda: any(row.label == "Cell Notes" for row in screen.tag_pane.rows))


async def test_a_page_is_added_or_its_feed_subscribed_to(library: Path, server: LoopbackServer) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *server.url("/story"), "enter")
        await told(screen, "Added “A story of one page”")
        await pilot.press("I", *server.url("/home"), "ctrl+s")
        await told(screen, "2 articles from Cell Notes")


@pytest.mark.parametrize("typed", ["/none", "nothing-here.md"])
async def test_what_cannot_be_added_is_one_sentence(
    library: Path, server: LoopbackServer, folder: Path, typed: str
) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *(server.url(typed) if typed.startswith("/") else typed), "enter")
        await told(screen, "Could not")
        await until(lambda: [note.severity for note in screen.app._notifications].count("error") == 1)
        assert screen.store.counts().articles == 7


async def test_esc_and_standard_input_add_nothing(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("I", *"x", "escape", "I", "enter", "I", "-", "enter")
        await told(screen, "command line")
        assert screen.store.counts().articles == 7


async def test_an_empty_library_lists_what_is_added_first(tmp_path: Path, folder: Path) -> None:
    async with opened_reader(tmp_path / "new.db") as (screen, pilot):
        await pilot.press("I", *"papers/", "enter")
        await until(lambda: screen.article_list.count == 2)
        assert not screen.has_class("-empty")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        ([Added("x", "feed", 6, 0, (1, 2, 3, 4, 5, 6))], "6 articles from Therapies"),
        ([Added("x", "text", 1, 0, (1,))], "Added Therapies"),
        ([Added("x", "opml", 2, 0, ())], "2 subscriptions from Therapies"),
        ([Added("x", "feed", 0, 0, (1,))], "Nothing new in Therapies"),
        (
            [Added("a", "text", 1, 1, (1, 2)), Added("b", "text", 2, 0, (3, 4))],
            "3 articles and 1 updated from Therapies",
        ),
    ],
)
def test_what_was_added_is_told(lines: list[Added], text: str) -> None:
    assert added_text(lines, "Therapies") == text
