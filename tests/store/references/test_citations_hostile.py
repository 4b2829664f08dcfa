"""Text that means harm: never an exception, always valid places, and time that grows with the length only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.citations import REASONS, Citations, read_citations
from store.references.citations_strings import read_reference
from tests.within import bounded

SIZE = 100_000
REFERENCE = (
    "Doe, J., Roe, A. et al. Mites keep *feathers* clean. *Nature* **12**, 3 (2025). https://doi.org/10.1000/mites.1"
)

SNIPPETS = st.sampled_from(
    [
        "References",
        "DOI:",
        "**DOI**:",
        "More information:",
        "Citation: ",
        "Journal",
        "Cite This Page:",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "#",
        "##",
        " ",
        "*",
        "_",
        "[",
        "](",
        ")",
        "(",
        "<https://doi.org/10.1000/a>",
        "10.1000/xyz123",
        "(2025)",
        " et al. ",
        "Doe, J., ",
        "; ",
        "“",
        "”",
        '"',
        "retrieved 1 May 2025 from ",
        "(2025, May 1)",
        "doi.org/10.1000/b",
        "PMID: 12345",
        "published in *Nature*",
        "\x1b",
        "\x00",
        "\u202e",
        "：",
        "—",
        "---",
        "|",
        "2020;12(3):4-5",
        "Provided by X",
        "Public Release: 1-May-2025",
        "S2352-345X(21)00014-X",
        "Article Title: Mites keep feathers clean",
        ".",
        ":",
        "\r\n",
        "\t",
        "\ud800",
    ]
)


def _assert_sound(found: Citations, text: str) -> None:
    numbers = [one.n for one in found.references if one.role != "self"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(one.n is None for one in found.references if one.role == "self")
    assert [one.role for one in found.references] == sorted(
        (one.role for one in found.references), key=["main", "cited", "self"].index
    )
    for one in found.references:
        assert one.reason in REASONS
        assert one.start is None or (one.end is not None and 0 <= one.start <= one.end <= len(text))
        assert "\n" not in one.raw
    for start, end in (*found.noise, *found.trailer):
        assert 0 <= start <= end <= len(text)


@given(st.one_of(st.lists(SNIPPETS, max_size=40).map("".join), st.text(max_size=300)))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_places_are_valid(text: str) -> None:
    _assert_sound(read_citations(text, title=text[:50], url="https://example.org/d41586-025-00001-1"), text)


@given(st.lists(SNIPPETS, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_reference_string_raises(text: str) -> None:
    work = read_reference(text, title=text[:20])
    assert work.title is None or work.title


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 200_000, id="1 MB in one line"),
        pytest.param("a" * 1_000_000, id="1 MB in one word"),
        pytest.param("[" * SIZE, id="brackets"),
        pytest.param("[a](" * (SIZE // 4), id="open links"),
        pytest.param("(" * SIZE, id="parentheses"),
        pytest.param(":" * SIZE, id="colons"),
        pytest.param("*" * SIZE, id="stars"),
        pytest.param("*a " * (SIZE // 3), id="open emphasis"),
        pytest.param("\n" * SIZE, id="newlines"),
        pytest.param("DOI:\n" * (SIZE // 5), id="labels"),
        pytest.param("References\n\n" * (SIZE // 12), id="empty lists"),
        pytest.param("More information: x\n\n" * (SIZE // 21), id="labelled nothing"),
        pytest.param("References\n" + "- a, b, c. (\n" * (SIZE // 13), id="one long list"),
        pytest.param("References\n" + "a b\n" * (SIZE // 4), id="one long paragraph"),
        pytest.param("References\n\n" + "A. " * (SIZE // 3), id="initials"),
        pytest.param("Journal Reference: " + "Doe, J., " * (SIZE // 9), id="authors without end"),
        pytest.param("Journal Reference: " + "Doe, J. " * 950, id="authors in a string just readable"),
        pytest.param("Journal Reference: " + "(2025). " * 950, id="years in a string just readable"),
        pytest.param("Journal Reference: " + "“a " * 2600, id="quotes in a string just readable"),
        pytest.param("Journal Reference: " + "et al " * 1300, id="et al in a string just readable"),
        pytest.param("".join(f"DOI: 10.1000/a{n}\n" for n in range(SIZE // 18)), id="many labelled DOIs"),
        pytest.param("".join(f"10.1000/a{n} " for n in range(SIZE // 14)), id="many DOIs in one line"),
        pytest.param("References\n" + f"- {REFERENCE}\n" * (SIZE // 120), id="one reference many times"),
        pytest.param("Article Title: Mites keep feathers clean\n\n" * (SIZE // 42), id="many titles"),
        pytest.param("Citation: a (2025, May 1) " * (SIZE // 26), id="own citations without end"),
        pytest.param("published in the " * (SIZE // 17), id="sayings"),
        pytest.param("DOI: 10.1000/a\n" + "published in Nature And " * (SIZE // 24), id="names without end"),
        pytest.param("DOI: 10.1000/a\n" + "in the journal A " + "of " * (SIZE // 3), id="small words without end"),
        pytest.param("Public Release: 1-May-2025\n" * (SIZE // 27), id="releases"),
    ],
)
def test_time_grows_with_length_only(text: str) -> None:
    with bounded():
        found = read_citations(text)
    _assert_sound(found, text)
