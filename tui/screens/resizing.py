"""How the panes share the screen: their sizes by key and mouse, kept for each layout, and which one has the keys."""

from dataclasses import replace

from textual import events, on

from tui.screens.moving import Moving
from tui.widgets.pane_sizes import PaneSizes, fitted, layout
from tui.widgets.splitter import Splitter

STEP = 2
"""Cells a key moves a line by."""

_BARS = 2
"""Rows of the status line and the hints."""

_SANE = range(1, 10_000)


class Resizing(Moving):
    """The keys and drags that move the lines between the panes. What was wanted outlives any size of the terminal."""

    def on_mount(self) -> None:
        """Lay the panes out before they are painted for the first time."""
        few = self.app.has_class("-few-colours")
        self.beside_tags.heavy = self.beside_list.heavy = few
        self._share(*self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Fit what is wanted into another window."""
        self._share(*event.size)

    def watch_pane(self) -> None:
        """Light the lines around the pane that has the keys."""
        super().watch_pane()
        self._light()

    def action_narrower(self) -> None:
        """The pane that has the keys gets smaller."""
        self._move_line(-STEP)

    def action_wider(self) -> None:
        """The pane that has the keys gets bigger."""
        self._move_line(STEP)

    def action_even(self) -> None:
        """The sizes the panes come with, in this layout."""
        self._want(PaneSizes())

    def _move_line(self, step: int) -> None:
        sizes = self._sizes()
        if not sizes.tags or self.has_class("-zen"):
            self.say("Only one pane is in sight. A wider terminal shows more.")
            return
        if self.pane == "tags":
            wanted = replace(self._wanted(), tags=sizes.tags + step)
        else:  # the detail takes what the list leaves
            wanted = replace(self._wanted(), list=sizes.list + (step if self.pane == "list" else -step))
        if fitted(*self._room, wanted) == sizes:
            self.say("No further: every pane keeps what it needs.")
        else:
            self._want(wanted)

    @on(Splitter.Dragged, "#beside-tags")
    def _pulled_tags(self, event: Splitter.Dragged) -> None:
        self._try(tags=event.x - self.places.region.x)

    @on(Splitter.Dragged, "#beside-list")
    def _pulled_list(self, event: Splitter.Dragged) -> None:
        region = self.article_list.region
        self._try(list=event.y - region.y if self._over else event.x - region.x)

    def _try(self, **pulled: int) -> None:
        """Follow the mouse; what is kept is where the line is let go."""
        wanted = replace(self._pulled or self._wanted(), **{name: max(1, cells) for name, cells in pulled.items()})
        sizes = fitted(*self._room, wanted)
        self._pulled = replace(wanted, **{name: getattr(sizes, name) for name in pulled})
        self._lay(sizes)

    @on(Splitter.Dropped)
    def _let_go(self) -> None:
        if self._pulled:
            wanted, self._pulled = self._pulled, None
            self._want(wanted)

    _pulled: PaneSizes | None = None
    """What the mouse is asking for; None while no line is held."""

    @property
    def _room(self) -> tuple[int, int]:
        """Columns and rows that the panes share."""
        return self.size.width, max(self.size.height - _BARS, 1)

    @property
    def _over(self) -> bool:
        """Whether the list stands over the article."""
        return layout(self.size.width) == "normal"

    def _wanted(self, width: int = 0) -> PaneSizes:
        """What the reader asked for in this layout, or that of a width; 0 where nothing was."""
        kind = layout(width or self.size.width)
        return PaneSizes(*(self.state.number(f"{kind}_{pane}", 0, _SANE) for pane in ("tags", "list")))

    def _sizes(self) -> PaneSizes:
        return fitted(*self._room, self._wanted())

    def _want(self, sizes: PaneSizes) -> None:
        """Keep these sizes for this layout, and show them."""
        kind = layout(self.size.width)
        try:
            self.state.remember(**{f"{kind}_tags": sizes.tags, f"{kind}_list": sizes.list})
        except OSError as error:
            self.say(f"Could not keep the sizes of the panes. {error}. They hold until you leave.", "warning")
        self._share(*self.size)

    def _share(self, width: int, height: int) -> None:
        self._lay(fitted(width, max(height - _BARS, 1), self._wanted(width)), over=layout(width) == "normal")

    def _lay(self, sizes: PaneSizes, *, over: bool | None = None) -> None:
        """Give the panes their sizes; 0 leaves them to the layout."""
        over = self._over if over is None else over
        self.places.styles.width = sizes.tags or None
        self.article_list.styles.width = None if over else sizes.list or None
        self.article_list.styles.height = sizes.list if over else None
        self.beside_tags.joint = sizes.list if over and sizes.list else -1
        self._light()

    def _light(self) -> None:
        """The lines beside the pane that has the keys; the tag pane's line has a part beside each of the others."""
        height, pane, joint = max(self.size.height, 1), self.pane, self.beside_tags.joint
        rows = {
            "tags": range(height),
            "list": range(joint + 1 if joint >= 0 else height),
            "detail": range(joint, height) if joint >= 0 else range(0),
        }
        self.beside_tags.lit = rows[pane]
        self.beside_list.lit = range(0) if pane == "tags" else range(height)
