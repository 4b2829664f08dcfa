import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.references.sentences import sentence_at


@pytest.mark.parametrize(
    ("text", "mark", "sentence"),
    [
        ("First one. The gene (10.1000/x1) was found. Last one.", "10.1000/x1", "The gene (10.1000/x1) was found."),
        ("Only 10.1000/x1 here", "10.1000/x1", "Only 10.1000/x1 here"),
        ("Smith et al. wrote 10.1000/x1 first. Then others.", "10.1000/x1", "Smith et al. wrote 10.1000/x1 first."),
        ("See [the *paper*](https://doi.org/10.1000/x1) now. No.", "10.1000/x1", "See the paper now."),
        ("Above.\n\n- An item on <https://doi.org/10.1000/x1>.\n\nBelow.", "https://doi.org/10.1000/x1",
         "An item on https://doi.org/10.1000/x1."),
        ("Wait! Did 10.1000/x1 hold? Yes.", "10.1000/x1", "Did 10.1000/x1 hold?"),
        ("It rose by 3.5 points in 10.1000/x1. Next.", "10.1000/x1", "It rose by 3.5 points in 10.1000/x1."),
    ],
)  # fmt: skip
def test_the_sentence_around_a_place(text: str, mark: str, sentence: str) -> None:
    start = text.index(mark)
    assert sentence_at(text, start, start + len(mark)) == sentence


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_any_place_gives_a_short_line(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    found = sentence_at(text, start, min(len(text), start + length))
    assert len(found) <= 500
    assert "\n" not in found


@pytest.mark.parametrize("text", ["a" * 2_000_000, "A. " * 500_000, "[" * 200_000, "*" * 200_000, "\n\n" * 300_000])
def test_huge_texts_end(text: str) -> None:
    middle = len(text) // 2
    assert len(sentence_at(text, middle, middle + 5)) <= 500
