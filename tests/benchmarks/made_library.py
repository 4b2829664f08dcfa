"""Libraries of many articles, made once and kept in build/bench under a name that changes with what makes them.

The drafts are what parse() makes of the same articles in a feed (a test compares them), written by rule in two worker
processes, because parsing 100,000 would take the better part of an hour; they are saved by `Store.save` as any others.
The oldest 40 articles are of 200 KB, in a feed of their own, "Long reads".
"""

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from store import Reference, Store
from store.model import Author, Draft, FeedDraft
from tests.benchmarks.made_feeds import PARAGRAPHS, made
from tests.benchmarks.programs import CACHE, ROOT

LONG, LONG_PARAGRAPHS, FEEDS = 40, 285, 100
_MAKERS = ("store/schema*.py", "store/identity.py", "store/db/*.py", "tests/benchmarks/made_[fl]*.py")


@dataclass(frozen=True, slots=True)
class Library:
    """A made library. `text`: bytes of its Markdown. `seconds`: how long making it took."""

    path: Path
    articles: int
    text: int
    seconds: float


def library(articles: int, folder: Path = CACHE) -> Library:
    """The library of so many articles, made now if it is not kept from before."""
    path = folder / f"library-{articles}-{_state()}.db"
    facts = path.with_suffix(".json")
    if not facts.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"library-{articles}-*"):  # made by other code
            old.unlink()
        print(f"making a library of {articles:,} articles …", file=sys.stderr, flush=True)
        start = time.perf_counter()
        text = _fill(path, articles)
        facts.write_text(json.dumps({"text": text, "seconds": time.perf_counter() - start}))
    told = json.loads(facts.read_text())
    return Library(path, articles, told["text"], told["seconds"])


def _state() -> str:
    """A digest of all the code that decides what a made library holds."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(chain.from_iterable(ROOT.glob(pattern) for pattern in _MAKERS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _fill(path: Path, articles: int) -> int:
    """Make a library; the bytes of its Markdown. It gets its name only when it is whole."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    text, each = 0, max(1, articles // FEEDS)
    with Store(unfinished) as store, ProcessPoolExecutor(2) as workers:
        asked = list(_batched(range(articles), min(each, 500)))
        for numbers, drafts in zip(asked, workers.map(_drafts, asked, [articles] * len(asked)), strict=True):
            long = numbers[0] >= articles - LONG
            title = "Long reads" if long else f"Made feed {numbers[0] // each}"
            address = f"http://127.0.0.1:9/{title.replace(' ', '-')}"
            feed_id = store.subscribe(address, title)
            store.save(drafts, feed=FeedDraft(title, tuple(drafts), address), feed_id=feed_id)
            text += sum(len(draft.body.encode()) for draft in drafts)
    for ending in ("-wal", "-shm"):
        with suppress(OSError):
            unfinished.with_name(unfinished.name + ending).unlink()
    unfinished.rename(path)
    return text


def _batched(numbers: range, size: int) -> Iterator[range]:
    """The numbers in order, in parts; the long articles are a part of their own."""
    short = numbers[: max(0, len(numbers) - LONG)]
    for at in range(0, len(short), size):
        yield short[at : at + size]
    yield numbers[len(short) :]


def _drafts(numbers: range, articles: int) -> list[Draft]:
    return [draft(n, LONG_PARAGRAPHS if n >= articles - LONG else PARAGRAPHS) for n in numbers]


def draft(number: int, paragraphs: int = PARAGRAPHS) -> Draft:
    """What parse() makes of article `number` in a feed."""
    article = made(number, paragraphs)
    html = article.html.rstrip("\n")
    body = markdown(html)
    return Draft(
        article.link, article.title, body, article.link, ("BLOG",), article.when, None, article.categories,
        (_reference(number, body),), language="en-US", original=html, media_type="text/html",
    )  # fmt: skip


def markdown(html: str) -> str:
    """The Markdown of the HTML that made articles have, and of no other."""
    text = re.sub(r'<a href="([^"]*)">\1</a>', r"<\1>", html)
    text = re.sub(r'<a href="([^"]*)">([^<]*)</a>', r"[\2](\1)", text)
    text = re.sub(r"</?em>", "*", re.sub(r"</?strong>", "**", text))
    text = text.replace("<br />\n", "  \n").replace("<hr />", "---").replace("<p>", "").replace("</p>", "")
    return re.sub(r"(?<!  )\n", "\n\n", text)


def _reference(number: int, body: str) -> Reference:
    """The paper that its trailer names."""
    start = body.index("**Article References**:  \n") + len("**Article References**:  \n")
    end = body.index("\n", start)
    raw = re.sub(r"[*<>]", "", body[start:end])
    names, _, rest = raw.partition(" et al. ")
    title, _, rest = rest.partition(". ")
    authors = tuple(Author(name, *name.split(", ")) for name in re.findall(r"\w+, \w\.", names))
    address = f"https://doi.org/10.5555/made.{number}"
    return Reference(
        1, raw, "main", "high", "trailer", {"doi": f"10.5555/made.{number}"}, "Article References", title, authors,
        True, rest.partition(" (")[0], (2026,), url=address, how="url", start=start, end=end,
    )  # fmt: skip


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ("1000", "100000")):
        kept = library(count)
        print(f"{kept.path}: {kept.path.stat().st_size / 1e6:,.0f} MB, made in {kept.seconds:.0f} s")
