"""Citation keys: how they are made, and that no two are alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Author, Reference
from store.references.export import citation_key


def reference(family: str | None, year: int | None, title: str | None) -> Reference:
    authors = (Author(family, family),) if family else ()
    return Reference(1, "", title=title, authors=authors, issued=(year,) if year else ())


@pytest.mark.parametrize(
    ("family", "year", "title", "key"),
    [
        ("Britschgi", 2012, "JAK2/STAT5 inhibition circumvents resistance", "britschgi2012jak2"),
        ("van der Berg", 2020, "The role of sleep", "berg2020role"),
        ("García-López", 1999, "El sueño", "garcialopez1999sueno"),
        ("d'Arc", 2001, "10 years of care", "arc2001years"),
        ("O’Neill", 2001, "A", "oneill2001a"),
        ("Strauß", 2001, "3D printing", "strauss20013d"),
        ("Łukasz", None, "Über Zellen", "lukaszuber"),
        ("Ibn", 2001, None, "ibn2001"),
        (None, 2001, "β-Catenin", "2001catenin"),
        (None, None, None, "anon"),
        ("Иванов", None, "细胞", "anon"),
    ],
)
def test_key_is_family_year_word(family: str | None, year: int | None, title: str | None, key: str) -> None:
    assert citation_key(reference(family, year, title), ()) == key


def test_a_group_gives_its_first_telling_word() -> None:
    group = Reference(1, "", authors=(Author("The Sleep Study Group"),), issued=(2020,))
    assert citation_key(group, ()) == "sleep2020"


def test_collisions_count_on_in_letters() -> None:
    taken: list[str] = []
    for _ in range(29):
        taken.append(citation_key(reference("Doe", 2020, None), taken))
    assert taken[:3] == ["doe2020", "doe2020a", "doe2020b"]
    assert taken[26:] == ["doe2020z", "doe2020aa", "doe2020ab"]


@given(st.text(max_size=30), st.integers(-10, 20000), st.text(max_size=60), st.sets(st.text(max_size=5), max_size=5))
def test_keys_are_plain_new_and_never_empty(family: str, year: int, title: str, taken: set[str]) -> None:
    key = citation_key(reference(family, year, title), taken)
    assert re.fullmatch("[a-z0-9]+", key)
    assert key not in taken
    assert key == citation_key(reference(family, year, title), taken)
