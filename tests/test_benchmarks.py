"""The benchmarks run, and what they measure is what they say; no time is asserted."""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from store import Query, Store
from store.model import Page
from store.parse import parse
from tests.benchmarks import ingest, made_library, table
from tests.benchmarks.made_feeds import feed
from tests.benchmarks.made_server import mode, served
from tests.benchmarks.refreshers import refreshers
from tests.benchmarks.runs import Figure, Sample, Scale, interleaved

TINY = Scale(20, 2, 50, 50, 1, 2)


@pytest.mark.parametrize("numbers", [range(3), range(700, 720)])
def test_made_drafts_are_those_that_parse_makes(numbers: range) -> None:
    address = "http://127.0.0.1:9/1"
    parsed = parse(Page(feed(1, numbers, address), address, address, "application/rss+xml"))
    assert list(parsed.drafts) == [made_library.draft(n) for n in numbers]


def test_a_made_library_is_a_library_and_is_made_once(tmp_path: Path) -> None:
    made = made_library.library(48, tmp_path)
    assert made_library.library(48, tmp_path) == made
    with Store(made.path) as store:
        assert store.counts().articles == 48
        assert len(store.ids(Query('feed:"Long reads"'))) == made_library.LONG
        assert len(store.ids(Query("doi:10.5555/made.*"))) == 48
        assert sum(tag.count for tag in store.tags()) == 48 * 12
        assert made.text == sum(len(store.body(one).encode()) for one in store.ids(Query()))


def test_a_run_takes_everything_and_then_only_what_is_new(tmp_path: Path) -> None:
    with served(20, 2) as address:
        program = refreshers(tmp_path, [f"{address}/0", f"{address}/1"])["sciread"]
        program.start()
        assert program.checked(20).seconds > 0
        assert mode(address, "valid") == (2, 0)
        program.checked(20)
        assert mode(address, "bare") == (0, 2)
        program.checked(20)
        assert mode(address, "new") == (2, 0)
        assert "1 added" in program.checked(22).output
        assert program.held() == 22
        with pytest.raises(RuntimeError, match="holds 22 of 23"):
            program.checked(23)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_keys_are_timed_on_a_terminal(tmp_path: Path) -> None:
    from tests.benchmarks.keys import Keys
    from tests.benchmarks.start import first_words, reader
    from tests.benchmarks.terminal import Terminal

    times: defaultdict[str, list[float]] = defaultdict(list)
    kept = made_library.library(60, tmp_path)
    with Terminal(reader(kept), tmp_path) as terminal:
        for pattern in first_words():
            terminal.until(pattern)
        terminal.settle(0.3)
        screen = Keys(terminal, 60, times)
        screen.open_articles("article of 8 KB", 0, 3, 11)
        screen.filter_unread(2)
        screen.mark_all()
        peak = terminal.peak()
        assert peak is None or peak > 10
    assert {kind: len(some) for kind, some in times.items() if kind != "article of 8 KB"} == {
        "filter by unread": 2, "mark all read": 1, "undo of it": 1,
    }  # fmt: skip
    assert min(value for some in times.values() for value in some) > 0


def test_a_missing_peer_is_told_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_READER", "/nowhere/python")
    monkeypatch.setattr("tests.benchmarks.refreshers.newsboat", lambda: None)
    figures = ingest.figures(TINY)
    assert "not measured: no reader here" in table.table(figures)
    assert not any(figure.missed for figure in figures)


def test_runs_take_turns() -> None:
    done: list[str] = []
    interleaved({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b", "a", "b"]


def test_a_bound_is_missed_above_it_only() -> None:
    own, other = Sample((3.0, 1.0, 2.0)), Sample((1.0,))
    assert not own.figure("f", other, 2.0).missed
    assert own.figure("f", other, 1.9).missed
    assert not own.figure("f", None, 0.1).missed
    assert own.limited("f", 2.0).ratio == 1.0
    assert "Missed: f: 2.00 × the peer, wanted ≤ 1.9." in table.verdict([own.figure("f", other, 1.9, "the peer")])


def test_the_page_of_figures_is_written_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", "utf-8")
    table.write(table.table([Figure("f", 1.0, "s")]), page)
    written = page.read_text("utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert "| f | 1 s |" in written
    assert "old" not in written


def test_the_kept_page_has_a_place_for_the_figures() -> None:
    assert table.PAGE.read_text("utf-8").count(table.BEGIN) == 1
