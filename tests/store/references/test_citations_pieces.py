"""The pieces of a reference string: author lists, dates, and Markdown taken off."""

import pytest

from store.references.citations_authors import read_authors, split_authors
from store.references.citations_dates import is_date, read_date
from store.references.citations_marks import collapse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doe, J., Roe, A.B. & Poe, E.", [("Doe", "J."), ("Roe", "A.B."), ("Poe", "E.")]),
        ("R Doe, H A Roe, S Cassant-Poe", [("Doe", "R"), ("Roe", "H A"), ("Cassant-Poe", "S")]),
        ("Doe J, Roe AB, Poe E.", [("Doe", "J"), ("Roe", "AB"), ("Poe", "E")]),
        (
            "Jane Doe, Ann van der Roe and Édouard d'Arc",
            [("Doe", "Jane"), ("van der Roe", "Ann"), ("d'Arc", "Édouard")],
        ),
        ("Doe, Jane; Roe, A.", [("Doe", "Jane"), ("Roe", "A.")]),
        ("Mite Genome Consortium, J. Doe", [(None, None), ("Doe", "J.")]),
    ],
)
def test_author_lists_by_shape(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    read = read_authors(text)
    assert read is not None
    assert [(one.family, one.given) for one in read[0]] == expected


@pytest.mark.parametrize(
    "text", ["Mites keep feathers clean", "", "10.1000/xyz", "Nature, 2025", "the mites, the birds"]
)
def test_what_is_no_list_of_authors(text: str) -> None:
    assert read_authors(text) is None


def test_authors_end_where_the_title_begins() -> None:
    authors, et_al, rest = split_authors("Doe, J., Roe, A. Title of the work. Nature")
    assert ([one.name for one in authors], et_al, rest) == (["Doe, J.", "Roe, A."], False, "Title of the work. Nature")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("December 10 2012", (2012, 12, 10)),
        ("10 December 2012", (2012, 12, 10)),
        ("2026, August 31", (2026, 8, 31)),
        ("17-Nov-2017", (2017, 11, 17)),
        ("2021 Jan 19", (2021, 1, 19)),
        ("2025-03-04", (2025, 3, 4)),
        ("12. Mai 2025", (2025, 5, 12)),
        ("Sept. 3rd, 2024", (2024, 9, 3)),
        ("May 2025", (2025, 5)),
        ("(2025)", (2025,)),
        ("2025-13-40", ()),
        ("room 1205", ()),
        ("", ()),
    ],
)
def test_dates(text: str, expected: tuple[int, ...]) -> None:
    assert read_date(text) == expected


def test_a_line_that_is_a_date() -> None:
    assert is_date("December 10 2012")
    assert not is_date("In 2012")
    assert not is_date("December 2012")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n  *b*  **c**", "a b c"),
        ("<https://x.org/a>", "https://x.org/a"),
        ("[https://x.org/a](https://x.org/a)", "https://x.org/a"),
        ("[x.org/a](https://x.org/a)", "https://x.org/a"),
        ("[DOI: 10.1/a](https://doi.org/10.1/a)", "[DOI: 10.1/a](https://doi.org/10.1/a)"),
        ("HLA-B*57:01 and B*27", "HLA-B*57:01 and B*27"),
        ("snake_case_name", "snake_case_name"),
        (r"10.1000/a\_b", "10.1000/a_b"),
    ],
)
def test_raw_is_collapsed(text: str, expected: str) -> None:
    assert collapse(text) == expected
