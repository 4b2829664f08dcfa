"""The commands, as a shell runs them: in-process for speed, as a process where bytes and codes matter."""

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.tui.shell import Shell

NOTE = """# Folding proteins by computer

June 1 2026

A program now predicts how a chain of amino acids folds, often as well as an experiment would.

More information: Jumper et al. Highly accurate protein structure prediction with AlphaFold. Nature (2021). \
DOI: 10.1038/s41586-021-03819-2
"""
OTHER = """# A second look at folding

Months later the same method was applied to complexes of several chains at once, with mixed results.
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def note(tmp_path: Path) -> str:
    path = tmp_path / "note.md"
    path.write_text(NOTE)
    return str(path)


def test_add_list_show_tell_the_contract_s_keys(shell: Shell, note: str) -> None:
    (line,) = shell.json("add", note, "--json")
    assert line == {"source": note, "kind": "text", "added": 1, "updated": 0, "articles": [1], "error": None}
    (article,) = shell.json("list", "--json")
    assert set(article) >= {
        "id", "title", "url", "feed", "authors", "published", "added", "read", "starred", "tags", "references",
        "parent", "main",
    }  # fmt: skip
    assert article["title"] == "Folding proteins by computer"
    assert article["published"] == "2026-06-01T00:00:00+00:00"
    assert article["main"]["doi"] == "10.1038/s41586-021-03819-2"
    (shown,) = shell.json("show", "1", "--json")
    assert "chain of amino acids" in shown["body"]
    (reference,) = shown["references"]
    assert set(reference) >= {
        "n", "role", "confidence", "raw", "title", "authors", "container", "year", "ids", "url",
    }  # fmt: skip
    assert reference["url"] == "https://doi.org/10.1038/s41586-021-03819-2"
    assert reference["year"] == 2021


def test_add_says_what_is_new_and_what_is_not(shell: Shell, note: str) -> None:
    assert "1 added (text)" in shell("add", note)
    assert "nothing new (text)" in shell("add", note)


def test_add_gives_tags(shell: Shell, note: str) -> None:
    shell("add", note, "--tag", "folding", "--tag", "to read")
    assert [tag["name"] for tag in shell.json("tags", "--json")] == ["folding", "to read"]
    assert "#folding" in shell("tags")


def test_a_folder_gives_a_line_a_document(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.md").write_text(NOTE)
    (folder / "deep" / "b.txt").write_text(OTHER)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / ".hidden").write_text(OTHER)
    lines = shell.json("add", str(folder), "--json")
    assert [Path(line["source"]).name for line in lines] == ["a.md", "b.txt"]
    assert shell.err == ""


def test_what_is_no_document_is_told_and_the_rest_is_added(shell: Shell, note: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "none").mkdir()
    bad = [str(tmp_path / name) for name in ("empty.txt", "x.png", "missing.txt", "none")]
    lines = shell.json("add", *bad, note, "/dev/null", "--json", code=1)
    assert [bool(line["error"]) for line in lines] == [True, True, True, True, False, True]
    sentences = shell.err.splitlines()
    assert len(sentences) == 5
    assert all(sentence.startswith("sciread: ") and sentence.endswith(".") for sentence in sentences)
    assert len(shell.json("list", "--json")) == 1


def test_standard_input_is_a_source(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode())))
    (line,) = shell.json("add", "-", "--json")
    assert (line["source"], line["added"]) == ("-", 1)


def test_list_takes_queries_limits_and_orders(shell: Shell, note: str, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(OTHER)
    shell("add", note, str(other))
    assert [a["id"] for a in shell.json("list", "--json", "--sort", "oldest")] == [1, 2]
    assert [a["id"] for a in shell.json("list", "complexes", "--json")] == [2]
    assert len(shell.json("list", "--json", "--limit", "1")) == 1
    assert "A second look" in shell("list", "id:2")


def test_mark_tag_and_undo_say_how_many_changed(shell: Shell, note: str) -> None:
    shell("add", note)
    assert shell("mark", "1", "--read", "--star") == "1 article marked read and starred\n"
    assert shell("mark", "folding", "--read") == "0 articles marked read\n"
    assert shell("tag", "id:1", "+folding", "+hello", "-nothing") == "1 article changed\n"
    assert shell("tag", "1", "-hello") == "1 article changed\n"
    (article,) = shell.json("list", "tag:folding", "is:read", "is:starred", "--json")
    assert article["tags"] == ["folding"]
    assert shell("undo") == "1 article changed back: untagged #hello\n"
    assert shell.json("list", "--json")[0]["tags"] == ["folding", "hello"]


def test_open_prints_the_paper_s_link(shell: Shell, note: str, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(OTHER)
    shell("add", note, str(other))
    link = "https://doi.org/10.1038/s41586-021-03819-2\n"
    assert shell("open", "1", "--print") == link
    assert shell("open", "1", "--ref", "1", "--print") == link
    for words in (("open", "2"), ("open", "1", "--ref", "5"), ("open", "99"), ("show", "99")):
        shell(*words, code=1)
        assert shell.err.startswith("sciread: ")
        assert shell.err.count("\n") == 1


def test_refs_prints_each_work_once(shell: Shell, note: str, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(OTHER + "\nThe first report is at https://doi.org/10.1038/S41586-021-03819-2 and open to all.\n")
    shell("add", note, str(other))
    (work,) = shell.json("refs", "--format", "json")
    assert sorted(work["articles"]) == [1, 2]
    assert work["ids"] == {"doi": "10.1038/s41586-021-03819-2"}


def test_show_is_plain_text_with_footnotes(shell: Shell, note: str) -> None:
    shell("add", note)
    text = shell("show", "1", "--plain")
    assert text.startswith("Folding proteins by computer\n")
    assert "[1] Jumper et al." in text
    assert "[1]" in shell("show", "1")


def test_identify_answers_a_list(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("See doi:10.1000/xyz123 for more.")
    (found,) = json.loads(shell("identify", str(path)))
    assert (found["scheme"], found["id"], found["how"]) == ("doi", "10.1000/xyz123", "label")
    assert path.read_text()[found["start"] : found["end"]] == "10.1000/xyz123"


def test_identify_answers_every_line(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "PMID: 34265844"}\nnot json\n{"text": 5}\n{"text": "none"}\n')
    lists = shell.json("identify", "--jsonl", str(path), code=1)
    assert [len(found) for found in lists] == [1, 0, 0, 0]
    assert "line 2" in shell.err


@pytest.mark.parametrize(
    "words",
    [
        ("list", "("),
        ("list", "is:blue"),
        ("mark", "x"),
        ("tag", "id:1", "word"),
        ("tag", "id:1"),
        ("nosuch",),
        ("add",),
    ],
)
def test_wrong_usage_is_code_2(shell: Shell, words: tuple[str, ...]) -> None:
    shell(*words, code=2)
    assert shell.err


def test_paths_tells_where_things_are(shell: Shell, tmp_path: Path) -> None:
    assert str(tmp_path / "data" / "library.db") in shell("paths")
    (found,) = shell.json("--db", str(tmp_path / "other.db"), "paths", "--json")
    assert found["library"] == str(tmp_path / "other.db")


def test_hostile_text_leaves_as_plain_text(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(
        b"# [/x] [Retracted] A\x1b]2;PWNED\x07B\x00C\xe2\x80\xaeD\n\n"
        b"Text \x1b[31mred\x1b[0m and \xc2\x9b2J more words.\n"
    )
    shell("add", str(path))
    for words in (("list",), ("show", "1"), ("show", "1", "--plain"), ("list", "--json"), ("show", "1", "--json")):
        text = shell(*words)
        assert "[/x] [Retracted]" in text
        assert all(ch.isprintable() or ch == "\n" for ch in text)


def test_a_file_may_have_any_name(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in (b"a\x1b]2;X\x07.md", b"b\xff.md", "c\u202e\u009b.md".encode()):
        (folder / os.fsdecode(name)).write_text(NOTE + os.fsdecode(name[:1]))
    (folder / os.fsdecode(b"d\x1b[31m\xff.md")).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    shell("add", *(str(path) for path in folder.iterdir()), code=1)
    printed = shell.out + shell.err
    assert all(ch.isprintable() or ch == "\n" for ch in printed)
    lines = shell.json("add", str(folder), "--json")
    assert [line["added"] for line in lines] == [0, 0, 0]
    assert all(ch.isprintable() or ch == "\n" for ch in shell.out)


def test_help_names_every_command(shell: Shell) -> None:
    text = shell("--help")
    for name in ("add", "list", "show", "refs", "open", "mark", "tag", "tags", "identify", "paths", "undo"):
        assert f"  {name} " in text
        assert "Usage" in shell(name, "--help")


def process(*words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "tui", *words], capture_output=True, cwd=ROOT, check=False, **options)


def test_the_reader_refuses_what_is_no_terminal() -> None:
    done = process(stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert b"sciread list" in done.stderr


def test_a_closed_pipe_is_no_error(note: str) -> None:
    assert process("add", note).returncode == 0
    done = subprocess.run(
        f"{sys.executable} -m tui show 1 | true; echo ${{PIPESTATUS[0]}}", shell=True, capture_output=True, cwd=ROOT,
        check=True, executable="/bin/bash",
    )  # fmt: skip
    assert done.stdout == b"0\n"
    assert done.stderr == b""


def test_output_is_utf_8_even_in_a_c_locale(note: str) -> None:
    process("add", note)
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("list", env=env)
    assert done.returncode == 0
    assert "●" in done.stdout.decode("utf-8")


def test_interrupting_is_code_130(tmp_path: Path) -> None:
    import signal

    fifo = subprocess.Popen([sys.executable, "-m", "tui", "identify", "-"], stdin=subprocess.PIPE, cwd=ROOT,
                            stderr=subprocess.PIPE)  # fmt: skip
    time.sleep(1.5)
    fifo.send_signal(signal.SIGINT)
    assert fifo.wait(10) == 130
    assert fifo.stderr is not None
    assert b"Traceback" not in fifo.stderr.read()
    fifo.stderr.close()
    assert fifo.stdin is not None
    fifo.stdin.close()
