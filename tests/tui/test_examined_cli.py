"""What an outside examiner found: numbers no library holds, an unset variable as a source, a full disk, lists."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tui.shell import Shell

HUGE = "9" * 25

LIST = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Oncology"><outline text="Good" type="rss" xmlUrl="https://feeds.example.org/good"/></outline>
<outline text="Runs" type="rss" xmlUrl="exec:touch {proof}"/>
<outline text="Reads" type="rss" xmlUrl="file:///etc/hostname"/>
</body></opml>
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.mark.parametrize("words", [("show", HUGE), ("open", HUGE, "--print"), ("show", "--", f"-{HUGE}")])
def test_a_number_larger_than_any_id_names_no_article(shell: Shell, words: tuple[str, ...]) -> None:
    shell(*words, code=1)
    assert "There is no article" in shell.err


def test_a_limit_larger_than_any_library_is_no_limit(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# A short note\n\nTwo sentences are enough. This is the second one.\n")
    shell("add", str(path))
    assert len(shell("list", "--limit", HUGE).splitlines()) == 1


def test_an_empty_name_is_not_the_folder_one_is_in(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "diary.md").write_text("# Private\n\nNothing that anyone asked to have added.\n")
    monkeypatch.chdir(tmp_path)
    (line,) = shell.json("add", "", "--json", code=1)
    assert (line["kind"], line["articles"]) == (None, [])
    assert "no name" in line["error"]
    shell("feeds", "add", "", code=1)
    assert shell("list") == ""
    assert shell("feeds") == ""


def test_a_query_that_does_not_parse_names_its_column(shell: Shell) -> None:
    shell("list", "lung", "colour:red", code=2)
    (line,) = shell.err.splitlines()
    assert "column 6" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to write to")
@pytest.mark.parametrize("words", [["paths"], ["paths", "--json"], ["--version"], ["--help"]])
def test_output_that_cannot_be_written_is_one_sentence(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env=dict(os.environ),
        )  # fmt: skip
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("sciread: Could not write the output: No space left")


def test_a_list_of_feeds_is_added_and_what_is_no_address_is_told(shell: Shell, tmp_path: Path) -> None:
    path, proof = tmp_path / "feeds.opml", tmp_path / "proof"
    path.write_text(LIST.format(proof=proof))
    (line,) = shell.json("add", str(path), "--json", code=1)
    assert (line["kind"], line["added"], line["articles"]) == ("opml", 1, [])
    assert "Runs: its address begins with exec:" in line["error"]
    assert "Reads: its address begins with file:" in line["error"]
    assert len(shell.err.splitlines()) == 1
    assert not proof.exists()
    (feed,) = shell.json("feeds", "--json")
    assert (feed["title"], feed["folder"], feed["url"]) == ("Good", "Oncology", "https://feeds.example.org/good")
    assert shell.json("add", str(path), "--json", code=1)[0]["added"] == 0


def test_a_list_from_a_pipe_is_added_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '<opml version="2.0"><body><outline text="A" xmlUrl="https://feeds.example.org/a"/></body></opml>'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert shell("add", "-") == "-: 1 added (opml)\n"


def test_a_list_in_a_folder_subscribes_to_nothing(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(LIST.format(proof="x"))
    (tmp_path / "note.md").write_text("# A short note\n\nTwo sentences are enough. This is the second one.\n")
    shell("add", str(tmp_path))
    assert shell("feeds") == ""
