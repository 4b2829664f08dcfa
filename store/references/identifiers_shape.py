"""Where an identifier or address ends: the runs, brackets and line breaks of references.md §2.1–2.3 and §2.11."""

import re
from typing import NamedTuple

from store.model import How, Scheme


class Hit(NamedTuple):
    """An identifier and where it stands in the text that was searched."""

    scheme: Scheme
    id: str
    start: int
    end: int
    how: How
    version: str | None = None


LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
"""Letters that real DOIs hold beside ASCII; CJK, Hangul and emoji end an identifier."""

_RUN = re.compile(rf"[!#-;=?-\[\]_a-z{{}}~<>{LETTERS}]+")
# SICI: <first page:title code> or its check part; anything else in angle brackets is a tag.
_ANGLE = re.compile(r"<[0-9]{1,7}[^<>\s/]{0,60}>(?=[0-9])")
_MARKS = re.compile(r"[()\[\]{}<>]")
_OPENERS = {")": "(", "]": "[", "}": "{"}

_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*(?:>[ \t]?)*")
_NEXT_ITEM = re.compile(r"[0-9]{1,3}[.)\]](?:\s|$)|https?:|hxxps?:|www\.|doi|pmid|pmc|isbn|arxiv", re.IGNORECASE)
_PREFIX_ENDS = re.compile(r"(?:^|[^0-9.])10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/$")
_PREFIX = re.compile(r"10\.[0-9]{4,9}/")
_HAS_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/[^\s/]")
_DATED = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{2}\.[0-9]{2,}")


def run(text: str, start: int, limit: int) -> int:
    """Where the unbroken run of an identifier's characters ends, at most `limit` on."""
    found = _RUN.match(text, start, start + limit)
    return found.end() if found else start


def broken_run(text: str, start: int, limit: int, before: str = "") -> tuple[str, list[tuple[int, int]]]:
    """A run with the lines joined that a DOI in it is broken over, and the stretches it was joined from.

    `before` is what of the DOI was read already.
    """
    end = run(text, start, limit)
    joined, pieces = text[start:end], [(start, end)]
    for _ in range(2):
        gap = _BREAK.match(text, end)
        if not gap or not before + joined:
            break
        after = run(text, gap.end(), limit)
        if not _goes_on(before + joined, text[gap.end() : after], text[gap.end() : after + 1]):
            break
        pieces.append((gap.end(), after))
        joined, end = joined + text[gap.end() : after], after
    return joined, pieces


def _goes_on(before: str, after: str, shown: str) -> bool:
    """Whether the next line continues the identifier `before` ends in, rather than starting something else."""
    if not after or before[-1] not in "/-." or after[0] in "<>[{" or _NEXT_ITEM.match(shown):
        return before.endswith("doi.org/") and bool(_PREFIX.match(after))
    if before[-1] == "/" and _PREFIX_ENDS.search(before):
        return True
    if before.endswith("doi.org/"):
        return bool(_PREFIX.match(after))
    if not _HAS_DOI.search(before):
        return False
    if before[-1] == ".":
        return bool(_DATED.match(after))
    return any(char in "0123456789" for char in after)


def place(pieces: list[tuple[int, int]], end: int) -> int:
    """The offset in the text of offset `end` in a joined run."""
    for start, stop in pieces[:-1]:
        if end <= stop - start:
            return start + end
        end -= stop - start
    return pieces[-1][0] + end


def balanced(text: str) -> int:
    """How far brackets match: up to the first closer without opener, opener without closer, or tag."""
    depth: list[tuple[str, int]] = []
    at = 0
    while mark := _MARKS.search(text, at):
        at = mark.end()
        char = mark[0]
        if char in "([{":
            depth.append((char, mark.start()))
        elif char == "<" and (angle := _ANGLE.match(text, mark.start())):
            at = angle.end()
        elif char in "<>" or not depth or depth[-1][0] != _OPENERS[char]:
            return depth[0][1] if depth else mark.start()
        else:
            depth.pop()
    return depth[0][1] if depth else len(text)


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with what was read replaced by spaces, its offsets kept; `spans` in order, not overlapping."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))
