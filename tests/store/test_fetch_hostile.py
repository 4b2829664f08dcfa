"""The network door against the shared server of bad answers: each ends in time, in bounds and in a sentence."""

import asyncio
import importlib.util
import threading
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from store.fetch_net import Answer, Ask, Limits, Web
from tests.conftest import shared

CAP = 4 * 1024 * 1024
LIMITS = Limits(total=1.2, read=1.0, connect=1.0, max_bytes=CAP)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    spec = importlib.util.spec_from_file_location("hostile", shared("hostile", "hostile.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server: Any = module.server()
    yield server.server_port
    threading.Thread(target=server.shutdown, daemon=True).start()
    server.server_close()


class Pulse:
    """How long the event loop ever left a ticker waiting, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.005)
            now = time.monotonic()
            self.longest = max(self.longest, now - last)
            last = now


async def asked(port: int, path: str, limits: Limits = LIMITS) -> tuple[Answer, Pulse]:
    pulse = Pulse()
    ticker = asyncio.create_task(pulse.beat())
    async with Web(limits) as web:
        answer = await web.ask(Ask(f"http://127.0.0.1:{port}{path}"))
    ticker.cancel()
    return answer, pulse


BAD = {
    "/gz": "larger than 4 MB",
    "/br": "compressed in a way that was not asked for",
    "/zstd": "compressed in a way that was not asked for",
    "/gzgz": "compressed more than once",
    "/slow": "longer than 1.2 s",
    "/slowhdr": "longer than 1.2 s",
    "/endless": "larger than 4 MB",
    "/redir_lo": "no connection came about",
    "/redir_file": "only http and https",
    "/redir_loop": "more than 5 times",
    "/trunc": "broke off",
    "/drip_then_rst": "broke off",
}


@pytest.mark.parametrize("path", BAD)
async def test_a_bad_answer_ends_in_time_and_in_a_sentence(port: int, path: str) -> None:
    answer, pulse = await asked(port, path)
    assert answer.page is None
    assert BAD[path] in (answer.error or "")
    assert pulse.longest < 5.0  # a machine that is busy with other things may stop us for a while


@pytest.mark.parametrize("path", ["/redir_lo", "/redir_meta", "/redir_dec"])
async def test_content_does_not_lead_to_the_machine_itself(port: int, path: str) -> None:
    """From the reader's own server on loopback: only the reader's word opens that door, not a redirect."""
    dialled: list[str] = []

    async def names(host: str, port: int) -> list[str]:
        return {"169.254.169.254": ["169.254.169.254"]}.get(host, ["127.0.0.1"])

    async def wire(address: str, at: int, timeout: float | None) -> Any:
        from store.fetch_guard import connect_to

        dialled.append(address)
        return await connect_to("127.0.0.1", at, timeout)

    async with Web(LIMITS, resolve=names, connect=wire) as web:
        answer = await web.ask(Ask(f"http://hostile.example:{port}{path}"))
    assert "private address" in (answer.error or "")
    assert len(dialled) == 1


@pytest.mark.parametrize("path", ["/esc_reason", "/esc_etag"])
async def test_no_escape_sequence_comes_through(port: int, path: str) -> None:
    answer, _ = await asked(port, path)
    assert "\x1b" not in f"{answer.error} {answer.etag} {answer.modified} {answer.moved} {answer.page}"


async def test_a_charset_is_never_believed(port: int) -> None:
    answer, _ = await asked(port, "/charset_hex")
    assert answer.page
    assert (answer.page.data, answer.page.media_type) == (b"abc", "text/html; charset=hex")


@pytest.mark.parametrize("path", ["/gz", "/br", "/zstd", "/gzgz", "/endless"])
async def test_memory_stays_within_bounds(port: int, path: str) -> None:
    await asked(port, "/x")  # modules and certificates are loaded
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        await asked(port, path)
        growth = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert growth <= 2 * CAP


async def test_others_are_answered_meanwhile(port: int) -> None:
    pulse = Pulse()
    ticker = asyncio.create_task(pulse.beat())
    asks = [Ask(f"http://127.0.0.1:{port}{path}") for path in [*BAD, "/ok"] * 2]
    async with Web(Limits(total=1.2, read=1.0, max_bytes=CAP, per_host=4)) as web:
        answers = [answer async for answer in web.ask_all(asks)]
    ticker.cancel()
    assert sum(answer.page is not None for answer in answers) == 2
    assert pulse.longest < 5.0  # a machine that is busy with other things may stop us for a while
