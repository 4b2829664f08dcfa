"""Items read side by side, a few ahead of the one that is taken."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from store.refreshing_ahead import ahead


class Reader:
    """Reads numbers when it is let; remembers what was asked for, begun and cancelled."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.begun: list[int] = []
        self.cancelled: list[int] = []
        self.go = asyncio.Event()

    async def items(self, count: int) -> AsyncGenerator[int, None]:
        for n in range(count):
            self.asked.append(n)
            yield n

    async def read(self, n: int) -> int:
        self.begun.append(n)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled.append(n)
            raise
        if n == 3:
            raise ValueError("three")
        return n * n


def test_all_are_read_and_a_fault_is_in_its_task_alone() -> None:
    async def run() -> dict[int, int | str]:
        reader = Reader()
        reader.go.set()
        return {
            n: str(error) if (error := task.exception()) else task.result()
            async for n, task in ahead(reader.items(9), reader.read)
        }

    assert asyncio.run(run()) == {n: "three" if n == 3 else n * n for n in range(9)}


@pytest.mark.parametrize("count", [0, 1, 4, 20])
def test_a_few_are_read_ahead_and_no_more(count: int) -> None:
    async def run() -> tuple[list[int], list[int]]:
        reader = Reader()
        taking = asyncio.create_task(anext(ahead(reader.items(count), reader.read, most=4), None))
        for _ in range(60):
            await asyncio.sleep(0)
        begun = list(reader.begun)
        reader.go.set()
        await taking
        return begun, reader.asked

    begun, asked = asyncio.run(run())
    assert begun == list(range(min(count, 4)))
    assert len(asked) <= 5


def test_closing_ends_all_that_is_under_way() -> None:
    async def run() -> tuple[list[int], bool]:
        reader = Reader()
        items = reader.items(20)
        readings = ahead(items, reader.read, most=3)
        taking = asyncio.create_task(anext(readings))
        for _ in range(60):
            await asyncio.sleep(0)
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        await readings.aclose()
        await items.aclose()
        return reader.cancelled, asyncio.all_tasks() == {asyncio.current_task()}

    assert asyncio.run(run()) == ([0, 1, 2], True)
