"""The sample documents in seeds/ are read as tests/data/seeds.json says: one of each family, whole."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from store.model import Draft, Page, Reference
from store.parse import Parsed, parse

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
FACTS = json.loads((ROOT / "tests" / "data" / "seeds.json").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = {name: facts for name, facts in FACTS.items() if name[0] != "_"}
ARTICLES = [
    pytest.param(name, place, facts, id=f"{name}:{place}")
    for name, document in DOCUMENTS.items()
    for place, facts in enumerate(document["articles"])
]
CITING = [
    pytest.param(name, place, facts, id=f"{name}:{place}")
    for name, document in DOCUMENTS.items()
    for place, facts in enumerate(document["articles"])
    if "references" in facts
]
DIGESTS = [name for name, document in DOCUMENTS.items() if "children" in document["articles"][0]]


def parsed(name: str) -> Parsed:
    path = SEEDS / name
    return parse(Page(path.read_bytes(), str(path)))


def only(name: str) -> Draft:
    (draft,) = parsed(name).drafts
    return draft


def dois(references: tuple[Reference, ...], role: str) -> list[str]:
    return [reference.ids["doi"] for reference in references if reference.role == role and "doi" in reference.ids]


def cited(draft: Draft) -> list[Reference]:
    return [reference for reference in draft.references if reference.role != "self"]


def test_every_sample_is_described_and_every_description_has_its_sample() -> None:
    assert set(DOCUMENTS) == {path.name for path in SEEDS.iterdir()}
    assert len(DOCUMENTS) >= 8


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_says_that_it_is_one(name: str) -> None:
    text = " ".join((SEEDS / name).read_text(encoding="utf-8").split()).lower()
    assert re.search(r"sample (document|feed|note|newsletter)[^.]* written for sciread", text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_kind_and_titles(name: str) -> None:
    found, facts = parsed(name), DOCUMENTS[name]
    assert found.kind == facts["kind"]
    assert (found.feed.title if found.feed else None) == facts.get("feed")
    assert [draft.title for draft in found.drafts] == [article["title"] for article in facts["articles"]]


@pytest.mark.parametrize(("name", "place", "facts"), ARTICLES)
def test_facts_of_an_article(name: str, place: int, facts: dict[str, Any]) -> None:
    draft = parsed(name).drafts[place]
    if "published" in facts:
        assert (draft.published.isoformat() if draft.published else None) == facts["published"]
    if "source" in facts:
        assert draft.source == facts["source"]
    if "url" in facts:
        assert draft.url == facts["url"]
    if "categories" in facts:
        assert len(draft.categories) == facts["categories"]


@pytest.mark.parametrize(("name", "place", "facts"), CITING)
def test_references_of_an_article(name: str, place: int, facts: dict[str, Any]) -> None:
    draft = parsed(name).drafts[place]
    assert len(cited(draft)) == facts["references"]
    assert [reference.n for reference in cited(draft)] == list(range(1, facts["references"] + 1))
    if "main" in facts:
        assert dois(draft.references, "main") == ([facts["main"]] if facts["main"] else [])


@pytest.mark.parametrize("name", DIGESTS)
def test_items_of_a_digest_are_children_without_the_double_of_the_page(name: str) -> None:
    facts = DOCUMENTS[name]["articles"][0]["children"]
    children = only(name).children
    assert [child.title for child in children] == [fact["title"] for fact in facts]
    assert [[r.ids.get("doi") for r in cited(child)] for child in children] == [[f["doi"]] for f in facts]


def test_an_item_keeps_its_paragraph_and_not_the_text_of_its_picture() -> None:
    genome = only("digest-good-news.txt").children[1]
    assert "200 million letters" in genome.body
    assert "sequencing machines" not in genome.title


def test_the_words_of_a_link_to_a_paper_are_its_title() -> None:
    facts = DOCUMENTS["digest-newsletter.md"]["articles"][0]["children"]
    references = [reference for child in only("digest-newsletter.md").children for reference in cited(child)]
    assert [reference.title for reference in references] == [fact["paper"] for fact in facts]
    assert {reference.role for reference in references} == {"main"}


def test_links_of_the_digest_belong_to_its_items() -> None:
    assert cited(only("digest-newsletter.md")) == []


def test_the_trailer_of_a_feed_item_is_one_reference_with_its_parts() -> None:
    draft = parsed("feed-lung-cancer.xml").drafts[1]
    (main,) = [reference for reference in draft.references if reference.role == "main"]
    assert main.title == "Osimertinib in Resected EGFR-Mutated Non–Small-Cell Lung Cancer"
    assert [author.family for author in main.authors] == ["Wu", "Tsuboi", "He"]
    assert main.et_al
    assert (main.year, main.volume, main.pages) == (2020, "383", "1711–1723")
    assert main.confidence == "high"


def test_feed_items_say_who_wrote_them_and_keep_the_full_text() -> None:
    for draft in parsed("feed-lung-cancer.xml").drafts:
        assert draft.authors == ("Sciread Samples",)
        assert len(draft.body.split()) > 250


def test_a_list_of_references_without_identifiers_is_kept_but_not_trusted() -> None:
    references = cited(only("lung-screening.md"))
    assert {reference.container for reference in references} == {
        "New England Journal of Medicine",
        "Cochrane Database of Systematic Reviews",
    }
    for reference in references:
        assert not reference.ids
        assert (reference.role, reference.confidence) == ("cited", "low")


def test_a_pipe_table_stays_a_table() -> None:
    assert "| NELSON | Netherlands and Belgium |" in only("lung-screening.md").body


def test_a_paragraph_cut_by_a_page_break_is_joined_and_dead_links_are_plain() -> None:
    body = only("news-antibiotic.txt").body
    assert "no available drug could touch. How it works" in body
    assert "](#)" not in body
    assert "a neural network was then trained" in body.lower()


def test_the_pages_own_citation_is_no_reference_of_it() -> None:
    draft = only("news-antibiotic.txt")
    (own,) = [reference for reference in draft.references if reference.role == "self"]
    assert own.n is None
    assert own.accessed == (2026, 5, 4)
    (paper,) = cited(draft)
    assert paper.title == "A Deep Learning Approach to Antibiotic Discovery"
    assert [author.family for author in paper.authors] == ["Stokes"]


def test_a_lab_page_gives_the_paper_whole() -> None:
    (paper,) = cited(only("lab-crispr.txt"))
    assert paper.title == "A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity"
    assert [author.family for author in paper.authors] == [
        "Jinek",
        "Chylinski",
        "Fonfara",
        "Hauer",
        "Doudna",
        "Charpentier",
    ]
    assert paper.container == "Science"
    assert paper.issued == (2012, 8, 17)
    assert (paper.volume, paper.issue, paper.pages) == ("337", "6096", "816-21")


def test_a_note_is_enough_to_find_identifiers_of_four_kinds() -> None:
    found: dict[str, str] = {}
    for reference in cited(only("note-identifiers.txt")):
        found.update(reference.ids)
    expected = DOCUMENTS["note-identifiers.txt"]["articles"][0]["ids"]
    assert {scheme: found.get(scheme) for scheme in expected} == expected


def test_an_html_page_keeps_its_science_and_loses_its_frame() -> None:
    body = only("page-dexamethasone.html").body
    assert "29.3%" in body
    assert "41.4%" in body
    assert re.search(r"day(⁻¹|<sup>[−-]1</sup>|\^)", body)
    assert "belongs to the article" not in body
    assert "Privacy" not in body


def test_references_of_an_html_page_come_from_its_list() -> None:
    references = cited(only("page-dexamethasone.html"))
    assert {reference.ids["doi"] for reference in references} == {
        "10.1056/nejmoa2021436",
        "10.1001/jama.2020.17023",
        "10.1056/nejmoa2022926",
        "10.1016/s0140-6736(21)00676-0",
    }
