"""HTML as Markdown: nothing lost, nothing forged."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.parse.markup import clean, html_to_markdown, safe_link
from store.parse.markup_html import LARGEST
from store.parse.markup_markdown import TOO_LARGE
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile

BASE = "https://site.example/news/one"
COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")


def links(markdown: str) -> list[str]:
    found = []
    for token in COMMONMARK.parse(markdown):
        for child in token.children or ():
            found += [str(child.attrs[name]) for name in ("href", "src") if name in child.attrs]
    return found


def rendered(markdown: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", COMMONMARK.render(markdown)))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two<br/>\n three</p>", "One\n\nTwo  \nthree"),
        ("<p><strong>Subject of Research</strong>: x</p>", "**Subject of Research**: x"),
        ("<p><b>Note:</b>text</p>", "**Note**:text"),
        ("<b>a</b><b>b</b> <i>c<i>d</i></i> <b></b>", "**ab** *cd*"),
        ("<p>a</p><hr /><p>b</p>", "a\n\n---\n\nb"),
        ("<h2>Results <a href='#r'>#</a></h2><p>x</p>", "## Results\n\nx"),
        ("<h1>A</h1><h6>B</h6><h3> </h3>", "# A\n\n###### B"),
        ("10<sup>-5</sup> H<sub>2</sub>O k<sub>cat</sub>", "10⁻⁵ H₂O k_(cat)"),
        ("known.<sup><a href='#r1'>1</a>, <a href='#r2'>2</a></sup>", "known.[1,2]"),
        ("known<sup class='reference'><a href='#cite_note-1'>[1]</a></sup>", "known[1]"),
        ("<sup><a href='https://doi.org/10.1000/x'>3</a></sup>", r"[\[3\]](https://doi.org/10.1000/x)"),
        ("<a href='https://e.example/a'>https://e.example/a</a>", "<https://e.example/a>"),
        ("<a href='/rel'>x</a> <a href='?p=1'>y</a>",
         "[x](https://site.example/rel) [y](https://site.example/news/one?p=1)"),
        ("<a href='#part'>x</a> <a href='javascript:y'>z</a> <a href='smb://h'>s</a>", "x z s"),
        ("<a href='mailto:a@b.example'>write</a>", "[write](mailto:a@b.example)"),
        ("<a href='http://e.example/a b(c'>x</a>", "[x](http://e.example/a%20b%28c)"),
        ("<a href='https://e.example/S0(20)3-5'>x</a>", "[x](https://e.example/S0(20)3-5)"),
        ("<a href='/c'><h3>Card</h3><p>Text</p></a>", "### [Card](https://site.example/c)\n\nText"),
        ("<img src='/a b.jpg' alt='An [im]age'>", r"![An \[im\]age](https://site.example/a%20b.jpg)"),
        ("<img src='data:x' data-src='/l.png' alt='lazy'>", "![lazy](https://site.example/l.png)"),
        ("x<img src='/t.gif' width='1' height='1'>", "x"),
        ("<figure><img src='/f.png' alt='F'><figcaption>By <i>me</i></figcaption></figure>",
         "![F](https://site.example/f.png)\n\n*By me*"),
        ("<ol start='3'><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "3. a\n   - b\n4. c"),
        ("<dl><dt>Journal</dt><dd><i>Cell</i></dd><dt><b>DOI</b></dt><dd>10.1000/a_b</dd></dl>",
         "- **Journal**: *Cell*\n- **DOI**: 10.1000/a_b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre class='language-r'>x &lt;- c(1)\n\n\n[a](b)</pre>", "```r\nx <- c(1)\n\n\n[a](b)\n```"),
        ("<pre>```\nx</pre>", "````\n```\nx\n````"),
        ("<code>a`b</code>", "`` a`b ``"),
        ("<math alttext='E=mc^2'><mi>E</mi></math>", "`E=mc^2`"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("<span class='katex'><math><semantics><mi>y</mi><annotation encoding='application/x-tex'>\\frac y2"
         "</annotation></semantics></math><span class='katex-html'>y2</span></span>", r"`\frac y2`"),
        ("<p>a</p><script>x()</script><style>y</style><noscript>n</noscript><iframe src='/v'></iframe>", "a"),
        ("<details><summary>More</summary>text</details>", "**More**\n\ntext"),
        ("a&nbsp;b&#8211;c&amp;d", "a b–c&d"),
        ("", ""),
        ("just text, p < 0.05", "just text, p < 0.05"),
    ],
)  # fmt: skip
def test_html_to_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html, BASE) == markdown


def test_tables_keep_their_columns() -> None:
    table = (
        "<table><caption>Cap</caption><tr><td rowspan=2>a|b</td><td colspan=2>1</td></tr><tr><td>2</td></tr></table>"
    )
    assert html_to_markdown(table) == "*Cap*\n\n| a\\|b | 1 |  |\n| --- | --- | --- |\n|  | 2 |  |"


def test_layout_tables_are_blocks() -> None:
    inner = "<table><tr><th>h</th><th>i</th></tr><tr><td>1</td><td>2</td></tr></table>"
    page = f"<table><tr><td><h2>Head</h2><p>Text</p>{inner}</td></tr></table>"
    assert html_to_markdown(page) == "## Head\n\nText\n\n| h | i |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize(
    "text",
    [
        "[click](javascript:alert(1))", "# not a heading", "1. not a list", "2026) no", "+ plus", "- minus", "* star",
        "> quote", "a *b* c", "_lead_ and snake_case_name", "`tick`", "a ~~b~~", "<b>tag</b>", "&lt; &copy; R&D",
        r"back\*slash \n", "---", "===", "~~~", "| a | b |", "[x]: https://evil.example/", "![x](y)", "5 * 3 * 4",
        "https://e.example/a_b_c?x=1&y=2", "10.1000/a_b_(c)_d", "[18F]FDG [Retracted]", "p<0.05 and a<b>c",
    ],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    for html in (f"<p>{escaped}</p>", f"<p>one<br>{escaped}</p>", f"<ul><li>{escaped}</li></ul>", escaped):
        markdown = html_to_markdown(html)
        assert text in rendered(markdown)
        assert "<h" not in COMMONMARK.render(markdown)
        assert links(markdown) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>[click]<em></em>(javascript:x)</p>",
        "<p>[click]<span>(https://evil.example/)</span></p>",
        "<p>[a<b>b]</b>(https://evil.example/)</p>",
        "<td>[a]<h2>(https://evil.example/)</h2></td>",
        "<a href='https://ok.example/'>a](https://evil.example/)[b</a>",
        "<a href='https://ok.example/ \"t\")[x](https://evil.example/'>a</a>",
        "<img src='https://ok.example/' alt='a](https://evil.example/)'>",
        "<p>[a]: https://evil.example/</p><p>[a]</p>",
        "<p>&lt;https://evil.example/&gt;</p>",
    ],
)
def test_no_link_the_page_did_not_have(html: str) -> None:
    assert not any(link.startswith(("https://evil", "javascript")) for link in links(html_to_markdown(html)))


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("HTMLS"))
def test_hostile_pages_keep_their_text(name: str) -> None:
    source = hostile().HTMLS()[name]
    markdown = html_to_markdown(source)
    assert clean(markdown) == markdown
    for needle in ("NEEDLE", "word", "click", "hi"):
        assert needle in markdown or needle not in source
    if name.startswith(("div", "table", "ul", "ol", "spaces", "colspan")):
        assert "x" in markdown
    assert not any(link.startswith("javascript") for link in links(markdown[:20_000]))


def test_what_is_too_large_stays_as_plain_text() -> None:
    source = "<p>one <b>two</b> [x](y)</p>" * (LARGEST // 30)
    markdown = html_to_markdown(source)
    assert markdown.startswith(TOO_LARGE)
    assert markdown.count("one two") == LARGEST // 30
    assert links(markdown[:5000]) == []


def test_many_unclosed_elements_lose_no_text() -> None:
    assert html_to_markdown("<div>" * 5000 + "x" + "<b>" * 5000 + "y").split() == ["x", "y"]
    items = html_to_markdown("<ul>" + "".join(f"<li>i{n}" for n in range(3000)))
    assert items.count("\n") == 2999


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<a href='https://e.example/'>", "</a>", "<table>", "<tr>", "<td rowspan=3>",
     "</table>", "<ul>", "<li>", "<ol start=9>", "<dl>", "<dt>", "<dd>", "<pre>", "<br>", "<sup>", "</sup>", "<h2>",
     "<em>", "</em>", "<img src='/x' alt='[a]'>", "text", " ", "1", "[x](y)", "&#27;", "*", "|", "<math>", "<figure>",
     "<figcaption>"]
)))  # fmt: skip
def test_any_soup_becomes_clean_markdown(parts: list[str]) -> None:
    markdown = html_to_markdown("".join(parts), BASE)
    assert clean(markdown) == markdown
    allowed = {"https://e.example/", "https://site.example/x"}
    assert set(links(markdown)) <= allowed
    if "text" in parts and not {"<sup>", "&#27;"} & set(parts):  # ESC * t is an escape sequence: it goes as one
        assert "text" in markdown


@pytest.mark.parametrize(
    ("href", "base", "link"),
    [
        ("https://e.example/a", None, "https://e.example/a"),
        ("/a", "https://e.example/b/c", "https://e.example/a"),
        ("/a", None, None),
        ("//other.example/x", "https://e.example/", "https://other.example/x"),
        ("//other.example/x", None, None),
        ("java\nscript:alert(1)", "https://e.example/", None),
        ("file:///etc/passwd", "https://e.example/", None),
        ("http://[::1", None, None),
        ("http://e.example:99999999/", None, None),
        ("https:///path", None, None),
        ("https://e.example/\x1b]52;c;x\x07", None, "https://e.example/"),
        ("https://e.example/a|b <c>", None, "https://e.example/a%7Cb%20%3Cc%3E"),
        ("x" * 200_000, "https://e.example/", None),
        ("", "https://e.example/", None),
        ("#top", "https://e.example/", None),
    ],
)
def test_safe_link(href: str, base: str | None, link: str | None) -> None:
    assert safe_link(href, base) == link
