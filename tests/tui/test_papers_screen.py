"""The list of all papers and the queue, told in keys and pictures."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store import PaperQuery, Store
from tests.tui.cited_library import current, reading, top
from tests.tui.paper_library import many_papers, paper_library
from tests.tui.quiet import quiet
from tests.tui.reader import drawn, seen, shown, told, until
from tests.tui.screen_text import clock, picture
from tui.screens.chooser import Chooser
from tui.screens.confirm import Confirm
from tui.screens.library import LibraryScreen
from tui.screens.paper_card import PaperCard
from tui.screens.papers_screen import PapersScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = paper_library(tmp_path / "library.db")
    with Store(path, now=clock) as store:
        store.queue_papers([store.paper_named("10.1000/lung")], "to-read")
        store.queue_papers([store.paper_named("10.1000/mended")], "aside", "no time")
    return path


async def papers(screen: LibraryScreen, pilot: Pilot[None], *keys: str) -> PapersScreen:
    await pilot.press(*(keys or ("g", "p")))
    await until(lambda: isinstance(top(screen), PapersScreen) and top(screen).is_active, lambda: shown(screen))
    await quiet(screen.app)
    found = top(screen)
    assert isinstance(found, PapersScreen)
    return found


def titles(found: PapersScreen) -> list[str | None]:
    return [paper.title for paper in found.store.papers(found.papers.ids)]


@pytest.mark.parametrize(("name", "size"), [("normal", (100, 30)), ("small", (78, 24))])
async def test_the_list_looks_like_its_picture(library: Path, name: str, size: tuple[int, int]) -> None:
    async with reading(library, size) as (screen, pilot):
        await papers(screen, pilot)
        picture(f"papers-{name}", shown(screen))


async def test_a_thousand_works_are_counted_and_read_by_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(many_papers(tmp_path / "l.db"), (140, 40)) as (screen, pilot):
        asked: list[int] = []
        read = Store.papers

        def counted(self: Store, ids: list[int]) -> object:
            asked.append(len(ids))
            return read(self, ids)

        monkeypatch.setattr(Store, "papers", counted)
        found = await papers(screen, pilot)
        await seen(screen, "Papers · 1,000 works · 11 in the queue · most cited first 1/1,000")
        await pilot.press("G", "ctrl+u", "g", "j", "j")
        assert sum(asked) <= 5 * 32
        assert found.papers.cursor == 2
        picture("papers-wide", shown(screen))


async def test_enter_shows_the_card_and_an_article_of_it(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("enter")
        await until(lambda: isinstance(top(screen), PaperCard))
        await pilot.press("q")
        assert top(screen) is found
        await pilot.press("enter", "G", "k")
        card = top(screen)
        assert isinstance(card, PaperCard)
        while not (card.lines.target and card.lines.target.kind == "article"):
            await pilot.press("k")
        await pilot.press("enter")
        await until(lambda: top(screen) is screen)
        assert screen.pane == "detail"


async def test_a_state_is_chosen_with_a_reason_and_taken_back(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        for key, words in (("1", "○ to get"), ("3", "◐ reading"), ("4", "✓ read"), ("6", "not in your queue")):
            await pilot.press("b")
            assert isinstance(top(screen), Chooser)
            await pilot.press(key)
            await seen(screen, words)
        await pilot.press("b", "5", *"later", "enter")
        await seen(screen, "✗ set aside: later")
        await pilot.press("b", "5", "enter")
        await told(screen, "It was so already.")
        await pilot.press("U", "U")
        await seen(screen, "✓ read")
        assert top(screen) is found


async def test_what_is_done_in_the_card_shows_in_the_list_below(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("enter", "b", "4", "q")
        await until(lambda: top(screen) is found)
        await seen(screen, "0 in the queue", "✓ read")


async def test_the_queue_lists_what_waits_and_says_when_nothing_does(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot, "g", "q")
        await seen(screen, "Papers · in the queue · 1 work · longest waiting first 1/1")
        assert titles(found) == ["Inhaled lactone in scarred lungs: a randomised trial"]
        await pilot.press("b", "6")
        await seen(screen, "No paper is in your queue. b puts one there")
        await pilot.press("enter", "d", "b", "c", "y")
        assert top(screen) is found
        await pilot.press("x")
        await told(screen, "No paper is listed here")
        await pilot.press("f", "1")
        await seen(screen, "4 works")


async def test_filters_by_state_and_status(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("f", "7")
        await seen(screen, "Papers · set aside · 1 work")
        assert titles(found) == ["A table of doses"]
        await pilot.press("F", "8")
        await seen(screen, "Papers · retracted or withdrawn · 1 work")
        assert titles(found) == ["A result that was none"]
        await pilot.press("f", *"jjjjjjjjjjj", "enter")
        await seen(screen, "Papers · not checked · 1 work")
        assert titles(found) == ["Lactone, early"]
        await pilot.press("f", "9")
        await seen(screen, "No paper is like this. f, then 1 shows all")
        await pilot.press("f", "escape", "f", "1")
        await seen(screen, "Papers · 4 works")


async def test_orders(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("backslash", "4")
        await seen(screen, "by title")
        assert titles(found) == sorted(str(title) for title in titles(found))
        await pilot.press("backslash", "5")
        await seen(screen, "gravest notice first")
        assert titles(found)[:2] == ["A result that was none", "A table of doses"]
        await pilot.press("backslash", "escape")
        assert found.query_now == PaperQuery(sort="status")


async def test_words_are_found_while_they_are_typed(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("slash", *"lactone")
        await until(lambda: len(found.papers.ids) == 2, lambda: shown(screen))
        await pilot.press("space", *"early")
        await until(lambda: len(found.papers.ids) == 1, lambda: shown(screen))
        await pilot.press("enter", "b", "3")
        await seen(screen, "◐ reading")
        assert top(screen) is found
        await pilot.press("slash", *"zz")
        await seen(screen, "No paper is like this")
        await pilot.press("escape")
        await until(lambda: len(found.papers.ids) == 4, lambda: shown(screen))
        assert not found.query_one(Input).display
        await pilot.press("escape")
        assert top(screen) is screen


async def test_an_id_is_found_too(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("slash", *"38123456", "enter")
        await until(lambda: len(found.papers.ids) == 1, lambda: shown(screen))


async def test_x_exports_what_is_listed(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await papers(screen, pilot)
        await pilot.press("x")
        await seen(screen, "This paper: Inhaled lactone", "The 4 papers of this list")
        await pilot.press("2", "2", "1")
        await told(screen, "4 entries as RIS")
        assert screen.app.clipboard.count("TY  - ") == 4


async def test_c_lists_who_cites_a_paper_and_leads_there(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await papers(screen, pilot)
        await pilot.press("c")
        await seen(screen, "Cited by 2 articles")
        await pilot.press("j", "enter")
        await drawn(screen, "Lungs that mend")
        assert top(screen) is screen
        assert current(screen).title == "Lungs that mend"


async def test_d_opens_the_paper_and_reads_no_article(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out: list[str] = []
    async with reading(library) as (screen, pilot):
        monkeypatch.setattr(screen, "go_out", lambda url, *said: out.append(url))
        await papers(screen, pilot)
        await pilot.press("d")
        assert out == ["https://doi.org/10.1000/lung"]
        assert not current(screen).read


async def test_r_asks_about_what_is_listed_after_a_yes(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await papers(screen, pilot)
        await pilot.press("r")
        await until(lambda: isinstance(top(screen), Confirm))
        found.papers_changed()  # also while another screen stands over it
        await pilot.press("escape")


async def test_a_library_without_papers_says_so(tmp_path: Path) -> None:
    from store.model import Draft
    from tests.tui.cited_library import write_library

    path = write_library(tmp_path / "l.db", [Draft("a", "News", "Short.")])
    async with reading(path) as (screen, pilot):
        await papers(screen, pilot)
        await seen(screen, "Papers · 0 works", "No paper yet: no article of this library names one.")
        await pilot.press("enter", "j", "b", "q")
        assert top(screen) is screen
