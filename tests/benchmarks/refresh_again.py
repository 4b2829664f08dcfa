"""Refresh of 100 feeds of 100 articles that are known: 304, the same bytes without validators, one new item in each.

Each program is started as a process on its library of the first ingest. `python -m tests.benchmarks.refresh_again`.
"""

import tempfile
from pathlib import Path

from tests.benchmarks.made_server import mode, served
from tests.benchmarks.refreshers import Refresher, missing, refreshers
from tests.benchmarks.runs import Figure, Sample, Scale

WAYS = {
    "valid": ("nothing changed, 304", 1.5, "starting Python and its network modules"),
    "bare": ("nothing changed, same bytes, no validators", 1.5, "starting Python; reading and hashing the bytes"),
    "new": ("one new item in each feed", 0.5, "cutting and hashing what the feed holds; starting the workers"),
}
"""What the server does: the name of the figure, its bound against newsboat, what dominates."""


def figures(scale: Scale) -> list[Figure]:
    """Seconds of each refresh, against both peers."""
    with served(scale.articles, scale.feeds) as address, tempfile.TemporaryDirectory() as folder:
        programs = refreshers(Path(folder), [f"{address}/{n}" for n in range(scale.feeds)])
        for program in programs.values():
            program.start()
            program.checked(scale.articles)
        seconds = _rounds(programs, address, scale)
    return [figure for way in WAYS for figure in _told(way, seconds[way])]


def _rounds(programs: dict[str, Refresher], address: str, scale: Scale) -> dict[str, dict[str, Sample]]:
    """Runs that take turns: way by way, and program by program within a way; reader, which takes minutes, in one."""
    values: dict[str, dict[str, list[float]]] = {way: {name: [] for name in programs} for way in WAYS}
    held = scale.articles
    for turn in range(scale.runs):
        taking_turns = {name: one for name, one in programs.items() if turn == 0 or name != "reader"}
        for way in WAYS:
            held += scale.feeds * (way == "new")
            mode(address, way)
            for name, program in taking_turns.items():
                if way == "valid":
                    _learn(program, address, scale.feeds)
                values[way][name].append(program.checked(held).seconds)
    return {way: {name: Sample(tuple(one)) for name, one in named.items()} for way, named in values.items()}


def _learn(program: Refresher, address: str, feeds: int) -> None:
    """Refresh until the program sends its validators: newsboat keeps them from the second answer on."""
    for _ in range(4):
        mode(address, "valid")
        program.refresh()
        if mode(address, "valid") == (0, feeds):
            return
    raise RuntimeError(f"{program.name} does not ask for what has changed only")


def _told(way: str, seconds: dict[str, Sample]) -> list[Figure]:
    name, bound, dominates = WAYS[way]
    peer = seconds.get("newsboat")
    against = "newsboat" if peer else missing("newsboat")
    told = [seconds["sciread"].figure(f"refresh, {name}", peer, bound, against, dominates)]
    for other, sample in seconds.items():
        if other != "sciread":
            told.append(sample.figure(f"refresh, {name}: {other}"))
    return told


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(figures)
