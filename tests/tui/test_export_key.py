"""Export by keys: to the clipboard, to a file that was not there, and nowhere else."""

import stat
import sys
from functools import partial
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.tui.cited_library import SMALL, drafts, reading, top, write_library
from tests.tui.reader import seen, shown, told, until
from tui.output_files import file_name, free_path, refusal, working_folder, write_new
from tui.screens import copying
from tui.screens.chooser import Chooser
from tui.screens.export_prompt import FilePrompt
from tui.screens.library import LibraryScreen


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four articles around one paper; the working folder is an empty one."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return write_library(tmp_path / "library.db", drafts())


async def test_x_copies_what_the_article_cites_as_bibtex(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("x", "1", "1", "1")
        await told(screen, "Copied 3 entries as BibTeX")
        assert screen.app.clipboard.count("\n@") + screen.app.clipboard.startswith("@") == 3
        assert "roe2026switch" in screen.app.clipboard


async def test_x_says_how_many_articles_the_list_has_and_writes_a_file(library: Path) -> None:
    async with reading(library, SMALL) as (screen, pilot):
        await pilot.press("x")
        await seen(screen, "What the 4 articles of this list cite")
        await pilot.press("2", "2", "2")
        await until(lambda: isinstance(top(screen), FilePrompt))
        await pilot.press("enter")
        await told(screen, "Wrote 3 entries as RIS to")
        path = Path("references.ris")
        assert path.read_bytes().count(b"TY  - ") == 3
        assert b"\r\n" in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await told(screen, f"Wrote 3 entries as RIS to {Path.cwd() / path}")


async def test_x_exports_the_news_item_itself(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("x", "3", "3", "1")
        await told(screen, "Copied 1 entry as CSL-JSON")
        assert '"title": "A switch in the lung"' in screen.app.clipboard


async def test_x_in_the_reference_list_offers_the_highlighted_one_first(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "j", "x")
        await seen(screen, "This reference: Earlier work")
        await pilot.press("1", "1", "2")
        await until(lambda: isinstance(top(screen), FilePrompt))
        assert top(screen).query_one(Input).value == "roe2026earlier.bib"
        await pilot.press("escape", "x", "1", "1", "1")
        await until(lambda: screen.app.clipboard.startswith("@"))
        assert "Earlier work" in screen.app.clipboard.replace("{", "").replace("}", "")
        assert "switch" not in screen.app.clipboard.split("note")[0].lower()


def asks_again(screen: LibraryScreen, asked: Screen[object]) -> bool:
    return isinstance(top(screen), FilePrompt) and top(screen) is not asked


async def test_a_name_that_is_taken_is_refused_and_asked_for_again(library: Path, tmp_path: Path) -> None:
    Path("here.bib").write_text("mine")
    Path("link.bib").symlink_to(tmp_path / "elsewhere.bib")
    async with reading(library) as (screen, pilot):
        await pilot.press("x", "1", "1", "2")
        await until(lambda: isinstance(top(screen), FilePrompt))
        for typed in ("here.bib", "link.bib", "nowhere/x.bib", "~nobody-of-this-name/x.bib"):
            top(screen).query_one(Input).value = typed
            asked = top(screen)
            await pilot.press("enter")
            await until(partial(asks_again, screen, asked))
            await seen(screen, "Not written")
            assert top(screen).query_one(Input).value == typed
        await pilot.press("escape")
        assert top(screen) is screen
    assert Path("here.bib").read_text() == "mine"
    assert not (tmp_path / "elsewhere.bib").exists()
    assert {path.name for path in Path().iterdir()} == {"here.bib", "link.bib"}


async def test_escape_goes_back_a_step_and_then_out(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("x", "1", "escape")
        await seen(screen, "Export what?")
        await pilot.press("escape")
        assert top(screen) is screen
        assert not screen.app.clipboard


async def test_too_much_for_a_clipboard_is_said(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "MOST", 100)
    async with reading(library) as (screen, pilot):
        await pilot.press("x", "1", "1", "1")
        await told(screen, "Export to a file")
        assert not screen.app.clipboard


async def test_an_article_that_cites_nothing_can_still_be_exported_itself(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j", "j", "x")
        await until(lambda: isinstance(top(screen), Chooser))
        await seen(screen, "Export what?")
        assert "What this article cites" not in shown(screen)


async def test_y_b_copies_the_main_papers_bibtex(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("y", "b")
        assert screen.app.clipboard.startswith("@article{roe2026switch")
        await told(screen, "Copied BibTeX: roe2026switch")
        await pilot.press("j", "j", "y", "b")
        await told(screen, "No reference found in this article")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("C/EBPγ drives repair", "C-EBPγ-drives-repair.bib"),
        ("../../x", "x.bib"),
        ("../../.ssh/authorized_keys", "ssh-authorized-keys.bib"),
        ("CON", "references-CON.bib"),
        ("com1", "references-com1.bib"),
        ("a\x00b", "a-b.bib"),
        ("-rf", "rf.bib"),
        (".bashrc", "bashrc.bib"),
        ("", "references.bib"),
        ('…/\\:*?"<>|', "references.bib"),
        ("\ud800x", "x.bib"),
        ("x" * 300, "x" * 60 + ".bib"),
        ("γ" * 300, "γ" * 30 + ".bib"),
        ("e\u0301tude", "étude.bib"),
        ("con.txt", "con-txt.bib"),
        ("word " * 12 + "more", "-".join(["word"] * 12) + ".bib"),
        ("word " * 11 + "longer words", "-".join(["word"] * 11) + ".bib"),
        ("日本語の題", "日本語の題.bib"),
    ],
)
def test_a_file_name_from_any_title(title: str, name: str) -> None:
    assert file_name(title, ".bib") == name


def test_a_free_name_steps_aside_for_files_and_dangling_links(tmp_path: Path) -> None:
    (tmp_path / "a.bib").touch()
    (tmp_path / "a-2.bib").symlink_to(tmp_path / "gone")
    assert free_path(tmp_path, "a.bib") == tmp_path / "a-3.bib"
    assert free_path(tmp_path, "b.bib") == tmp_path / "b.bib"


def test_a_working_folder_that_is_gone_gives_way_to_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert working_folder() == gone
    gone.rmdir()
    assert working_folder() == Path.home()


def test_writing_never_follows_a_link_or_replaces(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(FileExistsError) as caught:
        write_new(tmp_path / "link", "text")
    assert not (tmp_path / "target").exists()
    assert "link already" in refusal(tmp_path / "link", caught.value)
    write_new(tmp_path / "new", "a\r\nγ")
    assert (tmp_path / "new").read_bytes() == "a\r\nγ".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_half_a_file_is_taken_away_again(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_new(tmp_path / "new", "x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
