"""The card of a paper, told in keys and pictures."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Query, Record, Store
from store.model import Draft
from store.model_paper import Asked, Told
from tests.tui.cited_library import current, reading, top, write_library
from tests.tui.hostile_library import make_hostile
from tests.tui.paper_library import paper_library
from tests.tui.quiet import quiet
from tests.tui.reader import drawn, seen, shown, told, until
from tests.tui.screen_text import NOW, clock, paper, picture
from tui.screens.chooser import Chooser
from tui.screens.confirm import Confirm
from tui.screens.library import LibraryScreen
from tui.screens.paper_card import PaperCard
from tui.screens.paper_card_page import UNASKED, UNTOLD
from tui.widgets.card_rows import line_text


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return paper_library(tmp_path / "library.db")


@pytest.fixture
def untold(tmp_path: Path) -> Path:
    """The same articles; nobody was asked about their papers."""
    return paper_library(tmp_path / "library.db", told=False)


async def card(screen: LibraryScreen, pilot: Pilot[None], *keys: str) -> PaperCard:
    """The card, the text of its article read."""
    await pilot.press(*keys, "i")
    await until(lambda: isinstance(top(screen), PaperCard) and top(screen).is_active, lambda: shown(screen))
    await screen.app.workers.wait_for_complete()
    await quiet(screen.app)
    found = top(screen)
    assert isinstance(found, PaperCard)
    return found


def lines(found: PaperCard) -> list[str]:
    return [line_text(line).rstrip() for line in found.lines.laid]


@pytest.mark.parametrize(("name", "size"), [("wide", (120, 50)), ("normal", (100, 30)), ("small", (78, 24))])
async def test_the_card_looks_like_its_picture(library: Path, name: str, size: tuple[int, int]) -> None:
    async with reading(library, size) as (screen, pilot):
        await card(screen, pilot)
        picture(f"paper-card-{name}", shown(screen))


async def test_status_stands_first_and_what_nobody_was_asked_about_is_said(untold: Path) -> None:
    async with reading(untold) as (screen, pilot):
        found = await card(screen, pilot)
        assert lines(found)[0] == UNASKED
        assert "Inhaled lactone in scarred lungs" in lines(found)
        assert "No abstract is known. r asks the services." in shown(screen)


async def test_a_retraction_is_said_first_with_its_reason_and_notice(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await card(screen, pilot, "j", "j", "j")
        assert lines(found)[:2] == [
            "⚠ retracted 5 March 2026: Data do not support the conclusions · notice 10.1000/notice",
            "Last checked 4 June 2026.",
        ]
        assert "Paper ⚠ A result that was none" in shown(screen)


async def test_abstract_and_claims_stand_beside_each_other_with_their_marks(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await card(screen, pilot)
        text = "\n".join(lines(found))
        assert any("Abstract" in line and "The article says" in line for line in lines(found))
        assert "‹cures›" in text
        looks = [part for line in found.lines.laid for part in line.parts]
        assert {"trial", "scarred"} & {word for words, look in looks if look == "shared" for word in words.split()}
        assert any(look == "twice" for words, look in looks if words == "‹breakthrough›")
        style = found.lines.get_component_rich_style("row--shared")
        assert style.underline


async def test_each_fact_stands_with_its_sentence_and_what_is_not_said_is_not_stated(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = lines(await card(screen, pilot))
        at = found.index("The study, as the article states it")
        assert found[at + 1].split() == ["design", "randomised", "trial"]
        assert found[at + 2].strip().startswith("“In a randomised trial, the team gave inhaled lactone")
        assert [line.split() for line in found if line.startswith("review")] == [["review", "not", "stated"]]


async def test_who_reported_it_stands_oldest_first_and_enter_goes_there(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await card(screen, pilot)
        text = lines(found)
        first, second = text[text.index("Reported by") + 1 :][:2]
        assert first.startswith("● 3 June 2026")
        assert second.startswith("  4 June 2026") or second.startswith("● 4 June 2026")
        while not (found.lines.target and found.lines.target.kind == "article"):
            await pilot.press("j")
        await pilot.press("enter")
        await drawn(screen, "Lungs that mend")
        assert top(screen) is screen
        assert current(screen).title == "Lungs that mend"


async def test_the_preprint_and_the_trial_lead_to_their_articles(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        text = lines(await card(screen, pilot))
        at = text.index("Preprint of this paper")
        assert "doi 10.1000/early · in your library" in text[at + 1]
        assert "A first look at lactone" in text[at + 2]
        at = text.index("Trial NCT01234567, named in")
        assert ["How much to take" in line for line in text[at + 1 : at + 3]] == [False, True]


async def test_the_card_of_the_preprint_says_where_it_was_published(library: Path) -> None:
    async with reading(library, (110, 50)) as (screen, pilot):
        found = await card(screen, pilot)
        while not (found.lines.target and found.lines.target.kind == "paper"):
            await pilot.press("j")
        await pilot.press("enter")
        await until(lambda: isinstance(top(screen), PaperCard) and top(screen) is not found)
        text = await seen(screen, "Published after peer review", "doi 10.1000/lung · in your library", UNTOLD)
        assert "No service knew this paper when asked, 4 June 2026." in text
        await pilot.press("q")
        assert top(screen) is found


async def test_b_asks_where_in_the_queue_and_undo_takes_it_back(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await card(screen, pilot)
        await pilot.press("b")
        assert isinstance(top(screen), Chooser)
        await pilot.press("5", *"wrong disease", "enter")
        await seen(screen, "✗ set aside: wrong disease")
        await told(screen, "1 paper: set aside. U takes it back.")
        assert top(screen) is found
        await pilot.press("b", "5", "escape")
        await seen(screen, "✗ set aside: wrong disease")
        await pilot.press("U")
        await seen(screen, "not in your queue (b)")
        await pilot.press("q")
        assert top(screen) is screen
        with Store(library, now=clock) as store:
            assert not any(store.queue_counts().values())


async def test_y_copies_and_c_lists_who_cites_it(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        found = await card(screen, pilot)
        await pilot.press("y")
        assert screen.app.clipboard == "10.1000/lung"
        await pilot.press("c")
        await seen(screen, "Cited by 2 articles")
        await pilot.press("escape")
        assert top(screen) is found
        await pilot.press("c", "j", "enter")
        await drawn(screen, "Lungs that mend")
        assert top(screen) is screen


async def test_x_exports_this_paper(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await card(screen, pilot)
        await pilot.press("x")
        await seen(screen, "This paper: Inhaled lactone in scarred lungs")
        await pilot.press("1")
        await seen(screen, "In which format?")
        await pilot.press("1")
        await seen(screen, "Where to?")
        await pilot.press("1")
        await told(screen, "1 entry as BibTeX")
        assert "10.1000/lung" in screen.app.clipboard


async def test_d_opens_by_the_first_way_there_is(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out: list[str] = []
    async with reading(library) as (screen, pilot):
        monkeypatch.setattr(screen, "go_out", lambda url, *said: out.append(url))
        found = await card(screen, pilot)
        await pilot.press("d")
        await until(lambda: out)
        assert current(screen).read
        while found.lines.target is None:
            await pilot.press("j")
        await pilot.press("j", "enter", "j", "enter")
        assert out == [
            "https://doi.org/10.1000/lung", "https://pubmed.ncbi.nlm.nih.gov/38123456/", "https://open.example/lung",
        ]  # fmt: skip


async def test_d_on_a_retracted_paper_asks_first(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out: list[str] = []
    async with reading(library) as (screen, pilot):
        monkeypatch.setattr(screen, "go_out", lambda url, *said: out.append(url))
        await card(screen, pilot, "j", "j", "j")
        await pilot.press("d")
        await until(lambda: isinstance(top(screen), Confirm))
        assert "retracted 5 March 2026" in shown(screen)
        await pilot.press("y")
        assert out == ["https://doi.org/10.1000/wrong"]


async def test_r_asks_only_after_a_yes(untold: Path) -> None:
    async with reading(untold) as (screen, pilot):
        await card(screen, pilot)
        await pilot.press("r")
        await until(lambda: isinstance(top(screen), Confirm))


async def test_what_is_told_meanwhile_shows_on_the_card(untold: Path) -> None:
    from tests.tui.paper_library import tell

    async with reading(untold) as (screen, pilot):
        found = await card(screen, pilot)
        with Store(untold, now=clock) as store:
            tell(store)
        found.papers_changed()
        await seen(screen, "No notice known as of 4 June 2026", "Breathing improved by 12% after a year.")


async def test_a_card_goes_on_where_two_papers_become_one(tmp_path: Path) -> None:
    pages = [
        replace(paper("10.1000/one", "One work"), ids=ids) for ids in ({"doi": "10.1000/one"}, {"pmid": "38123456"})
    ]
    news = [Draft(f"k{n}", f"News {n}", "Short.", published=NOW, references=(one,)) for n, one in enumerate(pages)]
    path = write_library(tmp_path / "l.db", news)
    async with reading(path) as (screen, pilot):
        found = await card(screen, pilot)
        gone = found.card.paper.id
        with Store(path, now=clock) as store:
            first = store.paper_named("10.1000/one")
            both = {"doi": "10.1000/one", "pmid": "38123456"}
            store.tell(Asked(first, {"doi": "10.1000/one"}, ("metadata", "status")), Told(Record("crossref", both), ()))
            assert store.paper_named("PMID 38123456") == first
        found.papers_changed()
        await seen(screen, "No notice known as of 4 June 2026")
        assert found.card.paper.id == first != gone
        assert len(found.card.reported) == 2


@pytest.mark.parametrize("size", [(140, 40), (78, 24), (31, 9), (12, 4)])
async def test_hostile_words_stand_literally_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make_hostile(
        tmp_path / "l.db", ("[/bold] closed", "[link=https://other.example/]a[/link]", "before\x1b[2Jgone")
    )
    async with reading(path, size) as (screen, pilot):
        await pilot.press("a", "i")
        await until(lambda: isinstance(top(screen), PaperCard))
        text = shown(screen)
        assert "\x1b" not in text
        assert size != (140, 40) or "[/bold] closed" in text
        await pilot.press(
            "G", "ctrl+u", "ctrl+d", "k", "j", "g", "b", "escape", "q", "g", "p", "j", "k", "G", "enter", "q", "q"
        )
        assert top(screen) is screen


async def test_without_a_paper_or_an_identifier_i_says_so(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j", "j", "i")
        await told(screen, "No reference found in this article")
        await pilot.press("g", "g", "u", "j", "j", "i")
        await told(screen, "no identifier")


async def test_i_in_the_references_and_a_doi_on_the_line_show_cards(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("u", "j", "j", "j", "i")
        await until(lambda: isinstance(top(screen), PaperCard))
        assert "⚠ retracted 5 March 2026" in await seen(screen, "Cited in", "A breath of lactone cures")
        await pilot.press("q", "q", "colon", *"about-paper https://doi.org/10.1000/mended", "enter")
        await until(lambda: isinstance(top(screen), PaperCard))
        await seen(screen, "Corrected November 2025 · notice 10.1000/correction")
        await pilot.press("q", "colon", *"about-paper 10.1000/nobody", "enter")
        await told(screen, "No article of this library cites 10.1000/nobody")


async def test_a_long_card_scrolls_line_by_line_and_to_its_ends(library: Path) -> None:
    async with reading(library, (78, 18)) as (screen, pilot):
        found = await card(screen, pilot)
        rows = found.lines
        await pilot.press(*"j" * 4)
        assert rows.target is not None
        for _ in range(20):
            await pilot.press("j")
        assert rows.scroll_offset.y > 0
        assert rows.target is None
        await pilot.press("enter")
        await told(screen, "Nothing to open on this line")
        await pilot.press("G")
        assert rows.scroll_offset.y + rows.size.height >= rows.count
        await pilot.press("g")
        assert rows.scroll_offset.y == 0
        await pilot.press("G", "k", "ctrl+u")
        top_line = rows.scroll_offset.y
        assert 0 < top_line < rows.count - rows.size.height
        await pilot.press("b", "2")
        await told(screen, "1 paper: queued to read")
        assert rows.scroll_offset.y == top_line  # what is done to the paper is no reason to lose the place


async def test_the_cards_articles_that_were_read_show_as_read(library: Path) -> None:
    with Store(library, now=clock) as store:
        store.mark(store.ids(Query()), read=True)
    async with reading(library) as (screen, pilot):
        assert "●" not in "".join(lines(await card(screen, pilot)))
