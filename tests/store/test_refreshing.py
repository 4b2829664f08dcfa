"""Adding addresses and refreshing, against a server on loopback."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import Progress, Query, Store, add, full_text, refresh, subscribe
from store.fetch_net import Limits, Web
from store.model import Draft, FeedDraft
from tests.conftest import NOW
from tests.server import Handler, LoopbackServer, reply, silence

QUICK = Limits(total=2.0, read=1.0, connect=1.0)
RSS = "application/rss+xml"


def feed(*numbers: int, title: str = "Folding News", extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>Item {n}</title><link>https://news.example/{n}</link><guid>g{n}</guid>"
        f"<description>Text of item {n}, see doi:10.1000/paper.{n} for all.</description></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{extra}{items}</channel></rss>'.encode()


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/feed": reply(200, feed(1, 2), content_type=RSS, etag='"one"')}) as running:
        yield running


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def run(store: Store, wanted: list[int] | None = None, **options: Any) -> list[Progress]:
    async def collect() -> list[Progress]:
        return [step async for step in refresh(store, wanted, web=Web(QUICK), **options)]

    return asyncio.run(collect())


def visible(store: Store) -> list[object]:
    """All the reader can see."""
    ids = store.ids(Query())
    return [store.articles(ids), [(store.body(i), store.references(i)) for i in ids], store.tags()]


def test_the_address_of_a_feed_is_subscribed_to(store: Store, server: LoopbackServer) -> None:
    (line,) = add(store, server.url("/feed"), tags=["new"])
    assert (line.kind, line.added, line.error) == ("feed", 2, None)
    (known,) = store.feeds()
    assert (known.title, known.subscribed, known.count) == ("Folding News", True, 2)
    assert store.article(1).reader_tags == ("new",)
    assert run(store)[0].articles == ()
    assert server.seen[-1].headers["if-none-match"] == '"one"'


def test_a_page_is_an_article(store: Store, server: LoopbackServer) -> None:
    text = "<p>" + "A page about proteins that fold by themselves in water. " * 12 + "</p>"
    page = f"<html><head><title>A page</title></head><body><article><h1>A page</h1>{text}</article></body></html>"
    server.routes["/page"] = reply(200, page.encode(), content_type="text/html")
    (line,) = add(store, server.url("/page"))
    assert (line.kind, line.added) == ("page", 1)
    assert store.article(1).url == server.url("/page")
    assert store.feeds() == []
    assert next(add(store, server.url("/page"))).added == 0


def test_a_page_leads_to_its_feed(store: Store, server: LoopbackServer) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    server.routes["/"] = reply(
        200, f"<html><head>{head}</head><body>x</body></html>".encode(), content_type="text/html"
    )
    line = subscribe(store, server.url("/"), folder="Biology")
    assert (line.error, line.added) == (None, 2)
    assert (store.feeds()[0].url, store.feeds()[0].folder) == (server.url("/feed"), "Biology")


def test_nothing_new_changes_nothing_but_the_time(store: Store, server: LoopbackServer, clock: Clock) -> None:
    subscribe(store, server.url("/feed"))
    before, changes = visible(store), store._conn.total_changes
    clock.now += timedelta(days=1)
    run(store)
    assert visible(store) == before
    assert store._conn.total_changes - changes == 1
    server.routes["/feed"] = reply(200, feed(1, 2), content_type=RSS)  # the same bytes, no validators
    run(store)
    assert visible(store) == before
    assert store._conn.total_changes - changes == 2


def test_what_is_new_is_added_and_marks_stay(store: Store, server: LoopbackServer, clock: Clock) -> None:
    subscribe(store, server.url("/feed"))
    store.mark([1, 2], read=True, starred=True)
    clock.now += timedelta(hours=2)
    server.routes["/feed"] = reply(200, feed(3, 1, 2), content_type=RSS)
    (step,) = run(store)
    assert (step.done, step.total, step.added, step.updated, step.articles) == (1, 1, 1, 0, (3,))
    assert store.counts().unread == 1
    assert [c.article.id for c in store.cites("10.1000/paper.3")] == [3]


def test_an_item_that_is_the_same_article_as_a_known_one_is_read_with_it(
    store: Store, server: LoopbackServer, clock: Clock
) -> None:
    one = feed(1).replace(b"<guid>g1", b"<guid>http://news.example/1")
    server.routes["/feed"] = reply(200, one, content_type=RSS)
    subscribe(store, server.url("/feed"))
    assert len(store.known(1)) == 1
    again = feed(1).replace(b"<guid>g1", b"<guid>https://news.example/1").replace(b"Text of", b"Other text of")
    both = one.replace(b"</item>", b"</item>" + again[again.index(b"<item>") : again.index(b"</channel>")])
    server.routes["/feed"] = reply(200, both, content_type=RSS)
    clock.now += timedelta(hours=2)
    (step,) = run(store)
    assert (step.added, step.updated, step.error) == (0, 1, None)
    assert store.body(1).startswith("Other text")
    assert store.known(1) == {}


def test_one_feed_s_failure_never_ends_the_run(store: Store, server: LoopbackServer) -> None:
    server.routes |= {
        "/broken": reply(200, b"<html><body>no feed</body></html>", content_type="text/html"),
        "/down": reply(503, b"", retry_after="7200"),
        "/gone": reply(410),
        "/slow": silence,
        "/binary": reply(200, b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    }
    names = ("/broken", "/down", "/gone", "/slow", "/binary", "/missing")
    ids = {name: store.subscribe(server.url(name), name) for name in names}
    good = store.subscribe(server.url("/feed"), "good")
    steps = {step.feed: step for step in run(store)}
    assert steps[good].error is None
    assert steps[good].added == 2
    for name, feed_id in ids.items():
        step, known = steps[feed_id], store.feed(str(feed_id))
        assert step.error, name
        assert step.error.endswith("."), step.error
        assert known.error == step.error
        assert known.failures == 1
        assert "Traceback" not in step.error
    assert store.feed(str(ids["/gone"])).retired
    assert store.feed(str(ids["/down"])).due == "2026-06-03T14:00:00+00:00"
    assert [d.id for d in store.due()] == [good]


def test_a_permanent_move_moves_the_feed(store: Store, server: LoopbackServer, clock: Clock) -> None:
    subscribe(store, server.url("/feed"))
    store.mark([1, 2], read=True)
    server.routes["/new"] = server.routes["/feed"]
    server.routes["/feed"] = reply(301, b"", location="/new")
    clock.now += timedelta(hours=2)
    run(store)
    assert store.feeds()[0].url == server.url("/new")
    assert (store.counts().articles, store.counts().unread) == (2, 0)


def test_a_temporary_move_does_not(store: Store, server: LoopbackServer, clock: Clock) -> None:
    subscribe(store, server.url("/feed"))
    server.routes["/new"] = reply(200, feed(1, 2, 3), content_type=RSS)
    server.routes["/feed"] = reply(302, b"", location="/new")
    clock.now += timedelta(hours=2)
    assert run(store)[0].added == 1
    assert store.feeds()[0].url == server.url("/feed")


def test_a_folder_is_a_source(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("# One\n\nThe first text, about a cell that divides without end.\n")
    line = subscribe(store, str(folder))
    assert (line.added, line.error) == (1, None)
    run(store)
    (folder / "b.md").write_text("# Two\n\nThe second text, about a star that does not shine.\n")
    (step,) = run(store)
    assert (step.added, step.error) == (1, None)
    assert run(store)[0].added == 0
    (folder / "a.md").unlink()
    assert run(store)[0].error is None
    assert store.counts().articles == 2
    (folder / "b.md").unlink()
    folder.rmdir()
    assert run(store)[0].error is not None


def test_named_feeds_are_asked_whether_due_or_not(store: Store, server: LoopbackServer) -> None:
    server.routes["/feed"] = reply(200, feed(1, extra="<ttl>600</ttl>"), content_type=RSS)
    subscribe(store, server.url("/feed"))
    store.arrange(1, paused=True)
    assert run(store) == []
    assert run(store, everything=True) == []
    assert len(run(store, [1])) == 1


def test_stopping_stops_at_once_and_loses_nothing(store: Store, server: LoopbackServer) -> None:
    server.routes["/slow"] = silence
    store.subscribe(server.url("/feed"), "good")
    store.subscribe(server.url("/slow"), "slow")

    async def stop_after_one() -> float:
        steps = refresh(store, web=Web(Limits()))
        async for step in steps:
            assert step.added == 2
            break
        start = asyncio.get_running_loop().time()
        await steps.aclose()  # type: ignore[attr-defined]  # an async generator
        return asyncio.get_running_loop().time() - start

    assert asyncio.run(stop_after_one()) < 1.0
    assert store.counts().articles == 2


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1:1/feed", "http://", "ftp://example.org/feed", "https://u:secret@127.0.0.1:1/x?token=abc"],
)
def test_what_cannot_be_fetched_is_one_sentence_without_secrets(store: Store, where: str) -> None:
    for line in (next(add(store, where)), subscribe(store, where)):
        assert line.error is not None
        assert line.error.endswith(".")
        assert "secret" not in line.error
        assert "abc" not in line.error


def test_a_body_that_is_the_path_of_a_file_opens_nothing(
    store: Store, server: LoopbackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(feed(9))
    server.routes["/path"] = reply(200, str(secret).encode(), content_type=RSS)
    store.subscribe(server.url("/path"))
    (step,) = run(store)
    assert step.error is not None or step.added == 0
    assert store.counts().articles == 0


def slow_feeds(count: int) -> dict[str, bytes | Callable[[Handler], None]]:
    return {
        f"/{n}": reply(200, feed(*range(n * 10, n * 10 + 10), title=f"F{n}"), content_type=RSS) for n in range(count)
    }


PAGE = "<html><head><link rel=canonical href='https://news.example/elsewhere'></head><body><article>{}</article></body></html>"


def paged(server: LoopbackServer, text: str) -> None:
    server.routes["/1"] = reply(200, PAGE.format(f"<p>{text}</p>").encode(), content_type="text/html")
    server.routes["/feed"] = reply(200, feed(1).replace(b"https://news.example/1", server.url("/1").encode()))


def test_the_full_text_takes_the_summary_s_place(store: Store, server: LoopbackServer, clock: Clock) -> None:
    paged(server, "The whole story, told at length and with doi:10.1000/full in it. " * 20)
    subscribe(store, server.url("/feed"))
    store.mark([1], starred=True)
    line = full_text(store, 1)
    assert (line.error, line.updated, line.articles) == (None, 1, (1,))
    assert "told at length" in store.body(1)
    assert store.counts().articles == 1
    assert store.article(1).starred
    clock.now += timedelta(days=1)
    server.routes["/feed"] = reply(200, feed(1, title="New").replace(b"Text of", b"Other text of"))
    run(store)
    assert "told at length" in store.body(1)
    paged(server, "Please switch on scripts.")
    assert full_text(store, 1).updated == 0
    assert "told at length" in store.body(1)


def test_the_full_text_keeps_the_paper_its_feed_named(store: Store, server: LoopbackServer) -> None:
    paged(server, "The whole story, told at length, without any number, by people who like long words. " * 20)
    subscribe(store, server.url("/feed"))
    store.mark([1], read=True)
    named = store.references(1)
    assert [one.ids["doi"] for one in named] == ["10.1000/paper.1"]
    assert full_text(store, 1).updated == 1
    kept = store.references(1)
    assert [(one.n, one.role, one.ids, one.start) for one in kept] == [(1, named[0].role, named[0].ids, None)]
    assert store.article(1).references == 1
    assert [c.sentence for c in store.cites("10.1000/paper.1")] == [named[0].raw]


def test_an_address_out_of_content_may_not_be_local(store: Store, server: LoopbackServer) -> None:
    paged(server, "What is on this machine is nobody's business. " * 20)
    store.save(
        [Draft("k", "Lure", "Come in.", url=server.url("/1"))], feed=FeedDraft("F", (), "https://evil.example/f")
    )
    asked = len(server.seen)
    line = full_text(store, 1)
    assert line.error is not None
    assert len(server.seen) == asked
    assert full_text(store, 99).error is not None


def test_many_feeds_refresh_in_one_run(store: Store) -> None:
    with LoopbackServer(slow_feeds(60)) as server:
        for n in range(60):
            store.subscribe(server.url(f"/{n}"), f"F{n}")
        steps = run(store)
    assert sum(step.added for step in steps) == 600
    assert sorted(step.done for step in steps) == list(range(1, 61))
    assert {step.total for step in steps} == {60}
