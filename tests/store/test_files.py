"""Files are written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from store.files import flush, growing, make_folder, publish, write_new, write_whole
from tests.store.faults import fill, killed, small_disk


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o022, 0o000, 0o077])
def test_modes_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "a" / "b" / "whole", b"1")
        write_new(tmp_path / "a" / "new", b"2")
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/whole", "a/new")] == [0o700, 0o700, 0o600, 0o600]


def test_whole_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    for data in (b"one", b"two" * 10_000, b""):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]


def test_whole_takes_the_place_of_a_link_and_not_of_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"precious"
    assert (tmp_path / "link").read_bytes() == b"new"


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling"])
def test_new_never_writes_over_anything(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / "there", tmp_path / "target"
    if kind == "file":
        path.write_bytes(b"old")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(target)
        if kind == "link":
            target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(path, b"new")
    with growing(path) as part, pytest.raises(FileExistsError):
        publish(part, path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted({"there", *(["target"] if kind == "link" else [])})
    assert not path.is_file() or path.read_bytes() == b"old"


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "new", b"data")
    assert (tmp_path / "new").read_bytes() == b"data"
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "new", b"other")
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        write_whole(disk / "state.json", b"old")
        fill(disk)
        for write, name in ((write_whole, "state.json"), (write_new, "other")):
            with pytest.raises(OSError, match="space"):
                write(disk / name, b"x" * 100_000)
        assert (disk / "state.json").read_bytes() == b"old"
        assert sorted(one.name for one in disk.iterdir()) == ["filler", "state.json"]


@pytest.mark.parametrize("at", ["os.fsync", "pathlib.Path.write_bytes", "os.link", "pathlib.Path.replace"])
def test_kill_9_leaves_the_old_or_the_new_file(tmp_path: Path, at: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    module, _, name = at.rpartition(".")
    holder = "os" if module == "os" else "pathlib.Path"
    code = f"import pathlib, sys\nfrom store.files import write_new, write_whole\n{holder}.{name} = die\n"
    killed(
        f"{code}write_whole(pathlib.Path(sys.argv[1]), b'new')\nwrite_new(pathlib.Path(sys.argv[1] + '2'), b'n')",
        str(path),
    )
    assert path.read_bytes() in (b"old", b"new")
    assert not (tmp_path / "file2").exists()


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    make_folder(tmp_path / "shared" / "own")
    assert (mode(tmp_path / "shared"), mode(tmp_path / "shared" / "own")) == (0o755, 0o700)


def test_a_file_system_that_syncs_no_folder_is_no_fault_and_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(number: int) -> None:
        raise OSError(wrong, os.strerror(wrong))

    monkeypatch.setattr(os, "fsync", failing)
    wrong = errno.EINVAL
    write_whole(tmp_path / "whole", b"1")
    assert (tmp_path / "whole").read_bytes() == b"1"
    wrong = errno.EIO
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_whole(tmp_path / "whole", b"2")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("whole", b"1")]


def test_a_folder_that_cannot_be_opened_keeps_its_names_and_a_file_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError):
        flush(tmp_path / "gone")
    opened = os.open

    def refused(path: Path, *more: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Windows opens no folders")
        return opened(path, *more)

    monkeypatch.setattr(os, "open", refused)
    flush(tmp_path)
