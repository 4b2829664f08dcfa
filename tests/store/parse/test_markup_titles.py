"""Titles as text, and what stands above and below the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.parse.markup import clean_line, strip_markup
from store.parse.markup_science import subscript, superscript


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("H<sub>2</sub>O at 10<sup>-5</sup> M", "H₂O at 10⁻⁵ M"),
        ("a<b and c>d", "a<b and c>d"),
        ("[Retracted] x", "[Retracted] x"),
        ("<i>In vivo</i> &amp; <em class='x'>in vitro</em>", "In vivo & in vitro"),
        ("&lt;i&gt;E. coli&lt;/i&gt; grows", "E. coli grows"),
        ("p &lt; 0.05 &amp; q &gt; 1", "p < 0.05 & q > 1"),
        ("Science &#8211; news", "Science – news"),
        ("R&amp;amp;D", "R&D"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("Ca<sup>2+</sup> and SO<sub>4</sub><sup>2-</sup>", "Ca²⁺ and SO₄²⁻"),
        ("KRAS<sup>G12D</sup>", "KRAS^(G12D)"),
        ("x<script>alert(1)</script>y", "xy"),
        ("one<br/>two", "one two"),
        ("A&amp;#27;[31mB", "A[31mB"),
        ("The <new> drug", "The <new> drug"),
    ],
)
def test_strip_markup(title: str, text: str) -> None:
    assert strip_markup(title) == text


@given(st.text())
def test_strip_markup_gives_a_clean_line(title: str) -> None:
    line = strip_markup(title)
    assert clean_line(line) == line


@pytest.mark.parametrize(
    ("text", "raised", "lowered"),
    [
        ("2", "²", "₂"),
        ("−13", "⁻¹³", "₋₁₃"),
        ("n+1", "ⁿ⁺¹", "ₙ₊₁"),
        ("max", "ᵐᵃˣ", "ₘₐₓ"),
        ("G12D", "^(G12D)", "_(G12D)"),
        ("®", "®", "®"),
        ("th", "th", "th"),
        ("", "", ""),
    ],
)
def test_raised_and_lowered(text: str, raised: str, lowered: str) -> None:
    assert (superscript(text), subscript(text)) == (raised, lowered)
