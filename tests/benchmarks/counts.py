"""What the tag pane asks: the counts of the library, its feeds and its tags, 12 on each article."""

from collections.abc import Callable
from time import perf_counter

from store import Store
from tests.benchmarks.made_library import library
from tests.benchmarks.runs import Figure, Sample, Scale

LIMIT = 5.0  # ms
MOST = 20.0  # seconds for all runs of one question


def figures(scale: Scale) -> list[Figure]:
    """Milliseconds of each question, and of all of them against the limit."""
    with Store(library(scale.large).path) as store:
        asked = {"library": store.counts, "feeds": store.feeds, "tags": store.tags}
        samples = {name: _timed(ask, 4 * scale.runs) for name, ask in asked.items()}
    every = Sample((sum(one.median for one in samples.values()),), "ms")
    about = f"{scale.large:,} articles × 12 tags"
    found = [every.limited(f"counts of the tag pane, {about}", LIMIT, dominates="an object for each of 400 tags")]
    return found + [one.figure(f"counts of the tag pane: {name}") for name, one in samples.items()]


def _timed(ask: Callable[[], object], runs: int) -> Sample:
    """Milliseconds of each run after a first one; fewer runs where one takes seconds."""
    ask()
    taken: list[float] = []
    while len(taken) < runs and sum(taken) < MOST * 1000:
        start = perf_counter()
        ask()
        taken.append((perf_counter() - start) * 1000)
    return Sample(tuple(taken), "ms")


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(figures)
