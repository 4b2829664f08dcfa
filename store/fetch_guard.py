"""The address guard: look a host up once, check everything it answers, connect to what was checked.

The check stands where the connection is made, so that neither a redirect, nor an odd way to write 127.0.0.1,
nor a name that answers differently the second time (DNS rebinding) gets past it.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpcore2

from store.fetch_asks import FetchError, Resolve

Connect = Callable[[str, int, float | None], Awaitable[httpcore2.AsyncNetworkStream]]
"""Numeric address, port and seconds to an open connection; raises httpcore2's errors."""

FIRST_TRY = 2.5
"""Seconds an address gets while another of the same host is left: a dead IPv6 route should not cost ten."""

# IANA's special-purpose registries, in our own words: `ipaddress.is_global` says yes to several of these, and
# differently in each patch release of Python.
_NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "168.63.129.16/32",  # a cloud's metadata service, on an address that looks public
    )
]  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")  # leaves out ::1, mapped IPv4, NAT64, ULA, link-local, multicast, discard
_NOT_PUBLIC_6 = [IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


def public(address: str) -> bool:
    """Whether a numeric address is one anybody in the internet may be asked at; False for what is none."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in network for network in _NOT_PUBLIC_4)
    return _public_6(number)


def _public_6(number: IPv6Address) -> bool:
    return number.scope_id is None and number in _PUBLIC_6 and not any(number in net for net in _NOT_PUBLIC_6)


async def look_up(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses, best first.

    In a daemon thread of its own: one of asyncio's pool would hold up quitting until a dead DNS server is given up.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(answer: list[str] | Exception) -> None:
        if found.done():
            return
        if isinstance(answer, Exception):
            found.set_exception(answer)
        else:
            found.set_result(answer)

    def work() -> None:
        answer: list[str] | Exception
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            answer = error
        with suppress(RuntimeError):  # the loop has ended meanwhile, nobody waits any more
            loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=work, name="look_up", daemon=True).start()
    return await found


async def connect_to(address: str, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
    """Open a TCP connection to a numeric address; nothing is looked up."""
    return await httpcore2.AnyIOBackend().connect_tcp(address, port, timeout)


class Dialler(httpcore2.AsyncNetworkBackend):
    """What the connection pool connects by. The pool still names the host: for Host, SNI and the certificate."""

    def __init__(self, resolve: Resolve, connect: Connect, *, guarded: bool) -> None:
        self._resolve = resolve
        self._connect = connect
        self._guarded = guarded

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Look up, check and connect. Raises FetchError, and httpcore2's errors."""
        addresses = await self._checked(host, port, timeout)
        for address in addresses[:-1]:
            try:
                return await self._connect(address, port, min(FIRST_TRY, timeout or FIRST_TRY))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._connect(addresses[-1], port, timeout)

    async def _checked(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Every address of a host, looked up once. One that is not public refuses them all."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise httpcore2.ConnectTimeout() from None
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise FetchError(
                "its name cannot be looked up", "Check the address, or that you are online.", fault="unreached"
            )
        if self._guarded and not all(public(address) for address in addresses):
            raise FetchError("it leads to a private address", "If you trust it, add that address yourself.")
        return addresses[:4]
