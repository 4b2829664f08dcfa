"""Asking about papers from the reader: after a yes, beside the screen, and by itself while an article is read."""

from pathlib import Path

import pytest

from store import Store
from tests.server import after, reply
from tests.tui.asked_services import RETRACTION, library, place, services, work
from tests.tui.reader import opened_reader, said, shown, told, until
from tui.paths import state_dir
from tui.screens import asking_papers
from tui.screens.confirm import Confirm
from tui.state import State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return library(tmp_path / "library.db", "x", "y")


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are looked up as soon as their article is shown."""
    monkeypatch.setattr(asking_papers, "LOOK_UP_AFTER", 0.01)


def kind(path: Path, doi: str) -> str:
    with Store(path) as store:
        return store.paper_statuses([store.paper_named(doi)]).popitem()[1].kind


async def test_the_first_question_is_to_the_reader(path: Path) -> None:
    with services(x={}, y={}) as server:
        async with opened_reader(path) as (screen, pilot):
            screen.action_ask_papers()
            await until(lambda: isinstance(screen.app.screen, Confirm))
            assert server.seen == []
            await pilot.press("y")
            await told(screen, "2 papers asked about: 2 known")
        assert State(state_dir() / "state.json").papers_allowed() is True
    assert kind(path, "10.1000/x") == "none"


async def test_after_a_no_nobody_is_asked_and_the_question_comes_again(path: Path) -> None:
    with services(x={}, y={}) as server:
        async with opened_reader(path) as (screen, pilot):
            screen.action_ask_papers()
            await until(lambda: isinstance(screen.app.screen, Confirm))
            await pilot.press("n")
            await until(lambda: screen.app.screen is screen)
            screen.action_ask_papers()
            await until(lambda: isinstance(screen.app.screen, Confirm))
            await pilot.press("escape")
        assert server.seen == []
        assert State(state_dir() / "state.json").papers_allowed() is None


async def test_a_no_for_good_is_told(path: Path) -> None:
    with services("ask = false", x={}, y={}) as server:
        async with opened_reader(path) as (screen, _):
            screen.action_ask_papers()
            await told(screen, "Could not ask about papers: config.toml says ask = false")
        assert server.seen == []
    assert kind(path, "10.1000/x") == "unchecked"


@pytest.mark.usefixtures("soon")
async def test_what_is_read_is_looked_up_by_itself_once_it_is_allowed(path: Path) -> None:
    with services("ask = true", x={}, y={}) as server:
        async with opened_reader(path) as (screen, pilot):
            await pilot.press("enter")
            assert screen.article
            mine = screen.article.main
            assert mine
            await until(lambda: kind(path, mine.ids["doi"]) == "none")
            assert [seen.path for seen in server.seen] == [place(mine.ids["doi"])]
            assert said(screen) == ""


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("line", ["ask = false", "", "ask = true\nbackground = false"])
async def test_nobody_is_asked_by_itself_otherwise(path: Path, line: str) -> None:
    with services(line, x={}, y={}) as server:
        async with opened_reader(path) as (screen, pilot):
            await pilot.press("enter")
            await pilot.pause(0.3)
            assert screen.article
        assert server.seen == []


@pytest.mark.usefixtures("soon")
async def test_a_fault_beside_the_screen_is_not_told_and_nobody_is_asked_again_for_a_while(path: Path) -> None:
    with services("ask = true", x=reply(403), y=reply(403)) as server:
        async with opened_reader(path) as (screen, pilot):
            await pilot.press("enter")
            await until(lambda: screen._quiet_until is not None)
            await pilot.press("J")
            await pilot.pause(0.3)
            assert len(server.seen) == 1
            assert said(screen) == ""


async def test_a_retraction_of_what_was_read_comes_up_and_undo_takes_it_back(path: Path) -> None:
    with services("ask = true", x={"updated-by": [RETRACTION]}, y={}):
        with Store(path) as store:
            store.mark([1], read=True)
        async with opened_reader(path) as (screen, pilot):
            await pilot.press("a")
            screen.action_ask_papers()
            await told(screen, "An article you had read is unread again. Paper 10.1000/x: ⚠ retracted 5 March 2026")
            await told(screen, "2 papers asked about")
            assert screen.store.article(1).standing == "retracted"
            assert not screen.store.article(1).read
            await pilot.press("U")
            assert screen.store.article(1).read


async def test_a_retracted_paper_is_opened_after_a_question(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    with services("ask = true", x={"updated-by": [RETRACTION]}, y={}):
        async with opened_reader(path) as (screen, pilot):
            monkeypatch.setattr(screen, "go_out", lambda url, lead="": opened.append(lead + url))
            screen.action_ask_papers()
            await told(screen, "2 papers asked about")
            screen.show_in_library(1)
            await pilot.press("d")
            await until(lambda: isinstance(screen.app.screen, Confirm))
            await pilot.press("n")
            assert opened == []
            await pilot.press("d")
            await until(lambda: isinstance(screen.app.screen, Confirm))
            await pilot.press("y")
            await until(lambda: opened == ["https://doi.org/10.1000/x"])
            screen.show_in_library(2)
            await pilot.press("d")
            await until(lambda: len(opened) == 2)
            assert opened[1].startswith("no notice known as of")
            assert opened[1].endswith("https://doi.org/10.1000/y")


async def test_an_open_copy_is_asked_for_when_the_paper_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    best = (
        b'{"doi": "10.1000/x", "is_oa": true, "oa_status": "green", "best_oa_location": {"url": "https://r.example/1", '
    )
    best += b'"url_for_pdf": null, "host_type": "repository", "version": "acceptedVersion"}, "oa_locations": []}'
    lines = ("ask = true", 'contact = "reader@example.org"', 'links = ["unpaywall", "doi"]')
    with services(*lines, x={}, y={}) as server:
        server.routes["/unpaywall/10.1000%2Fx"] = reply(200, best, content_type="application/json")
        async with opened_reader(path) as (screen, pilot):
            monkeypatch.setattr(screen, "go_out", lambda url, lead="": opened.append(url))
            screen.show_in_library(1)
            await pilot.press("d")
            await until(lambda: opened == ["https://r.example/1"])
            assert "email=reader%40example.org" in server.seen[-1].path
            asked = len(server.seen)
            await pilot.press("d")
            await until(lambda: len(opened) == 2)
            assert len(server.seen) == asked


async def test_leaving_stops_what_is_being_asked(path: Path) -> None:
    with services("ask = true", x=after(30, work("10.1000/x")), y=after(30, work("10.1000/y"))) as server:
        async with opened_reader(path) as (screen, _):
            screen.action_ask_papers()
            await until(lambda: len(server.seen) > 0)
    assert kind(path, "10.1000/x") == "unchecked"


async def test_a_reference_shows_what_services_state_of_its_paper_and_u_asks_before_it_opens(path: Path) -> None:
    stated = {"author": [{"family": "Roe", "given": "Jane"}], "container-title": ["Journal of Ponds"], "volume": "4"}
    with services("ask = true", x={**stated, "updated-by": [RETRACTION]}, y={}):
        async with opened_reader(path) as (screen, pilot):
            screen.action_ask_papers()
            await told(screen, "2 papers asked about")
            screen.show_in_library(1)
            await until(lambda: "Roe · Journal of Ponds" in shown(screen), lambda: shown(screen))
            await pilot.press("u")
            await until(lambda: "References of" in shown(screen))
            assert "Roe · Journal of Ponds" in shown(screen)
            await pilot.press("1")
            await until(lambda: isinstance(screen.app.screen, Confirm))
            assert "retracted 5 March 2026" in shown(screen)
