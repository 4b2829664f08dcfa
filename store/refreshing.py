"""refresh(): ask the subscribed feeds and folders again, told step by step."""

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from store.db import Store
from store.db.told import UnreadError
from store.errors import LibraryError, SourceError
from store.fetch import documents_in, fetch, is_folder, place_of
from store.fetch_net import Answer, Ask, Web, waiting
from store.fetch_secrets import Passwords
from store.ingest import left_out
from store.model import Due, FeedDraft, Page, Progress, Saved
from store.parse import Parsed
from store.parse_apart import Parsers
from store.refreshing_ahead import ahead


async def refresh(
    store: Store,
    wanted: Sequence[int] | None = None,
    *,
    everything: bool = False,
    web: Web | None = None,
    trust_env: bool = False,
    passwords: Passwords | None = None,
) -> AsyncIterator[Progress]:
    """Ask feeds again and save what is new; yield a Progress for each as it is done.

    `wanted` are the feeds' numbers, None for all that are due, `everything` for all whether due or not;
    `trust_env` lets the proxies of the environment count; `passwords` are for addresses that name a user only. A feed
    that fails is data on the feed and never the end of the run. Closing the generator stops it at once; what
    was saved stays. Network and parsing go on side by side, each save is one short transaction.
    """
    feeds = store.due(wanted, everything=everything)
    by_url = {feed.url: feed for feed in feeds if feed.kind == "feed"}
    done = 0
    async with Parsers() as parsers, web or Web(trust_env=trust_env, passwords=passwords) as asking:
        for folder in (feed for feed in feeds if feed.kind == "folder"):
            done += 1
            yield await _read_folder(store, parsers, folder, done, len(feeds))
        asks = [Ask(feed.url, feed.etag, feed.modified) for feed in by_url.values()]

        async def read(answer: Answer) -> _Read:
            return await _parse(store, parsers, by_url[answer.ask.url], answer)

        async with aclosing(asking.ask_all(asks)) as answers, aclosing(ahead(answers, read)) as readings:
            async for answer, reading in readings:
                done += 1
                yield await _take(store, parsers, by_url[answer.ask.url], answer, reading, done, len(feeds))


@dataclass(frozen=True, slots=True)
class _Read:
    """The digest of an answer's bytes, and what they hold; None where they are those of last time."""

    digest: str | None
    parsed: Parsed | None


async def _parse(store: Store, parsers: Parsers, feed: Due, answer: Answer) -> _Read:
    if answer.error is not None:
        raise SourceError(answer.error)
    digest = hashlib.blake2b(answer.page.data, digest_size=16).hexdigest() if answer.page else feed.hash
    if answer.page is None or digest == feed.hash:
        return _Read(digest, None)
    return _Read(digest, await parsers.parse(answer.page, store.known(feed.id)))


async def _take(
    store: Store, parsers: Parsers, feed: Due, answer: Answer, reading: asyncio.Task[_Read], done: int, total: int
) -> Progress:
    """Save one answer; whatever is wrong with it is kept with the feed."""
    try:
        saved = await _save(store, parsers, feed, answer, reading.result())
    except (SourceError, LibraryError) as error:
        due = _later(store, feed, answer.wait)
        with suppress(LibraryError):  # a library that cannot be written: the sentence still reaches the reader
            store.failed(feed.id, str(error), due, gone=answer.gone)
        return Progress(done, total, feed.id, feed.title, error=str(error))
    return Progress(
        done, total, feed.id, feed.title, len(saved.added), len(saved.updated), (*saved.added, *saved.updated)
    )


async def _save(store: Store, parsers: Parsers, feed: Due, answer: Answer, read: _Read) -> Saved:
    if answer.page is None or read.parsed is None:
        store.answered(feed.id, etag=None, modified=None, hash=None, moved=answer.moved, changed=False)
        return Saved((), (), ())
    try:
        told, saved = _save_feed(store, feed, read.parsed)
    except UnreadError:
        told, saved = _save_feed(store, feed, await parsers.parse(answer.page))
    store.answered(
        feed.id, etag=answer.etag, modified=answer.modified, hash=read.digest, ttl=told.ttl,
        skip_hours=told.skip_hours, moved=answer.moved, note=left_out(told),
    )  # fmt: skip
    return saved


def _save_feed(store: Store, feed: Due, parsed: Parsed) -> tuple[FeedDraft, Saved]:
    """Save what a page holds. Raises UnreadError where its known items must be read too, SourceError for no feed."""
    if parsed.feed is None:
        raise SourceError(f"{feed.title}: its address gives a {parsed.kind}, not a feed. Look at it in the browser.")
    return parsed.feed, store.save(parsed.drafts, feed=parsed.feed, feed_id=feed.id)


def _later(store: Store, feed: Due, asked: float | None) -> datetime:
    """When a feed that failed may be asked again: as its server asks, and at least the back-off."""
    seconds = max(asked or 0.0, waiting(feed.failures, random.random))
    return store.now() + timedelta(seconds=seconds)


async def _read_folder(store: Store, parsers: Parsers, folder: Due, done: int, total: int) -> Progress:
    """Read a folder of documents again, if any file in it is new or was written to."""
    added: list[int] = []
    updated: list[int] = []
    error = None
    try:
        if not is_folder(folder.url):
            raise FileNotFoundError("it is not there")
        paths = list(documents_in(folder.url))
        state = _state(paths)
        if state != folder.hash:
            for path in paths:
                saved = await _read_file(store, parsers, path)
                added += saved.added
                updated += saved.updated
        store.answered(folder.id, etag=None, modified=None, hash=state, changed=state != folder.hash)
    except (OSError, LibraryError) as fault:
        error = f"Could not read the folder {folder.url}: {fault}. Check that it is there."
        store.failed(folder.id, error, store.now())
    return Progress(done, total, folder.id, folder.title, len(added), len(updated), (*added, *updated), error)


async def _read_file(store: Store, parsers: Parsers, path: str) -> Saved:
    try:
        page: Page = await asyncio.to_thread(fetch, path)
        parsed = await parsers.parse(page)
    except SourceError:
        return Saved((), (), ())  # in a folder, files that are no documents are passed over
    return store.save(parsed.drafts, feed=parsed.feed, place=place_of(path))


def _state(paths: Sequence[str]) -> str:
    """Digest of names, sizes and times: whether anything in a folder has changed."""
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        found = Path(path).stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
