"""What comes one after the other is read side by side: while one answer is saved, the next are parsed."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, TypeVar

Item = TypeVar("Item")
Read = TypeVar("Read")

MOST = 4
"""Items that are read, or wait to be taken, at once: two for the workers, and one more for each to go on with."""


async def ahead(
    items: AsyncGenerator[Item, None], read: Callable[[Item], Coroutine[Any, Any, Read]], most: int = MOST
) -> AsyncGenerator[tuple[Item, asyncio.Task[Read]], None]:
    """Yield each item with the ended task that has read it, as they are done. A task may hold an exception.

    No more than `most` are under way before one is yielded. Closing cancels them, and what waits for the next item.
    """
    running: dict[asyncio.Task[Read], Item] = {}
    coming: asyncio.Task[tuple[Item] | None] | None = None
    ended = False
    try:
        while True:
            if coming is None and not ended and len(running) < most:
                coming = asyncio.create_task(_next(items))
            if coming is None and not running:
                return
            await asyncio.wait({*running, *([coming] if coming else [])}, return_when=asyncio.FIRST_COMPLETED)
            if coming is not None and coming.done():
                found, coming = coming.result(), None
                ended = found is None
                if found is not None:
                    running[asyncio.create_task(read(found[0]))] = found[0]
                continue  # the next is begun before the caller takes its time
            for task in [task for task in running if task.done()]:
                yield running.pop(task), task
    finally:
        left: list[asyncio.Task[Any]] = [*running, *([coming] if coming else [])]
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _next(items: AsyncGenerator[Item, None]) -> tuple[Item] | None:
    async for item in items:
        return (item,)
    return None
