"""The commands about what is asked again, against a server on loopback."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.server import LoopbackServer, reply, silence
from tests.tui.feeds import FEED_KEYS, rss
from tests.tui.shell import Shell

PROGRESS_KEYS = {"source", "kind", "added", "updated", "articles", "error", "feed"}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/cells": rss("Cell Notes", [1, 2]), "/stars": rss("Star Notes", [1])}) as running:
        yield running


@pytest.fixture
def subscribed(shell: Shell, server: LoopbackServer) -> LoopbackServer:
    """Two feeds, the first in a folder; each knows a new article by now."""
    shell("feeds", "add", server.url("/cells"), "--folder", "Biology")
    shell("feeds", "add", server.url("/stars"))
    server.routes |= {"/cells": rss("Cell Notes", [1, 2, 3]), "/stars": rss("Star Notes", [1, 2])}
    return server


def feed(shell: Shell, number: int) -> dict[str, object]:
    return next(one for one in shell.json("feeds", "--json") if one["id"] == number)


def test_feeds_tells_the_contract_s_keys(shell: Shell, subscribed: LoopbackServer) -> None:
    cells, stars = sorted(shell.json("feeds", "--json"), key=lambda one: one["id"])
    assert set(cells) == FEED_KEYS
    assert (cells["title"], cells["folder"], cells["count"], cells["unread"]) == ("Cell Notes", "Biology", 2, 2)
    assert (stars["folder"], stars["subscribed"], stars["paused"], stars["error"]) == (None, True, False, None)
    assert cells["url"] == subscribed.url("/cells")


def test_feeds_for_people_shows_state_and_error(shell: Shell, subscribed: LoopbackServer) -> None:
    subscribed.routes["/cells"] = reply(500)
    shell("refresh", "1", code=1)
    shell("feeds", "pause", "2")
    shown = shell("feeds")
    assert "Biology / Cell Notes" in shown
    assert "(paused)" in shown
    assert "failed 1 time" in shown
    assert "500" in shown


def test_refresh_asks_all_and_tells_each(shell: Shell, subscribed: LoopbackServer) -> None:
    lines = shell.json("refresh", "--json")
    assert all(set(line) == PROGRESS_KEYS for line in lines)
    assert {line["source"]: line["added"] for line in lines} == {"Cell Notes": 1, "Star Notes": 1}
    assert all(line["kind"] == "feed" and line["error"] is None for line in lines)
    assert len(shell.json("list", "--json")) == 5


def test_a_second_refresh_finds_nothing_new(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("refresh")
    before = shell.json("list", "--json")
    assert shell("refresh").count("nothing new") == 2
    assert shell.json("list", "--json") == before


@pytest.mark.parametrize("name", ["2", "Star Notes", "star", "/stars"])
def test_refresh_asks_only_what_is_named(shell: Shell, subscribed: LoopbackServer, name: str) -> None:
    (line,) = shell.json("refresh", subscribed.url(name) if name.startswith("/") else name, "--json")
    assert line["source"] == "Star Notes"


def test_one_feed_s_error_is_told_and_ends_nothing(shell: Shell, subscribed: LoopbackServer) -> None:
    subscribed.routes["/cells"] = reply(503, b"", retry_after="7200")
    lines = shell.json("refresh", "--json", code=1)
    broken = next(line for line in lines if line["error"])
    assert broken["source"] == "Cell Notes"
    assert [line["added"] for line in lines if not line["error"]] == [1]
    assert shell.err.count("sciread: ") == 1
    told = feed(shell, 1)
    assert (told["failures"], told["error"]) == (1, broken["error"])


def test_a_feed_that_failed_is_left_alone_for_a_while(shell: Shell, subscribed: LoopbackServer) -> None:
    subscribed.routes["/cells"] = reply(500)
    shell("refresh", code=1)
    asked = len(subscribed.seen)
    assert [line["source"] for line in shell.json("refresh", "--json")] == ["Star Notes"]
    assert len(subscribed.seen) == asked + 1
    assert len(shell.json("refresh", "--all", "--json", code=1)) == 2


def test_nothing_due_says_what_to_do(shell: Shell) -> None:
    assert "No feed is due" in shell("refresh")


def test_what_is_no_feed_s_name_is_one_sentence(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("refresh", "Moon Notes", code=1)
    assert "sciread: No feed is called" in shell.err
    shell("feeds", "pause", "Notes", code=1)
    assert "2 feeds are called" in shell.err


def test_an_address_without_a_feed_is_refused(shell: Shell, server: LoopbackServer) -> None:
    shell("feeds", "add", server.url("/none"), code=1)
    assert "404" in shell.err
    assert shell.json("feeds", "--json") == []


def test_rename_and_move_and_back(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("feeds", "rename", "Star Notes", "The sky")
    shell("feeds", "move", "The sky", "Physics")
    assert (feed(shell, 2)["title"], feed(shell, 2)["folder"]) == ("The sky", "Physics")
    assert len(shell.json("list", "feed:sky", "--json")) == 1
    shell("feeds", "rename", "2", "")
    shell("feeds", "move", "2", "")
    assert (feed(shell, 2)["title"], feed(shell, 2)["folder"]) == ("Star Notes", None)


def test_a_paused_feed_is_not_asked_until_it_resumes(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("feeds", "pause", "1")
    assert [line["source"] for line in shell.json("refresh", "--json", "--all")] == ["Star Notes"]
    assert "nothing to change" in shell("feeds", "pause", "1")
    shell("feeds", "resume", "1")
    assert {line["source"] for line in shell.json("refresh", "--json")} == {"Cell Notes", "Star Notes"}


def test_an_interval_holds_from_the_next_answer_on(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("feeds", "interval", "1", "90")
    assert feed(shell, 1)["interval"] == 5400
    shell("refresh")
    assert [line["source"] for line in shell.json("refresh", "--json")] == ["Star Notes"]
    shell("feeds", "interval", "1", "0")
    assert feed(shell, 1)["interval"] is None
    shell("feeds", "interval", "1", "-5", code=2)


def test_remove_keeps_the_articles_and_can_be_undone(shell: Shell, subscribed: LoopbackServer) -> None:
    assert "its 2 articles stay" in shell("feeds", "remove", "Cell Notes")
    assert len(shell.json("list", "--json")) == 3
    assert [line["source"] for line in shell.json("refresh", "--json")] == ["Star Notes"]
    assert "not subscribed" in shell("feeds", "remove", "Cell Notes")
    shell("undo")
    assert (feed(shell, 1)["subscribed"], feed(shell, 1)["folder"]) == (True, "Biology")


def test_a_folder_of_documents_is_asked_again(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.md").write_text("# First finding\n\nA note about the first finding of the week.\n")
    shell("feeds", "add", str(folder))
    (folder / "two.md").write_text("# Second finding\n\nA note about the second finding of the week.\n")
    (line,) = shell.json("refresh", "--json")
    assert line["added"] == 1
    assert len(shell.json("list", "--json")) == 2
    assert "nothing new" in shell("refresh")


def test_opml_goes_out_and_comes_back_with_folders(shell: Shell, subscribed: LoopbackServer, tmp_path: Path) -> None:
    out = tmp_path / "feeds.opml"
    shell("export", "opml", "-o", str(out))
    assert f"Wrote {out}" in shell.err
    shell("--db", str(tmp_path / "other.db"), "import", str(out))
    shell("--db", str(tmp_path / "other.db"), "feeds", "--json")
    assert shell("--db", str(tmp_path / "other.db"), "export", "opml") == out.read_text()
    found = shell.json("--db", str(tmp_path / "other.db"), "feeds", "--json")
    assert {(one["title"], one["folder"]) for one in found} == {("Cell Notes", "Biology"), ("Star Notes", None)}
    lines = shell.json("--db", str(tmp_path / "other.db"), "refresh", "--json")
    assert sum(line["added"] for line in lines) == 5
    shell("export", "opml", "-o", str(out), code=1)
    assert "there is something named" in shell.err


def test_opml_with_commands_and_files_runs_nothing(shell: Shell, tmp_path: Path) -> None:
    marker, opml = tmp_path / "ran", tmp_path / "evil.opml"
    outlines = "".join(
        f'<outline type="rss" text="t" xmlUrl="{where}"/>'
        for where in (f"exec:touch {marker}", f"|touch {marker}", "file:///etc/passwd", "https://good.example/feed")
    )
    opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    shell("import", str(opml), code=1)
    assert shell.err.count("sciread: ") == 3
    assert [one["url"] for one in shell.json("feeds", "--json")] == ["https://good.example/feed"]
    assert not marker.exists()


def test_a_password_in_an_address_stays_out_of_opml(shell: Shell, server: LoopbackServer) -> None:
    shell("feeds", "add", server.url("/cells", user="me:secret"))
    assert "secret" not in shell("export", "opml")
    assert "secret" in shell("export", "opml", "--secrets")


def test_prune_says_how_many_and_lets_go(shell: Shell, subscribed: LoopbackServer) -> None:
    shell("mark", "feed:1", "--read")
    shell("mark", "id:1", "--star")
    assert shell("prune", "is:read", "--dry-run") == "1 article would be let go\n"
    assert len(shell.json("list", "--json")) == 3
    assert shell("prune", "is:read") == "1 article let go\n"
    assert {one["id"] for one in shell.json("list", "--json")} == {1, 3}
    shell("refresh")
    assert 2 not in {one["id"] for one in shell.json("list", "--json")}


def test_prune_takes_its_rule_from_the_settings(shell: Shell, subscribed: LoopbackServer, tmp_path: Path) -> None:
    shell("prune", code=2)
    assert "Say what to let go" in shell.err
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('prune = "feed:1"\n')
    assert shell("prune", "--dry-run") == "2 articles would be let go\n"
    (tmp_path / "config" / "config.toml").write_text('prune = "is:old"\n')
    shell("prune", code=2)
    assert "is:" in shell.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, {130}), (signal.SIGTERM, {143, -15})]
)  # a shell shows -15 as 143
def test_a_refresh_ends_at_once_and_keeps_what_it_had(
    shell: Shell, subscribed: LoopbackServer, number: int, code: set[int]
) -> None:
    subscribed.routes["/stars"] = silence
    asked = len(subscribed.seen)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "refresh", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    assert process.stderr
    assert b"Cell Notes" in process.stdout.readline()  # one feed is saved, the other keeps it waiting
    assert len(subscribed.seen) > asked
    process.send_signal(number)
    assert process.wait(10) in code  # well before the server lets go
    assert process.stderr.read().count(b"\n") <= 1
    process.stdout.close()
    process.stderr.close()
    assert len(shell.json("list", "--json")) == 4
    assert feed(shell, 2)["error"] is None
