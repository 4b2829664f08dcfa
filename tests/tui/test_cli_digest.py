"""The commands digest and stats."""

import json
import stat
from pathlib import Path

import pytest

from tests.demo_library import demo_library
from tests.store.digest_pages import Page
from tests.tui.shell import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("SCIREAD_DB", str(demo_library(tmp_path / "library.db")))
    return Shell(capsys)


def test_a_digest_is_markdown_unless_another_form_is_asked_for(shell: Shell) -> None:
    text = shell("digest", "tag:lung", "--title", "For Friday")
    assert text.startswith("# For Friday\n\n1 article, 3 references · tag:lung\n\n## #")
    assert shell("digest", "tag:lung", "--title", "For Friday") == text
    page = Page(shell("digest", "tag:lung", "--format", "html"))
    assert not page.faults
    (value,) = shell.json("digest", "--format", "json", "--by", "none")
    assert [group["name"] for group in value["groups"]] == [""]
    assert list(value) == ["title", "query", "groups", "references"]


def test_a_digest_follows_the_order_and_the_grouping_asked_for(shell: Shell) -> None:
    ids = [article["id"] for article in shell.json("list", "--sort", "title", "--json")]
    (value,) = shell.json("digest", "--format", "json", "--by", "none", "--sort", "title")
    assert [article["id"] for article in value["groups"][0]["articles"]] == ids
    assert "## No paper named" in shell("digest", "--by", "paper")


def test_a_digest_is_a_new_file_and_never_an_old_one(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "digest.html"
    assert shell("digest", "--format", "html", "-o", str(path)) == ""
    assert f"Wrote {path}" in shell.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    shell("digest", "-o", str(path), code=1)
    assert "Not written" in shell.err
    assert path.read_bytes() == before
    assert before.decode() == shell("digest", "--format", "html")


def test_nothing_found_is_no_failure_and_a_wrong_query_is_one(shell: Shell) -> None:
    assert "No article fits." in shell("digest", "title:nosuchthing")
    shell("digest", "is:odd", code=2)
    assert "column" in shell.err
    shell("digest", "--format", "word", code=2)
    shell("digest", "--by", "moon", code=2)


def test_stats_are_lines_for_people_or_one_object(shell: Shell) -> None:
    text = shell("stats", "--days", "7")
    assert "The library\n        25  articles\n         3  read\n" in text
    assert "Read in the last 7 days" in text
    (value,) = shell.json("stats", "--json", "--days", "7")
    assert list(value) == [
        "articles", "read", "unread", "starred", "noted", "hidden", "days", "weeks", "own_tags", "source_tags",
        "journals", "queue",
    ]  # fmt: skip
    assert len(value["days"]) == 7
    assert (value["articles"], value["read"], value["starred"]) == (25, 3, 2)
    assert value["queue"] == {"get": 0, "to-read": 2, "reading": 0, "read": 0, "aside": 0}
    shell("stats", "--days", "0", code=2)
    shell("stats", "--days", "many", code=2)


def test_stats_of_an_empty_library(capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(capsys)
    assert "none was read" in shell("stats")
    assert "Read, by" not in shell("stats")
    (value,) = shell.json("stats", "--json")
    assert value["journals"] == []
    (digest,) = (json.loads(shell("digest", "--format", "json")),)
    assert digest["groups"] == digest["references"] == []
