"""The ways to a paper: every name, templates, open copies, and hostile identifiers that stay inside of an address."""

from collections.abc import Mapping
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model_paper import Access, Copy
from store.references.identifiers_links import link
from tui.access import NAMES, PLACEHOLDERS, Rung, is_web, ladder, link_mistake
from tui.settings_papers import LINKS

DOI = "10.1016/j.ccr.2012.10.023"
IDS = {"doi": DOI, "pmid": "23238015", "pmcid": "PMC3531190", "arxiv": "1706.03762"}
SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
PDF = "https://europepmc.org/pmc3531190.pdf"
OPEN = Access("green", (Copy("https://europepmc.org/x", PDF, "accepted", "repository"), Copy("https://b.example/")))


def one(text: str, ids: Mapping[str, str] = IDS, url: str | None = None, access: Access | None = None) -> Rung | None:
    """The only way of a ladder with one link in it."""
    found = ladder(ids, url, access, [text])
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "label", "url"),
    [
        ("doi", "doi.org", f"https://doi.org/{DOI}"),
        ("pubmed", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/23238015/"),
        ("pmc", "PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/"),
        ("arxiv", "arXiv", "https://arxiv.org/abs/1706.03762"),
        ("europepmc", "Europe PMC", "https://europepmc.org/article/MED/23238015"),
        ("unpaywall", "open copy, accepted manuscript, PDF, at europepmc.org", PDF),
        ("ezproxy:proxy.example.edu", "EZproxy, proxy.example.edu",
         f"https://proxy.example.edu/login?url=https://doi.org/{DOI}"),
        ("ezproxy:proxy.example.edu:2048", "EZproxy, proxy.example.edu:2048",
         f"https://proxy.example.edu:2048/login?url=https://doi.org/{DOI}"),
        ("openathens:example.edu", "OpenAthens, example.edu",
         "https://go.openathens.net/redirector/example.edu?url=https%3A%2F%2Fdoi.org%2F10.1016%2Fj.ccr.2012.10.023"),
        ("libkey:123", "LibKey, 123", f"https://libkey.io/libraries/123/{DOI}"),
        ("https://r.example/?id={doi}&pm={pmid}", "r.example", f"https://r.example/?id={DOI}&pm=23238015"),
        ("http://r.example:8080/{arxiv}/{pmcid}", "r.example", "http://r.example:8080/1706.03762/PMC3531190"),
        ("https://www.r.example/?u={url_enc}", "r.example",
         "https://www.r.example/?u=https%3A%2F%2Fdoi.org%2F10.1016%2Fj.ccr.2012.10.023"),
        ("{doi_url}?via=me", "doi.org", f"https://doi.org/{DOI}?via=me"),
    ],
)  # fmt: skip
def test_every_name_and_templates(text: str, label: str, url: str) -> None:
    assert link_mistake(text) is None
    assert one(text, access=OPEN) == Rung(label, url)


def test_every_name_is_in_the_table_above() -> None:
    assert set(NAMES) == {"doi", "pubmed", "pmc", "arxiv", "europepmc", "unpaywall", "ezproxy", "openathens", "libkey"}


@pytest.mark.parametrize(
    ("text", "ids", "url", "address"),
    [
        ("europepmc", {"pmcid": "PMC1"}, None, "https://europepmc.org/article/PMC/PMC1"),
        ("libkey:7", {"pmid": "12"}, None, "https://libkey.io/libraries/7/12"),
        ("ezproxy:p.example", {"pmid": "12"}, None,
         "https://p.example/login?qurl=https%3A%2F%2Fpubmed.ncbi.nlm.nih.gov%2F12%2F"),
        ("ezproxy:p.example", {}, "https://j.example/a?b=1&c=2#d",
         "https://p.example/login?qurl=https%3A%2F%2Fj.example%2Fa%3Fb%3D1%26c%3D2%23d"),
        ("{url}", {}, 'https://j.example/a"b', "https://j.example/a%22b"),
        ("{url}", {"doi": DOI}, "https://j.example/a", f"https://doi.org/{DOI}"),
        ("https://l.example/?u={url}", {}, "https://j.example/ä", "https://l.example/?u=https://j.example/ä"),
    ],
)  # fmt: skip
def test_what_stands_in_for_what_is_not_known(text: str, ids: Mapping[str, str], url: str | None, address: str) -> None:
    found = one(text, ids, url)
    assert found is not None
    assert found.url == address


@pytest.mark.parametrize("text", [*LINKS, "europepmc", "libkey:1", "ezproxy:p.example", "openathens:e.example",
                                  "unpaywall", *(f"https://a.example/{{{name}}}" for name in PLACEHOLDERS),
                                  "https://a.example/{doi}/{arxiv}", "nonsense", "{doi", ""])  # fmt: skip
def test_what_needs_something_unknown_is_left_out(text: str) -> None:
    assert one(text, {}) is None
    assert one(text, {"isbn": ""}, "javascript:alert(1)") is None


def test_the_order_is_the_readers_and_an_address_stands_once() -> None:
    found = ladder(IDS, None, OPEN, ["arxiv", "unpaywall", "doi", "https://doi.org/{doi}", "{doi_url}", "pmc"])
    assert [rung.label.partition(",")[0] for rung in found] == ["arXiv", "open copy", "doi.org", "PubMed Central"]
    assert ladder(IDS, None, OPEN, []) == ()


@pytest.mark.parametrize("known", [[name for at, name in enumerate(IDS) if bits >> at & 1] for bits in range(16)])
def test_without_a_setting_the_first_way_is_the_one_there_always_was(known: list[str]) -> None:
    ids = {name: IDS[name] for name in known} | ({"doi": "10.1/a&b+c'd=e;f,<g>"} if "doi" in known else {})
    found = ladder(ids, "https://j.example/a", OPEN, LINKS)
    assert (found[0].url if found else None) == link(ids)
    assert len(found) == len(known)


# Open copies


@pytest.mark.parametrize(
    ("copy", "rung"),
    [
        (Copy("https://www.j.example/a", None, "published"),
         Rung("open copy, published version, at j.example", "https://www.j.example/a")),
        (Copy("https://r.example/a", "https://r.example/a.pdf", "submitted"),
         Rung("open copy, submitted manuscript, PDF, at r.example", "https://r.example/a.pdf")),
        (Copy("https://r.example/a", "file:///etc/passwd"),
         Rung("open copy, version not stated, at r.example", "https://r.example/a")),
        (Copy("https://r.example/a", "https://r.example/a b.pdf"),
         Rung("open copy, version not stated, at r.example", "https://r.example/a")),
        (Copy("javascript:alert(1)", "https://good.example\\@bad.example/"), None),
        (Copy(""), None),
    ],
)  # fmt: skip
def test_an_open_copy_says_which_it_is(copy: Copy, rung: Rung | None) -> None:
    assert one("unpaywall", access=Access("green", (copy,))) == rung


def test_the_best_copy_that_can_be_opened_is_taken() -> None:
    second = Copy("https://b.example/", None, "published")
    found = one("unpaywall", access=Access("gold", (Copy("ftp://a.example/"), second, Copy("https://c.example/"))))
    assert found == Rung("open copy, published version, at b.example", "https://b.example/")
    assert one("unpaywall", access=Access("closed")) is None


# Encoding


def test_a_doi_with_every_odd_sign() -> None:
    found = one("https://r.example/{doi}", {"doi": SICI})
    assert found is not None
    assert found.url == f"https://r.example/{SICI.replace('<', '%3C').replace('>', '%3E')}"
    odd = one("https://r.example/{doi}", {"doi": '10.1/<>#?%"[] /():;,'})
    assert odd is not None
    assert odd.url == "https://r.example/10.1/%3C%3E%23%3F%25%22%5B%5D%20/():;,"


def test_an_encoded_address_is_decoded_to_the_whole_of_it() -> None:
    found = one("openathens:e.example", {"doi": SICI})
    assert found is not None
    (inner,) = parse_qs(urlsplit(found.url).query)["url"]
    assert unquote(inner) == f"https://doi.org/{SICI}"


HOSTILE = [
    "10.1/a\nHost: bad.example", "10.1/a\r\n\r\nGET /", '10.1/a"><script>', "10.1/a@bad.example", "10.1/a#b",
    "10.1/\\bad.example\\", "10.1/a?b", "10.1/a&user=b", "10.1//bad.example", "10.1/a;b=c", "10.1/{pmid}",
    "10.1/%2e%2e/b", "10.1/\x00", "10.1/\u202ea", "10.1/%action", "10.1/ -o x",
]  # fmt: skip
TEMPLATES = ["https://r.example/x/{doi}/y?a={doi}&b={url}#c", "libkey:7", "ezproxy:r.example", "openathens:e.example"]


@pytest.mark.parametrize("text", [*TEMPLATES, "doi"])
@pytest.mark.parametrize("doi", HOSTILE)
def test_a_hostile_doi_stays_inside_of_the_address(text: str, doi: str) -> None:
    held(text, doi)


@pytest.mark.parametrize("text", TEMPLATES)
@given(rest=st.text(max_size=40))
def test_no_doi_at_all_leaves_its_place(text: str, rest: str) -> None:
    held(text, f"10.1/{rest}")


def held(text: str, doi: str) -> None:
    """The same address as with a harmless DOI, but for the DOI."""
    found, calm = one(text, {"doi": doi}), one(text, {"doi": "10.1/x"})
    assert calm is not None
    if found is None:
        assert {"..", "."} & set(doi.split("/"))
        return
    parts, expected = urlsplit(found.url), urlsplit(calm.url)
    assert (parts.scheme, parts.netloc, parts.fragment) == (expected.scheme, expected.netloc, expected.fragment)
    assert found.url.isascii()
    assert not set(found.url) & set('\n\r"<>\\^`{} \x00')
    assert found.label == calm.label
    assert parts.query.count("&") == expected.query.count("&")
    assert is_web(found.url)


@pytest.mark.parametrize("doi", ["10.1/../../logout", "10.1/..", "10.1/a/./b", "../10.1/a", "x", "10.", "", "11.1/a"])
def test_steps_out_of_a_path_and_what_is_no_doi_count_as_unknown(doi: str) -> None:
    assert one("libkey:7", {"doi": doi}) is None
    assert one("doi", {"doi": doi}) is None


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("pmid", "1/../2"), ("pmid", "１２"), ("pmcid", "PMC1?x"), ("arxiv", ".."), ("arxiv", "a/b/c")],
)
def test_other_identifiers_have_their_form(scheme: str, value: str) -> None:
    assert one(f"https://r.example/{{{scheme}}}", {scheme: value}) is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@b.example", "file:///a", "https://a b/", "https:///a", "//a.example", "httpx://a",
            "https://a.example\\@b.example/", "https://a.example/\u202e", "https://a.example:99999/"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_put_anywhere(url: str) -> None:
    assert ladder({}, url, None, ["{url}", "ezproxy:p.example", "https://r.example/?u={url_enc}"]) == ()


# What config.toml may say

NO_HOST = "ezproxy needs the host of your library's proxy behind it: “ezproxy:proxy.example.edu”"
BEGINS_SO = "“TEXT” does not begin with https:// and a host, nor with {url} or {doi_url}"
NO_TEMPLATE = "“TEXT” is no template of an address"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("pcm", "there is no link “pcm”; did you mean “pmc”?"),
        ("", "there is no link “”"),
        ("DOI", "there is no link “DOI”; did you mean “doi”?"),
        ("doi:10.1/x", "“doi” has nothing behind it"),
        ("ezproxy", NO_HOST),
        ("ezproxy:https://p.example", NO_HOST),
        ("ezproxy:p.example/x?", NO_HOST),
        ("ezproxy:a@b.example", NO_HOST),
        ("openathens:", "openathens needs the domain of your organisation behind it: “openathens:example.edu”"),
        ("libkey:x", "libkey needs the number of your library behind it: “libkey:123”"),
        ("https://a.example/{pmdi}", "a template has no “{pmdi}”; did you mean “pmid”?"),
        ("https://a.example/{}", "a template has no “{}”"),
        ("https://a.example/{doi.__class__}", "a template has no “{doi.__class__}”"),
        ("https://a.example/{place}", "a template has no “{place}”"),
        ("https://a.example/", "“https://a.example/” names nothing of the paper, such as {doi}"),
        ("https://{doi}/", BEGINS_SO),
        ("https://a.example{doi}", BEGINS_SO),
        ("https://a@b.example/{doi}", BEGINS_SO),
        ("ftp://a.example/{doi}", BEGINS_SO),
        ("{doi}", BEGINS_SO),
        ("https://a.example/{doi}}", NO_TEMPLATE),
        ("https://a.example/ {doi}", NO_TEMPLATE),
        ("https://a.example/\u200b{doi}", NO_TEMPLATE),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_link_is_said(text: str, mistake: str) -> None:
    assert link_mistake(text) == mistake.replace("TEXT", text)


@given(st.text(alphabet="dopimcezy:/.{}ah@\\?# ", max_size=30), st.sampled_from(["", "https://a.example/", "ezproxy:"]))
def test_a_link_without_a_mistake_leads_where_the_reader_wrote(text: str, begin: str) -> None:
    if link_mistake(begin + text) is None:
        for rung in ladder({"doi": "10.1/x@bad.example"}, None, None, [begin + text]):
            assert urlsplit(rung.url).hostname != "bad.example"
            assert is_web(rung.url)


def test_the_safe_signs_are_those_a_path_may_hold() -> None:
    found = one("https://r.example/{doi}", {"doi": "10.1/é" + quote("é")})
    assert found is not None
    assert found.url == "https://r.example/10.1/%C3%A9%25C3%25A9"
