"""The feeds a page offers."""

import pytest

from store.model import Page
from store.parse.discover import feeds_of


def found(html: str, url: str | None = "https://lab.example/news/") -> tuple[str, ...]:
    return feeds_of(Page(html.encode(), "page.html", url))


@pytest.mark.parametrize(
    ("head", "feeds"),
    [
        ("<link rel=alternate type='application/rss+xml' href='/feed/'>", ("https://lab.example/feed/",)),
        ("<link rel='Alternate home' type='application/atom+xml; charset=utf-8' href='a.atom'>",
         ("https://lab.example/news/a.atom",)),
        ("<link rel=alternate type=application/feed+json href=//x.example/f.json>", ("https://x.example/f.json",)),
        ("<link rel=alternate type=application/rdf+xml href=/r>", ("https://lab.example/r",)),
        ("<base href='https://b.example/'><link rel=alternate type=application/rss+xml href=f>",
         ("https://b.example/f",)),
        ("<link rel=alternate type=application/rss+xml href='javascript:x'>", ()),
        ("<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>", ()),
        ("<link rel=alternate type=text/html hreflang=de href=/de>", ()),
        ("<link rel=alternate type=application/json href=/wp-json/1>", ()),
        ("<link rel=stylesheet type=text/css href=/feed>", ()),
        ("<link rel=feed href=/f>", ("https://lab.example/f",)),
    ],
)  # fmt: skip
def test_declared_feeds(head: str, feeds: tuple[str, ...]) -> None:
    assert found(f"<html><head>{head}</head><body>x</body></html>") == feeds


@pytest.mark.parametrize("path", ["/feed", "/news/feed/", "/a.rss", "/index.xml", "/atom", "/rss.php", "/b.atom?x=1"])
def test_links_that_look_like_feeds_come_last(path: str) -> None:
    html = f"<a href='{path}'>Feed</a><link rel=alternate type=application/rss+xml href=/main><a href='/main'>again</a>"
    assert found(html) == ("https://lab.example/main", f"https://lab.example{path}")


@pytest.mark.parametrize(
    "path", ["/feedback", "/sitemap.xml", "/news/feed-the-world", "/opensearch.xml", "/x", "http://[x/feed"]
)
def test_other_links_are_no_feeds(path: str) -> None:
    assert found(f"<p><a href='{path}'>x</a></p>") == ()


def test_a_page_from_a_file_has_the_feeds_it_names_in_full() -> None:
    html = "<link rel=alternate type=application/rss+xml href=/f><link rel=feed href='https://l.example/f'>"
    assert found(html, None) == ("https://l.example/f",)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<!---->"])
def test_what_is_no_page_has_none(data: bytes) -> None:
    assert feeds_of(Page(data, "x")) == ()


def test_many_links_are_cut() -> None:
    assert len(found("".join(f"<a href='/{n}/feed'>x</a>" for n in range(1000)))) == 50
