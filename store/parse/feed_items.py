"""The items of a feed cut out of its text, so that those told before need not be read again.

An item is known by a digest of its text and of all that stands around the items: whatever may bear on its reading
(namespaces, the feed's language, authors, base address) makes it another when it changes. Only feeds are cut in which
the items follow one another and nothing stands between them; of any other the whole is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType

from store.parse.feed_newest import MOST_ENTRIES, MOST_TEXT

Known = Mapping[int, int]
"""What was told before: the digest of an item to the digest of its article's key. Both have 64 bits."""

NOTHING: Known = MappingProxyType({})

_OPENED = re.compile(r"<(item|entry)[\s>]")
_DATED = re.compile(r"<(lastBuildDate|pubDate|updated|dc:date)>[^<>]*</\1>")
_COPIED = ("content", "body", "fullitem")  # what feedparser makes a summary of, if there is none yet
_DECLARED = re.compile(r"""xmlns:([\w.-]{1,99})\s{0,9}=\s{0,9}["']([^"'<]{0,999})""")
_LEFT_OPEN = re.compile(r"<!|<\?|\]\]>")
_HIDDEN = {"<!--": "-->", "<![CDATA[": "]]>"}


@dataclass(frozen=True, slots=True)
class Items:
    """A feed's text in pieces: what stands before its items, each of them, and what stands behind."""

    head: str
    texts: tuple[str, ...]
    tail: str

    def only(self, places: Sequence[int]) -> str:
        """Return the feed's text with these items alone."""
        return "".join([self.head, *(self.texts[place] for place in places), self.tail])

    def digests(self, address: str | None) -> tuple[int, ...]:
        """Name each item of a feed read from this address.

        When the feed was written does not count, nor does a comment: they change with every answer. Nor do the blanks
        between the items.
        """
        around = (_DATED.sub("", _shown(part, sections=True) or part).strip() for part in (self.head, self.tail))
        key = blake2b(_bytes("\0".join((address or "", *around))), digest_size=32).digest()
        return tuple(_number(blake2b(_bytes(text.rstrip()), digest_size=8, key=key).digest()) for text in self.texts)


def cut(text: str) -> Items | None:
    """Return the items of a feed that has been through mend(); None where they are not plainly one after another.

    Nor are they cut where they may be so many or so long that only the newest are read: for that all must be seen.
    """
    found = _OPENED.search(text)
    if found is None:
        return None
    close, opened = f"</{found[1]}>", re.compile(rf"<{found[1]}[\s>]")
    end = text.rfind(close) + len(close)
    starts = list(_starts(text, opened, found.start(), end))
    if not starts:  # it was cut off within its only item
        return None
    texts = tuple(text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True))
    if len(texts) > MOST_ENTRIES or None in (_shown(text[: starts[0]]), _shown(text[end:])):
        return None
    if "xmlns:" in text[starts[0] : end] and not _named_alike(text[: starts[0]], texts):
        return None
    sizes = [_most(one, opened, close) for one in texts]
    return Items(text[: starts[0]], texts, text[end:]) if 0 not in sizes and sum(sizes) <= MOST_TEXT else None


def _named_alike(head: str, texts: Sequence[str]) -> bool:
    """Whether a prefix means the same in each item: in XML that is not well-formed one item declares for the next."""
    bound = dict[str, set[str]]()
    for part in (head, *texts):
        for prefix, name in _DECLARED.findall(part):
            bound.setdefault(prefix, set()).add(name)
    if any(len(names) > 1 for names in bound.values()):
        return False
    lent = [prefix for prefix in bound if f"xmlns:{prefix}" not in head]
    return not any(f"<{prefix}:" in one and f"xmlns:{prefix}" not in one for prefix in lent for one in texts)


def digest_of(value: str) -> int:
    """Name a text by 64 bits."""
    return _number(blake2b(_bytes(value), digest_size=8).digest())


def _starts(text: str, opened: re.Pattern[str], at: int, end: int) -> Iterator[int]:
    bare = opened.pattern.partition("[")[0]
    while (at := text.find(bare, at, end)) >= 0:  # several times as fast as the pattern
        if opened.match(text, at):
            yield at
        at += len(bare)


def _most(text: str, opened: re.Pattern[str], close: str) -> int:
    """Return how long the texts of a piece may be, or 0 for one that is not an item and nothing else.

    What is hidden in a comment or CDATA is not looked at.
    """
    shown = _shown(text)
    if shown is None or not shown.rstrip().endswith(close):
        return 0
    if shown.count(close) != 1 or len(opened.findall(shown)) != 1:
        return 0
    before, teaser, _ = shown.partition("<description>")
    return 2 * len(text) if not teaser or any(name in before.lower() for name in _COPIED) else len(text)


def _shown(text: str, *, sections: bool = False) -> str | None:
    """Return a text without its comments and (`sections`: but with) its CDATA; None where it has what is left open."""
    if not sections and (shown := _without_sections(text)) is not None:
        return shown
    shown = "".join(_pieces(text, sections=sections))
    return None if not sections and _LEFT_OPEN.search(shown) else shown


def _without_sections(text: str) -> str | None:
    """Return a text without its CDATA, None where it has comments or anything else that is not plain."""
    first, *others = text.split("<![CDATA[")
    parts = [part.partition("]]>") for part in others]
    shown = "".join([first, *(part[2] for part in parts)])
    return shown if all(part[1] for part in parts) and not _LEFT_OPEN.search(shown) else None


def _pieces(text: str, *, sections: bool) -> Iterator[str]:
    at = 0
    while (start := text.find("<!", at)) >= 0:
        mark = next((mark for mark in _HIDDEN if text.startswith(mark, start)), None)
        end = text.find(_HIDDEN[mark], start + len(mark)) if mark else -1
        if mark is None or end < 0:
            break
        yield text[at:start]
        end += len(_HIDDEN[mark])
        if sections and mark != "<!--":
            yield text[start:end]
        at = end
    yield text[at:]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big")
