"""First ingest: 100 empty subscriptions, 10,000 articles over loopback, with references, tags and full-text index.

Each program is started as a process on a library that knows the addresses and nothing else. lemon24/reader updates its
feeds and then its search index; newsboat reloads, and keeps neither references nor an index.
"""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.made_server import mode, served
from tests.benchmarks.programs import Run
from tests.benchmarks.refreshers import Refresher, missing, refreshers
from tests.benchmarks.runs import Figure, Sample, Scale, interleaved

PARSING = "Markdown and citations, in two workers; saving beside them"


def figures(scale: Scale) -> list[Figure]:
    """Seconds from an empty library to everything found, against both peers; most memory."""
    with served(scale.articles, scale.feeds) as address, tempfile.TemporaryDirectory() as folder:
        programs = refreshers(Path(folder), [f"{address}/{n}" for n in range(scale.feeds)])
        work = {name: partial(_first, program, address, scale.articles) for name, program in programs.items()}
        runs = interleaved(work, scale.runs)
    return list(_told(runs, scale))


def _first(program: Refresher, address: str, articles: int) -> Run:
    program.start()
    mode(address, "valid")
    return program.checked(articles)


def _told(runs: dict[str, list[Run]], scale: Scale) -> Sequence[Figure]:
    seconds = {name: Sample(tuple(run.seconds for run in done)) for name, done in runs.items()}
    own, told = seconds["sciread"], f"first ingest of {scale.articles:,} articles"
    found = [
        own.figure(told, seconds.get("reader"), 0.1, _against("reader", seconds), PARSING),
        own.figure(f"{told} (an aim)", seconds.get("newsboat"), None, _against("newsboat", seconds), PARSING),
    ]
    found += [one.figure(f"{told}: {name}") for name, one in seconds.items() if name != "sciread"]
    peaks = [run.peak for run in runs["sciread"] if run.peak]
    if peaks:
        dominates = "parsed feeds in three processes"
        found.append(Sample(tuple(peaks), "MB").figure(f"{told}: most memory", dominates=dominates))
    return found


def _against(name: str, seconds: dict[str, Sample]) -> str:
    return name if name in seconds else missing(name)


if __name__ == "__main__":
    from tests.benchmarks.table import alone

    alone(figures)
