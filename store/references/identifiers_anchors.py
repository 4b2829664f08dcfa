"""Where in a long text an identifier can be at all: literal searches first, so that ordinary prose costs nothing."""

import re
from collections.abc import Iterator

from store.references.identifiers_forms import ARCHIVES

_BEFORE = 100  # characters before an anchor's word that may label it
_AFTER = 100  # characters after it that belong to it at least: the next lines of a broken one
_LIST = 400  # the same where one label may have a list of numbers
_TOKEN = 2000  # how far an unbroken run (an address) is followed beyond these
_LARGEST = 32_768  # characters of a window, so that the work of each stays bounded

_LABELS = ("pmid", "pubmed", "isbn")
_LITERALS = {
    "": (
        "pmc", "xiv", "lanl.gov", "huggingface.co/papers", "isrctn", "eudra", "euctr", "elifesciences", "thelancet",
        "peerj.com", "eprint",
    ),
    "trials": ("trialsregister", "trials register", "trials database"),
    "nature": ("nature.com", "nature%2", "nature-com"),
    "uid": ("[uid]", "uids"),
    "5": ("ar5iv",),
    "/": ("/dp/",),
}  # fmt: skip
"""Found by `str.find`, at memory speed, where the text holds the sign they share; all of them are rare in prose."""

_DASHES = "-\u2010\u2011\u2013\u2212"
# Each begins with a literal, which the engine looks for without trying to match at every character.
_PATTERNS = (
    re.compile(r"10(?:\.(?:[0-9]{4}|97[89]\.|[&<\\\[\s]|%)|%(?:25)*2e[0-9]|&[#p]|\[\.\]|\\\.)"),
    re.compile(r"doi(?:s?(?:[^a-z]|$)|10)"),
    re.compile(r"nct(?:\s(?:id|number|no\.?))?[\s:#-]{0,2}[0-9]{8}(?![0-9])"),
    re.compile(rf"97[89](?:[0-9]{{10}}(?![0-9])|\s?[{_DASHES}]|[ \xa0][0-9]{{1,5}}[ \xa0])"),
    re.compile(rf"20[2-9][0-9][{_DASHES}]5[0-9]{{5}}[{_DASHES}][0-9]{{2}}"),
    re.compile(r"-[0-9]{1,7}-[0-9]{1,6}-[0-9x](?![0-9a-z]|-[0-9])"),
)
_DASHED = tuple(
    re.compile(rf"{dash}[0-9]{{1,7}}{dash}[0-9]{{1,6}}{dash}[0-9x](?![0-9a-z]|-[0-9])") for dash in _DASHES[1:]
)
_OLD_ARXIV = re.compile(r"/[09][0-9]{6}(?![0-9])")
_ARCHIVE = re.compile(rf"(?:{'|'.join(ARCHIVES)})".replace("-", f"[{_DASHES}]") + r"(?:\.[a-z-]{2,8})?$")
_LISTED = re.compile(rf"\[(?:{'|'.join(ARCHIVES)})(?:\.[a-z-]{{2,8}})?\]")  # 1706.03762 [cs.CL]
_SPACE = re.compile(r"\s")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that may hold an identifier, in order, not overlapping."""
    begin = end = -1
    for at, after in sorted(_anchors(text)):
        if at + after < end:
            continue
        start, stop = _start(text, at, end), _stop(text, at + after)
        if start <= end and stop - begin <= _LARGEST:
            end = stop
            continue
        if end > begin:
            yield begin, end
        begin, end = max(start, end), stop
    if end > begin:
        yield begin, end


def _anchors(text: str) -> list[tuple[int, int]]:
    """Where something stands that identifiers have, and how much after it may belong to it."""
    low = text.replace("\u0130", "I").lower()  # the one letter that grows when lower-cased
    found = [(at, _LIST) for literal in _LABELS if literal in low for at in _places(low, literal)]
    for sign, literals in _LITERALS.items():
        if sign in low:
            found += [(at, _AFTER) for literal in literals if literal in low for at in _places(low, literal)]
    for pattern in _PATTERNS if low.isascii() else (*_PATTERNS, *_DASHED):
        found += [(match.start(), _AFTER) for match in pattern.finditer(low)]
    for match in _OLD_ARXIV.finditer(low):
        if _ARCHIVE.search(low, max(0, match.start() - 18), match.start()):
            found.append((match.start(), _AFTER))
    if "[" in low:
        found += [(match.start(), _AFTER) for match in _LISTED.finditer(low)]
    return found


def _places(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + len(literal))


def _start(text: str, at: int, last: int) -> int:
    """The beginning of the unbroken run an anchor stands in, and room for a label before it."""
    low = max(last, at - _TOKEN, 0)
    word = max(text.rfind(" ", low, at), text.rfind("\n", low, at), low)
    begin = max(word - _BEFORE, low)
    space = _SPACE.search(text, begin, word) if begin else None
    return space.end() if space else begin


def _stop(text: str, least: int) -> int:
    space = _SPACE.search(text, min(len(text), least), least + _TOKEN)
    return space.start() if space else min(len(text), least + _TOKEN)
