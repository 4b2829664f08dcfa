"""LaTeX to text: accents, symbols, names and identifiers."""

import pytest

from store.references.library_latex import read_latex, read_names, read_verbatim


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o}\"{u}\"a", "öüä"),
        (r"\'{e}, \'e, {\'e}, \'{\i}, \'\i", "é, é, é, í, í"),
        (r"\c{c} \v{s} \v s \u{g} \H{o} \k{a} \r{u} \d{h}", "ç š š ğ ő ą ů ḥ"),
        (r"\~n \^o \`a \=a \.z", "ñ ô à ā ż"),
        (r"Stra{\ss}e, \o{}, \AA, {\L}\'od\'z, \ae", "Straße, ø, Å, Łódź, æ"),
        (r"{JAK2/STAT5} of $\beta$-catenin, H$_2$O, \textalpha{}", "JAK2/STAT5 of β-catenin, H2O, α"),
        (r"\emph{B12} {\it x} \textbf{y}", "B12 x y"),
        (r"50\% \& more \#1 a\_b \$5 \{x\}", "50% & more #1 a_b $5 {x}"),
        (r"1--2 --- ``q'' a~b", "1–2 — “q” a b"),
        (r"\textbackslash{}\textbraceleft{}\textasciitilde{}\textasciicircum{}", r"\{~^"),
        (r"\unknown word", "unknown word"),
        ("plain_text^2", "plain_text^2"),
        ("}{\\", ""),
    ],
)
def test_latex_is_read_as_text(latex: str, text: str) -> None:
    assert read_latex(latex) == text


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Doe, J. and Roe, Ann", [("Doe", "J."), ("Roe", "Ann")]),
        ("Jane Q. Doe", [("Doe", "Jane Q.")]),
        ("Ludwig van Beethoven and van der Berg, A.", [("van Beethoven", "Ludwig"), ("van der Berg", "A.")]),
        ("Smith, Jr, John", [("Smith", "John Jr")]),
        (r"{\"O}zg{\"u}r {\'E}z\'e", [("Ézé", "Özgür")]),
        ("Doe, J.\n   AND\tothers", [("Doe", "J.")]),
        ("", []),
    ],
)
def test_names_are_taken_apart(written: str, names: list[tuple[str, str]]) -> None:
    assert [(name.family, name.given) for name in read_names(written)] == names


def test_a_group_in_braces_is_one_name() -> None:
    assert [name.name for name in read_names("{Food and Drug Office} and {\\'E}cole, A.")] == [
        "Food and Drug Office",
        "École, A.",
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"10.1000/a\_b", "10.1000/a_b"),
        (r"{10.1000/x{\textless}1::a{\textgreater}2}", "10.1000/x<1::a>2"),
        ("10.1000/x$<$1", "10.1000/x<1"),
        (r"\url{https://x.org/a\%20b}", "https://x.org/a%20b"),
    ],
)
def test_identifiers_lose_what_latex_needed(written: str, value: str) -> None:
    assert read_verbatim(written) == value
