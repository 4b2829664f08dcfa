"""The log: what it keeps, what it leaves out, and that it never stands in the way."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tui.hostile_library import OWN, storable
from tui.log import MOST_BYTES, Log, without_secrets


def at_noon() -> datetime:
    return datetime(2026, 6, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://ann:pa@ss@h.example/f?token=abc&x=1 is late", "https://…@h.example/f?token=…&x=… is late"),
        ("https://h.example/f#part", "https://h.example/f#…"),
        ("see “https://h.example/private/0123456789abcdef0123/rss”.", "see “https://h.example/private/…/rss”."),
        ("https://doi.org/10.1038/s41586-020-2649-2", "https://doi.org/10.1038/s41586-020-2649-2"),
        ("http://h.example/?secretword", "http://h.example/?…"),
        ("no address at all: a/b?c=d", "no address at all: a/b?c=d"),
    ],
)  # fmt: skip
def test_addresses_lose_their_secrets(text: str, kept: str) -> None:
    assert without_secrets(text) == kept


def test_a_line_has_the_time_and_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "sciread.log"
    assert Log(path, now=at_noon).write("feed", "Cell Notes: no answer")
    assert path.read_text("utf-8") == "2026-06-04T12:00:00Z feed Cell Notes: no answer\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        Log(path).write("feed", "again")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", [word[:9_000] for word in storable(OWN)], ids=range(len(OWN)))
def test_a_line_is_one_line_and_harmless(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sciread.log"
    assert Log(path, now=at_noon).write("warning", text)
    kept = path.read_text("utf-8")
    assert kept.count("\n") == 1
    assert kept.strip().replace("\u200d", "").isprintable()
    assert len(kept) < 500


def test_a_secret_that_would_be_cut_in_the_middle_is_not_kept(tmp_path: Path) -> None:
    Log(tmp_path / "log").write("feed", "x" * 380 + " https://ann:hushhush@h.example/")
    assert "hush" not in (tmp_path / "log").read_text("utf-8")


def test_a_full_log_becomes_the_old_one_and_there_are_two_at_most(tmp_path: Path) -> None:
    log = Log(tmp_path / "sciread.log")
    for _ in range(3):
        log.path.write_bytes(b"x" * MOST_BYTES)
        log.write("start", "again")
        assert log.path.stat().st_size < 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sciread.log", "sciread.log.1"]


def test_a_crash_is_kept_without_the_values_of_variables(tmp_path: Path) -> None:
    body = "the text of an article"
    try:
        len(body) / 0
    except ZeroDivisionError as error:
        assert Log(tmp_path / "log").crash(error)
    kept = (tmp_path / "log").read_text("utf-8")
    assert "ZeroDivisionError: division by zero" in kept
    assert "in test_a_crash" in kept
    assert body not in kept


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names, and links, of POSIX")
@pytest.mark.parametrize("what", ["folder", "pipe", "link", "file above"])
def test_where_no_log_can_be_written_nothing_waits_and_nothing_fails(tmp_path: Path, what: str) -> None:
    path = tmp_path / "state" / "sciread.log"
    if what == "file above":
        path.parent.write_text("")
    else:
        path.parent.mkdir()
        (tmp_path / "other").write_text("mine")
        if what == "folder":
            path.mkdir()
        elif what == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to(tmp_path / "other")
    assert not Log(path).write("start", "x")
    if what == "link":
        assert (tmp_path / "other").read_text() == "mine"
