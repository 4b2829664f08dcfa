"""How an article looks in the list: marks, widths, tags, hits."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from store import Article, Main
from tui.widgets.article_rows import MARKS, Row

NOW = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
ARTICLE = Article(
    1, "A title", None, None, "Press", ("Ada Roe",), "2026-06-04T08:02:00Z", "2026-06-04T09:00:00Z",
    "2026-06-04T08:02:00Z", False, False, (), (), 0, None, 0, 0, None, 460,
)  # fmt: skip
TAGGED = replace(ARTICLE, tags=("mine", "oncology", "trials"), reader_tags=("mine",))

ARTICLES = [
    ARTICLE,
    TAGGED,
    replace(ARTICLE, title="日本語" * 40, references=12, starred=True, noted=True),
    replace(TAGGED, title="日本語" * 40, source="出版社" * 9, tags=("腫瘍" * 30,), reader_tags=("腫瘍" * 30,)),
    replace(ARTICLE, parent=7, read=True, published=None, source=None),
    replace(ARTICLE, children=12, children_read=3),
    replace(ARTICLE, title="\x1b]2;x\x07[/b]", source="\x9bA", tags=("\x1b[31m[/x]\u202e",)),
    replace(ARTICLE, title=""),
    replace(ARTICLE, parent=7, published=None, source=None, main=Main({}, "The \x1b paper behind it " * 9, None)),
]


def text(parts: Any) -> str:
    return "".join(part for part, _ in parts)


@pytest.mark.parametrize("width", [24, 30, 49, 50, 80, 84, 120, 200])
@pytest.mark.parametrize("article", ARTICLES)
def test_a_row_is_as_wide_as_it_should_be_and_has_no_control(article: Article, width: int) -> None:
    for row in (Row(article, NOW), Row(article, NOW, True, [(0, 1), (3, 5)], "words \u4e2d around a hit " * 9)):
        for line in (row.one(width), row.first(width), row.second(width)):
            assert cell_len(text(line)) == width
            assert text(line).isprintable()


def test_every_mark_has_a_place_and_a_shape_of_its_own() -> None:
    unread, plain = Row(ARTICLE, NOW), Row(replace(ARTICLE, read=True), NOW)
    full = Row(replace(ARTICLE, starred=True, noted=True), NOW, selected=True)
    assert text(plain.one(60))[:MARKS] == " " * MARKS
    assert text(unread.one(60))[:MARKS] == "●    "
    assert text(full.one(60))[:MARKS] == "●★ ✎▪"
    assert (text(full.first(60))[:3], text(full.second(60))[:3]) == ("●★ ", "▪✎ ")
    starts = {text(row.one(60)).index("A title") for row in (unread, plain, full)}
    assert len(starts) == 1
    assert {text(row.first(60)).index("A title") for row in (unread, plain, full)} == {4}


@pytest.mark.parametrize(("references", "end"), [(0, "–"), (3, "3"), (41, "41")])
def test_a_row_ends_in_the_number_of_references(references: int, end: str) -> None:
    row = Row(replace(ARTICLE, references=references), NOW)
    assert text(row.one(60)).rstrip().endswith(f" {end}")
    assert text(row.first(60)).rstrip().endswith(f" {end}")


def test_unread_titles_are_strong_and_items_stand_under_their_digest() -> None:
    assert ("A title", "strong") in [(part.strip(), look) for part, look in Row(ARTICLE, NOW).one(60)]
    assert ("A title", "") in [(part.strip(), look) for part, look in Row(replace(ARTICLE, read=True), NOW).one(60)]
    assert "↳ A title" in text(Row(replace(ARTICLE, parent=2), NOW).one(60))
    assert "3/12 read" in text(Row(replace(ARTICLE, children=12, children_read=3), NOW).one(60))


def test_the_second_line_tells_when_from_where_and_the_tags_the_readers_first() -> None:
    assert text(Row(TAGGED, NOW).second(60)).strip() == "08:02 · Press · #mine · oncology · trials"
    narrow = text(Row(TAGGED, NOW).second(36)).strip()
    assert narrow == "08:02 · Press · #mine"  # whole tags only
    item = replace(ARTICLE, parent=7, published=None, source=None, main=Main({}, "The paper", None))
    assert text(Row(item, NOW).second(60)).strip() == "The paper"
    item = replace(item, main=Main({"doi": "10.1000/x"}, None, None))
    assert text(Row(item, NOW).second(60)).strip() == "doi 10.1000/x"


def test_on_one_line_the_source_and_the_readers_tags_stand_where_there_is_room() -> None:
    assert "Press" not in text(Row(TAGGED, NOW).one(60))
    wide = text(Row(TAGGED, NOW).one(100))
    assert "#mine" in wide
    assert "Press" in wide
    assert "oncology" not in wide
    long = Row(replace(TAGGED, title="A title that leaves no room " * 9), NOW)
    assert "#mine" not in text(long.one(100))


@pytest.mark.parametrize(
    ("colours", "look"), [({}, "tag"), ({"mine": "success"}, "success"), ({"mine": "red; bold"}, "tag")]
)
def test_a_tag_has_its_colour_and_nothing_that_is_no_word_of_the_theme(colours: dict[str, str], look: str) -> None:
    assert ("#mine", look) in Row(TAGGED, NOW, colours=colours).second(60)
    assert ("oncology", "dim") in Row(TAGGED, NOW, colours=colours).second(60)


@pytest.mark.parametrize(
    ("title", "spans", "width", "hits"),
    [
        ("Lung cells and lungs", [(0, 4), (15, 20)], 60, ["Lung", "lungs"]),
        ("Lung cells and lungs", [(0, 4), (15, 20)], 24, ["Lung"]),  # the second is cut away
        ("Lung cells and lungs", [(5, 20)], 21, ["cells a"]),  # cut within: the … is no hit
        ("肺がん lung", [(0, 3), (4, 8)], 60, ["肺がん", "lung"]),
    ],
)
def test_hits_are_marked_in_the_part_of_the_title_that_is_seen(
    title: str, spans: list[tuple[int, int]], width: int, hits: list[str]
) -> None:
    line = Row(replace(ARTICLE, title=title), NOW, hits=spans).first(width)
    assert [part for part, look in line if look == "hit"] == hits


def test_the_words_around_a_hit_take_the_place_of_source_and_tags() -> None:
    line = text(Row(TAGGED, NOW, snippet="the switch steers repair").second(60))
    assert line.strip() == "08:02 · the switch steers repair"


@pytest.mark.parametrize(
    ("notice", "mark"), [("", " "), ("corrected", " "), ("retracted", "⚠"), ("withdrawn", "⚠"), ("concern", "⚠")]
)
def test_what_must_not_be_relied_on_is_marked(notice: str, mark: str) -> None:
    row = Row(replace(ARTICLE, notice=notice), NOW)
    assert text(row.one(60))[2] == text(row.first(60))[2] == mark
