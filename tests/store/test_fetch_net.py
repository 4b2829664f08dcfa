"""The network door against a server on loopback: what comes back, and what never goes out."""

import asyncio
import gzip
import logging
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from store.fetch_net import Answer, Ask, Limits, Web, fetch_url
from tests.server import Handler, LoopbackServer, Route, after, drip, reply, silence
from tests.store.network import PUBLIC, SMALL, Names, Wire, words

FEED = b"<rss><channel><title>News</title></channel></rss>"


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/feed": reply(200, FEED, Content_Type="application/rss+xml; charset=utf-8")}) as running:
        yield running


async def ask(url: str, etag: str | None = None, modified: str | None = None, limits: Limits = SMALL) -> Answer:
    async with Web(limits) as web:
        return await web.ask(Ask(url, etag, modified))


async def test_a_page_comes_with_its_address_and_type(server: LoopbackServer) -> None:
    answer = await ask(server.url("/feed?x=1#part"))
    assert answer.error is None
    assert answer.page
    assert answer.page.data == FEED
    assert answer.page.url == server.url("/feed?x=1")
    assert answer.page.media_type == "application/rss+xml; charset=utf-8"
    assert (answer.status, answer.moved, answer.unchanged, answer.gone, answer.wait) == (200, None, False, False, None)


async def test_who_asks_is_told_and_only_what_zlib_can_bound_is_offered(server: LoopbackServer) -> None:
    await ask(server.url("/feed"))
    headers = server.seen[0].headers
    assert headers["user-agent"].startswith("sciread/")
    assert headers["user-agent"].endswith("(+terminal feed reader)")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == f"127.0.0.1:{server.server_port}"
    assert not {"cookie", "authorization", "referer", "if-none-match", "if-modified-since"} & headers.keys()


async def test_packed_pages_are_unpacked(server: LoopbackServer) -> None:
    server.routes["/gz"] = reply(200, gzip.compress(FEED * 1000), Content_Encoding="gzip")
    answer = await ask(server.url("/gz"))
    assert answer.page
    assert answer.page.data == FEED * 1000


async def test_chunked_pages_come_whole(server: LoopbackServer) -> None:
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in FEED) + b"0\r\n\r\n"
    server.routes["/chunks"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    answer = await ask(server.url("/chunks"))
    assert answer.page
    assert answer.page.data == FEED


async def test_validators_go_back_and_nothing_changed_is_said(server: LoopbackServer) -> None:
    modified = "Wed, 03 Jun 2026 08:00:00 GMT"

    def route(handler: Handler) -> None:
        known = handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"] == modified
        head = {"ETag": '"v1"', "Last-Modified": modified}
        handler.wfile.write(reply(304 if known else 200, b"" if known else FEED, **head))

    server.routes["/feed"] = route
    first = await ask(server.url("/feed"))
    assert (first.status, first.etag, first.modified, first.unchanged) == (200, '"v1"', modified, False)
    again = await ask(server.url("/feed"), first.etag, first.modified)
    assert (again.status, again.page, again.unchanged, again.error) == (304, None, True, None)
    assert (again.etag, again.modified) == ('"v1"', modified)


async def test_unchanged_without_a_question_is_an_error(server: LoopbackServer) -> None:
    server.routes["/feed"] = reply(304)
    answer = await ask(server.url("/feed"))
    assert not answer.unchanged
    assert answer.error


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"a\x1b[31m"', '"a\x9b"', '"ü€"', "x" * 5000, ""])
async def test_validators_with_controls_are_not_sent(server: LoopbackServer, etag: str) -> None:
    answer = await ask(server.url("/feed"), etag, etag)
    assert answer.page
    assert not {"x-evil", "if-none-match", "if-modified-since"} & server.seen[0].headers.keys()


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (400, "answered 400"),
        (401, "user name and a password"),
        (403, "does not allow"),
        (404, "no such page"),
        (206, "answered 206"),
        (300, "answered 300"),
        (302, "answered 302"),
        (500, "the server failed (500)"),
        (502, "the server failed (502)"),
        (503, "busy"),
    ],
)
async def test_a_status_without_a_page_is_a_sentence(server: LoopbackServer, status: int, says: str) -> None:
    server.routes["/feed"] = reply(status, b"sorry")
    answer = await ask(server.url("/feed"), '"v1"', "yesterday")
    assert (answer.page, answer.status, answer.gone) == (None, status, False)
    assert (answer.etag, answer.modified) == ('"v1"', "yesterday")
    assert answer.error
    assert answer.error.startswith(f"Could not fetch 127.0.0.1:{server.server_port}/feed: ")
    assert says in answer.error
    assert answer.error.endswith(".")


async def test_what_is_gone_is_gone(server: LoopbackServer) -> None:
    server.routes["/feed"] = reply(410)
    answer = await ask(server.url("/feed"))
    assert answer.gone
    assert "gone for good" in (answer.error or "")


@pytest.mark.parametrize(("status", "wait"), [(429, 120.0), (503, 120.0), (500, None), (404, None)])
async def test_a_server_that_asks_to_wait_is_heard(server: LoopbackServer, status: int, wait: float | None) -> None:
    server.routes["/feed"] = reply(status, Retry_After="120")
    assert (await ask(server.url("/feed"))).wait == wait


async def test_redirects_are_followed_and_a_permanent_one_moves(server: LoopbackServer) -> None:
    server.routes |= {
        "/old": reply(301, Location="/older"),
        "/older": reply(308, b"moved", Location=server.url("/feed?x=1#part")),
        "/today": reply(302, Location="/feed"),
        "/mixed": reply(301, Location="/today"),
        "/lost": reply(301, Location="/nowhere"),
        "/loop": reply(301, Location="/loop"),
    }
    moved = await ask(server.url("/old"))
    assert moved.page
    assert moved.moved == moved.page.url == server.url("/feed?x=1")
    for path in ("/today", "/mixed"):
        answer = await ask(server.url(path))
        assert answer.page
        assert answer.page.url == server.url("/feed")
        assert answer.moved is None
    lost = await ask(server.url("/lost"))
    assert (lost.status, lost.moved) == (404, None)
    server.seen.clear()
    assert "more than 5 times" in ((await ask(server.url("/loop"))).error or "")
    assert len(server.seen) == 6


async def test_a_moved_page_may_also_be_unchanged(server: LoopbackServer) -> None:
    server.routes |= {"/old": reply(301, Location="/new"), "/new": reply(304)}
    answer = await ask(server.url("/old"), '"v1"')
    assert answer.unchanged
    assert answer.moved == server.url("/new")


async def test_a_location_in_utf_8_is_understood(server: LoopbackServer) -> None:
    server.routes["/old"] = b"HTTP/1.1 302 F\r\nLocation: /\xc3\xa4 b\r\nContent-Length: 0\r\n\r\n"
    server.routes["/%C3%A4%20b"] = reply(200, FEED)
    assert (await ask(server.url("/old"))).page


async def test_a_password_reaches_its_own_host_and_no_other(server: LoopbackServer) -> None:
    wire = Wire()
    names = Names({"a.example": [[PUBLIC]], "b.example": [[PUBLIC]]})
    server.routes |= {
        "/in": reply(301, Location="/deeper", Set_Cookie="id=1"),
        "/deeper": reply(301, Location="/feed"),
        "/out": reply(301, Location=server.url("/there", "b.example"), Set_Cookie="id=1"),
        "/there": reply(301, Location=server.url("/feed", "a.example")),
    }
    async with Web(SMALL, resolve=names, connect=wire) as web:
        inner = await web.ask(Ask(server.url("/in", "a.example", "u:PASS")))
        outer = await web.ask(Ask(server.url("/out", "a.example", "u:PASS"), '"v1"'))
    by_path = [(seen.path, "authorization" in seen.headers) for seen in server.seen]
    assert by_path == [
        ("/in", True), ("/deeper", True), ("/feed", True), ("/out", True), ("/there", False), ("/feed", False),
    ]  # fmt: skip
    assert not any("cookie" in seen.headers for seen in server.seen)
    assert inner.page
    assert outer.page
    assert inner.moved == server.url("/feed", "a.example", "u:PASS")
    assert outer.moved == server.url("/feed", "a.example")
    assert "PASS" not in words([inner.page, outer.page])


async def test_no_message_and_no_log_line_holds_a_secret(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.routes |= {"/ok": reply(200), "/on": reply(302, Location="/x?token=TOK"), "/slow": silence}
    urls = [server.url(f"{path}?token=TOK#TOK", user="u:PASS") for path in ("/ok", "/nowhere", "/on", "/slow")]
    urls += ["http://u:PASS@127.0.0.1:1/?token=TOK", "http://u:PASS@[::1?token=TOK"]
    async with Web(Limits(total=0.3, read=0.2)) as web:
        answers = [await web.ask(Ask(url)) for url in urls]
    told = words(
        [*answers, *(answer.error for answer in answers), *(answer.page and answer.page.where for answer in answers)]
    )
    assert "TOK" not in told + caplog.text
    assert "PASS" not in told + caplog.text
    assert sum(answer.error is not None for answer in answers) == 5


@pytest.mark.parametrize("route", [drip, silence])
async def test_the_deadline_holds_whatever_single_reads_take(server: LoopbackServer, route: Route) -> None:
    server.routes["/slow"] = route
    async with asyncio.timeout(30):
        answer = await ask(server.url("/slow"), limits=Limits(total=0.5, read=60))
    assert (answer.error or "").endswith("/slow: it took longer than 0.5 s. It will be tried again later.")


async def test_the_deadline_is_one_for_all_redirects(server: LoopbackServer) -> None:
    server.routes["/loop"] = after(0.2, reply(302, Location="/loop"))
    answer = await ask(server.url("/loop"), limits=Limits(total=0.5, redirects=50))
    assert "longer than 0.5 s" in (answer.error or "")


async def test_a_silent_server_is_given_up(server: LoopbackServer) -> None:
    server.routes["/slow"] = silence
    assert "nothing came for 0.2 s" in ((await ask(server.url("/slow"), limits=Limits(read=0.2))).error or "")


async def test_a_closed_port_is_a_sentence() -> None:
    answer = await ask("http://127.0.0.1:1/feed")
    assert answer.status is None
    assert answer.error == "Could not fetch 127.0.0.1:1/feed: no connection came about. It will be tried again later."


async def test_http_where_https_was_asked_for_is_a_sentence(server: LoopbackServer) -> None:
    answer = await ask(server.url("/feed").replace("http:", "https:"))
    assert "no connection came about" in (answer.error or "")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        b"\x16\x03\x01\x00\x05hello",
    ],
)
async def test_a_broken_answer_is_a_sentence(server: LoopbackServer, raw: bytes) -> None:
    def route(handler: Handler) -> None:
        handler.wfile.write(raw)
        handler.close_connection = True

    server.routes["/bad"] = route
    answer = await ask(server.url("/bad"))
    assert answer.page is None
    assert (answer.error or "").startswith("Could not fetch 127.0.0.1:")


async def test_a_page_that_says_it_is_too_large_is_not_read(server: LoopbackServer) -> None:
    server.routes["/big"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nab"
    assert "larger than 1 MB" in ((await ask(server.url("/big"))).error or "")


async def test_no_host_is_asked_more_often_at_once_than_allowed(server: LoopbackServer) -> None:
    server.routes["/feed"] = after(0.02, reply(200, FEED))
    async with Web(Limits(per_host=2)) as web:
        answers = [answer async for answer in web.ask_all(Ask(server.url(f"/feed?{n}")) for n in range(20))]
    assert len({answer.ask.url for answer in answers if answer.page}) == 20
    assert server.most_at_once == 2


async def test_the_limit_holds_for_the_host_a_redirect_leads_to(server: LoopbackServer) -> None:
    names = Names({f"h{n}.example": [["127.0.0.1"]] for n in range(10)} | {"one.example": [[PUBLIC]]})
    server.routes |= {
        "/go": reply(302, Location=server.url("/one", "one.example")),
        "/one": after(0.03, reply(200, FEED)),
    }
    async with Web(Limits(per_host=2), resolve=names, connect=Wire()) as web:
        asks = [Ask(server.url("/go", f"h{n}.example")) for n in range(10)]
        answers = [answer async for answer in web.ask_all(asks)]
    assert all(answer.page for answer in answers)
    assert server.most_at_once == 2


async def test_no_more_connections_than_allowed(server: LoopbackServer) -> None:
    names = Names({f"h{n}.example": [["127.0.0.1"]] for n in range(30)})
    server.routes["/feed"] = after(0.05, reply(200, FEED))
    async with Web(Limits(connections=5), resolve=names) as web:
        asks = [Ask(server.url("/feed", f"h{n}.example")) for n in range(30)]
        answers = [answer async for answer in web.ask_all(asks)]
    assert all(answer.page for answer in answers)
    assert server.most_at_once == 5


async def test_a_slow_host_does_not_hold_up_the_others(server: LoopbackServer) -> None:
    names = Names({"slow.example": [["127.0.0.1"]], "quick.example": [["127.0.0.1"]]})
    server.routes["/slow"] = silence
    asks = [Ask(server.url("/slow", "slow.example")) for _ in range(10)]
    asks += [Ask(server.url("/feed", "quick.example")) for _ in range(5)]
    async with Web(Limits(connections=4), resolve=names) as web, aclosing(web.ask_all(asks)) as answers:
        quick = [await anext(answers) for _ in range(5)]
    assert all(answer.page for answer in quick)


async def test_an_answer_may_lead_to_another_question(server: LoopbackServer) -> None:
    """Asking from within the loop over answers does not wait for itself."""
    async with Web(Limits(connections=1, per_host=1)) as web:
        one = Ask(server.url("/feed"))
        found = [(answer, await web.ask(one)) async for answer in web.ask_all([one] * 3)]
    assert len(found) == 3
    assert all(first.page and second.page for first, second in found)


async def test_cancelling_stops_every_request_at_once(server: LoopbackServer) -> None:
    server.routes |= {"/slow": silence, "/drip": drip}
    asks = [Ask(server.url(path)) for path in ("/feed", "/slow", "/drip", "/slow")]
    got: list[Answer] = []

    async def refresh() -> None:
        async with Web() as web:
            async for answer in web.ask_all(asks):
                got.append(answer)  # noqa: PERF401 -- a comprehension would lose what came before the end

    task = asyncio.create_task(refresh())
    async with asyncio.timeout(30):
        while server.at_once < 2 or not got:
            await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(10):  # less than any request may take
            await task
    assert len(got) == 1


async def test_one_bad_feed_never_ends_the_run(server: LoopbackServer) -> None:
    server.routes["/drip"] = drip
    bad = ["/nowhere", "/drip", "rubbish", "http://[::1", "http://127.0.0.1:1/", "file:///etc/passwd"]
    asks = [Ask(url if ":" in url or "/" not in url else server.url(url)) for url in [*bad, *["/feed"] * 10]]
    async with Web(Limits(total=0.5)) as web:
        answers = [answer async for answer in web.ask_all(asks)]
    assert sum(answer.page is not None for answer in answers) == 10
    assert sum(answer.error is not None for answer in answers) == 6


async def test_the_environment_s_proxy_is_used_only_when_asked_for(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackServer() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url("/", user="pu:PROXYPASS"))
        for name in ("HTTP_PROXY", "no_proxy", "NO_PROXY", "REQUEST_METHOD"):
            monkeypatch.delenv(name, raising=False)
        far = "http://feeds.example/feed"
        proxy.routes[far] = reply(200, b"by proxy")
        names = Names({"feeds.example": [["127.0.0.1"]], "127.0.0.1": [["127.0.0.1"]]})
        async with Web(SMALL, resolve=names) as web:
            assert (await web.ask(Ask(server.url("/feed")))).page
        assert proxy.seen == []
        async with Web(SMALL, resolve=names, trust_env=True) as web:
            answer = await web.ask(Ask(far, trusted=False))
            monkeypatch.setenv("no_proxy", "127.0.0.1")
            direct = await web.ask(Ask(server.url("/feed")))
        assert answer.page
        assert answer.page.data == b"by proxy"
        assert direct.page
        assert direct.page.data == FEED
        assert [seen.path for seen in proxy.seen] == [far]
        assert "feeds.example" not in names.asked


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http://[::1", "rubbish://x"])
async def test_a_proxy_that_cannot_be_used_is_a_sentence(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with Web(SMALL, trust_env=True) as web:
        answer = await web.ask(Ask("http://feeds.example/"))
    assert "Check the proxy" in (answer.error or "")


def test_one_page_can_be_fetched_without_a_loop(server: LoopbackServer) -> None:
    answer = fetch_url(server.url("/feed"), limits=SMALL)
    assert answer.page
    assert "private address" in (fetch_url(server.url("/feed"), trusted=False, limits=SMALL).error or "")


async def test_a_web_must_be_entered() -> None:
    with pytest.raises(RuntimeError, match="enter the Web"):
        await Web().ask(Ask("http://127.0.0.1:1/"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate and its key for feeds.example, made on the spot, in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl command to make a certificate with")
    path = tmp_path / "feeds.pem"
    made = f"req -x509 -newkey rsa:2048 -nodes -keyout {path} -out {path}.crt -days 2 -subj /CN=feeds.example"
    named = ["-addext", "subjectAltName=DNS:feeds.example"]
    subprocess.run([openssl, *made.split(), *named], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


async def test_a_certificate_is_checked_for_the_name_that_was_asked(
    server: LoopbackServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    names = Names({"feeds.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    good, other = (
        Ask(server.url("/feed", name).replace("http:", "https:")) for name in ("feeds.example", "other.example")
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with Web(SMALL, resolve=names) as web:
        unknown = await web.ask(good)
    async with Web(SMALL, resolve=names, trust_env=True) as web:
        known, wrong = await web.ask(good), await web.ask(other)
    assert known.page
    assert known.page.data == FEED
    for answer in (unknown, wrong):
        assert "certificate is not valid" in (answer.error or "")
    assert len(server.seen) == 1


async def test_a_connection_serves_the_next_feed_of_its_host(server: LoopbackServer) -> None:
    wire = Wire()
    server.routes["/same"] = reply(304)
    async with Web(SMALL, resolve=Names({"feeds.example": [[PUBLIC]]}), connect=wire) as web:
        for path in ("/feed", "/same", "/feed"):
            assert (await web.ask(Ask(server.url(path, "feeds.example"), '"v1"'))).error is None
    assert wire.dialled == [PUBLIC]
