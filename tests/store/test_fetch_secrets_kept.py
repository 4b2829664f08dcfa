"""Passwords said by a command or the environment: whom they are sent to, and that they stay nowhere."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from store import Passwords, Progress, Store, add, password_mistake, refresh, subscribe
from store.fetch_asks import FetchError
from store.fetch_net import Answer, Ask, Web
from tests.server import LoopbackServer, reply
from tests.store.network import PUBLIC, SMALL, Names, Wire, words
from tests.store.secrets_said import FAILS, PASSWORD, SAYS, command, header, tells, told_in
from tests.tui.feeds import page, rss


@pytest.fixture(autouse=True)
def _said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_PASSWORD", PASSWORD)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/feed": rss("Cell Notes", [1, 2]), "/stars": rss("Star Notes", [1])}) as running:
        yield running


def passwords(*places: str) -> Passwords:
    return Passwords(dict.fromkeys(places, "environment: FEEDS_PASSWORD"))


def place(server: LoopbackServer) -> str:
    return f"127.0.0.1:{server.server_port}"


def sent(server: LoopbackServer) -> list[tuple[str, str | None]]:
    return [(seen.path, seen.headers.get("authorization")) for seen in server.seen]


async def ask_a_name(server: LoopbackServer, place: str, *, trusted: bool = True) -> Answer:
    """Ask http://me@a.example:port/feed, which is another machine as far as sciread can see."""
    names = Names({"a.example": [[PUBLIC]]})
    async with Web(SMALL, resolve=names, connect=Wire(), passwords=passwords(place)) as web:
        return await web.ask(Ask(server.url("/feed", "a.example", "me"), trusted=trusted))


# Whom it is sent to


@pytest.mark.parametrize(
    ("named", "url", "given"),
    [
        ("feeds.example", "https://feeds.example/feed", True),
        ("feeds.example", "https://FEEDS.example:443/feed", True),
        ("Feeds.Example:443", "https://feeds.example/feed", True),
        ("https://feeds.example", "https://feeds.example/feed", True),
        ("feeds.example:8443", "https://feeds.example:8443/feed", True),
        ("münchen.example", "https://xn--mnchen-3ya.example/", True),
        ("xn--mnchen-3ya.example", "https://münchen.example/", True),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/", True),
        ("http://feeds.example", "http://feeds.example/feed", True),
        ("localhost:8080", "http://localhost:8080/", True),
        ("127.0.0.1", "http://127.0.0.1/", True),
        ("[::1]:8080", "http://[::1]:8080/", True),
        ("feeds.example", "https://feeds.example:8443/feed", False),
        ("feeds.example:8443", "https://feeds.example/feed", False),
        ("feeds.example", "https://www.feeds.example/feed", False),
        ("feeds.example", "https://example/feed", False),
        ("http://feeds.example", "https://feeds.example/feed", False),
        ("feeds..example", "https://feeds.example/feed", False),
    ],
)
async def test_a_password_belongs_to_one_scheme_host_and_port(named: str, url: str, given: bool) -> None:
    assert password_mistake(named, "environment: FEEDS_PASSWORD") is None
    assert await passwords(named).of(httpx2.URL(url)) == (PASSWORD if given else None)


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("feeds.example", "http://feeds.example/feed"),
        ("feeds.example:443", "http://feeds.example/feed"),
        ("feeds.example:8443", "http://feeds.example:8443/feed"),
    ],
)
async def test_a_password_for_https_is_not_sent_by_http(named: str, url: str) -> None:
    with pytest.raises(FetchError, match="without https") as caught:
        await passwords(named).of(httpx2.URL(url))
    assert "Write https:// into the address" in caught.value.then


async def test_by_http_it_goes_only_where_that_is_named(server: LoopbackServer) -> None:
    refused = await ask_a_name(server, f"a.example:{server.server_port}")
    assert "without https" in (refused.error or "")
    assert server.seen == []
    assert (await ask_a_name(server, f"http://a.example:{server.server_port}")).page
    assert sent(server) == [("/feed", header())]


async def test_an_address_out_of_content_gets_no_password(server: LoopbackServer) -> None:
    assert (await ask_a_name(server, f"http://a.example:{server.server_port}", trusted=False)).page
    assert sent(server) == [("/feed", header(""))]


async def test_a_redirect_takes_it_along_within_its_origin_only(server: LoopbackServer) -> None:
    with LoopbackServer({"/there": rss("Elsewhere", [1])}) as other:
        server.routes |= {
            "/in": reply(301, Location="/feed"),
            "/out": reply(301, Location=other.url("/there")),
            "/back": reply(301, Location=other.url("/return")),
        }
        other.routes["/return"] = reply(301, Location=server.url("/feed"))
        both = passwords(place(server), place(other))
        async with Web(SMALL, passwords=both) as web:
            asked = [await web.ask(Ask(server.url(path, user="me"))) for path in ("/in", "/out", "/back")]
    assert sent(server) == [
        ("/in", header()), ("/feed", header()), ("/out", header()), ("/back", header()), ("/feed", None),
    ]  # fmt: skip
    assert sent(other) == [("/there", None), ("/return", None)]
    assert [answer.moved for answer in asked] == [
        server.url("/feed", user="me"), other.url("/there"), server.url("/feed"),
    ]  # fmt: skip
    assert not tells(words([*asked, *(answer.page for answer in asked)]))


# Where it does not stay


def run(store: Store, passwords: Passwords) -> list[Progress]:
    async def collect() -> list[Progress]:
        return [step async for step in refresh(store, everything=True, passwords=passwords)]

    return asyncio.run(collect())


def test_a_library_holds_the_user_and_never_the_password(tmp_path: Path, server: LoopbackServer) -> None:
    server.routes |= {"/old": reply(301, Location="/stars"), "/page": page("A story", 9)}
    folder, named = tmp_path / "data", passwords(place(server))
    with Store(folder / "library.db") as store:
        assert subscribe(store, server.url("/feed", user="me"), passwords=named).error is None
        store.subscribe(server.url("/old", user="me"), "Moved")
        assert [step.error for step in run(store, named)] == [None, None]
        (added,) = add(store, server.url("/page", user="me"), passwords=named)
        assert added.error is None
        assert {feed.url for feed in store.feeds() if feed.subscribed} == {
            server.url("/feed", user="me"), server.url("/stars", user="me"),
        }  # fmt: skip
        store.backup(tmp_path / "data" / "copy.db")
        assert not tells("".join(store.export_state(secrets=True)))
        assert told_in(tmp_path) == []
    assert told_in(tmp_path) == []
    assert len(server.seen) == 5
    assert {value for _, value in sent(server)} == {header()}


def test_what_a_command_that_failed_said_is_not_kept_with_its_feed(tmp_path: Path, server: LoopbackServer) -> None:
    failing = Passwords({place(server): command(FAILS)})
    with Store(tmp_path / "data" / "library.db") as store:
        store.subscribe(server.url("/feed", user="me"), "Cell Notes")
        (step,) = run(store, failing)
        (feed,) = store.feeds()
        assert step.error == feed.error
        assert "the command for its password ended with 3" in (feed.error or "")
        assert feed.failures == 1
        for line in (subscribe(store, server.url("/feed", user="me"), passwords=failing),
                     *add(store, server.url("/feed", user="me"), passwords=failing)):  # fmt: skip
            assert "ended with 3" in (line.error or "")
            assert not tells(str(line))
        assert run(store, Passwords({place(server): command(SAYS)}))[0].error is None
    assert told_in(tmp_path) == []
    assert len(server.seen) == 1


def test_the_search_for_a_password_finds_one(tmp_path: Path) -> None:
    for text in (PASSWORD, header(), f"x {PASSWORD!r}", "https://me:p%C3%A4%3Ass%20w%C3%B6rd@h.example/"):
        (tmp_path / "file").write_text(text)
        assert told_in(tmp_path) == [tmp_path / "file"]


# The table


@pytest.mark.parametrize(
    ("named", "source", "mistake"),
    [
        ("h.example", "command: pass show feeds", None),
        ("h.example", "command:pass", None),
        ("h.example", "environment:A_1", None),
        ("h.example", "hunter2", "say `command: …`"),
        ("h.example", "", "say `command: …`"),
        ("h.example", "password: hunter2", "say `command: …`"),
        ("h.example", "environment:", "say `command: …`"),
        ("h.example", "environment: hunter 2", "say `command: …`"),
        ("h.example", "environment: 2hunter", "say `command: …`"),
        ("h.example", 3, "say `command: …`"),
        ("h.example", ["command: hunter2"], "say `command: …`"),
        ("h", {"example": "command: hunter2"}, "the left side is a host in quotes"),
        ("h.example", "command:", "the command is empty"),
        ("h.example", "command: echo 'hunter2", "lacks a closing quote"),
        ("me:hunter2@h.example", "command: pass", "the left side is a host"),
        ("h.example/hunter2", "command: pass", "the left side is a host"),
        ("ftp://hunter2", "command: pass", "the left side is a host"),
        ("hunter2 h", "command: pass", "the left side is a host"),
        ("hunter2\n", "command: pass", "the left side is a host"),
        ("", "command: pass", "the left side is a host"),
        ("h.example:port", "command: pass", "the left side is a host"),
    ],
)
def test_a_line_of_the_table_is_sound_or_told_without_quoting_it(
    named: str, source: object, mistake: str | None
) -> None:
    found = password_mistake(named, source)
    assert (found is None) == (mistake is None)
    assert (mistake or "") in (found or "")
    assert "hunter" not in (found or "")
