"""The feeds a page offers."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from store.errors import SourceError
from store.model import Page
from store.parse.markup import clean, safe_link
from store.parse.markup_tree import parse_tree
from store.parse.recognise import text_of

_WEB = ("http", "https")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_LOOKS_LIKE_FEED = re.compile(r"/(?:feed|rss|atom)(?:/|\.\w{2,4})?$|\.(?:rss|xml|atom|rdf)$", re.IGNORECASE)
_NO_FEED = re.compile(r"sitemap|opensearch|/osd\.xml|wlwmanifest|browserconfig", re.IGNORECASE)
_MOST = 50


def feeds_of(page: Page) -> tuple[str, ...]:
    """Return the addresses of a page's feeds, absolute, each once: declared ones, then links that look like one.

    Only the first kind is sure; what a link leads to is known when it is fetched. A page that cannot be read has none.
    """
    try:
        root = parse_tree(clean(text_of(page)))
    except SourceError:
        return ()
    if root is None:
        return ()
    stated = next((b.get("href") for b in root.iter("base") if b.get("href")), None)
    base = safe_link(stated, page.url, schemes=_WEB) or page.url
    found = (safe_link(href, base, schemes=_WEB) for href in (*_declared(root), *_linked(root)))
    return tuple(dict.fromkeys(url for url in found if url))[:_MOST]


def _declared(root: Any) -> Iterator[str]:
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "feed" in relations or ("alternate" in relations and kind in _FEED_TYPES):
            yield link.get("href") or ""


def _linked(root: Any) -> Iterator[str]:
    for anchor in root.iter("a"):
        href = anchor.get("href") or ""
        try:
            path = urlsplit(href.strip()).path
        except ValueError:
            continue
        if _LOOKS_LIKE_FEED.search(path[-200:]) and not _NO_FEED.search(path[-200:]):
            yield href
