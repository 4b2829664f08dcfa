"""Fields of a reader's references that are empty, odd or wrong: what can be read is, and the rest is told."""

import json

from store.references.library import OwnLibrary, read_library


def ris(*lines: str) -> OwnLibrary:
    return read_library("\n".join(["TY  - JOUR", *lines, "ER  - ", ""]).encode(), "own.ris")


def test_ris_says_what_is_no_year_and_takes_the_doi_of_an_address() -> None:
    library = ris("TI  - A", "PY  - soon", "UR  - https://doi.org/10.1000/a.1", "AU  - ,")
    (work,) = library.works
    assert (dict(work.ids), work.title, work.year, work.authors) == ({"doi": "10.1000/a.1"}, "A", None, ())
    assert [fault for _, fault in library.faults] == ["\u201csoon\u201d is no year."]


def test_csl_says_what_is_no_identifier_and_reads_years_in_any_shape() -> None:
    items = [
        {"id": "a", "title": "A", "issued": {"raw": ""}, "DOI": "nonsense"},
        {"id": "b", "title": "B", "issued": [[2020]]},
        {"id": "c", "title": "C", "issued": None},
        {"id": "d", "title": "D", "issued": [[]]},
    ]
    library = read_library(json.dumps(items).encode(), "own.json")
    assert [(work.key, work.year) for work in library.works] == [("a", None), ("b", 2020), ("c", None), ("d", None)]
    assert [fault for _, fault in library.faults] == ["\u201cnonsense\u201d is no DOI."]


def test_bibtex_takes_the_container_of_the_parent_and_bytes_of_no_encoding() -> None:
    text = b"@incollection{c, title={C \xff\x81}, crossref={p}}\n@book{p, title={P}}\n@article(b, title={B})"
    works = {work.key: work for work in read_library(text, "own.bib").works}
    assert (works["c"].title, works["c"].container) == ("C \xff", "P")
    assert works["b"].title == "B"


def test_a_string_that_is_not_closed_ends_with_its_entry() -> None:
    library = read_library(b'@article{a, title="A {b", x = "c"}\n@article(b, title={B})', "own.bib")
    assert [work.key for work in library.works] == ["a", "b"]
    assert any("not closed" in fault for _, fault in library.faults)
