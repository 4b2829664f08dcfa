"""Tags, the rules that give them, and what is suggested: frozen, plain, and without I/O."""

from dataclasses import dataclass

TAG_COLOURS = ("primary", "secondary", "accent", "success", "warning", "error")
"""The colours a tag may have: words of the theme, so that it is readable in every theme."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word on articles: how many carry it, how many of those are unread, and whether the reader gave it.

    What a rule of the reader gave counts as the reader's. `colour` is one of TAG_COLOURS, "" for none.
    """

    name: str
    count: int
    unread: int
    reader: bool
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What `filter` finds gets `tags`. `count`: articles it gave them to when it ran last, hidden ones left out.

    `error` is why it no longer parses; then it gives nothing.
    """

    id: int
    filter: str
    tags: tuple[str, ...]
    count: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag an article might get; `reason` is "in its words" or "on similar articles"."""

    name: str
    reason: str
