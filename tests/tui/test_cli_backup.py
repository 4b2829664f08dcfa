"""backup, restore, export state and import state, as a shell runs them."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from store import Query, Store, backups
from store.model import Draft
from tests.store.faults import fill, freeze, sciread, small_disk
from tests.store.parse.hostile_inputs import hostile, needs_hostile
from tests.tui.shell import Shell
from tui.cli import run


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def library() -> Path:
    """The library the commands use, with some articles."""
    path = Path(os.environ["SCIREAD_DB"])
    with Store(path) as store:
        store.save([Draft(f"k{n}", f"Title {n}", "A text about lungs.") for n in range(5)])
    return path


def test_backup_list_and_restore(shell: Shell, library: Path, tmp_path: Path) -> None:
    assert "No copy yet" in (shell("restore") or shell.err)
    made = Path(shell("backup").removeprefix("Copied the library to ").strip())
    assert made.parent == library.parent / "backups"
    shell("mark", "1", "--star")
    (line,) = shell.json("restore", "--json")
    assert line == {
        "name": made.name, "path": str(made), "made": line["made"], "bytes": made.stat().st_size, "why": "asked",
        "articles": 5,
    }  # fmt: skip
    told = shell("restore")
    assert made.name in told
    assert "5 articles" in told
    told = shell("restore", made.name)
    aside = Path(told.rpartition(" is ")[2].strip())
    assert aside.exists()
    assert shell.json("list", "is:starred", "--json") == []
    with Store(aside) as store:
        assert len(store.ids(Query("is:starred"))) == 1
    assert "Copied" in shell("backup", str(tmp_path / "own.db"))
    shell("backup", str(tmp_path / "own.db"), code=1)
    assert "something of that name" in shell.err
    assert "Restored" in shell("restore", str(tmp_path / "own.db"))


def test_restore_works_where_the_library_cannot_be_opened(shell: Shell, library: Path) -> None:
    name = Path(shell("backup").split()[-1]).name
    library.write_bytes(b"\0" * 5000)
    shell("list", code=1)
    assert f"restore {name}" in shell.err
    assert "Traceback" not in shell.err
    assert name in shell("restore")
    shell("restore", name)
    assert len(shell.json("list", "--json")) == 5


def test_state_goes_from_one_library_to_another(shell: Shell, library: Path, tmp_path: Path) -> None:
    shell("mark", "1", "--star")
    shell("tag", "2", "+mine")
    shell("note", "3", "look at this")
    file = tmp_path / "state.jsonl"
    shell("export", "state", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    shell("export", "state", str(file), code=1)
    assert "already" in shell.err
    printed = shell("export", "state").splitlines()
    assert printed[1:] == file.read_text().splitlines()[1:]
    other = str(tmp_path / "other.db")
    told = shell("--db", other, "import", "state", str(file))
    assert told.startswith("3 lines read: ")
    assert "3 kept for articles that are not here yet" in told
    assert "sciread undo" in told
    assert "3 kept for" in shell("--db", str(tmp_path / "third.db"), "import", str(file))  # known by its content
    with Store(Path(other)) as store:
        store.save([Draft(f"k{n}", f"Title {n}", "A text about lungs.") for n in (4, 3, 2, 1, 0)])
    starred: list[dict[str, Any]] = shell.json("--db", other, "list", "is:starred", "--json")
    assert [article["title"] for article in starred] == ["Title 0"]


def test_bad_lines_are_told_by_number_and_the_rest_is_taken(shell: Shell, library: Path, tmp_path: Path) -> None:
    shell("mark", "1", "--star")
    lines = shell("export", "state").splitlines()
    file = tmp_path / "state.jsonl"
    deep = "[" * 100_000
    file.write_text("\n".join([lines[0], "{", *lines[1:], deep, "x" * 5_000_000, '{"kind": "\\u001b[31m"}', ""]))
    other = str(tmp_path / "other.db")
    shell("--db", other, "import", "state", str(file), code=1)
    assert "1 kept for articles" in shell.out
    told = shell.err.splitlines()
    assert [line.partition(", line ")[2].partition(":")[0] for line in told] == ["2", "4", "5", "6"]
    assert "longer than 4 MB" in told[2]
    assert not any("\x1b" in line for line in told)


def test_a_file_of_nothing_but_faults_is_told_in_few_lines(shell: Shell, library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("x\n" * 5000)
    shell("import", "state", str(tmp_path / "bad"), code=1)
    assert len(shell.err.splitlines()) == 101
    assert "4900 more lines" in shell.err


def test_standard_input_and_output(library: Path, tmp_path: Path) -> None:
    shown = sciread("export", "state", db=library)
    assert shown.returncode == 0
    assert json.loads(shown.stdout.splitlines()[0])["sciread"] == "state"
    done = sciread("import", "state", "-", db=tmp_path / "other.db")
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "0 lines read")


@needs_hostile
@pytest.mark.parametrize("words", ["backup", "restore", "export state", "import state", "import"])
def test_hostile_names_of_files_are_one_sentence(
    shell: Shell, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    for name in ["~nobody/x", "/dev/null/x", "/dev/zero", "../..", *hostile().URLS, *hostile().TITLES, *hostile().FTS]:
        if name.startswith("-") or not can_be_argument(name) or (words == "import" and "://" in name):
            continue  # an option; no argument; an address
        code = run([*words.split(), name])
        told = capture(shell)
        assert code in (0, 1, 2), (name, told)
        assert "Traceback" not in told.err
        assert "fault of sciread itself" not in told.err, (name, told.err)
        assert not any(sign in told.err + told.out for sign in "\x1b\x9b\x00\u202e")


def can_be_argument(name: str) -> bool:
    """Whether a shell could give this to a program at all."""
    try:
        return b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        return False


def capture(shell: Shell) -> Any:
    return shell._capsys.readouterr()


def test_refresh_makes_the_copy_of_the_day_once(shell: Shell, library: Path) -> None:
    shell("list")
    shell("mark", "1", "--star")
    assert backups(library) == []  # reading and marking make none
    shell("refresh")
    (made,) = backups(library)
    assert made.why == "daily"
    shell("refresh")
    assert len(backups(library)) == 1


def test_none_is_made_if_the_settings_say_so(shell: Shell, library: Path) -> None:
    config = Path(os.environ["SCIREAD_CONFIG_DIR"]) / "config.toml"
    config.parent.mkdir()
    config.write_text("backups = 0\n")
    shell("refresh")
    assert backups(library) == []


def test_a_full_disk_is_one_sentence_for_each_command(shell: Shell, library: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        shutil.copy(library, disk / "library.db")
        fill(disk)
        db = ("--db", str(disk / "library.db"))
        assert len(shell.json(*db, "list", "--json")) == 5
        assert "can only be read" in shell.err
        for words in (("mark", "1", "--star"), ("backup", str(disk / "copy.db")), ("export", "state", str(disk / "x"))):
            shell(*db, *words, code=1)
            assert all(line.startswith("sciread: ") for line in shell.err.splitlines())
        assert not {one.name for one in disk.iterdir()} - {"filler", "library.db", "library.db-shm", "library.db-wal"}
        assert (disk / "library.db").read_bytes() == library.read_bytes()


def test_on_a_disk_that_cannot_be_written_everything_that_reads_works(
    shell: Shell, library: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        shutil.copy(library, disk / "library.db")
        freeze(disk)
        db = ("--db", str(disk / "library.db"))
        reads = ["list", "show 1", "refs --format bibtex", "cites 10.1000/x", "tags", "views", "rules", "feeds",
                 "export opml", "export state", "related 1", "check refs", "note 1", "restore"]  # fmt: skip
        for words in reads:
            shell(*db, *words.split())
            told = f"sciread: The library {disk / 'library.db'} can only be read: nothing you do here is kept.\n"
            assert shell.err.startswith(told) or words == "restore"  # which opens no library
            assert shell.err.count("can only be read") == (words != "restore")
        shell(*db, "backup", str(tmp_path / "copy.db"))
        for words in ("mark 1 --star", "tag 1 +x", "undo", "views add x y", "rules add x y", "tags colour x accent"):
            shell(*db, *words.split(), code=1)
            assert set(shell.err.splitlines()) == {told.strip()}
