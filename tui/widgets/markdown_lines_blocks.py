"""Markdown → light blocks: what stands where, not yet how wide. Only block structure is tokenised here
(about 8 ms for 200 KB); the inline Markdown of a block is read when the block is drawn.

Blocks stay small, so that drawing one is quick: long code, long tables and paragraphs beyond 4,000 characters
become several blocks with no gap between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from store import clean
from tui.widgets.markdown_lines_inline import NESTING, Definitions, tokeniser
from tui.widgets.markdown_lines_table import Table
from tui.widgets.markdown_lines_wrap import Lead, Piece

SLAB = 3_000  # characters of a paragraph drawn at once
CODE_LINES = 100
CODE_SLAB = 20_000  # characters; ordinary code never has that many in 100 lines
TABLE_ROWS = 10
CELL = 1_000  # a table with a longer cell is no table to read, but layout: its cells become paragraphs

_BULLETS = "•◦▪"
_DEEP = re.compile(r"(?m)^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+[ \t]*|^[ \t]{40,}")
_SENTENCE = re.compile(r"[.!?。][ \n]")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is drawn at once.

    `source` is inline Markdown, or code as it stands; `pieces` is ready-made text of kind `pieces`;
    a `section` is a rule that begins with its name.
    `shared`: how many of the leads it shares with the block above (they go on through the gap).
    `rows` is the part of `table` it draws.
    """

    kind: Literal["heading", "paragraph", "code", "table", "rule", "section", "pieces"]
    source: str = ""
    leads: tuple[Lead, ...] = ()
    gap: bool = True
    shared: int = 0
    level: int = 0
    table: Table | None = None
    rows: range = range(0)
    pieces: tuple[Piece, ...] = ()


def blocks(source: str) -> tuple[list[Block], Definitions]:
    """Read Markdown into blocks, and the link definitions its inline text refers to."""
    source = clean(source)
    definitions: Definitions = {}
    tokens = tokeniser().parse(source, definitions)
    if any(token.level >= NESTING - 2 for token in tokens):  # what lies deeper was dropped: flatten and read again
        definitions = {}
        tokens = tokeniser().parse(_DEEP.sub("", source), definitions)
    return list(_Builder(tokens)), definitions


@dataclass(slots=True)
class _Container:
    """An open quote or list item; `used` once its marker stands in a block."""

    lead: Lead
    used: bool = False


class _Builder:
    """Walks the tokens and yields the blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._open: list[_Container] = []
        self._above: list[_Container] = []
        self._lists: list[str] = []
        self._fresh = True  # nothing yet on the page, or in the outermost list

    def __iter__(self) -> Iterator[Block]:
        position = 0
        while position < len(self._tokens):
            token = self._tokens[position]
            if token.type == "table_open":
                end = position
                while self._tokens[end].type != "table_close":
                    end += 1
                yield from self._table(self._tokens[position:end])
                position = end
            elif token.type == "inline":
                yield from self._text(self._tokens[position - 1], token.content)
            elif token.type in ("fence", "code_block"):
                yield from self._code(token.content)
            elif token.type == "hr":
                yield self._block("rule")
            else:
                yield from self._container(token)
            position += 1

    def _container(self, token: Token) -> Iterator[Block]:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._fresh = self._fresh or not self._lists
            depth = sum(map(bool, self._lists))
            self._lists.append(_BULLETS[min(depth, 2)] if kind == "bullet_list_open" else "")
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            marker = (self._lists[-1] or f"{token.info}{token.markup}") + " "
            self._open.append(_Container(Lead(marker, " " * len(marker), "marker")))
        elif kind == "blockquote_open":
            self._open.append(_Container(Lead("▎ ", "▎ ", "quote-bar")))
        elif kind in ("list_item_close", "blockquote_close"):
            if kind == "list_item_close" and not self._open[-1].used:
                yield self._block("paragraph", gap=False)  # an empty item still has its marker
            self._open.pop()

    def _block(
        self,
        kind: Literal["heading", "paragraph", "code", "table", "rule"],
        source: str = "",
        *,
        gap: bool = True,
        level: int = 0,
        table: Table | None = None,
        rows: range = range(0),
    ) -> Block:
        shared = 0
        for mine, above in zip(self._open, self._above, strict=False):
            if mine is not above:
                break
            shared += 1
        leads = []
        for container in self._open:
            first = container.lead.rest if container.used else container.lead.first
            leads.append(container.lead._replace(first=first))
            container.used = True
        self._above, self._fresh = list(self._open), False
        return Block(kind, source, tuple(leads), gap, shared, level, table, rows)

    def _text(self, opening: Token, content: str) -> Iterator[Block]:
        heading = opening.type == "heading_open"
        level = int(opening.tag[1]) if heading else 0
        gap = not opening.hidden or self._fresh
        for slab in slabs(content):
            yield self._block("heading" if heading else "paragraph", slab, gap=gap, level=level)
            gap = False

    def _code(self, content: str) -> Iterator[Block]:
        lines = content.removesuffix("\n").split("\n")
        for start in range(0, len(lines), CODE_LINES):
            part = "\n".join(lines[start : start + CODE_LINES])
            for at in range(0, max(len(part), 1), CODE_SLAB):
                yield self._block("code", part[at : at + CODE_SLAB], gap=start == at == 0)

    def _table(self, tokens: Sequence[Token]) -> Iterator[Block]:
        rows: list[list[str]] = []
        aligns: list[str] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token.content)
            elif token.type == "th_open":
                aligns.append(str(token.attrGet("style") or "").rpartition(":")[2] or "left")
        if any(len(cell) > CELL for row in rows for cell in row):
            for cell in (cell for row in rows for cell in row if cell):
                for number, slab in enumerate(slabs(cell)):
                    yield self._block("paragraph", slab, gap=number == 0)
            return
        table = Table(tuple(map(tuple, rows)), tuple(aligns))
        for start in range(0, len(rows), TABLE_ROWS):
            part = range(start, min(start + TABLE_ROWS, len(rows)))
            yield self._block("table", gap=start == 0, table=table, rows=part)


def slabs(source: str) -> Iterator[str]:
    """Cut an over-long paragraph at the end of a sentence, else at a blank, else anywhere."""
    start = 0
    while len(source) - start > SLAB * 4 // 3:
        half, end = start + SLAB // 2, start + SLAB
        stops = [found.end() for found in _SENTENCE.finditer(source, half, end)]
        cut = stops[-1] if stops else source.rfind(" ", half, end) + 1 or end
        yield source[start:cut]
        start = cut
    yield source[start:]
