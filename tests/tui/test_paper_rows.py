"""How papers look in their list, and how a card is laid out: widths, columns, marks, hostile text."""

from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from store import Author, Paper, PaperStatus, Queued
from tests.tui.screen_text import NOW
from tui.widgets.card_rows import BESIDE, Beside, CardLine, Passage, Target, lay, line_text, spanned, text
from tui.widgets.markdown_lines_wrap import Piece
from tui.widgets.paper_rows import about_paper, authors_line, ids_line, paper_heading, paper_row, title_of

HOSTILE = "\x1b]2;x\x07[/b] \x9bA\u202e 日本語" * 9
PAPER = Paper(
    7, {"doi": "10.1000/lung", "pmid": "381"}, "Lactone in scarred lungs", (Author("Ada Roe", "Roe"), Author("Team")),
    "Journal of Examples", 2026, PaperStatus(), None, 3, 1,
)  # fmt: skip
PAPERS = [
    PAPER,
    replace(PAPER, title=None, authors=(), container=None, year=None, cited=0),
    replace(PAPER, title=HOSTILE, container=HOSTILE, ids={"doi": HOSTILE}, authors=(Author(HOSTILE, HOSTILE),) * 9),
    replace(PAPER, cited=12_345, status=PaperStatus("retracted"), queued=Queued("aside", HOSTILE)),
    replace(PAPER, container=None, is_preprint=True, queued=Queued("to-read")),
]


def words(parts: Any) -> str:
    return "".join(part for part, _ in parts)


@pytest.mark.parametrize("width", [30, 43, 44, 75, 76, 103])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_row_is_as_wide_as_it_should_be_and_has_no_control(paper: Paper, width: int) -> None:
    assert cell_len(words(paper_row(paper, width))) == width
    assert words(paper_row(paper, width)).isprintable()
    assert all(line.isprintable() for line in about_paper(paper, NOW, width).split("\n"))
    assert about_paper(paper, NOW, width).count("\n") == 2


@pytest.mark.parametrize("width", [30, 50, 100])
def test_the_names_of_columns_stand_over_them(width: int) -> None:
    row, heading = f" {words(paper_row(PAPER, width - 1))}", paper_heading(width)
    assert heading.index("title") == row.index("Lactone")
    assert heading.index("cited") + len("cited") == row.index("3") + 1
    if width >= 50:
        assert heading.index("year") == row.index("2026")


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({}, "    "), ({"status": PaperStatus("retracted")}, " ⚠  "), ({"queued": Queued("to-read")}, "  ◷ "),
        ({"status": PaperStatus("none"), "queued": Queued("read")}, " ·✓ "),
        ({"status": PaperStatus("corrected")}, " △  "),
    ],
)  # fmt: skip
def test_each_mark_has_a_column_of_its_own(changes: dict[str, Any], start: str) -> None:
    assert words(paper_row(replace(PAPER, **changes), 60)).startswith(start)


def test_what_is_said_of_a_paper_below_the_list() -> None:
    who, stands, queue = about_paper(PAPER, NOW, 100).split("\n")
    assert who == "Roe, Team · Journal of Examples 2026 · doi 10.1000/lung · PubMed 381"
    assert stands == "not checked"
    assert queue == "not in your queue"
    assert "preprint" in about_paper(replace(PAPER, is_preprint=True), NOW, 100)


def test_a_paper_without_a_title_is_called_by_its_ids() -> None:
    assert title_of(replace(PAPER, title=None)) == ids_line(PAPER)
    assert title_of(replace(PAPER, title=" ", ids={})) == "(no title)"
    assert authors_line(["A", "B", "C", "D"]) == "A, B, C and 1 more"


# The card


LEFT = (text("Abstract", "heading"), text("Words of the abstract " * 9))
RIGHT = (text("The article says", "heading"), text("Words of the article " * 3))
PAGE: list[Passage | Beside] = [
    text("Title", "strong"), Passage(), Beside(LEFT, RIGHT),
    Passage((Piece("News of it"),), "● 3 June 2026", 20, Target("article", 3)),
]  # fmt: skip


def shown(lines: list[CardLine]) -> list[str]:
    return [line_text(line).rstrip() for line in lines]


@pytest.mark.parametrize("width", [20, 60, BESIDE - 1, BESIDE, 138])
def test_no_line_of_a_card_is_wider_than_the_page(width: int) -> None:
    lines = lay([*PAGE, text("日本語" * 90), Beside((text("日本語" * 90),), (text("x" * 300),))], width)
    assert all(cell_len(line_text(line)) <= width for line in lines)
    assert "".join(shown(lines)).count("x") == 300


def test_two_columns_stand_beside_each_other_where_there_is_room_and_else_below() -> None:
    wide, narrow = shown(lay(PAGE, BESIDE)), shown(lay(PAGE, BESIDE - 1))
    assert any(line.startswith("Abstract") and line.endswith("The article says") for line in wide)
    assert narrow.index("Abstract") < narrow.index("The article says")
    column = wide[2].index("The article says")
    assert all(line[column - 2 : column] in ("  ", "") for line in wide[2:-1])


def test_only_the_first_line_of_a_passage_leads_somewhere() -> None:
    lines = lay([Passage((Piece("News of it " * 20),), "lead", 20, Target("article", 3))], 60)
    assert [line.target for line in lines] == [Target("article", 3)] + [None] * (len(lines) - 1)
    assert all(line_text(line).startswith(" " * 20) for line in lines[1:])


@pytest.mark.parametrize(
    ("strong", "shared", "pieces"),
    [
        ([], [], [("It cures scarred lungs", "")]),
        ([(3, 8)], [], [("It ", ""), ("‹cures›", "twice"), (" scarred lungs", "")]),
        ([(3, 8)], [(9, 16)], [("It ", ""), ("‹cures›", "twice"), (" ", ""), ("scarred", "shared"), (" lungs", "")]),
        ([(3, 8)], [(0, 5)], [("It ", ""), ("‹cures›", "twice"), (" scarred lungs", "")]),  # the strong word wins
        ([(17, 22)], [(17, 22)], [("It cures scarred ", ""), ("‹lungs›", "twice")]),
    ],
)
def test_strong_words_have_a_sign_and_shared_ones_a_look(
    strong: list[tuple[int, int]], shared: list[tuple[int, int]], pieces: list[tuple[str, str]]
) -> None:
    found = spanned("It cures scarred lungs", (strong, "twice", "‹›"), (shared, "shared", ""))
    assert [(piece.text, piece.style) for piece in found] == pieces
