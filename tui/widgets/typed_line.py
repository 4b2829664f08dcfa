"""Where the reader types: what is pasted or put there by completion may come from a feed."""

import re

from textual.widgets import Input

from tui.widgets.looks import LooksOnUse

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Textual draws these as they are, and the terminal would obey."""


class TypedLine(Input, LooksOnUse):
    """A line to type in that holds no control character; spaces stay as they are typed."""

    def validate_value(self, value: str) -> str:
        """Leave out what a terminal would obey."""
        return _UNSAFE.sub("", value)
