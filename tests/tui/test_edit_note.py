"""The note in the reader's own editor: `E`, and what becomes of it when the editor fails."""

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.tui.reader import opened_reader, told, until
from tests.tui.screen_text import make_library
from tui.piping import Edited, edited
from tui.screens.library import LibraryScreen
from tui.screens.note_prompt import NotePrompt


def with_editor(monkeypatch: pytest.MonkeyPatch, text: str, code: int = 0) -> None:
    """An editor that puts a text behind what is there and ends with a code."""
    script = f"import sys,pathlib; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text()+{text!r}); sys.exit({code})"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", script]))


def note(screen: LibraryScreen) -> str:
    assert screen.article
    return screen.store.note(screen.article.id)


async def test_the_editor_has_the_terminal_and_its_text_is_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_editor(monkeypatch, "**mine**\n\n- one")
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        await pilot.press("E")
        await told(screen, "cannot be handed to an editor")  # the terminal of a test has no other side
        monkeypatch.setattr(screen.app, "suspend", nullcontext)
        await pilot.press("E")
        await told(screen, "Note saved")
        assert note(screen) == "**mine**\n\n- one"
        with_editor(monkeypatch, " more")
        await pilot.press("E")
        await until(lambda: note(screen) == "**mine**\n\n- one more")
        await pilot.press("U", "U")
        await until(lambda: note(screen) == "")


async def test_what_an_editor_that_failed_had_written_is_gone_on_with_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_editor(monkeypatch, "an hour of work", 3)
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        monkeypatch.setattr(screen.app, "suspend", nullcontext)
        await pilot.press("E")
        await told(screen, "ended with 3; the note is as it was")
        await until(lambda: isinstance(screen.app.screen, NotePrompt) and screen.app.screen.is_active)
        assert note(screen) == ""
        await pilot.press("ctrl+o")  # fails again, and goes on where it was
        await until(lambda: screen.app.screen.query_one(TextArea).text == "an hour of work" * 2)
        await pilot.press("escape")
        await told(screen, "Note saved")
        assert note(screen) == "an hour of work" * 2


@pytest.mark.parametrize(
    ("text", "code", "answer"),
    [
        (" more", 0, Edited("mine more")),
        ("", 0, Edited("mine")),
        ("", 1, (None, "")),
        (" half", 1, (None, "mine half")),
    ],
)
def test_what_comes_back(monkeypatch: pytest.MonkeyPatch, text: str, code: int, answer: object) -> None:
    with_editor(monkeypatch, text, code)
    found = edited("mine")
    assert (found if code == 0 else (found.text, found.kept)) == answer
    assert bool(found.error) == bool(code)
