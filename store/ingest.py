"""add() and subscribe(): fetch → parse → save, told source by source; import_own(): a reader's own references."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from store.db import Store
from store.errors import LibraryError, SourceError
from store.fetch import documents_in, fetch, is_folder, place_of
from store.model import Added, Kind, Page
from store.parse import Parsed, parse
from store.references.identifiers import declared, link

_APART = 256 * 1024
"""Larger documents are parsed in a process of their own, which can be ended; bytes."""


def add(store: Store, where: str, *, tags: Sequence[str] = (), stdin: BinaryIO | None = None) -> Iterator[Added]:
    """Add a file, a folder of files, standard input ("-"), an address or a DOI; yield a line for each document.

    The address of a feed is subscribed to. What cannot be added is told in `error`, one sentence, and never
    ends the run. In a folder, files that are no documents are passed over; one without any is an error.
    """
    if not is_folder(where):
        yield _add_one(store, where, tags, stdin)
        return
    found = False
    for path in documents_in(where):
        added = _add_one(store, path, tags, stdin)
        if added.kind is not None or added.error is None:
            found = True
            yield added
    if not found:
        yield Added(where, None, error=f"Could not add {where}: no document is in this folder. Name another.")


def subscribe(store: Store, where: str, *, folder: str = "") -> Added:
    """Want a feed asked again, by its address or that of a page that names it; or a folder of documents.

    What is there now is added at once.
    """
    if is_folder(where):
        path = str(place_of(where))
        store.subscribe(path, Path(path).name, folder=folder, kind="folder")
        return _together(where, list(add(store, where)))
    address = address_of(where)
    if address is None:
        return Added(where, None, error=f"Could not subscribe to {where}: it is neither an address nor a folder.")
    try:
        page = _asked(address)
        parsed = _parsed(page)
        if parsed.feed is None:
            page, parsed = _named_feed(page)
        return _keep_feed(store, where, page, parsed, folder)
    except (SourceError, LibraryError) as error:
        return Added(where, None, error=str(error))


def address_of(where: str) -> str | None:
    """Return the http(s) address a source names, a DOI's included; None for anything else."""
    text = where.strip()
    for prefix in ("feed://", "feed:"):
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
            text = text if "://" in text else f"https://{text}"
    if text.lower().startswith(("http://", "https://")):
        return text
    ids = [one for one in declared(text) if one.scheme == "doi"]
    whole = ids and text.lower().removeprefix("doi:").strip() == ids[0].id
    return link({"doi": ids[0].id}) if whole and not Path(text).exists() else None


def _add_one(store: Store, where: str, tags: Sequence[str], stdin: BinaryIO | None) -> Added:
    kind: Kind | None = None
    try:
        address = address_of(where)
        page = _asked(address) if address else fetch(where, stdin=stdin)
        parsed = _parsed(page)
        kind = parsed.kind
        if address and parsed.feed is not None:
            added = _keep_feed(store, where, page, parsed, "")
        else:
            saved = store.save(parsed.drafts, feed=parsed.feed, place=None if address else place_of(where))
            added = Added(where, kind, len(saved.added), len(saved.updated), saved.articles)
        if tags:
            store.tag(added.articles, add=tags)
    except (SourceError, LibraryError) as error:
        return Added(where, kind, error=str(error))
    return added


def _asked(address: str) -> Page:
    """Fetch what the reader named: it may be on this machine or network. Raises SourceError."""
    from store.fetch_net import fetch_url  # here: only what comes from the network pays for the client

    answer = fetch_url(address)
    if answer.error is not None or answer.page is None:
        raise SourceError(answer.error or f"Could not fetch {address}: there was no answer. Try again.")
    return answer.page


def _parsed(page: Page) -> Parsed:
    """Parse; what is large or comes from the network in a process that can be ended. Raises SourceError."""
    if page.url is None and len(page.data) <= _APART:
        return parse(page)
    from store.parse_apart import parse_apart

    return parse_apart(page)


def _named_feed(page: Page) -> tuple[Page, Parsed]:
    """The first feed a page names, fetched. Raises SourceError."""
    from store.parse.discover import feeds_of

    for address in feeds_of(page)[:5]:
        try:
            found = _asked(address)
            parsed = _parsed(found)
        except SourceError:
            continue
        if parsed.feed is not None:
            return found, parsed
    raise SourceError(f"Could not subscribe to {page.where}: it is no feed and names none. Add it as a page instead.")


def _keep_feed(store: Store, where: str, page: Page, parsed: Parsed, folder: str) -> Added:
    """Subscribe to a feed that was fetched, and save what it holds."""
    assert parsed.feed is not None
    feed_id = store.subscribe(page.where, parsed.feed.title, folder=folder)
    saved = store.save(parsed.drafts, feed=parsed.feed, feed_id=feed_id)
    digest = hashlib.blake2b(page.data, digest_size=16).hexdigest()
    store.answered(
        feed_id, etag=None, modified=None, hash=digest, ttl=parsed.feed.ttl, skip_hours=parsed.feed.skip_hours
    )
    return Added(where, "feed", len(saved.added), len(saved.updated), saved.articles)


def _together(where: str, lines: list[Added]) -> Added:
    articles = tuple(i for line in lines for i in line.articles)
    errors = [line.error for line in lines if line.error]
    kinds = [line.kind for line in lines if line.kind]
    return Added(
        where, kinds[0] if kinds else None, sum(line.added for line in lines), sum(line.updated for line in lines),
        articles, errors[0] if errors and not articles else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file that was imported.

    `what` is "references" or "subscriptions"; `read` are in it, `changed` of them are new or differ; `faults`
    are (line, what could not be read there), line 0 where there is none.
    """

    what: str
    read: int
    changed: int
    faults: tuple[tuple[int, str], ...]


def import_own(store: Store, where: str, *, stdin: BinaryIO | None = None) -> Imported:
    """Take over a reader's own references (BibTeX, RIS, CSL-JSON) or subscriptions (OPML).

    Raises SourceError, LibraryError. Nothing is asked over the network: `refresh` does that.
    """
    from store.references.library import read_library  # here: only an import pays for it

    page = fetch(where, stdin=stdin)
    if b"<opml" in page.data[:4096].lower():
        return _import_opml(store, page)
    library = read_library(page.data, where)
    return Imported("references", len(library.works), store.import_own(library.works), library.faults)


def _import_opml(store: Store, page: Page) -> Imported:
    from store.parse.opml import parse_opml

    outline = parse_opml(page.data)
    known = {feed.id for feed in store.feeds() if feed.subscribed}
    ids = {store.subscribe(url, title, folder=folder) for title, url, folder in outline.feeds}
    faults = tuple((0, f"{text}: {reason}") for text, reason in outline.refused)
    return Imported("subscriptions", len(outline.feeds), len(ids - known), faults)
