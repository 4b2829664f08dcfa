"""The commands of the palette as literal text: Textual's provider reads them as markup, and names come from feeds."""

from collections.abc import Iterator

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class Palette(Provider):
    """What `get_system_commands` gives, found by its words; `[Retracted]` in a name stays as it is."""

    def _commands(self) -> Iterator[SystemCommand]:
        yield from self.app.get_system_commands(self.screen)

    async def discover(self) -> Hits:
        """Every command, by name."""
        for name, help_text, callback, discover in sorted(self._commands(), key=lambda command: command.title):
            if discover:
                yield DiscoveryHit(Content(name), callback, text=name, help=_content(help_text))

    async def search(self, query: str) -> Hits:
        """The commands that the words fit, their letters marked."""
        matcher = self.matcher(query)
        for name, help_text, callback, _ in self._commands():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)
                for offset in offsets:
                    shown = shown.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, shown, callback, text=name, help=_content(help_text))


def _content(text: str) -> str:
    """A help text as the palette takes it without reading it: it says str, and takes Content as it is."""
    return Content(text)  # type: ignore[return-value]
