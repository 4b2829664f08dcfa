"""One ask on its way through the network: hop by hop, within its time and its size."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime

import httpcore2

from store.fetch_answers import Head, answered, broken, carries_page, failed
from store.fetch_asks import Answer, Ask, FetchError, Limits
from store.fetch_body import Body, too_large
from store.fetch_guard import public
from store.fetch_hops import REDIRECTS, Hop, first_hop, next_hop
from store.fetch_pools import Pools
from store.fetch_secrets import Passwords

Slot = Callable[[str], AbstractAsyncContextManager[None]]
"""Waits until a host may be asked, and holds its place."""

BREAKS = (
    httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol, OSError, EOFError,
)  # fmt: skip
"""What a network can do to us. TimeoutError is an OSError. Anything else is a bug."""


class Errand:
    """Fetches one address. The time spent waiting for a slot or a password does not count."""

    def __init__(self, ask: Ask, limits: Limits, pools: Pools, slot: Slot, passwords: Passwords | None = None) -> None:
        self._ask = ask
        self._limits = limits
        self._pools = pools
        self._slot = slot
        self._passwords = passwords
        self._left = limits.total
        self._head: Head | None = None

    async def run(self) -> Answer:
        """Fetch it. Whatever the network does is told in the Answer."""
        try:
            found: Answer | Hop = await self._first()
            while isinstance(found, Hop):
                async with self._slot(found.url.raw_host.decode("ascii")):
                    found = await self._timed(found)
            return found
        except FetchError as refusal:
            return failed(self._ask, refusal, self._head, datetime.now(UTC))

    async def _first(self) -> Hop:
        """Where it begins; with a password that is lent where the reader typed a user without one."""
        hop = first_hop(self._ask)
        if self._passwords is None or hop.guarded or hop.password or not hop.user:
            return hop
        password = await self._passwords.of(hop.url)
        return hop if password is None else replace(hop, password=password, lent=True)

    async def _timed(self, hop: Hop) -> Answer | Hop:
        began = time.monotonic()
        try:
            async with asyncio.timeout(max(self._left, 0.0)):
                return await self._hop(hop)
        except BREAKS as error:
            raise broken(error, self._limits) from None
        finally:
            self._left -= time.monotonic() - began

    async def _hop(self, hop: Hop) -> Answer | Hop:
        """Ask one address: an Answer, or where it leads."""
        self._head = None
        async with self._pools.send(self._ask, hop) as response:
            head = self._head = Head(response.status, response.headers)
            location = head.location() if head.status in REDIRECTS else None
            if location is not None:
                return next_hop(hop, head.status, location, self._limits.redirects, from_public=_from_public(response))
            data = await self._read(response, head) if carries_page(head.status) else b""
            if head.status == 304:  # has no body; reading to its end lets the next feed use the connection
                await response.aread()
        return answered(self._ask, hop, head, data)

    async def _read(self, response: httpcore2.Response, head: Head) -> bytes:
        """The body as it comes, unpacked within its limit; others get their turn after every piece."""
        limit = self._limits.max_bytes
        body = Body(head.all("content-encoding"), limit)
        length = next(iter(head.all("content-length")), "")
        if length.isdecimal() and (len(length) > 15 or int(length) > limit):
            raise too_large(limit)
        async for chunk in response.aiter_stream():
            for _ in body.take(chunk):
                await asyncio.sleep(0)
        return body.close()


def _from_public(response: httpcore2.Response) -> bool:
    """Whether the other end of the connection is a public address."""
    peer = response.extensions["network_stream"].get_extra_info("server_addr")
    return isinstance(peer, tuple) and public(str(peer[0]))
