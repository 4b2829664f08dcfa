"""The shortcut for plain HTML gives what the long way gives, or nothing."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.parse.markup_clean import clean
from store.parse.markup_html import _NUMBERED, _decoded
from store.parse.markup_markdown import write_by_tree
from store.parse.markup_plain import write_plain
from tests.benchmarks.made_feeds import item
from tests.conftest import shared
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile

BASE = "https://site.example/news/one"
SCRAPS = (
    "word", " ", "  ", "\n", "\t", "\u00a0", "\u2009", "&nbsp;", "&amp;", "&lt;", "&#8217;", "&hellip;", "&bogus;",
    "&", "a_b", "*", "**", "[x]", "](", "`", "~~", "\\", "#", "# ", "1.", "2024. ", "- ", "-- ", "> ", "|", "=", "+ ",
    ":", ".", ")", "é", "e\u0301", "\u200b", "10.1000/a_b*c", "https://e.example/x_y_z", "<em>", "</em>", "<i>",
    "</i>", "<strong>", "</strong>", "<b>", "</b>", "<br>", "<br />", "<br/>\n", "<p>", "</p>", "</p>\n",
    '<p class="lead">', "<hr />", "<h2>", "</h2>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>",
    '<a href="https://e.example/a">', '<a href="/rel">', '<a href="#x">',
    '<a href="https://e.example/?a=1&amp;b=(2)">', "<a>", "</a>", "https://e.example/a", "<sup>2</sup>", "<div>",
    "</div>", "<!-- c -->",
)  # fmt: skip
_TEXT = st.lists(
    st.sampled_from([one for one in SCRAPS if "<" not in one and one not in ("&", "&bogus;", "\u2009")]), max_size=6
).map("".join)
_SPAN = st.one_of(
    _TEXT,
    st.tuples(st.sampled_from(["em", "i", "strong", "b"]), _TEXT).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
    st.tuples(st.sampled_from(["https://e.example/a", "/rel", "#x", "mailto:a@b.example"]), _TEXT).map(
        lambda one: f'<a href="{one[0]}">{one[1]}</a>'
    ),
    st.sampled_from(["<br>", "<br />\n"]),
)
_LINE = st.lists(_SPAN, max_size=6).map("".join)
_BLOCKS = st.one_of(
    st.tuples(st.sampled_from(["p", "h2", "h3"]), _LINE).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>\n"),
    st.tuples(st.sampled_from(["ul", "ol"]), st.lists(_LINE, min_size=1, max_size=3)).map(
        lambda one: f"<{one[0]}>{''.join(f'<li>{line}</li>' for line in one[1])}</{one[0]}>"
    ),
    st.just("<hr />\n"),
)
PLAIN = st.lists(_BLOCKS, min_size=1, max_size=4).map("".join)
ANY = st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join)


def both(html: str) -> tuple[str | None, str]:
    source = clean(_NUMBERED.sub(_decoded, html))
    return write_plain(source, BASE), write_by_tree(source, BASE)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PLAIN, ANY))
@example("<p><em>a</em> <strong>b</strong><em>c</em></p>")
@example("<p><em>word </em></p>")
@example("<p>word * </p>\n")
@example("<p><b>a</b> word _ </p><p>word<br/>* </p>")
@example("\u2009<hr />")
@example("<h2> * </h2>")
@example("<p> * </p><p>a <i>b</i> </p>")
@example("<p>2024. <br />\n# x <b>1.</b> y</p>")
@example("<ol><li>1. a</li><li><em>b</em></li></ol><ul><li>c</li></ul><p>d</p>")
def test_where_there_is_a_shortcut_it_leads_to_the_same(html: str) -> None:
    short, long = both(html)
    assert short is None or short == long


@pytest.mark.parametrize("number", range(0, 400, 40))
def test_the_articles_of_the_benchmark_are_plain(number: int) -> None:
    found = re.search(r"<content:encoded><!\[CDATA\[(.*?)\]\]>", item(number), re.DOTALL)
    assert found
    short, long = both(found[1])
    assert short == long


def test_the_articles_of_a_real_feed_are_plain() -> None:
    feed = shared("seeds", "001_0bef90d4cee8d57b.txt").read_text("utf-8")
    bodies = re.findall(r"<content:encoded><!\[CDATA\[(.*?)\]\]>", feed, re.DOTALL)
    assert len(bodies) == 6
    for body in bodies:
        short, long = both(body)
        assert short == long


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("HTMLS"))
def test_hostile_pages_are_the_same_either_way(name: str) -> None:
    html = hostile().HTMLS()[name]
    html = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    if len(html) < 200_000:
        short, long = both(html)
        assert short is None or short == long
