"""The face: places in the text, certainty, declared values and links."""

import pytest

from store.model import Scheme
from store.references.identifiers import RESOLVERS, declared, identify, link

DOI = "10.1038/nature12373"


@pytest.mark.parametrize(
    ("text", "place", "how"),
    [
        (f"See {DOI}.", DOI, "bare"),
        (f"(doi: {DOI}).", DOI, "label"),
        (f"<b>DOI</b>: {DOI}<br>", DOI, "label"),
        (f"at https://doi.org/{DOI}, and", f"https://doi.org/{DOI}", "url"),
        (f"[paper](https://doi.org/{DOI})", f"https://doi.org/{DOI}", "url"),
        (f"at doi.org/{DOI}; and", f"doi.org/{DOI}", "url"),
        ("at https://www.nature.com/articles/nature12373.", "https://www.nature.com/articles/nature12373", "derived"),
        ("10.1038&#x2F;nature12373, then", "10.1038&#x2F;nature12373", "bare"),
        ("(10.1038%2Fnature12373)", "10.1038%2Fnature12373", "bare"),
        ("x 10.1038/nat\u00adure12373\u200b y", "10.1038/nat\u00adure12373", "bare"),
        ("doi:10.1038/\n  nature12373 and", "10.1038/\n  nature12373", "label"),
        ("https://doi.org/10.1038/\nnature12373 and", "https://doi.org/10.1038/\nnature12373", "url"),
        ("&amp;&amp; doi：１０．１０３８／nature12373。", "１０．１０３８／nature12373", "label"),
        ("\u0130\u0130 &lt; https://doi.org/10.1038/nature12373\\_", "https://doi.org/10.1038/nature12373", "url"),
    ],
)
def test_a_place_is_that_in_the_original(text: str, place: str, how: str) -> None:
    (found,) = identify(text)
    assert (found.id, text[found.start : found.end], found.how) == (DOI, place, how)
    assert (found.start, found.end) in found.spans


def test_the_most_certain_place_counts_and_all_are_kept() -> None:
    text = f"{DOI} and [DOI: {DOI}](https://doi.org/{DOI}) and https://doi.org/{DOI}"
    (found,) = identify(text)
    places = [text[start:end] for start, end in found.spans]
    assert places == [DOI, DOI, f"https://doi.org/{DOI}", f"https://doi.org/{DOI}"]
    assert (found.start, found.end) == found.spans[2]
    assert found.how == "url"


def test_reading_order_is_that_of_the_first_occurrence() -> None:
    text = f"PMID: 23903748, https://doi.org/{DOI}, NCT01234567, then PMID 23903748."
    assert [one.scheme for one in identify(text)] == ["pmid", "doi", "nct"]


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("arXiv:1706.03762v5", "v5"),
        ("https://arxiv.org/abs/hep-th/9711200v3", "v3"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.30.927871v2.full", "v2"),
        ("10.64898/2026.01.30.927871v1", "v1"),
        ("10.12688/f1000research.12345.2", None),
        ("arXiv:1706.03762", None),
    ],
)
def test_a_version_is_kept_beside_the_id(text: str, version: str | None) -> None:
    (found,) = identify(text)
    assert found.version == version


def test_a_long_text_is_read_to_its_end() -> None:
    filler = "Researchers reported more on this at https://news.example.org/2025/11/story-1234567 today. " * 2000
    text = f"{filler}doi:{DOI} {filler}PMID: 23903748"
    assert [(one.id, text[one.start : one.end]) for one in identify(text)] == [(DOI, DOI), ("23903748", "23903748")]


@pytest.mark.parametrize(
    ("value", "scheme", "name"),
    [
        (DOI, None, f"doi:{DOI}"),
        ("10.1234/kg", "doi", "doi:10.1234/kg"),
        ("10.1234/12", "doi", "doi:10.1234/12"),
        ("10/gf4gqc", "doi", "doi:10/gf4gqc"),
        ("23903748", "pmid", "pmid:23903748"),
        ("4221854", "pmcid", "pmcid:PMC4221854"),
        ("1706.03762v2", "arxiv", "arxiv:1706.03762"),
        ("0306406152", "isbn", "isbn:9780306406157"),
        ("01234567", "nct", "nct:NCT01234567"),
        ("12345678", "isrctn", "isrctn:ISRCTN12345678"),
        ("2010-023457-11", "eudract", "eudract:2010-023457-11"),
        ("2023-507890-20-00", "euct", "euct:2023-507890-20-00"),
    ],
)
def test_a_declared_value_counts_as_labelled(value: str, scheme: Scheme | None, name: str) -> None:
    (found,) = declared(value, scheme)
    assert (f"{found.scheme}:{found.id}", found.how, value[found.start : found.end]) == (name, "label", value)


@pytest.mark.parametrize(("value", "scheme"), [("23903748", None), ("", "doi"), ("pending", "pmid"), ("1", "isbn")])
def test_a_value_that_names_nothing(value: str, scheme: Scheme | None) -> None:
    assert declared(value, scheme) == []


def test_a_declared_address_stays_an_address() -> None:
    assert [one.how for one in declared(f"https://doi.org/{DOI}", "doi")] == ["url"]


@pytest.mark.parametrize(
    ("ids", "address"),
    [
        ({"pmid": "1", "doi": "10.1016/s0140-6736(20)30183-5"}, "https://doi.org/10.1016/s0140-6736(20)30183-5"),
        ({"doi": '10.1/<a>#b?c%d"[e] f:g;h'}, "https://doi.org/10.1/%3Ca%3E%23b%3Fc%25d%22%5Be%5D%20f:g;h"),
        ({"arxiv": "hep-th/9711200", "pmcid": "PMC4221854"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC4221854/"),
        ({"pmid": "23903748", "pmcid": "PMC4221854"}, "https://pubmed.ncbi.nlm.nih.gov/23903748/"),
        ({"pii": "S0140"}, None),
        ({"doi": ""}, None),
        ({}, None),
    ],
)
def test_the_link_of_a_work(ids: dict[str, str], address: str | None) -> None:
    assert link(ids) == address


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("doi", "10.1002/(sici)1096-8644(199601)99:1<135::aid-ajpa8>3.0.co;2-#"),
        ("pmid", "23903748"),
        ("pmcid", "PMC4221854"),
        ("arxiv", "hep-th/9711200"),
        ("nct", "NCT01234567"),
        ("isrctn", "ISRCTN12345678"),
        ("euct", "2023-507890-20-00"),
        ("eudract", "2010-023457-11"),
        ("isbn", "9780306406157"),
    ],
)
def test_a_link_names_what_it_leads_to(scheme: str, name: str) -> None:
    address = link({scheme: name})
    assert scheme in RESOLVERS
    assert address
    assert [(one.scheme, one.id) for one in identify(address)] == [(scheme, name)]
