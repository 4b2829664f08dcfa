"""Study facts and claims of whatever text: no exception, and time that grows with the text."""

import pytest

from store.references.claims import claims, shared_terms
from store.references.study_facts import study_facts
from tests.benchmarks.identify_speed import prose
from tests.within import bounded

UNITS = (
    "a", "a ", "A ", "1", "1 ", "1, ", "1,204 ", "[", "(", "*", "“", '"', ".", "…", "\n", "|", "- ", "# ", "![a](b) ",
    "[a](b) ",
    "randomised ", "randomised, ", "a randomised-", "double-blind ", "phase 3 ", "in a ", "of ", "the study was ",
    "study of ",
    "trial trial of ", "adults with ", "12 adults and ", "n = 4 ", "mice ", "in mice ", "no ", "previous ", "several ",
    "study funded by ", "The study, which ", "study supported by ", "posted on ", "published as ", "not peer ",
    "found ",
    "A. ", "In a trial of 12 people. ", "\x1b[31m", "\u202e", "\ud83d",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_100_kb_of_one_thing(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    with bounded():
        study_facts(text, text)
        claims(text, text)
        shared_terms(text[:10_000], text)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_many_sentences_of_one_thing(unit: str) -> None:
    text = f"{unit * (200 // len(unit))}. The end of it in 12 mice. " * 400
    with bounded():
        study_facts(text)
        claims("", text, 10_000)


def test_a_megabyte_of_prose() -> None:
    text = prose(1_000_000)
    with bounded():
        study_facts(text)
        claims("", text)
