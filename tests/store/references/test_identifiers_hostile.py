"""Whatever the text: no exception, places within it, and linear time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.identifiers import declared, identify
from store.references.identifiers_fold import fold_percent, fold_text, fold_window
from tests.benchmarks.identify_speed import HOSTILE, prose
from tests.within import bounded

PIECES = (
    "10.", "10.1038/", "nature12373", "(", ")", "[", "]", "<", ">", "952::AID", "doi:", "doi",
    "https://", "doi.org/", "%2F", "%", "&#x2F;", "&lt;", "\\", "_", " ", "\n", "-", ".", ";",
    "\u200b", "\xad", "\uff11", "\uff0f", "\u0130", "PMID: ", "23903748", ", ", "and ", "PMC",
    "4221854", "arXiv:", "1706.03762", "v2", "hep-th/9711200", "ISBN ", "978", "0-306-40615-2",
    "NCT", "01234567", "EudraCT ", "2010-023457-11", "?a=", "&", "#", "/full",
    "nature.com/articles/", "10/abc", "\x1b[0m", "\ud83d", "e\u0301", "\U0001f600", "\u8bba\u6587",
    "::", "http:", "xn--", "@",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_never_raises_and_stays_within_the_text(text: str) -> None:
    found = identify(text)
    assert len({(one.scheme, one.id) for one in found}) == len(found)
    for one in found:
        assert list(one.spans) == sorted(set(one.spans))
        assert (one.start, one.end) in one.spans
        assert all(0 <= start < end <= len(text) for start, end in one.spans)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_what_was_found_is_found_again(text: str) -> None:
    for one in identify(text):
        again = declared(one.id, one.scheme)
        assert (one.scheme, one.id) in [(other.scheme, other.id) for other in again]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_folded_character_has_its_origin(text: str) -> None:
    for fold in (fold_text, fold_window, fold_percent):
        folded = fold(text)
        last = 0
        for at in range(len(folded.text)):
            start, end = folded.span(at, at + 1)
            assert last <= start < end <= len(text)
            last = end if end - start == 1 else last


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_input_takes_linear_time(label: str) -> None:
    with bounded():
        identify(HOSTILE[label])


def test_one_line_of_megabytes() -> None:
    text = prose(3_000_000, paper_every=100_000)
    assert len(identify(text)) >= 25
