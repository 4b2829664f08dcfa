"""Lines into blocks (headings, paragraphs, lists, tables, quotes, code) and blocks into clean Markdown.

Reads Markdown and plain text alike. Each taker reads one block and tells where the next begins, so that
the whole takes linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from store.parse.text_lines import is_wrapped, join, wrap_width

BlockKind = Literal["heading", "paragraph", "list", "table", "quote", "code", "rule"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document. `text` is Markdown; of a heading, the words alone.

    `level` is 1…6 for a heading that was marked as one, else 0. `gap`: a blank line stood before it.
    """

    kind: BlockKind
    text: str
    level: int = 0
    gap: bool = True


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*$")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_SETEXT = re.compile(r" {0,3}(?:={3,}|-{3,}) *$")
_RULE = re.compile(r" {0,3}(?:\*(?: ?\*){2,}|-(?: ?-){2,}|_(?: ?_){2,}|#(?: ?#){2,}|={5,}|~{5,}|[—–]) *$")
_ITEM = re.compile(r"(\s*)([-*+•‣◦●○■▪·∙⁃]|\d{1,3}[.)])(\s+)(?=\S)")
_DELIMITER = re.compile(r" {0,3}\|?[ :-]*-[ :-]*(?:\|[ :-]*)+$")
_LONGEST_ROW = 5_000  # characters; a longer line of pipes or dashes is no table


def read_blocks(text: str, *, markdown: bool) -> list[Block]:
    """Read a text whose line ends are `\\n`. In Markdown neighbouring short lines are one paragraph."""
    lines = text.expandtabs(4).split("\n")
    width = wrap_width(lines)
    if not width and markdown and max(map(len, lines)) <= 120:
        width = 1
    return list(_blocks(lines, width))


def markdown_of(blocks: list[Block]) -> str:
    """Write blocks as Markdown, one blank line between two."""
    return "\n\n".join(_written(block) for block in blocks)


def as_lines(blocks: list[Block]) -> tuple[str, list[tuple[int, int]]]:
    """Write blocks with blank lines only where the source had them, and tell where each stands."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        gap = "\n\n" if block.gap and parts else "\n" if parts else ""
        text = _written(block)
        places.append((at + len(gap), at + len(gap) + len(text)))
        at = places[-1][1]
        parts.append(gap + text)
    return "".join(parts), places


def as_one(blocks: list[Block]) -> Block:
    """Make one paragraph of several lines, with Markdown's hard breaks between them."""
    return replace(blocks[0], text="  \n".join(block.text for block in blocks))


def _written(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * (block.level or 2)} {block.text}"
    return "---" if block.kind == "rule" else block.text


def _blocks(lines: list[str], width: int) -> Iterator[Block]:
    at, gap = 0, True
    while at < len(lines):
        if not lines[at].strip():
            gap = True
            at += 1
            continue
        block, at = _take(lines, at, width)
        yield replace(block, gap=gap)
        gap = False


def _take(lines: list[str], at: int, width: int) -> tuple[Block, int]:
    line = lines[at]
    if _FENCE.match(line):
        return _take_code(lines, at)
    if _RULE.match(line):
        return Block("rule", line.strip()), at + 1
    if atx := _ATX.match(line):
        return Block("heading", _without_closing_marks(atx[2] or ""), len(atx[1])), at + 1
    if _starts_table(lines, at):
        return _take_table(lines, at)
    if line.lstrip().startswith(">"):
        return _take_quote(lines, at)
    if _ITEM.match(line):
        return _take_list(lines, at, width)
    return _take_paragraph(lines, at, width)


def _without_closing_marks(words: str) -> str:
    words = words.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else words


def _take_code(lines: list[str], at: int) -> tuple[Block, int]:
    found = _FENCE.match(lines[at])
    fence = found[1] if found else "```"
    end = at + 1
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    closing = lines[end].rstrip() if end < len(lines) else fence
    return Block("code", "\n".join([*lines[at:end], closing])), end + 1


def _starts_table(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if "|" not in line or max(len(line), len(following)) > _LONGEST_ROW:
        return False
    if _DELIMITER.match(following):
        return True
    return _is_row(line) and _is_row(following)


def _is_row(line: str) -> bool:
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|" and line.count("|") >= 3


def _take_table(lines: list[str], at: int) -> tuple[Block, int]:
    end = at
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    rows = [line.strip() for line in lines[at:end]]
    if not _DELIMITER.match(rows[1]):
        rows.insert(1, "|" + "---|" * (rows[0].count("|") - 1))
    return Block("table", "\n".join(rows)), end


def _take_quote(lines: list[str], at: int) -> tuple[Block, int]:
    end = at
    while end < len(lines) and lines[end].lstrip().startswith(">"):
        end += 1
    return Block("quote", "\n".join(line.strip() for line in lines[at:end])), end


def _take_paragraph(lines: list[str], at: int, width: int) -> tuple[Block, int]:
    text, end = lines[at].strip(), at + 1
    while end < len(lines) and lines[end].strip():
        if end == at + 1 and _SETEXT.match(lines[end]) and len(text) <= 200 and text[-1] not in ".;,":
            return Block("heading", text, 1 if "=" in lines[end] else 2), end + 1
        if _interrupts(lines, end) or not _goes_on(lines[end - 1], lines[end], width):
            break
        end += 1
    parts = [line.strip() for line in lines[at:end]]
    return Block("paragraph", _joined(parts)), end


def _joined(parts: list[str]) -> str:
    # Hyphens and wide scripts are rare: one join() a line would copy the growing text each time.
    words = parts[:1]
    for part in parts[1:]:
        seam = join(words[-1][-2:], part[:1])
        words.append(part if len(seam) == len(words[-1][-2:]) + 1 else " " + part)
    return "".join(words)


def _goes_on(line: str, following: str, width: int) -> bool:
    if line.endswith("  ") and width == 1:
        return False
    return is_wrapped(line.rstrip(), following, width)


def _interrupts(lines: list[str], at: int) -> bool:
    line = lines[at]
    item = _ITEM.match(line)
    number = item is not None and item[2][0].isdigit() and item[2][:-1] != "1"
    return bool(
        (item and not number)
        or _FENCE.match(line)
        or _RULE.match(line)
        or _ATX.match(line)
        or line.lstrip().startswith(">")
        or _starts_table(lines, at)
    )


def _take_list(lines: list[str], at: int, width: int) -> tuple[Block, int]:
    """Read items until something stands under the list that belongs to none of them.

    An indented paragraph belongs to the item above it, also after a blank line.
    """
    items: list[_Item] = []
    end, blank = at, False
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            blank = True
        elif (mark := _ITEM.match(line)) and not _RULE.match(line):
            if blank and _other_list(items[-1], mark):
                break
            items.append(_Item(len(mark[1]), mark[2], mark.end(), [[line[mark.end() :].strip()]]))
            blank = False
        elif _belongs(items[-1], lines, end, width, blank=blank):
            if blank:
                items[-1].paragraphs.append([])
            items[-1].paragraphs[-1].append(line.strip())
            blank = False
        else:
            break
        end += 1
    return Block("list", _written_list(items)), end


@dataclass(frozen=True, slots=True)
class _Item:
    indent: int
    mark: str
    content: int
    paragraphs: list[list[str]]


def _other_list(item: _Item, mark: re.Match[str]) -> bool:
    return not mark[1] and item.indent == 0 and item.mark[0].isdigit() != mark[2][0].isdigit()


def _belongs(item: _Item, lines: list[str], at: int, width: int, *, blank: bool) -> bool:
    line = lines[at]
    indent = len(line) - len(line.lstrip())
    if _interrupts(lines, at) and not indent:
        return False
    if indent >= min(item.content, item.indent + 2):
        return True
    return not blank and is_wrapped(lines[at - 1].rstrip(), line, width)


def _written_list(items: list[_Item]) -> str:
    loose = any(len(item.paragraphs) > 1 for item in items)
    open_indents: list[tuple[int, int]] = []  # source indent, columns of the content in what we write
    written = []
    for item in items:
        while open_indents and open_indents[-1][0] >= item.indent:
            open_indents.pop()
        margin = open_indents[-1][1] if open_indents else 0
        mark = item.mark if item.mark[0].isdigit() else "-"
        content = margin + len(mark) + 1
        if len(open_indents) < 12:  # deeper than anyone reads, and each step would double the text
            open_indents.append((item.indent, content))
        paragraphs = [_joined(paragraph) for paragraph in item.paragraphs]
        written.append(f"{' ' * margin}{mark} " + f"\n\n{' ' * content}".join(paragraphs))
    return ("\n\n" if loose else "\n").join(written)
