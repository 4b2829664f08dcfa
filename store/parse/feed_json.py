"""JSON Feed (jsonfeed.org, versions 1 and 1.1) to drafts, whatever shape the JSON has."""

import html
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.errors import SourceError
from store.model import Draft, FeedDraft, Page
from store.parse.attached import attached_html
from store.parse.feed_items import NOTHING, Known, digest_of
from store.parse.feed_newest import newest
from store.parse.markup import clean_line, html_to_markdown, safe_link, strip_markup
from store.parse.published import read_iso
from store.references.citations import read_citations

_WEB = ("http", "https")


def parse_json_feed(text: str, page: Page, known: Known = NOTHING) -> FeedDraft:
    """Return the feed a JSON text holds, without the items that are `known`. Raises SourceError if it is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_feed(page) from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise _no_feed(page)
    site = safe_link(_text(feed, "home_page_url"), page.url, schemes=_WEB)
    own = safe_link(_text(feed, "feed_url"), page.url, schemes=_WEB) or page.url
    language = _text(feed, "language") or None
    items = [item for item in feed["items"] if isinstance(item, dict)]
    kept = newest(items, _published, _size)
    digests = _digests(items, kept, f"{own or site}\n{language}\n")
    seen = _seen([(_key_of(items[at], own or site), digests[at]) for at in kept], known)
    read = [(at, _draft(items[at], own or site, language)) for at in kept if digests[at] not in seen]
    drafts = [(digests[at], draft) for at, draft in read if draft]
    if feed["items"] and not (seen or drafts):
        raise _no_feed(page)
    title = strip_markup(_text(feed, "title")) or clean_line(page.where)
    told = {draft.key: digest for digest, draft in drafts if digest}
    return FeedDraft(
        title, tuple(draft for _, draft in drafts), own, site, dropped=len(items) - len(kept), told=told, seen=seen
    )


def _digests(items: Sequence[dict[str, Any]], kept: Sequence[int], around: str) -> dict[int, int]:
    """Name each item that is kept, and what bears on its reading; 0 for all where one is too deep to be written."""
    try:
        return {at: digest_of(f"{around}{items[at]}") for at in kept}
    except RecursionError:
        return dict.fromkeys(kept, 0)


def _seen(told: Sequence[tuple[str, int]], known: Known) -> tuple[int, ...]:
    """Return which digests need no reading: none, where a new item shares its key with one that is known."""
    seen = tuple(digest for _, digest in told if digest in known)
    keys = {known[digest] for digest in seen}
    shared = any(digest_of(key) in keys for key, digest in told if digest not in known)
    return () if shared or len(set(seen)) < len(seen) else seen


def _no_feed(page: Page) -> SourceError:
    return SourceError(
        f"Cannot read {clean_line(page.where)}: it is no JSON Feed that can be understood. Check the address."
    )


def _draft(item: dict[str, Any], base: str | None, language: str | None) -> Draft | None:
    url = _url(item, base)
    original = _text(item, "content_html") or _paragraphs(_text(item, "content_text") or _text(item, "summary"))
    original += attached_html(_files(item.get("attachments")), base, original)
    body = html_to_markdown(original, url or base)
    title = strip_markup(_text(item, "title")) or clean_line(body.split("\n\n")[0], 100) or url or ""
    if not title and not body:
        return None
    return Draft(
        key=_key_of(item, base),
        title=title,
        body=body,
        url=url,
        authors=_authors(item),
        published=_published(item),
        categories=_categories(item.get("tags")),
        references=read_citations(body, title=title, url=url).references,
        language=clean_line(_text(item, "language"), 40) or language,
        original=original,
        media_type="text/html",
    )


def _published(item: dict[str, Any]) -> datetime | None:
    return read_iso(item.get("date_published")) or read_iso(item.get("date_modified"))


def _size(item: dict[str, Any]) -> int:
    return len(_text(item, "content_html")) + len(_text(item, "content_text"))


def _files(stated: object) -> list[tuple[object, object, object]]:
    files = [one for one in stated if isinstance(one, dict)] if isinstance(stated, list) else []
    return [(one.get("url"), one.get("mime_type"), one.get("size_in_bytes")) for one in files]


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _url(item: dict[str, Any], base: str | None) -> str | None:
    return safe_link(_text(item, "url") or _text(item, "external_url"), base, schemes=_WEB)


def _key_of(item: dict[str, Any], base: str | None) -> str:
    return clean_line(_key(item.get("id")), 2000) or _url(item, base) or ""


def _key(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if isinstance(value, str) else f"{value:.17g}" if is_number else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in text.split("\n\n") if p.strip())


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]
    names = (strip_markup(_text(person, "name")) for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _categories(tags: object) -> tuple[str, ...]:
    words = (
        [clean_line(strip_markup(tag), 200) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    )
    return tuple({word.casefold(): word for word in reversed(words) if word}.values())[::-1]
