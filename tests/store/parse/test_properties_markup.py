"""HTML of any kind becomes clean Markdown, and addresses stay what they are; what fuzzing found, each fault once."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.parse.markup import clean, html_to_markdown, safe_link
from store.parse.markup_links import LONGEST
from tests.store.parse.test_markup_plain import both
from tests.within import bounded

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>"), min_size=1, max_size=6)
TAGS = st.tuples(st.sampled_from(["", "/"]), st.sampled_from(["p", "b", "td", "dt", "li", "a", "sup", ""]), NAMES).map(
    lambda one: f"<{''.join(one)}>"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS | st.sampled_from(["text", " "]), max_size=12).map("".join))
def test_elements_of_any_name_become_clean_markdown(html: str) -> None:
    markdown = html_to_markdown(html, "https://site.example/")
    assert clean(markdown) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p&>x</p&> y", "x y"),
        ('<a"b>x', "x"),
        ("<p>a <b=c>b</b=c></p>", "a b"),
        ("<x:y>z</x:y>", "z"),
        ("<p>a&#\u200b8;b</p>", "a b"),
        ("<p>a&#\ud8008;b</p>", "a b"),
        ("<p>a&#&#8203;27;b</p>", "a b"),
        ("<p>a&#\u200b8217;b</p>", "a’b"),
        ("<p><b>No</b><b>te:</b>text <b>a <span>b</span></b> <b>c</b></p>", "**Note**:text **a b c**"),
        ("<b>a</b> <b>b<i>c</i></b><b>d</b>e", "**a b*c*d**e"),
        ("<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", "- **a**: b; c\n- **d**: e"),
    ],
)
def test_what_raised_once_or_is_written_in_another_way_now(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


@pytest.mark.parametrize("blank", ["\u2009", "\u2003", "\u3000"])
@pytest.mark.parametrize("name", ["p", "h2", "li", "em"])
def test_blanks_that_html_does_not_know_are_the_same_either_way(name: str, blank: str) -> None:
    for words in (
        f"{blank}a",
        f"a{blank}",
        f"{blank}# a",
        f"{blank}a <b>b{blank}</b>",
        f"{blank}*",
        f"<b>a</b>{blank}",
    ):
        for html in (f"<{name}>{words}</{name}>", f"<ul><{name}>{words}</{name}></ul>"):
            short, long = both(html)
            assert short is None or short == long


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<i>nested</i>" * 49_000, 1),
        ("<b>x</b> " * 49_000, 49_000),
        (f"<dl><dt>x{'<dd>y</dd>' * 24_000}</dl>", 24_001),
        (f"<pre>{' ' * 1_000_000}x</pre>", 1),
        (f"<pre>{' <b> ' * 49_000}x</pre>", 1),
        (f"<p>{'<pre>' * 49_000}x", 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_took_quadratic_time_once_takes_linear_time(html: str, words: int) -> None:
    with bounded():
        found = html_to_markdown(html)
    assert len(found.replace("```", "").split()) >= words


@settings(max_examples=300)
@given(
    st.one_of(st.text(), st.text(alphabet='htps:/.?#[]@%<>"\\ \n\u0301é\u202e|a1').map("https://e.example/{}".format)),
    st.sampled_from([None, "https://site.example/a/b?c", "HTTP://x.example"]),
)
@example("<\u0301", "https://site.example/")
@example("<" * (LONGEST - 100), "https://site.example/")
@example("/a\u00a0b\u3000", "https://site.example/")
@example("HTTPS://e.example/\u1e9b\u0323", None)
def test_an_address_that_was_mended_is_clean_and_mended_no_more(href: str, base: str | None) -> None:
    address = safe_link(href, base)
    assert address is None or (safe_link(address, base) == address and clean(address) == address)
