"""Which lines of a text are headings, which paragraphs a page break cut in two, and what has no use."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from store.parse.text_blocks import Block
from store.parse.text_fields import date_of, names_of
from store.parse.text_lines import join

HEADING_WORDS = 12
_END = re.compile(r"[.!?;:,…。！？：][\"”’»)\]*_]*$")
_STOP = re.compile(r"[.!?…。！？][\"”’»)\]*_]*(?:\s|$|(?=[A-Z]))")
_PAUSE = re.compile(r"[.!?…:。！？：|][\"”’»)\]*_]*$")
_NO_HEADING = re.compile(
    r"(?:materials )?provided by\b"
    r"|(?:source|credits?|photo|image|picture|figure|fig|doi|citation|contact|tel|phone|e-?mail)\b\W{0,3}\d*\s*[:：]"
    r"|©|\(c\)|copyright\b|[+(]?\d[\d ()/.-]*$|https?:|www\.|\S+@\S+$|[\W_]+$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:|www\.|doi\b|mailto:)")
_FOOTER = re.compile(
    r"contact us|follow us|subscribe|join us|newsletter|all rights reserved|^\+\d[\d ()/.-]{6,}$|^\S+@\S+\.\S+$",
    re.IGNORECASE,
)


def is_title_like(text: str, words: int = HEADING_WORDS) -> bool:
    """Tell whether a line may be a heading: short, not ended by a mark, not a field, name, date or address."""
    if len(text) > 12 * words or "\n" in text or "://" in text or not 0 < len(text.split()) <= words:
        return False
    first = text.lstrip("\"“‘'«([*_¿¡")[:1]
    starts = first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())
    return bool(starts and not _END.search(text) and not _NO_HEADING.match(text) and not is_header_line(text))


def is_header_line(text: str) -> bool:
    """Tell whether a line is a date, with or without a label, or a byline."""
    return bool(date_of(text) or date_of(text.partition(":")[2]) or names_of(text))


def rejoined(blocks: list[Block]) -> list[Block]:
    """Join paragraphs that a page break cut: no end mark before it, a small letter after it."""
    out: list[Block] = []
    cut: list[str] = []  # the parts after out[-1]; joined once, so that many cuts stay cheap
    for block in blocks:
        last = cut[-1] if cut else out[-1].text if out else ""
        if out and out[-1].kind == "paragraph" and _continues(last, block, first=len(out) == 1 and not cut):
            cut.append(block.text)
            continue
        _join_last(out, cut)
        cut = []
        out.append(block)
    _join_last(out, cut)
    return out


def _join_last(out: list[Block], cut: list[str]) -> None:
    if cut:
        seams = [join(a[-2:], b[:1])[len(a[-2:]) : -1] for a, b in pairwise([out[-1].text, *cut])]
        text = out[-1].text + "".join(seam + part for seam, part in zip(seams, cut, strict=True))
        out[-1] = replace(out[-1], text=text)


def _continues(last: str, block: Block, *, first: bool) -> bool:
    if block.kind != "paragraph" or not block.gap or not block.text[:1].islower() or _PAUSE.search(last[-20:]):
        return False
    if len(last[:2000].split()) < (25 if first else 6) or _ADDRESS.match(block.text):
        return False
    return len(block.text) > 60 or bool(_PAUSE.search(block.text[-20:]))


def with_headings(blocks: list[Block]) -> list[Block]:
    """Make headings of the lines that stand over a longer paragraph, a list or a table.

    A line of up to three words right above a heading is an empty heading ("Resources", its links lost).
    """
    out = list(blocks)
    for i in range(len(out) - 2, -1, -1):
        block, below = out[i], out[i + 1]
        if block.kind != "paragraph" or not is_title_like(block.text):
            continue
        after_prose = i > 0 and (out[i - 1].kind != "paragraph" or bool(_END.search(out[i - 1].text[-20:])))
        empty = below.kind == "heading" and after_prose and len(block.text.split()) <= 3
        if empty or below.kind in ("list", "table") or _is_prose_under(block.text, below):
            out[i] = replace(block, kind="heading")
    return out


def _is_prose_under(heading: str, below: Block) -> bool:
    text = below.text.split("\n", 1)[0][:2000]
    words = len(text.split())
    names = text.count(",") * 4 > words  # a list of authors
    return (
        below.kind == "paragraph"
        and words > max(len(heading.split()), 7)
        and _STOP.search(text) is not None
        and not names
        and not is_header_line(text)
    )


def without_empty(blocks: list[Block], keep: Callable[[str], bool]) -> list[Block]:
    """Drop headings with nothing under them, but those that `keep` names, and rules that part nothing."""
    out: list[Block] = []
    for block in reversed(blocks):
        below = out[-1] if out else None
        empty = block.kind == "heading" and (below is None or _same_or_higher(below, block))
        if empty and (below is None or not keep(block.text)):
            continue
        if block.kind == "rule" and (below is None or below.kind == "rule"):
            continue
        out.append(block)
    while out and out[-1].kind == "rule":
        out.pop()
    return out[::-1]


def _same_or_higher(below: Block, block: Block) -> bool:
    return below.kind == "heading" and (below.level or 2) <= (block.level or 2)


def without_footer(blocks: list[Block]) -> tuple[list[Block], str | None]:
    """Drop the site's foot (name, place, "Contact us", telephone): the rest, and the name at its head.

    Only a last group of three or more short lines, set off by a blank line, is taken for one.
    """
    at = len(blocks)
    while at and _is_short_line(blocks[at - 1]):
        at -= 1
        if blocks[at].gap:
            break
    foot = blocks[at:]
    if at == 0 or len(foot) < 3 or not foot[0].gap or not any(_FOOTER.search(block.text) for block in foot):
        return blocks, None
    name = foot[0].text
    return blocks[:at], name if is_title_like(name) and not _FOOTER.search(name) else None


def _is_short_line(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) < 80 and not block.text.endswith((".", ":", ";"))
