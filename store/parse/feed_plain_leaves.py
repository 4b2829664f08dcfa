"""The elements that plain feeds consist of, each with what it adds to the entry or feed it stands in.

An entry is a dictionary with those keys of feedparser's that `feed_entries` reads; what feedparser makes of elements
that come twice or with strange attributes is left to it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from store.parse.feed_plain_rules import OtherwiseError, absolute, read_date, read_person

Told = dict[str, Any]
Attributes = Mapping[str, str]
Leaf = Callable[[Told, Attributes, str, str], None]
"""Adds to what is told so far: the element's attributes, its text, and the document's address."""

_HTML = ("html", "xhtml", "text/html", "application/xhtml+xml")
_REFERENCE = re.compile("&([A-Za-z0-9_]+);")


def _once(name: str) -> Leaf:
    def leaf(told: Told, attributes: Attributes, text: str, base: str) -> None:
        if attributes or name in told:
            raise OtherwiseError
        told[name] = text

    return leaf


def _dated(name: str) -> Leaf:
    def leaf(told: Told, attributes: Attributes, text: str, base: str) -> None:
        if attributes or name in told:
            raise OtherwiseError
        told[name] = text
        told[f"{name}_parsed"] = read_date(text)

    return leaf


def _date(told: Told, attributes: Attributes, text: str, base: str) -> None:
    """A date that nobody asks for; feedparser must be able to read it, for it might raise."""
    read_date(text)


def _ignored(told: Told, attributes: Attributes, text: str, base: str) -> None:
    """What adds nothing."""


def _link(told: Told, attributes: Attributes, text: str, base: str) -> None:
    """`<link>address</link>`, or Atom's `<link href="…" rel="…"/>`."""
    links = told.setdefault("links", [])
    if not attributes:
        if "&amp;" in text:  # escaped twice, which feedparser undoes in items only
            raise OtherwiseError
        address = _REFERENCE.sub(r"&\1", absolute(text, base))
        links.append({"rel": "alternate", "href": address})
        told["link"] = address
        return
    if text or not attributes.get("href") or not attributes.keys() <= {"href", "rel", "type", "title", "hreflang"}:
        raise OtherwiseError
    rel, address = attributes.get("rel", "alternate").lower(), absolute(attributes["href"], base)
    kind = attributes.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
    links.append({"rel": rel, "href": address})
    if rel == "alternate" and kind in _HTML:
        told["link"] = address
    elif rel == "enclosure":
        told.setdefault("enclosures", []).append({"href": address, "type": kind})


def _guid(told: Told, attributes: Attributes, text: str, base: str) -> None:
    """An id, which is a link too unless it says that it is none."""
    if "id" in told or not attributes.keys() <= {"isPermaLink"}:
        raise OtherwiseError
    if attributes.get("isPermaLink", "true") == "true":
        told["id"] = absolute(text, base)
        told.setdefault("link", told["id"])
    else:
        told["id"] = text


def _description(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if attributes or "summary_detail" in told:
        raise OtherwiseError
    told["summary"], told["summary_detail"] = text, {"type": "text/html"}


def _content(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if attributes or "content" in told:
        raise OtherwiseError
    told["content"] = [{"type": "text/html", "value": text}]
    told.setdefault("summary", text)


def _category(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if attributes and not attributes.keys() <= {"domain"}:
        raise OtherwiseError
    if text:
        told.setdefault("tags", []).append({"term": text})


def _author(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if attributes:
        raise OtherwiseError
    if text:
        told.setdefault("authors", []).append(read_person(text))


def _source(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if "source" in told or not attributes.keys() <= {"url"}:
        raise OtherwiseError
    told["source"] = {"title": text}


def _enclosure(told: Told, attributes: Attributes, text: str, base: str) -> None:
    if text or not attributes.get("url") or not attributes.keys() <= {"url", "type", "length"}:
        raise OtherwiseError
    told.setdefault("links", []).append({"rel": "enclosure"})
    file = {"href": attributes["url"], "type": attributes.get("type", "").lower() or None}
    told.setdefault("enclosures", []).append(file | {"length": attributes.get("length")})


ITEM: Mapping[str, Leaf] = {
    "title": _once("title"),
    "link": _link,
    "guid": _guid,
    "description": _description,
    "content_encoded": _content,
    "pubdate": _dated("published"),
    "dc_date": _dated("updated"),
    "updated": _dated("updated"),
    "author": _author,
    "dc_creator": _author,
    "category": _category,
    "dc_subject": _category,
    "dc_publisher": _once("publisher"),
    "source": _source,
    "enclosure": _enclosure,
    "language": _once("language"),
    "dc_language": _once("language"),
    "feedburner_origlink": _once("feedburner_origlink"),
    "prism_publicationname": _once("prism_publicationname"),
    "prism_publicationdate": _once("prism_publicationdate"),
    "prism_coverdate": _once("prism_coverdate"),
    **dict.fromkeys(("dc_rights", "media_content", "media_thumbnail"), _ignored),
}
"""What may stand in an item."""

CHANNEL: Mapping[str, Leaf] = {
    "title": _once("title"),
    "link": _link,
    "language": _once("language"),
    "dc_language": _once("language"),
    "managingeditor": _author,
    "dc_creator": _author,
    **dict.fromkeys(("pubdate", "lastbuilddate", "dc_date", "updated"), _date),
    **dict.fromkeys(
        (
            *("description", "category", "dc_subject", "dc_publisher", "dc_rights", "webmaster", "copyright", "rights"),
            *("generator", "cloud", "media_thumbnail"),
        ),
        _ignored,
    ),
}
"""What may stand in a channel beside its items."""

HOLDERS: Mapping[str, frozenset[str]] = {
    "image": frozenset(("title", "link", "description", "url", "width", "height")),
    "skiphours": frozenset(("hour",)),
    "skipdays": frozenset(("day",)),
}
"""What in a channel holds elements of its own, and which: all of them text without attributes."""

HANDLED = ITEM.keys() | CHANNEL.keys() | HOLDERS.keys()
