"""HTML pages as drafts: their text, and what they say of themselves."""

from datetime import UTC, datetime

import pytest

from store.errors import SourceError
from store.model import Draft, Page
from store.parse.markup import clean
from store.parse.page import parse_page
from tests.store.parse.hostile_inputs import hostile, hostile_names, needs_hostile

WORDS = "The protein slows the growth of tumours in mice, the team reports, and the effect lasts for months. "
HEAD = '<title>Protein slows tumours - Lab News</title><meta property="og:site_name" content="Lab News">'


def page(
    html: str, url: str | None = "https://lab.example/news/1?utm_source=x", media_type: str | None = None
) -> Draft:
    (draft,) = parse_page(Page(html.encode(), "page.html", url, media_type))
    return draft


def article(head: str = "", text: str = f"<p>{WORDS * 3}</p>") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head>{HEAD}{head}</head><body><article>{text}</article></body></html>"


def test_the_article_is_found_among_the_furniture() -> None:
    draft = page(
        f"<html><head>{HEAD}</head><body><header><nav><a href='/'>Home</a></nav></header><main><article>"
        f"<h1>Protein slows tumours</h1><p>{WORDS * 2}</p><div class='social-share'>Share me</div>"
        f"<p>CO<sub>2</sub> <a href='two'>rises</a>. {WORDS}</p></article></main>"
        "<aside><p>Related</p></aside><form>Subscribe<input></form><footer><p>Copyright</p></footer></body></html>"
    )
    assert draft.title == "Protein slows tumours"
    assert draft.body == f"{(WORDS * 2).strip()}\n\nCO₂ [rises](https://lab.example/news/two). {WORDS.strip()}"
    assert draft.source == "Lab News"
    assert draft.media_type == "text/html"


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>Teaser.</p></article><div><p>{WORDS * 4}</p><p>{WORDS * 4}</p></div>",
        f"<div id='x'><div><p>{WORDS * 4}</p><p>{WORDS * 4}</p></div></div><div>short</div>",
        f"<main></main><div>{WORDS * 4}<br><br>{WORDS * 4}</div>",
        f"<form id='aspnet'><p>{WORDS * 8}</p></form>",
        f"<div class='comments'><p>{WORDS * 8}</p></div>",
        "".join(f"<article><h2>Card {n}</h2><p>{WORDS}</p></article>" for n in range(8)),
        f"<aside>x</aside><table><tr><td><p>{WORDS * 4}</p></td><td><p>{WORDS * 4}</p></td></tr></table>",
    ],
)
def test_no_page_loses_its_text(body: str) -> None:
    assert page(f"<html><body><nav>Menu</nav>{body}</body></html>").body.count(WORDS.strip()) == 8


def test_the_margin_of_an_article_stays_where_it_names_the_paper() -> None:
    text = f"<p>{WORDS * 3}</p><aside>Related</aside><footer>Journal: doi 10.1038/s41586-025-09710-8</footer>"
    draft = page(article(text=text))
    assert draft.body.endswith("10.1038/s41586-025-09710-8")
    assert "Related" not in draft.body


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='2026-03-01T10:00:00+02:00'>",
         datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("<meta name='citation_publication_date' content='2026/03/01'>", datetime(2026, 3, 1, tzinfo=UTC)),
        ("<meta name='DC.Date' content='2026-03-01'>", datetime(2026, 3, 1, tzinfo=UTC)),
        ("<meta name='date' content='March 1, 2026'>", datetime(2026, 3, 1, tzinfo=UTC)),
        ("<meta name='pubdate' content='Sun, 01 Mar 2026 10:00:00 +0200'>", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-01"}</script>',
         datetime(2026, 3, 1, tzinfo=UTC)),
        ("<meta name='citation_publication_date' content='2026'>", None),
        ("<meta name='date' content='soon'>", None),
        ("<meta name='date' content='2026-99-99'>", None),
        ("", None),
    ],
)  # fmt: skip
def test_dates(head: str, published: datetime | None) -> None:
    assert page(article(head)).published == published


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("<meta name='citation_author' content='One, A.'><meta name='citation_author' content='Two, B.'>",
         ("One, A.", "Two, B.")),
        ("<meta name='author' content='By Ana &amp;amp; Co'>", ("Ana & Co",)),
        ("<meta property='article:author' content='https://social.example/ana'>", ()),
        ('<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"author":[{"name":"A"},{"name":["B"]},'
         '"C",5,null,{}]},3]}</script>', ("A", "B", "C")),
        ("", ()),
    ],
)  # fmt: skip
def test_authors(head: str, authors: tuple[str, ...]) -> None:
    assert page(article(head)).authors == authors


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='citation_doi' content='10.1038/s41586-025-09710-8'>",
        "<meta name='dc.identifier' content='doi:10.1038/s41586-025-09710-8'>",
        "<meta name='prism.doi' content='https://doi.org/10.1038/s41586-025-09710-8'>",
        '<script type="application/ld+json">[{"@type":"ScholarlyArticle","sameAs":'
        '"https://doi.org/10.1038/s41586-025-09710-8"}]</script>',
        '<script type="application/ld+json">{"@type":"ScholarlyArticle","identifier":[{"@type":"PropertyValue",'
        '"value":"doi:10.1038/s41586-025-09710-8"}]}</script>',
    ],
)
def test_declared_identifiers(head: str) -> None:
    assert [r.ids.get("doi") for r in page(article(head)).references] == ["10.1038/s41586-025-09710-8"]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='/news/1'>", "https://lab.example/news/1"),
        ("<meta property='og:url' content='https://lab.example/news/one'>", "https://lab.example/news/one"),
        ("<link rel='canonical' href='https://lab.example/'>", "https://lab.example/news/1?utm_source=x"),
        ("<link rel='canonical' href='javascript:x'>", "https://lab.example/news/1?utm_source=x"),
        ("", "https://lab.example/news/1?utm_source=x"),
    ],
)
def test_addresses(head: str, url: str) -> None:
    draft = page(article(head))
    assert (draft.url, draft.key) == (url, url)


def test_a_page_from_a_file_has_the_address_it_states() -> None:
    assert page(article("<link rel='canonical' href='https://lab.example/a'>"), None).url == "https://lab.example/a"
    assert page(article(), None).url is None
    assert page(article(), None).key == ""


@pytest.mark.parametrize(
    "json",
    ["", "{", "[[[[]]]]", "null", '{"@type":5}', '{"@graph":{"@graph":{"@type":"Article","author":{"name":{"a":1}}}}}',
     "[" * 100_000, '{"@type":"Article","publisher":"P","datePublished":[1],"headline":{}}', "1" * 5000],
)  # fmt: skip
def test_json_ld_of_any_shape(json: str) -> None:
    draft = page(article(f'<script type="application/ld+json">{json}</script>'))
    assert draft.title == "Protein slows tumours"
    assert draft.authors == ()


@pytest.mark.parametrize(
    ("encoding", "head", "media_type"),
    [
        ("utf-8", "", None),
        ("windows-1252", "", None),
        ("windows-1252", "", "text/html; charset=windows-1252"),
        ("iso-8859-1", "<meta charset='iso-8859-1'>", None),
        ("utf-16", "", None),
        ("utf-8-sig", "", "text/html"),
    ],
)
def test_charsets(encoding: str, head: str, media_type: str | None) -> None:
    html = article(head, f"<p>Señor Müller – écrit. {WORDS}</p>".replace("–", "" if encoding == "iso-8859-1" else "–"))
    (draft,) = parse_page(Page(html.encode(encoding), "page.html", None, media_type))
    assert "Señor Müller" in draft.body
    assert "écrit" in draft.body


def test_a_page_made_by_scripts_gives_its_summary() -> None:
    head = f"{HEAD}<meta name='description' content='In short &amp;amp; sweet'>"
    html = f"<html><head>{head}</head><body><div id='app'></div></body></html>"
    assert page(html).body == "In short & sweet"


def test_a_page_without_text_is_one_sentence() -> None:
    with pytest.raises(SourceError, match=r"^Cannot read page\.html: .*\.$"):
        page("<html><body><script>x</script></body></html>")


@needs_hostile
@pytest.mark.parametrize("name", hostile_names("HTMLS"))
def test_hostile_pages(name: str) -> None:
    source = hostile().HTMLS()[name]
    try:
        draft = page(source)
    except SourceError:
        assert name in ("comment100k", "a100k", "attr100k", "cdata100k")
        return
    assert clean(draft.body) == draft.body
    assert draft.body
