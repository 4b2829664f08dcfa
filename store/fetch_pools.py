"""The open connections, and the requests that are sent on them. No cookies are kept, nothing is followed."""

import logging
import re
import ssl
from contextlib import AbstractAsyncContextManager
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version

import httpcore2  # the engine of httpx2, whose clients would add cookies, redirects and unbounded unpacking
import httpx2

from store.fetch_answers import fit
from store.fetch_asks import Ask, FetchError, Limits, Resolve
from store.fetch_body import OFFERED
from store.fetch_guard import Connect, Dialler, connect_to, look_up
from store.fetch_hops import Hop

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, application/xhtml+xml;q=0.8, */*;q=0.5"
)
IDLE = 5.0  # seconds a connection is kept for the next feed of the same host
_NO_MAIL = re.compile(r"[\s()<>;,]")  # would end the comment it stands in
for _name in ("httpx2", "httpcore2"):  # below WARNING they log whole addresses and headers
    logging.getLogger(_name).setLevel(logging.WARNING)


class Pools:
    """Three kinds of connections, never shared: to what the reader typed, to what content named, to proxies.

    A connection that was made without the guard must not serve an address that needs it.
    """

    def __init__(self, limits: Limits, resolve: Resolve | None, connect: Connect | None, trust_env: bool) -> None:
        self._limits = limits
        self._trust_env = trust_env
        self._open = Dialler(resolve or look_up, connect or connect_to, guarded=False)
        self._guarded = Dialler(resolve or look_up, connect or connect_to, guarded=True)
        self._pools: dict[tuple[bool, str | None, str], httpcore2.AsyncConnectionPool] = {}

    def send(self, ask: Ask, hop: Hop) -> AbstractAsyncContextManager[httpcore2.Response]:
        """Ask one address. Within the context the body can be read as it comes, packed as it was sent."""
        target = httpcore2.URL(
            scheme=hop.url.raw_scheme, host=hop.url.raw_host, port=hop.url.port, target=hop.url.raw_path
        )
        timeouts = {"connect": self._limits.connect, "read": self._limits.read, "write": self._limits.read}
        pool = self._pool(hop)
        return pool.stream("GET", target, headers=_headers(ask, hop), extensions={"timeout": timeouts})

    async def close(self) -> None:
        """Close every connection at once."""
        for pool in self._pools.values():
            await pool.aclose()

    def _pool(self, hop: Hop) -> httpcore2.AsyncConnectionPool:
        """The connections for a hop. With a proxy the guard is the proxy's: only it looks names up."""
        proxy = proxy_for(hop.url) if self._trust_env else None
        key = (hop.guarded and proxy is None, proxy, hop.url.scheme)
        if key not in self._pools:
            self._pools[key] = httpcore2.AsyncConnectionPool(
                ssl_context=self._certificates if hop.url.scheme == "https" else None,
                proxy=_proxy(proxy) if proxy else None,
                max_connections=self._limits.connections,
                keepalive_expiry=IDLE,
                network_backend=self._guarded if key[0] else self._open,
            )
        return self._pools[key]

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        """The system's own trust store; loading it takes some 20 to 80 ms."""
        return httpx2.create_ssl_context(trust_env=self._trust_env)


def proxy_for(url: httpx2.URL) -> str | None:
    """The proxy that the environment names for an address (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY)."""
    from urllib.request import getproxies_environment, proxy_bypass

    proxies = getproxies_environment()
    if proxy_bypass(url.netloc.decode("ascii")):
        return None
    named = proxies.get(url.scheme) or proxies.get("all")
    return named if not named or "://" in named else f"http://{named}"


def _proxy(address: str) -> httpcore2.Proxy:
    try:
        proxy = httpx2.Proxy(address)
    except (httpx2.InvalidURL, ValueError):
        raise FetchError("the proxy's address cannot be read", "Check the proxy in your environment.") from None
    if proxy.url.scheme not in ("http", "https"):
        raise FetchError("the proxy is neither http nor https", "Check the proxy in your environment.")
    return httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth)


def _headers(ask: Ask, hop: Hop) -> list[tuple[bytes, bytes]]:
    sent = {
        "Host": hop.url.netloc.decode("ascii"),
        "User-Agent": user_agent(ask.contact if hop.count == 0 else ""),
        "Accept": ask.accept if fit(ask.accept) else ACCEPT,
        "Accept-Encoding": OFFERED,
        "If-None-Match": ask.etag if fit(ask.etag) else None,
        "If-Modified-Since": ask.modified if fit(ask.modified) else None,
        "Authorization": hop.authorization,
    }
    return [(key.encode("ascii"), value.encode("latin-1")) for key, value in sent.items() if value]


def user_agent(contact: str = "") -> str:
    """Who asks: an honest name with our version, so that a server's owner can tell us apart."""
    mail = f"; mailto:{contact}" if fit(contact) and not _NO_MAIL.search(contact) else ""
    return f"sciread/{_version()} (+terminal feed reader{mail})"


@cache
def _version() -> str:
    try:
        return version("sciread")
    except PackageNotFoundError:
        return "0"
