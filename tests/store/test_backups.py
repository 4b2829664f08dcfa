"""Copies of a library: whole, while others write, and as many as a reader wants."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import LibraryError, Store, backups
from store.db import backups as rules
from store.db.copies import fault_of
from store.errors import StoppedError
from store.model import Draft
from tests.store.faults import files, fill, killed, small_disk


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 3, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def library(tmp_path: Path, time: Time) -> Iterator[Store]:
    with Store(tmp_path / "data" / "library.db", now=time) as store:
        store.save([Draft(f"k{n}", f"Title {n}", "A text about lungs. " * 20) for n in range(20)])
        yield store


def articles(path: Path) -> int:
    with Store(path) as store:
        return store.counts().articles


def test_a_copy_is_whole_private_and_one_file(library: Store, tmp_path: Path) -> None:
    library.mark([1, 2], starred=True)
    (tmp_path / "out").mkdir()
    before = os.umask(0)
    try:
        made = library.backup(tmp_path / "out" / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [one.name for one in made.parent.iterdir()] == ["copy.db"]
    assert fault_of(made) is None
    with Store(made) as copy:
        assert copy.counts() == library.counts()
        assert copy.articles([1, 2, 3]) == library.articles([1, 2, 3])


def test_nothing_is_written_over_nor_through_a_link(library: Store, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for name in ("there", "link"):
        with pytest.raises(LibraryError, match="something of that name"):
            library.backup(tmp_path / name)
    assert (tmp_path / "there").read_bytes() == b"precious"
    assert not (tmp_path / "target").exists()


def test_a_folder_gets_a_file_named_by_its_time(library: Store, tmp_path: Path) -> None:
    assert library.backup(tmp_path).name == "library-2026-06-03-120000.db"
    assert library.backup().parent == library.path.parent / "backups"
    assert library.backup().name == "library-2026-06-03-120000-2.db"


def test_what_is_written_meanwhile_neither_waits_nor_tears_the_copy(library: Store, tmp_path: Path) -> None:
    library.save([Draft(f"big{n}", f"Big {n}", "word " * 20_000) for n in range(60)])
    done = threading.Event()
    marked: list[int] = []

    def write() -> None:
        with Store(library.path) as other:
            while not done.is_set():
                marked.append(other.mark([1], starred=len(marked) % 2 == 0))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            assert fault_of(library.backup(tmp_path / f"copy{n}.db")) is None
    finally:
        done.set()
        writer.join()
    assert len(marked) > 3
    assert {articles(tmp_path / f"copy{n}.db") for n in range(3)} == {80}


def test_a_copy_that_is_stopped_leaves_nothing(library: Store, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        library.daily_backup(stopped=lambda: True)
    assert list((library.path.parent / "backups").iterdir()) == []


def test_kill_9_in_the_middle_leaves_no_copy_of_that_name(library: Store, tmp_path: Path) -> None:
    for at in ("fault_of", "publish"):
        killed(
            f"import sys, pathlib\nfrom store import Store\nfrom store.db import copies\ncopies.{at} = die\n"
            "Store(pathlib.Path(sys.argv[1])).backup(pathlib.Path(sys.argv[2]))",
            str(library.path), str(tmp_path / "copy.db"),
        )  # fmt: skip
        assert not (tmp_path / "copy.db").exists()
    assert fault_of(library.path) is None


def test_a_full_disk_is_told_and_leaves_library_and_disk_as_they_were(library: Store, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 200) as disk:
        fill(disk)
        before = files(disk)
        with pytest.raises(LibraryError, match=r"Could not copy|Could not make a copy"):
            library.backup(disk / "copy.db")
        assert files(disk) == before
    assert library.mark([1], read=True) == 1


def test_a_damaged_library_gives_no_copy(library: Store, tmp_path: Path) -> None:
    library.save([Draft(f"n{n}", f"N {n}", "word " * 3000) for n in range(30)])
    library.close()
    with library.path.open("r+b") as file:
        file.seek(-40 * 4096, os.SEEK_END)
        file.write(b"\xff" * 30 * 4096)
    with Store(library.path) as damaged, pytest.raises(LibraryError, match=r"damaged|malformed"):
        damaged.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def days(store: Store, time: Time, count: int, act: Callable[[int], object]) -> list[str]:
    """The names of the copies that so many days left, of which each brings something."""
    for day in range(count):
        act(day)
        store.daily_backup()
        assert store.daily_backup() is None
        time.now += timedelta(days=1)
    return sorted(one.path.name for one in backups(store.path))


def test_seven_days_are_kept(library: Store, time: Time) -> None:
    names = days(library, time, 10, lambda day: library.mark([day + 1], read=True))
    assert names == [f"library-2026-06-{day:02}.db" for day in range(6, 13)]
    newest = backups(library.path)[0]
    assert (newest.path.name, newest.articles, newest.why) == ("library-2026-06-12.db", 20, "daily")


def test_while_the_reader_does_nothing_a_copy_a_week_is_enough(library: Store, time: Time) -> None:
    names = days(library, time, 15, lambda day: library.save([Draft(f"new{day}", f"New {day}", "Short.")]))
    assert names == ["library-2026-06-03.db", "library-2026-06-10.db", "library-2026-06-17.db"]


def test_undo_is_something_the_reader_does(library: Store, time: Time) -> None:
    library.mark([1, 2], read=True)
    assert library.daily_backup()
    time.now += timedelta(days=1)
    assert library.daily_backup() is None
    library.undo()
    assert library.daily_backup()


def test_a_large_library_is_copied_seldom_and_few_copies_stay(
    library: Store, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark([1], read=True)
    size = library.path.stat().st_size
    monkeypatch.setattr(rules, "_A_DAY", size // 2)  # as if it were several times what may be copied in a day
    monkeypatch.setattr(rules, "_ROOM", size)
    names = days(library, time, 13, lambda day: library.mark([day + 1], starred=True))
    assert len(names) == 2
    first, second = (datetime.fromisoformat(name[8:18]) for name in names)
    assert (second - first).days >= 2


def test_none_are_made_if_none_are_wanted_and_hand_made_ones_are_never_taken_away(library: Store, time: Time) -> None:
    assert library.daily_backup(0) is None
    asked = [library.backup() for _ in range(10)]
    days(library, time, 9, lambda day: library.mark([day + 1], read=True))
    assert all(path.exists() for path in asked)


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_years_off_makes_a_copy_and_deletes_none_of_the_others(
    library: Store, time: Time, years: int
) -> None:
    library.mark([1], read=True)
    first = library.daily_backup()
    time.now = time.now.replace(year=time.now.year + years)
    library.mark([2], read=True)
    second = library.daily_backup()
    time.now = time.now.replace(year=2026) + timedelta(days=1)
    library.mark([3], read=True)
    third = library.daily_backup()
    assert len({first, second, third}) == 3
    assert all(path and path.exists() for path in (first, second, third))


def test_no_room_for_the_day_s_copy_is_one_sentence(library: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_SPARE", 10**18)
    with pytest.raises(LibraryError, match=r"^No daily copy .* Make room there\.$"):
        library.daily_backup()


def test_other_libraries_of_the_folder_have_their_own_copies(library: Store, tmp_path: Path, time: Time) -> None:
    with Store(library.path.with_name("library-other.db"), now=time) as other:
        other.backup()
        library.backup()
        assert len(backups(library.path)) == len(backups(other.path)) == 1


def test_what_a_killed_run_left_is_taken_away_after_a_day(library: Store, time: Time) -> None:
    folder = library.path.parent / "backups"
    folder.mkdir()
    old, new = folder / ".library-2026-06-01.db.x.part", folder / ".library-2026-06-03.db.y.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    library.daily_backup()
    assert (old.exists(), new.exists()) == (False, True)


def test_the_copy_can_be_read_where_nobody_may_write(library: Store, tmp_path: Path) -> None:
    made = library.backup(tmp_path / "copy.db")
    with closing(sqlite3.connect(f"file:{made}?immutable=1", uri=True)) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (20,)
    assert made.read_bytes()[18:20] == b"\x01\x01"


def test_no_folder_is_made_for_a_path_that_was_mistyped(library: Store, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="No such file or directory"):
        library.backup(tmp_path / "nowhere" / "copy.db")
    assert not (tmp_path / "nowhere").exists()
