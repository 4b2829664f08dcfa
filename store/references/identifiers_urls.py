"""Addresses read for the identifiers in them: host, path, each query value and fragment, and addresses inside."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from store.references.identifiers_doi import START, plausible, read_doi
from store.references.identifiers_fold import decode
from store.references.identifiers_hosts import ANYWHERE, DOI_PAGES, EUDRACT_QUERY, KEYS, RULES, Found, hosts
from store.references.identifiers_shape import Hit, balanced, broken_run, place

_LONGEST = 2000  # characters of an address that are read
_DEEPEST = 4  # addresses in addresses

_ADDRESS = re.compile(
    r"(?:(?:https?|hxxps?|ftp)(?::/{1,3}|%3a(?:%2f|/){2})"
    # without a scheme, a domain and a slash; math.GT/0309136 is an arXiv number
    r"|(?<![\w@./%-])(?![a-z-]{2,9}\.[a-z]{2}/[0-9]{7})(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,12}(?::[0-9]{1,5})?/)",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"""["'`\\^|{}*]|(?<![=/:])(?:https?|hxxps?):/|(?<=;)https?:/|[,;](?:10\.[0-9]{4,9}/|doi:)|&gt;|__;!!""",
    re.IGNORECASE,
)
_LOOSE = ".,;:!?_-~(<["
_INNER = re.compile(r"(?:https?|hxxps?):/{1,3}", re.IGNORECASE)
_INNER_BARE = re.compile(r"(?:www\.|dx\.|doi\.org/)[^\s]*/", re.IGNORECASE)
_WRAPPED = re.compile(r"-3a__?", re.IGNORECASE)  # Proofpoint v2 writes https-3A__doi.org_10.1038_x
_SHORT_PATH = re.compile(r"/(?:urn:|info:|doi:|/)*10/([a-z0-9]{3,10})/?", re.IGNORECASE)
_SHORTER_PATH = re.compile(r"/([a-z0-9]{4,10})/?", re.IGNORECASE)
# What no address with an identifier lacks; ordinary links stop here.
_TELLING = re.compile(
    r"10(?:\.|%)|doi|p(?:ub)?m(?:ed|c|id)|xiv|ar5iv|isbn|nct|isrctn|5[0-9]{5}-|/dp/|97[89]|trialsregister|euctr|nature|elife|lancet|peerj|lanl|/papers/"
    r"|uid|nih[.-]gov",
    re.IGNORECASE,
)
# AIP, OUP and other Silverchair sites put the page's number and title behind a DOI.
_ARTICLE_PAGE = re.compile(
    r"(.{0,200}/(?:advance-)?article[a-z-]{0,20}/doi/10\..{3,200}?[^/])/[0-9]{4,9}(?:/[^/]{0,300})?/?", re.IGNORECASE
)
_RESOLVER = hosts("doi", "shortdoi.org")
_DOI_ORG = hosts("doi.org", "shortdoi.org")


class Address(NamedTuple):
    """The parts of an address, the host in lower case, the others as they are written."""

    host: str
    path: str
    query: str
    fragment: str


def find_addresses(text: str) -> Iterator[tuple[int, int, list[Hit]]]:
    """Every address in a folded text: where it stands and what it names."""
    at = 0
    while found := _next_address(text, at):
        start = found.start()
        written, pieces = broken_run(text, found.start(), _LONGEST)
        written = written[: _end(written, found.end() - start)]
        at = max(place(pieces, len(written)), found.end())
        seen = _named(written)
        yield start, at, [Hit(one.scheme, one.id, start, at, one.how, one.version) for one in seen]


def _next_address(text: str, at: int) -> re.Match[str] | None:
    """The first address from `at` on, looked for only in words with a slash or `%3a`: no address is without."""
    encoded = "%3" in text
    while True:
        signs = (text.find("/", at), text.find("%3", at) if encoded else -1)
        sign = min((place for place in signs if place >= 0), default=-1)
        if sign < 0:
            return None
        begin = max(text.rfind(" ", at, sign) + 1, text.rfind("\n", at, sign) + 1, at)
        end = text.find(" ", sign)
        end = len(text) if end < 0 else end
        if found := _ADDRESS.search(text, begin, end):
            return found
        at = end


@lru_cache(maxsize=256)
def _named(address: str) -> tuple[Found, ...]:
    """What an address names, each once; texts repeat the link to their paper."""
    return tuple(dict.fromkeys(read_address(address))) if _TELLING.search(address) else ()


def _end(written: str, host: int) -> int:
    """Where an address ends that is followed by brackets, quotes or punctuation."""
    if stop := _STOPS.search(written, host):
        written = written[: stop.start()]
    written = written[: max(host, balanced(written))]
    return max(host, len(written.rstrip(_LOOSE)))


def split(address: str) -> Address:
    """An address in its parts; a `#` that is a SICI's last character stays in the path."""
    rest = decode(address[:12]) + address[12:] if "%" in address[:12] else address
    rest = re.sub(r"^[a-z]+:/*", "", rest, flags=re.IGNORECASE)
    rest, _, fragment = _split_fragment(rest)
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].partition(":")[0].lower()
    return Address(host, slash + path, query, fragment)


def _split_fragment(rest: str) -> tuple[str, str, str]:
    before, mark, fragment = rest.partition("#")
    if mark and before.lower().endswith("co;2-"):
        return before + "#", "", fragment.lstrip("#")
    return before, mark, fragment


def read_address(address: str, depth: int = 0) -> list[Found]:
    """The identifiers an address names, the ones of its path first."""
    if "%2f" in address[:20].lower():
        address = decode(address, 2)
    parts = split(address)
    found = _in_path(parts, depth)
    if not found:
        found += _by_rule(parts)
    for value in _values(parts):
        found += _in_value(parts.host, *value, depth)
    if not any(one.scheme == "doi" for one in found):
        whole = decode(f"{parts.path}?{parts.query}#{parts.fragment}")
        found += [one for rule in ANYWHERE for one in rule.read(whole)]
    return found


def _in_path(parts: Address, depth: int) -> list[Found]:
    path = decode(parts.path)
    if "&" in path:
        path = unescape(path)
    if (inner := _INNER.search(path)) and depth < _DEEPEST:
        tail = f"?{parts.query}" if parts.query else ""
        return read_address(path[inner.start() :] + tail, depth + 1)
    if silverchair := _ARTICLE_PAGE.fullmatch(path):
        path = silverchair[1]
    found = list(_dois(path, bool(_RESOLVER.search(parts.host)) or "doi" in path))
    if not found and _RESOLVER.search(parts.host):
        found += _short(parts.host, path)
    return found


def _short(host: str, path: str) -> list[Found]:
    """A shortDOI on a resolver; doi.org takes it without its `10/` too."""
    short = _SHORT_PATH.fullmatch(path)
    if not short and _DOI_ORG.search(host):
        short = _SHORTER_PATH.fullmatch(path)
        if short and short[1].lower() in DOI_PAGES:
            return []
    return [Found("doi", "10/" + short[1].lower(), "url")] if short else []


def _dois(text: str, trusted: bool = False) -> Iterator[Found]:
    at = 0
    while start := START.search(text, at):
        doi = read_doi(text, start, in_address=True)
        at = doi.end if doi else start.end()
        if doi and (trusted or plausible(doi.id)):
            yield Found("doi", doi.id, "url", doi.version)


def _by_rule(parts: Address) -> list[Found]:
    """What the tables know about a host."""
    path = decode(parts.path)
    found = [one for rule in RULES if rule.host.search(parts.host) for one in rule.read(path)]
    if EUDRACT_QUERY.host.search(parts.host):
        found += EUDRACT_QUERY.read(decode(parts.query))
    return found


def _values(parts: Address) -> Iterator[tuple[str, str]]:
    """Keys and values of the query; the fragment counts as one more, or as more if it is written so."""
    for pair in parts.query.split("&"):
        key, _, value = pair.partition("=")
        yield key.lower().removeprefix("amp;"), value or key
    if parts.fragment:
        yield "#", parts.fragment


def _in_value(host: str, key: str, value: str, depth: int) -> list[Found]:
    if _WRAPPED.search(value):
        value = _WRAPPED.sub("://", value, count=1).replace("_", "/").replace("-2", "%2").replace("-3", "%3")
    value = decode(value, 2)
    if depth < _DEEPEST and (inner := _INNER.search(value) or _INNER_BARE.match(value)):
        return read_address(value[inner.start() :], depth + 1)
    found = list(_dois(re.split(r"[?#]", value, maxsplit=1)[0], trusted="doi" in key))
    if not found and (rule := KEYS.get(key)) and rule.host.search(host):
        found += rule.read(value)
    return found
