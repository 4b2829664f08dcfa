"""Unchanged items of a feed are not read again: what the library holds is the same as if they were."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from store import Store
from store.db.told import UnreadError
from store.model import Draft, FeedDraft, Page, Saved
from store.parse import parse
from tests.conftest import NOW

ADDRESS = "https://news.example/feed"
WORDS = ("protein", "fold", "cell", "water", "heat", "gene", "light", "mouse", "trial", "dose", "signal", "tissue")


@dataclass(frozen=True)
class Item:
    """An item of a made feed."""

    guid: str
    link: str
    title: str
    text: str
    tag: str


def rss(items: Sequence[Item], language: str, built: str) -> bytes:
    rows = "".join(
        f"<item><title>{one.title}</title><link>{one.link}</link><guid isPermaLink='false'>{one.guid}</guid>"
        f"<category><![CDATA[{one.tag}]]></category><description><![CDATA[<p>{one.text}</p>]]></description></item>\n"
        for one in items
    )
    head = f"<title>News</title><language>{language}</language><lastBuildDate>{built}</lastBuildDate>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{rows}</channel></rss><!-- {built} -->'.encode()


def odd_rss(items: Sequence[Item], language: str, built: str) -> bytes:
    """RSS that is not plain: feedparser must read it."""
    plain = rss(items, language, built).replace(b"<title>News", b"<itunes:summary>x</itunes:summary><title>News")
    return plain.replace(b"<rss ", b'<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')


def atom(items: Sequence[Item], language: str, built: str) -> bytes:
    rows = "".join(
        f"<entry><id>{one.guid}</id><title>{one.title}</title><link href='{one.link}'/><category term='{one.tag}'/>"
        f"<content type='html'><![CDATA[<p>{one.text}</p>]]></content></entry>\n"
        for one in items
    )
    head = f"<title>News</title><updated>{built}</updated><author><name>{language} Desk</name></author>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">{head}{rows}</feed>'.encode()


def json_feed(items: Sequence[Item], language: str, built: str) -> bytes:
    rows = [
        {"id": one.guid, "url": one.link, "title": one.title, "content_html": f"<p>{one.text}</p>", "tags": [one.tag]}
        for one in items
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "News", "language": language, "x": built, "items": rows}).encode()


KINDS = {"rss": rss, "odd": odd_rss, "atom": atom, "json": json_feed}


def some_item(rng: random.Random) -> Item:
    """An item out of few, so that guids, pages and texts meet again in other company."""
    n = rng.randrange(9)
    guid = rng.choice((f"g{n}", f"g{n % 3}", f"http://news.example/{n}", f"https://news.example/{n}/", ""))
    link = rng.choice((f"https://news.example/{n}", f"https://news.example/{n % 4}", "https://news.example/?p=1", ""))
    text = " ".join(rng.choices(WORDS, k=12)) + f" doi:10.1000/paper.{rng.randrange(4)} for all."
    return Item(guid, link, f"{rng.choice(WORDS).title()} {n}", text, rng.choice(WORDS))


def states(rng: random.Random, count: int) -> Iterator[tuple[list[Item], str, str]]:
    """A feed's states one after the other: items come, go, change and change places."""
    items: list[Item] = []
    language = "en"
    for number in range(count):
        items = [one for one in items if rng.random() > 0.1]
        items = [replace(one, text=f"{one.text} Mended.") if rng.random() < 0.1 else one for one in items]
        items[:0] = [some_item(rng) for _ in range(rng.randrange(4))]
        if rng.random() < 0.1:
            rng.shuffle(items)
        language = rng.choice(("en", "de")) if rng.random() < 0.1 else language
        yield items, language, f"Mon, 0{number % 9 + 1} Jun 2026 10:00:00 GMT"


def everything(store: Store) -> dict[str, list[object]]:
    """Every row of the library but those of `told`."""
    names = [row[0] for row in store._rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: store._rows(f"SELECT * FROM {name}") for name in names if name != "told" and "sqlite" not in name}


def refreshed(store: Store, feed_id: int, data: bytes, *, knowing: bool) -> tuple[Saved, int]:
    """Take a feed's answer as refresh() does; what was saved, and how many items were not read."""
    page = Page(data, ADDRESS, f"{ADDRESS}/{feed_id}", None)
    feed = parse(page, store.known(feed_id) if knowing else {}).feed
    assert feed is not None
    try:
        return store.save(feed.drafts, feed=feed, feed_id=feed_id), len(feed.seen)
    except UnreadError:
        return refreshed(store, feed_id, data, knowing=False)


@pytest.mark.parametrize("seed", range(12))
def test_the_library_is_the_same_as_if_all_had_been_read(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    kinds = rng.choices(sorted(KINDS), k=2)
    told_by = [list(states(rng, 12)) for _ in kinds]
    spared = 0
    with Store(tmp_path / "a.db", now=lambda: NOW) as quick, Store(tmp_path / "b.db", now=lambda: NOW) as slow:
        both = (quick, slow)
        feeds = [store.subscribe(f"{ADDRESS}/{n}") for n in (1, 2) for store in both][::2]
        for turn in range(12):
            for feed_id, kind, told_there in zip(feeds, kinds, told_by, strict=True):
                if not told_there[turn][0]:
                    continue
                data = KINDS[kind](*told_there[turn])
                saved, seen = refreshed(quick, feed_id, data, knowing=True)
                same, _ = refreshed(slow, feed_id, data, knowing=False)
                assert (saved.added, saved.updated) == (same.added, same.updated)
                spared += seen
            between(rng, both)
            assert everything(quick) == everything(slow)
    assert spared > 5


def between(rng: random.Random, both: Sequence[Store]) -> None:
    """What else may happen to articles between two refreshes."""
    ids = [row[0] for row in both[0]._rows("SELECT id FROM articles")]
    one, what = rng.choice([*ids, 1]), rng.randrange(6)
    for store in both:
        if what == 0:
            store.save_full(one, Draft("", "Own page", "The whole story, told at length. " * 9, url=None))
        elif what == 1:
            store.prune([one])
        elif what == 2:
            store.unsubscribe(1)
        elif what == 3:
            again = FeedDraft("News", (), f"{ADDRESS}/1")
            store.save([Draft("http://news.example/1", "From a file", "Another text.")], feed=again)


def told(*items: Item) -> bytes:
    return rss(items, "en", "Mon, 01 Jun 2026 10:00:00 GMT")


ONE = Item("g1", "https://news.example/1", "One", "The first text.", "cell")
TWO = Item("g2", "https://news.example/2", "Two", "The second text.", "heat")


def test_a_newer_parser_reads_everything_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    feed_id = store.subscribe(f"{ADDRESS}/1")
    refreshed(store, feed_id, told(ONE, TWO), knowing=True)
    assert len(store.known(feed_id)) == 2
    monkeypatch.setattr("store.db.told.PARSER", 99)
    assert store.known(feed_id) == {}


def test_an_article_that_is_gone_is_read_again(store: Store) -> None:
    feed_id = store.subscribe(f"{ADDRESS}/1")
    refreshed(store, feed_id, told(ONE, TWO), knowing=True)
    with store._write() as conn:
        conn.execute("UPDATE articles SET page_key = 'elsewhere' WHERE id = 1")
    saved, seen = refreshed(store, feed_id, told(TWO, ONE), knowing=True)
    assert (seen, saved.added) == (1, ())


def test_a_text_stays_with_its_first_feed(store: Store) -> None:
    first, other = store.subscribe(f"{ADDRESS}/1"), store.subscribe(f"{ADDRESS}/2")
    shared = replace(ONE, guid="https://news.example/1")
    mine, theirs = told(shared), told(replace(shared, text="As the other feed tells it."), TWO)
    refreshed(store, first, mine, knowing=True)
    refreshed(store, other, theirs, knowing=True)
    store.unsubscribe(first)
    saved, seen = refreshed(store, other, theirs, knowing=True)
    assert (seen, saved.updated) == (2, ())
    assert store.body(1) == "The first text."
    assert store._rows("SELECT feed_id FROM sightings WHERE article_id = 1 ORDER BY feed_id") == [(first,), (other,)]


def test_nothing_is_remembered_of_a_save_that_failed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    feed_id = store.subscribe(f"{ADDRESS}/1")
    refreshed(store, feed_id, told(ONE), knowing=True)
    before = store.known(feed_id)

    def broken(self: Store, *given: object) -> None:
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_run_rules", broken)
        with pytest.raises(RuntimeError):
            refreshed(store, feed_id, told(TWO, ONE), knowing=True)
    assert store.known(feed_id) == before
    assert refreshed(store, feed_id, told(TWO, ONE), knowing=True)[0].added == (2,)


def test_what_another_program_has_told_meanwhile_is_read(store: Store) -> None:
    feed_id = store.subscribe(f"{ADDRESS}/1")
    refreshed(store, feed_id, told(ONE), knowing=True)
    late = parse(Page(told(TWO, ONE), ADDRESS, f"{ADDRESS}/{feed_id}", None), store.known(feed_id)).feed
    refreshed(store, feed_id, told(replace(ONE, text="Mended.")), knowing=True)
    assert late is not None
    with pytest.raises(UnreadError):
        store.save(late.drafts, feed=late, feed_id=feed_id)
    assert store.counts().articles == 1


def test_a_library_of_before_learns_what_feeds_tell(tmp_path: Path) -> None:
    with Store(tmp_path / "old.db", now=lambda: NOW) as store:
        feed_id = store.subscribe(f"{ADDRESS}/1")
        refreshed(store, feed_id, told(ONE), knowing=True)
        with store._write() as conn:
            conn.execute("DROP TABLE told")
            conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm009_told'")
    with Store(tmp_path / "old.db", now=lambda: NOW) as store:
        assert store.known(feed_id) == {}
        assert refreshed(store, feed_id, told(TWO, ONE), knowing=True) == (Saved((2,), (), (2, 1)), 0)
        assert len(store.known(feed_id)) == 2
