"""Made feeds over loopback, from a process of its own: `python -m tests.benchmarks.made_server ARTICLES FEEDS`.

It must not share a processor's time more than it has to with what is measured: answers are ready bytes, and a process
of its own shares no interpreter. `/N` is feed N. `/mode/…` changes what is answered from then on:

- `valid`: with ETag and Last-Modified, and 304 to who has them;
- `bare`: the same bytes with no validator, always 200;
- `new`: one article more in each feed, on top; the oldest leaves it. With validators.

It is answered with how many feeds were sent, and for how many a 304 did, since the last change.
"""

import asyncio
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime

from tests.benchmarks.made_feeds import END, NEWEST, feeds, head, item
from tests.benchmarks.programs import ROOT


class Feeds:
    """What is answered for each path."""

    def __init__(self, articles: int, count: int, port: int) -> None:
        self._next, self._count = articles, count
        self._valid, self._state = True, 0
        self._sent = self._spared = 0
        self._heads = [f"http://127.0.0.1:{port}/{n}" for n in range(count)]
        self._items = [list(map(item, numbers)) for numbers in feeds(articles, count)]
        self._write()

    def _write(self) -> None:
        """Write every answer as it goes over the wire, so that a request costs a look-up."""
        built = NEWEST + timedelta(hours=self._state)
        stamp, self._tag = format_datetime(built, usegmt=True), f'"state-{self._state}"'
        valid = f"ETag: {self._tag}\r\nLast-Modified: {stamp}\r\n" if self._valid else ""
        self._not_modified = f"HTTP/1.1 304 Not Modified\r\n{valid}\r\n".encode()
        self._answers = []
        for n, items in enumerate(self._items):
            body = (head(n, self._heads[n], built) + "".join(items) + END).encode()
            lines = f"Content-Type: application/rss+xml; charset=UTF-8\r\nContent-Length: {len(body)}\r\n{valid}"
            self._answers.append(f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body)

    def answer(self, path: str, headers: dict[str, str]) -> bytes:
        """Answer a request."""
        name = path.strip("/")
        if name.startswith("mode/"):
            told = f"{self._sent} {self._spared}"
            self._change(name.removeprefix("mode/"))
            return f"HTTP/1.1 200 OK\r\nContent-Length: {len(told)}\r\n\r\n{told}".encode()
        if not name.isdecimal() or int(name) >= len(self._answers):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if self._valid and headers.get("if-none-match") == self._tag:
            self._spared += 1
            return self._not_modified
        self._sent += 1
        return self._answers[int(name)]

    def _change(self, mode: str) -> None:
        self._valid = mode != "bare"
        self._sent = self._spared = 0
        if mode == "new":
            self._state += 1
            for items in self._items:
                items.insert(0, item(self._next))
                items.pop()
                self._next += 1
        self._write()


class Connection(asyncio.Protocol):
    """A connection, kept open for one request after the other."""

    def __init__(self, served: Feeds) -> None:
        self._served = served
        self._data = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer what has come whole."""
        self._data += data
        while b"\r\n\r\n" in self._data and self._transport:
            request, _, self._data = self._data.partition(b"\r\n\r\n")
            first, *lines = request.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self._transport.write(self._served.answer(first.split(" ")[1], headers))
            if headers.get("connection", "").lower() == "close":
                self._transport.close()


async def serve(articles: int, count: int) -> None:
    """Serve until the process is ended; the port is told on standard output once everything is ready."""
    loop = asyncio.get_running_loop()
    ready: list[Feeds] = []
    server = await loop.create_server(lambda: Connection(ready[0]), "127.0.0.1", 0, backlog=256)
    port = server.sockets[0].getsockname()[1]
    ready.append(Feeds(articles, count, port))
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def served(articles: int, count: int) -> Iterator[str]:
    """Run the server beside this process; its address, without a slash at the end."""
    argv = [sys.executable, "-m", "tests.benchmarks.made_server", str(articles), str(count)]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError("the server of made feeds did not start")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def mode(address: str, name: str) -> tuple[int, int]:
    """Change what the server answers; how many feeds were sent, and spared by a 304, since the last change."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{address}/mode/{name}", timeout=60) as answer:
        sent, spared = answer.read().split()
    return int(sent), int(spared)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
