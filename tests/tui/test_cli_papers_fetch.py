"""Services are asked after a yes, once; what they say is kept, and what they do not say changes nothing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from store import Store
from tests.conftest import ROOT
from tests.server import Handler, LoopbackServer, reply
from tests.tui.asked_services import RETRACTION, library, place, services
from tests.tui.shell import Shell

LIST = """Record ID,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
1,3/5/2026 0:00,10.1000/notice,10.1000/X,0,Retraction,+Concerns about Data;+Investigation by Journal;
2,1/2/2025 0:00,unavailable,unavailable,0,Retraction,+Duplication of Article;
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def path() -> Path:
    return library(Path(os.environ["SCIREAD_DB"]), "x", "y")


def asked(server: LoopbackServer) -> list[str]:
    return [seen.path for seen in server.seen]


@pytest.mark.usefixtures("path")
def test_nobody_is_asked_before_a_yes(shell: Shell) -> None:
    with services(x={}, y={}) as server:
        shell("papers", "fetch", code=1)
        assert "you did not allow it yet" in shell.err
        assert asked(server) == []


@pytest.mark.usefixtures("path")
def test_after_a_no_nobody_is_asked(shell: Shell) -> None:
    with services("ask = false", x={}) as server:
        shell("papers", "fetch", "--yes", code=1)
        assert "ask = false" in shell.err
        assert asked(server) == []
        assert shell("papers", "allow", "yes") == "Services may be asked about papers: no (config.toml says so)\n"


@pytest.mark.usefixtures("path")
def test_a_yes_is_kept_and_what_is_known_is_not_asked_again(shell: Shell) -> None:
    with services(x={}, y={}) as server:
        assert shell("papers", "fetch", "--yes") == "2 papers asked about: 2 known\n"
        assert sorted(asked(server)) == [place("10.1000/x"), place("10.1000/y")]
        assert shell("papers", "fetch").startswith("Nothing is due")
        assert shell("papers", "allow") == "Services may be asked about papers: yes\n"
        assert shell("papers", "allow", "ask").endswith("not answered yet\n")


def test_a_query_says_whose_papers(shell: Shell, path: Path) -> None:
    with services("ask = true", x={}, y={}) as server, Store(path) as store:
        shell("papers", "fetch", "title:y")
        assert asked(server) == [place("10.1000/y")]
        assert store.record(store.paper_named("10.1000/x")) is None


def test_a_retraction_is_told_and_raises_what_was_read(shell: Shell, path: Path) -> None:
    with services("ask = true", x={"updated-by": [RETRACTION]}, y={}), Store(path) as store:
        store.mark([1, 2], read=True)
        told = shell("papers", "fetch")
        assert told == (
            "2 papers asked about: 2 known, 1 retracted; 1 article you had read is unread again: retracted\n"
            "    1 News of x: ⚠ retracted 5 March 2026 · notice 10.1000/notice\n"
        )
        assert [article["id"] for article in shell.json("list", "--json", "is:retracted", "is:unread")] == [1]


def test_what_is_not_answered_is_a_sentence_and_stays_unchecked(shell: Shell, path: Path) -> None:
    with services("ask = true", x=reply(403), y={}), Store(path) as store:
        steps = shell.json("papers", "fetch", "--json", code=1)
        assert "Could not ask Crossref about 10.1000/x" in shell.err
        assert steps[0]["fault"] or steps[1]["fault"]
        assert store.paper_statuses([store.paper_named("10.1000/x")]).popitem()[1].kind == "unchecked"
        assert store._rows("SELECT count(*) FROM paper_notices") == [(0,)]


def test_a_list_is_taken_over_and_checks_papers_without_a_network(shell: Shell, path: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    with Store(path) as store:
        store.mark([1], read=True)
        told = shell("papers", "load", str(tmp_path / "list.csv"))
        assert "up to 2026-03-05" in told
        assert "1 article you had read is unread again, for the paper was retracted:\n    1 News of x: ⚠" in told
        assert "Concerns about Data" in told
        statuses = store.paper_statuses([store.paper_named("10.1000/x"), store.paper_named("10.1000/y")])
        assert [(one.kind, one.as_of) for one in statuses.values()] == [
            ("retracted", "2026-03-05"),
            ("none", "2026-03-05"),
        ]
        assert statuses.popitem()[1].notices == ()


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("text", ["", "no,such,columns\n1,2,3\n", "\0\1\2", "{}"])
def test_a_file_that_is_no_list_is_one_sentence(shell: Shell, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")
    shell("papers", "load", str(tmp_path / "list.csv"), code=1)
    assert shell.err.startswith("sciread: Could not")
    assert shell.err.count("\n") == 1
    shell("papers", "load", str(tmp_path / "nowhere.csv"), code=1)
    assert shell.err.count("\n") == 1


@pytest.mark.usefixtures("path")
def test_opening_says_first_how_the_paper_stands(shell: Shell) -> None:
    with services("ask = true", x={"updated-by": [RETRACTION]}, y={}):
        shell("papers", "fetch")
        assert shell("open", "1", "--print") == "https://doi.org/10.1000/x\n"
        assert "⚠ retracted 5 March 2026" in shell.err
        shell("open", "2", "--print")
        assert "no notice known as of" in shell.err


@pytest.mark.usefixtures("path")
def test_open_copies_are_asked_for_only_with_a_mail_address(shell: Shell) -> None:
    with services("ask = true", x={}, y={}) as server:
        shell("papers", "fetch", "--access", code=1)
        assert "wants a mail address" in shell.err
        assert asked(server) == []


@pytest.mark.usefixtures("path")
def test_a_query_without_papers_is_not_taken_for_papers_that_are_known(shell: Shell) -> None:
    with services(x={}) as server:
        shell("papers", "fetch", "--yes", "tag:none", code=1)
        assert "no article that QUERY finds names one" in shell.err
        assert asked(server) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_was_told_before_a_signal_is_kept_and_said(path: Path, number: int, code: int) -> None:
    second = threading.Event()

    def hang(handler: Handler) -> None:
        second.set()
        handler.pause(60)

    with services("ask = true", x={}) as server:
        server.routes[place("10.1000/y")] = hang
        words = [sys.executable, "-m", "tui", "papers", "fetch", "--json"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout
            assert '"found": true' in process.stdout.readline()
            assert second.wait(20)
            process.send_signal(number)
            _, said = process.communicate(timeout=20)
    assert process.returncode == code
    assert "Stopped: 1 paper asked about: 1 known. What was told is kept" in said
    with Store(path) as store:
        statuses = [one.kind for one in store.paper_statuses(store.papers_of([1, 2])).values()]
    assert statuses == ["none", "unchecked"]
