"""What is asked of the network and what comes back: plain values, cheap to import."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from store.model import Page

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Host and port to the numeric addresses of that host; raises OSError or UnicodeError where there is none."""

Fault = Literal["", "unreached", "broken"]

LATER = "It will be tried again later."
LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True, repr=False)
class Ask:
    """One address to be fetched, with what is known from last time.

    `url` may hold `user:password@`. `trusted` says that the reader typed the address, so that it may be
    local; False says that it came out of content, and then only public addresses are connected to.
    `accept` are the media types wanted, None for those of feeds and pages. `contact` is the mail address that the
    reader lets a service know, "" for none; it goes to the first host only.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    trusted: bool = True
    accept: str | None = None
    contact: str = ""

    def __repr__(self) -> str:
        return f"Ask({redacted(self.url)!r})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: always a value, never an exception.

    `status` is None when there was no answer. `etag` and `modified` are what to send next time.
    `moved` is the new address when every hop was permanent and none left https; `unchanged` is 304,
    `gone` is 410. `wait` is the seconds that a 429 or 503 asked for. `error` is for the reader; `why` and `then`
    are its parts. `fault` is "unreached" where no connection came about, "broken" where one broke. `limits` are the
    headers by which a service says how often it may be asked.
    """

    ask: Ask
    page: Page | None = field(default=None, repr=False)
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = field(default=None, repr=False)
    unchanged: bool = False
    gone: bool = False
    wait: float | None = None
    error: str | None = None
    why: str | None = None
    then: str | None = None
    fault: Fault = ""
    limits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) and how much (bytes, unpacked) one answer may be, and how many are asked at once."""

    total: float = 30.0
    read: float = 15.0
    connect: float = 10.0
    max_bytes: int = 32 * 1024 * 1024
    redirects: int = 5
    connections: int = 20
    per_host: int = 2


class FetchError(Exception):
    """An address gave no page: why, as a clause without its full stop, and what happens or what to do next."""

    def __init__(self, why: str, then: str = LATER, *, fault: Fault = "") -> None:
        super().__init__(why)
        self.why = why
        self.then = then
        self.fault = fault


def redacted(url: str) -> str:
    """Name an address in messages and logs: host and path, without user, password, query values and fragment."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return "an address that cannot be read"
    if not host:  # what stands before the path may be a password then
        return "an address without a host"
    place = f"[{host}]" if ":" in host else host
    place += (f":{port}" if port else "") + parts.path
    place = "".join(letter for letter in place if letter.isprintable())
    if len(place) > LONGEST_PLACE:
        place = place[:LONGEST_PLACE] + "…"
    return place + ("?…" if parts.query else "")


def host_of(url: str) -> str:
    """Name the host an address leads to, in lower case; "" where it names none."""
    try:
        return urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
