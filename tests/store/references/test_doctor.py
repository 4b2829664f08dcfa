"""What is doubtful about references, each doubt by itself."""

import pytest

from store.model import Reference
from store.references.doctor import FAULTS, doubts


def kinds(*references: Reference) -> list[str]:
    return [fault.kind for fault in doubts(references)]


def cited(doi: str = "10.1000/sound.1", raw: str = "Doe J. A work.", **more: object) -> Reference:
    return Reference(1, raw, confidence="high", ids={"doi": doi} if doi else {}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doi", "kind"),
    [
        ("10.1000/a b", "malformed"),
        ("10.1000/a..b", "malformed"),
        ("10.1000/abc.", "malformed"),
        ("10.1000/ab", "malformed"),
        ("10.1000/https://doi.org/10.1000/abc", "malformed"),
        ("10.1371/journal.pone.0000001.g001", "component"),
        ("10.1000/abc/suppl/1", "component"),
        ("10.1101/2026.01.01.123456", "preprint"),
        ("10.48550/arxiv.2101.00001", "preprint"),
    ],
)
def test_a_doubt_about_a_doi(doi: str, kind: str) -> None:
    assert kinds(cited(doi)) == [kind]


def test_a_sound_reference_raises_no_doubt() -> None:
    assert kinds(cited(), cited("10.1000/sound.2", "Roe J. Another.")) == []


def test_an_arxiv_number_alone_is_a_preprint_and_with_a_doi_is_not() -> None:
    number = {"arxiv": "2101.00001"}
    assert kinds(Reference(1, "a", confidence="high", ids=number)) == ["preprint"]
    assert kinds(Reference(1, "a", confidence="high", ids={**number, "doi": "10.1000/sound.1"})) == []


def test_the_same_string_or_paper_twice_is_a_double_each_time() -> None:
    assert kinds(cited(raw="Doe J. A WORK."), cited("10.1000/sound.2")) == ["double", "double"]
    assert kinds(cited(raw="a", paper=7), cited(raw="b", paper=7), cited(raw="c", paper=8)) == ["double", "double"]


def test_what_was_understood_in_part_or_has_no_identifier() -> None:
    assert kinds(cited("")) == ["no id"]
    assert kinds(Reference(1, "a", confidence="low", ids={"doi": "10.1000/sound.1"})) == ["doubtful"]


def test_the_page_s_own_citation_is_never_doubted() -> None:
    own = Reference(None, "Doe J. A work.", "self")
    assert kinds(own) == []
    assert kinds(own, cited()) == []


def test_every_kind_is_explained() -> None:
    found = kinds(cited("10.1000/ab"), cited(""), cited("10.1000/x/figures/1", "b"), cited("10.1101/xyz", "c"))
    found += kinds(Reference(1, "a", ids={"doi": "10.1000/sound.1"}))
    assert set(found) == FAULTS.keys()
