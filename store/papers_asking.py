"""How services are asked: one question at a time each, no faster than they allow, and not again once they refuse."""

import asyncio
import random as chance
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from store.fetch_asks import LATER, Answer, Ask, Limits
from store.fetch_net import Web
from store.model_paper import Service

Sleep = Callable[[float], Awaitable[None]]

LIMITS = Limits(total=30.0, max_bytes=8 * 1024 * 1024, per_host=1)
TRIES = 4
UNKNOWN = (404, 406, 410)
"""What is answered about a work that nobody knows, or has no such description of."""
LONGEST_WAIT = 60.0
"""Seconds a service may ask to be left alone without being left for the whole run."""
MOST_FAULTS = 3
"""After so many failures in a row a service is not asked again in this run: it, or the network, is gone."""
MOST_UNUSABLE = 10
"""After so many answers in a row that cannot be used, too: a page that says "Maintenance" comes as an answer."""
NOT_AGAIN = "It is not asked again this time."
ONLINE = "Check that you are online."

_PER_SECOND: Mapping[Service, float] = {"crossref": 5, "doi.org": 5, "datacite": 3, "pubmed": 3, "unpaywall": 5}
_REFUSED = (401, 403, 422)
_FASTEST, _SLOWEST = 50.0, 0.1  # questions a second, whatever a header says
_INTERVAL = re.compile(r"([0-9]{1,6})\s?(ms|s|m|h)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0}


class RefusedError(Exception):
    """A service gave no answer that could be read: why, as a clause, and what happens now."""

    def __init__(self, why: str, then: str = LATER) -> None:
        super().__init__(why)
        self.why = why
        self.then = then


@dataclass(slots=True)
class _Counter:
    """Where one service is asked. `next`: when it may be asked again; `closed`: why it is not, and what then."""

    spacing: float
    next: float = 0.0
    faults: int = 0
    unusable: int = 0
    closed: tuple[str, str] | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Asking:
    """Asks services within a run. `sleep`, `clock` (seconds) and `random` (0 to 1) stand in for the real ones."""

    def __init__(
        self,
        web: Web,
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self._web = web
        self._sleep = sleep
        self._clock = clock
        self._random = random
        self._counters: dict[Service, _Counter] = {}

    async def ask(self, service: Service, ask: Ask, busy: Callable[[bytes], bool] = lambda data: False) -> Answer:
        """Ask a service when it is its turn: an answer with a page, or one with a status that means something.

        `busy` tells whether a page says that the service is asked too often. Raises RefusedError for all that is no
        answer to the question.
        """
        counter = self._counters.setdefault(service, _Counter(1 / _PER_SECOND[service]))
        async with counter.turn:
            for tried in range(1, TRIES + 1):
                if counter.closed is not None:
                    raise RefusedError(*counter.closed)
                answer = await self._once(counter, ask)
                overrun = answer.status == 429 or (answer.page is not None and busy(answer.page.data))
                if not overrun and not _worth_trying(answer):
                    return self._taken(counter, answer)
                self._failed(counter, answer, overrun, last=tried == TRIES)
                if tried < TRIES and counter.closed is None:
                    await self._sleep(self._wait(answer, tried))
            raise RefusedError(*counter.closed or (_why(answer, overrun), _then(answer, LATER)))

    def used(self, service: Service) -> None:
        """Take note that an answer could be read."""
        self._counters[service].unusable = 0

    def unusable(self, service: Service, why: str) -> None:
        """Take note that an answer could not be used."""
        counter = self._counters[service]
        counter.unusable += 1
        if counter.unusable >= MOST_UNUSABLE:
            counter.closed = why, NOT_AGAIN

    async def _once(self, counter: _Counter, ask: Ask) -> Answer:
        """Ask once the time for it has come, and learn from the answer how often may be asked."""
        if (wait := counter.next - self._clock()) > 0:
            await self._sleep(wait)
        answer = await self._web.ask(ask)
        counter.spacing = spacing(answer.limits) or counter.spacing
        counter.next = self._clock() + counter.spacing
        return answer

    def _taken(self, counter: _Counter, answer: Answer) -> Answer:
        """An answer that will not change by asking again. One that refuses us closes the counter."""
        status = answer.status or 0
        if answer.page or status in UNKNOWN:
            counter.faults = 0
        elif not 400 <= status < 500:  # such a one is about the work, and says nothing of the service
            counter.faults += 1
        if answer.status in _REFUSED or counter.faults >= MOST_FAULTS:
            counter.closed = _why(answer), _then(answer, NOT_AGAIN)
        if not answer.page and answer.status not in UNKNOWN:
            raise RefusedError(*counter.closed or (_why(answer), _then(answer, LATER)))
        return answer

    def _failed(self, counter: _Counter, answer: Answer, overrun: bool, *, last: bool) -> None:
        """Count a failure. Where no connection comes about every try counts, so that nobody waits offline for long."""
        if last or answer.fault == "unreached":
            counter.faults += 1
        too_long = answer.wait is not None and answer.wait > LONGEST_WAIT
        if too_long or (overrun and last) or counter.faults >= MOST_FAULTS:
            counter.closed = _why(answer, overrun), _then(answer, NOT_AGAIN)

    def _wait(self, answer: Answer, tried: int) -> float:
        """Seconds to the next try: what the service asks for, else 1, 2, 4 and up to half as much again by chance."""
        return max(answer.wait or 0.0, 2.0 ** (tried - 1) * (1 + self._random() / 2))


def spacing(limits: Mapping[str, str]) -> float | None:
    """Seconds between two questions by x-rate-limit-limit and -interval ("50", "1s"); None where they do not say."""
    limit = limits.get("x-rate-limit-limit", "").strip()
    every = _INTERVAL.fullmatch(limits.get("x-rate-limit-interval", "").strip())
    if not re.fullmatch(r"[0-9]{1,6}", limit) or int(limit) == 0 or every is None or int(every[1]) == 0:
        return None
    per_second = int(limit) / (int(every[1]) * _SECONDS[every[2] or ""])
    return 1 / min(max(per_second, _SLOWEST), _FASTEST)


def _worth_trying(answer: Answer) -> bool:
    """Whether the next try may go better: the server failed, or the connection did. One that is slow stays slow."""
    return answer.page is None and (answer.fault != "" or (answer.status or 0) >= 500)


def _why(answer: Answer, overrun: bool = False) -> str:
    if overrun and answer.status != 429:
        return "it asks to be left alone for a while"
    if answer.status == 422:
        return "it does not accept the question or the mail address (422)"
    return answer.why or "it gave no answer"


def _then(answer: Answer, otherwise: str) -> str:
    return ONLINE if answer.fault == "unreached" else otherwise
