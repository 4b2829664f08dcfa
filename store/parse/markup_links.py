"""Addresses a document names, made absolute and harmless: http, https and mailto, or nothing."""

import re
from urllib.parse import quote, urljoin, urlsplit

from store.parse.markup_clean import clean

LONGEST = 8192
_SCHEMES = ("http", "https", "mailto")
_DROPPED = re.compile(r"[\t\n\r]")  # as browsers do, inside the address too
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f\"<>\\^`{|}][^\x00-\x7f]*")  # with an accent that may stand upon it
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_PLAIN = re.compile(r"(https?)://[a-z0-9][a-z0-9.-]*(?::[0-9]{1,4})?(?:/[\w\-.~%/]*)?", re.ASCII)
"""Absolute addresses that neither joining nor cleaning changes."""


def safe_link(href: str | None, base: str | None = None, *, schemes: tuple[str, ...] = _SCHEMES) -> str | None:
    """Return the absolute address, percent-encoded where it must be, or None where it cannot be followed.

    Fragments of the same page, relative addresses without a base, and every scheme but http, https and
    mailto have none.
    """
    if _is_plain(href, base, schemes):
        return href
    href = clean(_DROPPED.sub("", href or "").strip())
    if not href or href.startswith("#") or len(href) > LONGEST:
        return None
    try:
        address = urljoin(base, href) if base else href
        parts = urlsplit(address)
        if parts.scheme.lower() not in schemes or (parts.scheme.lower() != "mailto" and not _has_host(address)):
            return None
    except ValueError:
        return None
    address = _UNSAFE.sub(lambda found: quote(found[0]), address)
    return address if len(address) <= LONGEST else None


def _is_plain(href: str | None, base: str | None, schemes: tuple[str, ...]) -> bool:
    """Tell whether an address is sure to come out as it is: most do, and parsing them twice is most of the work."""
    plain = _PLAIN.fullmatch(href) if href and len(href) <= LONGEST else None
    return plain is not None and plain[1] in schemes and (not base or _PLAIN.fullmatch(base) is not None)


def _has_host(address: str) -> bool:
    """Tell whether there is a host and a possible port; raises ValueError for an impossible one."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.port is None or parts.port >= 0) and not re.search(r"\s", parts.netloc)


def destination(address: str) -> str:
    """Return the address as it may stand between the parentheses of a Markdown link."""
    depth = deepest = 0
    for char in address if "(" in address or ")" in address else "":
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth, 99 if depth < 0 else 0)
    if depth or deepest > 8:
        address = address.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub("&amp;", address)
