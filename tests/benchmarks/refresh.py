"""A thousand feeds of ten articles, refreshed on loopback: all new, then nothing new."""

import asyncio
import tempfile
import time
from pathlib import Path

from store import Store, refresh
from tests.server import LoopbackServer, reply

FEEDS = 1000


def _feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Item {n}</title><link>https://news.example/{n}</link><guid>g{n}</guid>"
        f"<description>{'A study of cells was published. ' * 30}doi:10.1000/paper.{n}</description></item>"
        for n in range(number * 10, number * 10 + 10)
    )
    return f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'.encode()


async def _run(store: Store) -> int:
    return sum([step.added async for step in refresh(store)])


def main() -> None:
    """Print the figures."""
    routes = {f"/{n}": reply(200, _feed(n), content_type="application/rss+xml", etag=f'"{n}"') for n in range(FEEDS)}
    with (
        LoopbackServer(dict(routes)) as server,
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "library.db") as store,
    ):
        for n in range(FEEDS):
            store.subscribe(server.url(f"/{n}"), f"Feed {n}")
        for what in ("all new", "same bytes"):
            start = time.perf_counter()
            added = asyncio.run(_run(store))
            print(f"refresh of {FEEDS:,} feeds, {what:10} {added:6,} added {time.perf_counter() - start:8.2f} s")


if __name__ == "__main__":
    main()
