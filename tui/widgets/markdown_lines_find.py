"""Looking for words through the blocks of a page, a little at a time. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.widgets.markdown_lines_blocks import Block
from tui.widgets.markdown_lines_inline import Definitions
from tui.widgets.markdown_lines_marks import texts

_MARK = "\u0301"
_ACCENTS = 10
"""Combining classes from which on a sign is an accent or a point over a letter, and not a part of it as in Hindi."""

_ALIKE = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("“”„‟″«»", '"')}
)
_MARKUP = re.compile(r"\]\([^)]*\)|[\\`*_~\[\]!<>]")


class _Folding(dict[int, str]):
    """A table for str.translate that gives one character for each: blanks, dashes, quotes and accents made equal."""

    def __init__(self, lower: bool) -> None:
        self._lower = lower

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(_ALIKE)
        parts = unicodedata.normalize("NFKD", char)
        letters = [part for part in parts if unicodedata.combining(part) < _ACCENTS]
        if char.isspace():
            char = " "
        elif not letters:
            char = _MARK
        elif len(letters) == 1:
            char = letters[0].translate(_ALIKE)
        if self._lower and len(char.lower()) == 1:
            char = char.lower()
        self[code] = char
        return char


_LOWER, _EXACT = _Folding(True), _Folding(False)


class Hit(NamedTuple):
    """The hit number `nth` (from 0) of a block."""

    block: int
    nth: int


class Words:
    """What is looked for: letters count as they are only if one of them is a capital; accents never count."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folding = _EXACT if any(map(str.isupper, text)) else _LOWER
        parts = text.translate(self._folding).replace(_MARK, "").split()
        self._plain = re.compile(" +".join(map(re.escape, parts)))
        self._accented = re.compile(" +".join(f"{_MARK}*".join(map(re.escape, part)) + f"{_MARK}*" for part in parts))
        runs = re.findall(r"[^\W_]+", " ".join(parts).lower())
        self._key = max(runs, key=len, default="")
        self.empty = not parts

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text."""
        if self.empty:
            return []
        folded = text.translate(self._folding)
        pattern = self._accented if _MARK in folded else self._plain
        return [found.span() for found in pattern.finditer(folded)]

    def may_stand_in(self, rough: str) -> bool:
        """Tell from a block's roughened source, without reading it, that they cannot stand in the block."""
        return self._key in rough or "&" in rough


def roughened(block: Block) -> str:
    """A block's source with what marks it up taken out: to see quickly what it does not hold."""
    if block.kind == "pieces":
        source = "".join(piece.text for piece in block.pieces)
    elif block.table is not None:
        source = "\n".join(cell for row in block.rows for cell in block.table.cells[row])
    else:
        source = block.source
    if block.kind != "code" and block.kind != "pieces":
        source = _MARKUP.sub("", source)
    return source.translate(_LOWER).replace(_MARK, "")


class Finder:
    """The hits on one page, block by block from the one where the reader is, then round."""

    def __init__(self, blocks: Sequence[Block], definitions: Definitions) -> None:
        self._blocks = blocks
        self._definitions = definitions
        self._texts: dict[int, list[str]] = {}
        self._rough: dict[int, str] = {}
        self.begin("", 0)

    def begin(self, words: str, block: int) -> None:
        """Look for other words, beginning at a block."""
        self.words = Words(words)
        self._counts = [-1] * len(self._blocks)
        self._first = block
        self._seen = 0
        self.total = 0

    @property
    def done(self) -> bool:
        """True once every block was looked through."""
        return self.words.empty or self._seen == len(self._blocks)

    def go_on(self, enough: Callable[[], bool]) -> None:
        """Look through blocks until `enough`."""
        while not self.done and not enough():
            self.count((self._first + self._seen) % len(self._blocks))
            self._seen += 1

    def count(self, block: int) -> int:
        """Return how many hits a block has."""
        if self._counts[block] < 0:
            self._counts[block] = sum(len(self.words.spans(text)) for text in self._read(block))
            self.total += self._counts[block]
        return self._counts[block]

    def number(self, hit: Hit) -> int:
        """Return the number of a hit on the page, from 1; it is final once all is looked through."""
        return sum(count for count in self._counts[: hit.block] if count > 0) + hit.nth + 1

    def beside(self, hit: Hit, step: int) -> Hit | None:
        """Return the next hit (1) or the one before (-1), round the page; None if there is none, or not yet.

        `Hit(block, -1)` is the place before a block's first hit.
        """
        nth = hit.nth + step
        if 0 <= nth < self.count(hit.block):
            return Hit(hit.block, nth)
        for away in range(1, len(self._blocks) + 1):
            block = (hit.block + step * away) % len(self._blocks)
            if (count := self._counts[block]) < 0:
                return None
            if count:
                return Hit(block, 0 if step > 0 else count - 1)
        return None

    def _read(self, block: int) -> list[str]:
        if block not in self._texts:
            if block not in self._rough:
                self._rough[block] = roughened(self._blocks[block])
            if not self.words.may_stand_in(self._rough[block]):
                return []
            self._texts[block] = texts(self._blocks[block], self._definitions)
        return self._texts[block]
