"""RSS, Atom, RDF and JSON Feed to drafts: the only module that uses feedparser.

feedparser gets mended text in a BytesIO, never bytes or str: those it takes for a file's name or an address.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from store.errors import SourceError
from store.model import Draft, FeedDraft, Page
from store.parse.feed_entries import WEB, EntryReader, text_size
from store.parse.feed_extras import Extras, read_extras
from store.parse.feed_json import parse_json_feed
from store.parse.feed_mend import mend
from store.parse.feed_newest import newest
from store.parse.feed_plain import read_plain
from store.parse.markup import clean_line, safe_link, strip_markup
from store.parse.published import read_published
from store.parse.recognise import decode

_FAULTS = (ValueError, LookupError, OverflowError, TypeError, AttributeError, AssertionError, RecursionError, re.error)
"""What feedparser 6.0 has raised over malformed feeds instead of setting `bozo` (its issues 590 and 599)."""

_SHAPES: dict[str, type] = {
    **dict.fromkeys(("links", "authors", "tags", "content"), list),
    **dict.fromkeys(("title_detail", "summary_detail", "source"), dict),
    **dict.fromkeys(("published_parsed", "updated_parsed", "created_parsed"), tuple),
    **dict.fromkeys(("link", "feedburner_origlink"), str),
}
"""Of what kind these values of feedparser's are."""


def parse_feed(page: Page, text: str = "") -> FeedDraft:
    """Return the feed a page holds, with its articles in the feed's order. Raises SourceError if it is none.

    `text` is the page's, where that is decoded already.
    """
    text = text or decode(page.data, page.media_type, where=page.where)
    if text.lstrip().startswith("{"):
        read = parse_json_feed(text, page)
        return replace(read, drafts=distinct(read.drafts))
    text = mend(text)
    feed, entries, extras, is_atom = _read(text, page)
    site = safe_link(feed.get("link"), page.url, schemes=WEB)
    own = _own_address(feed, page.url or site) or page.url
    reader = EntryReader.of(feed, base=own or site, document=page.url, is_atom=is_atom)
    # In a damaged feed the two readings differ: better no identifiers than another item's.
    stated = extras.identifiers if len(extras.identifiers) == len(entries) else [()] * len(entries)
    kept = newest(entries, read_published, text_size)
    drafts = [draft for at in kept if (draft := reader.draft(entries[at], stated[at])) is not None]
    title = strip_markup(str(feed.get("title") or "")) or clean_line(page.where)
    return FeedDraft(
        title, distinct(drafts), own, site, extras.ttl, extras.skip_hours, dropped=len(entries) - len(kept)
    )


def distinct(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give articles that share a key in one document keys of their own, so that none hides another."""
    repeated = {key for key, count in Counter(d.key for d in drafts).items() if count > 1 and key}
    seen: set[str] = set()
    kept = []
    for draft in drafts:
        if draft.key in repeated:
            draft = replace(draft, key=f"{draft.key}\n{draft.url or ''}\n{draft.title}")
        if draft.key not in seen or not draft.key:
            kept.append(draft)
        seen.add(draft.key)
    return tuple(kept)


def _read(text: str, page: Page) -> tuple[dict[str, Any], list[Any], Extras, bool]:
    """Return a feed's head, its entries, what feedparser drops, and whether it is Atom."""
    if plain := read_plain(text, page.url):
        return plain.feed, plain.entries, plain.extras, False
    parsed = _parse(text, page)
    entries = cast(list[Any], parsed.get("entries") or [])
    if not entries and not parsed.get("version"):
        raise SourceError(
            f"Cannot read {clean_line(page.where)}: it is no feed (RSS, Atom, RDF or JSON Feed). Check the address."
        )
    feed = cast(dict[str, Any], parsed.get("feed") or {})
    for told in (feed, *entries):
        _keep_shape(told)
    return feed, entries, read_extras(text), str(parsed.get("version")).startswith("atom")


def _parse(text: str, page: Page) -> dict[str, Any]:
    # imported here because it takes longer to load than a plain feed takes to read
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-type": "application/xml; charset=utf-8"}
    if page.url:
        headers["content-location"] = page.url
    stream = io.BytesIO(text.encode())
    try:
        return cast(
            dict[str, Any],
            feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False),
        )
    except _FAULTS as error:
        raise SourceError(
            f"Cannot read {clean_line(page.where)}: the feed is malformed ({clean_line(str(error), 80)})."
        ) from error


def _keep_shape(told: dict[str, Any]) -> None:
    """Drop what an element of the same name (`<links>`, `<authors>`) put in the place of feedparser's own list."""
    for name, kind in _SHAPES.items():
        if name in told and not isinstance(dict.get(told, name), kind):
            dict.pop(told, name, None)


def _own_address(feed: dict[str, Any], base: str | None) -> str | None:
    hrefs = (link.get("href") for link in feed.get("links") or () if link.get("rel") == "self")
    return next((link for href in hrefs if (link := safe_link(href, base, schemes=WEB))), None)
