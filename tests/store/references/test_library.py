"""A reader's own library: what is read of sound and of broken files, what is told of it, and how long it takes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.references.library import OwnWork, read_library
from tests.within import bounded


def one(text: str) -> OwnWork:
    """The only work of a text."""
    (work,) = read_library(text.encode(), "library").works
    return work


def told(text: str) -> list[tuple[int, str]]:
    return list(read_library(text.encode(), "library").faults)


SOUND = r"""Text outside is a comment, me@example.org too.
@string{cc = "Cancer " # {Cell}}
@preamble{ "\newcommand{\x}{y}" }
@comment{ @article{hidden, title={x}} }
@Article{doe2012,
  Title = {Cells {AND} sleep}, author = "Doe, J.", journal = cc, year = 2012, month = dec # "~1",
  doi = {https://doi.org/10.1000/ABC.1}, pmid = {23238015}
}
@book(b1, title = "A {"}quoted{"} book", isbn = {978-3-16-148410-0}, date = {2001-05})
"""


def test_sound_bibtex_is_read_whole_and_without_a_fault() -> None:
    library = read_library(SOUND.encode(), "x.bib")
    assert library.faults == ()
    first, second = library.works
    assert (first.key, first.title, first.container, first.year) == ("doe2012", "Cells AND sleep", "Cancer Cell", 2012)
    assert first.ids == {"doi": "10.1000/abc.1", "pmid": "23238015"}
    assert (second.title, second.year, second.ids) == ('A "quoted" book', 2001, {"isbn": "9783161484100"})


NEXT = "\n@misc{next, title={Next}}\n"


@pytest.mark.parametrize(
    ("text", "fields", "fault"),
    [
        ("@article{k, title = {T,\n year = {2013}\n}", ("k", "T", 2013), (1, "not closed")),
        ('@article{k, title = "T,\n journal = "J",\n year = 2013}', ("k", "T", 2013), (1, "not closed")),
        ("@article{k,\n title = {T}, year = 2013", ("k", "T", 2013), (1, "no closing brace")),
        ("@article{k\n title = {T}, year = 2013}", ("k", "T", 2013), (1, "no comma after the key k")),
        ("@article{k,\n title = {T}\n year = 2013}", ("k", "T", 2013), (3, "no comma before year")),
        ("@article{k, title = {T}}, year = 2013}", ("k", "T", 2013), (1, "brace too many")),
        ("@article{title = {T}, year = 2013}", ("", "T", 2013), (1, "no citation key")),
        ("@article{k, title = {T}, ???, year = 2013}", ("k", "T", 2013), (1, "Cannot read “???”")),
        ("@article{k, title = nope, year = 2013}", ("k", "nope", 2013), (1, "no @string nope")),
        ("@article{k, title = {T}, title = {U}, year = 2013}", ("k", "T", 2013), (1, "title twice")),
        ("@article{k, title = {T}, year = {soon}}", ("k", "T", None), (1, "is no year")),
        ("@article{k, title = {T}, doi = {none}}", ("k", "T", None), (1, "“none” of k is no doi")),
        ("@article{k, title = , year = 2013}", ("k", None, 2013), (1, "title has no value")),
    ],
)
def test_broken_bibtex_is_read_on_and_told(
    text: str, fields: tuple[str, str | None, int | None], fault: tuple[int, str]
) -> None:
    library = read_library((text + NEXT).encode(), "x.bib")
    work, following = library.works
    assert (work.key, work.title, work.year) == fields
    assert following.title == "Next"
    assert any(line == fault[0] and fault[1] in sentence for line, sentence in library.faults)


def test_a_key_that_is_there_twice_keeps_both_works() -> None:
    library = read_library(b"@misc{a, title={X}}\n@misc{a, title={Y}}", "x.bib")
    assert [work.title for work in library.works] == ["X", "Y"]
    assert library.faults == ((2, "The key a stands on line 1 too; both are kept."),)


def test_macros_that_double_themselves_do_not_grow_without_end() -> None:
    text = "@string{a={" + "x" * 9000 + "}}" + "\n@string{a=a#a}" * 40 + "\n@misc{k,title=a#a}" * 200
    library = read_library(text.encode(), "x.bib")
    assert len(library.works) == 200


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@misc{a, eprint={1706.03762v2}, archiveprefix={arXiv}}", {"arxiv": "1706.03762"}),
        ("@misc{a, eprint={23238015}, eprinttype={pubmed}}", {"pmid": "23238015"}),
        ("@misc{a, url={https://doi.org/10.1000/x.1}}", {"doi": "10.1000/x.1"}),
        ("@misc{a, note={see 10.1000/x.1}}", {}),
        ("TY  - JOUR\nM3  - 10.1000/x.1\nER  - ", {"doi": "10.1000/x.1"}),
        ("TY  - JOUR\nAN  - 23238015\nC2  - PMC3531190\nN1  - arXiv:1706.03762\nER  - ",
         {"pmid": "23238015", "pmcid": "PMC3531190", "arxiv": "1706.03762"}),
        ("TY  - JOUR\nAN  - 23238015\nDB  - Scopus\nN1  - cites 10.1000/x.1\nER  - ", {}),
        ('[{"id":"a","note":"PMID: 23238015\\nPMCID: PMC3531190"}]', {"pmid": "23238015", "pmcid": "PMC3531190"}),
        ('[{"id":"a","PMID":23238015,"number":"arXiv:1706.03762"}]', {"pmid": "23238015", "arxiv": "1706.03762"}),
    ],
)  # fmt: skip
def test_ids_come_from_the_fields_that_name_the_work(text: str, ids: dict[str, str]) -> None:
    assert one(text).ids == ids


RIS = "TY  - JOUR\nTI  - A long\n  title\nAU  - Doe, J.\nA1  - A Group\nJO  - Cell\nPY  - 2012/03//\nID  - k\nER  - \n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("spacing", ["  - ", " - ", "  -", "\t- "])
def test_ris_is_read_with_any_line_end_and_spacing(end: str, spacing: str) -> None:
    work = one(RIS.replace("  - ", spacing).replace("\n", end))
    assert (work.key, work.title, work.year, work.container) == ("k", "A long title", 2012, "Cell")
    assert [(name.name, name.family) for name in work.authors] == [("Doe, J.", "Doe"), ("A Group", None)]


@pytest.mark.parametrize(
    ("text", "titles", "fault"),
    [
        ("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - ", ["A", "B"], (1, "no ER line")),
        ("TY  - JOUR\nTI  - A", ["A"], (1, "no ER line")),
        ("TY  - JOUR\nTI  - A\nER  - \nTI  - B\nER  - ", ["A", "B"], (4, "no TY line")),
        ("TY  - JOUR\nTI  - A\nER  - \nER  - ", ["A"], (4, "ends no record")),
        ("hello\nTY  - JOUR\nTI  - A\nER  - ", ["A"], (1, "outside any record")),
        ("TY  - JOUR\nTI  - A\nDO  - x\nER  - ", ["A"], (1, "is no DOI")),
    ],
)
def test_broken_ris_is_read_on_and_told(text: str, titles: list[str], fault: tuple[int, str]) -> None:
    library = read_library(text.encode(), "x.ris")
    assert [work.title for work in library.works] == titles
    assert any(line == fault[0] and fault[1] in sentence for line, sentence in library.faults)


ITEM = {"id": 7, "title": ["A"], "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "A."},
        {"literal": "A Group"}], "issued": {"raw": "2012-03"}, "DOI": "10.1000/x.1"}  # fmt: skip


@pytest.mark.parametrize("shape", [[ITEM], {"items": [ITEM]}, ITEM])
def test_csl_is_read_in_every_shape(shape: object) -> None:
    work = one(json.dumps(shape))
    assert (work.key, work.title, work.year, work.ids) == ("7", "A", 2012, {"doi": "10.1000/x.1"})
    assert [name.name for name in work.authors] == ["van der Berg, A.", "A Group"]


@pytest.mark.parametrize(
    ("text", "count", "fault"),
    [
        ('[{"id":"a"},\n 5]', 1, (2, "An item is a number, not an object.")),
        ('[{"id":"a","title":{}}]', 1, (1, "title is an object, not a text.")),
        ('[{"id":"a","author":"Doe"}]', 1, (1, "author is a text, not a list.")),
        ('[{"id":"a","author":[1]}]', 1, (1, "An author is a number without a name.")),
        ('[{"id":"a","issued":{"date-parts":[["x"]]}}]', 1, (1, "issued “x” is no year.")),
        ('[{"id":"a"},\n{"id":"b"', 1, (2, "An item is not JSON and nothing after it: “{\"id\":\"b\"”.")),
        ('[{"id":"a"},\n{"id":,},\n{"id":"c"}]', 2, (2, 'An item is not JSON: “{"id":,}, {"id":"c"}]”.')),
        ('[{"id":"a"}', 1, (1, "The list is not closed; what could be read of it is kept.")),
    ],
)  # fmt: skip
def test_broken_csl_is_read_on_and_told(text: str, count: int, fault: tuple[int, str]) -> None:
    assert fault in told(text)
    assert len(read_library(text.encode(), "x").works) == count


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"hello", b'{"a": 1}', b"{" * 1000, b"TY", b"a@b.c"])
def test_what_is_no_library_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^Cannot read x\.bib: it is "):
        read_library(data, "x.bib")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
@pytest.mark.parametrize("text", ["@misc{k, title={Zür ß}}", "TY  - GEN\nTI  - Zür ß\nER  - ", '[{"title":"Zür ß"}]'])
def test_files_are_read_in_any_encoding(text: str, encoding: str) -> None:
    (work,) = read_library(text.encode(encoding), "x").works
    assert work.title == "Zür ß"


@pytest.mark.parametrize(("name", "title"), [("x.bib", "B"), ("x.ris", "R"), ("x", "R")])
def test_the_name_decides_only_where_content_could_be_either(name: str, title: str) -> None:
    text = b"TY  - GEN\nTI  - R\nER  - \n@misc{k, title={B}}"
    assert read_library(text, name).works[0].title == title


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "@a{k,title=" + "{" * MEGABYTE,
        "@article{" * (MEGABYTE // 9),
        "@article{\n" * (MEGABYTE // 10),
        "@a{k,title=" + "{" * 100_000 + "x" + "}" * 100_000 + "}",
        "@a{k,\n" + "a={\n" * (MEGABYTE // 4),
        "@a{k,\n" + 'a="\n' * (MEGABYTE // 4),
        "@a{k,author={" + "a and " * (MEGABYTE // 6) + "}}",
        "@a{k,author={" + " " * MEGABYTE + "}}",
        "@comment{" * (MEGABYTE // 9),
        "TY  - JOUR\n" * (MEGABYTE // 11),
        "TY  - JOUR\nTI  - a\n" + "b\n" * (MEGABYTE // 2),
        "[" + "[" * MEGABYTE,
        '[{"a":' * (MEGABYTE // 6),
        '[{"a":[0,{},' * (MEGABYTE // 12),
        '[{"id":' + "9" * MEGABYTE + "}]",
    ],
    ids=lambda text: f"{text[:20]!r}",
)
def test_a_hostile_megabyte_takes_seconds_at_most(text: str) -> None:
    with bounded():
        faults = read_library(text.encode(), "x.bib").faults
    assert faults or "author" in text or text.startswith(("@comment", "@a{k,title"))


PIECES = st.sampled_from(
    [
        "@article{",
        "k,",
        "title",
        " = ",
        "{",
        "}",
        '"',
        "#",
        "\n",
        "@",
        ",",
        "\\'",
        "TY  - ",
        "ER  - ",
        "[",
        '{"id":1}',
        "é",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_nothing_but_a_source_error_is_ever_raised(text: str) -> None:
    try:
        library = read_library(text.encode("utf-8", "replace"), "x")
    except SourceError:
        return
    assert all(line >= 1 and sentence.endswith(".") for line, sentence in library.faults)
    assert [line for line, _ in library.faults] == sorted(line for line, _ in library.faults)
