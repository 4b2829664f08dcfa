"""A refresh that is killed: what a line told of is there, and the next refresh brings the rest, nothing twice."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.made_feeds import feed
from tests.server import Handler, LoopbackServer, reply
from tests.torture.killing import Case, command, opened
from tests.torture.libraries import contents, differing, fresh, kept, missing, obeyed, opml

FEEDS, ITEMS = 10, 24


class Refreshing:
    """Ten feeds that are asked for the first time. Their server knows ETags: what was taken once is not sent again."""

    def __init__(self, folder: Path, server: LoopbackServer) -> None:
        self._folder = folder
        self._template = kept(folder / "template.db", 3, marked=True)
        addresses = [server.url(f"/{number}") for number in range(FEEDS)]
        for number, address in enumerate(addresses):
            numbers = range(100 + number * ITEMS, 100 + (number + 1) * ITEMS)
            server.routes[f"/{number}"] = tagged(feed(number, numbers, address))
        (folder / "feeds.opml").write_text(opml(addresses), "utf-8")
        assert not obeyed(self._template, "import", str(folder / "feeds.opml"))
        self._before = contents(self._template)

    def case(self, number: int) -> Case:
        """A library in which nothing of the feeds is."""
        library = fresh(self._template, self._folder / str(number))
        words = command(library, "refresh", "--all", "--json")
        return Case(library, words, "{", lambda said: self._lost(library, said), opened(library))

    def _lost(self, library: Path, said: list[str]) -> list[str]:
        told = [json.loads(line) for line in said]
        lost = [f"{one['source']}: {one['error']}" for one in told if one["error"]]
        lost += missing(library, [article for one in told for article in one["articles"]])
        lost += obeyed(library, "refresh", "--all")
        return lost + differing(library, replace(self._before, articles=self._before.articles + FEEDS * ITEMS))


def tagged(body: bytes) -> Callable[[Handler], None]:
    """An answer with an ETag, and 304 to who has it."""
    tag = f'"{hash(body)}"'
    whole, spared = reply(200, body, content_type="application/rss+xml", ETag=tag), reply(304, ETag=tag)

    def answer(handler: Handler) -> None:
        handler.wfile.write(spared if handler.headers.get("If-None-Match") == tag else whole)

    return answer
