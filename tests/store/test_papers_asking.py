"""The manners: one question at a time, as often as a service allows, and an end where it refuses."""

import asyncio
from itertools import count

import pytest

from store.fetch_asks import Answer, Ask
from store.fetch_net import Web
from store.model import Page
from store.papers_asking import Asking, RefusedError, spacing
from store.papers_pubmed import busy

GOOD = Page(b"{}", "service")
ASK = Ask("https://service.example/x")


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


class Scripted(Web):
    """A Web that answers from a list, the last answer for ever; and knows when and how many at once it was asked."""

    def __init__(self, time: Time, *answers: Answer, takes: float = 0.0) -> None:
        super().__init__()
        self._time = time
        self._answers = list(answers)
        self._takes = takes
        self.times: list[float] = []
        self.at_once = self.most = 0

    async def ask(self, ask: Ask) -> Answer:
        self.times.append(round(self._time.now, 3))
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0)
        self._time.now += self._takes
        self.at_once -= 1
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def made(*answers: Answer, takes: float = 0.0) -> tuple[Asking, Scripted, Time]:
    time = Time()
    web = Scripted(time, *answers, takes=takes)
    return Asking(web, sleep=time.sleep, clock=lambda: time.now, random=lambda: 0.5), web, time


def good(**limits: str) -> Answer:
    return Answer(ASK, GOOD, 200, limits={name.replace("_", "-"): value for name, value in limits.items()})


def bad(status: int | None = None, **parts: object) -> Answer:
    return Answer(ASK, None, status, error="x", why=f"it failed ({status})", then="Later.", **parts)  # type: ignore[arg-type]


OFFLINE = bad(fault="unreached")


async def test_questions_are_spaced_and_never_two_at_once() -> None:
    asking, web, _ = made(good())
    await asyncio.gather(*(asking.ask("crossref", ASK) for _ in range(5)))
    assert web.times == [0.0, 0.2, 0.4, 0.6, 0.8]
    assert web.most == 1


async def test_services_do_not_wait_for_each_other() -> None:
    asking, web, _ = made(good())
    await asyncio.gather(*(asking.ask(service, ASK) for service in ("crossref", "datacite", "pubmed")))
    assert web.times == [0.0, 0.0, 0.0]
    assert web.most == 3


async def test_the_pace_is_what_the_service_says() -> None:
    asking, web, _ = made(good(x_rate_limit_limit="10", x_rate_limit_interval="1s"))
    for _ in range(3):
        await asking.ask("crossref", ASK)
    assert web.times == [0.0, 0.1, 0.2]


@pytest.mark.parametrize(
    ("limit", "interval", "seconds"),
    [
        ("50", "1s", 0.02), ("5", "1s", 0.2), ("100", "1m", 0.6), ("1", "500ms", 0.5), ("3000", "5m", 0.1),
        ("999999", "1s", 0.02), ("1000000", "1s", None), ("1", "24h", 10.0), ("0", "1s", None),
        ("5", "", None), ("", "1s", None), ("-5", "1s", None), ("5", "0s", None), ("x", "y", None), ("٥", "1s", None),
    ],
)  # fmt: skip
def test_limits_are_read_within_reason(limit: str, interval: str, seconds: float | None) -> None:
    said = spacing({"x-rate-limit-limit": limit, "x-rate-limit-interval": interval})
    assert said == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize("failure", [bad(500), bad(502), bad(fault="broken"), bad(429), bad(503)])
async def test_what_may_go_better_is_tried_again_after_longer_and_longer(failure: Answer) -> None:
    asking, web, time = made(failure, failure, failure, good())
    assert (await asking.ask("crossref", ASK)).page
    assert len(web.times) == 4
    assert [wait for wait in time.slept if wait > 0.2] == [1.25, 2.5, 5.0]


async def test_four_tries_are_enough() -> None:
    asking, web, _ = made(bad(500))
    with pytest.raises(RefusedError, match="500"):
        await asking.ask("crossref", ASK)
    assert len(web.times) == 4


async def test_a_service_that_asks_for_a_pause_gets_it() -> None:
    asking, web, _ = made(bad(429, wait=42.0), good())
    assert (await asking.ask("crossref", ASK)).page
    assert web.times == [0.0, 42.0]


@pytest.mark.parametrize("failure", [bad(429, wait=61.0), bad(503, wait=3600.0), bad(403), bad(401), bad(422)])
async def test_a_service_that_refuses_is_left_alone_for_this_run(failure: Answer) -> None:
    asking, web, _ = made(failure)
    for _ in range(3):
        with pytest.raises(RefusedError) as refused:
            await asking.ask("crossref", ASK)
        assert refused.value.then == "It is not asked again this time."
    assert len(web.times) == 1


async def test_another_service_is_still_asked() -> None:
    asking, _, _ = made(bad(403), good())
    with pytest.raises(RefusedError):
        await asking.ask("crossref", ASK)
    assert (await asking.ask("datacite", ASK)).page


async def test_too_many_questions_end_the_run_at_that_service() -> None:
    asking, web, _ = made(bad(429))
    for _ in range(2):
        with pytest.raises(RefusedError, match="429"):
            await asking.ask("crossref", ASK)
    assert len(web.times) == 4


async def test_offline_is_known_after_three_tries_and_told_at_once() -> None:
    asking, web, time = made(OFFLINE)
    for _ in range(50):
        with pytest.raises(RefusedError) as refused:
            await asking.ask("crossref", ASK)
    assert refused.value.why == "it failed (None)"
    assert len(web.times) == 3
    assert time.now < 5


async def test_a_service_that_fails_three_works_in_a_row_is_left() -> None:
    slow = bad(None)  # a timeout: tried once each
    asking, web, _ = made(slow)
    for _ in range(9):
        with pytest.raises(RefusedError):
            await asking.ask("crossref", ASK)
    assert len(web.times) == 3


async def test_failures_between_answers_end_nothing() -> None:
    asking, web, _ = made(bad(None), bad(None), good(), bad(None), bad(None), bad(404), bad(None), good())
    outcomes = []
    for _ in range(8):
        try:
            outcomes.append((await asking.ask("crossref", ASK)).status)
        except RefusedError:
            outcomes.append(None)
    assert outcomes == [None, None, 200, None, None, 404, None, 200]
    assert len(web.times) == 8


async def test_what_is_wrong_with_works_says_nothing_of_the_service() -> None:
    asking, web, _ = made(bad(400))
    for _ in range(5):
        with pytest.raises(RefusedError) as refused:
            await asking.ask("crossref", ASK)
        assert refused.value.then == "It will be tried again later."
    assert len(web.times) == 5


@pytest.mark.parametrize("status", [404, 406, 410])
async def test_not_known_is_an_answer(status: int) -> None:
    asking, web, _ = made(bad(status))
    assert (await asking.ask("crossref", ASK)).status == status
    assert len(web.times) == 1


async def test_a_page_that_says_too_often_is_no_answer() -> None:
    limit = Answer(ASK, Page(b'{"error":"API rate limit exceeded"}', "service"), 200)
    asking, web, _ = made(limit, good())
    answer = await asking.ask("pubmed", ASK, busy)
    assert answer.page == GOOD
    assert web.times == [0.0, 1.25]
    always, _, _ = made(limit)
    with pytest.raises(RefusedError, match="left alone"):
        await always.ask("pubmed", ASK, busy)


async def test_who_stops_asking_does_not_block_the_next() -> None:
    forever = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await forever.wait()

    ticks = count(0, 1000)  # so long after the first that no spacing is left to wait for
    asking = Asking(Scripted(Time(), bad(500), good()), sleep=sleep, clock=lambda: float(next(ticks)))
    waiting = asyncio.ensure_future(asking.ask("crossref", ASK))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert (await asyncio.wait_for(asking.ask("crossref", ASK), 5)).page
