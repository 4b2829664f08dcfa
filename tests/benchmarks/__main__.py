"""`make bench`: the figures with their bounds, as one table; exit code 1 when a bound is missed.

`python -m tests.benchmarks [NAME…] [--quick] [--all] [--write]`. Each is also a program by itself.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import ModuleType

from tests.benchmarks import (
    article_view,
    cites,
    counts,
    identify_speed,
    ingest,
    keys,
    refresh,
    refresh_again,
    scores,
    size,
    start,
    tagging,
)
from tests.benchmarks.runs import Figure, Scale
from tests.benchmarks.scales import asked
from tests.benchmarks.table import machine, table, verdict, write

BOUND: dict[str, Callable[[Scale], list[Figure]]] = {
    "ingest": ingest.figures, "refresh_again": refresh_again.figures, "start": start.figures, "keys": keys.figures,
    "filters": keys.filter_figures, "counts": counts.figures, "size": size.figures,
}  # fmt: skip
TOLD: tuple[ModuleType, ...] = (scores, identify_speed, cites, refresh, article_view, tagging)
"""What has no bound and prints tables of its own."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for; return the exit code."""
    scale, given = asked(argv, tuple(BOUND))
    head = machine(scale, datetime.now(UTC))
    figures: list[Figure] = []
    for name, measure in BOUND.items():
        if not given.only or name in given.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            figures += measure(scale)
    text = "\n".join((head, "", table(figures), "", verdict(figures)))
    print(text, flush=True)
    if given.write:
        write(text)
    for module in TOLD if given.all else ():
        print(f"\n== {module.__name__.rpartition('.')[2]}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
        module.main()
    return int(any(figure.missed for figure in figures) and not given.quick)


if __name__ == "__main__":
    sys.exit(main())
