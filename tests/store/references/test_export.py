"""References as BibTeX, RIS and CSL-JSON: golden texts, and what other readers make of them."""

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy

from store.model import Author, Reference
from store.references.export import WRITERS, Entry, export
from store.references.library_latex import read_latex

FULL = Entry(
    Reference(
        1,
        "",
        title="JAK2/STAT5 inhibition of 50% & more: a study in Drosophila",
        authors=(Author("A. van der Berg", "van der Berg", "A."), Author("Sleep and Dream Group")),
        et_al=True,
        container="Science & Cells",
        issued=(2012, 12, 3),
        volume="22",
        issue="6",
        pages="796–811",
        article_number="e12",
        status="Online ahead of print",
        ids={"doi": "10.1000/a_b.1", "pmid": "23238015", "pmcid": "PMC3531190", "nct": "NCT01234567"},
        url="https://example.org/a%20b",
        accessed=(2024, 5, 6),
    ),
    "berg2012jak2",
    tags=("leukaemia", "a, b"),
    seen_in=(("Old hope_new doubt", "https://news.example/1"),),
    status="Retracted: 10.1000/r",
)
PREPRINT = Entry(
    Reference(2, "Doe J. Attention. arXiv:1706.03762v5 [cs.CL]", title="Attention", container="arXiv",
              issued=(2017,), ids={"arxiv": "1706.03762"}, version="v5", authors=(Author("J Doe", "Doe", "J"),)),
    "doe2017attention",
)  # fmt: skip
NEWS = Entry(
    Reference(None, "", title="Cells sleep", container="The Daily Cell", issued=(2026, 2), url="https://n.example/x"),
    "cells2026",
    kind="news",
)

BIBTEX = r"""@article{berg2012jak2,
  author = {van der Berg, A. and {Sleep and Dream Group} and others},
  title = {{JAK2/STAT5} inhibition of 50\% \& more: a study in {Drosophila}},
  journal = {Science \& Cells},
  year = {2012},
  month = dec,
  day = {3},
  volume = {22},
  number = {6},
  pages = {796--811},
  eid = {e12},
  pubstate = {Online ahead of print},
  doi = {10.1000/a_b.1},
  pmid = {23238015},
  pmcid = {PMC3531190},
  nct = {NCT01234567},
  urldate = {2024-05-06},
  keywords = {leukaemia, {a, b}},
  note = {Retracted: 10.1000/r; Seen in: Old hope\_new doubt (https://news.example/1)}
}

@misc{doe2017attention,
  author = {Doe, J},
  title = {Attention},
  howpublished = {arXiv},
  year = {2017},
  version = {v5},
  eprint = {1706.03762},
  archiveprefix = {arXiv},
  primaryclass = {cs.CL}
}

@misc{cells2026,
  title = {Cells sleep},
  howpublished = {The Daily Cell},
  year = {2026},
  month = feb,
  url = {https://n.example/x}
}
"""
RIS = """TY  - JOUR
ID  - berg2012jak2
AU  - van der Berg, A.
AU  - Sleep and Dream Group
TI  - JAK2/STAT5 inhibition of 50% & more: a study in Drosophila
T2  - Science & Cells
PY  - 2012
DA  - 2012/12/03/
VL  - 22
IS  - 6
SP  - 796
EP  - 811
C7  - e12
DO  - 10.1000/a_b.1
UR  - https://example.org/a%20b
Y2  - 2024/05/06/
AN  - 23238015
C2  - PMC3531190
KW  - leukaemia
KW  - a, b
N1  - Retracted: 10.1000/r
N1  - Seen in: Old hope_new doubt (https://news.example/1)
N1  - Status: Online ahead of print
N1  - Further authors are not named (et al.)
N1  - NCT: NCT01234567
ER  - 

TY  - NEWS
ID  - cells2026
TI  - Cells sleep
T2  - The Daily Cell
PY  - 2026
DA  - 2026/02//
UR  - https://n.example/x
ER  - 
"""  # noqa: W291
CSL: list[dict[str, Any]] = [
    {
        "id": "doe2017attention", "type": "article", "genre": "preprint", "title": "Attention",
        "author": [{"family": "Doe", "given": "J"}], "publisher": "arXiv", "issued": {"date-parts": [[2017]]},
        "version": "v5", "custom": {"arxiv": "1706.03762", "arxiv-class": "cs.CL"},
    },
    {
        "id": "cells2026", "type": "article-newspaper", "title": "Cells sleep", "container-title": "The Daily Cell",
        "issued": {"date-parts": [[2026, 2]]}, "URL": "https://n.example/x",
    },
]  # fmt: skip


def test_bibtex_is_what_we_wrote_by_hand() -> None:
    assert export([FULL, PREPRINT, NEWS], "bibtex") == BIBTEX


def test_ris_is_what_we_wrote_by_hand() -> None:
    assert export([FULL, NEWS], "ris") == RIS.replace("\n", "\r\n")


def test_csl_is_what_we_wrote_by_hand() -> None:
    assert json.loads(export([PREPRINT, NEWS], "csl-json")) == CSL


def test_csl_has_group_authors_ids_and_notes() -> None:
    (item,) = json.loads(export([FULL], "csl-json"))
    assert item["author"] == [{"family": "van der Berg", "given": "A."}, {"literal": "Sleep and Dream Group"}]
    assert (item["DOI"], item["PMID"], item["PMCID"]) == ("10.1000/a_b.1", "23238015", "PMC3531190")
    assert (item["page"], item["number"], item["keyword"]) == ("796-811", "e12", "leukaemia, a, b")
    assert item["note"] == "Retracted: 10.1000/r; Seen in: Old hope_new doubt (https://news.example/1)"
    assert item["custom"] == {"nct": "NCT01234567", "et-al": True}
    assert item["accessed"] == {"date-parts": [[2024, 5, 6]]}


def test_nothing_exported_is_an_empty_text_of_its_format() -> None:
    assert [export([], form) for form in WRITERS] == ["", "", "[]\n"]


@pytest.mark.parametrize(
    ("ids", "container", "types"),
    [
        ({"doi": "10.1000/1"}, "Cell", ("article", "JOUR", "article-journal")),
        ({"isbn": "9783161484100"}, None, ("book", "BOOK", "book")),
        ({"isbn": "9783161484100"}, "Handbook of Cells", ("incollection", "CHAP", "chapter")),
        ({"arxiv": "1706.03762"}, None, ("misc", "UNPB", "article")),
        ({"arxiv": "1706.03762"}, "Nature", ("article", "JOUR", "article-journal")),
        ({"doi": "10.1101/2020.01.02.123456"}, None, ("misc", "UNPB", "article")),
        ({"doi": "10.1101/gr.123456.120"}, None, ("misc", "GEN", "document")),
        ({"doi": "10.1000/1"}, "medRxiv", ("misc", "UNPB", "article")),
        ({"nct": "NCT01234567"}, None, ("misc", "GEN", "document")),
    ],
)
def test_type_follows_what_is_known(ids: dict[str, str], container: str | None, types: tuple[str, ...]) -> None:
    entry = Entry(Reference(1, "", ids=ids, container=container), "k")
    ris = re.search(r"TY  - (\w+)", export([entry], "ris"))
    bibtex = re.match(r"@(\w+)", export([entry], "bibtex"))
    assert ris
    assert bibtex
    assert (bibtex[1], ris[1], json.loads(export([entry], "csl-json"))[0]["type"]) == types


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The role of T cells in vitamin B12 loss", r"The role of {T} cells in vitamin {B12} loss"),
        ("Novel Pathways Drive mRNA Decay in Cancer", r"Novel Pathways Drive {mRNA} Decay in Cancer"),
        ("A study (of HER2-positive), done", r"A study (of {HER2-positive}), done"),
        ("Sleep: The long night in Berlin", r"Sleep: The long night in {Berlin}"),
        ("TOTAL CAPITALS HERE", r"TOTAL CAPITALS HERE"),
        (
            r"}\input{/etc/passwd}",
            r"\textbraceright{}\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}",
        ),
        ("a~b^c$d#e_f", r"a\textasciitilde{}b\textasciicircum{}c\$d\#e\_f"),
        ("long -- dash ''x", r"long -{}- dash '{}'x"),
        ("line\n\x1b[31mred\x1b[0m\u202e", "line red"),
    ],
)
def test_titles_are_protected_and_escaped(title: str, written: str) -> None:
    assert f"  title = {{{written}}}\n" in export([Entry(Reference(1, "", title=title), "k")], "bibtex")


@pytest.mark.parametrize(
    ("author", "written"),
    [
        (Author("J Doe", "Doe", "J"), "Doe, J"),
        (Author("Ministry of Food and Drugs"), "{Ministry of Food and Drugs}"),
        (Author("x", "Smith, Jr", "John"), "{Smith, Jr}, John"),
        (Author("x", "hooks", "bell"), "{hooks}, bell"),
        (Author("Doe", "Doe"), "Doe"),
        (Author("Garcia Lopez", "Garcia Lopez"), "{Garcia Lopez}"),
    ],
)
def test_authors_are_read_by_bibtex_as_they_are(author: Author, written: str) -> None:
    assert f"author = {{{written}}}" in export([Entry(Reference(1, "", authors=(author,)), "k")], "bibtex")


def test_what_nobody_stated_is_not_there() -> None:
    bare = Entry(Reference(1, "10.1000/1", ids={"doi": "10.1000/1"}), "k")
    assert export([bare], "bibtex") == "@misc{k,\n  doi = {10.1000/1}\n}\n"
    assert json.loads(export([bare], "csl-json")) == [{"id": "k", "type": "document", "DOI": "10.1000/1"}]


def test_a_reference_without_a_title_keeps_its_words() -> None:
    entry = Entry(Reference(1, "Doe et al, some cells, in press"), "k")
    assert "note = {As written: Doe et al, some cells, in press}" in export([entry], "bibtex")


def test_the_prose_around_an_identifier_is_no_reference() -> None:
    entry = Entry(
        Reference(1, "as they write in 10.1000/1 and show", reason="mentioned", ids={"doi": "10.1000/1"}), "k"
    )
    assert export([entry], "bibtex") == "@misc{k,\n  doi = {10.1000/1}\n}\n"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", ""])
def test_addresses_that_lead_nowhere_on_the_web_are_left_out(url: str) -> None:
    entry = Entry(Reference(1, "", title="x", url=url), "k")
    assert not any(re.search("url|URL|UR  -", export([entry], form)) for form in WRITERS)


def test_keys_never_repeat_even_in_other_case() -> None:
    entries = [Entry(Reference(1, "", title="x"), key) for key in ("k", "K", "ka", "", "{}", "k")]
    keys = [item["id"] for item in json.loads(export(entries, "csl-json"))]
    assert keys[:3] == ["k", "kb", "ka"]
    assert len({key.casefold() for key in keys}) == 6


# What other programs make of it


def test_bibtexparser_reads_every_field() -> None:
    library = bibtexparser.parse_string(export([FULL, PREPRINT, NEWS], "bibtex"))
    assert not library.failed_blocks
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert {name: read_latex(value) for name, value in fields.items() if name not in ("doi", "pages")} == {
        "author": "van der Berg, A. and Sleep and Dream Group and others",
        "title": FULL.reference.title, "journal": "Science & Cells", "year": "2012", "month": "dec", "day": "3",
        "volume": "22", "number": "6", "eid": "e12", "pubstate": "Online ahead of print",
        "pmid": "23238015", "pmcid": "PMC3531190", "nct": "NCT01234567", "urldate": "2024-05-06",
        "keywords": "leukaemia, a, b",
        "note": "Retracted: 10.1000/r; Seen in: Old hope_new doubt (https://news.example/1)",
    }  # fmt: skip
    assert (fields["doi"], fields["pages"]) == ("10.1000/a_b.1", "796--811")
    assert [entry.key for entry in library.entries] == ["berg2012jak2", "doe2017attention", "cells2026"]


def test_rispy_reads_every_field() -> None:
    (first, second) = rispy.loads(export([FULL, NEWS], "ris"))
    assert (first["type_of_reference"], second["type_of_reference"]) == ("JOUR", "NEWS")
    assert first["authors"] == ["van der Berg, A.", "Sleep and Dream Group"]
    wanted = {
        "id": "berg2012jak2", "title": FULL.reference.title, "secondary_title": "Science & Cells", "year": "2012",
        "date": "2012/12/03/", "volume": "22", "number": "6", "start_page": "796", "end_page": "811",
        "custom7": "e12", "doi": "10.1000/a_b.1", "urls": ["https://example.org/a%20b"],
        "accession_number": "23238015", "custom2": "PMC3531190", "keywords": ["leukaemia", "a, b"],
    }  # fmt: skip
    assert {name: first.get(name) for name in wanted} == wanted
    assert len(first["notes"]) == 5
    assert not first.get("unknown_tag")


def test_a_publishers_own_number_is_kept_in_every_format() -> None:
    entry = Entry(Reference(1, "", ids={"pii": "S2352-345X(21)00014-X"}), "k")
    assert all("S2352-345X(21)00014-X" in export([entry], form) for form in WRITERS)
