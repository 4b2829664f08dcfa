"""Notes, quotes and pipes by keys."""

import os
import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from store import Query, Store
from tests.tui.reader import opened_reader, said, seen, shown, told, until
from tests.tui.screen_text import make_library
from tests.tui.shell import Shell
from tui.screens.carrying import first_paragraph
from tui.screens.library import LibraryScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


def note(screen: LibraryScreen) -> str:
    assert screen.article
    return screen.store.note(screen.article.id)


@pytest.mark.parametrize("leave", ["ctrl+s", "escape"])
async def test_e_writes_a_note_and_nothing_is_lost_however_it_is_left(library: Path, leave: str) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("a", "j", "m", "e", *"one", "enter", *"two", leave)
        assert note(screen) == "one\ntwo"
        await told(screen, "Note saved")
        await seen(screen, "✎", "two")
        assert list(screen.store.ids(Query("two has:note"))) == [screen.article_list.ids[1]]
        await pilot.press("U")
        assert note(screen) == ""
        assert "✎" not in shown(screen)


async def test_a_note_is_gone_on_with_and_taken_away_when_emptied(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("a", "m", "e", *"one", "ctrl+s", "e", "space", *"two", "ctrl+s")
        assert note(screen) == "one two"
        await pilot.press("e", "escape")
        assert said(screen).count("Note saved") == 2
        await pilot.press("e")
        screen.app.screen.query_one(TextArea).text = " "
        await pilot.press("escape")
        assert note(screen) == ""
        await pilot.press("U")
        assert note(screen) == "one two"


async def test_ctrl_o_takes_the_note_to_the_editor(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys,pathlib; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + ' by \\x1b[31meditor')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("e", *"mine", "ctrl+o")
        await told(screen, "cannot be handed")  # the terminal of a test has no other side
        monkeypatch.setattr(screen.app, "suspend", nullcontext)
        await pilot.press("ctrl+o")
        await until(lambda: screen.app.screen.query_one(TextArea).text == "mine by editor")
        await pilot.press("escape")
        assert note(screen) == "mine by editor"


async def test_y_q_copies_a_quote_with_title_source_and_doi(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("y", "q")
        assert screen.app.clipboard == (
            "“A team reports a result that changes a number.”\n"
            "— Protein switch steers repair in lung cells. Example News, 4 June 2026. https://doi.org/10.1000/a1\n"
        )
        monkey = "a \x1b[31mselected\npart"
        screen.get_selected_text = lambda: monkey  # type: ignore[method-assign]  # as if marked with the mouse
        await pilot.press("j", "j", "y", "q")
        assert screen.app.clipboard.startswith("“a selected part”\n— [Retracted]")
        assert "\x1b" not in screen.app.clipboard
        assert screen.app.clipboard.rstrip().endswith("https://news.example/c")


def test_the_first_paragraph_does_not_say_the_title_again() -> None:
    assert (
        first_paragraph("# A title\n\nSome *words* of [it](https://x.example).\n\nMore.", "A Title")
        == "Some words of it."
    )
    assert first_paragraph("", "T") == ""


async def test_a_pipe_gives_the_article_to_a_command_and_tells_what_it_says(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    code = f"import sys; t=sys.stdin.read(); open({str(got)!r}, 'w').write(t); print(len(t.split()), '[/x] words')"
    command = shlex.join([sys.executable, "-c", code])
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("|")
        await seen(screen, "Give this article as plain text to")
        screen.app.screen.query_one(Input).value = command
        await pilot.press("enter")
        await told(screen, "[/x] words")
        assert got.read_text().startswith("Protein switch steers repair in lung cells\nExample News\n")
        await pilot.press("|", "tab", "tab")
        await seen(screen, "Give this article as address to")
        assert screen.app.screen.query_one(Input).value == command
        await pilot.press("enter")
        await told(screen, "1 [/x] words")
        assert got.read_text() == "https://news.example/a\n"


async def test_a_command_that_is_not_there_is_said_and_escape_leaves(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("|", *"nonsuch", "enter")
        await told(screen, "Could not start nonsuch")
        await pilot.press("|", "escape")
        assert isinstance(screen.app.screen, LibraryScreen)


async def test_the_screen_stays_answered_and_leaving_does_not_wait(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("|", *"sleep 60", "enter")
        await pilot.press("j")
        assert screen.article_list.cursor == 1


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("SCIREAD_DB", str(make_library(tmp_path / "library.db")))
    return Shell(capsys)


def test_note_prints_and_writes(shell: Shell) -> None:
    assert shell("note", "1") == ""
    assert shell("note", "1", "to", "read") == "Note saved.\n"
    assert shell("note", "1") == "to read\n"
    assert shell("note", "1", "to read") == "Nothing changed.\n"
    assert shell.json("show", "1", "--json")[0]["note"] == "to read"
    assert shell.json("list", "--json", "has:note")[0]["noted"] is True
    assert shell("note", "1", "") == "Note removed.\n"
    shell("undo")
    assert shell("note", "1") == "to read\n"
    shell("note", "999", code=1)
    assert "no article 999" in shell.err
    shell("note", "1", "--edit", "text", code=2)


def test_note_reads_standard_input(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in"
    path.write_bytes(b"two\nlines \x1b[31m\xff")
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        shell("note", "1", "-")
    out = shell("note", "1")
    assert out.startswith("two\nlines")
    assert "\x1b" not in out


def test_note_edit(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    code = "import sys,pathlib; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + 'edited')"
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
    assert shell("note", "1", "--edit") == "Note saved.\n"
    assert shell("note", "1") == "edited\n"
    monkeypatch.setenv("EDITOR", "false")
    shell("note", "1", "--edit", code=1)
    assert "as it was" in shell.err
    assert shell("note", "1") == "edited\n"


def test_mark_hides_and_unhides(shell: Shell) -> None:
    assert shell("mark", "tag:trials", "--hide") == "1 article marked hidden\n"
    assert shell("list", "tag:trials") == ""
    assert len(shell.json("list", "--json")) == 6
    (hidden,) = shell.json("list", "--json", "is:hidden")
    assert hidden["hidden"] is True
    assert shell("mark", str(hidden["id"]), "--star") == "1 article marked starred\n"
    assert shell("mark", "tag:trials", "--unhide") == "1 article marked shown again\n"
    shell("mark", "1", "2", "--hide")
    assert shell("mark", "1", "2", "3", "--unhide") == "2 articles marked shown again\n"
    with Store(Path(os.environ["SCIREAD_DB"])) as store:
        assert store.counts().hidden == 0
    shell("mark", "1", code=2)
