"""add() and subscribe(): fetch → parse → save, told source by source; import_own(): a reader's own references."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from store.db import Store
from store.errors import LibraryError, NotFoundError, SourceError
from store.fetch import documents_in, fetch, is_folder, place_of
from store.model import Added, FeedDraft, Kind, Page
from store.parse import Parsed, parse
from store.references.identifiers_links import link

if TYPE_CHECKING:
    from store.fetch_net import Answer
    from store.fetch_secrets import Passwords

_Asked = Callable[[str], "tuple[Answer, Parsed]"]
"""Asks for what the reader named, in the reader's way."""

_APART = 256 * 1024
"""Larger documents are parsed in a process of their own, which can be ended; bytes."""


def add(
    store: Store,
    where: str,
    *,
    tags: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    trust_env: bool = False,
    passwords: "Passwords | None" = None,
) -> Iterator[Added]:
    """Add a file, a folder of files, standard input ("-"), an address or a DOI; yield a line for each document.

    The address of a feed is subscribed to. What cannot be added is told in `error`, one sentence, and never
    ends the run. In a folder, files that are no documents are passed over; one without any is an error.
    `trust_env` lets the proxies of the environment count; `passwords` are for addresses that name a user only.
    """
    asked = partial(_asked, trust_env=trust_env, passwords=passwords)
    if not is_folder(where):
        yield _add_one(store, where, tags, stdin, asked, lists=True)
        return
    found = False
    for path in documents_in(where):
        added = _add_one(store, path, tags, stdin, asked)
        if added.kind is not None or added.error is None:
            found = True
            yield added
    if not found:
        yield Added(where, None, error=f"Could not add {where}: no document is in this folder. Name another.")


def subscribe(
    store: Store, where: str, *, folder: str = "", trust_env: bool = False, passwords: "Passwords | None" = None
) -> Added:
    """Want a feed asked again, by its address or that of a page that names it; or a folder of documents.

    What is there now is added at once. `trust_env` and `passwords` are those of `add`.
    """
    if is_folder(where):
        path = str(place_of(where))
        store.subscribe(path, Path(path).name, folder=folder, kind="folder")
        return _together(where, list(add(store, where)))
    address = address_of(where)
    if address is None:
        return Added(where, None, error=f"Could not subscribe to {where}: it is neither an address nor a folder.")
    try:
        answer, parsed = _asked(address, trust_env=trust_env, passwords=passwords)
        if parsed.feed is None:
            answer, parsed = _named_feed(answer, parsed, trust_env)
        return _keep_feed(store, where, answer, parsed, folder)
    except (SourceError, LibraryError) as error:
        return Added(where, None, error=str(error))


def full_text(store: Store, article_id: int, *, trust_env: bool = False) -> Added:
    """Fetch the page of an article for the text its feed does not give; it takes the place of the summary.

    The address came out of content: only public ones are asked, but for a feed of this very machine.
    """
    try:
        url = store.article(article_id).url
        if url is None:
            raise SourceError("This article has no address: there is no page to fetch.")
        local = is_local(url) and any(is_local(feed.url or "") for feed in store.feeds() if feed.subscribed)
        _, parsed = _asked(url, trusted=local, trust_env=trust_env)
        if parsed.feed is not None or not parsed.drafts:
            raise SourceError(
                "Could not read the page of this article: there is no text on it. Open it in the browser."
            )
        changed = store.save_full(article_id, parsed.drafts[0])
        return Added(url, parsed.kind, 0, int(changed), (article_id,))
    except (SourceError, LibraryError, NotFoundError) as error:
        return Added(str(article_id), None, error=str(error))


def address_of(where: str) -> str | None:
    """Return the http(s) address a source names, a DOI's included; None for anything else."""
    text = where.strip()
    for prefix in ("feed://", "feed:"):
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
            text = text if "://" in text else f"https://{text}"
    if text.lower().startswith(("http://", "https://")):
        return text
    from store.references.identifiers import declared  # here: a refresh does without it

    ids = [one for one in declared(text) if one.scheme == "doi"]
    whole = ids and text.lower().removeprefix("doi:").strip() == ids[0].id
    return link({"doi": ids[0].id}) if whole and not Path(text).exists() else None


def _add_one(
    store: Store, where: str, tags: Sequence[str], stdin: BinaryIO | None, asked: _Asked, *, lists: bool = False
) -> Added:
    """Add one document; a list of subscriptions only where `lists` says that the reader named it."""
    kind: Kind | None = None
    try:
        if address := address_of(where):
            added = _add_address(store, where, address, asked)
        else:
            page = fetch(where, stdin=stdin)
            if lists and _is_list(page):
                return _add_list(store, where, page)
            parsed = _parsed(page)
            kind = parsed.kind
            saved = store.save(parsed.drafts, feed=parsed.feed, place=place_of(where))
            added = Added(where, kind, len(saved.added), len(saved.updated), saved.articles)
        if tags:
            store.tag(added.articles, add=tags)
            store.run_rules(added.articles)  # a rule may ask for these tags
    except (SourceError, LibraryError) as error:
        return Added(where, kind, error=str(error))
    return added


def _add_list(store: Store, where: str, page: Page) -> Added:
    """Subscribe to what a list names; `error` tells what in it is no address. Raises SourceError, LibraryError."""
    done = _import_opml(store, page)
    told = "; ".join(fault for _, fault in done.faults)
    return Added(where, "opml", done.changed, error=f"Could not subscribe to all of {where}: {told}." if told else None)


def _add_address(store: Store, where: str, address: str, asked: _Asked) -> Added:
    answer, parsed = asked(address)
    if parsed.feed is not None:
        return _keep_feed(store, where, answer, parsed, "")
    saved = store.save(parsed.drafts)
    return Added(where, parsed.kind, len(saved.added), len(saved.updated), saved.articles)


def _asked(
    address: str, *, trusted: bool = True, trust_env: bool = False, passwords: "Passwords | None" = None
) -> "tuple[Answer, Parsed]":
    """Fetch and parse what the reader named (`trusted`: it may be on this machine). Raises SourceError."""
    from store.fetch_net import LATER, fetch_url, redacted  # here: only what comes from the network pays for it

    answer = fetch_url(address, trusted=trusted, trust_env=trust_env, passwords=passwords)
    if answer.error is not None:
        raise SourceError(answer.error.replace(LATER, "Check the address, or try again later."))
    if answer.page is None:
        raise SourceError(f"Could not fetch {redacted(address)}: the answer was empty. Try again later.")
    return answer, _parsed(answer.page)


def _parsed(page: Page) -> Parsed:
    """Parse; what is large or comes from the network in a process that can be ended. Raises SourceError."""
    if page.url is None and len(page.data) <= _APART:
        return parse(page)
    from store.parse_apart import parse_apart

    return parse_apart(page)


def _named_feed(answer: "Answer", parsed: Parsed, trust_env: bool) -> "tuple[Answer, Parsed]":
    """The first feed a page names that is one. Raises SourceError."""
    from store.fetch_net import redacted
    from store.parse.discover import feeds_of

    local = answer.page is not None and is_local(answer.page.url or "")
    for address in feeds_of(answer.page)[:5] if answer.page and parsed.kind == "page" else ():
        try:
            found, feed = _asked(
                address, trusted=local, trust_env=trust_env
            )  # a page from outside may not send us into this network
        except SourceError:
            continue
        if feed.feed is not None:
            return found, feed
    where = redacted(answer.ask.url)
    raise SourceError(f"Could not subscribe to {where}: it is no feed and names none. Add it as a page instead.")


def is_local(url: str) -> bool:
    """Whether an address is one of this machine."""
    return (urlsplit(url).hostname or "") in ("localhost", "127.0.0.1", "::1")


def _keep_feed(store: Store, where: str, answer: "Answer", parsed: Parsed, folder: str) -> Added:
    """Subscribe to a feed that was fetched, and save what it holds."""
    if parsed.feed is None or answer.page is None:
        raise SourceError(f"Could not subscribe to {where}: it is no feed. Add it as a page instead.")
    address = answer.moved or answer.ask.url
    feed_id = store.subscribe(address, parsed.feed.title, folder=folder)
    saved = store.save(parsed.drafts, feed=parsed.feed, feed_id=feed_id)
    digest = hashlib.blake2b(answer.page.data, digest_size=16).hexdigest()
    store.answered(
        feed_id, etag=answer.etag, modified=answer.modified, hash=digest, ttl=parsed.feed.ttl,
        skip_hours=parsed.feed.skip_hours, note=left_out(parsed.feed),
    )  # fmt: skip
    return Added(where, "feed", len(saved.added), len(saved.updated), saved.articles)


def left_out(feed: FeedDraft) -> str | None:
    """Say how much of a feed was too much to take; None if it was taken whole."""
    if not feed.dropped:
        return None
    return f"Only the newest {len(feed.drafts):,} of its {len(feed.drafts) + feed.dropped:,} entries were kept."


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
    if _is_list(page):
        return _import_opml(store, page)
    library = read_library(page.data, where)
    return Imported("references", len(library.works), store.import_own(library.works), library.faults)


def _is_list(page: Page) -> bool:
    """Whether a document is a list of subscriptions and not one that shows how such a list looks."""
    from store.parse.recognise import kind_of

    head = page.data[:4096].replace(b"\0", b"").lower()  # UTF-16 too
    return b"<opml" in head and kind_of(page) == "opml"


def _import_opml(store: Store, page: Page) -> Imported:
    from store.parse.opml import parse_opml

    outline = parse_opml(page.data)
    known = {feed.id for feed in store.feeds() if feed.subscribed}
    ids = {store.subscribe(url, title, folder=folder) for title, url, folder in outline.feeds}
    faults = tuple((0, f"{text}: {reason}") for text, reason in outline.refused)
    return Imported("subscriptions", len(outline.feeds), len(ids - known), faults)
