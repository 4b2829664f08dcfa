"""The commands that look for what is wrong: check, and check refs."""

import sqlite3
from pathlib import Path

import pytest

from tests.tui.shell import Shell
from tui.paths import library_path

TEXT = "# {}\n\nMuch is said here about cells, and nobody says where it was published, or in how many patients.\n"


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    shell = Shell(capsys)
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(TEXT.format(name))
        shell("add", str(tmp_path / f"{name}.md"), "--tag", "cells")
    return shell


def alter(statement: str) -> None:
    with sqlite3.connect(library_path(None)) as conn:
        conn.execute(statement)
    conn.close()


def test_a_library_that_is_whole_is_told_so_in_six_lines(shell: Shell) -> None:
    names = ["file", "links", "texts", "index", "counts", "notices"]
    assert shell("check") == "".join(f"{name:<9}whole\n" for name in names)
    assert [found["name"] for found in shell.json("check", "--json")] == names


def test_what_is_wrong_is_a_sentence_and_a_code_and_is_repaired_when_asked(shell: Shell) -> None:
    alter("UPDATE tag_counts SET total = 7")
    assert "7 unread" not in shell("tags")
    assert "1 counts of tags" in shell("check", code=1)
    (wrong,) = [found for found in shell.json("check", "--json", code=1) if found["fault"]]
    assert (wrong["name"], wrong["repaired"]) == ("counts", False)
    assert shell("check", "--repair").splitlines()[-2] == "counts   was wrong, and was made anew"
    assert [found["fault"] for found in shell.json("check", "--json")] == [None] * 6
    assert shell.json("tags", "--json")[0]["count"] == 3


def test_what_cannot_be_repaired_stays_wrong(shell: Shell) -> None:
    alter("INSERT INTO places (article_id, place, changed) VALUES (99, 1.5, '')")
    assert "rows of places" in shell("check", "--repair", code=1)
    assert shell.json("check", "--json", code=1)[1]["fault"].endswith(".")


def test_check_refs_finds_doubts_and_says_so_by_its_code(shell: Shell, tmp_path: Path) -> None:
    assert shell("check", "refs", "id:3") == "Nothing doubtful found.\n"
    (tmp_path / "doubt.md").write_text(
        "# Doubts\n\nWhat was found is told in a preprint at https://doi.org/10.1101/2020.01.01.123456 for now.\n"
        "One picture of it is https://doi.org/10.1371/journal.pone.0000001.g001 in colour.\n\n"
        "## References\n\n- Nature: A topic that is written about.\n- Science: Another topic of some kind.\n"
    )
    shell("add", str(tmp_path / "doubt.md"))
    found = shell.json("check", "refs", "--json", code=1)
    assert {fault["fault"] for fault in found} >= {"preprint", "component", "no id"}
    assert {fault["article"] for fault in found} == {4}
    assert "preprint" in shell("check", "refs", code=1)
