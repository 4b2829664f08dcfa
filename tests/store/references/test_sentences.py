from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.sentences import sentence_at, sentences
from tests.within import bounded


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith et al. wrote it, e.g. in Fig. 2 of J. Smith vs. K. Lee. It held.",
         ["Dr. Smith et al. wrote it, e.g. in Fig. 2 of J. Smith vs. K. Lee.", "It held."]),
        ("See p. 5 and vol. 12, No. 3. No. That is wrong.", ["See p. 5 and vol. 12, No. 3.", "No.", "That is wrong."]),
        ("It rose by 3.5 points in the U.S. Navy. Vitamin D. The rest.",
         ["It rose by 3.5 points in the U.S. Navy.", "Vitamin D.", "The rest."]),
        ("“It rose.” He left. (It fell.) They stayed.", ["“It rose.”", "He left.", "(It fell.)", "They stayed."]),
        ("It rose.[1] It fell.[^2](https://a.example.org/n) It stayed.",
         ["It rose.[1]", "It fell.[^2](https://a.example.org/n)", "It stayed."]),
        ("It uses mRNA. mRNA is short. iPhones ring.", ["It uses mRNA.", "mRNA is short.", "iPhones ring."]),
        ("# A heading\nText of it.\n\n- An item\n- 2. Another\n  goes on\n\n| a | b |\n| c | d |",
         ["A heading", "Text of it.", "An item", "Another\n  goes on", "a | b |", "c | d |"]),
        ("The Short Version\nIt is a paragraph that is long enough to be one and that goes on\nin a second line.",
         ["The Short Version",
          "It is a paragraph that is long enough to be one and that goes on\nin a second line."]),
        ("研究は終わった。次は何か？ 続く", ["研究は終わった。", "次は何か？", "続く"]),
        ("Wait ... It came... and went. etc. and so on", ["Wait ...", "It came... and went. etc. and so on"]),
        ("***\n\n---\n\n", []),
    ],
)  # fmt: skip
def test_the_sentences_of_a_text(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aB1 .!?\n#-*[]()“”|。"), max_size=120))
def test_sentences_stand_in_order_and_hold_every_letter(text: str) -> None:
    spans = list(sentences(text))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(
        text[start:end] == text[start:end].strip() != "" and "\n\n" not in text[start:end] for start, end in spans
    )
    held = sum(map(str.isalpha, "".join(text[start:end] for start, end in spans)))
    assert held == sum(map(str.isalpha, text))


@pytest.mark.parametrize("unit", ["a", ".", " ", "[", "A. ", "a\n", "\n", "- ", "\n- ", ".[1](", "A.” ", "U.S. ", "# "])
def test_sentences_of_huge_texts_are_found_in_linear_time(unit: str) -> None:
    with bounded():
        assert sum(1 for _ in sentences(unit * (1_000_000 // len(unit)))) <= 1_000_000
