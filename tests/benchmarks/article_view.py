"""How fast the detail paints and scrolls: `python -m tests.benchmarks.article_view`.

For each text: milliseconds from `show()` until the screen is painted (median of 5, after one warm-up), the 95th
percentile of a half-page scroll painted, the time until everything is settled, and the memory it took.
"""

import asyncio
import gc
import statistics
import tracemalloc
from collections.abc import Callable
from time import perf_counter

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.widgets.article_view import ArticleView, Document
from tui.widgets.article_view_page import page
from tui.widgets.markdown_lines_sheet import Sheet

PROSE = (
    "The *lung* cells [of the cohort](https://example.org/a) met 10^-5 M of the drug, and **two** of `n` recovered. "
)

TEXTS: dict[str, Callable[[], str]] = {
    "8 KB": lambda: (PROSE * 4 + "\n\n") * 18,
    "200 KB": lambda: (PROSE * 4 + "\n\n") * 450,
    "1 MB paragraph": lambda: PROSE * 9_000,
    "1 MB word": lambda: "A" * 1_000_000,
    "5,000 paragraphs": lambda: (PROSE * 2 + "\n\n") * 5_000,
    "1,000 × 10 table": lambda: "\n".join(["|" + "head|" * 10, "|" + "-|" * 10, *["|" + "cell text|" * 10] * 1_000]),
    "50,000 code lines": lambda: "```\n" + "x = f(1)  # a line\n" * 50_000 + "```\n",
    "100,000 brackets": lambda: "[" * 100_000,
}


class Alone(App[None]):
    """The view and nothing else."""

    def compose(self) -> ComposeResult:
        """Show the view."""
        yield ArticleView()


def document(number: int, body: str) -> Document:
    """Return a document with this body."""
    return Document(number, "A title", ("Journal · 3 June 2026",), (("tag", True),), body, ())


async def painted(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """Do something; return the milliseconds until the screen is drawn."""
    start = perf_counter()
    act()
    pilot.app.screen._compositor.render_update(full=True)
    return (perf_counter() - start) * 1e3


async def measure(name: str, body: str) -> str:
    """Measure one text; return its line of the report."""
    app = Alone()
    async with app.run_test(size=(100, 40)) as pilot:
        view = app.query_one(ArticleView)
        times = []
        for number in range(6):
            view.show(document(2 * number, "nothing"))
            await pilot.pause()
            shown = document(2 * number + 1, body)
            times.append(await painted(pilot, lambda: view.show(shown)))  # noqa: B023
            await pilot.pause()
        scrolls = []
        for step in range(120):
            scrolls.append(await painted(pilot, lambda: view.scroll_half(-1 if step % 3 == 2 else 1)))  # noqa: B023
            if step == 60:
                view.to_bottom()
        end = await painted(pilot, view.to_bottom)
    first, p95 = statistics.median(times[1:]), statistics.quantiles(scrolls, n=20)[18]
    figures = f"{first:9.1f} {p95:11.1f} {max(scrolls):7.1f} {end:9.1f} {settling(body):10.0f} {memory(body):8.1f}"
    return f"{name:20} {figures}"


def settling(body: str) -> float:
    """Return the milliseconds of idle work until every height is exact."""
    sheet = Sheet(*page(document(1, body)), 72)
    start = perf_counter()
    sheet.settle()
    return (perf_counter() - start) * 1e3


def memory(body: str) -> float:
    """Return the peak MB of laying the text out and settling it, the text itself not counted."""
    gc.collect()
    tracemalloc.start()
    sheet = Sheet(*page(document(1, body)), 72)
    left = iter(range(400))  # tracing is slow: enough to fill the cache of drawn blocks
    sheet.settle(lambda: next(left, None) is None)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the table."""
    print(f"{'':20} {'paint ms':>9} {'scroll p95':>11} {'max':>7} {'to end':>9} {'settle ms':>10} {'peak MB':>8}")
    for name, make in TEXTS.items():
        print(asyncio.run(measure(name, make())))


if __name__ == "__main__":
    main()
