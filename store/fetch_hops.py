"""From address to address: what may be asked first, and where a redirect may lead. Pure."""

from base64 import b64encode
from dataclasses import dataclass, field, replace

import httpx2

from store.fetch_asks import Ask, FetchError

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
CHECK = "Check the address."


@dataclass(frozen=True, slots=True)
class Hop:
    """One request on the way to a page.

    `url` has neither user nor fragment. `user` and `password` belong to its origin and are forgotten when a
    redirect leaves that. `lent`: the password came from elsewhere and is not part of the address to remember.
    `guarded`: only public addresses may be connected to.
    """

    url: httpx2.URL = field(repr=False)
    guarded: bool
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    lent: bool = False
    count: int = 0
    permanent: bool = True

    @property
    def authorization(self) -> str | None:
        """The Authorization header (RFC 7617), if this origin was given a user or a password."""
        if not (self.user or self.password):
            return None
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")

    @property
    def address(self) -> str:
        """The address to remember: with the user and password where they were sent, without one that was lent."""
        if self.authorization is None:
            return str(self.url)
        return str(self.url.copy_with(username=self.user, password="" if self.lent else self.password))


def first_hop(ask: Ask) -> Hop:
    """The request an ask begins with. Raises FetchError for what is no http or https address."""
    url = _read(ask.url.strip())
    user, password = url.username, url.password
    return Hop(_bare(url), guarded=not ask.trusted, user=user, password=password)


def next_hop(hop: Hop, status: int, location: str, limit: int, *, from_public: bool) -> Hop:
    """Where a redirect leads; raises FetchError where it may not.

    `from_public` says that the answer came from a public address. Such a one may not lead into the private
    network, nor may any answer lead to another private host, even if the reader typed the first address.
    """
    if hop.count >= limit:
        raise FetchError(f"it leads on more than {limit} times", CHECK)
    url = _led_to(hop.url, location)
    downgrade = (hop.url.scheme, url.scheme) == ("https", "http")
    if downgrade and hop.authorization:
        raise FetchError("it leads from https to http, where your password could be read", CHECK)
    stays = origin(url) == origin(hop.url)
    return replace(
        hop,
        url=url,
        guarded=hop.guarded or from_public or url.raw_host != hop.url.raw_host,
        user=hop.user if stays else "",
        password=hop.password if stays else "",
        count=hop.count + 1,
        permanent=hop.permanent and status in PERMANENT and not downgrade,
    )


def origin(url: httpx2.URL) -> tuple[str, bytes, int]:
    """Scheme, host and port: what a password belongs to."""
    return url.scheme, url.raw_host, _port(url)


def _port(url: httpx2.URL) -> int:
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80


def _read(text: str) -> httpx2.URL:
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError):  # ValueError: a lone surrogate
        raise FetchError("the address cannot be read", CHECK) from None
    if url.scheme not in ("http", "https"):
        raise FetchError("only http and https addresses are fetched", CHECK)
    if not url.raw_host or not 0 < _port(url) < 65536:
        raise FetchError("the address names no host or no right port", CHECK)
    return url


def _led_to(url: httpx2.URL, location: str) -> httpx2.URL:
    try:
        return _bare(_read(str(url.join(location))))
    except (httpx2.InvalidURL, ValueError):
        raise FetchError("it leads to an address that cannot be read", CHECK) from None
    except FetchError as refusal:
        raise FetchError(f"it leads to an address that is not followed: {refusal.why}", CHECK) from None


def _bare(url: httpx2.URL) -> httpx2.URL:
    return url.copy_with(username=None, password=None, fragment=None)
