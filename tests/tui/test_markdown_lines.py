import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.widgets.markdown_lines import Block, blocks, draw, estimate, href_at, plain, render, width_of
from tui.widgets.markdown_lines_blocks import SLAB, slabs
from tui.widgets.markdown_lines_sheet import Sheet, Spot
from tui.widgets.markdown_lines_wrap import Piece, safe, wrap

HOSTILE = Path(__file__).parents[2].parent / "shared" / "hostile" / "hostile.py"
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\u200b\ud800-\udfff]")


def lines(source: str, width: int = 40) -> list[str]:
    return [plain(line) for line in render(source, width).lines]


def styles(source: str, width: int = 40) -> dict[str, str]:
    return {piece.text: piece.style for line in render(source, width).lines for piece in line}


ARTICLE = """\
# A switch in the heart

Cells that *never* divide were **asked** to divide, and `CCNA2` answered
in [four of nine](https://example.org/four) hearts.

1. First, a virus.
2. Then, patience:
   - weeks,
   - months.

> Nobody expected it.
>
> > Somebody did.

| Group | Hearts |
|:------|-------:|
| drug  | 4      |
| none  | 0      |

```
if heart:
    beat()
```

---

![The scar](https://example.org/scar.png)
"""

GOLDEN = {
    40: """\
A switch in the heart

Cells that never divide were asked to
divide, and CCNA2 answered in four of
nine¹ hearts.

1. First, a virus.
2. Then, patience:
   • weeks,
   • months.

▎ Nobody expected it.
▎
▎ ▎ Somebody did.

Group  Hearts
─────  ──────
drug        4
none        0

  if heart:
      beat()

────────────────────────────────────────

▣ The scar²""",
    72: """\
A switch in the heart

Cells that never divide were asked to divide, and CCNA2 answered in four
of nine¹ hearts.
""",
    100: """\
A switch in the heart

Cells that never divide were asked to divide, and CCNA2 answered in four of nine¹ hearts.
""",
}


@pytest.mark.parametrize("width", GOLDEN)
def test_an_article_is_drawn_as_it_reads(width: int) -> None:
    wanted = GOLDEN[width].split("\n")
    assert lines(ARTICLE, width)[: len(wanted)] == wanted


def test_links_and_images_are_numbered_in_reading_order_and_listed_as_written() -> None:
    drawn = render("[a](https://x.org/a%2Fb?q=1&r=2) ![](https://x.org/p/fig.png) <https://y.org/>", 72)
    assert plain(drawn.lines[0]) == "a¹ ▣ fig.png² https://y.org/³"
    assert [link.href for link in drawn.links] == [
        "https://x.org/a%2Fb?q=1&r=2",
        "https://x.org/p/fig.png",
        "https://y.org/",
    ]
    assert [link.label for link in drawn.links] == ["a", "fig.png", "https://y.org/"]


def test_an_image_within_a_link_leads_where_the_link_leads() -> None:
    drawn = render("[![Plot](https://x.org/small.png)](https://x.org/big)", 72)
    assert (plain(drawn.lines[0]), [link.href for link in drawn.links]) == ("▣ Plot¹", ["https://x.org/big"])


def test_definitions_at_the_end_are_resolved() -> None:
    assert render("[x][1] and [y]\n\n[1]: https://x.org/\n[y]: https://y.org/\n", 40).links == [
        ("x", "https://x.org/"),
        ("y", "https://y.org/"),
    ]


def test_a_link_in_a_table_is_numbered_between_those_around_it() -> None:
    drawn = render("[a](u:1)\n\n|h|k|\n|-|-|\n|[b](u:2)|[c](u:3)|\n\n[d](u:4)", 40)
    assert [link.href for link in drawn.links] == ["u:1", "u:2", "u:3", "u:4"]
    assert ["b²", "c³"] in [plain(line).split() for line in drawn.lines]


def test_a_click_finds_the_link_by_its_cells() -> None:
    line = render("日本 [本](https://x.org/) end", 40).lines[0]
    assert [href_at(line, column) for column in (0, 4, 5, 6, 7, 8, 40)] == [
        None, None, "https://x.org/", "https://x.org/", "https://x.org/", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text", "style"),
    [
        ("# H", "H", "heading"),
        ("#### H", "H", "subheading"),
        ("*a*", "a", "emphasis"),
        ("***a***", "a", "emphasis strong"),
        ("~~a~~", "a", "strike"),
        ("`a`", "a", "code"),
        ("# *a*", "a", "heading emphasis"),
        ("> **a**", "a", "quote strong"),
        ("[a](u:x)", "a", "link"),
        ("[a](u:x)", "¹", "link-number"),
        ("    code", "code", "code-block"),
        ("|a|\n|-|\n|b|", "a", "table-head"),
    ],
)
def test_styles_are_named(source: str, text: str, style: str) -> None:
    assert styles(source)[text] == style


@pytest.mark.parametrize(
    "text",
    [
        "[/x] closing", "[Retracted] Foo", "[@click=app.quit]x[/]", "arr[0]='x' [a=b c=\"", "a<b and c>d",
        "<script>x</script>", "10^-5 and H~2~O", "[citation needed]", "<div>block</div>", "$x_i$",
    ],
)  # fmt: skip
def test_what_only_looks_like_markup_stands_as_written(text: str) -> None:
    assert lines(text, 60) == [text]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("one\ntwo", ["one two"]),
        ("one  \ntwo", ["one", "two"]),
        ("one\\\ntwo", ["one", "two"]),
        (r"\*a\* \[b\] &amp; &lt;i&gt; 1\.", ["*a* [b] & <i> 1."]),
        ("- a\n\n  b\n-\n- c", ["• a", "", "  b", "•", "", "• c"]),
        ("7. a\n8. b", ["7. a", "8. b"]),
        ("- a\n  - b\n    - c\n      - d", ["• a", "  ◦ b", "    ▪ c", "      ▪ d"]),
        ("```\n  a\tb\n\n[x](y) *z*\n```", ["    a b", "", "  [x](y) *z*"]),
        ("> a\n\n> b", ["▎ a", "", "▎ b"]),
        ("", []),
        ("\n \n", []),
        ("a\u2028b", ["a b"]),
    ],
)
def test_small_texts(source: str, wanted: list[str]) -> None:
    assert lines(source) == wanted


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("aa bb cc", 5, ["aa bb", "cc"]),
        ("aa  bb", 4, ["aa", "bb"]),
        ("abcdefghij k", 4, ["abcd", "efgh", "ij k"]),
        ("a abcdefghij", 6, ["a", "abcdef", "ghij"]),
        ("細胞は分裂する", 6, ["細胞は", "分裂す", "る"]),
        ("細胞は。分裂", 6, ["細胞", "は。分", "裂"]),
        ("x\u00a0y z", 3, ["x\u00a0y", "z"]),
        ("cell–matrix contact", 8, ["cell–", "matrix", "contact"]),
        ("at COVID-19", 8, ["at", "COVID-19"]),
        ("👩‍🔬👩‍🔬👩‍🔬", 4, ["👩‍🔬👩‍🔬", "👩‍🔬"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("a\n\nb", 9, ["a", "", "b"]),
    ],
)
def test_lines_break_at_words_and_count_cells(text: str, width: int, wanted: list[str]) -> None:
    assert [plain(line) for line in wrap([Piece(text)], width)] == wanted


def test_wrapping_keeps_styles_across_the_break() -> None:
    assert wrap([Piece("aa "), Piece("bb cc", "strong", "u:x")], 5) == [
        (Piece("aa "), Piece("bb", "strong", "u:x")),
        (Piece("cc", "strong", "u:x"),),
    ]


@pytest.mark.parametrize("width", [24, 40, 72])
@pytest.mark.parametrize("opening", ["> ", "- "])
@pytest.mark.parametrize("depth", [1, 25, 60, 150, 500])
def test_depth_leaves_room_for_the_text_and_loses_none(width: int, opening: str, depth: int) -> None:
    drawn = lines(opening * depth + "needle in the deepest place of all", width)
    text = " ".join(re.sub(r"[▎•◦▪]", "", line).strip() for line in drawn)
    assert text == "needle in the deepest place of all"
    assert all(len(line) <= width for line in drawn)
    assert len(drawn) <= 3


WIDE = (
    "| " + " | ".join(f"a longer head {n}" for n in range(10)) + " |\n" + "|-" * 10 + "|\n" + "| cell text " * 10 + "|"
)


def test_a_table_shrinks_its_widest_columns_first() -> None:
    drawn = lines("|n|finding|\n|-|-|\n|12|" + "word " * 20 + "|", 30)
    assert drawn[0] == "n   finding"
    assert drawn[2].startswith("12  word word")
    assert drawn[3].startswith("    word")


def test_a_table_breaks_no_word_that_has_room() -> None:
    drawn = lines("|response|n|remark|\n|-|-|-|\n|complete|12|" + "word " * 30 + "|", 40)
    assert drawn[0].split() == ["response", "n", "remark"]
    assert drawn[2].split()[:2] == ["complete", "12"]


def test_a_table_with_too_many_columns_is_read_as_records_and_loses_no_cell() -> None:
    drawn = lines(WIDE.replace("cell text", "cell [text](u:x)", 1), 40)
    assert max(map(len, drawn)) <= 40
    head = " ".join(drawn[: drawn.index("─" * 40)])
    assert [f"a longer head {n}" in head for n in range(10)] == [True] * 10
    records = drawn[drawn.index("─" * 40) + 1 :]
    assert [" ".join(pair) for pair in zip(records[::2], records[1::2], strict=True)][:1] == [
        "a longer head  cell text¹ 0"
    ]
    assert sum("cell text" in row for row in records) == 10
    assert lines(WIDE, 100)[0].split()[:3] == ["a", "longer", "a"], "side by side where there is room"


def test_records_stand_apart() -> None:
    table = "|" + "quite long head|" * 5 + "\n" + "|-" * 5 + "|\n" + ("|" + "cell|" * 5 + "\n") * 3
    drawn = lines(table, 30)
    records = "\n".join(drawn[drawn.index("─" * 30) + 1 :]).split("\n\n")
    assert [record.count("cell") for record in records] == [5, 5, 5]


def test_a_table_of_long_texts_is_read_as_paragraphs() -> None:
    drawn = lines("|a|b|\n|-|-|\n|" + "word " * 300 + "|[x](u:x)|", 40)
    assert drawn[:4] == ["a", "", "b", ""]
    assert drawn[-1] == "x¹"


def test_long_paragraphs_are_cut_at_sentences_and_nothing_is_lost() -> None:
    text = "The cell divides, slowly at first. " * 500
    parts = list(slabs(text))
    assert "".join(parts) == text
    assert all(part.endswith(". ") for part in parts)
    assert max(map(len, parts)) <= SLAB * 4 // 3


HEAVY = {
    "paragraph": "word " * 200_000,
    "word": "A" * 1_000_000,
    "cjk": "細胞" * 100_000,
    "paragraphs": "A line of *text*.\n\n" * 5_000,
    "table": "|" + "h|" * 10 + "\n" + "|-" * 10 + "|\n" + ("|" + "x|" * 10 + "\n") * 1_000,
    "columns": "|" + "h|" * 3_000 + "\n" + "|-" * 3_000 + "|\n|x|",
    "code": "```\n" + "x = 1\n" * 50_000 + "```",
    "code line": "```\n" + "é" * 300_000 + "\n```",
    "cell": "|a|\n|-|\n|" + "word " * 50_000 + "|",
    "heading": "# " + "word " * 20_000,
    "brackets": "[" * 50_000,
    "balanced": "[" * 5_000 + "]" * 5_000,
    "emphasis": "*a _" * 5_000,
    "references": "[a][" * 5_000,
    "ticks": "a " + "`" * 50_000,
    "quotes": ">" * 20_000 + "x",
}


@pytest.mark.parametrize("name", HEAVY)
def test_of_a_heavy_text_the_start_and_the_end_are_drawn_without_the_middle(name: str) -> None:
    sheet = Sheet(*blocks(HEAVY[name]), 72)
    sheet.look(0, 40)
    sheet.look_at_end(40)
    shown = [sheet.line(y) for y in [*range(40), *range(max(sheet.height - 40, 0), sheet.height)]]
    assert any(shown)
    assert all(width_of(line) <= 72 for line in shown)


@cache
def hostile() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile", HOSTILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared hostile texts are not here")
@pytest.mark.parametrize("kind", ["TITLES", "HTMLS"])
def test_hostile_texts_come_out_harmless(kind: str) -> None:
    found: Any = getattr(hostile(), kind)
    for text in found if kind == "TITLES" else found().values():
        sheet = Sheet(*blocks(text[:200_000]), 40)
        for y in range(min(sheet.height, 200)):
            line = sheet.line(y)
            assert not FORBIDDEN.search(plain(line))
            assert width_of(line) <= 40


@pytest.mark.parametrize(
    "text", ["&#27;[2J", "&#x9b;2J", "&#0;", "&#x202e;x", "[a](<u:\x1b>)", "`\x1b]0;x\x07`", "&#10;&#9;", "\ud800"]
)
def test_nothing_decoded_late_reaches_the_terminal(text: str) -> None:
    drawn = render(f"a {text} b", 40)
    assert not FORBIDDEN.search("".join(map(plain, drawn.lines)))
    assert not any(FORBIDDEN.search(link.href) for link in drawn.links)


MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            ["# ", "- ", "1. ", "> ", "    ", "\n", "\n\n", "|", "|-|-|\n", "```", "*", "**", "_", "`", "[", "](", ")",
             "![", "~~", "<", ">", "&amp;", "&#27;", "\\", "---", "  \n", "http://x.org", "\x1b[1m", "細", "👩\u200d🔬",
             "\u0301", "\ufe0f", "\u200d", "\u00a0", "\t", "word ", "[/x]", "—", "❤\ufe0f", "\u202e", "نص"]
        ),
        st.text(max_size=6),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(MARKDOWN, st.integers(8, 100))
def test_any_text_is_drawn_within_the_width_and_without_controls(source: str, width: int) -> None:
    drawn = render(source, width)
    for line in drawn.lines:
        assert width_of(line) <= width
        assert not FORBIDDEN.search(plain(line))
    assert not any("\n" in link.label for link in drawn.links)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab é細—-👩\u200d\u0301\ufe0f\u00a0❤", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    text = safe(text)
    drawn = wrap([Piece(text)], width)
    assert "".join(map(plain, drawn)).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in drawn)


def paragraphs(count: int) -> str:
    return "\n\n".join(f"Paragraph {n} has [a link](u:{n}) " + "and words " * (n % 30) for n in range(count))


def test_a_sheet_settles_to_what_drawing_it_whole_gives() -> None:
    source = paragraphs(60) + "\n\n" + ARTICLE
    sheet = Sheet(*blocks(source), 50)
    sheet.settle()
    whole = render(source, 50)
    assert [sheet.line(y) for y in range(sheet.height)] == whole.lines
    assert sheet.links() == whole.links
    assert sheet.settled


def test_dots_hold_the_place_of_a_number_until_the_links_above_are_counted() -> None:
    sheet = Sheet(*blocks(paragraphs(40)), 50)
    sheet.look_at_end(3)
    assert "a link˙˙ and" in plain(sheet.line(sheet.y(Spot(39, 0.0)) + 1))
    height = sheet.height - sheet.y(Spot(39, 0.0))
    sheet.settle()
    assert "a link⁴⁰ and" in plain(sheet.line(sheet.y(Spot(39, 0.0)) + 1))
    assert sheet.height - sheet.y(Spot(39, 0.0)) == height


def test_a_spot_survives_a_change_of_width() -> None:
    sheet = Sheet(*blocks(paragraphs(40)), 70)
    sheet.settle()
    y = sheet.y(Spot(20, 0.0))
    first = plain(sheet.line(y + 1)).split()[:2]
    spot = sheet.spot(y)
    sheet.resize(30)
    sheet.settle()
    assert plain(sheet.line(sheet.y(spot) + 1)).split()[:2] == first == ["Paragraph", "20"]


def test_an_empty_sheet_has_no_lines() -> None:
    sheet = Sheet((), {}, 40)
    sheet.look(0, 10)
    sheet.look_at_end(10)
    assert (sheet.height, sheet.line(0), sheet.settled, sheet.spot(3), sheet.y(Spot(4, 0.5))) == (
        0, (), True, Spot(0, 0.0), 0,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["heading", "paragraph", "code", "rule"])
def test_an_estimate_of_one_short_line_is_exact(kind: Any) -> None:
    block = Block(kind, "short")
    assert estimate(block, 40) == len(draw(block, 40, 1, {}).lines)
