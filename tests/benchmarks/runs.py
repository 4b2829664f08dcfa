"""Figures, and runs that take turns: A B C A B C …, so that whatever else the machine does falls on all alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured. `articles` in `feeds` are ingested; the screen is measured with `small` and `large`."""

    articles: int = 10_000
    feeds: int = 100
    small: int = 1_000
    large: int = 100_000
    runs: int = 5
    keys: int = 20


QUICK = Scale(1_000, 10, 1_000, 1_000, 1, 8)
"""Enough to see that everything works; no figure of it means anything."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, and what it is held against.

    `ratio` is the value divided by that of `against`, from the same runs; None where there was nothing to divide by,
    and `against` then says why. `bound`: the highest ratio wanted; None for a figure that is only told. `dominates`:
    what the time or the room goes into. `low` and `high` are the least and most of the runs.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    bound: float | None = None
    against: str = ""
    dominates: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def missed(self) -> bool:
        """Whether a bound was measured and not kept."""
        return self.ratio is not None and self.bound is not None and self.ratio > self.bound


@dataclass(frozen=True, slots=True)
class Sample:
    """The values of all runs of one thing, in one unit."""

    values: tuple[float, ...]
    unit: str = "s"

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    def percentile(self, percent: int) -> float:
        """The value that so many per cent do not exceed."""
        if len(self.values) < 2:
            return self.values[0]
        return quantiles(self.values, n=100, method="inclusive")[percent - 1]

    def figure(
        self, name: str, against: "Sample | None" = None, bound: float | None = None, told: str = "",
        dominates: str = "",
    ) -> Figure:  # fmt: skip
        """The median of the runs as a figure, against the median of another sample of the same runs."""
        ratio = self.median / against.median if against else None
        return Figure(
            name, self.median, self.unit, ratio, bound, told, dominates, min(self.values), max(self.values)
        )  # fmt: skip

    def limited(self, name: str, limit: float, percent: int = 50, dominates: str = "") -> Figure:
        """The median, or another percentile, as a figure that is to stay below a limit in its own unit."""
        value = self.percentile(percent)
        told = f"a limit of {limit:g} {self.unit}"
        return Figure(name, value, self.unit, value / limit, 1.0, told, dominates, min(self.values), max(self.values))


def interleaved(work: Mapping[str, Callable[[], T]], runs: int) -> dict[str, list[T]]:
    """Do each piece of work once, then each once more …; what each gave, in the order of the runs."""
    given: dict[str, list[T]] = {name: [] for name in work}
    for _ in range(runs):
        for name, do in work.items():
            given[name].append(do())
    return given
