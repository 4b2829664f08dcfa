"""Which work is the paper an article is about, which are cited, and what the prose may add."""

import pytest

from store.model import Identifier
from store.references.citations import REASONS, read_citations
from store.references.citations_prose import SENTENCE, infer
from store.references.identifiers import identify


def _declared(*ids: str) -> list[Identifier]:
    return [one for id in ids for one in identify(id)]


def test_the_only_work_of_a_short_text_is_main_with_medium_confidence() -> None:
    (one,) = read_citations("Mites clean (https://doi.org/10.1000/a.1), a study says. That is all.").references
    assert (one.role, one.reason, one.confidence) == ("main", "only", "medium")
    assert one.raw == "Mites clean (https://doi.org/10.1000/a.1), a study says."


def test_the_only_work_of_a_long_text_is_cited() -> None:
    (one,) = read_citations("word " * 3000 + "Mites clean (doi:10.1000/a.1).").references
    assert (one.role, one.reason) == ("cited", "mentioned")


def test_a_work_in_a_list_is_not_main() -> None:
    (one,) = read_citations("Body.\n\n- see doi:10.1000/a.1\n").references
    assert (one.role, one.reason) == ("cited", "listed")


def test_two_works_in_the_prose_are_cited() -> None:
    found = read_citations(
        "One study (doi:10.1000/a.1; PMID: 12345678) did. [Another](https://doi.org/10.1000/b.1) did not."
    )
    assert [(one.n, one.role, one.reason, dict(one.ids)) for one in found.references] == [
        (1, "cited", "mentioned", {"doi": "10.1000/a.1", "pmid": "12345678"}),
        (2, "cited", "linked", {"doi": "10.1000/b.1"}),
    ]


def test_a_work_in_text_link_and_label_counts_once() -> None:
    text = (
        "Mites clean [here](https://doi.org/10.1000/a.1), 10.1000/a.1.\n\n"
        "More information: Jane Doe et al, Mites clean, Nature (2025). DOI: 10.1000/a.1\n\nDOI: "
        "https://doi.org/10.1000/A.1"
    )
    (one,) = read_citations(text).references
    assert (one.role, one.reason, one.title) == ("main", "trailer", "Mites clean")


def test_a_listed_work_whose_doi_a_label_repeats_is_main() -> None:
    string = "Doe, J., Roe, A. Mites clean. Nature (2025). https://doi.org/10.1000/a.1"
    text = f"Body.\n\n**References**:\n{string}\n\n**DOI**: 10.1000/a.1"
    (one,) = read_citations(text).references
    assert (one.role, one.reason) == ("main", "label")


def test_a_listed_work_with_the_page_s_title_is_main() -> None:
    text = (
        "Body.\n\nReferences\n- Doe J, Roe A. Mites keep feathers clean. Nature. 2025;1:2-3. doi:10.1000/a.1\n"
        "- Poe E, Roe A. Fungi. Nature. 2024;1:2-3. doi:10.1000/b.1"
    )
    found = read_citations(text, title="Mites keep feathers clean")
    assert [(one.role, one.reason) for one in found.references] == [("main", "title"), ("cited", "listed")]


def test_declared_ids_are_the_main_paper() -> None:
    found = read_citations("See doi:10.1000/b.1 too.", declared=_declared("doi:10.1000/a.1", "PMID: 12345678"))
    main, other = found.references
    assert (main.n, main.role, main.reason, main.start) == (1, "main", "declared", None)
    assert main.ids == {"doi": "10.1000/a.1", "pmid": "12345678"}
    assert (other.role, other.ids["doi"]) == ("cited", "10.1000/b.1")


def test_a_declared_work_in_the_text_is_found_once_and_main() -> None:
    (one,) = read_citations("Body.\n\n- see doi:10.1000/a.1", declared=_declared("doi:10.1000/a.1")).references
    assert (one.role, one.reason) == ("main", "declared")


def test_the_page_s_own_doi_is_no_paper() -> None:
    own = "10.1038/d41586-025-00777-1"
    found = read_citations(
        "Body.", url="https://www.nature.com/articles/d41586-025-00777-1", declared=_declared(f"doi:{own}")
    )
    assert found.references == ()


def test_the_main_paper_stands_first_and_the_page_last() -> None:
    text = (
        "An old study (doi:10.1000/old.1) said so.\n\nMore information: Jane Doe et al, Mites clean, Nature "
        "(2025). DOI: 10.1000/a.1\n\n"
        "Citation: Mites are tidy (2025, March 4) retrieved 5 March 2025 from https://news.example/m"
    )
    found = read_citations(text)
    assert [(one.n, one.role) for one in found.references] == [(1, "main"), (2, "cited"), (None, "self")]
    assert all(one.reason in REASONS for one in found.references)


def test_a_sentence_is_capped_and_holds_its_id() -> None:
    text = "mites " * 400 + "10.1000/abc.123 " + "birds " * 400
    (one,) = read_citations(text).references
    assert len(one.raw) <= SENTENCE
    assert "10.1000/abc.123" in one.raw


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seen in the December 11, 2012, issue of *Cell Work*, a journal.", ("Cell Work", (2012, 12, 11))),
        (
            "The work, published on March 3, 2025, in the journal Feather Research, says so.",
            ("Feather Research", (2025, 3, 3)),
        ),
        ("Mites clean, researchers report today in *Nature Communications*.", ("Nature Communications", ())),
        ("It was published in this week’s *Nature*.", ("Nature", ())),
        ("It was published in Nature Communications last week.", ("Nature Communications", ())),
        ("Findings published in the Nature Communications journal say so.", ("Nature Communications", ())),
        ("It was published in January 2025 in Germany, and reported in Berlin.", (None, ())),
        ("First published in *Nature*, then in *Cell*. It was published in *Cell*.", (None, ())),
        ("Published in 2012. Reported in Boston.", (None, ())),
        ("The paper was published March 3 in *Feather Work*.", ("Feather Work", ())),
    ],
)
def test_the_prose_names_the_journal_or_nothing(text: str, expected: tuple[str | None, tuple[int, ...]]) -> None:
    assert infer(text) == expected


def test_what_the_string_states_is_not_inferred() -> None:
    text = (
        "It was published in *Cell*.\n\nMore information: Jane Doe et al, Mites clean, Nature (2025). DOI: 10.1000/a.1"
    )
    (one,) = read_citations(text).references
    assert (one.container, one.inferred) == ("Nature", ())
