"""What makes two readings of a source the same article. Pure."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from store.model import Draft, FeedDraft, Reference
from store.query import fold

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id", re.IGNORECASE)
_encoded = json.JSONEncoder(ensure_ascii=False, default=list).encode
_CONTROLS = bytes(code for code in range(32) if code != 10)
_FIELDS = tuple(field.name for field in fields(Reference))
_ALIKE = 0.5
"""Share of common words from which two texts at the same place count as one text that was changed."""


@lru_cache(2048)
def address_key(url: str) -> str:
    """Write an address so that http and https, letter case of the host, fragments and trackers make no double."""
    try:
        parts = urlsplit(url)
        query = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)]
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https"):
        return url
    path = parts.path.rstrip("/")
    return f"//{parts.netloc.lower()}{path}" + (f"?{urlencode(query)}" if query else "")


def page_key(url: str | None) -> str | None:
    """Name the page an article stands on, if its address can name one article: a site's front page does not."""
    key = address_key(url) if url else ""
    return key if key.startswith("//") and "/" in key[2:] + ("/" if "?" in key else "") else None


def feed_key(feed: FeedDraft) -> str:
    """Name a feed by its own address, else by its site and title."""
    return address_key(feed.url) if feed.url else f"{feed.site or ''}\n{feed.title}"


def draft_key(draft: Draft, feed_id: int | None, place: str | None, parent: str | None = None) -> str:
    """Name an article: by guid or address, within a digest by title, else by its place, else by its text.

    A guid that is an address means the same article in every feed; any other is only good inside its feed.
    """
    name = draft.key or draft.url or ""
    if parent is not None:  # a teaser must not take the place of the article it leads to
        return f"{parent}\n{name or fold(draft.title)}"
    if re.match(r"https?://\S+$", name, re.IGNORECASE):
        return address_key(name)
    if feed_id is not None:
        return f"feed:{feed_id}\n{draft.key or text_hash(draft)}"
    if draft.key:
        return f"id:{draft.key}"
    return f"place:{place}" if place else f"text:{text_hash(draft)}"


def text_hash(draft: Draft) -> str:
    """Digest of title and body: the same text, wherever it lies."""
    return _digest([draft.title], draft.body, [])


def draft_hash(draft: Draft) -> str:
    """Digest of everything a source says of an article, its digest items left out."""
    rest = [
        draft.url, draft.authors, draft.source, draft.categories, draft.language,
        draft.published.isoformat() if draft.published else None,
        [_told(reference) for reference in draft.references],
    ]  # fmt: skip
    return _digest([draft.title], draft.body, rest)


def _told(reference: Reference) -> dict[str, object]:
    """What dataclasses.asdict() makes of a reference, without the copies it makes."""
    authors = [{"name": one.name, "family": one.family, "given": one.given} for one in reference.authors]
    return {name: getattr(reference, name) for name in _FIELDS} | {"ids": dict(reference.ids), "authors": authors}


def _digest(before: Sequence[object], body: str, after: Sequence[object]) -> str:
    """Digest the JSON of one list that holds all this.

    Stored digests were made of these bytes: by others, every article of a library would count as changed.
    """
    parts = [_encoded(part)[1:-1].encode("utf-8", "surrogatepass") for part in (before, after) if part]
    parts.insert(1, _quoted(body))
    return hashlib.blake2b(b"[%b]" % b", ".join(parts), digest_size=16).hexdigest()


def _quoted(text: str) -> bytes:
    """A long text as JSON has it, in a third of the time where it holds no control character but line feeds."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) != len(data):
        return _encoded(text).encode("utf-8", "surrogatepass")
    return b'"%b"' % data.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")


def same_text(old_title: str, old_body: str, draft: Draft) -> bool:
    """Whether a file holds a new state of the text that lay there before, and not another text."""
    if fold(old_title) == fold(draft.title):
        return True
    old, new = set(fold(old_body).split()), set(fold(draft.body).split())
    return bool(old or new) and len(old & new) / len(old | new) >= _ALIKE
