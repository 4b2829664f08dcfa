"""What one part of the screen tells the others, and what workers tell the screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from store import Tag


@dataclass
class SamplesAdded(Message):
    """The samples were read: how many articles are new, and what could not be read."""

    added: int
    errors: tuple[str, ...]


@dataclass
class TagsCounted(Message):
    """The tags of the library with their counts, read off the screen's thread."""

    tags: Sequence[Tag]
