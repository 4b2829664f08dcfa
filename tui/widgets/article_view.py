"""The detail: one article drawn line by line, only what is on the screen (Textual's Line API).

The view binds no keys and opens no link: its screen does both. article_view_scroll.py holds the page and the place,
article_view_finding.py what is marked on it, article_view_links.py the letters on its links.
"""

from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from tui.widgets.article_view_finding import ArticleFinding
from tui.widgets.article_view_links import ArticleLinks
from tui.widgets.article_view_page import Document, Entry
from tui.widgets.article_view_paint import Painter, lettered, marked
from tui.widgets.article_view_styles import ARTICLE_CSS, STYLE_NAMES
from tui.widgets.markdown_lines import href_at, plain

__all__ = ["ArticleView", "Document", "Entry"]


class ArticleView(ArticleFinding, ArticleLinks):
    """Shows a `Document`; knows its links, its place, and whether the end is on the screen."""

    COMPONENT_CLASSES = {f"article-view--{name}" for name in STYLE_NAMES}
    DEFAULT_CSS = ARTICLE_CSS

    @dataclass
    class LinkChosen(Message):
        """A link or a reference was clicked; `href` is as the source wrote it, unchecked."""

        href: str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._painter = Painter(self)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows of the screen."""
        self._painter.begin(self._left, self.scrollable_content_region.width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen; what lies outside the article is blank."""
        y += self.scroll_offset.y
        strip = self._painter.strip(self._sheet.line(y))
        if selection := self.text_selection:
            look = self.screen.get_component_rich_style("screen--selection")
            strip = marked(strip, selection.get_span(y), look)
        for column, letters in self.letters_at(y):
            strip = lettered(strip, column + self._left, letters, self._painter.look("letters"))
        return strip.apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text; blanks of the margin are left out."""
        height = self._sheet.height
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else height, height - 1)
        rows: list[str] = []
        for y in range(first, last + 1):
            text = plain(self._sheet.line(y))
            start = selection.start.x - self._left if selection.start and y == first else 0
            end = selection.end.x - self._left if selection.end and y == selection.end.y else len(text)
            rows.append(text[max(start, 0) : max(end, 0)])
        return "\n".join(rows), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The article looks the same with the keys as without: Textual would style it and its thirty looks anew."""

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        super().notify_style_update()
        self._painter.forget()

    def on_click(self, event: events.Click) -> None:
        """Tell which link was clicked, unless the click ended a selection."""
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1 or self.screen.get_selected_text():
            return
        href = href_at(self._sheet.line(self.scroll_offset.y + offset.y), offset.x - self._left)
        if href:
            event.stop()
            self.post_message(self.LinkChosen(href))
