"""What the command line of the benchmarks asks for."""

import argparse
from collections.abc import Sequence
from dataclasses import replace

from tests.benchmarks.runs import QUICK, Scale


def asked(argv: Sequence[str] | None = None, names: Sequence[str] = ()) -> tuple[Scale, argparse.Namespace]:
    """Read the command line; `names` are the benchmarks that can be chosen."""
    parser = argparse.ArgumentParser(description="Measure sciread, and its peers where they are installed.")
    if names:
        parser.add_argument("only", nargs="*", metavar="NAME", help=f"of {', '.join(names)} (default: all of them)")
        parser.add_argument("--all", action="store_true", help="also the benchmarks without a bound")
        parser.add_argument("--write", action="store_true", help="write the table into docs/PERFORMANCE.md")
    parser.add_argument("--quick", action="store_true", help="a small run that proves nothing but that it runs")
    for name, told in (("articles", "ingested"), ("large", "in the larger library"), ("feeds", "to ingest from")):
        parser.add_argument(f"--{name}", type=int, help=f"how many are {told}")
    parser.add_argument("--runs", type=int, help="how often each is measured")
    given = parser.parse_args(argv)
    if unknown := sorted(set(getattr(given, "only", ())) - set(names)):
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    fields = ("articles", "large", "feeds", "runs")
    chosen = {name: value for name in fields if (value := getattr(given, name)) is not None}
    return replace(QUICK if given.quick else Scale(), **chosen), given
