"""Figures as a Markdown table, what was missed in words, and the page that keeps them."""

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.programs import ROOT, newsboat, reader_python
from tests.benchmarks.runs import Figure, Scale

PAGE = ROOT / "docs" / "PERFORMANCE.md"
BEGIN, END = "<!-- figures: make performance -->", "<!-- end of figures -->"
_HEAD = "| figure | value | least … most | ratio | bound | | what dominates |\n|---|---:|---:|---:|---:|---|---|"


def table(figures: Sequence[Figure]) -> str:
    """Write figures as a table; a missed bound is in bold."""
    return "\n".join([_HEAD, *map(_row, figures)])


def _row(figure: Figure) -> str:
    spread = "" if figure.low is None or figure.high is None else f"{number(figure.low)} … {number(figure.high)}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} × {figure.against}"
    if figure.ratio is None:
        ratio = figure.against
    bound = "" if figure.bound is None else f"≤ {figure.bound:g}"
    verdict = "" if figure.bound is None or figure.ratio is None else "**missed**" if figure.missed else "reached"
    cells = (figure.name, f"{number(figure.value)} {figure.unit}", spread, ratio, bound, verdict, figure.dominates)
    return f"| {' | '.join(cells)} |"


def number(value: float) -> str:
    """Write a value with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def verdict(figures: Sequence[Figure]) -> str:
    """Say how many bounds were reached, and name those that were not."""
    judged = [figure for figure in figures if figure.bound is not None and figure.ratio is not None]
    unknown = [figure for figure in figures if figure.bound is not None and figure.ratio is None]
    missed = [figure for figure in judged if figure.missed]
    lines = [f"{len(judged) - len(missed)} of {len(judged)} bounds reached, {len(unknown)} not measured."]
    lines += [f"Missed: {one.name}: {one.ratio:.2f} × {one.against}, wanted ≤ {one.bound:g}." for one in missed]
    return "\n".join(lines)


def machine(scale: Scale, now: datetime) -> str:
    """Say where, when and with what was measured."""
    names = ("textual", "feedparser", "lxml")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{now:%Y-%m-%d}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}; {_peers()}. "
        f"Load when it began: {os.getloadavg()[0]:.1f}. "
        f"{scale.articles:,} articles in {scale.feeds} feeds; screens with {scale.small:,} and {scale.large:,}. "
        f"{scale.runs} runs of each that take turns."
    )


def _peers() -> str:
    told = []
    if python := reader_python():
        ask = "import importlib.metadata as m; print(m.version('reader'))"
        told.append("reader " + subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout)
    if program := newsboat():
        told.append(subprocess.run([program, "-v"], capture_output=True, text=True, check=True).stdout.split(" - ")[0])
    return ", ".join(one.strip() for one in told) or "no peer"


def write(text: str, page: Path = PAGE) -> None:
    """Put a text between the two marks of the page. Raises ValueError where they are not there."""
    old = page.read_text("utf-8")
    if BEGIN not in old or END not in old:
        raise ValueError(f"{page.name} has no place for the figures")
    page.write_text(re.sub(f"(?s){BEGIN}.*{END}", lambda _: f"{BEGIN}\n\n{text}\n\n{END}", old), "utf-8")


def alone(measure: Callable[[Scale], Sequence[Figure]], scale: Scale | None = None) -> None:
    """Run one module by itself: `python -m tests.benchmarks.NAME [--quick] [--articles N] [--large N] [--runs N]`."""
    from tests.benchmarks.scales import asked

    wanted = scale or asked()[0]
    figures = measure(wanted)
    print(machine(wanted, datetime.now(UTC)), "", table(figures), "", verdict(figures), sep="\n")


if __name__ == "__main__":
    print(machine(Scale(), datetime.now(UTC)))
