"""The lists of references and of citing articles, told in keys."""

import importlib.util
from pathlib import Path

import pytest

from store import Reference, Store
from store.model import Draft
from tests.conftest import shared
from tests.tui.cited_library import SMALL, WIDE, current, drafts, reading, top, write_library
from tests.tui.reader import drawn, seen, settled, shown, told, until
from tests.tui.screen_text import NOW, picture
from tui.screens.citing import work_name
from tui.screens.citing_screen import CitingScreen
from tui.screens.references_screen import ReferencesScreen, host, link_rows


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four articles around one paper."""
    return write_library(tmp_path / "library.db", drafts())


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that only writes down where it was sent; the file it writes to."""
    visited, program = tmp_path / "visited.txt", tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{visited}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return visited


async def visited(file: Path) -> str:
    """Where the browser was sent last, once it has been."""
    await until(lambda: file.exists() and file.read_text().endswith("\n"))
    lines = file.read_text().splitlines()
    file.unlink()
    return lines[-1]


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("small", SMALL)])
@pytest.mark.parametrize(("key", "what"), [("u", "references"), ("c", "citing")])
async def test_lists_look_like_their_pictures(
    library: Path, name: str, size: tuple[int, int], key: str, what: str
) -> None:
    async with reading(library, size) as (screen, pilot):
        await pilot.press(key)
        await until(lambda: top(screen) is not screen)
        picture(f"{what}-{name}", await settled(screen))


async def test_u_opens_by_enter_and_by_digit_and_the_article_is_read(library: Path, browser: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "j", "enter")
        assert await visited(browser) == "https://doi.org/10.1000/early"
        await pilot.press("1")
        assert await visited(browser) == "https://doi.org/10.1000/switch"
        await pilot.press("G", "enter")
        assert await visited(browser) == "https://data.example/1"
        await pilot.press("7")
        await told(screen, "no reference 7")
        await pilot.press("escape")
        assert top(screen) is screen
        assert current(screen).read


async def test_u_copies_the_address_or_what_is_written(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "y")
        assert screen.app.clipboard == "https://doi.org/10.1000/switch"
        await pilot.press("j", "j", "y", "enter")
        assert screen.app.clipboard == "Doe B. An unlinked work. Old J. 1999"
        await told(screen, "gives no address")


async def test_u_filters_while_typing_and_escape_shows_all_again(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "slash", *"data")
        await until(lambda: "Earlier work" not in shown(screen), lambda: shown(screen))
        assert "data.example" in shown(screen)
        assert "Paper" not in shown(screen)
        await pilot.press("enter", "y")
        assert screen.app.clipboard == "https://data.example/1"
        await pilot.press("escape")
        await seen(screen, "Earlier work")
        await pilot.press("slash", *"nothing like it", "enter", "enter", "y", "c", "q")
        assert top(screen) is screen


async def test_u_says_when_there_is_nothing(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j", "j", "u")
        assert current(screen).title.startswith("[Nothing/]")
        assert top(screen) is screen
        await told(screen, "No reference and no link")


async def test_c_lists_newest_first_with_the_sentence(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("c")
        text = await seen(screen, "Cited by 3 articles")
        titles = ["A switch in the lung", "How lungs mend themselves", "Twenty years of repair"]
        assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
        assert "The turn came with a switch that steers repair in the lung." in text
        assert "Nobody had expected it" not in text


async def test_c_then_enter_shows_that_article_and_keeps_the_list(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        before = screen.listing, list(screen.article_list.ids)
        await pilot.press("c", "j", "enter")
        await drawn(screen, "How lungs mend themselves")
        assert top(screen) is screen
        assert current(screen).title == "How lungs mend themselves"
        assert screen.pane == "detail"
        assert current(screen).read
        assert (screen.listing, list(screen.article_list.ids)) == before


async def test_c_then_enter_on_an_article_that_is_not_listed_shows_all_and_says_so(library: Path) -> None:
    with Store(library) as store:
        store.mark([3], read=True)
    async with reading(library) as (screen, pilot):
        assert screen.article_list.count == 3
        await pilot.press("c", "G", "enter")
        await drawn(screen, "Twenty years of repair")
        assert current(screen).title == "Twenty years of repair"
        assert screen.article_list.count == 4
        assert not screen.listing.unread
        await told(screen, "showing all articles")


async def test_c_then_d_opens_the_paper(library: Path, browser: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("c", "d")
        assert await visited(browser) == "https://doi.org/10.1000/switch"
        assert isinstance(top(screen), CitingScreen)
        await pilot.press("q")
        assert top(screen) is screen


async def test_c_says_when_it_has_nothing_to_show(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j", "j", "c")
        await told(screen, "No reference found in this article")
        await pilot.press("j", "c")
        await told(screen, "No main paper known")
        await pilot.press("g", "g", "u", "j", "c", "j", "c")
        await told(screen, "No other article in your library cites this")
        await told(screen, "has no identifier")


async def test_c_in_the_reference_list_leads_to_the_article(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "c")
        assert isinstance(top(screen), CitingScreen)
        await pilot.press("escape")
        assert isinstance(top(screen), ReferencesScreen)
        await pilot.press("c", "j", "j", "enter")
        await drawn(screen, "Twenty years of repair")
        assert top(screen) is screen
        assert current(screen).title == "Twenty years of repair"


async def test_of_several_papers_c_asks_which(tmp_path: Path) -> None:
    first, second = (
        Reference(n, f"W{n}", "main", "high", ids={"doi": f"10.1000/w{n}"}, title=f"Work {n}") for n in (1, 2)
    )
    articles = [
        Draft("a", "Both", "B", published=NOW, references=(first, second)),
        Draft("b", "Second only", "B", references=(second,)),
    ]
    async with reading(write_library(tmp_path / "l.db", articles)) as (screen, pilot):
        await pilot.press("c", "2")
        await seen(screen, "Cited by 2 articles · Work 2")


async def test_lists_can_be_clicked(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("c")
        await seen(screen, "Cited by 3 articles")
        await pilot.click("ItemList", offset=(20, 6))
        assert isinstance(top(screen), CitingScreen)
        await pilot.click("ItemList", offset=(20, 6))
        await drawn(screen, "How lungs mend themselves")
        assert current(screen).title == "How lungs mend themselves"


async def test_the_lists_follow_the_readers_own_keys(library: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.write_text('[keys]\nciting = "f9"\ndown = "ctrl+n"\nreferences = "g x"\n')
    async with reading(library) as (screen, pilot):
        await pilot.press("g", "x")
        await seen(screen, "F9 cited by")
        await pilot.press("ctrl+n", "y")
        assert screen.app.clipboard == "https://doi.org/10.1000/early"
        await pilot.press("k", "f9")
        assert isinstance(top(screen), CitingScreen)


@pytest.mark.parametrize("size", [WIDE, SMALL, (31, 9), (12, 4)])
async def test_hostile_titles_stand_literally(tmp_path: Path, size: tuple[int, int]) -> None:
    path = shared("hostile", "hostile.py")
    spec = importlib.util.spec_from_file_location("hostile", path)
    assert spec
    assert spec.loader
    hostile = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hostile)
    titles = [title.encode("utf-8", "replace").decode() for title in hostile.TITLES]
    works = tuple(
        Reference(n, f"raw {title}", "main" if n == 1 else "cited", ids={"doi": f"10.1000/w{n}"}, title=title)
        for n, title in enumerate(titles, 1)
    )
    everywhere = (Reference(1, "r", "main", ids={"doi": "10.1000/w1"}, title=titles[0]),)
    articles = [Draft(f"k{n}", title, title[:500], references=everywhere) for n, title in enumerate(titles)]
    articles.append(Draft("all", titles[0], "Text", published=NOW, references=works))
    async with reading(write_library(tmp_path / "l.db", articles), size) as (screen, pilot):
        for key, title in (("u", "[Letter] Effects of [18F]FDG"), ("c", "[Retracted] Foo")):
            await pilot.press(key)
            await until(lambda: top(screen) is not screen)
            text = shown(screen)
            assert size != WIDE or title in text
            assert "\x1b]" not in text
            await pilot.press("G", "ctrl+u", "ctrl+d", "k", "y", "g", "g", "escape")
        assert top(screen) is screen


@pytest.mark.parametrize(
    ("ids", "name"),
    [
        ({"pmid": "38123456", "doi": "10.1000/x"}, "10.1000/x"),
        ({"pmid": "38123456"}, "PMID 38123456"),
        ({"nct": "NCT01234567"}, "NCT01234567"),
        ({"eudract": "2015-001234-56"}, "EudraCT 2015-001234-56"),
        ({"isbn": "9780306406157"}, "ISBN 9780306406157"),
        ({}, None),
    ],
)
def test_a_work_is_asked_for_by_a_name_the_library_understands(
    ids: dict[str, str], name: str | None, store: Store
) -> None:
    assert work_name(Reference(1, "r", ids=ids)) == name
    if name:
        saved = store.save([Draft("k", "T", "B", references=(Reference(1, "r", ids=ids),))], place="x")
        assert [one.article.id for one in store.cites(name)] == list(saved.articles)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.lab.example/a?b", "lab.example"),
        ("mailto:ana@lab.example", "mailto:ana@lab.example"),
        ("http://[::1", "http://[::1"),
        ("/relative", "/relative"),
    ],
)
def test_whose_address_it_is(url: str, name: str) -> None:
    assert host(url) == name


def test_a_link_that_a_reference_opens_is_not_listed_again() -> None:
    reference = Reference(1, "r", ids={"doi": "10.1000/x"})
    links = [(1, "paper", "https://doi.org/10.1000/x"), (2, "lab", "https://l.example"), (3, "", "https://l.example")]
    assert [row.url for row in link_rows(links, [reference])] == [None, "https://l.example"]
    assert link_rows(links[:1], [reference]) == []
