"""What an article claims, in reading order, and what of it stands in the abstract of the paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.claims import Claim, claims, shared_terms

BODY = """![A pill](https://news.example.org/pill.jpg)

*Image: a pill that reduced nothing at all in this picture.*

Sleep is a mystery to most of us, and has been so for ages.

The pill [cut](https://news.example.org/cut) the risk of **insomnia** by 40%, the team found. It comes in blue.

“We think that this is a game-changer, and perhaps even a cure,” said Ana Lind.

- [Ten pills that reduced insomnia last year](https://news.example.org/ten)
- [Coffee linked to longer life, again and again](https://news.example.org/coffee)

Does it prove that the moon causes insomnia?

Bad sleep was linked to a poor memory in those who took no pill.

More information: Lind A. et al. A pill reduced insomnia in adults. Night (2025).

## References

The pill reduced insomnia in another trial, too.
"""


def strong(claim: Claim) -> list[str]:
    return [claim.text[start:end] for start, end in claim.strong]


def test_the_headline_then_the_results_in_reading_order() -> None:
    found = claims("A miracle pill for sleep", BODY)
    assert [claim.text for claim in found] == [
        "A miracle pill for sleep",
        "The pill cut the risk of insomnia by 40%, the team found.",
        "“We think that this is a game-changer, and perhaps even a cure,” said Ana Lind.",
        "Bad sleep was linked to a poor memory in those who took no pill.",
    ]
    assert [strong(claim) for claim in found] == [["miracle"], [], ["game-changer", "cure"], ["linked to"]]
    assert (found[0].start, found[0].end) == (0, 0)
    assert BODY[found[1].start : found[1].end].startswith("The pill [cut](")


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_no_more_than_are_asked_for(most: int) -> None:
    assert len(claims("A miracle pill", BODY, most)) == most


def test_a_headline_that_the_text_repeats_is_told_once() -> None:
    assert len(claims("The pill reduced the pain in mice.", "The pill reduced the pain in mice.\n\nIt is blue.")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A first-ever proof that coffee causes joy", ["first-ever", "proof", "causes"]),
        ("A revolutionary breakthrough proves it", ["revolutionary", "breakthrough", "proves"]),
        ("The cause of the flood was rain", []),
        ("A secure door and an improved curry", []),
        ("Tea is associated with calm for the first time", ["associated with", "for the first time"]),
    ],
)
def test_words_to_be_looked_at_twice(text: str, words: list[str]) -> None:
    assert strong(claims(text, "")[0]) == words


@pytest.mark.parametrize(
    "body",
    [
        "",
        "The comet was seen from the garden, and it was green.",
        "# The pill reduced the pain of many patients",
        "| pill | reduced | the pain | by 40% |",
        "Figure 2. The pill reduced the pain in 12 mice. It increased the joy of others.",
        "See [the pill that reduced the pain of many patients](https://news.example.org/a) here.",
        "Credit: the pill reduced the pain in 12 mice.",
    ],
)
def test_what_is_no_claim(body: str) -> None:
    assert claims("", body) == ()


def test_terms_that_stand_in_the_abstract_too() -> None:
    claim = "The pill cut tumours in mice by 1,204 cells, but the pain remained after 3.5 weeks."
    abstract = "TUMOUR growth fell by 1204 cells; Pain persisted (3.5 weeks). The pills were blue."
    assert [claim[start:end] for start, end in shared_terms(claim, abstract)] == ["tumours", "1,204", "cells", "3.5"]


@pytest.mark.parametrize("abstract", ["", "the of and", "about these other studies were found"])
def test_common_words_align_nothing(abstract: str) -> None:
    assert shared_terms("About these other studies it was found that the pill works.", abstract) == ()


def test_words_are_compared_whatever_their_case() -> None:
    assert shared_terms("A naïve reader of Škoda", "NAÏVE ŠKODA") == ((2, 7), (18, 23))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*BODY.split(), ". ", "\n\n", "“", "![", "](x)"]), max_size=80).map(" ".join))
def test_whatever_the_text_places_are_within_it(text: str) -> None:
    last = 0
    for claim in claims("", text, 50):
        assert last <= claim.start < claim.end <= len(text)
        last = claim.end
        assert all(0 <= start < end <= len(claim.text) for start, end in claim.strong)
        assert shared_terms(claim.text, claim.text) == tuple(sorted(set(shared_terms(claim.text, claim.text))))
