"""Whose turn it is: hosts one after the other, and never too many asks at one host."""

from collections import Counter, deque
from collections.abc import Iterable

from store.fetch_asks import Ask, host_of


class Turns:
    """The asks that wait, by host. A host with a hundred feeds does not hold up the others."""

    def __init__(self, asks: Iterable[Ask], per_host: int) -> None:
        self._waiting: dict[str, deque[Ask]] = {}
        self._per_host = per_host
        self._running: Counter[str] = Counter()
        for ask in asks:
            self._waiting.setdefault(host_of(ask.url), deque()).append(ask)
        self._free = deque(self._waiting)  # each host once, while it has asks waiting and room for one more

    def next(self) -> Ask | None:
        """Hand out the next ask that may start now; None while every host is busy or nothing waits."""
        if not self._free:
            return None
        host = self._free.popleft()
        ask = self._waiting[host].popleft()
        self._running[host] += 1
        if self._waiting[host] and self._running[host] < self._per_host:
            self._free.append(host)
        return ask

    def done(self, ask: Ask) -> None:
        """Take note that an ask has ended, whatever came of it."""
        host = host_of(ask.url)
        was_full = self._running[host] == self._per_host
        self._running[host] -= 1
        if was_full and self._waiting[host]:
            self._free.append(host)
