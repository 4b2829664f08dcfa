"""What an answer means: its status and headers as an Answer, its failure as a sentence. Pure."""

import ssl
from dataclasses import dataclass
from datetime import datetime

import httpcore2

from store.fetch_asks import LATER, Answer, Ask, FetchError, Limits, redacted
from store.fetch_hops import CHECK, Hop
from store.fetch_waiting import retry_after
from store.model import Page

LONGEST_HEADER = 1024
LONGEST_LIMIT = 64
_LIMITS = ("x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit", "x-api-pool")
_STATUS = {
    401: (
        "it asks for a user name and a password (401)",
        "Write the name into the address, https://name@host/path, and where its password is into config.toml.",
    ),
    403: ("the server does not allow it (403)", "Open it in a browser to see why."),
    404: ("there is no such page (404)", CHECK),
    410: ("it is gone for good (410)", "It will not be asked again."),
    429: ("the server asks to be left alone for a while (429)", LATER),
    503: ("the server is busy (503)", LATER),
}


@dataclass(frozen=True, slots=True)
class Head:
    """An answer's status and its headers, as they came."""

    status: int
    headers: list[tuple[bytes, bytes]]

    def all(self, name: str) -> list[str]:
        """Every value of a header, in order; `name` in lower case."""
        return [value.decode("latin-1") for key, value in self.headers if key.lower() == name.encode("ascii")]

    def one(self, name: str) -> str | None:
        """A header's first value if it is fit to be kept and sent back: short, and without control characters."""
        value = next(iter(self.all(name)), "").strip()
        return value if fit(value) else None

    def limits(self) -> dict[str, str]:
        """What a service says of how often it may be asked."""
        return {name: value[:LONGEST_LIMIT] for name in _LIMITS if (value := self.one(name))}

    def location(self) -> str | None:
        """Where a redirect leads. Addresses should be ASCII (RFC 9110 §10.2.2); some servers write UTF-8."""
        value = next(iter(self.all("location")), None)
        try:
            return value and value.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            return value


def fit(value: str | None) -> bool:
    """Whether a header's value may be kept, shown and sent: printable Latin-1, not empty, at most 1 kB."""
    if not value or len(value) > LONGEST_HEADER:
        return False
    return value.isprintable() and max(value) <= "\xff"


def answered(ask: Ask, hop: Hop, head: Head, data: bytes) -> Answer:
    """What an answer means that came whole. Raises FetchError for a status that carries no page."""
    unchanged = head.status == 304 and bool(ask.etag or ask.modified)
    if not (unchanged or carries_page(head.status)):
        raise refused(head.status)
    moved = hop.address if hop.count and hop.permanent and hop.address != ask.url else None
    etag, modified = head.one("etag"), head.one("last-modified")
    if unchanged:
        return Answer(
            ask, status=304, etag=etag or ask.etag, modified=modified or ask.modified, moved=moved, unchanged=True
        )
    page = Page(data, redacted(ask.url), str(hop.url), head.one("content-type"))
    return Answer(ask, page, head.status, etag, modified, moved, limits=head.limits())


def failed(ask: Ask, refusal: FetchError, head: Head | None, now: datetime) -> Answer:
    """What a failure means; the validators stay as they were."""
    status = head.status if head else None
    wait = retry_after(head.one("retry-after"), now) if head and head.status in (429, 503) else None
    error = f"Could not fetch {redacted(ask.url)}: {refusal.why}. {refusal.then}"
    return Answer(
        ask, None, status, ask.etag, ask.modified, gone=status == 410, wait=wait, error=error, why=refusal.why,
        then=refusal.then, fault=refusal.fault, limits=head.limits() if head else {},
    )  # fmt: skip


def carries_page(status: int) -> bool:
    """Whether a status comes with a page. 206 is a part, and nobody asked for one."""
    return 200 <= status < 300 and status != 206


def refused(status: int) -> FetchError:
    """The refusal for a status. The server's own reason phrase is not quoted: it may hold anything."""
    if status >= 500 and status not in _STATUS:
        return FetchError(f"the server failed ({status})")
    return FetchError(*_STATUS.get(status, (f"the server answered {status} instead of a page", CHECK)))


def broken(error: Exception, limits: Limits) -> FetchError:
    """The refusal for an error of the connection, by its kind. Its own words may hold what came, and are left out."""
    if isinstance(error, TimeoutError):
        return FetchError(f"it took longer than {limits.total:g} s")
    if isinstance(error, httpcore2.ConnectTimeout):
        return FetchError(f"no connection came about within {limits.connect:g} s", fault="unreached")
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError(f"nothing came for {limits.read:g} s")
    if _certificate(error):
        return FetchError("its certificate is not valid, so that it may be somebody else", CHECK)
    if isinstance(error, httpcore2.ConnectError):
        return FetchError("no connection came about", fault="unreached")
    if isinstance(error, httpcore2.ProxyError):
        return FetchError("the proxy refused", "Check the proxy in your environment.", fault="unreached")
    return FetchError("the answer broke off before its end, or was none", fault="broken")


def _certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
