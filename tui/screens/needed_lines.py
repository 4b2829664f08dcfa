"""Painting only the lines that changed. Textual asks every widget in reach of them for all its lines at each frame.

With a list of 36 rows beside an article that is hundreds of lines for the two that a key changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Chops = list[dict[int, Strip | None]]
"""By line of the screen: what stands from a column to the next one; None where nothing is drawn yet."""


class NeededLines(Compositor):
    """Textual's own, but a widget is asked only for lines that are painted and not covered by what is over it."""

    _spans: Mapping[int, Sequence[tuple[int, int]]] = {}

    def render_partial_update(self) -> ChopsUpdate | None:
        """Remember from which column to which each line is painted; Textual's own method follows."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for y, first, end in self._regions_to_spans(self._dirty_regions):
            spans.setdefault(y, []).append((first, end))
        self._spans = spans
        try:
            return super().render_partial_update()
        finally:
            self._spans = {}

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """The pieces of each line, from front to back: the first that stands in a place stays."""
        chops: Chops = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            if shown and crop.overlaps(shown):
                lines = [y for y in shown.line_range if is_rendered_line(y) and self._is_open(chops, y, shown)]
                for first, count in _runs(lines):
                    self._draw(chops, widget, region, Region(shown.x, first, shown.width, count))
        return chops  # type: ignore[return-value]  # Textual's own says so too, and takes None

    def _is_open(self, chops: Chops, y: int, shown: Region) -> bool:
        """Whether a line has a place within a region that is painted now, and where nothing is drawn yet."""
        spans = self._spans.get(y)
        if spans and not any(first < shown.right and end > shown.x for first, end in spans):
            return False
        return any(piece is None and shown.x <= x < shown.right for x, piece in chops[y].items())

    def _draw(self, chops: Chops, widget: Widget, region: Region, part: Region) -> None:
        """Put a part of a widget where nothing is drawn yet; its strips are cut where widgets begin and end."""
        strips = widget.render_lines(part.translate(-region.offset))
        for y, strip in zip(part.line_range, strips, strict=False):
            line = chops[y]
            cuts = [cut for cut in self.cuts[y] if part.x <= cut <= part.right]
            pieces = strip.divide([cut - part.x for cut in cuts[1:]]) if len(cuts) > 2 else (strip,)
            for cut, piece in zip(cuts, pieces, strict=False):
                if line.get(cut) is None:
                    line[cut] = piece


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in their order as runs: the first one and how many."""
    first, count = 0, 0
    for y in lines:
        if count and y == first + count:
            count += 1
            continue
        if count:
            yield first, count
        first, count = y, 1
    if count:
        yield first, count
