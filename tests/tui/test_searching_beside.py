"""What a search shows while the library is still being asked beside the screen, and where keys go meanwhile."""

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from store import Query, Store
from store.db import searching
from store.model import Draft
from tests.tui.quiet import quiet
from tests.tui.reader import opened_reader, seen, shown, until
from tests.tui.screen_text import NOW
from tui.screens.library import LibraryScreen

MANY, FIRST = 60, 48


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The older an article, the more often it has the word: ranked they stand the other way round."""
    path = tmp_path / "library.db"
    with Store(path) as store:
        store.save(
            [
                Draft(f"n{n}", f"Number {n}", "zebra " * (n + 1) + "stands " * (MANY - n), published=NOW - timedelta(n))
                for n in range(MANY)
            ]
        )
    return path


class Gate:
    """Questions for ranked hits wait until it is opened; how many came."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.asked: list[str] = []


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate, ask = Gate(), Store.ids

    def ids(store: Store, query: Query, limit: int | None = None) -> Sequence[int]:
        if query.sort == "relevance" and threading.current_thread() is not threading.main_thread():
            gate.asked.append(query.filter)
            gate.opened.wait(20)
        return ask(store, query, limit)

    monkeypatch.setattr(Store, "ids", ids)
    monkeypatch.setattr(searching, "LARGE", 1)
    yield gate
    gate.opened.set()


def titles(screen: LibraryScreen) -> list[str]:
    return [article.title for article in screen.store.articles(screen.article_list.ids)]


async def test_the_newest_hits_come_first_and_the_ranked_ones_after_them(library: Path, gate: Gate) -> None:
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zeb")
        await seen(screen, f"/zeb · relevance   1/{FIRST}+")
        assert titles(screen) == [f"Number {n}" for n in range(FIRST)]
        gate.opened.set()
        await seen(screen, f"/zeb · relevance   1/{MANY} ")
        assert titles(screen) == [f"Number {n}" for n in reversed(range(MANY))]
        await until(lambda: screen._shown == screen.article_list.ids[0], lambda: shown(screen))


async def test_the_hit_the_reader_went_to_keeps_the_cursor_when_the_ranked_ones_come(library: Path, gate: Gate) -> None:
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zeb")
        await seen(screen, f"/zeb · relevance   1/{FIRST}+")
        await pilot.press("down", "down")
        await until(lambda: screen.article is not None and screen.article.title == "Number 2", lambda: shown(screen))
        gate.opened.set()
        await until(lambda: not screen.article_list.begun, lambda: shown(screen))
        assert screen.article
        assert screen.article.title == "Number 2"
        await seen(screen, f"{MANY - 2}/{MANY} ")


async def test_letters_that_no_word_tells_apart_ask_and_paint_nothing_anew(library: Path, gate: Gate) -> None:
    gate.opened.set()
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zeb")
        await seen(screen, f"/zeb · relevance   1/{MANY} ")
        ids, asked = screen.article_list.ids, len(gate.asked)
        for text in ("zebr", "zebra"):
            await pilot.press(text[-1])
            await seen(screen, f"/{text} · relevance   1/{MANY} ")
            assert screen.article_list.ids is ids
        assert len(gate.asked) == asked
        screen.store.mark(list(ids)[:1], hidden=True)  # now the library is another
        await pilot.press("backspace")
        await seen(screen, f"/zebr · relevance   1/{MANY - 1} ")
        assert len(gate.asked) > asked


async def test_keys_after_enter_wait_for_what_stays_and_are_meant_for_it(library: Path, gate: Gate) -> None:
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zebra", "enter", "j", "s", "down")
        assert screen.filter_bar.opened
        assert screen.filter_bar.typed_in
        gate.opened.set()
        await until(lambda: not screen.filter_bar.opened, lambda: shown(screen))
        await quiet(screen.app)
        assert screen.listing == Query("zebra", unread=True, sort="relevance")
        assert screen.article_list.cursor == 2
        starred = screen.store.articles(screen.store.ids(Query("is:starred")))
        assert [article.title for article in starred] == [f"Number {MANY - 2}"]


async def test_keys_after_an_enter_that_ends_in_a_fault_are_typed_on(library: Path, gate: Gate) -> None:
    gate.opened.set()
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zebra", "space", "left_parenthesis", "enter", "x", "y")
        await seen(screen, "zebra (xy")
        assert screen.filter_bar.opened


async def test_a_click_while_enter_waits_leaves_the_line_and_nothing_hangs(library: Path, gate: Gate) -> None:
    async with opened_reader(library, size=(140, 40)) as (screen, pilot):
        await pilot.press("slash", *"zebra", "enter")
        await pilot.click("#articles", offset=(10, 5))
        await pilot.press("k")
        assert not screen.filter_bar.opened
        gate.opened.set()
        await screen.app.workers.wait_for_complete()
        await quiet(screen.app)
        await pilot.press("slash", *["backspace"] * 5, *"number")
        await seen(screen, "/number")
