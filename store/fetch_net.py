"""The network door: addresses to pages, side by side, politely and within bounds. Nothing is sent on import.

The engine (httpcore2, anyio; some 100 ms) is loaded when a Web is entered, so that a start offline does not pay for it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from store.fetch_asks import LATER, Answer, Ask, Limits, Resolve, redacted
from store.fetch_turns import Turns
from store.fetch_waiting import waiting

if TYPE_CHECKING:
    from store.fetch_guard import Connect
    from store.fetch_pools import Pools
    from store.fetch_secrets import Passwords

__all__ = ["LATER", "Answer", "Ask", "Limits", "Resolve", "Web", "fetch_url", "redacted", "waiting"]


class Web:
    """Asks addresses side by side; an async context manager, for one event loop.

    `resolve` and `connect` stand in for the system's name look-up and TCP. `trust_env` obeys HTTP_PROXY and
    its like, and SSL_CERT_FILE; .netrc is never read. `passwords` are for addresses with a user and no password.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        *,
        resolve: Resolve | None = None,
        connect: "Connect | None" = None,
        trust_env: bool = False,
        passwords: "Passwords | None" = None,
    ) -> None:
        self._limits = limits
        self._resolve = resolve
        self._connect = connect
        self._trust_env = trust_env
        self._passwords = passwords
        self._pools: Pools | None = None
        self._slots = asyncio.Semaphore(limits.connections)
        self._host_slots: dict[str, asyncio.Semaphore] = {}

    async def __aenter__(self) -> Self:
        from store.fetch_pools import Pools

        self._pools = Pools(self._limits, self._resolve, self._connect, self._trust_env)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pools is not None:
            await self._pools.close()
            self._pools = None

    async def ask(self, ask: Ask) -> Answer:
        """Fetch one address. Raises nothing a network or an address can cause."""
        from store.fetch_errand import Errand

        if self._pools is None:
            raise RuntimeError("enter the Web first: async with Web() as web")
        return await Errand(ask, self._limits, self._pools, self._slot, self._passwords).run()

    async def ask_all(self, asks: Iterable[Ask]) -> AsyncGenerator[Answer, None]:
        """Fetch addresses side by side and yield their answers as they come.

        Closing or cancelling the generator stops every request at once. Nothing new is begun while the caller
        is busy with an answer, so that pages do not pile up.
        """
        turns = Turns(asks, self._limits.per_host)
        running: dict[asyncio.Task[Answer], Ask] = {}
        finished: deque[asyncio.Task[Answer]] = deque()
        try:
            while True:
                while len(running) < self._limits.connections and (ask := turns.next()):
                    running[asyncio.create_task(self.ask(ask))] = ask
                if not finished:
                    if not running:
                        return
                    finished.extend((await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED))[0])
                    for task in finished:
                        turns.done(running.pop(task))
                    continue  # so that others start before the caller takes its time
                yield finished.popleft().result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    @asynccontextmanager
    async def _slot(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked; a redirect needs a slot at the host it leads to."""
        own = self._host_slots.setdefault(host, asyncio.Semaphore(self._limits.per_host))
        async with own, self._slots:
            yield


def fetch_url(
    url: str,
    *,
    trusted: bool = True,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
    resolve: Resolve | None = None,
    trust_env: bool = False,
    passwords: "Passwords | None" = None,
) -> Answer:
    """Fetch one address without an event loop of one's own (and not within one)."""

    async def run() -> Answer:
        async with Web(limits, resolve=resolve, trust_env=trust_env, passwords=passwords) as web:
            return await web.ask(Ask(url, trusted=trusted))

    return asyncio.run(run())
