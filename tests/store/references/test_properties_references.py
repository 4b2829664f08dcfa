"""Identifiers are canonical, and leftovers of references are tidied once and in linear time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.citations_trimmed import tidy, without_ids
from store.references.identifiers import identify
from store.references.identifiers_forms import normal
from store.references.identifiers_links import link
from tests.store.references.test_identifiers_hostile import TEXTS
from tests.within import bounded


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_an_identifier_is_written_in_one_way_only(text: str) -> None:
    for one in identify(text):
        assert normal(one.scheme, one.id) == one.id
        address = link({one.scheme: one.id})
        assert address is None or address.startswith("https://")


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://www.nature.com/articles/v1.#x", "10.1038/v1"),
        ("https://www.nature.com/articles/s41586-021-03819-2.pdf", "10.1038/s41586-021-03819-2"),
        ("https://www.nature.com/articles/nphys1170-./figures/1", "10.1038/nphys1170"),
        ("https://www.nature.com/articles/s1_reference.pdf", "10.1038/s1"),
        ("https://www.nature.com/nature/journal/v1/n2/full/nature.2020.3_F1.html", "10.1038/nature.2020.3"),
    ],
)
def test_a_doi_made_of_an_address_has_no_stop_at_its_end(address: str, doi: str) -> None:
    assert [one.id for one in identify(address)] == [doi]


@given(st.text(alphabet="ab.,; ([])\n", max_size=40))
def test_what_was_tidied_ends_in_one_stop_at_most(text: str) -> None:
    assert tidy(text)[-2:] not in {first + last for first in ".,;" for last in ".,;"}


@pytest.mark.parametrize("text", [",", ", ", ".;", "( ", "(", "On ", "doi:", "[ ] "])
def test_leftovers_are_tidied_in_linear_time(text: str) -> None:
    with bounded():
        assert without_ids(f"{text * (500_000 // len(text))}x")
