"""What stands in a row: dates, marks, numbers, and text cut by cells."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from rich.cells import cell_len

from store import Article, Counts, Feed, Query, Reference, Store, Tag, quoted
from store.model import Author, Draft
from tui.screens.detail import document, entry, facts, names
from tui.screens.tag_prompt import matching, split
from tui.widgets.dates import long_date, short_date
from tui.widgets.row_list import fit
from tui.widgets.tag_pane import MOST_TAGS, scopes

NOW = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
ARTICLE = Article(
    1, "A title", None, None, "Press", ("Ada Roe",), "2026-06-04T08:02:00Z", "2026-06-04T09:00:00Z",
    "2026-06-04T08:02:00Z", False, False, (), (), 0, None, 0, 0, None, 460,
)  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "short", "long"),
    [
        ("2026-06-04T08:02:00Z", "08:02", "4 June 2026"),
        ("2026-06-04T00:00:00Z", "today", "4 June 2026"),
        ("2026-06-03T23:59:00Z", "Wed", "3 June 2026"),
        ("2026-05-29T10:00:00Z", "Fri", "29 May 2026"),
        ("2026-05-28T10:00:00Z", "28 May", "28 May 2026"),
        ("2026-06-05T10:00:00Z", "5 Jun", "5 June 2026"),
        ("2012-12-31T10:00:00Z", "Dec 2012", "31 December 2012"),
        (None, "", ""),
        ("soon", "", ""),
    ],
)
def test_dates(stamp: str | None, short: str, long: str) -> None:
    assert short_date(stamp, NOW) == short
    assert long_date(stamp, NOW) == long


def test_dates_are_in_the_readers_zone_but_a_bare_date_keeps_its_day() -> None:
    west = NOW.astimezone(timezone(timedelta(hours=-8)))
    assert short_date("2026-06-04T02:00:00Z", west) == "Wed"
    assert long_date("2026-06-04T00:00:00Z", west) == "4 June 2026"


@pytest.mark.parametrize(
    "text", ["abc", "abcdefghij", "日本語のとても長い題名", "C/EBPγ–x", "é" * 20, "👩‍🔬 woman scientist at work"]
)
@pytest.mark.parametrize("width", [0, 1, 2, 5, 10, 11])
def test_text_fits_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_the_readers_tags_come_first_and_the_sources_biggest_follow() -> None:
    tags = [Tag("mine", 1, 0, True), *(Tag(f"t{n}", n, 0, False) for n in range(300))]
    labels = [row.label for row in scopes(Counts(3, 2, 1), [Feed(1, "F", None, None, 3, 0)], tags)]
    assert labels[labels.index("Tags") + 1 : labels.index("Tags") + 3] == ["#mine", "t299"]
    assert len(labels) - labels.index("Tags") - 2 == MOST_TAGS + 1  # the last row says how many more there are


@pytest.mark.parametrize("name", ["lung cancer", 'a "quoted" word', "back\\slash", "[/x]", "or"])
def test_a_scope_finds_its_tag_whatever_its_name(name: str, store: Store) -> None:
    saved = store.save([Draft("k", "T", "B", categories=(name,))], place="x")
    assert list(store.ids(Query(scope=f"tag:{quoted(name)}"))) == list(saved.articles)


def test_facts_leave_out_what_is_unknown() -> None:
    assert facts(ARTICLE, NOW) == "Press · Ada Roe · 4 June 2026 · 2 min"
    assert facts(replace(ARTICLE, source=None, feed="Feed", authors=(), published=None, words=0), NOW) == "Feed"
    assert facts(replace(ARTICLE, authors=("PRESS",)), NOW) == "Press · 4 June 2026 · 2 min"


@pytest.mark.parametrize(
    ("authors", "et_al", "text"),
    [
        ((), False, ""),
        (("A", "B"), False, "A, B"),
        (("A",), True, "A et al."),
        (("A", "B", "C", "D"), False, "A, B, C et al."),
    ],
)
def test_names(authors: tuple[str, ...], et_al: bool, text: str) -> None:
    assert names(authors, et_al) == text


def test_a_reference_becomes_title_people_and_identifiers() -> None:
    reference = Reference(
        2, "raw", "main", "low", ids={"doi": "10.1000/x"}, title="T", authors=(Author("Ada Roe", "Roe"),),
        container="J", issued=(2026, 5),
    )  # fmt: skip
    found = entry(reference)
    assert found.lines == ("T", "Roe · J May 2026", "doi 10.1000/x", "uncertain")
    assert (found.n, found.role, found.url) == (2, "main", "https://doi.org/10.1000/x")


def test_an_article_without_references_says_so() -> None:
    assert "No reference found" in document(ARTICLE, [], "", NOW).empty


@pytest.mark.parametrize(
    ("text", "done", "last"),
    [("", [], ""), ("lun", [], "lun"), ("a, b", ["a"], "b"), ("#a,, b,", ["a", "b"], ""), (" , ", [], "")],
)
def test_typed_tags(text: str, done: list[str], last: str) -> None:
    assert split(text) == (done, last)


def test_tags_that_begin_with_the_word_come_first() -> None:
    assert matching(["solid lung", "Lung cancer", "liver"], "lung", []) == ["Lung cancer", "solid lung"]
    assert matching(["a", "b"], "", ["a"]) == ["b"]
