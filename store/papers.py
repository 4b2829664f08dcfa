"""fetch_papers(): ask the services about works and keep what they say, told step by step."""

import asyncio
import random as chance
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing

from store.db import Store
from store.errors import LibraryError
from store.fetch_net import Web
from store.model_paper import Access, Asked, PaperStep, StatusKind, Told
from store.papers_asking import LIMITS, MOST_FAULTS, Asking, Sleep
from store.papers_look_up import NO_MAIL, FaultError, Looking
from store.papers_services import Services

AT_ONCE = 8
"""How many works are looked up side by side, so that one slow service does not hold up the others."""

Answered = tuple[Asked, Told, Told]
"""A work, what was said of it, and what of its open copies: apart, for one may fail without the other."""


async def fetch_papers(
    store: Store,
    papers: Sequence[int] | None = None,
    *,
    services: Services,
    all: bool = False,
    access: bool = False,
    web: Web | None = None,
    sleep: Sleep = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    random: Callable[[], float] = chance.random,
) -> AsyncIterator[PaperStep]:
    """Ask about the works that are due, and yield a step for each as it is done; `all`: whether due or not.

    `papers` are their numbers, None for all cited and all queued; `access`: also for open copies. A question that is
    not answered is a sentence in its step, and leaves the library as it was. Closing the generator stops at once;
    what was told is kept, each work in a short transaction of its own. Raises LibraryError where nothing can be kept.
    """
    due = store.due_papers(papers, all=all, access=access)
    async with web or Web(LIMITS, trust_env=services.trust_env) as door:
        looking = Looking(Asking(door, sleep=sleep, clock=clock, random=random), services)

        async def answer(asked: Asked) -> Answered:
            due_now = {"metadata", "status"} & set(asked.due)
            told = await looking.look_up(asked.ids) if due_now else Told()
            return asked, told, await _copies(looking, asked)

        async with aclosing(_steps(store, due, answer)) as steps:
            async for step in steps:
                yield step


async def fetch_access(
    store: Store,
    papers: Sequence[int],
    *,
    services: Services,
    all: bool = False,
    web: Web | None = None,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[PaperStep]:
    """Ask Unpaywall for open copies of works and keep what it says; a step for each that has a DOI.

    Raises LibraryError where nothing can be kept.
    """
    asked = [one for one in store.due_papers(papers, all=all, access=True) if "access" in one.due]
    async with web or Web(LIMITS, trust_env=services.trust_env) as door:
        looking = Looking(Asking(door, sleep=sleep), services)

        async def answer(one: Asked) -> Answered:
            return one, Told(), await _copies(looking, one)

        async with aclosing(_steps(store, asked, answer)) as steps:
            async for step in steps:
                yield step


async def _copies(looking: Looking, asked: Asked) -> Told:
    """What is known of the open copies of a work, where that is due."""
    if "access" not in asked.due:
        return Told()
    try:
        return Told(access=await looking.access(asked.ids["doi"]))
    except FaultError as fault:
        return Told(fault=str(fault))


async def _steps(
    store: Store, due: Sequence[Asked], answer: Callable[[Asked], Awaitable[Answered]]
) -> AsyncGenerator[PaperStep, None]:
    """Ask and keep. Nobody is asked for what cannot be kept: the library is read-only, or its disk is full."""
    if store.read_only:
        raise LibraryError(store.read_only)
    done = unkept = 0
    async with aclosing(_side_by_side(due, answer)) as answers:
        async for answered in answers:
            done += 1
            step, error = _kept(store, answered, done, len(due))
            unkept = unkept + 1 if error else 0
            if error and unkept >= MOST_FAULTS:
                raise error
            yield step


async def _side_by_side(
    works: Sequence[Asked], answer: Callable[[Asked], Awaitable[Answered]]
) -> AsyncGenerator[Answered, None]:
    """Answers as they come, a few works at a time. Nothing new is begun while the caller is busy with one."""
    waiting = iter(works)
    running: set[asyncio.Future[Answered]] = set()
    try:
        while True:
            while len(running) < AT_ONCE and (work := next(waiting, None)) is not None:
                running.add(asyncio.ensure_future(answer(work)))
            if not running:
                return
            finished, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for one in finished:
                yield one.result()
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _kept(store: Store, answered: Answered, done: int, total: int) -> tuple[PaperStep, LibraryError | None]:
    """Write what was told, and say what became of the work, and why it could not be written."""
    asked, told, copies = answered
    raised: tuple[int, ...] = ()
    status: StatusKind = "unchecked"
    fault, unkept = told.fault or copies.fault, None
    try:
        raised = store.tell(asked, told)
        if copies.access is not None:
            store.tell_access(asked, copies.access if copies.access != Access() else None)
        status = store.paper_statuses([asked.paper])[asked.paper].kind
    except LibraryError as error:
        fault, unkept = str(error), error
    title = told.record.title if told.record else None
    name = title or next(iter(asked.ids.values()), "")
    found = told.record is not None or bool(copies.access and copies.access.copies)
    return PaperStep(done, total, asked.paper, name, found and not unkept, status, raised, fault), unkept


__all__ = ["AT_ONCE", "NO_MAIL", "Services", "fetch_access", "fetch_papers"]
