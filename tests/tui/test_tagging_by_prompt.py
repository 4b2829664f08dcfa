"""Tags by `t`: suggestions, several at once, what is new; and articles like this one by `=`."""

from pathlib import Path

import pytest

from store import Query, Store, Suggestion
from tests.tui.reader import opened_reader, seen, shown, told, until
from tests.tui.screen_text import clock, make_library
from tui.screens.relating_screen import RelatedScreen
from tui.screens.tag_prompt import TagPrompt


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = make_library(tmp_path / "library.db")
    with Store(path, now=clock) as store:
        old = store.ids(Query("zebrafish"))
        store.tag(old, add=["Switch", "others"])  # "switch" stands in the title of the first article
    return path


async def test_what_fits_is_suggested_and_a_digit_takes_it(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        assert screen.article is not None
        assert "switch" in screen.article.title
        await pilot.press("t")
        await seen(screen, "Add tags", "Enter gives nothing yet")
        await seen(screen, "1  Switch", "in its words")
        await pilot.press("1")
        await seen(screen, "Enter gives Switch")
        await pilot.press(*"brand new", "comma", *"OTHERS")
        await seen(screen, "Enter gives Switch · brand new (new tag) · OTHERS")
        assert "OTHERS (new" not in shown(screen)
        await pilot.press("enter")
        await told(screen, "Tagged Switch, brand new, OTHERS")
        assert set(screen.store.article(screen.article.id).reader_tags) == {"Switch", "brand new", "others"}


async def test_a_digit_begins_a_tag_where_none_is_suggested_or_after_a_sign(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("t")
        await seen(screen, "1  Switch")
        await pilot.press(*"#1 day", "enter")
        await told(screen, "Tagged 1 day")


async def test_all_that_a_filter_lists_is_tagged_and_the_number_said_before(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("F", *"digest", "enter", "a")
        await until(lambda: len(screen.article_list.ids) == 2, lambda: shown(screen))
        await pilot.press("V", "t")
        await seen(screen, "Add tags to 2 articles")
        await pilot.press(*"weekly", "enter")
        await told(screen, "Tagged weekly: 2 articles")
        assert len(screen.store.ids(Query("tag:weekly"))) == 2


async def test_suggestions_that_come_late_leave_what_is_typed_alone(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        prompt = TagPrompt("Add tags", ["lungs", "repairs"])
        screen.app.push_screen(prompt)
        await seen(screen, "repairs")
        await pilot.press("down", "down")
        assert prompt.words.word == "repairs"
        prompt.suggest([Suggestion("new", "in its words"), Suggestion("lungs", "on similar articles")])
        assert prompt.words.word == "repairs"
        assert [one.text for one in prompt.words.offers] == ["new", "lungs", "repairs"]
        await pilot.press("l")
        assert [one.text for one in prompt.words.offers] == ["lungs"]
        await pilot.press("escape")


async def test_articles_like_this_one_are_listed_and_gone_to(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("j")
        here = screen.article
        assert here is not None
        nearest = screen.store.article(screen.store.related(here.id)[0])
        await pilot.press("=")
        await seen(screen, f"like “{here.title}”", nearest.title, "show article")
        assert isinstance(screen.app.screen, RelatedScreen)
        await pilot.press("enter")
        await until(lambda: screen.is_active and screen.article is not None and screen.article.id == nearest.id)
        assert screen.pane == "detail"


async def test_nothing_alike_is_one_sentence(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "related", lambda self, id, limit=20: [])
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("=")
        await told(screen, "Nothing in your library is like this article.")
        assert screen.is_active
