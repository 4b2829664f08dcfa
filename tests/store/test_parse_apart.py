"""Parsing in a process apart: what hangs, bloats or dies is one sentence, and the next document is read."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from store.errors import SourceError
from store.model import Page
from store.parse import Parsed, parse
from store.parse_apart import SMALL, Parsers, parse_apart
from tests.conftest import ROOT
from tests.store.parse.hostile_inputs import hostile, needs_hostile

GOOD = Page(b"# Corals grow back\n\nThey do, slowly, divers report in doi:10.1038/s41586-025-09710-8.", "x.md")
STAND_IN = """
import sys
sys.path.insert(0, sys.argv[1])
import os, time
from store.parse_apart_worker import serve
from store.parse import parse
def read(page):
    word = page.data.split()[0]
    if word == b"HANG":
        while True: pass
    if word == b"SLEEP":
        time.sleep(20)
    if word == b"HOG":
        held = []
        while True: held.append(bytearray(1 << 20))
    if word == b"DIE":
        os._exit(3)
    if word == b"FAULT":
        raise TypeError("no\\x1b[31m way")
    if word == b"PRINT":
        print("noise " * 1000, flush=True)
    if word == b"PID":
        os.environ["x"] = "y"
        raise TypeError(os.getpid())
    return parse(page)
serve(read)
"""


@pytest.fixture
def parsers() -> Iterator[Parsers]:
    """One worker that can be told to misbehave; half a second, 400 MB."""
    with Parsers(1, seconds=1.0, memory=400 << 20, program=STAND_IN) as made:
        yield made


def text(word: str) -> Page:
    return Page(f"{word} is what this says.".encode(), "a\x1b[31mb.txt")


def outcome(page: Page) -> Parsed | str:
    """What a page came to, or why not."""
    try:
        return parse_apart(page)
    except SourceError as error:
        return str(error)


def refusal(parsers: Parsers, word: str) -> str:
    with pytest.raises(SourceError) as raised:
        parsers.parse_now(text(word))
    return str(raised.value)


def pid(parsers: Parsers) -> int:
    return int(refusal(parsers, "PID").rpartition("TypeError: ")[2].rstrip(")."))


def test_what_is_parsed_apart_is_what_is_parsed_here() -> None:
    feed = b"<rss version='2.0'><channel><title>F</title><item><title>One</title><guid>1</guid></item></channel></rss>"
    html = b"<html><body><article><h1>Corals</h1><p>They grow back, slowly, as CO<sub>2</sub> falls.</p></article>"
    mail = b"From: a@b.example\nMessage-ID: <1@b>\nSubject: Corals\n\nThey grow back, slowly.\n"
    with Parsers(1, seconds=20) as parsers:
        for page in (GOOD, Page(feed, "f"), Page(html, "h", "https://a.example/"), Page(mail, "m")):
            assert parsers.parse_now(page) == parse(page)


def test_refusals_are_the_parsers_own() -> None:
    with pytest.raises(SourceError, match=r"^Cannot read x: it is a PDF, not text; .*\.$"):
        parse_apart(Page(b"%PDF-1.7", "x"))


@pytest.mark.parametrize("word", ["HANG", "SLEEP"])
def test_what_takes_too_long_is_stopped(parsers: Parsers, word: str) -> None:
    assert refusal(parsers, word) == "Cannot read ab.txt: reading it took longer than 1 seconds, and was stopped."
    assert parsers.parse_now(GOOD, seconds=20) == parse(GOOD)


def test_what_needs_too_much_memory_is_stopped(parsers: Parsers) -> None:
    parsers.seconds = 60  # on a busy machine it may take more than one to fill the memory
    said = "Cannot read ab.txt: reading it needed too much memory (over 400 MB) or broke the parser."
    assert refusal(parsers, "HOG") == said
    assert parsers.parse_now(GOOD, seconds=20) == parse(GOOD)


def test_a_worker_that_dies_is_replaced(parsers: Parsers) -> None:
    assert "broke the parser" in refusal(parsers, "DIE")
    first = pid(parsers)
    assert pid(parsers) == first
    os.kill(first, signal.SIGKILL)
    assert parsers.parse_now(GOOD, seconds=20) == parse(GOOD)
    assert pid(parsers) != first


def test_a_worker_killed_from_outside_at_work_is_one_sentence(parsers: Parsers) -> None:
    parsers.seconds = 20
    worker = pid(parsers)
    timer = threading.Timer(0.3, os.kill, (worker, signal.SIGKILL))
    timer.start()
    assert "broke the parser" in refusal(parsers, "SLEEP")
    timer.join()


def test_a_fault_of_the_parser_is_one_clean_sentence(parsers: Parsers) -> None:
    assert refusal(parsers, "FAULT") == "Cannot read ab.txt: the parser failed over it (TypeError: no way)."


def test_what_a_library_prints_spoils_nothing(parsers: Parsers) -> None:
    assert parsers.parse_now(text("PRINT"), seconds=20).kind == "text"


def test_closing_ends_work_and_waiting_at_once() -> None:
    parsers = Parsers(1, seconds=60, program=STAND_IN)
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(refusal(parsers, "HANG"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    parsers.close()
    for thread in threads:
        thread.join(30)  # half of what each of them was given
    assert len(said) == 3
    assert "reading was stopped" in refusal(parsers, "GOOD")


async def test_the_event_loop_goes_on_meanwhile() -> None:
    turns = 0
    async with Parsers(2, seconds=1.0, program=STAND_IN) as parsers:
        works = asyncio.gather(*(parsers.parse(text(word)) for word in ("HANG", "HANG", "x")), return_exceptions=True)
        while not works.done():
            await asyncio.sleep(0.01)
            turns += 1
        found = await works
    assert [type(one) is SourceError for one in found] == [True, True, False]
    assert turns > 10


def test_small_texts_may_be_read_here() -> None:
    with Parsers(1, program="raise SystemExit(1)") as parsers:
        assert parsers.parse_now(GOOD, apart=False) == parse(GOOD)
        for large in (Page(b"<p>x</p>", "x"), Page(b"words " * SMALL, "x")):
            with pytest.raises(SourceError, match="broke the parser"):
                parsers.parse_now(large, apart=False)


def test_no_worker_outlives_its_parent() -> None:
    code = (
        "from store.parse_apart import Parsers; from store.model import Page;"
        "import os; p = Parsers(1); p.parse_now(Page(b'words of text', 'x'));"
        "print(next(iter(p._free.queue))._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    worker = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(worker)], capture_output=True, text=True, check=False)
        if state.stdout.startswith("Z") or not state.stdout.strip():
            return  # dead, and waiting for whoever inherited it
        time.sleep(0.05)
    pytest.fail("the worker still lives")


@needs_hostile
@pytest.mark.parametrize("name", ["redos_author", "redos_comment", "big_comment", "billion_laughs", "json_deep"])
def test_feeds_that_hang_parsers_end_in_time(name: str) -> None:
    data, _ = hostile().FEEDS()[name]
    found = outcome(Page(data, name, "https://f.example/feed"))
    assert found.feed if isinstance(found, Parsed) else "malformed" in found or "understood" in found


@needs_hostile
@pytest.mark.parametrize("name", ["spaces1M", "a100k", "table10k", "colspan1e9"])
def test_pages_that_hang_parsers_end_in_time(name: str) -> None:
    found = outcome(Page(f"<html><body>{hostile().HTMLS()[name]}".encode(), name))
    assert found.drafts if isinstance(found, Parsed) else "holds no text" in found
