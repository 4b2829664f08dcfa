"""What the detail says of references: role, standing, who else reports, a digest's items, the note."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import Article, Main, Reference, Store, import_own
from store.model import Author, Draft
from tests.tui.cited_library import drafts, reading, write_library
from tests.tui.reader import seen
from tests.tui.screen_text import make_library, paper
from tui.screens.detail import NO_REFERENCE, document, entry, heading, items_read
from tui.screens.detail_background import Background, background

NOW = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
MAIN = paper("10.1000/a1", "A switch")
ARTICLE = Article(
    1, "A title", None, None, "Press", (), "2026-06-04T08:02:00Z", "2026-06-04T09:00:00Z", "2026-06-04T08:02:00Z",
    False, False, (), (), 0, None, 0, 0, None, 460,
)  # fmt: skip


def reports(count: int) -> tuple[Article, ...]:
    """Articles of other sources, one a day."""
    return tuple(
        replace(ARTICLE, id=n + 2, source=f"Press {n}", published=f"2026-05-{n + 1:02}T08:00:00Z") for n in range(count)
    )


@pytest.mark.parametrize(
    ("reference", "own_key", "lines"),
    [
        (MAIN, None, ("doi 10.1000/a1",)),
        (replace(MAIN, reason="trailer"), None, ("doi 10.1000/a1 · named in the trailer",)),
        (replace(MAIN, reason="listed"), "roe2026", ("doi 10.1000/a1", "✓ roe2026")),
        (
            replace(MAIN, status="Online ahead of print", confidence="low"),
            "roe2026",
            ("doi 10.1000/a1", "✓ roe2026 · Online ahead of print · uncertain"),
        ),
        (replace(MAIN, ids={"pmid": "1", "nct": "NCT01234567"}), None, ("PubMed 1 · trial NCT01234567",)),
        (replace(MAIN, ids={"pmcid": "PMC77", "isrctn": "ISRCTN55"}), None, ("PMC77 · ISRCTN55",)),
        (replace(MAIN, ids={}, url="https://x.example"), None, ("https://x.example",)),
        (
            replace(MAIN, title="[Retracted] A switch"),
            "roe2026",
            ("doi 10.1000/a1", "⚠ retracted, says its title · ✓ roe2026"),
        ),
        (replace(MAIN, title="Erratum: A switch"), None, ("doi 10.1000/a1", "corrected, says its title")),
    ],
)
def test_identifiers_and_standing_of_a_reference(
    reference: Reference, own_key: str | None, lines: tuple[str, ...]
) -> None:
    assert entry(reference, own_key).lines[2:] == lines


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("see [a report](https://x.example/a) of it", "see a report of it"),
        ("[14C] glucose [/x]", "[14C] glucose [/x]"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_a_reference_without_title_is_called_as_it_is_written(raw: str, text: str) -> None:
    assert heading(Reference(1, raw)) == text
    assert heading(Reference(1, raw, title="T")) == "T"


@pytest.mark.parametrize(("count", "more"), [(1, ""), (5, ""), (6, "and 1 more: c"), (9, "and 4 more: c")])
def test_who_else_reports_stands_under_the_paper(count: int, more: str) -> None:
    also = document(ARTICLE, [MAIN], "", NOW, Background((None,), reports(count))).references[0].also
    assert also[0] == "also reported by Press 0, 1 May"
    assert len(also) == min(count, 5) + bool(more)
    assert not more or also[-1] == more


def test_of_two_papers_each_has_its_own_reporters() -> None:
    papers = [MAIN, paper("10.1000/a2", "Another", 2)]
    other = replace(reports(1)[0], main=Main({"doi": "10.1000/a2"}, None, None), published="2025-06-04T08:00:00Z")
    shown = document(ARTICLE, papers, "", NOW, Background((None, None), (other,)))
    assert [one.also for one in shown.references] == [(), ("also reported by Press 0, 4 June 2025",)]


def test_nothing_is_said_of_other_reports_without_a_main_paper() -> None:
    cited = replace(MAIN, role="cited")
    assert document(ARTICLE, [cited], "", NOW, Background((None,), reports(2))).references[0].also == ()


def test_an_article_without_reference_says_so_but_a_digest_does_not() -> None:
    assert document(ARTICLE, [], "", NOW).empty == NO_REFERENCE
    assert document(replace(ARTICLE, children=2), [], "", NOW).empty == ""


@pytest.mark.parametrize(
    ("children", "read", "text"), [(0, 0, ""), (1, 0, "0 of 1 item read"), (5, 2, "2 of 5 items read")]
)
def test_how_many_items_of_a_digest_are_read(children: int, read: int, text: str) -> None:
    assert items_read(replace(ARTICLE, children=children, children_read=read)) == text


def test_the_background_comes_from_the_library(tmp_path: Path) -> None:
    with Store(write_library(tmp_path / "l.db", drafts())) as store:
        store.set_note(1, "ask Ana")
        references = store.references(1)
        known = background(store, store.article(1), references)
        assert [article.source for article in known.also] == ["Other Press"]
        assert known.own_keys == (None,) * 3
        assert known.note == "ask Ana"
        assert known.items == ()


def test_items_of_a_digest_are_in_their_order(store: Store) -> None:
    items = tuple(Draft(f"i{n}", title, "x") for n, title in enumerate(["First [/x]", "Second", ""]))
    store.save([Draft("d", "Digest", "Text", children=items)], place="x")
    digest = store.article(1)
    store.mark([2], read=True)
    known = background(store, digest, [])
    shown = document(store.article(1), [], "", NOW, known)
    assert [title for title, _ in shown.items][:2] == ["First [/x]", "Second"]
    assert shown.items[0] == ("First [/x]", True)
    assert "1 of 3 items read" in shown.facts


async def test_the_detail_shows_what_is_known_around_the_paper(tmp_path: Path) -> None:
    library = write_library(tmp_path / "l.db", drafts())
    own = tmp_path / "own.bib"
    own.write_text("@article{mine2026, title={A switch}, doi={10.1000/switch}}")
    with Store(library) as store:
        import_own(store, str(own))
        store.set_note(1, "ask [/x] Ana")
    async with reading(library) as (screen, _pilot):
        await seen(
            screen,
            "✓ mine2026 · Online ahead of print", "also reported by Other Press, 3 June", "── Also cited", "── Paper",
            "uncertain", "ask [/x] Ana",
        )  # fmt: skip


async def test_a_digest_lists_its_items(tmp_path: Path) -> None:
    async with reading(make_library(tmp_path / "l.db")) as (screen, pilot):
        await pilot.press("j", "j", "j")
        text = await seen(screen, "0 of 2 items read", "● Second item of the digest")
        assert NO_REFERENCE not in text


def test_authors_of_a_group_stay_whole() -> None:
    group = replace(MAIN, authors=(Author("The Switch Group"),), et_al=False, container=None, issued=(2026,))
    assert entry(group).lines[1] == "The Switch Group · 2026"
