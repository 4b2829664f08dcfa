"""The address guard, by a fake look-up and a fake wire: nothing but loopback is ever connected to."""

import asyncio
import importlib.util
import ipaddress
import os
import socket
import subprocess
import sys
import threading
from types import ModuleType

import httpcore2
import pytest

from store.fetch_guard import connect_to, look_up, public
from store.fetch_net import Ask, Limits, Web
from tests.conftest import shared
from tests.server import LoopbackServer, reply
from tests.store.network import PUBLIC, SMALL, Names, Wire

SPECIAL = [
    *["0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9", "169.254.169.254"],
    *["172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"],
    *["198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"],
    *["168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1"],
    *["64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "3fff::1"],
    *["5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "fec0::1", "ff02::1"],
    *["", "localhost", "127.1", "0x7f000001", "2130706433", "8.8.8.8 ", "rubbish"],
]


@pytest.mark.parametrize("address", SPECIAL)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "1.1.1.1",
        "100.63.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1",
        "2a00::1",
    ],
)
def test_addresses_that_are_public(address: str) -> None:
    assert public(address)


def test_python_itself_calls_none_of_the_public_ones_private() -> None:
    """Our table is at least as strict as the running Python's."""
    for number in range(0, 2**32, 2**32 // 4099):
        address = ipaddress.ip_address(number)
        assert address.is_global or not public(str(address))


async def refused(url: str, names: Names) -> str:
    wire = Wire()
    async with Web(SMALL, resolve=names, connect=wire) as web:
        answer = await web.ask(Ask(url, trusted=False))
    assert wire.dialled == []
    assert answer.page is None
    assert answer.error
    return answer.error


def hostile() -> ModuleType:
    path = shared("hostile", "hostile.py")
    spec = importlib.util.spec_from_file_location("hostile", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def meaning(host: str) -> str:
    """What a system makes of a way to write an address, without asking the network."""
    host = host.strip("[]")
    if ":" in host:
        return host
    return "127.0.0.1" if host.lower() == "localhost" else socket.inet_ntoa(socket.inet_aton(host))


async def test_no_way_to_write_a_private_address_gets_past_the_guard() -> None:
    hosts = hostile().HOSTS
    assert len(hosts) > 20
    for host in hosts:
        names = Names({host.strip("[]").lower(): [[meaning(host)]]})
        assert "private address" in await refused(f"http://{host}/feed", names), host
        assert len(names.asked) == 1, host


async def test_one_private_address_among_public_ones_refuses_them_all() -> None:
    names = Names({"mixed.example": [[PUBLIC, "127.0.0.1"]]})
    assert "private address" in await refused("http://mixed.example/", names)


@pytest.mark.parametrize("address", ["rubbish", "", "localhost"])
async def test_an_answer_that_is_no_address_is_refused(address: str) -> None:
    assert "private address" in await refused("http://odd.example/", Names({"odd.example": [[address]]}))


async def test_a_name_nobody_knows_is_told() -> None:
    assert "cannot be looked up" in await refused("http://nowhere.example/", Names())
    assert "cannot be looked up" in await refused("http://empty.example/", Names({"empty.example": [[]]}))


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """DNS rebinding: the second answer would be loopback; there is no second look-up for a connection."""
    names = Names({"feeds.example": [[PUBLIC], ["127.0.0.1"]]})
    wire = Wire()
    with LoopbackServer({"/f": reply(200, b"ok")}) as server:
        async with Web(SMALL, resolve=names, connect=wire) as web:
            answer = await web.ask(Ask(server.url("/f", "feeds.example"), trusted=False))
    assert answer.page
    assert answer.page.data == b"ok"
    assert names.asked == ["feeds.example"]
    assert wire.dialled == [PUBLIC]
    assert server.seen[0].headers["host"] == f"feeds.example:{server.server_port}"


async def test_a_rebinding_redirect_to_itself_is_refused() -> None:
    names = Names({"feeds.example": [[PUBLIC], ["127.0.0.1"]]})
    wire = Wire()
    with LoopbackServer({"/f": reply(302, Location="/g", Connection="close"), "/g": reply(200, b"secret")}) as server:
        async with Web(SMALL, resolve=names, connect=wire) as web:
            answer = await web.ask(Ask(server.url("/f", "feeds.example"), trusted=True))
    assert answer.page is None
    assert "private address" in (answer.error or "")
    assert wire.dialled == [PUBLIC]


@pytest.mark.parametrize("trusted", [True, False])
async def test_a_redirect_into_the_private_network_is_refused(trusted: bool) -> None:
    names = Names({"feeds.example": [[PUBLIC]], "router.example": [["192.168.1.1"]], "2130706433": [["127.0.0.1"]]})
    for target in ("router.example", "2130706433"):
        wire = Wire()
        with LoopbackServer() as server:
            server.routes = {"/f": reply(301, Location=server.url("/x", target)), "/x": reply(200, b"secret")}
            async with Web(SMALL, resolve=names, connect=wire) as web:
                answer = await web.ask(Ask(server.url("/f", "feeds.example"), trusted=trusted))
            assert [seen.path for seen in server.seen] == ["/f"]
        assert wire.dialled == [PUBLIC]
        assert answer.moved is None
        assert "private address" in (answer.error or "")


async def test_a_connection_made_without_the_guard_does_not_serve_a_guarded_address() -> None:
    with LoopbackServer({"/f": reply(200, b"ok")}) as server:
        async with Web(SMALL) as web:
            typed = await web.ask(Ask(server.url("/f")))
            found = await web.ask(Ask(server.url("/f"), trusted=False))
    assert typed.page
    assert found.page is None
    assert len(server.seen) == 1


@pytest.mark.parametrize("fault", [httpcore2.ConnectError, httpcore2.ConnectTimeout])
async def test_the_next_address_is_tried_where_one_does_not_connect(fault: type[Exception]) -> None:
    dialled: list[tuple[str, bool]] = []

    async def wire(address: str, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        dialled.append((address, (timeout or 99) <= 2.5))
        if address == "2606:4700::1":
            raise fault
        return await connect_to("127.0.0.1", port, timeout)

    names = Names({"two.example": [["2606:4700::1", PUBLIC]]})
    with LoopbackServer({"/f": reply(200, b"ok")}) as server:
        async with Web(Limits(), resolve=names, connect=wire) as web:
            answer = await web.ask(Ask(server.url("/f", "two.example"), trusted=False))
    assert answer.page
    assert dialled == [("2606:4700::1", True), (PUBLIC, False)]


async def test_tls_names_the_host_not_the_address() -> None:
    """Server Name Indication stands in the first bytes a client sends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hello: list[bytes] = []

        def accept() -> None:
            connection, _ = listener.accept()
            with connection:
                hello.append(connection.recv(4096))

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        wire = Wire()
        async with Web(SMALL, resolve=Names({"feeds.example": [[PUBLIC]]}), connect=wire) as web:
            answer = await web.ask(Ask(f"https://feeds.example:{listener.getsockname()[1]}/", trusted=False))
        thread.join(2)
    assert b"feeds.example" in hello[0]
    assert wire.dialled == [PUBLIC]
    assert "no connection came about" in (answer.error or "")


async def test_the_system_s_look_up_reads_numbers_without_asking_anyone() -> None:
    assert await look_up("127.0.0.1", 80) == ["127.0.0.1"]
    assert await look_up("::1", 80) == ["::1"]
    with pytest.raises(UnicodeError):
        await look_up("a" * 70 + ".example", 80)


def test_a_look_up_that_hangs_does_not_hold_up_quitting(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        hanging.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)

    async def run() -> str | None:
        async with Web(Limits(connect=0.3)) as web:
            return (await web.ask(Ask("http://slow.example/"))).error

    error = asyncio.run(run())
    assert not hanging.is_set()
    assert "no connection came about within" in (error or "")
    hanging.set()


def test_nothing_is_sent_and_no_engine_loaded_on_import() -> None:
    code = "import sys, store.fetch_net; print(sorted({'httpx2', 'httpcore2', 'anyio', 'h11'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"
