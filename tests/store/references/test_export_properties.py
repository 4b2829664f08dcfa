"""What never happens to an export, whatever is in it, and that our own reader reads it back."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Author, Reference
from store.parse.markup import clean_line
from store.references.export import WRITERS, Entry, Format, export
from store.references.library import OwnWork, read_library

SCHEMA_TEXT = (
    "type id citation-key categories language journalAbbreviation shortTitle author accessed issued "
    "abstract annote archive collection-title container-title container-title-short DOI edition genre "
    "ISBN ISSN issue keyword medium note number page PMCID PMID publisher publisher-place source status "
    "title title-short URL version volume custom "
)
SCHEMA = set(SCHEMA_TEXT.split())

TEXTS = st.text(max_size=40) | st.text(alphabet="aB {}\\\"'$%&#_^~-,\n@=`!?1é√", max_size=30)
NAMES = st.builds(lambda name, family, given: Author(name, family, given), TEXTS, st.none() | TEXTS, st.none() | TEXTS)
IDS = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.from_regex(r"10\.1000/[a-z0-9]{2,8}\.[a-z][0-9]{2}", fullmatch=True),
        "pmid": st.from_regex(r"[1-9][0-9]{7}", fullmatch=True),
        "pmcid": st.from_regex(r"PMC[1-9][0-9]{6}", fullmatch=True),
        "arxiv": st.from_regex(r"1[0-9]0[1-9]\.[0-9]{5}", fullmatch=True),
        "nct": st.from_regex(r"NCT0[1-9][0-9]{6}", fullmatch=True),
    },
)
REFERENCES = st.builds(
    Reference,
    n=st.just(1), raw=TEXTS, title=st.none() | TEXTS, authors=st.lists(NAMES, max_size=4).map(tuple),
    et_al=st.booleans(),
    container=st.none() | TEXTS, issued=st.lists(st.integers(-5, 3000), max_size=4).map(tuple),
    volume=st.none() | TEXTS,
    pages=st.none() | TEXTS, ids=IDS | st.dictionaries(st.sampled_from(["doi", "url", "isbn"]), TEXTS),
    url=st.none() | TEXTS.map("https://x.org/{}".format),
)  # fmt: skip
ENTRIES = st.builds(
    Entry, REFERENCES, TEXTS, tags=st.lists(TEXTS, max_size=3).map(tuple), status=st.none() | TEXTS,
    seen_in=st.lists(st.tuples(TEXTS, st.none() | TEXTS), max_size=2).map(tuple),
    kind=st.sampled_from(["work", "news"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=4))
def test_bibtex_stays_balanced_whatever_is_in_it(entries: list[Entry]) -> None:
    text = export(entries, "bibtex")
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert len(re.findall("^@", text, re.MULTILINE)) == len(entries)
    faults = read_library((text or "@a{b}").encode(), "x.bib").faults
    assert all(re.search(r"is no (?:doi|isbn|year)\.$", fault) for _, fault in faults)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=4))
def test_ris_lines_keep_to_their_grammar(entries: list[Entry]) -> None:
    text = export(entries, "ris")
    lines = text.split("\r\n")
    assert all(re.fullmatch(r"(?:[A-Z][A-Z0-9]  - [^\r\n]*)?", line) for line in lines)
    assert lines.count("ER  - ") == len(entries)
    assert sum(line.startswith("TY  - ") for line in lines) == len(entries)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=4))
def test_csl_has_only_names_of_the_schema(entries: list[Entry]) -> None:
    text = export(entries, "csl-json")
    text.encode()
    items = json.loads(text)
    assert len(items) == len(entries)
    assert {name for item in items for name in item} <= SCHEMA
    assert len({item["id"].casefold() for item in items}) == len(items)
    assert export(entries, "csl-json") == text


def _told(work: OwnWork, form: Format) -> list[str]:
    """Authors in the shape every format can hold."""
    return [one.name if form == "ris" or not one.given else f"{one.family}, {one.given}" for one in work.authors]


LETTERS = "abcXYZéß&%_#{}$~^\\-'é µ"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=25).filter(lambda text: bool(clean_line(text)))
FAMILIES = st.from_regex(r"(?:van )?[A-ZÉ][a-zé]{1,8}(?:-[A-Z][a-z]{2,5})?", fullmatch=True)
PEOPLE = st.builds(lambda family, given: Author(f"{given} {family}", family, given), FAMILIES, st.just("J. P."))
GROUPS = st.from_regex(r"[A-Z][a-z]{2,8} and [A-Z][a-z]{2,8} Group", fullmatch=True).map(Author)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.lists(PEOPLE | GROUPS, max_size=4), st.integers(1800, 2100), IDS, st.sampled_from(list(WRITERS)))
def test_our_own_library_reader_reads_everything_back(
    title: str, authors: list[Author], year: int, ids: dict[str, str], form: Format
) -> None:
    reference = Reference(1, "", title=title, authors=tuple(authors), issued=(year,), ids=ids, container="Cell & Co")
    library = read_library(export([Entry(reference, "key")], form).encode(), "x")
    (work,) = library.works
    assert library.faults == ()
    assert (work.key, work.title, work.year, work.ids) == ("key", clean_line(title), year, ids)
    assert work.container == "Cell & Co"
    assert _told(work, form) == [f"{one.family}, {one.given}" if one.given else one.name for one in authors]
