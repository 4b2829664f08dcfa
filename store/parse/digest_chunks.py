"""Markdown cut into chunks with their places, as finding the items of a digest needs it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

ChunkKind = Literal["heading", "item", "inside", "image", "title", "more", "rule", "text", "other"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A heading, list item, picture, line or paragraph between blank lines.

    `text` is without list mark, `#` and indent; `start` and `end` are its place in the Markdown.
    `kind`: `inside` is an indented paragraph of the list item above, `title` a line that is all link or all
    bold, `more` a "Read more" line or a bare address, `other` a table, a quote or code.
    """

    kind: ChunkKind
    text: str
    start: int
    end: int
    level: int = 0
    ordered: bool = False
    url: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a digest. `start` and `end` are its place in the Markdown it was cut from."""

    title: str
    body: str
    image_alt: str | None
    url: str | None
    start: int
    end: int


_LIMIT = 4_000  # characters of a chunk that are looked at; titles and links are short
_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_MARK = re.compile(r"(?:[-*+•]|(\d{1,3})[.)])[ \t]+")
_RULE = re.compile(r"(?:\*(?: ?\*){2,}|-(?: ?-){2,}|_(?: ?_){2,}) *$")
_IMAGE = re.compile(
    r"!\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?: [^()]{0,300})?\)$"
    r"|\[!\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?: [^()]{0,300})?\)\]\((https?://[^()\s]{1,2000})\)$"
)
_LINK = re.compile(
    r"[*_]{0,3}\[[*_]{0,3}([^\[\]]{3,1000}?)[*_]{0,3}\]"
    r"\((https?://[^()\s]{1,2000})(?: [^()]{0,300})?\)[*_]{0,3}$"
)
_BOLD = re.compile(r"(\*\*|__)([^*_][^*]{2,300}?)\1$")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"]{3,2000}")
_MORE = re.compile(
    r"[*_\[(<→» ]{0,4}(?:read (?:more|on|full|the (?:full|whole|original|paper|study|article|story))"
    r"|more at|continue reading"
    r"|full (?:story|text|article)|learn more|find out more|source:|link:|view|https?://|see more)",
    re.IGNORECASE,
)


def chunks_of(markdown: str) -> list[Chunk]:
    """Cut Markdown into chunks, in order and without overlap."""
    return [chunk for start, end in _spans(markdown) if (chunk := _chunk(markdown, start, end))]


def _spans(markdown: str) -> Iterator[tuple[int, int]]:
    """Yield the places of chunks: blank lines part them, and so do headings and list marks at the margin."""
    at = start = 0
    fence = ""
    while at < len(markdown):
        end = markdown.find("\n", at)
        end = len(markdown) if end < 0 else end
        head = markdown[at : min(end, at + 200)]
        opening = _FENCE.match(head.lstrip())
        if opening and (not fence or head.lstrip().startswith(fence)):
            fence = "" if fence else opening[0]
        elif not fence and (not head.strip() or _starts(head)):
            yield start, at
            start = at
        at = end + 1
        if not fence and _HEADING.match(head):
            yield start, at
            start = at
    yield start, len(markdown)


def _starts(line: str) -> bool:
    return bool(_HEADING.match(line) or _MARK.match(line) or _RULE.match(line))


def _chunk(markdown: str, start: int, end: int) -> Chunk | None:
    text = markdown[start:end]
    body = text.strip()
    if not body:
        return None
    start += len(text) - len(text.lstrip("\n"))
    indent = len(text.strip("\n")) - len(text.strip("\n").lstrip(" "))
    return _kind(body, indent, start, start + len(text.strip("\n").rstrip()))


def _kind(text: str, indent: int, start: int, end: int) -> Chunk:
    if indent >= 2:
        return _inline(text, "inside", start, end)
    if _RULE.match(text):
        return Chunk("rule", text, start, end)
    if mark := _MARK.match(text):
        return _inline(text[mark.end() :], "item", start, end, ordered=mark[1] is not None)
    if heading := _HEADING.match(text):
        return _inline(text[heading.end() :], "heading", start, end, level=len(heading[1]))
    if text.startswith(("|", ">", "```", "~~~")):
        return Chunk("other", text, start, end)
    return _inline(text, "text", start, end)


def _inline(text: str, kind: ChunkKind, start: int, end: int, *, level: int = 0, ordered: bool = False) -> Chunk:
    """Look at a chunk's inside: a picture, a title that is a link or bold, a "Read more"."""
    url = alt = None
    if len(text) <= _LIMIT:
        if image := _IMAGE.match(text):
            url, alt = image[3], image[1] or image[2]
            kind = "image" if kind == "text" else kind
        elif link := _LINK.match(text):
            kind = "more" if _MORE.match(link[1]) and kind == "text" else "title" if kind == "text" else kind
            url, text = link[2], link[1]
        elif bold := _BOLD.match(text):
            kind, text = ("title" if kind == "text" else kind), bold[2]
        elif _MORE.match(text) and (address := _ADDRESS.search(text)) and len(text.split()) <= 30:
            kind, url = ("more" if kind == "text" else kind), address[0]
    return Chunk(kind, text, start, end, level, ordered, url, alt)


def runs_of(
    chunks: list[Chunk], starts: Callable[[int], bool], belongs: Callable[[Chunk], bool]
) -> Iterator[list[list[Chunk]]]:
    """Yield runs of groups that follow each other: each begins where `starts` says so."""
    run: list[list[Chunk]] = []
    for i, chunk in enumerate(chunks):
        if starts(i):
            run.append([chunk])
        elif run and belongs(chunk):
            run[-1].append(chunk)
        elif run:
            yield run
            run = []
    if run:
        yield run
