"""Items of one paragraph each: a bullet with title and summary in one line, or title, summary and address by line."""

import re
from collections.abc import Callable, Iterator, Sequence

from store.parse.digest_chunks import Chunk, Item
from store.parse.text_head import plain

_FEWEST = 3
_WORDS = 6  # of a summary
_LINKED = re.compile(
    r"[*_]{0,3}\[(?P<title>[^\[\]\n]{8,300})\]\((?P<url>https?://[^()\s]{1,2000})\)[*_]{0,3}[\s:.–—|-]+"
)
_BOLD = re.compile(r"\*\*(?P<title>[^*\n]{8,300}?)[.:]?\*\*[\s:.–—|-]+")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"]{3,2000}")
_LINES = re.compile(
    r"(?P<title>[^\n]{8,200}[^\s.,:;])\n(?P<body>[^\n][^\x00]{30,3000}?)\n"
    r"(?:[^\n]{0,40}[:→>(\[]\s?)?<?(?P<url>https?://[^\s<>]{3,2000}?)[>)\]]{0,2}"
)


def inline_items(chunks: Sequence[Chunk], markdown: str, announces: Callable[[str], bool]) -> list[Item]:
    """The longest run of three or more such items, if a heading announces stories or each has its own address."""
    found: list[list[Item]] = [[]]
    announced = False
    for chunk in chunks:
        item = _bullet(chunk, markdown) if announced and chunk.kind == "item" else _by_line(chunk)
        if item:
            found[-1].append(item)
        elif chunk.kind not in ("rule", "image"):
            announced = announces(chunk.text) if chunk.kind == "heading" else announced and chunk.kind == "inside"
            found.append([])
    runs = (run for run in found if len(run) >= _FEWEST and _own(run))
    return max(runs, key=len, default=[])


def _own(run: Sequence[Item]) -> bool:
    """Whether items have an address each, and no two the same one."""
    return len({item.url for item in run if item.url}) == len(run)


def _bullet(chunk: Chunk, markdown: str) -> Item | None:
    """`- **Title.** Summary [link](…)` or `- [Title](…) – Summary`."""
    text = markdown[chunk.start : chunk.end]
    lead = re.match(r"(?:[-*+•]|\d{1,3}[.)])[ \t]+", text)
    start = lead.end() if lead else 0
    found = _LINKED.match(text, start) or _BOLD.match(text, start)
    body = text[found.end() :].strip() if found else ""
    if not found or len(found["title"].split()) < 3 or len(body.split()) < _WORDS:
        return None
    address = found.groupdict().get("url") or next(_addresses(body), None)
    return Item(plain(found["title"]), body, None, address, chunk.start, chunk.end)


def _by_line(chunk: Chunk) -> Item | None:
    """A paragraph whose first line is the title and whose last is the address."""
    found = _LINES.fullmatch(chunk.text) if chunk.kind == "text" and chunk.text.count("\n") >= 2 else None
    if not found or not 3 <= len(found["title"].split()) <= 30 or len(found["body"].split()) < _WORDS:
        return None
    return Item(plain(found["title"]), found["body"].strip(), None, found["url"], chunk.start, chunk.end)


def _addresses(text: str) -> Iterator[str]:
    return (found[0] for found in _ADDRESS.finditer(text))
