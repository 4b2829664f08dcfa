"""Bytes into drafts: what a document is, and the articles in it. Pure: no network, no file, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from store.errors import SourceError
from store.model import Draft, FeedDraft, Kind, Page
from store.parse.markup_clean import clean_line

NOTHING: Mapping[int, int] = MappingProxyType({})
"""What is known of a feed's items before it is read for the first time."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a document turned out to be, and its articles."""

    kind: Kind
    drafts: tuple[Draft, ...]
    feed: FeedDraft | None = None


def parse(page: Page, known: Mapping[int, int] = NOTHING) -> Parsed:
    """Read a page with the parser its content asks for. Raises SourceError where it holds no article.

    `known` are the items a feed told before, see `feed_items.Known`: of these it gives no drafts.
    """
    from store.parse.recognise import recognise

    kind, text = recognise(page)
    # Imported when needed: feedparser and lxml take longer to load than most texts take to read.
    if kind == "feed":
        from store.parse.feed import parse_feed

        feed = parse_feed(page, text, known)
        return Parsed(kind, feed.drafts, feed)
    if kind == "page":
        from store.parse.page import parse_page

        return Parsed(kind, parse_page(page))
    if kind == "mail":
        from store.parse.mail import parse_mail

        return Parsed(kind, parse_mail(page))
    if kind == "opml":
        where = clean_line(page.where)
        raise SourceError(f"Cannot read {where}: it is a list of subscriptions, not an article; give one of its feeds.")
    from store.parse.text import parse_text

    return Parsed(kind, parse_text(page))
