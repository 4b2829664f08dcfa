"""In the article: finding words, letters on links, the measure, the place kept, text marked with the mouse."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from store import Store
from store.model import Draft
from tests.tui.reader import opened_reader, said, shown, until
from tests.tui.screen_text import NOW, clock, paper, screen_text
from tui.paths import state_dir
from tui.screens.library import LibraryScreen
from tui.widgets.bars import HintBar

BODY = "\n\n".join(
    f"Paragraph {n} holds a few words on [study {n}](https://study.example/{n}), "
    + ("and one on kinases." if n % 10 == 4 else "and no more.")
    for n in range(60)
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    drafts = [
        Draft(
            "a", "Kinases at work", BODY, "https://news.example/a", (), NOW, references=(paper("10.1000/a", "Paper"),)
        ),
        Draft("b", "A short one", "Nothing but a kinase.", "https://news.example/b", (), NOW.replace(hour=11)),
    ]
    path = tmp_path / "library.db"
    with Store(path, now=clock) as store:
        store.save(drafts)
    return path


def text(screen: LibraryScreen) -> str:
    return screen_text(screen.app)  # type: ignore[arg-type]


def hints(screen: LibraryScreen) -> list[str]:
    return [label for _, label, _ in screen.query_one(HintBar).hints]


def looks(screen: LibraryScreen, what: str) -> list[str]:
    """What is drawn in the article underlined, or reversed."""
    rows = (screen.view.render_line(y) for y in range(screen.view.size.height))
    return [text for row in rows for text, style, _ in row if style and getattr(style, what)]


async def test_finding_in_the_article(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("enter", "slash")
        await until(lambda: hints(screen) == ["next", "previous", "read on", "done"])
        await pilot.press(*"kinase")
        await until(lambda: "1/7" in text(screen))
        assert looks(screen, "reverse")[0] == "Kinase"
        await pilot.press("enter")
        await until(lambda: "2/7" in text(screen))
        await until(lambda: "kinase" in looks(screen, "reverse"))
        await pilot.press("up")
        await until(lambda: "1/7" in text(screen))
        await pilot.press("ctrl+p")
        await until(lambda: "7/7 · from the end" in text(screen))
        assert screen.is_current, "the palette would be another screen"
        await until(lambda: "Paragraph 54" in text(screen))
        await pilot.press("ctrl+n")
        await until(lambda: "1/7 · from the top" in text(screen))
        await pilot.press(*"zz")
        await until(lambda: "not found" in text(screen))
        await pilot.press("escape")
        assert not screen.find_bar.opened
        assert looks(screen, "reverse") == []
        assert screen.pane == "detail"
        assert screen.view.place == 0.0


async def test_reading_on_with_the_marks_and_going_on_finding(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("g", "slash", *"kinases", "tab")
        await until(lambda: screen.pane == "detail" and screen.focused is screen.view)
        await until(lambda: "1/7" in text(screen))
        await pilot.press("j", "j", "enter")
        await until(lambda: "2/7" in text(screen))
        await pilot.press("slash", "enter")  # what was looked for still stands in the line
        await until(lambda: "3/7" in text(screen) or "2/7" in text(screen))
        await pilot.press("tab", "n")
        await until(lambda: screen.article is not None and screen.article.title == "A short one")
        await until(lambda: not screen.find_bar.opened)
        assert looks(screen, "reverse") == []
        await pilot.press("h", "slash")
        await until(lambda: screen.filter_bar.opened)
        assert not screen.find_bar.opened, "in the list it searches for articles"


async def test_the_words_of_the_search_are_marked_until_it_is_cleared(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("slash", *"kinase", "enter")
        await until(lambda: not screen.filter_bar.opened and bool(looks(screen, "underline")))
        await pilot.press("j")
        await until(lambda: screen.article is not None and screen._shown == screen.article.id)
        words = {word.lower() for word in looks(screen, "underline") if "study" not in word}
        assert words == {"kinase"} or words == {"kinases"}
        assert screen.view.place == 0.0, "an article begins at its top"
        await pilot.press("escape")
        await until(lambda: not {"kinase", "kinases"} & {word.lower() for word in looks(screen, "underline")})


async def test_letters_open_and_copy_links(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(LibraryScreen, "follow", lambda self, url: opened.append(url))
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("semicolon")
        await until(lambda: "open link" in hints(screen))
        letters = dict(screen._letters or {})
        assert letters["a"] == "https://study.example/0"
        await pilot.press("s")
        await until(lambda: opened == ["https://study.example/1"])
        assert looks(screen, "reverse") == []
        await pilot.press("semicolon", "D")
        await until(lambda: screen.app.clipboard == "https://study.example/2")
        before = screen.article
        await pilot.press("semicolon", "escape", "semicolon", "2")  # a digit is no letter: nothing is opened by it
        await until(lambda: screen._letters is None)
        assert opened == ["https://study.example/1"]
        await pilot.press("j")
        await until(lambda: screen.article != before)
        await pilot.press("semicolon")
        await until(lambda: "No link is in sight" in said(screen))


async def test_many_links_have_two_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(LibraryScreen, "follow", lambda self, url: opened.append(url))
    body = " ".join(f"[n{n}](https://n.example/{n})" for n in range(40))
    with Store(tmp_path / "l.db", now=clock) as store:
        store.save([Draft("a", "Many", body, None, (), NOW)])
    async with opened_reader(tmp_path / "l.db") as (screen, pilot):
        await pilot.press("semicolon")
        await until(lambda: screen._letters is not None)
        assert {len(label) for label in screen._letters or ()} == {2}
        await pilot.press("s")
        await until(lambda: "s …" in [key for key, _, _ in screen.query_one(HintBar).hints])
        assert set(looks(screen, "reverse")) == {label for label in screen._letters or () if label[0] == "s"}
        await pilot.press("a")
        await until(lambda: opened == ["https://n.example/26"])


async def test_the_measure_is_said_and_remembered(library: Path) -> None:
    async with opened_reader(library, size=(150, 30)) as (screen, pilot):
        await pilot.press("z", "plus", "plus", "plus")
        await until(lambda: "80 columns is the most" in said(screen))
        assert "76 columns" in said(screen)
        await until(lambda: screen.view.room == 80)
        await pilot.press("minus")
        await until(lambda: screen.view.room == 76)
        assert json.loads((state_dir() / "state.json").read_text("utf-8"))["measure"] == 76
    async with opened_reader(library) as (screen, _):
        assert screen.view.measure == 76
        screen.settings = replace(screen.settings, measure=65)
        screen._begin_measure()
        assert screen.view.measure == 65, "config.toml stands over what was used last"


async def test_the_place_of_reading_is_kept(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("enter", *["space"] * 3)
        await until(lambda: screen.view.scroll_offset.y > 40)
        first, place = screen.article, screen.view.place
        assert first is not None
        await pilot.press("J")
        await until(lambda: screen._shown != first.id)
        assert screen.store.place(first.id) == pytest.approx(place)
        await pilot.press("K")
        await until(lambda: screen._shown == first.id)
        assert screen.view.place == pytest.approx(place)
        await pilot.press("space")
        place = screen.view.place
    with Store(library) as store:
        assert store.place(first.id) == pytest.approx(place), "kept when the reader was left"
    async with opened_reader(library, size=(70, 30)) as (screen, pilot):  # one pane, the article not in sight yet
        await pilot.press("a", "g", "g")
        await until(lambda: screen._shown == first.id)
        await pilot.press("enter")
        await until(lambda: screen.view.scroll_offset.y > 40)
        assert int(screen.view.place) == int(place)
        await pilot.press("G")
        await until(lambda: screen.view.at_end)
    with Store(library) as store:
        assert store.place(first.id) == 0.0, "read to the end it begins at the top again"


async def test_a_locked_library_does_not_disturb_and_the_place_is_kept_later(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("enter", *["space"] * 3)
        await until(lambda: screen.view.scroll_offset.y > 40)
        first, place = screen.article, screen.view.place
        assert first is not None
        other = sqlite3.connect(library, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("J")
        await until(lambda: screen._shown != first.id)
        await pilot.press("K")
        await until(lambda: screen._shown == first.id)
        assert screen.view.place == pytest.approx(place)
        assert "locked" not in said(screen)
        other.execute("ROLLBACK")
        other.close()
    with Store(library) as store:
        assert store.place(first.id) == pytest.approx(place)


async def drag(pilot: Pilot[None], start: Offset, end: Offset) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)


async def test_text_marked_with_the_mouse_is_copied(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("ctrl+c")
        await until(lambda: "Q quits" in said(screen))
        rows = text(screen).splitlines()
        y = next(n for n, row in enumerate(rows) if "Paragraph 0 holds" in row)
        x = rows[y].index("Paragraph 0 holds")
        await drag(pilot, Offset(x, y), Offset(x + len("Paragraph 0 holds"), y))
        await until(lambda: (screen.get_selected_text() or "").startswith("Paragraph 0 hold"))
        await pilot.press("ctrl+c")
        await until(lambda: screen.app.clipboard.startswith("Paragraph 0 hold"))
        await pilot.press("y", "q")
        await until(lambda: screen.app.clipboard.startswith("“Paragraph 0 hold"))
        assert "Kinases at work" in screen.app.clipboard


async def test_a_note_is_read_as_markdown_with_its_own_line_ends(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        screen.store.set_note(screen.article_list.ids[0], "one **firm** word\ntwo\n\n- a\n- b")
        screen.draw_article()
        await pilot.press("enter", "G")
        await until(lambda: "── Note" in shown(screen))
        text = shown(screen)
        assert "one firm word" in text
        assert text.index("one firm word") < text.index("two") < text.index("• a") < text.index("• b")
