"""RSS, Atom, RDF and JSON Feed to drafts: the only module that uses feedparser.

feedparser gets mended text in a BytesIO, never bytes or str: those it takes for a file's name or an address.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from store.errors import SourceError
from store.model import Draft, FeedDraft, Page
from store.parse.feed_entries import WEB, EntryReader, text_size
from store.parse.feed_extras import Extras
from store.parse.feed_items import NOTHING, Items, Known, cut, digest_of
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


def parse_feed(page: Page, text: str = "", known: Known = NOTHING) -> FeedDraft:
    """Return the feed a page holds, with its articles in the feed's order. Raises SourceError if it is none.

    `text` is the page's, where that is decoded already. Of items that are `known` there is no draft but a digest.
    """
    text = text or decode(page.data, page.media_type, where=page.where)
    if text.lstrip().startswith("{"):
        feed = parse_json_feed(text, page, known)
        return replace(feed, drafts=distinct(feed.drafts), told=lasting(feed.drafts, feed.told))
    text = mend(text)
    items = cut(text)
    digests = items.digests(page.url) if items else ()
    if items and (read_new := _without_known(page, items, digests, known)):
        return read_new
    entries, read, sound = _drafts(text, page)
    return _feed(read, digests if sound and entries == len(digests) else ())


def _without_known(page: Page, items: Items, digests: Sequence[int], known: Known) -> FeedDraft | None:
    """Read only the items that are new; None where the others bear on how these are read."""
    seen = tuple(digest for digest in digests if digest in known)
    places = [place for place, digest in enumerate(digests) if digest not in known]
    if not seen or len(set(digests)) < len(digests):
        return None
    entries, read, sound = _drafts(items.only(places), page)
    keys = {known[digest] for digest in seen}
    if not sound or entries != len(places) or any(digest_of(draft.key) in keys for draft in read.drafts if draft):
        return None
    return replace(_feed(read, [digests[place] for place in places]), seen=seen)


@dataclass(frozen=True, slots=True)
class _Read:
    """A feed as it was read: one draft for each entry that was kept, None for an empty one."""

    feed: FeedDraft
    drafts: Sequence[Draft | None]


def _drafts(text: str, page: Page) -> tuple[int, _Read, bool]:
    """Return how many entries a mended text has, the feed, and whether each is read as if it were the only one."""
    feed, entries, extras, is_atom, sound = _read(text, page)
    site = safe_link(feed.get("link"), page.url, schemes=WEB)
    own = _own_address(feed, page.url or site) or page.url
    reader = EntryReader.of(feed, base=own or site, document=page.url, is_atom=is_atom)
    # In a damaged feed the two readings differ: better no identifiers than another item's.
    agree = len(extras.identifiers) == len(entries)
    stated = extras.identifiers if agree else [()] * len(entries)
    kept = newest(entries, read_published, text_size)
    title = strip_markup(str(feed.get("title") or "")) or clean_line(page.where)
    read = FeedDraft(title, (), own, site, extras.ttl, extras.skip_hours, dropped=len(entries) - len(kept))
    return len(entries), _Read(read, [reader.draft(entries[at], stated[at]) for at in kept]), sound and agree


def _feed(read: _Read, digests: Sequence[int]) -> FeedDraft:
    """Return a feed with its articles and the digests of those of which the next reading may know."""
    drafts = [draft for draft in read.drafts if draft]
    told = {draft.key: digest for draft, digest in zip(read.drafts, digests, strict=False) if draft and digest}
    return replace(read.feed, drafts=distinct(drafts), told={} if read.feed.dropped else lasting(drafts, told))


def distinct(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give articles that share a key in one document keys of their own, so that none hides another."""
    repeated = _repeated(drafts)
    seen: set[str] = set()
    kept = []
    for draft in drafts:
        if draft.key in repeated:
            draft = replace(draft, key=f"{draft.key}\n{draft.url or ''}\n{draft.title}")
        if draft.key not in seen or not draft.key:
            kept.append(draft)
        seen.add(draft.key)
    return tuple(kept)


def lasting(drafts: Sequence[Draft], told: Mapping[str, int]) -> dict[str, int]:
    """Return the digests of those drafts that keep their key when other items come or go."""
    repeated = _repeated(drafts)
    return {key: digest for key, digest in told.items() if key and key not in repeated}


def _repeated(drafts: Sequence[Draft]) -> set[str]:
    return {key for key, count in Counter(d.key for d in drafts).items() if count > 1 and key}


def _read(text: str, page: Page) -> tuple[dict[str, Any], list[Any], Extras, bool, bool]:
    """Return a feed's head, its entries, what feedparser drops, whether it is Atom, and whether it is well-formed."""
    if plain := read_plain(text, page.url):
        return plain.feed, plain.entries, plain.extras, False, True
    from store.parse.feed_extras_xml import read_extras  # here, and feedparser below: they take long to load

    parsed = _parse(text, page)
    entries = cast(list[Any], parsed.get("entries") or [])
    if not entries and not parsed.get("version"):
        raise SourceError(
            f"Cannot read {clean_line(page.where)}: it is no feed (RSS, Atom, RDF or JSON Feed). Check the address."
        )
    feed = cast(dict[str, Any], parsed.get("feed") or {})
    for told in (feed, *entries):
        _keep_shape(told)
    is_atom, sound = str(parsed.get("version")).startswith("atom"), not parsed.get("bozo")
    return feed, entries, read_extras(text), is_atom, sound


def _parse(text: str, page: Page) -> dict[str, Any]:
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
