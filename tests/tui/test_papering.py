"""What the library screen does with papers: the queue key, marks, the lines of the detail, the row in the tag pane."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from store import Access, Copy, Counts, PaperStatus, Query, Queued, Reference, Store
from store.model import Draft
from tests.tui.cited_library import current, reading, top, write_library
from tests.tui.paper_library import CORRECTED, RETRACTED, paper_library
from tests.tui.reader import drawn, said, seen, shown, told, until
from tests.tui.screen_text import NOW, clock, paper
from tests.tui.test_article_rows import ARTICLE, text
from tui.screens.detail import document, paper_lines
from tui.screens.detail_background import Background, Papers, papers_behind
from tui.screens.papers_screen import PapersScreen
from tui.screens.statistics_screen import StatisticsScreen
from tui.widgets.article_rows import MARKS, Row
from tui.widgets.tag_pane_rows import PAPER_QUEUE, scopes

MAIN = replace(paper("10.1000/lung", "Lactone"), paper=1)
OTHER = replace(paper("10.1000/wrong", "A result", 3, "cited"), paper=2)
CHECKED = "2026-06-02T10:00:00Z"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return paper_library(tmp_path / "library.db")


def states(library: Path) -> dict[str, int]:
    with Store(library, now=clock) as store:
        return {state: count for state, count in store.queue_counts().items() if count}


# The key b


async def test_b_queues_the_paper_again_takes_it_out_and_undo_brings_it_back(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("b")
        await told(screen, "1 paper: queued to read. b again takes it out, U takes it back.")
        await seen(screen, "◷ to read · open copy: accepted manuscript", "◷ Paper queue")
        assert states(library) == {"to-read": 1}
        await pilot.press("b")
        await told(screen, "1 paper: out of the queue. U takes it back.")
        assert states(library) == {}
        await pilot.press("U")
        await told(screen, "Undone: ")
        assert states(library) == {"to-read": 1}


async def test_b_of_a_selection_queues_what_is_not_queued_yet(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("b", "V", "b")
        await told(screen, "3 papers: queued to read. U takes it back.")
        assert states(library) == {"to-read": 4}
        await pilot.press("b")
        await told(screen, "4 papers: out of the queue. U takes it back.")


async def test_b_of_a_paper_that_was_read_or_set_aside_queues_it_again(library: Path) -> None:
    with Store(library, now=clock) as store:
        store.queue_papers([store.paper_named("10.1000/lung")], "aside", "later")
    async with reading(library) as (screen, pilot):
        await seen(screen, "✗ set aside: later")
        await pilot.press("b")
        await told(screen, "queued to read")
        assert states(library) == {"to-read": 1}


async def test_b_without_a_paper_says_so(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j", "j", "b")
        await told(screen, "nothing to put into the queue")
        assert states(library) == {}


async def test_news_that_was_read_and_whose_paper_waits_has_a_mark(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("b")
        assert "▌●   A breath" in await seen(screen, "▌●   A breath")
        await pilot.press("enter")
        await seen(screen, "▌◷   A breath")
        assert current(screen).read
        await pilot.press("b")
        await until(lambda: "▌◷" not in shown(screen), lambda: shown(screen))


@pytest.mark.parametrize(
    ("read", "queue", "mark"),
    [(False, "to-read", "●"), (True, "to-read", "◷"), (True, "get", "◷"), (True, "reading", "◷"), (True, "read", " "),
     (True, "aside", " "), (True, "", " ")],
)  # fmt: skip
def test_which_articles_wait_for_their_paper(read: bool, queue: str, mark: str) -> None:
    row = Row(replace(ARTICLE, read=read, queue=queue), NOW)
    assert text(row.one(60))[:1] == text(row.first(60))[:1] == mark


@pytest.mark.parametrize(
    ("notice", "standing", "mark"),
    [("", "", " "), ("retracted", "", "⚠"), ("", "retracted", "⚠"), ("", "withdrawn", "⚠"), ("", "concern", "⚠"),
     ("corrected", "corrected", " "), ("corrected", "retracted", "⚠")],
)  # fmt: skip
def test_a_notice_of_a_title_or_of_a_service_marks_the_row(notice: str, standing: str, mark: str) -> None:
    row = Row(replace(ARTICLE, notice=notice, standing=standing), NOW)
    assert text(row.one(60))[:MARKS][2] == mark


# The detail


@pytest.mark.parametrize(
    ("reference", "status", "lines"),
    [
        (MAIN, PaperStatus(), ("not checked",)),
        (OTHER, PaperStatus(), ()),
        (MAIN, PaperStatus("none", CHECKED), ("no notice known (checked 2 June)",)),
        (OTHER, PaperStatus("none", CHECKED), ("no notice known (checked 2 June)",)),
        (
            OTHER,
            PaperStatus("retracted", CHECKED, (RETRACTED,)),
            ("⚠ retracted 5 March 2026: Data do not support the conclusions · notice 10.1000/notice",),
        ),
        (
            OTHER,
            PaperStatus("corrected", CHECKED, (CORRECTED,)),
            ("corrected November 2025 · notice 10.1000/correction",),
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_reference_is_quiet_until_it_matters(
    reference: Reference, status: PaperStatus, lines: tuple[str, ...]
) -> None:
    known = Papers({reference.paper or 0: status})
    assert paper_lines(reference, known, NOW) == lines
    assert paper_lines(replace(reference, paper=None), known, NOW) == ()


def test_queue_and_open_copy_stand_on_one_line() -> None:
    copies = (Copy("https://x.example", None, "published", "x.example"),)
    known = Papers({1: PaperStatus()}, {1: Queued("reading")}, {1: Access("gold", copies)})
    assert paper_lines(MAIN, known, NOW)[1] == "◐ reading · open copy: published version, at x.example"
    closed = Papers({}, {}, {1: Access("closed", (), CHECKED), 2: Access("closed", (), CHECKED)})
    assert paper_lines(MAIN, closed, NOW) == ("no open copy known as of 2 June 2026",)
    assert paper_lines(OTHER, closed, NOW) == ()


def test_a_service_takes_the_place_of_the_title_and_the_title_that_of_silence() -> None:
    marked = replace(MAIN, title="[Retracted] Lactone")
    quiet = document(ARTICLE, [marked], "", NOW, Background(papers=Papers({1: PaperStatus()})))
    assert "⚠ retracted, says its title" in quiet.references[0].lines
    loud = document(
        ARTICLE, [marked], "", NOW, Background(papers=Papers({1: PaperStatus("retracted", CHECKED, (RETRACTED,))}))
    )
    assert [line for line in loud.references[0].lines if "says its title" in line] == []


def test_the_head_of_the_article_says_what_is_wrong_with_its_papers() -> None:
    wrong = PaperStatus("retracted", CHECKED, (RETRACTED,))
    about = document(ARTICLE, [MAIN], "", NOW, Background(papers=Papers({1: wrong})))
    assert about.facts[1].startswith("⚠ retracted 5 March 2026: Data do not")
    citing = document(ARTICLE, [MAIN, OTHER], "", NOW, Background(papers=Papers({1: PaperStatus(), 2: wrong})))
    assert citing.facts[1:] == ("⚠ cites a retracted paper (reference 3)",)
    fine = document(ARTICLE, [MAIN], "", NOW, Background(papers=Papers({1: PaperStatus("none", CHECKED)})))
    assert len(fine.facts) == 1


def test_papers_are_asked_for_in_a_few_questions(library: Path) -> None:
    with Store(library, now=clock) as store:
        references = store.references(store.ids(Query())[0])
        known = papers_behind(store, references)
        assert {one.kind for one in known.statuses.values()} == {"none", "retracted"}
        assert [one.color for one in known.access.values() if one.copies] == ["hybrid"]
        assert papers_behind(store, []) == Papers()


async def test_the_study_line_stands_under_the_head_and_only_where_something_is_stated(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await seen(screen, "randomised trial · adults · n 1,204 · review not stated")
        await pilot.press("j")
        await drawn(screen, "Lungs that mend")
        await screen.app.workers.wait_for_complete()
        assert "not stated" not in shown(screen)


async def test_of_a_long_text_the_beginning_is_read(tmp_path: Path) -> None:
    study, filling = "In a randomised trial, the team treated 1,204 adults.\n\n", "Nothing is stated here.\n\n"
    first, last = study + filling * 4000, filling * 4000 + study
    news = [Draft("a", "First", first, published=NOW), Draft("b", "Last", last, published=NOW - timedelta(days=1))]
    async with reading(write_library(tmp_path / "l.db", news)) as (screen, pilot):
        await seen(screen, "randomised trial · adults · n 1,204")
        await pilot.press("j")
        await drawn(screen, "Last")
        await until(lambda: screen._drawn_from and screen._drawn_from.known.facts == ())


async def test_a_line_more_in_the_head_leaves_the_reader_where_he_was(tmp_path: Path) -> None:
    body = "In a randomised trial, the team treated 1,204 adults.\n\n" + "\n\n".join(
        f"Paragraph {n}." for n in range(90)
    )
    path = write_library(tmp_path / "l.db", [Draft("a", "News", body, published=NOW)])
    async with reading(path, (78, 24)) as (screen, pilot):
        await seen(screen, "News")
        await pilot.press("enter", "space", "space")
        before, place = shown(screen), screen.view.place
        drawn_from = screen._drawn_from
        assert drawn_from is not None
        screen._drawn_from = replace(drawn_from, known=replace(drawn_from.known, facts=()))
        screen._draw()
        screen._fill_in()
        await until(lambda: "randomised" in str(screen.view.document and screen.view.document.facts))
        assert screen.view.place == place
        assert shown(screen) == before


# The tag pane, and the ways to the screens


def test_the_queue_has_a_row_while_something_waits() -> None:
    rows = scopes(Counts(3, 1, 0), [], [], queued=7)
    assert [row.label for row in rows][1:5] == ["All", "Unread", "Starred", PAPER_QUEUE]
    row = next(row for row in rows if row.label == PAPER_QUEUE)
    assert (row.number, row.opens, row.text) == ("7", "go_queue", None)
    assert PAPER_QUEUE not in [row.label for row in scopes(Counts(3, 1, 0), [], [])]


async def test_enter_on_the_row_of_the_queue_opens_it_and_the_list_stays(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("b")
        await seen(screen, "◷ Paper queue        1")
        await pilot.press("g", "t", "j")
        listing = screen.listing
        await pilot.press("j")
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.label == PAPER_QUEUE
        assert screen.listing == listing
        await seen(screen, "Enter papers")
        await pilot.press("enter")
        await until(lambda: isinstance(top(screen), PapersScreen))
        await pilot.press("b", "6", "q")
        await until(lambda: "Paper queue" not in shown(screen), lambda: shown(screen))


async def test_statistics_have_a_key(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("g", "S")
        await until(lambda: isinstance(top(screen), StatisticsScreen))
        assert "Could not" not in said(screen)
