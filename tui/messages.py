"""What one part of the screen tells the others, and what workers tell the screen."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class SamplesAdded(Message):
    """The samples were read: how many articles are new, and what could not be read."""

    added: int
    errors: tuple[str, ...]
