"""The top of a text: its title, and the lines under it (date, byline, keywords, source, address)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from store.parse.text_blocks import Block
from store.parse.text_fields import date_of, is_organisation, labelled, names_of, people, words_of
from store.parse.text_sections import is_title_like

_TITLE_WORDS = 30
_ZONE = 16  # blocks: the head is never longer
_PICTURE = r"!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\)"
_IMAGE = re.compile(rf"{_PICTURE}$|\[{_PICTURE}\]\([^)\n]{{0,2000}}\)$")
_LINKS = re.compile(r"!?\[([^\[\]\n]{0,1000})\]\([^()\n]{0,2000}\)|<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,500})(?<=\S)\1(?![\w*])"
    r"|(?<![\w_])(_{1,2})(?=\S)([^_\n]{1,500})(?<=\S)\3(?!\w)"
)
_SENTENCE = re.compile(r"[.!?。！？][\"”’»)\]]*(?=\s+[\"“‘«(\[]?[A-Z0-9\u00c0-\u024f]|\s*$|(?<=[。！？]))")
_ABBREVIATION = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|St|vs|al|etc|No|Fig|approx|ca|Inc|Ltd|Jr|Sr|e\.g|i\.e|cf|[A-Z])\.$")
_WORD = re.compile(r"\w{4,}")
_KEYWORD = re.compile(r"[^\W\d_][^.:;!?|]{1,60}$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the top of a text states about it; what it does not state is None or ()."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    source: str | None = None
    url: str | None = None
    categories: tuple[str, ...] = ()
    language: str | None = None


def head_of_fields(fields: dict[str, str]) -> Head:
    """Make a head of labelled fields, as in front matter."""
    head = Head()
    for field, value in fields.items():
        head = _with_field(head, field, value)
    return head


def _with_field(head: Head, field: str, value: str) -> Head:
    """Add a field the head has not yet; a source that is an address is the text's address."""
    value = value.strip()
    if field == "source" and re.match(r"https?://", value):
        field = "url"
    if not value or getattr(head, field):
        return head
    if field == "published":
        return replace(head, published=date_of(value))
    if field == "categories":
        return replace(head, categories=words_of(value))
    if field == "authors":
        return _with_authors(head, value)
    if field == "url":
        link = re.search(r"https?://[^\s<>()\[\]\"]{3,2000}", value)
        return replace(head, url=link[0]) if link else head
    if field == "title":
        return replace(head, title=plain(value))
    return replace(head, source=plain(value)) if field == "source" else replace(head, language=value)


def _with_authors(head: Head, value: str) -> Head:
    if is_organisation(value) and not re.search(r"[,;&]", value):
        return replace(head, source=head.source or value)
    parts = [part.strip() for part in re.split(r"[,;&]|\band\b", value)]
    names = tuple(name for part in parts if (name := (people(part) or (part,))[0]))
    return replace(head, authors=tuple(dict.fromkeys(names)))


def read_head(blocks: list[Block], head: Head, cited_title: str | None) -> tuple[Head, list[Block]]:
    """Find title and header lines at the top: what they say, and the blocks that are left for the body.

    `cited_title` is the title by which the page cites itself.
    """
    zone = _zone(blocks)
    known = head.title or cited_title
    at = _title_place(blocks[:zone], blocks, known)
    if at is None:
        head = replace(head, title=head.title or cited_title)
    else:
        head = replace(head, title=head.title or plain(blocks[at].text))
    start = 0 if at is None else at + 1
    return _header_lines(blocks, start, max(zone, start), head)


def _zone(blocks: list[Block]) -> int:
    """Count the blocks above the first paragraph of prose, list, table or the like."""
    for i, block in enumerate(blocks[:_ZONE]):
        if block.kind not in ("paragraph", "heading", "rule"):
            return i
        apart = _IMAGE.match(block.text) or names_of(block.text)
        if block.kind == "paragraph" and not apart and _is_prose(block.text):
            return i
    return min(len(blocks), _ZONE)


def _is_prose(text: str) -> bool:
    words = len(text[:2000].split())
    return words > _TITLE_WORDS or (words > 9 and text.endswith((".", ".”", '."', ".)", "…")))


def _title_place(zone: list[Block], blocks: list[Block], known: str | None) -> int | None:
    if known:
        same = [i for i, block in enumerate(zone) if alike(plain(block.text), known)]
        if same:
            return same[0]
    marked = [i for i, block in enumerate(zone) if block.kind == "heading" and block.text]
    if marked and (blocks[marked[0]].level == 1 or marked[0] == 0):
        return None if known else marked[0]
    if known:
        return None
    values = {
        i + 1 for i, block in enumerate(zone) if labelled(plain(block.text)) and block.text.endswith((":", ":**"))
    }
    texts = [(i, block.text) for i, block in enumerate(zone) if block.kind == "paragraph" and i not in values]
    lines = [i for i, text in texts if _may_be_title(text)]
    if not lines:
        return marked[0] if marked else None
    first = lines[0]
    if marked and marked[0] < first:
        return marked[0]
    second = lines[1] if len(lines) > 1 else first
    return second if _is_caption(blocks, first, second) else first


def _may_be_title(text: str) -> bool:
    bare = plain(text).rstrip("?!")
    if labelled(bare):
        return False
    first = bare.split(" ", 1)[0]
    bare = bare[:1].upper() + bare[1:] if any(c.isupper() or c.isdigit() for c in first[1:]) else bare
    return is_title_like(bare, _TITLE_WORDS)


def _is_caption(blocks: list[Block], first: int, second: int) -> bool:
    """Tell whether the first of two lines is a picture's words or a section's name, not the title.

    The text below says what the title says; it does not repeat what a stock photo shows.
    """
    if second != first + 1:
        return False
    if _stands_again(blocks, first, second):
        return True
    if len(blocks[first].text.split()) > 6:
        return False
    words = len(blocks[first].text.split())
    if len(blocks[second].text.split()) <= words:
        return False
    if words <= 2 and blocks[first].text.isupper():
        return True
    prose = [block.text for block in blocks[second + 1 :] if block.kind == "paragraph"][:3]
    below = {word[:6] for word in _WORD.findall(" ".join(prose)[:3000].lower())}
    said = _share(blocks[first].text, below)
    return said < 0.2 and _share(blocks[second].text, below) >= said + 0.3


def _stands_again(blocks: list[Block], first: int, second: int) -> bool:
    """Both lines come again in the same order: as the picture and title of the page's own item in its digest."""
    picture, title = plain(blocks[first].text), plain(blocks[second].text)
    later = [line for block in blocks[second + 1 :] for line in block.text.splitlines()]
    again = [plain(line).lstrip("•-* ") for line in later if len(line) < 400]
    return title in again and picture in again[: again.index(title)]


def _share(text: str, stems: set[str]) -> float:
    words = [word[:6] for word in _WORD.findall(text.lower())]
    return sum(word in stems for word in words) / len(words) if words else 0.0


def _header_lines(blocks: list[Block], start: int, zone: int, head: Head) -> tuple[Head, list[Block]]:
    """Take date, byline, keywords and labelled lines from the zone; all else stays in the body."""
    kept: list[Block] = []
    at = start
    while at < zone:
        block = blocks[at]
        after = blocks[at + 1].text if at + 1 < zone else ""
        taken = _take_line(block, after, head, under_title=not kept)
        at += 1
        if taken is None:
            kept.append(block)
            continue
        head, used = taken
        at += used
    return head, [*kept, *blocks[zone:]]


def _take_line(block: Block, after: str, head: Head, *, under_title: bool) -> tuple[Head, int] | None:
    """Read one line: the head with what it says, and how many lines more belong to it (a label's value)."""
    text = plain(block.text)
    if block.kind == "heading" or len(text) > 400:
        return None
    if block.kind == "rule":
        return (head, 0) if under_title else None
    if moment := date_of(text):
        return (head if head.published else replace(head, published=moment)), 0
    if found := labelled(text):
        field, value = found
        if not value and not _may_be_value(after):
            return None
        return _with_field(head, field, value or plain(after)), 0 if value else 1
    if names := names_of(text):
        return replace(head, authors=head.authors or names), 0
    if text.lower().startswith("by ") and is_organisation(text) and len(text.split()) <= 10:
        return replace(head, source=head.source or text[3:].strip()), 0
    if under_title and head.title and _is_keyword(text):
        return replace(head, categories=(*head.categories, text)), 0
    return None


def _may_be_value(text: str) -> bool:
    return 0 < len(text.split()) <= 20 and not text.endswith((":", ": **", ":**"))


def _is_keyword(text: str) -> bool:
    return text[:1].islower() and len(text.split()) <= 5 and _KEYWORD.match(text) is not None


def alike(first: str, second: str) -> bool:
    """Tell whether two titles are the same but for case, marks and a letter or two (similarity ≥ 0.9)."""
    a, b = folded(first), folded(second)
    if not a or not b or max(len(a), len(b)) > 500:
        return bool(a) and a == b
    if a == b:
        return True
    # 2·min/(sum) is the best ratio two lengths can have: most pairs need no comparing.
    near = 20 * min(len(a), len(b)) >= 9 * (len(a) + len(b))
    return near and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9


def folded(text: str) -> str:
    """Fold a title for comparison: lower case, letters and digits only, one blank between words."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def plain(text: str) -> str:
    """Return the words of a line of Markdown, without emphasis, links and pictures' addresses."""
    text = text[:20_000]
    if "[" in text or "<" in text:
        text = _LINKS.sub(lambda link: link[1] or link[2] or "", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda mark: mark[2] or mark[4], text)
    return " ".join(text.split())


def first_sentence(text: str, limit: int = 300) -> str:
    """Return the first sentence of a paragraph; cut at a word with `…` if it has no end in `limit` characters."""
    text = plain(text)
    for end in _SENTENCE.finditer(text, 12, limit + 2):
        if not _ABBREVIATION.search(text, max(0, end.end() - 12), end.end()):
            return text[: end.end()]
    if len(text) <= limit:
        return text
    return text[: limit - 100].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
