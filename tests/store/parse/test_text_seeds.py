"""The sample documents of the plan, read as text: title, date, source, sections, items, references."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.model import Draft, Page
from store.parse.text import parse_text

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"


def seed(number: str) -> Draft:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"the sample document {number} is not at hand")
    (draft,) = parse_text(Page(found[0].read_bytes(), found[0].name))
    assert draft.original == found[0].read_text(encoding="utf-8")
    return draft


def headings(draft: Draft) -> list[str]:
    return [line.lstrip("# ") for line in draft.body.split("\n") if line.startswith("#")]


def paragraphs(draft: Draft) -> list[str]:
    return draft.body.split("\n\n")


def test_seed_with_digest() -> None:
    draft = seed("000")
    assert draft.title == "Spanish achieve pancreatic tumor regression in breakthrough study"
    assert (draft.published, draft.source, draft.url, draft.key) == (None, None, None, "")
    assert len(headings(draft)) == 4
    assert headings(draft)[0] == "Targeting the Core of the Cancer"
    assert len(paragraphs(draft)) == 14
    assert len(draft.children) == 4
    assert draft.children[0].title == "Mauritius pioneers heat-resistant coral with 98% survival rates"
    assert draft.children[3].body.endswith("secured this major victory for clean energy.")
    assert draft.references == ()
    assert all(child.key == "" and child.references == () for child in draft.children)


def test_seed_of_a_laboratory() -> None:
    draft = seed("002")
    assert draft.title.startswith("Normalization of protein secretions")
    assert draft.authors == ("Rémi Samain", "Corinne Bousquet")
    assert draft.source == "Toulouse Cancer Research Center (Oncopole)"
    assert draft.categories == ("cancer-related fibroblasts", "pancreatic adenocarcinoma")
    assert draft.published is None
    assert headings(draft) == ["Collaborations and acknowledgements", "Discover the published article"]
    assert "\n\n- Limoges and Beaujon Hospitals\n- Proteomic" in draft.body
    assert "Contact us" not in draft.body
    (paper,) = draft.references
    assert paper.ids["doi"] == "10.1016/j.jcmgh.2021.01.008"
    assert paper.title is not None
    assert paper.title.startswith("Pharmacological normalization")
    assert len(paper.authors) == 26


def test_seed_without_title_or_date() -> None:
    draft = seed("003")
    assert draft.title.startswith("Researchers have identified")
    assert draft.title.endswith("growth patterns.")
    assert draft.body.startswith(draft.title)
    assert (draft.published, draft.source, draft.url) == (None, None, None)
    assert len(headings(draft)) == 7
    assert "Approaches\n\n| Treatment Strategy |" in draft.body
    assert draft.children == ()
    assert [draft.body[one.start : one.end] for one in draft.references] == [one.raw for one in draft.references]
    assert len(draft.references) == 3


def test_seed_of_science_x() -> None:
    draft = seed("004")
    assert draft.title == "To fight incurable metastatic breast cancer, resistance must be broken"
    assert draft.published == datetime(2012, 12, 10, tzinfo=UTC)
    assert draft.source == "Cell Press"
    assert draft.url == draft.key
    assert draft.url is not None
    assert draft.url.startswith("https://medicalxpress.com/news/2012-12-")
    assert headings(draft) == []
    assert paragraphs(draft)[0].startswith("One of the most frustrating")
    assert "several human cancers where it plays" in draft.body
    assert "](#)" not in draft.body
    assert "subject to copyright" not in draft.body
    assert "subject to copyright" in draft.original
    assert [one.role for one in draft.references] == ["main", "self"]
    assert draft.references[0].ids == {"doi": "10.1016/j.ccr.2012.10.023"}
