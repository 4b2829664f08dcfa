"""What was read: frozen, plain, and without I/O. Loaded where it is asked for, not at the start."""

from dataclasses import dataclass
from datetime import date

from store.model import Counts
from store.model_paper import QueueState


@dataclass(frozen=True, slots=True)
class ReadingStatistics:
    """What was read, and what waits.

    `days` and `weeks` (by their Monday) are the latest, the oldest first, each with the articles read in it, days and
    weeks without any among them. `own_tags` are those the reader or a rule gave, `source_tags` the others, `journals`
    those of the papers that articles were about: each with the articles read, most first. `queue` has every state.
    """

    counts: Counts
    days: tuple[tuple[date, int], ...]
    weeks: tuple[tuple[date, int], ...]
    own_tags: tuple[tuple[str, int], ...]
    source_tags: tuple[tuple[str, int], ...]
    journals: tuple[tuple[str, int], ...]
    queue: tuple[tuple[QueueState, int], ...]

    @property
    def read(self) -> int:
        """How many of the articles there are were read."""
        return self.counts.articles - self.counts.unread
