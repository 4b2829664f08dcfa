"""Whatever stands wherever in a service's answer: it is read or refused, and never anything else happens."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import papers_crossref, papers_csl, papers_datacite, papers_pubmed, papers_unpaywall
from store.model_paper import Access, Told
from store.papers_shapes import AnswerError
from store.papers_text import abstract_text, title_text
from store.parse.markup import clean
from tests.store.services import recorded

SAMPLES: Mapping[str, tuple[Callable[[bytes, str], Any], str]] = {
    "crossref": (papers_crossref.read, "10.5555/work.0010"),
    "crossref_notice": (papers_crossref.read, "10.5555/notice.0000"),
    "csl": (papers_csl.read, "10.5556/other.0007"),
    "datacite": (papers_datacite.read, "10.5061/dryad.0004"),
    "pubmed": (papers_pubmed.read, "30000005"),
    "unpaywall": (papers_unpaywall.read, "10.5555/work.0010"),
}
WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    3.5,
    1e308,
    10**400,
    "",
    "x",
    "\ud800\x1b[31m",
    "9" * 5000,
    [],
    [[]],
    [None],
    [[None]],
    {},
    {"a": []},
]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every part of a JSON value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from places(one, (*path, name))


def mutated(value: Any, path: Path, wrong: Any) -> Any:
    whole = copy.deepcopy(value)
    holder = whole
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = wrong
    return whole


def check(name: str, answer: Any) -> None:
    read, id = SAMPLES[name]
    try:
        found = read(json.dumps(answer).encode(), id)
    except AnswerError as error:
        assert str(error)
        assert not str(error).endswith(".")
        return
    assert found is None or isinstance(found, Told | Access)
    said = repr(found)
    assert "\x1b" not in said
    assert "\ud800" not in said
    hash(found.record.authors if isinstance(found, Told) and found.record else found)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_of_an_answer_may_be_of_any_type(name: str) -> None:
    for path in places(recorded(name)):
        for wrong in WRONG:
            check(name, mutated(recorded(name), path, wrong))


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_several_parts_may_be_anything(name: str, data: st.DataObject) -> None:
    answer = recorded(name)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(list(places(answer))))
        answer = mutated(answer, path, data.draw(ODD))
        if not list(places(answer)):
            break
    check(name, answer)


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_an_answer_may_be_cut_anywhere(name: str, data: st.DataObject) -> None:
    read, id = SAMPLES[name]
    whole = json.dumps(recorded(name)).encode()
    with pytest.raises(AnswerError):
        read(whole[: data.draw(st.integers(0, len(whole) - 1))], id)


PIECES = st.lists(
    st.sampled_from(["<jats:p>", "</jats:p>", "<jats:title>", "<mml:math>", "</mml:math>", "<mml:mi>", "<tex-math>",
                     "&lt;", "&amp;amp;", "<", ">", "\n\n", "a", "\u202e", "</", "<i ", "<sub>2</sub>"])
    | st.text(max_size=4), max_size=40,
).map("".join)  # fmt: skip


@given(PIECES)
def test_any_text_is_a_clean_abstract_and_a_clean_title(text: str) -> None:
    abstract = abstract_text(text)
    assert clean(abstract) == abstract
    assert "\n\n\n" not in abstract
    title = title_text(text)
    assert title is None or (clean(title) == title and "\n" not in title)


@pytest.mark.parametrize("piece", ["<mml:math>", "<jats:p>", "<", "&lt;mml:", "<tex-math>", "<i <", "\n ", "<sup>"])
def test_abstracts_of_a_hundred_thousand_odd_letters_are_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert len(abstract_text(text)) <= 20_000
    assert len(title_text(text) or "") <= 1000
