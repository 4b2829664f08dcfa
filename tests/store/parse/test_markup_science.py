"""Formulas, numbered characters and the odder shapes of HTML in Markdown."""

import pytest

from store.parse.markup import html_to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>x <math><mi>a</mi><annotation encoding='text/plain'>no</annotation></math></p>", "x a"),
        ("<p>x <math><mi>a</mi><annotation-xml>no</annotation-xml><!-- c --><mo>+</mo></math></p>", "x a+"),
        ("<p><math><mi>a</mi><annotation encoding='LaTeX'>{\\displaystyle a_{i}}</annotation></math></p>", "`a_{i}`"),
        ("<p><math alttext='a'><mi>b</mi></math></p>", "a"),
        (
            "<p>x <script type='math/tex'>\\frac{a}{b}</script> y <span class='MathJax'>drawn</span></p>",
            "x `\\frac{a}{b}` y",
        ),
        ("<p>a&#133;b&#x110000;c&#9999999999999;d&#x2019;</p>", "a\u2026bcd\u2019"),
        ("<div><code>a<div>block</div></code></div>", "a\n\nblock"),
        (
            "<table><tr><th>h</th><th>i</th></tr><tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "| h | i |\n| --- | --- |\n| a | b |\n|  | c |",
        ),
        (
            "<table><tr><th>h</th><th>i</th></tr><tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr></table>",
            "| h | i |\n| --- | --- |\n| a | b |\n| c |  |",
        ),
        ("<dl><div><dt>t</dt><dd>d</dd></div></dl>", "- **t**: d"),
        ("<div><p>a <b>bold<br></b>after</p></div>", "a **bold**  \nafter"),
        ("<div>x<b><i>q</i> </b><i>y</i> <b>z </b>w</div>", "x***q*** *y* **z** w"),
        ("<p>x<sup><a href='#n1'>1</a><a href='#n2'>2</a></sup></p>", "x[12]"),
    ],
)
def test_what_becomes_of_it(html: str, markdown: str) -> None:
    assert html_to_markdown(html, "https://e.example/") == markdown
